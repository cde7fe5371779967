"""The page Hubs samen: what it says without the setting, with a mistake in it, without data, and with two hubs."""

from pathlib import Path

import pytest

from data.store.database import database
from data.store.store import open_store
from locales import LANGUAGES
from metrics.together import together
from tests.hubs.folder import HUB, write
from tests.hubs.pair import KEMPEN, example_pair, listed
from tests.ui.frame import AS_OF, open_page, shown
from ui.hubs import joined, participants
from ui.scope import scope
from ui.view import View

ASKED = {"samen-peildatum": "2025-03-31", "samen-van": "2024-01-01", "samen-tot": "2025-06-30"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_pair(tmp_path_factory.mktemp("samen"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_setting_the_address_says_what_is_needed(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMPACTMONITOR_TOGETHER", raising=False)
    app = open_page("samen", taal=lang)
    assert not app.exception
    assert "IMPACTMONITOR_TOGETHER" in shown(app)


def test_a_mistake_in_the_file_is_one_sentence_on_this_page_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samen.yaml").write_text("hubs:\n  - {folder: nergens, store: 'sqlite:///a.db'}", encoding="utf-8")
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(tmp_path / "samen.yaml"))
    app = open_page("samen")
    assert not app.exception
    assert [e.value.replace("\\", "") for e in app.error] == [
        f"In {'/'.join((tmp_path / 'samen.yaml').parts[-3:])}, regel 2, staat de map nergens, en die is er niet. Schrijf de map van de hub zoals ze ligt tegenover dit bestand."
    ]
    assert not open_page("overzicht").error


def test_hubs_without_data_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "rivier")
    file = listed(tmp_path / "samen.yaml", {str(KEMPEN): "sqlite:///a.db", "rivier": "sqlite:///b.db"})
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(file))
    for name in "ab":
        open_store(f"sqlite:///{tmp_path / name}.db")
    page = shown(open_page("samen"))
    assert "Nog geen van de hubs heeft gegevens" in page
    assert page.count("nog geen gegevens") == 2


def test_a_store_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "rivier")
    file = listed(tmp_path / "samen.yaml", {str(KEMPEN): "sqlite:///a.db", "rivier": "sqlite:///b.db"})
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(file))
    page = shown(open_page("samen"))
    assert "nog geen gegevens" not in page
    assert f"{'/'.join((tmp_path / 'b.db').parts[-3:])} bestaat niet" in page


def test_what_is_wrong_with_a_hub_now_is_said_and_not_what_was(pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "leeg", hub=HUB.replace("Hub Rivierenland", "Hub Leeg").replace("[Rivierenland]", "[]"))
    file = listed(tmp_path / "samen.yaml", {str(KEMPEN): f"sqlite:///{pair.parent / 'kempen.db'}", "leeg": "sqlite:///leeg.db"})
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(file))
    seen = [shown(open_page("samen", **ASKED))]
    open_store(f"sqlite:///{tmp_path / 'leeg.db'}")
    seen.append(shown(open_page("samen", **ASKED)))
    assert ["leeg.db bestaat niet" in page for page in seen] == [True, False]
    assert ["gegevens niet bereikbaar" in page for page in seen] == [True, False], "also in what is remembered of the figures"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_hubs_beside_each_other(lang: str, pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(pair))
    app = open_page("samen", taal=lang, **ASKED)
    assert not app.exception
    page = shown(app)
    assert ("2 hubs samen: 23 netwerkmomenten" if lang == "nl" else "2 hubs together: 23 networking events") in page
    assert ("2 dubbel, een keer geteld" if lang == "nl" else "2 double, counted once") in page, "of the third, the example has no date in this period"
    assert "K-2025-226 Metaalresten delen in plaats van kopen" in page
    assert ("dan telt de volgende" if lang == "nl" else "the next one does") in page, "the rule is told"
    assert ("voorbeeldgegevens" if lang == "nl" else "example data") not in page, "each hub's own data"


def test_a_click_in_the_table_chooses_the_months(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(pair))
    page = shown(open_page("samen", **ASKED, **{"samen-indicator": "D2.4"}))
    assert "Vragen en ideeën per maand" in page
    assert "Vragen en ideeën: wat in het totaal niet nog eens telt (2)" in page
    assert "rivier_cases.csv, rivier_cases, rij 64" in page, "every double is traced to its row"
    assert "Cases doorgegeven" not in shown(open_page("samen", **ASKED))
    assert "Doorgegeven cases per maand" in shown(open_page("samen", **ASKED, **{"samen-indicator": "D3.90"})), "an indicator of one hub"
    app = open_page("samen", **ASKED, **{"samen-indicator": "D9.9"})
    assert "D9.9" in " ".join(w.value for w in app.warning).replace("\\", "")


def test_a_hub_whose_store_breaks_later_does_not_take_the_others_along(pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "stuk", hub=HUB.replace("Hub Rivierenland", "Hub Stuk").replace("[Rivierenland]", "[]"))
    (tmp_path / "stuk.db").write_text("dit is geen database maar een lange regel tekst", encoding="utf-8")
    file = listed(tmp_path / "samen.yaml", {str(KEMPEN): f"sqlite:///{pair.parent / 'kempen.db'}", "stuk": "sqlite:///stuk.db"})
    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(file))
    app = open_page("samen", **ASKED)
    page = shown(app)
    assert not app.exception
    assert "2 hubs samen: nog geen cijfers (geen totaal: geen cijfer van Hub Stuk)" in page
    assert "De gegevensopslag is beschadigd." in page
    assert "gegevens niet bereikbaar" in page
    database.cache_clear()


def test_small_numbers_of_persons_stay_hidden_in_files(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import hub_page

    monkeypatch.setenv("IMPACTMONITOR_TOGETHER", str(pair))
    source = joined()
    found = together(participants(source), scope_of(source).period, AS_OF, ["D4.4"]).rows[0]
    assert found.cells[1].value, "the hub has persons to hide"
    open_, shut = (hub_page.months_of(source, scope_of(source), "D4.4", protect=p).chart.data.rows for p in (False, True))
    assert not any(isinstance(v, str) for row in open_ for v in row[1:])
    assert {v for row in shut for v in row[1:] if isinstance(v, str)} <= {"<5", "x"}
    assert not any(isinstance(v, int | float) and 0 < v < 5 for row in shut for v in row[1:])


def scope_of(source):
    from datetime import date

    from metrics.periods import Period

    return scope(View(source, "nl", "light", AS_OF, None, 1, None, Period(date(2024, 1, 1), date(2025, 6, 30))))[1]
