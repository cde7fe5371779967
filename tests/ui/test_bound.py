"""The widgets that nobody sees are drawn only while they have something to keep: what is chosen, cleared and chosen again is in the address all
the same, and goes along to another page.
"""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.frame import open_page


def _municipality(app: AppTest, value: str | None) -> None:
    app.session_state["narrowing"] = True  # the box is open
    app.run()
    app.multiselect(key="seen-gemeente").set_value([value] if value else []).run()


def _period(app: AppTest, value: str | None) -> None:
    app.selectbox(key="period-choice").select(value or "fase").run()


def _search(app: AppTest, value: str | None) -> None:
    app.text_input(key="seen-zoek").set_value(value or "").run()


def _part(app: AppTest, value: str | None) -> None:
    app.button_group(key="seen-deel").select("list" if value else "flow").run()


def _still(app: AppTest, value: str | None) -> None:
    app.number_input(key="seen-stil").set_value(int(value or 90)).run()


# Per word in the address: the page where it is chosen, what else is asked there, how, and two values.
CHOSEN: dict[str, tuple[str, dict[str, str], Callable[[AppTest, str | None], None], str, str]] = {
    "gemeente": ("cases", {}, _municipality, "Geel", "Mol"),
    "periode": ("cases", {}, _period, "jaar", "kwartaal"),
    "zoek": ("cases", {"deel": "lijst"}, _search, "folie", "hout"),
    "deel": ("cases", {}, _part, "lijst", "lijst"),
    "stil": ("cases", {}, _still, "30", "365"),
}


@pytest.mark.parametrize("key", CHOSEN)
def test_what_is_chosen_cleared_and_chosen_again_is_in_the_address_each_time(key: str) -> None:
    page, more, choose, first, second = CHOSEN[key]
    app = open_page(page, **more)
    assert key not in app.query_params
    for value in (first, None, second, first, None):
        choose(app, value)
        assert not app.exception
        assert app.query_params.get(key) == value, f"{key}: {value}"
        app.run()
        assert app.query_params.get(key) == value, "and a further redraw leaves it so"
        assert {k: v for k, v in app.query_params.items() if k != key} == more


@pytest.mark.parametrize("key", CHOSEN)
def test_what_is_chosen_goes_along_to_another_page_and_back(key: str) -> None:
    page, more, choose, first, second = CHOSEN[key]
    app = open_page(page, **more)
    for value in (first, second):
        choose(app, value)
        held = app.session_state[key]
        for other in ("overzicht", "netwerk", page):
            app.switch_page(f"../pages/{other}.py").run()
            assert (app.session_state[key], app.query_params.get(key)) == (held, value), other
    choose(app, None)
    for other in ("overzicht", page):
        app.switch_page(f"../pages/{other}.py").run()
        assert key not in app.query_params, f"what was cleared does not come back on {other}"


@pytest.mark.parametrize("key", CHOSEN)
def test_what_an_address_asks_is_cleared_like_what_was_chosen(key: str) -> None:
    page, more, choose, first, second = CHOSEN[key]
    app = open_page(page, **more, **{key: first})
    assert app.query_params.get(key) == first
    choose(app, None)
    assert key not in app.query_params
    choose(app, second)
    assert app.query_params.get(key) == second
