"""The edition for partners: nobody behind a case is named, and no small number of persons can be read or worked out."""

import subprocess
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from data.dataset import Dataset
from metrics.catalogue import catalogue
from metrics.disclosure import personal, small, suppress_spans
from metrics.periods import Period, phase_period
from metrics.spelling import texts_of
from reports.__main__ import main
from reports.page.html import html
from reports.page.pdf import pdf
from reports.report.blocks import Table
from reports.report.compose import compose
from reports.report.facts import Facts
from reports.report.live import resolved
from reports.report.parts import BUILDERS
from reports.report.request import KINDS, OBJECTIVES, Request, Wanted
from tests.metrics.build import dataset
from tests.random_examples import tried
from tests.reports.asked import ACROSS, INTERIM, example, request
from tests.reports.test_report_page import Page

AS_OF = date(2025, 3, 31)
PEOPLE = ("Zwaluwnest bv", "Kobaltkring vzw", "De Wilde Wikke", "Nachtegaal NV", "Piet Puttemans", "piet@puttemans.example")
# Every chart of every indicator, so that nothing is left out by chance.
EVERYTHING = {n: tuple(Wanted(k, "" if k == "degree" else i.id) for i in catalogue().values() if i.objective == n for k in KINDS) for n in OBJECTIVES}


def told(names: tuple[str, ...] = PEOPLE, heads: tuple[int, ...] = (3, 9, 4), title: str = "Een wiel van oude banden") -> Dataset:
    """Cases of organisations that may not be named, everywhere where a name can stand, with some jobs per quarter."""
    asked, company, match, citizen, contact, mail = names
    cases = [
        {
            "Case-ID": f"ZQ-{n}", "Titel": title, "Datum instroom": "2023-02-01", "Organisatie": asked, "Type organisatie": "Onderneming", "Gemeente": "Geel",
            "Doelstellingen": "3;4", "Datum realisatie": day, "Datum match": day, "Cluster": f"Kring rond {asked}", "SE-bedrijf": company, "Match met": match,
            "Bewijsstuk": f"map {asked}", "Materiaalstroom": "Hout", "Ton gemeten": "12,5", "Koppen doelgroep": str(many), "VTE doelgroep": str(many * 0.8),
            "Type resultaat": "Nieuwe dienst", "Contactpersoon": contact, "E-mail": mail,
        }
        for n, (day, many) in enumerate(zip(("2023-05-02", "2024-03-01", "2024-09-01"), heads, strict=True))
    ]  # fmt: skip
    cases.append({**cases[0], "Case-ID": "ZQ-9", "Organisatie": citizen, "Type organisatie": "Burger", "Datum realisatie": "", "Datum stopzetting": "2024-05-01",
                  "Reden stopzetting": f"{match.upper()} haakte af", "Koppen doelgroep": "", "VTE doelgroep": ""})  # fmt: skip
    words = f"Met {asked.removesuffix(' bv')} en {company} ({contact}) ging ZQ-1, “{title}”, stroef; {mail}"
    return dataset({
        "Cases": cases,
        "Leerlessen": [{"Les-ID": "L-1", "Datum": "2024-04-01", "Les": words, "Bijsturing": f"Bel {citizen}", "Status": "Open"}],
        "Doorverwijzingen": [{"Case-ID": "ZQ-1", "Datum": "2024-03-01", "Naar": to, "Resultaat": "Opgenomen"} for to in (match, "VLAIO")],
        "Verankering": [{"Datum": "2024-05-01", "Lokaal bestuur": asked, "Gemeente": "Geel", "Type engagement": "Middelen", "Omschrijving": words, "Bewijsstuk": asked}],
        "Communicatie": [{"Datum": "2024-05-01", "Kanaal": f"Blad van {asked}", "Titel": title, "Bereik": "12"}],
        "Partners": [{"Organisatie": "VITO", "Type": "Kennis", "Rol": f"adviseert {company}"}],
        "Doelen": [{"Indicator": i, "Fase": p, "Streefwaarde": "4"} for i in ("D4.4", "D4.5", "D3.8") for p in ("3", "4")],
    })  # fmt: skip


