"""From every figure to its rows: by a link to the indicator, or by opening the rows with file, sheet and cell and their downloads."""

import csv
import io
import re

import openpyxl
import pandas as pd
import pytest

from locales import LANGUAGES, formats, text
from metrics.behind import FIGURES, behind
from metrics.caselists import Ask
from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.periods import Period, phase_period
from metrics.places import mappable
from reports.csv import csv_bytes
from reports.table import table_bytes
from tests.ui.frame import open_page, shown
from tests.ui.test_pages import KINDS, source
from ui import rows
from ui.behind import PAGES
from ui.cases import flow
from ui.figures import card
from ui.network import matched, referred
from ui.scope import Scope
from ui.source import example

SOURCE = example()
AS_OF = SOURCE.default_as_of
AT = Scope(phase_period(SOURCE.dataset.phases[3]), AS_OF, "nl", "light")
OPENED = [(page, name) for page, names in PAGES.items() for name in names]


def html_of(app: object) -> str:
    return " ".join(str(getattr(e.proto, "body", "")) + str(getattr(e.proto, "json", "")) for e in app if hasattr(e, "proto"))  # type: ignore[attr-defined]


def test_every_figure_has_a_page() -> None:
    assert sorted(name for _, name in OPENED) == sorted(FIGURES)


@pytest.mark.parametrize(("page", "name"), OPENED)
@pytest.mark.parametrize("lang", [pytest.param(lang, marks=() if lang == "nl" else (pytest.mark.campaign,)) for lang in LANGUAGES])
def test_the_rows_of_a_figure_open_on_its_page(page: str, name: str, lang: str) -> None:
    app = open_page(page, cijfer=name, fase="4", taal=lang)
    assert not app.exception
    assert not app.warning
    found = behind(SOURCE.dataset, name, Ask(AT.period, AS_OF, lang))
    count = sum(len(p.included) for p in found.parts)
    told = shown(app)
    assert text("rows.included", lang, count=formats.number(count, 0, lang)) in told
    frame = pd.concat([p.included for p in found.parts], ignore_index=True) if count else found.rejected
    if not len(frame):
        assert text("rows.none_included", lang) in told or text("rows.none_excluded", lang) in told
        return
    first = frame.iloc[0]
    assert f"{first['file']} {first['sheet']} {first['cell']}" in told
    app.button(key="figure-close").click().run()
    assert f"{first['file']} {first['sheet']} {first['cell']}" not in shown(app)


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=() if kind in ("no rows", "full of errors") else (pytest.mark.campaign,)) for kind in KINDS])
@pytest.mark.parametrize(("page", "name"), OPENED)
def test_no_figure_breaks_over_any_data(page: str, name: str, kind: str) -> None:
    app = open_page(page, source(kind), cijfer=name)
    assert not app.exception
    assert not app.error


LINKS = {
    "overzicht": ("geweigerd", "buiten-fasen"),
    "cases": ("D2.4", *PAGES["cases"]),
    "netwerk": ("organisaties", "D3.1", "D1.4", "partijen"),
    "events": ("events", "deelnames", "unieke-organisaties", "tevredenheid", "D2.3"),
    "impact": ("D4.4", "D4.5", "D4.8", "D4.6", "D3.10", "D3.13", "D3.11", "D3.12", "D4.3", "D4.7", "D4.1", "D4.2"),
    "kaart": ("D3.8",),
}


@pytest.mark.parametrize("page", LINKS)
def test_every_figure_of_a_page_leads_to_its_rows(page: str) -> None:
    opens = set(re.findall(r'data-open=\\?"([^"\\]+)', html_of(open_page(page, fase="4", peildatum="2025-02-28"))))
    wanted = {name for name in LINKS[page] if name not in PAGES["overzicht"]}
    assert wanted <= opens, wanted - opens


def test_a_link_to_an_indicator_keeps_period_and_filters() -> None:
    page = html_of(open_page("impact", periode="eigen", van="2024-04-01", tot="2024-09-30", gemeente="Geel", taal="en"))
    href = re.search(r'href=\\?"(doelstellingen\?[^"\\]*indicator=D4\.4[^"\\]*)', page)
    assert href
    for part in ("periode=eigen", "van=2024-04-01", "tot=2024-09-30", "gemeente=Geel", "taal=en", "doelstelling=4"):
        assert part in href[1], part


def test_a_phase_in_the_table_of_phases_leads_to_its_rows() -> None:
    page = html_of(open_page("fasen"))
    for number in "1234":
        assert f"D3.8|{number}" in page
    assert "fase=2" in page


def test_the_figures_that_lead_to_an_indicator_are_that_indicator() -> None:
    board = card(SOURCE, AS_OF)
    for phase in SOURCE.dataset.phases:
        at = Scope(phase_period(phase), AS_OF, "nl", "light")
        assert flow(SOURCE, at).total == board.get("D2.4", phase).value
        assert referred(SOURCE, at).total == board.get("D3.1", phase).value
        assert matched(SOURCE, at).total == board.get("D1.4", phase).value


def test_one_cluster_opens_only_its_own_rows() -> None:
    app = open_page("netwerk", fase="4")
    asked = re.search(r"clusters\|([^\"\\]+)", html_of(app))
    assert asked
    name = asked[1]
    found = behind(SOURCE.dataset, "clusters", Ask(AT.period, AS_OF, group=name)).parts[0].included
    page = shown(open_page("netwerk", fase="4", cijfer="clusters", groep=name))
    assert f"De rijen achter cases in clusters: {name}, fase 4" in page
    assert f"Telt mee: {len(found)}" in page


def test_the_files_hold_the_rows() -> None:
    frame = rows.traced(SOURCE, AT, "D3.10").parts[0].included
    header, lines = ["Bestand", "Cel", "Waarde", "Titel"], [("=a.xlsx", "A1", 12.5, "=1+1"), *frame[["file", "cell", "value", "title"]].itertuples(index=False)]
    sheet = openpyxl.load_workbook(io.BytesIO(table_bytes("Rijen", header, lines))).active
    assert [c.value for c in sheet[1]] == header
    assert [c.value for c in sheet[2]] == ["=a.xlsx", "A1", 12.5, "=1+1"]
    assert sheet["D2"].data_type == "s", "text that looks like a formula stays text"
    whole = evaluate(SOURCE.dataset, catalogue()["D3.10"], [Period(AT.period.start, AT.period.end)], AS_OF).value[0]
    assert sum(r[2].value for r in sheet.iter_rows(min_row=3)) == pytest.approx(whole)
    told = list(csv.reader(io.StringIO(csv_bytes(header, lines).decode("utf-8-sig")), delimiter=";"))
    assert len(told) == sheet.max_row


@pytest.mark.parametrize("name", ["D3.8", "D4.4"])
def test_the_rows_of_a_municipality_can_be_taken_away(name: str) -> None:
    assert name in {i.id for i in mappable(SOURCE.dataset)}
    page = open_page("kaart", fase="4", indicator=name, plaats="Turnhout")
    assert not page.exception
    assert {b.proto.label for b in page.get("download_button")} >= {"Download CSV", "Download Excel"}
    assert "voorbeeld.xlsx Cases" in shown(page)
