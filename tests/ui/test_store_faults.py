"""A page whose store goes away while it is drawn: one sentence or the page, never a traceback, and the next redraw works again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit as st
from streamlit.error_util import handle_user_script_exception
from streamlit.testing.v1 import AppTest

from data.store.address import SETTING
from data.store.store import Store
from tests import postgresql
from tests.reliability.record import record
from tests.store.confirming import Place, fresh
from tests.store.test_faults import Cut
from tests.store.test_lost_commits import filled
from tests.store.test_two_databases import rows
from tests.ui.frame import PAGES, open_page, shown

PAGE_FAILED = "Er ging iets mis op deze pagina"
WITHOUT = ("samen", "eigen_werkmap")  # they show other data than that of the store
EACH_TIME = ("overzicht",)


@pytest.fixture(autouse=True)
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of a page ends as it does on the server, where st.App hands it to the dashboard; AppTest knows no st.App."""
    from dashboard import say_sorry

    for module in ("runtime.scriptrunner.exec_code", "runtime.fragment"):
        monkeypatch.setattr(f"streamlit.{module}.handle_user_script_exception", lambda error, _: handle_user_script_exception(error, say_sorry))


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store on PostgreSQL with two versions, which the pages look at."""
    place = Place(tmp_path, "postgresql")
    store = filled(fresh(place))
    monkeypatch.setenv(SETTING, place.address())
    st.cache_resource.clear()
    yield store
    store.engine.dispose()
    postgresql.remove(place.address())


@pytest.mark.parametrize("page", [pytest.param(p, marks=() if p in EACH_TIME else (pytest.mark.campaign,)) for p in PAGES if p not in WITHOUT])
def test_a_database_that_goes_at_any_statement_of_a_redraw(page: str, served: Store) -> None:
    lose = Cut(served)
    lose.before(0)
    app = open_page(page)
    app.run()
    lose.before(0)
    app.run()
    statements = lose.seen
    assert statements, "the page asks the store something"
    before, sentences = rows(served), 0
    for at in range(1, statements + 1):
        lose.before(at)
        app.run()
        sentences += _told(app)
        lose.before(-1)
        app.run()
        assert not _told(app), "and the next redraw has all of it again"
    assert {k: v for k, v in rows(served).items() if k != "log"} == {k: v for k, v in before.items() if k != "log"}
    assert sentences
    record("faults_redraw", tried=len(PAGES) - len(WITHOUT), failed=0, note="before each statement of each page's redraw")


def _told(app: AppTest) -> bool:
    """Whether the page says that it can't reach the store; anything but that or the page itself fails."""
    assert not app.exception, app.exception
    words = shown(app)
    assert PAGE_FAILED not in words, words[:500]
    return "niet bereikbaar" in words or "kon niet schrijven" in words


def test_a_file_that_goes_and_comes_back_under_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(fresh(tmp_path))
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path}/store.db")
    st.cache_resource.clear()
    app = open_page("versies")
    assert "niet bereikbaar" not in shown(app)
    (tmp_path / "store.db").rename(tmp_path / "elders.db")
    app.run()
    assert not app.exception
    assert "weg of vervangen" in shown(app)
    (tmp_path / "elders.db").rename(tmp_path / "store.db")
    app.run()
    assert "weg of vervangen" not in shown(app)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    app.run()
    assert "nieuwere versie" in shown(app)