def partners(data: Dataset, period: Period | None = None, **more: object) -> Request:
    """The edition for partners with everything in it."""
    asked = {"charts": EVERYTHING, "sources": ("Zwaluwnest bv.xlsx",), "version": "1", "edition": "partner"}
    return Request(period or phase_period(data.phases[3]), AS_OF, **{**asked, **more})  # type: ignore[arg-type]


def page(data: Dataset, period: Period | None = None, **more: object) -> str:
    return html(compose(data, partners(data, period, **more))).decode()


@pytest.mark.parametrize("period", [None, INTERIM, ACROSS])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_part_names_anybody(lang: str, period: Period | None) -> None:
    found = page(told(), period, lang=lang).casefold()
    for secret in (*PEOPLE, "zwaluwnest", "kobaltkring", "puttemans", "ZQ-1", "Een wiel van oude banden"):
        assert secret.casefold() not in found, secret
    assert "VITO" in page(told())


def test_in_the_funders_edition_those_names_are_there() -> None:
    """Or the test above would prove nothing."""
    found = page(told(), edition="funder")
    assert all(name in found for name in (PEOPLE[0], PEOPLE[1], "ZQ-1", "Een wiel van oude banden"))


def test_other_names_make_no_difference() -> None:
    """Whatever a new part tells of names, titles or numbers of cases, it would differ here."""
    other = ("Blauwe Bever bv", "Ratelpopulier vzw", "De Gele Lis", "Boomklever NV", "Mie Moons", "mie@moons.example")
    one, two = (page(told(names, title=title), sources=()) for names, title in ((PEOPLE, "Een wiel van oude banden"), (other, "Lampen van gebroken glas")))
    assert one == two


def test_organisations_behind_cases_that_were_referred_to_are_one_row() -> None:
    data = told()
    more = dataset({"Cases": "Case-ID | Titel | Datum instroom | Organisatie\nA1 | Een | 2024-01-02 | Zwaluwnest\nA2 | Twee | 2024-01-02 | Kobaltkring",
                    "Doorverwijzingen": "Case-ID | Datum | Naar | Resultaat\nA1 | 2024-02-01 | Kobaltkring | Opgenomen\nA2 | 2024-02-01 | Zwaluwnest | Afgewezen\n"
                                        "A2 | 2024-02-01 | VLAIO | Opgenomen"})  # fmt: skip
    for source, rows in ((data, [["VLAIO", "1"], ["1 organisatie achter een case", "1"]]), (more, [["VLAIO", "1"], ["2 organisaties achter cases", "2"]])):
        table = next(b for b in compose(source, partners(source)).blocks() if isinstance(b, Table) and b.key == "flow.referrals")
        assert [[c.text for c in row[:2]] for row in table.rows] == rows


def test_people_s_own_words_go_out_as_written() -> None:
    texts = {"objective_3": {"see": "Dank aan Zwaluwnest bv."}}
    assert "Dank aan Zwaluwnest bv." in page(told(), texts=texts)


@pytest.mark.parametrize("period", [None, INTERIM])
def test_another_small_number_makes_no_difference(period: Period | None) -> None:
    """A figure that is hidden can't be worked out of anything in the document: the document is the same whatever it is."""
    found = {page(told(heads=(20, 0, last)), period) for last in (1, 2, 3, 4)}
    assert len(found) == 1
    assert "niet getoond" in found.pop()


def test_live_figures_in_a_text_are_hidden_too() -> None:
    data = told(heads=(2, 3, 0))
    facts = Facts(data, partners(data))
    fields = ("waarde", "getal", "in_fase", "status", "per_maand", "per_maand_vorige_fase", "prognose", "waarvan")
    assert resolved(" ".join(f"{{{{ D4.4.{f} }}}}" for f in fields), facts).split() == ["niet", "getoond", "niet", "getoond", "–"]


