"""docs/hubs.md followed to the letter: its files in a folder, its commands and settings; a second hub runs, and the two together."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data import examples
from data.hub import load_hub
from data.raw import Source
from metrics.catalogue import catalogue
from scripts.serving import drawn, serve
from tests.hubs.pair import KEMPEN, deliver

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "hubs.md").read_text(encoding="utf-8")
WORKBOOK = "\n".join([
    "Case-ID;Titel;Datum instroom;Gemeente;Gedeeld met hub",
    "R1;Herbruikbare bekers opknappen;06/02/2025;Mechelen;Hub Kempen",
    "R2;Paletten herstellen;10/02/2025;Lier;",
    "R3;Metaalresten delen in plaats van kopen;14/01/2025;Berlaar;Hub Kempen",
]).encode()  # fmt: skip


def here(words: str, folder: Path) -> str:
    """Words of the page with its folders where this test has them."""
    return words.replace("/srv/impactmonitor/deliveries", f"{folder}/deliveries").replace("/srv/impactmonitor", str(ROOT)).replace("/srv", str(folder))


def files() -> dict[str, str]:
    """Every file that the page lets one make, by its path: the block of code that comes after it is named."""
    return dict(re.findall(r"[Mm]aak (?:dan )?het bestand `([^`]+)`.*?\n```\w+\n(.*?)```", PAGE, re.DOTALL))


def settings(folder: Path) -> dict[str, str]:
    return dict(re.findall(r"^export (\w+)=(\S+)$", here(PAGE, folder), re.MULTILINE))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with everything that the page says, and a delivery in the store of each hub."""
    folder = tmp_path_factory.mktemp("machine")
    for name, content in files().items():
        file = Path(here(name, folder))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(here(content, folder), encoding="utf-8")
    (folder / "deliveries").mkdir()
    deliver(KEMPEN, f"sqlite:///{folder}/deliveries/impactmonitor.db", Source(examples.WORKBOOK.name, examples.WORKBOOK))
    deliver(folder / "hub-rivierenland", settings(folder)["IMPACTMONITOR_DATABASE_URL"], Source("rivier.csv", WORKBOOK))
    return folder


def test_the_page_makes_a_hub_of_another_kind(made: Path) -> None:
    assert {Path(name).name for name in files()} == {"hub.yaml", "area.csv", "eigen.yaml", "colours.yaml", "hubs-samen.yaml"}
    hub, ours = load_hub(made / "hub-rivierenland"), load_hub(KEMPEN)
    assert [p.start for p in hub.phases] != [p.start for p in ours.phases]
    assert set(catalogue(hub.folder / "indicators")) - set(catalogue(KEMPEN / "indicators")) == {"D3.90"}


@pytest.mark.parametrize("command", re.findall(r"^\.venv/bin/python (-m .*)$", PAGE, re.MULTILINE))
def test_its_commands_run_as_written(command: str, made: Path) -> None:
    done = run(command, made)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_two_together_by_the_command(made: Path) -> None:
    command = next(c for c in re.findall(r"^\.venv/bin/python (-m .*)$", PAGE, re.MULTILINE) if "json" in c)
    found = json.loads(run(command, made).stdout)
    rows = {r["id"]: r for r in found["indicators"]}
    ours, theirs = (c["value"] for c in rows["D2.4"]["hubs"])
    assert theirs == 3
    assert (rows["D2.4"]["total"]["value"], rows["D2.4"]["total"]["doubles"]) == (ours + 1, 2)
    assert [c["value"] for c in rows["D3.90"]["hubs"]] == [None, 2]
    documented = set(re.findall(r"`(\w+)`", PAGE.partition("### De velden")[2]))
    told = {
        *found,
        *found["hubs"][0],
        *found["indicators"][0],
        *rows["D2.4"]["hubs"][0],
        *rows["D2.4"]["total"],
        *rows["D2.4"]["months"][0],
        *found["doubles"][0],
        *rows["D2.4"]["total"]["left_out"][0],
    }
    told |= set(found["shared_without_double"][0])
    assert told - {"hub", "case_id", "title", "file", "sheet", "row"} <= documented


@pytest.mark.browser
def test_the_hub_runs_and_shows_itself_and_both_together(browser: Browser, made: Path) -> None:
    wanted = settings(made)
    assert set(wanted) == {"IMPACTMONITOR_HUB", "IMPACTMONITOR_DATABASE_URL", "IMPACTMONITOR_TOGETHER"}
    with serve(store=wanted.pop("IMPACTMONITOR_DATABASE_URL"), **wanted) as address:
        page = browser.new_page(locale="nl-BE", color_scheme="light", viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/?peildatum=2025-03-31")
        drawn(page)
        expect(page.locator("body")).to_contain_text("Fase 2")
        assert page.get_by_test_id("stButtonGroup").first.locator("button").all_inner_texts() == ["1", "2"], "its own phases"
        primary = "getComputedStyle(document.documentElement).getPropertyValue('--im-primary')"
        assert page.evaluate(primary) == "#1f4e79"
        chosen = page.locator(".st-key-language button[aria-checked=true], .st-key-language button[kind*=Active]").first
        assert chosen.evaluate("(b) => getComputedStyle(b).color") == "rgb(31, 78, 121)", "Streamlit's own buttons follow"
        page.goto(f"{address}/definities")
        expect(drawn(page).locator("body")).to_contain_text("Cases met een andere hub")
        page.goto(f"{address}/samen?samen-peildatum=2025-03-31&samen-indicator=D3.90")
        body = drawn(page).locator("body")
        for words in ("2 hubs samen", "Hub Rivierenland", "1 dubbel, een keer geteld", "deze hub telt dit niet", "Cases met een andere hub per maand"):
            expect(body).to_contain_text(words)
        page.context.close()


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **settings(folder)}
    words = [sys.executable, *here(command, folder).split()]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
