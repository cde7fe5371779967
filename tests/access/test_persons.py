"""No value of a column with persons leaves the files as received: not in a frame, a page, a websocket message, an export, the log or a file beside."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from data.__main__ import main as data_command
from data.contract import contract
from data.raw import Source as File
from data.reader import read
from data.store.log import lines
from data.store.store import Store
from metrics.__main__ import main as metrics_command
from metrics.periods import Period
from reports.formats import FORMATS, Order
from reports.report.request import Request
from scripts.serving import drawn, serve
from tests.access.conftest import COMPANY, MAIL, PERSON, folder_of, workbook
from tests.access.test_signing_in import heard
from ui.navigation import PAGES

PERSONAL = [word.encode() for word in (PERSON, MAIL, PERSON.split()[1], MAIL.partition("@")[0])]


def unpacked(raw: bytes) -> bytes:
    """A file with everything that is packed in it, archives in archives too."""
    found = [raw]
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            found += [unpacked(archive.read(name)) for name in archive.namelist()]
    return b"\n".join(found)


def clean(raw: bytes) -> None:
    for word in PERSONAL:
        assert word not in raw, word


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("delivered") / "levering.xlsx"
    file.write_bytes(workbook("Eerste case", "Tweede case"))
    assert PERSON.encode() in unpacked(file.read_bytes()), "the fixture holds a person"
    return file


def test_two_columns_are_personal() -> None:
    assert [(s.name, c.header) for s in contract().values() for c in s.columns if c.personal] == [("Cases", "Contactpersoon"), ("Cases", "E-mail")]


def test_no_frame_and_no_finding_holds_a_person(delivered: Path) -> None:
    dataset = read([File("levering.xlsx", delivered.read_bytes())])
    assert len(dataset.tables["cases"].frame) == 2
    for table in dataset.tables.values():
        clean(table.frame.to_csv().encode())
    clean(repr(dataset).encode())


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"]])
def test_no_check_tells_a_person(command: list[str], delivered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data_command([command[0], str(delivered), *command[1:]])
    said = capsys.readouterr()
    assert "Cases" in said.out
    clean((said.out + said.err).encode())


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_no_figures_tell_a_person(form: str, delivered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metrics_command([str(delivered), "--as-of", "2024-12-31", "--format", form])
    said = capsys.readouterr()
    assert "D2.4" in said.out or "Vragen" in said.out
    clean((said.out + said.err).encode())


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {"pdf", "zip"}))
def test_no_report_tells_a_person(ending: str, delivered: Path) -> None:
    dataset = read([File("levering.xlsx", delivered.read_bytes())])
    request = Request(Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 12, 31), sources=("levering.xlsx",))
    made = unpacked(FORMATS[ending].make(Order(dataset, request)))
    assert b"Eerste case" in made or ending == "pptx", "the report is about these cases"
    clean(made)


@pytest.mark.browser
@pytest.mark.parametrize("pages", [("cases", "gegevens"), pytest.param([p.address for p in PAGES], marks=pytest.mark.campaign)], ids=["some", "all"])
def test_no_page_and_no_message_tells_a_person(browser: Browser, store: Store, pages: Sequence[str]) -> None:
    with serve(store=str(store.engine.url)) as address:
        page = browser.new_page()
        wire = heard(page)
        for path in [*pages, "cases?case=K1", "doelstellingen?doelstelling=2&indicator=D2.4"]:
            page.goto(f"{address}/{path}")
            clean(drawn(page).content().encode())
        page.get_by_text("Telt mee:").first.click()
        clean(drawn(page).content().encode())
        page.context.close()
    assert COMPANY.encode() in b"".join(wire), "the pages are about these cases"
    clean(b"".join(wire))
    clean(repr(lines(store)).encode())
    beside = [f for f in folder_of(store).rglob("*") if f.is_file() and not f.name.startswith("store.db")]
    for file in beside:
        clean(file.read_bytes())