def test_what_is_taken_off_is_hidden_as_well() -> None:
    """12 in the phase so far and 9 in the second half year would give away the 3 of the first."""
    data = told(heads=(20, 3, 9))
    found = Facts(data, partners(data, INTERIM)).results["D4.4"]
    assert (found.value, found.in_phase.value if found.in_phase else None) == (None, 12)
    assert "9 personen" not in page(data, INTERIM)


@tried(100, 300)
@given(st.lists(st.integers(0, 7), min_size=1, max_size=7), st.data())
def test_no_sum_or_difference_of_shown_figures_is_small(counted: list[int], data: st.DataObject) -> None:
    n = len(counted)
    spans = data.draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(1, n)).filter(lambda s: s[0] < s[1]), min_size=1, max_size=8))
    hidden = suppress_spans([(a, b, float(sum(counted[a:b]))) for a, b in spans])
    shown = np.array([[a <= i < b for i in range(n)] for (a, b), h in zip(spans, hidden, strict=True) if not h], float).reshape(-1, n)
    for a in range(n):
        for b in range(a + 1, n + 1):
            wanted = np.array([a <= i < b for i in range(n)], float)
            known = len(shown) and np.linalg.matrix_rank(np.vstack([shown, wanted])) == np.linalg.matrix_rank(shown)
            assert not (known and small([sum(counted[a:b])])[0]), (spans, hidden)


def test_heads_and_fte_are_about_persons() -> None:
    assert [i.id for i in catalogue().values() if personal(i)] == ["D4.4", "D4.5", "D4.6", "D4.8"]


def test_the_figures_are_otherwise_those_of_the_funder() -> None:
    ours, theirs = (Facts(example(), request(edition=e)).results for e in ("partner", "funder"))
    careful = {i.id for i in catalogue().values() if personal(i)}
    assert all(ours[name] == theirs[name] for name in theirs if name not in careful)
    assert ours["D4.4"].value == theirs["D4.4"].value


def test_the_example_names_no_organisation_of_a_case() -> None:
    document = compose(example(), request(edition="partner", charts=EVERYTHING))
    found = html(document).decode()
    cases, known = example().tables["cases"], set(texts_of(example().tables["partners"], "organisation"))
    names = {n for key in ("organisation", "se_companies", "match_with") for v in texts_of(cases, key) for n in str(v).split("; ")} - {""} - known
    assert len(names) > 50
    assert [n for n in names if n in found] == []
    assert [n for key in ("title", "case_id") for n in texts_of(cases, key) if n and str(n) in found] == []
    assert {s.key for s in document.sections if s.level == 1} == set(BUILDERS)


def test_the_page_fetches_nothing_from_outside() -> None:
    raw = html(compose(told(), partners(told())))
    assert not [v for k, v in Page(raw).attributes if k in ("src", "href", "xlink:href") and not v.startswith(("#", "data:"))]


@pytest.mark.browser
def test_the_pdf_names_nobody_either(tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(pdf(compose(told(), partners(told()))))
    said = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, check=True).stdout.decode().casefold()
    assert "doelstelling 3" in said
    assert [n for n in (*PEOPLE, "zwaluwnest", "puttemans", "zq-1") if n.casefold() in said] == []


def test_the_command_makes_it_as_html_and_pdf_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "r.html"
    assert main([str(examples.WORKBOOK), "--out", str(out), "--edition", "partner"]) == 0
    assert "Voor partners" in out.read_text(encoding="utf-8")
    assert main([str(examples.WORKBOOK), "--out", str(tmp_path / "r.docx"), "--edition", "partner"]) == 2
    assert "enkel als .html en .pdf" in capsys.readouterr().err
