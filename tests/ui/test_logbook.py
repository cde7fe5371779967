"""Logboek says in words what was done, in both languages; Wat we bewaren says what rests on each file, and erases one that may go."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import reader
from data.store.log import lines, note
from data.store.narratives import Place, write
from data.store.store import Store
from tests.store.confirming import cases, confirm, fresh, lost
from tests.ui.frame import open_page, shown
from ui import logbook, source
from ui.logbook import told
from ui.remember import forget

PERIOD = (date(2024, 1, 1), date(2025, 6, 30))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two versions, and something of every kind done."""
    store = fresh(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", str(store.engine.url))
    confirm(store, cases("K1", file="maart.xlsx"), who="An")
    confirm(store, cases("K2", file="april.xlsx"), who="Bo")
    store.remark("D3.8", PERIOD[0], "Een opmerking", "Cas")
    write(store, Place("objective_3", *PERIOD, "see"), "Een tekst", {}, "Dirk")
    note(store, "", "report", {"period": [d.isoformat() for d in PERIOD], "lang": "nl"})
    note(store, "Els (els@hub.example)", "refused", {"action": "undo"})
    return store


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["Versie 2 bevestigd: april.xlsx", "Opmerking geschreven bij D3.8", "Tekst van het rapport bewaard: Doelstelling 3, Wat zien we?",
                "Rapport gemaakt over 01/01/2024 – 30/06/2025", "Geweigerd: een versie terugzetten", "dit toestel", "6 regels"]),
        ("en", ["Version 2 confirmed: april.xlsx", "Text of the report saved: Objective 3", "Refused: put a version back", "this computer", "6 lines"]),
    ],
)  # fmt: skip
def test_the_log_is_told_in_words(store: Store, lang: str, words: list[str]) -> None:
    page = shown(open_page("logboek", taal=lang))
    assert [w for w in words if w not in page] == []


@pytest.mark.parametrize("known", [True, False])
def test_what_was_read_of_an_erased_file_does_not_stay_in_memory(store: Store, known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nobody can say whether it was erased."""
    app = open_page("bewaring")
    forget()
    read = []
    monkeypatch.setattr(source, "read", lambda *args, **kwargs: read.append(args) or reader.read(*args, **kwargs))
    source.stored(2)
    source.stored(2)
    assert len(read) == 1
    app.selectbox(key="purge-file").select(store.version(1).received[0].sha256)
    app.text_input(key="purge-who").input("Fien")
    app.checkbox(key="purge-sure").check()
    if not known:
        lost(monkeypatch)
    erase = next(b for b in app.button if "Wis de inhoud" in b.label)
    erase.click().run()
    assert ["of de inhoud gewist is, is niet bekend" in e.value for e in app.error] == [True] * (not known)
    source.stored(2)
    assert len(read) == 2


def test_what_rests_on_a_file_is_said_and_one_that_may_go_is_erased(store: Store) -> None:
    app = open_page("bewaring")
    assert "maart.xlsx" in shown(app)
    assert "versie 1" in shown(app)
    first = store.version(1).received[0].sha256
    erase = next(b for b in app.button if "Wis de inhoud" in b.label)
    erase.click().run()
    assert "vink aan dat je het zeker weet" in shown(app).replace("\\", "")
    app.selectbox(key="purge-file").select(first)
    app.text_input(key="purge-who").input("Fien")
    app.checkbox(key="purge-sure").check()
    next(b for b in app.button if "Wis de inhoud" in b.label).click().run()
    assert "De inhoud van maart.xlsx is gewist" in shown(app).replace("\\", "")
    assert [k.purged for k in store.kept()] == [False, True]


def test_a_file_of_the_latest_version_is_not_erased(store: Store) -> None:
    app = open_page("bewaring")
    app.selectbox(key="purge-file").select(store.version(2).received[0].sha256)
    app.text_input(key="purge-who").input("Fien")
    app.checkbox(key="purge-sure").check()
    next(b for b in app.button if "Wis de inhoud" in b.label).click().run()
    assert "De laatste versie steunt op dit bestand" in shown(app).replace("\\", "")
    assert not any(k.purged for k in store.kept())


@pytest.mark.parametrize(
    ("act", "about", "said"),
    [
        ("samengevoegd", {"hubs": ["Kempen", "Mechelen"]}, "samengevoegd: hubs Kempen, Mechelen"),
        ("opgekuist", {}, "opgekuist"),
        ("refused", {"action": "vliegen"}, "refused: action vliegen"),
        ("write", {"section": "later", "prompt": "later"}, "write: prompt later, section later"),
        ("report", {"period": "2024"}, "report: period 2024"),
        ("note", {}, "note"),
        ("confirm", {}, "confirm"),
        ("switch", {"nummer": 3}, "switch: nummer 3"),
    ],
)
def test_a_line_of_a_newer_program_is_told_as_it_stands(store: Store, act: str, about: dict[str, object], said: str) -> None:
    note(store, "An", act, about)  # type: ignore[arg-type]
    assert told(lines(store)[0], "nl") == said
    assert "7 regels" in shown(open_page("logboek"))


def test_a_page_reads_its_own_lines_and_not_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "SHOWN", 4)
    asked: list[str] = []
    sa.event.listen(store.engine, "after_cursor_execute", lambda *a: asked.append(f"{a[2]} {a[3]}") if "FROM log" in a[2] else None)
    app = open_page("logboek")
    page = shown(app)
    assert ("1 tot 4 van 6" in page, "6 regels" in page) == (True, True)
    assert ("Geweigerd: een versie terugzetten" in page, "Versie 1 bevestigd" in page) == (True, False)
    assert [q for q in asked if "count(" not in q and "LIMIT" not in q] == []
    app.session_state["log-page"] = 2
    page = shown(app.run())
    assert "5 tot 6 van 6" in page
    assert ("Geweigerd: een versie terugzetten" in page, "Versie 1 bevestigd" in page) == (False, True)
