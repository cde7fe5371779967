"""What the design takes for granted about Streamlit. When an upgrade breaks one of these, the note says what rests on it."""

import inspect
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui.texts import plain

ROOT = Path(__file__).parents[2]


def bound_filter() -> None:
    import streamlit as st

    asked = st.query_params.get_all("fase")
    chosen = st.segmented_control("Fase", ["1", "2"], default="1", required=True, key="fase", bind="query-params")
    st.text(f"{asked} {chosen}")


def test_a_bound_widget_takes_its_value_from_the_address() -> None:
    """ui/filters.py: a copied address gives the same figures."""
    app = AppTest.from_function(bound_filter)
    app.query_params["fase"] = "2"
    assert app.run().text[0].value == "['2'] 2"


def test_an_unknown_value_is_dropped_in_silence_but_can_be_read_first() -> None:
    """ui/filters.py `asked`: what does not exist is named on the page."""
    app = AppTest.from_function(bound_filter)
    app.query_params["fase"] = "9"
    app.run()
    assert not app.exception
    assert app.text[0].value == "['9'] 1"


def test_session_state_set_before_the_widget_wins() -> None:
    """ui/navigation.py `go`, ui/filters.py `reset`: a callback moves the filters."""

    def script() -> None:
        import streamlit as st

        st.session_state["fase"] = "2"
        st.text(st.segmented_control("Fase", ["1", "2"], default="1", required=True, key="fase", bind="query-params"))

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.text[0].value == "2"


def test_a_cached_function_that_draws_is_replayed() -> None:
    """ui/graphs.py: finished charts are replayed, not rebuilt."""

    def script() -> None:
        import streamlit as st

        built = st.session_state.setdefault("built", [])

        @st.cache_resource(scope="session")
        def draw(_built: list[int]) -> None:
            _built.append(1)
            st.text("drawn")

        draw(built)
        st.caption(str(len(built)))

    app = AppTest.from_function(script).run().run()
    assert [t.value for t in app.text] == ["drawn"]
    assert app.caption[0].value == "1"


def test_caches_know_sessions_and_limits() -> None:
    """ui/figures.py: one's own figures are gone with the visit, and no cache grows without end."""
    for cache in (st.cache_data, st.cache_resource):
        assert {"scope", "max_entries"} <= set(inspect.signature(cache.__call__).parameters)


def test_caches_tell_functions_apart_by_their_qualified_name() -> None:
    """ui/figures.py `remembered` gives each wrapper the name of what it wraps."""

    def script() -> None:
        import streamlit as st

        def remembered(value: str) -> object:
            def compute(version: str) -> str:
                return value + version

            compute.__qualname__ = value
            return st.cache_resource(compute)

        st.text(remembered("a")("1") + remembered("b")("1"))

    assert AppTest.from_function(script).run().text[0].value == "a1b1"


def test_no_pages_folder_lies_beside_the_frame() -> None:
    """With one, Streamlit serves its files without the frame: past the guard."""
    assert not (ROOT / "ui" / "pages").exists()


def test_the_page_that_streamlit_serves_says_it_is_english_and_has_one_end() -> None:
    """ui/headers.py replaces exactly this, and ui/sheet.py puts the stylesheet at its end."""
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in index
    assert index.count("</body>") == 1


def test_a_figure_from_plain_dicts_is_sent_as_it_is() -> None:
    """charts/: specs are dicts; nothing adds Streamlit's own look."""
    figure = go.Figure({"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {"template": {"layout": {"font": {"size": 13}}}}}, _validate=False)
    assert '"template":{"layout":{"font":{"size":13}}}' in figure.to_json()
    assert {"theme", "alt", "config"} <= set(inspect.signature(st.plotly_chart).parameters)


def test_labels_are_live_markdown() -> None:
    """ui/texts.py `plain`: text from a file is escaped before it goes into a label or a message."""
    assert plain("**a** [b](http://c) `d`") == r"\*\*a\*\* \[b\]\(http\://c\) \`d\`"


def test_a_download_can_be_made_later() -> None:
    """ui/downloads.py: `data` may be something to call."""

    def script() -> None:
        import streamlit as st

        st.download_button("x", data=lambda: b"later", file_name="x.csv", on_click="ignore")

    assert not AppTest.from_function(script).run().exception


@pytest.mark.parametrize("option", ["client.showErrorDetails", "client.toolbarMode", "global.disableWidgetStateDuplicationWarning", "server.maxUploadSize"])
def test_our_settings_exist(option: str) -> None:
    """.streamlit/config.toml: an unknown setting is ignored in silence."""
    assert st.get_option(option) is not None
