"""Every switch to another version is in the log, by whichever way somebody comes to it: a button, a link, an address that was typed."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.store.log import lines
from data.store.store import Store
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import open_page, own, shown


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three versions."""
    store = fresh(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", str(store.engine.url))
    for name in ("K1", "K2", "K3"):
        confirm(store, cases(name))
    return store


@pytest.fixture
def full(store: Store) -> Callable[[bool], None]:
    """Lets the disk of the store be full, or no longer: it can be read, and refuses whatever is written."""
    now = [False]

    @sa.event.listens_for(store.engine, "checkout")
    def set_now(connection, *_) -> None:  # type: ignore[no-untyped-def]
        connection.execute(f"PRAGMA query_only={int(now[0])}")

    def set_full(on: bool) -> None:
        now[0] = on

    return set_full


def switched(store: Store) -> list[int]:
    """The versions to which somebody switched, in order."""
    return [line.about["version"] for line in reversed(lines(store)) if line.act == "switch"]


def test_an_address_that_was_typed_is_a_switch_and_each_redraw_and_page_after_it_is_none(store: Store) -> None:
    app = open_page("overzicht", versie="1")
    assert switched(store) == [1]
    app.run()
    app.switch_page("../pages/cases.py").run()
    assert switched(store) == [1]


def test_the_button_and_the_way_back_are_each_one_switch(store: Store) -> None:
    app = open_page("versies")
    app.selectbox(key="version-one").select(2).run()
    assert switched(store) == []
    app.button(key="look-version").click().run()
    assert switched(store) == [2]
    app.button(key="release-version").click().run()
    assert switched(store) == [2, 3]


def test_who_looks_at_the_latest_or_asks_for_one_that_is_not_there_did_not_switch(store: Store) -> None:
    open_page("overzicht")
    open_page("overzicht", versie="9")
    open_page("overzicht", own(("cases.csv", b"Case-ID;Titel;Datum instroom\r\nK1;Een;15/01/2024\r\n")), versie="1")
    assert switched(store) == []


def test_a_version_can_be_looked_at_while_the_log_cannot_be_written(store: Store, full: Callable[[bool], None], caplog: pytest.LogCaptureFixture) -> None:
    full(True)
    with caplog.at_level(logging.WARNING, "impactmonitor"):
        app = open_page("versies", versie="1")
    assert [e.value for e in app.error] == []
    assert app.button(key="release-version")
    assert "switch-not-in-log version=1 kind=StoreError" in caplog.text
    full(False)
    app.run()
    assert switched(store) == [1], "it is written as soon as it can be"
    app.run()
    assert switched(store) == [1]


def test_the_way_back_leads_to_the_latest_version_while_the_log_cannot_be_written(store: Store, full: Callable[[bool], None]) -> None:
    app = open_page("cases", versie="1", deel="lijst")
    assert "Vraag K1" in shown(app)
    full(True)
    app.button(key="release-version").click().run()
    assert [e.value for e in app.error] == []
    assert "Vraag K3" in shown(app)
    full(False)
    app.run()
    assert switched(store) == [1, 3]
