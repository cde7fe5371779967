"""The page Rapport as somebody uses it: make, fetch and open every file, freeze, deliver again, and fill in a template of one's own."""

import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
import pptx
import pytest
from playwright.sync_api import Page, expect

from data import examples
from data.raw import Source
from metrics.catalogue import catalogue
from metrics.scorecard import scorecard
from metrics.spelling import texts_of
from reports.chromium import chromium
from reports.formats import FORMATS
from scripts.serving import serve
from tests.browser.conftest import settled
from tests.browser.test_same_as_command import agrees, command
from tests.reports.test_report_template import template
from tests.store.confirming import confirm, fresh, state

pytestmark = pytest.mark.browser
ADDRESS = f"rapport?fase=4&peildatum={examples.AS_OF.isoformat()}"
TABLE = {"Streefwaarde", "Stand"}  # what the head of a table of indicators says
TABLES = """() => [...document.querySelectorAll("table")].map((table) => [...table.querySelectorAll("tr")].map(
  (row) => [...row.querySelectorAll("th, td")].map((cell) => cell.firstChild?.textContent ?? "")))"""


class Hub(NamedTuple):
    """A server with the example as its first version, the store behind it, and what counts how often a PDF is printed."""

    address: str
    store: object
    printed: Path


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One server for all of this. Its browser is a script that notes each PDF, so that a second run would be seen."""
    folder = tmp_path_factory.mktemp("report")
    store, log, program = fresh(folder), folder / "printed", folder / "chromium.sh"
    program.write_text(f'#!/bin/sh\ncase "$*" in *--print-to-pdf*) echo x >> {log};; esac\nexec {chromium()} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    confirm(store, Source(examples.WORKBOOK.name, examples.WORKBOOK.read_bytes()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROMIUM", str(program))
        with serve(store=f"sqlite:///{folder / 'store'}.db") as address:
            yield Hub(address, store, log)


def fetch(page: Page, selector: str) -> bytes:
    """Click a button and take the file that arrives."""
    with page.expect_download(timeout=60_000) as waiting:
        page.click(selector)
    return waiting.value.path().read_bytes()


def agreed(rows: Sequence[Sequence[str]]) -> set[str]:
    """The indicators in tables like those of the report, of which value and target are the command's."""
    seen = set()
    for name, _, value, target, *_ in rows:
        told = command()[name, "4"]
        assert agrees(value, told["value"]), (name, value)
        assert agrees(target, told["target"]), (name, target)
        seen.add(name)
    return seen


def of_indicators(tables: Sequence[Sequence[Sequence[str]]]) -> list[Sequence[str]]:
    """The rows of the tables of indicators."""
    return [row for head, *rows in tables if set(head) >= TABLE for row in rows]


def word(raw: bytes) -> list[Sequence[str]]:
    tables = [[[c.paragraphs[0].text for c in row.cells] for row in t.rows] for t in docx.Document(BytesIO(raw)).tables]
    return of_indicators(tables)


def slides(raw: bytes) -> list[Sequence[str]]:
    tables = [s.table for slide in pptx.Presentation(BytesIO(raw)).slides for s in slide.shapes if s.has_table]
    return of_indicators([[[c.text_frame.paragraphs[0].text for c in row.cells] for row in t.rows] for t in tables])


def annex(raw: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(raw), data_only=True)["Indicatoren"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[3] == "Fase 4"]
    for row in rows:
        told = command()[str(row[0]), "4"]
        for found, figure in ((row[4], told["value"]), (row[9], told["target"]), (row[10], told["expected"])):
            assert (found if isinstance(found, int | float) else None) == (figure if figure is None else pytest.approx(figure)), row
        assert row[11] == told["status"]
    return [[str(row[0])] for row in rows]


