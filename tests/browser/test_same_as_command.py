"""The figures on screen are those of the command line for the same phase: read off the page's tables, held against its JSON."""

import json
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from data import examples
from metrics.catalogue import catalogue
from scripts.serving import ROOT
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
PHASES, OBJECTIVES = ("1", "2", "3", "4"), (1, 2, 3, 4, 5)
NUMBER = re.compile(r"-?\d[\d.]*(?:,(\d+))?")
ROWS = """(css) => [...document.querySelectorAll(css)].map((row) => [row.querySelector("a[data-open]").dataset.open,
  ...[...row.querySelectorAll("td")].map((cell) => cell.querySelector("small") ? cell.firstChild.textContent : cell.textContent)])"""


@cache
def command() -> dict[tuple[str, str], dict[str, Any]]:
    """What the command says, by indicator and phase."""
    line = [sys.executable, "-m", "metrics", str(examples.WORKBOOK), "--as-of", examples.AS_OF.isoformat(), "--format", "json"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    return {(i["id"], i["phase"]): i for i in json.loads(done.stdout)["indicators"]}


def agrees(shown: str, figure: float | None) -> bool:
    """Whether words on the page begin with a figure, as rounded as they write it; without a figure no number may stand there."""
    found = NUMBER.match(shown.strip())
    if figure is None or found is None:
        return figure is None and found is None
    number = float(found.group().replace(".", "").replace(",", "."))
    if shown[found.end() :].lstrip().startswith("%"):
        figure *= 100
    return abs(number - figure) <= 0.5 * 10 ** -len(found.group(1) or "") + 1e-9


@pytest.mark.parametrize(("objectives", "phases"), [((3,), ("2",)), pytest.param(OBJECTIVES, PHASES, marks=pytest.mark.campaign)])
def test_the_tables_of_the_objectives_are_the_commands(page: Page, server: str, objectives: tuple[int, ...], phases: tuple[str, ...]) -> None:
    page.goto(f"{server}/doelstellingen")
    seen = 0
    for objective in objectives:
        settled(page).click(f".st-key-doelstelling button:has-text('{objective}')")
        for phase in phases:
            settled(page).click(f".st-key-fase button:has-text('{phase}')")
            expect(page.locator(".im-indicators caption")).to_contain_text(f"fase {phase}")
            expect(page.locator("h1")).to_contain_text(f"Doelstelling {objective} in fase {phase}")
            rows = settled(page).evaluate(ROWS, ".im-indicators tbody tr")
            assert {row[0] for row in rows} == {i.id for i in catalogue().values() if i.objective == objective}
            for name, status, value, target, expected, forecast, _ in rows:
                told = command()[name, phase]
                ahead = told["forecast"]["value"] if told["forecast"] else None
                assert status.endswith(told["status"]), (name, phase)
                for shown, figure in ((value, told["value"]), (target, told["target"]), (expected, told["expected"]), (forecast, ahead)):
                    assert agrees(shown, figure), (name, phase, shown, figure)
                seen += 1
    assert seen == sum(i.objective in objectives for i in catalogue().values()) * len(phases)


def test_the_table_of_the_phases_is_the_commands(page: Page, server: str) -> None:
    page.goto(f"{server}/fasen")
    rows = settled(page).evaluate(ROWS, ".im-phases tbody tr:has(a[data-open])")
    assert {row[0] for row in rows} == set(catalogue())
    for name, *cells in rows:
        for phase, shown in zip(PHASES, cells, strict=True):
            assert agrees(shown, command()[name, phase]["value"]), (name, phase, shown)


def test_a_wrong_figure_is_seen() -> None:
    assert agrees("1.224,7 ton/jaar", 1224.7)
    assert agrees("86 % (12 van 14)", 0.857)
    assert not agrees("23 cases", 22)
    assert not agrees("0", None), "absent is not 0"
    assert not agrees("n.v.t.", 0)
