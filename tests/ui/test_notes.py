"""Remarks on an indicator: written, changed and withdrawn on the page, on the charts at once, and text everywhere."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import text
from tests.store.confirming import fresh
from tests.ui.frame import csv, open_page, own, shown
from ui.notes import MOST

NASTY = '<b>Beurs</b> & **vet** =HYPERLINK("x")'


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A store of our own, without a version: the pages show the example."""
    made = fresh(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", str(made.engine.url))
    return made


def page(**more: str) -> AppTest:
    return open_page("doelstellingen", doelstelling="3", indicator="D3.8", **more)


def field(app: AppTest, kind: str, name: str):
    return next(w for w in getattr(app, kind) if str(w.key).startswith(f"note-{name}-"))


def press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def write(app: AppTest, words: str, who: str = "An") -> AppTest:
    field(app, "text_area", "words").input(words)
    field(app, "text_input", "who").input(who)
    return press(app, text("notes.keep"))


def figures(app: AppTest) -> list[str]:
    return [str(c.proto).replace("\\\\u002f", "/") for c in app.get("plotly_chart")]


def test_what_is_written_shows_at_once_also_to_a_visit_that_drew_the_chart_before(store) -> None:
    other = page()
    assert text("notes.line_none") in shown(other)
    app = write(page(), NASTY)
    assert not app.exception
    assert text("notes.done.kept") in " ".join(s.value.replace("\\", "") for s in app.success)
    assert [(n.indicator, n.text, n.who, n.day) for n in store.notes()] == [("D3.8", NASTY, "An", date(2025, 3, 31))]
    for seen in (app, other.run()):
        assert not seen.exception
        assert f"1 · 31/03/2025: {NASTY} (An)" in shown(seen), "below the charts"
        drawn = [f for f in figures(seen) if "&lt;b&gt;Beurs&lt;/b&gt; &amp;" in f]
        assert len(drawn) == 2, "on the trend and on the way to the target, as text"
    assert "(An)" not in shown(open_page("doelstellingen", doelstelling="3", indicator="D3.1")), "another indicator has its own"


def test_changing_and_withdrawing_add_to_what_was_written(store) -> None:
    app = write(page(), "Beurs in Geel")
    assert field(app, "text_input", "who").value == "An", "the name is remembered"
    (note,) = store.notes()
    field(app, "selectbox", "which").select(note.thread).run()
    assert field(app, "text_area", "words").value == "Beurs in Geel"
    field(app, "text_area", "words").input("Beurs in Mol")
    press(app, text("notes.change"))
    assert "Beurs in Mol (An)" in shown(app)
    assert "Beurs in Geel" not in shown(app)
    field(app, "selectbox", "which").select(note.thread).run()
    press(app, text("notes.withdraw"))
    assert not app.exception
    assert text("notes.line_none") in shown(app)
    assert store.notes() == []
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*), count(DISTINCT thread) FROM notes").one() == (3, 1)


@pytest.mark.parametrize(("words", "who"), [("", "An"), ("  ", "An"), ("Beurs", " ")])
def test_what_is_not_complete_is_not_kept(store, words: str, who: str) -> None:
    app = write(page(), words, who)
    assert not app.exception
    assert text("notes.missing", most=MOST) in " ".join(w.value.replace("\\", "") for w in app.warning)
    assert store.notes() == []


def test_one_s_own_workbook_shows_and_takes_no_remarks(store) -> None:
    store.remark("D3.8", date(2024, 3, 1), "Beurs", "An")
    mine = own(("cases.csv", csv("Case-ID;Titel;Datum instroom;Doelstellingen;Datum realisatie", "K1;Hout;15/01/2024;3;01/03/2024")))
    app = open_page("doelstellingen", mine, doelstelling="3", indicator="D3.8", fase="4")
    assert "Beurs" not in shown(app)
    assert text("notes.title") not in shown(app)


def test_in_english_too(store) -> None:
    store.remark("D3.8", date(2024, 3, 1), "Beurs", "An")
    seen = shown(page(taal="en"))
    assert text("notes.title", "en") in seen
    assert "1 · 01/03/2024: Beurs (An)" in seen


def told(app: AppTest, kind: str = "success") -> str:
    return " ".join(s.value.replace("\\", "") for s in getattr(app, kind))


def test_what_was_done_is_told_where_it_was_done_and_no_more_at_the_next_act() -> None:
    app = write(page(), "Beurs in Geel")
    assert text("notes.done.kept") in told(app)
    write(app, "")
    assert not app.success, "not beside the sentence about what misses now"
    assert text("notes.missing", most=MOST) in told(app, "warning")
    write(app, "Markt in Mol")
    assert text("notes.done.kept") in told(app)
    app.session_state["indicator"] = "D3.1"
    app.run()
    assert "D3.1" in shown(app)
    assert not app.success, "not under another indicator"