def test_every_file_arrives_and_tells_what_the_command_tells(hub: Hub, page: Page, tmp_path: Path) -> None:
    page.goto(f"{hub.address}/{ADDRESS}")
    settled(page).dblclick(".st-key-make-report button")
    page.wait_for_selector(".st-key-report-zip button", timeout=180_000)
    expect(settled(page).locator(".st-key-make-report button")).to_be_disabled()
    files = {ending: fetch(page, f".st-key-report-{ending} button") for ending in FORMATS}
    assert hub.printed.read_text(encoding="utf-8") == "x\n", "a second click starts no second run, and the archive none either"

    assert agreed(word(files["docx"])) == set(catalogue())
    assert {"D3.8", "D4.4"} <= agreed(slides(files["pptx"]))
    assert {row[0] for row in annex(files["xlsx"])} == set(catalogue())
    with zipfile.ZipFile(BytesIO(files["zip"])) as packed:
        inside = {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist() if "/" not in name}
        pictures = [name.rpartition(".")[2] for name in packed.namelist() if name.startswith("grafieken/")]
    assert inside == {ending: raw for ending, raw in files.items() if ending != "zip"}
    assert pictures.count("png") == pictures.count("svg") > 8

    (tmp_path / "r.html").write_bytes(files["html"])
    (tmp_path / "r.pdf").write_bytes(files["pdf"])
    page.goto((tmp_path / "r.html").as_uri())
    assert agreed(of_indicators(page.evaluate(TABLES))) == set(catalogue())
    said = subprocess.run(["pdftotext", "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    for name in ("D3.8", "D4.4", "D1.1"):
        found = re.search(rf"^\s*{re.escape(name)}\s.*?\s(\d[\d.,]*)", said, re.MULTILINE)
        assert found is not None
        assert agrees(found[1], command()[name, "4"]["value"]), (name, found[0])


def test_the_edition_for_partners_names_nobody_behind_a_case(hub: Hub, page: Page) -> None:
    page.goto(f"{hub.address}/{ADDRESS}")
    settled(page).click(".st-key-make-partners button")
    page.wait_for_selector(".st-key-partners-pdf button", timeout=120_000)
    settled(page)
    assert fetch(page, ".st-key-partners-pdf button").startswith(b"%PDF-")
    said = fetch(page, ".st-key-partners-html button").decode()
    assert "Voor partners: zonder namen" in said
    asked = {str(n) for n in texts_of(state(hub.store).tables["cases"], "organisation") if n}  # type: ignore[arg-type]
    known = {str(n) for n in texts_of(state(hub.store).tables["partners"], "organisation")}  # type: ignore[arg-type]
    assert len(asked - known) > 50
    assert [name for name in asked - known if name in said] == []


def test_what_is_frozen_stays_and_the_bridge_adds_up_after_a_later_delivery(hub: Hub, page: Page) -> None:
    page.goto(f"{hub.address}/{ADDRESS}")
    form = settled(page).locator("[data-testid=stForm]", has=page.get_by_role("button", name="Leg vast"))
    form.get_by_label("Je naam").fill("An")
    form.get_by_role("button", name="Leg vast").click()
    page.wait_for_selector("text=Vastgelegde rapporten", timeout=180_000)
    assert "Geen enkel gerapporteerd cijfer is veranderd." in settled(page).inner_text("body")

    confirm(hub.store, Source("later.xlsx", later()))  # type: ignore[arg-type]
    told = command()["D3.8", "4"]["value"]
    dataset = state(hub.store)
    phase = next(p for p in dataset.phases if p.number == "4")
    now = next(r.value for r in scorecard(dataset, examples.AS_OF) if r.indicator.id == "D3.8" and r.period.start == phase.start)
    assert told is not None
    assert now is not None
    assert now != told
    page.goto(f"{hub.address}/{ADDRESS}")
    page.wait_for_selector("text=Wat er sinds rapport 1 veranderde")
    row = settled(page).locator("tr", has_text="D3.8").filter(has=page.locator(".im-steps"))
    was, is_, how = (c.strip() for c in row.locator("td").all_inner_texts())
    assert (agrees(was, told), agrees(is_, now)) == (True, True), (was, is_)
    assert told + sum(float(s.replace("−", "-")) for s in re.findall(r"(?m)^[+−]\d+", how)) == now
    assert how.count("Cases rij") == 3

    with zipfile.ZipFile(BytesIO(fetch(page, ".st-key-frozen-files [data-testid=stDownloadButton] >> nth=5 >> button"))) as kept:
        (name,) = (n for n in kept.namelist() if n.endswith(".docx"))
        assert agreed(word(kept.read(name))) == set(catalogue()), "what was reported stays reported"


def later() -> bytes:
    """The example as somebody delivers it later: two cases that were realised in phase 4 are not any more, another one is."""
    book = openpyxl.load_workbook(examples.WORKBOOK)
    sheet = book["Cases"]
    top = next(row for row in sheet.iter_rows(max_row=8) if "Casenummer" in [c.value for c in row])
    at = {c.value: c.column - 1 for c in top}
    rows = [row for row in sheet.iter_rows(min_row=top[0].row + 1) if "3" in str(row[at["Doelstellingen"]].value)]
    days = [row[at["Datum gerealiseerd"]] for row in rows]
    inside = [c for c in days if hasattr(c.value, "date") and date(2024, 2, 1) <= c.value.date() <= date(2024, 12, 31)]
    outside = [row for row, c in zip(rows, days, strict=True) if c.value is None and not row[at["Datum stopzetting"]].value]
    fresh_one = next(row for row in outside if hasattr(row[at["Datum instroom"]].value, "date") and row[at["Datum instroom"]].value.date() < date(2024, 6, 1))
    for cell in inside[:2]:
        cell.value = None
    fresh_one[at["Datum gerealiseerd"]].value = date(2024, 11, 5)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_template_of_one_s_own_is_checked_and_filled_in(hub: Hub, page: Page, tmp_path: Path) -> None:
    page.goto(f"{hub.address}/{ADDRESS}&versie=1")
    settled(page).click("text=Vul je eigen Word-sjabloon in")
    wrong, right = tmp_path / "fout.docx", tmp_path / "eigen.docx"
    wrong.write_bytes(template("{{ D3.8.wrde }}"))
    right.write_bytes(template("Gerealiseerd: {{ D3.8.getal }} van {{ D3.8.streefwaarde }}"))
    drop = page.locator(".st-key-report-template input[type=file]")
    drop.set_input_files(wrong)
    page.wait_for_selector("text=Het veld “D3.8.wrde” bestaat niet")
    assert page.locator(".st-key-report-filled").count() == 0
    settled(page).get_by_role("button", name="Remove").or_(page.locator("[data-testid=stFileUploaderDeleteBtn] button")).first.click()
    settled(page).locator(".st-key-report-template input[type=file]").set_input_files(right)
    page.wait_for_selector(".st-key-report-filled button")
    settled(page)
    (said,) = (p.text for p in docx.Document(BytesIO(fetch(page, ".st-key-report-filled button"))).paragraphs)
    value, aim = re.fullmatch(r"Gerealiseerd: (\S+) van (\S+)", said).groups()  # type: ignore[union-attr]
    assert agrees(value, command()["D3.8", "4"]["value"])
    assert agrees(aim, command()["D3.8", "4"]["target"])
