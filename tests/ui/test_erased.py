"""After the content of a file was erased: each page says in one sentence that the version that rests on it can't be shown, and shows nothing of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from data.store.address import SETTING
from data.store.reports import Frozen, freeze
from data.store.store import Store
from locales import text
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import PAGES, open_page, shown
from ui.remember import forget

EACH_TIME = ("overzicht", "cases", "rapport", "versies")  # the other pages are the campaign's
EACH = [pytest.param(p, marks=() if p in EACH_TIME else (pytest.mark.campaign,)) for p in PAGES]
SENTENCE = "Deze versie steunt op een bestand waarvan de inhoud gewist werd"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store whose first version, on which a report rests, was looked at and then erased."""
    found = fresh(Path(tmp_path_factory.mktemp("erased")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(found.engine.url))
        forget()
        confirm(found, cases("K-GEWIST"))
        confirm(found, cases("K2"))
        freeze(
            found,
            Frozen(date(2024, 1, 1), date(2024, 12, 31), None, date(2024, 12, 31), 1, "", [], {"definitions": {}, "request": {}}, [], "An", ""),
            {"rapport.txt": b"cijfers"},
        )
        assert not open_page("cases", versie="1").error
        assert text("frozen.again") in {b.label for b in open_page("rapport").button}
        found.purge(found.version(1).received[0].sha256, "An")
        before = st.get_option("client.showErrorDetails")
        config.set_option("client.showErrorDetails", "full")
        yield found
        config.set_option("client.showErrorDetails", before)


@pytest.mark.parametrize("page", EACH)
def test_an_erased_version_that_the_address_asks_for(page: str, store: Store) -> None:
    app = open_page(page, versie="1")
    assert [SENTENCE in error.value for error in app.error] == [True]
    assert not app.exception
    assert "K-GEWIST" not in shown(app)
    app.button(key="release-version").click().run()
    assert not app.error, "and the way back is one click"


@pytest.mark.parametrize("page", EACH)
def test_the_latest_version_beside_an_erased_one(page: str, store: Store) -> None:
    app = open_page(page)
    assert "K-GEWIST" not in shown(app)
    said = [*app.error, *app.exception]  # dashboard.py says as a sentence what the test run calls an exception
    assert all(SENTENCE in error.value for error in said)
    assert len(said) <= 1


def test_the_page_of_versions_says_what_is_gone_and_offers_nothing_of_it(store: Store) -> None:
    app = open_page("versies")
    assert text("versions.gone", name=store.version(1).received[0].name) in shown(app)
    assert {b.label for b in app.button} >= {text("versions.look")}
    app.selectbox(key="version-one").select(1).run()
    assert SENTENCE in " ".join(i.value for i in app.info)
    offered = {b.label for b in app.button}
    assert not offered & {text("versions.look"), text("versions.undo", number=1), text("versions.fetch", name=store.version(1).received[0].name)}


def test_a_report_that_rests_on_it_is_not_offered_to_be_made_again(store: Store) -> None:
    assert text("frozen.again") not in {b.label for b in open_page("rapport").button}
