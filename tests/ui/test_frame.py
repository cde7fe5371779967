"""The frame: filters from the address, what is unknown is named, the guard, the languages."""

import ast

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.frame import PAGES, ROOT, open_page, shown
from ui.navigation import PAGES as ENTRIES


def test_filters_come_from_the_address() -> None:
    app = open_page("doelstellingen", taal="en", fase="2", doelstelling="4", peildatum="2022-06-30", indicator="D4.7")
    page = shown(app)
    assert "Objective 4 in phase 2:" in page
    assert "30/06/2022" in page
    assert "D4.7" in page


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("fase", "9", "Fase “9” uit het adres bestaat niet"), ("doelstelling", "7", "Doelstelling “7”"), ("taal", "fr", "De taal “fr”"),
        ("peildatum", "31-12-2024", "De peildatum “31-12-2024”"), ("peildatum", "1950-01-01", "De peildatum “1950-01-01”"),
        ("indicator", "D9.9", "Indicator “D9.9”"), ("kleur", "groen", "“kleur” in het adres betekent hier niets"),
        ("gemeente", "Brussel", "“Brussel” uit het adres komt bij Gemeente niet voor"), ("periode", "eeuw", "De periode “eeuw”"), ("van", "gisteren", "De datum “gisteren”"),
    ],
)  # fmt: skip
def test_what_the_address_asks_and_does_not_exist_is_named(key: str, value: str, said: str) -> None:
    app = open_page("overzicht", **{key: value})
    assert not app.exception
    warnings = " ".join(w.value.replace("\\", "") for w in app.warning)
    assert said in warnings


def test_an_indicator_of_another_objective_is_named() -> None:
    app = open_page("doelstellingen", doelstelling="4", indicator="D3.1")
    assert "Indicator D3.1 hoort niet bij doelstelling 4" in " ".join(w.value for w in app.warning)


def test_choosing_another_objective_forgets_the_indicator() -> None:
    app = open_page("doelstellingen", doelstelling="3", indicator="D3.1")
    app.button_group(key="doelstelling").select("4").run()
    assert not app.warning
    assert "D4.1" in shown(app)


def test_the_language_switch_changes_every_word() -> None:
    app = open_page("overzicht")
    assert "Vraagt aandacht" in shown(app)
    app.button_group(key="taal").select("en").run()
    page = shown(app)
    assert "Needs attention" in page
    assert "Vraagt aandacht" not in page


def test_every_page_begins_with_the_guard() -> None:
    files = sorted((ROOT / "pages").glob("*.py"))
    assert {f.stem for f in files} == set(PAGES) == {e.file.stem for e in ENTRIES}
    for file in files:
        body = [n for n in ast.parse(file.read_text(encoding="utf-8")).body if not isinstance(n, ast.Import | ast.ImportFrom)]
        docstring, first = body[0], body[1]
        assert isinstance(docstring, ast.Expr), file
        assert ast.unparse(first) == "view = guard()", file


def test_pages_are_short_and_know_no_pandas() -> None:
    for file in (ROOT / "pages").glob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert len(source.splitlines()) <= 80
        assert "pandas" not in source


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_the_frame_shows_nothing(page: str) -> None:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    assert [i.value for i in app.info] == ["Deze pagina is niet beschikbaar voor dit bezoek. Open het dashboard opnieuw langs de startpagina."]
    assert shown(app).strip() == app.info[0].value


def test_nothing_allows_raw_html_through_markdown() -> None:
    for folder in ("ui", "pages", "charts"):
        for file in (ROOT / folder).rglob("*.py"):
            assert "unsafe_allow" not in file.read_text(encoding="utf-8"), file


def test_what_fails_is_said_in_one_sentence_without_details() -> None:
    def script() -> None:
        import dashboard

        dashboard.say_sorry(ValueError("geheim pad /srv/x"))

    app = AppTest.from_function(script).run()
    assert len(app.error) == 1
    assert app.error[0].value.startswith("Er ging iets mis op deze pagina.")
    assert "geheim" not in shown(app)
