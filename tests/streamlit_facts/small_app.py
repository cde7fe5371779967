"""A two-page app for the facts that only a browser shows: bound and unbound parameters, page changes, own HTML."""

import streamlit as st

st.segmented_control("Fase", ["1", "2"], default="1", required=True, key="fase", bind="query-params")


def one() -> None:
    """First page."""
    st.text("page one")
    st.html('<svg id="drawn"><rect width="9" height="9"/></svg><b onclick="x()" id="bold">b</b><script>document.title="hacked"</script>')
    if st.button("plain switch"):
        st.switch_page(second)
    if st.button("switch"):
        st.switch_page(second, query_params={})


def two() -> None:
    """Second page."""
    st.text(f"page two, phase {st.session_state['fase']}")


first, second = st.Page(one, title="one", url_path="one", default=True), st.Page(two, title="two", url_path="two")
st.navigation([first, second], position="top").run()
