"""One browser for all pictures: every caller gets its own, a lost browser is replaced, and nothing is left behind."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.errors import UserError
from reports.renderer import Renderer

ROOT = Path(__file__).parents[2]
browser_needed = pytest.mark.browser


def figure(words: str, lang: str = "nl") -> dict[str, object]:
    axes = {"xaxis": {"type": "date", "tickformat": "%B %Y", "tickvals": ["2024-03-01"]}, "yaxis": {"tickvals": [1234.5], "tickformat": ",.1f"}}
    return {
        "data": [{"type": "bar", "x": ["2024-03-01"], "y": [2000]}],
        "layout": {"meta": {"lang": lang}, "annotations": [{"text": words, "showarrow": False}], "separators": ",.", **axes},
    }


@pytest.fixture(scope="module")
def renderer(chromium: str) -> Iterator[Renderer]:
    made = Renderer(chromium)
    yield made
    made.close()


def alive(process: int | None) -> bool:
    try:
        os.kill(process or 0, 0)
    except ProcessLookupError:
        return False
    return True


@browser_needed
@pytest.mark.parametrize("pictures", [1, pytest.param(8, marks=pytest.mark.campaign)])
def test_pictures_of_six_threads_come_back_each_to_its_own_caller(renderer: Renderer, pictures: int) -> None:
    def caller(thread: int) -> list[bool]:
        names = [f"picture-{thread}-{i}" for i in range(pictures)]
        return [f">{n}<" in renderer.picture(figure(n), "svg", 200, 150).decode() for n in names]

    with ThreadPoolExecutor(6) as pool:
        assert [all(own) for own in pool.map(caller, range(6))] == [True] * 6


@browser_needed
def test_a_picture_speaks_the_language_of_its_figure(renderer: Renderer) -> None:
    dutch, english = (renderer.picture(figure("x", lang), "svg", 400, 300).decode() for lang in ("nl", "en"))
    assert ">maart 2024<" in dutch
    assert ">March 2024<" in english
    assert ">1.234,5<" in dutch


@browser_needed
def test_a_lost_browser_is_replaced(renderer: Renderer) -> None:
    renderer.picture(figure("before"), "svg", 200, 150)
    first = renderer.browser_process
    assert first is not None
    os.killpg(first, signal.SIGKILL)
    assert b">after<" in renderer.picture(figure("after"), "svg", 200, 150)
    assert renderer.browser_process != first


@browser_needed
def test_a_browser_makes_so_many_pictures_and_no_more(chromium: str) -> None:
    own = Renderer(chromium, pictures=2)
    try:
        seen = []
        for _ in range(3):
            own.picture(figure("x"), "svg", 100, 100)
            seen.append(own.browser_process)
        assert seen[0] == seen[1] != seen[2]
        assert not alive(seen[0])
    finally:
        own.close()
    assert not alive(seen[2])


@browser_needed
def test_what_takes_too_long_is_given_up_in_a_sentence(chromium: str) -> None:
    own = Renderer(chromium, limit=0.001)
    try:
        with pytest.raises(UserError, match="kon niet gemaakt worden"):
            own.picture(figure("x"), "svg", 100, 100)
    finally:
        own.close()


def test_without_a_browser_a_sentence_says_so() -> None:
    own = Renderer("/nowhere/chromium")
    with pytest.raises(UserError, match="geen browser"):
        own.picture(figure("x"), "png", 100, 100)
    own.close()


@browser_needed
def test_a_process_that_ends_leaves_no_browser(chromium: str) -> None:
    script = (
        "from reports.renderer import renderer\nr = renderer()\nr.picture({'data': [], 'layout': {}}, 'svg', 100, 100)\nprint('process', r.browser_process)\n"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "CHROMIUM": chromium}, capture_output=True, text=True, timeout=60, check=True
    )
    found = re.search(r"process (\d+)", done.stdout)
    assert found
    time.sleep(0.5)
    assert not alive(int(found[1]))
    assert time.monotonic() - begun < 30


@browser_needed
def test_the_same_figure_is_the_same_file_and_another_names_its_parts_otherwise(renderer: Renderer) -> None:
    first, again, other = (renderer.picture(figure(words), "svg", 400, 300) for words in ("a", "a", "b"))
    assert first == again
    name = re.compile(rb'id="defs-(\w+)"')
    assert name.findall(first) != name.findall(other), "drawings in one page must not share names"
