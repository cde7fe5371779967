"""The pages Gegevens and Versies: what is told before anything is stored, and what is asked."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.contract import contract
from data.raw import Source
from data.store.database import SETTING
from data.store.store import Store
from data.suspicions import RULES, Suspicion, suspicions
from locales import LANGUAGES, text
from tests.data.books import CASES, workbook
from tests.data.test_suspicions import TWINS, delivery, read
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import open_page, shown
from ui import uploads
from ui.uploads import Pending

HEADER = [*CASES, "Gemeente", "Organisatie", "Datum van realisatie"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store for each test."""
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'store'}.db")
    return fresh(tmp_path)


def dropped(source: Source, seen: int = 0, **filters: str) -> AppTest:
    """The page Gegevens after somebody dropped a file."""
    app = open_page("gegevens", peildatum="2025-03-31", **filters)
    app.session_state["pending_delivery"] = Pending((source,), "replace", uploads.NONE, seen)
    return app.run()


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label == label)


def sign(app: AppTest, name: str = "An") -> None:
    next(field for field in app.text_input if field.label == "Je naam").set_value(name)


def test_without_data_the_pages_say_what_they_will_show() -> None:
    assert "Nog geen gegevens van jullie Hub" in shown(open_page("gegevens"))
    assert "Nog geen versies" in shown(open_page("versies"))


def test_a_first_delivery_is_told_confirmed_and_shown(store: Store) -> None:
    app = dropped(cases("K1", "K2"))
    assert "Er is nog niets bewaard" in shown(app)
    assert "Dit wordt de eerste versie" in shown(app)
    button(app, "Bevestigen").click().run()
    assert "Vul je naam in" in shown(app)
    assert store.head() == 0
    sign(app, "An <b>")
    app.text_area[0].set_value("maart")
    button(app, "Bevestigen").click().run()
    assert not app.exception
    assert "Versie 1 is bewaard" in shown(app).replace("\\", "")
    version = store.version(1)
    assert (version.who, version.note, version.accounting["Cases"]["accepted"]) == ("An <b>", "maart", 2)
    assert "An <b>" in shown(app), "a name is text"


def test_a_later_delivery_says_what_changes_and_stopping_keeps_nothing(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    app = dropped(cases("K1", "K2", "K3"), seen=1)
    told = shown(app)
    assert "D2.4" in told
    assert "Cases rij 4 (K3) telt nu mee" in told
    button(app, "Stoppen, niets bewaren").click().run()
    assert store.head() == 1
    assert "pending_delivery" not in app.session_state


def test_the_mode_decides_what_happens_to_the_other_rows(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    app = dropped(cases("K3"), seen=1)
    assert "(K1) is weg" in shown(app)
    app.radio[0].set_value("update").run()
    assert not app.exception
    assert "is weg" not in shown(app)
    sign(app)
    button(app, "Bevestigen").click().run()
    assert len(store.version(2).recipe.layers) == 2


def test_the_same_again_is_said(store: Store) -> None:
    confirm(store, cases("K1"))
    again = dropped(cases("K1"), seen=1)
    assert "Geen enkel cijfer verandert" in shown(again)


def test_who_was_overtaken_sees_what_the_other_did_before_deciding(store: Store) -> None:
    confirm(store, cases("K1"))
    app = dropped(cases("K1", "K9"), seen=1)
    confirm(store, cases("K1", "K2", "K3"), who="Bo")
    app.run()
    told = shown(app)
    assert "Intussen bevestigde Bo versie 2" in told.replace("\\", "")
    assert "(K2) telt nu mee" in told
    assert button(app, "Bevestigen").disabled
    button(app, "Gezien, ga verder").click().run()
    assert not button(app, "Bevestigen").disabled


def test_unknown_words_are_answered_with_a_click_and_remembered(store: Store) -> None:
    rows = [["K1", "Hout", "1/2/2024", "Turnout", "Stad Turnhout", "1/6/2024"], ["K2", "Glas", "1/2/2024", "Parijs", "Turnhout (stad)", ""]]
    source = workbook({"Cases": [HEADER, *rows]})
    app = dropped(source)
    assert [b.label for b in asked(app)] == ["Dat is het", "Dat is het", "Dat is het", "Eén organisatie"]
    button(app, "Dat is het").click().run()  # the column, which is the surest
    button(app, "Dat is het").click().run()  # Turnout
    (choice,) = (s for s in app.selectbox if s.label == "Wat is er bedoeld?")
    assert choice.value is None, "nothing is like Parijs, so nothing is proposed"
    choice.select("Buiten regio").run()
    button(app, "Dat is het").click().run()
    button(app, "Eén organisatie").click().run()
    assert not asked(app)
    sign(app)
    button(app, "Bevestigen").click().run()
    decided = store.version(1).recipe.decisions
    assert decided.columns == {"cases": {"Datum van realisatie": "realised_date"}}
    assert decided.values == {"cases.municipality": {"Turnout": "Turnhout", "Parijs": "Buiten regio"}}
    assert decided.names == {"Turnhout (stad)": "Stad Turnhout"}

    later = open_page("gegevens")
    later.session_state["pending_delivery"] = Pending((source,), "replace", decided, 1)
    assert not asked(later.run()), "the next delivery asks nothing again"
    button(later, "Terugnemen").click().run()
    assert len(asked(later)) == 1


def asked(app: AppTest) -> list:
    """The buttons that answer a question about a word."""
    return [b for b in app.button if b.label in ("Dat is het", "Eén organisatie")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_suspicion_has_its_sentence(lang: str, store: Store) -> None:
    told = set()
    for _, _, spoil in TWINS:
        twin = delivery()
        spoil(twin)
        for odd in suspicions(read(delivery()), read(twin)):
            sentence = text(f"suspicions.{odd.code}", lang, sheet="S", column="C", **odd.params)
            assert "S" in sentence
            told.add(odd.code)
    assert len(told) == len(RULES) + 1
    assert Suspicion("x", "cases").sheet in contract()


def test_text_from_a_file_stays_text(store: Store) -> None:
    confirm(store, cases("K1"))
    bad = "<img src=x onerror=alert(1)> **vet** $x$"
    source = workbook({"Cases": [[*CASES, "Gemeente", "Organisatie"], [bad, bad, "1/2/2024", bad, bad]]}, f"{bad[:20]}.xlsx".replace("/", ""))
    app = dropped(source, seen=1)
    assert not app.exception
    for element in app.markdown:
        assert "<img" not in element.value
        assert "**vet**" not in element.value.replace("\\*", "")


def test_versions_are_compared_looked_at_and_put_back(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    confirm(store, cases("K1"), who="Bo")
    app = open_page("versies", peildatum="2025-03-31")
    assert "tussen versie 1 en versie 2" in shown(app)
    assert "(K2) is weg" in shown(app)
    app.selectbox(key="version-one").select(1).run()
    sign(app)
    button(app, "Zet versie 1 terug").click().run()
    assert not app.exception
    assert store.head() == 3
    assert "Teruggezet" in shown(app)


def test_an_unknown_version_in_the_address_is_named(store: Store) -> None:
    confirm(store, cases("K1"))
    assert "Versie “7” uit het adres bestaat niet" in shown(open_page("overzicht", versie="7")).replace("\\", "")


def test_a_store_that_can_t_be_read_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'bestand' / 'store'}.db")
    app = open_page("overzicht")
    assert not app.exception
    assert "De gegevensopslag is niet bereikbaar" in shown(app).replace("\\", "")
