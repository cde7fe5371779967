"""Our own HTML with links that stay inside the visit: a plain click opens the page in this session, with the filters kept.

The links are real ones: keyboard, a new tab and copying the address work as everywhere.
"""

from collections.abc import Callable

import streamlit as st

_JS = """
function follow(name, tries) {
  const found = document.getElementById(name);
  if (found) found.scrollIntoView({ behavior: "smooth" });
  else if (tries) setTimeout(() => follow(name, tries - 1), 100);
}
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".im-root");
  document.documentElement.lang = data.lang;
  if (root.dataset.shown !== data.html) {
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.open : undefined;
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
    if (focused) [...root.querySelectorAll("a[data-open]")].find((a) => a.dataset.open === focused)?.focus();
    if (root.dataset.then) document.getElementById(root.dataset.then)?.scrollIntoView({ behavior: "smooth" });
    root.dataset.then = "";
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const then = link.dataset.then;
    if (then && !document.getElementById(then)) follow(then, 40);
    else root.dataset.then = then || "";
    setTriggerValue("open", link.dataset.open);
  };
}
"""


_draw = st.components.v2.component("impactmonitor_links", html='<div class="im-root"></div>', js=_JS, isolate_styles=False)


def linked(html: str, key: str, lang: str, on_open: Callable[[str], None] | None = None) -> None:
    """Draw escaped HTML, drawings too, which `st.html` leaves out.

    A click on `<a data-open="x">` calls `on_open("x")` before the next redraw; `data-then` names what to scroll to after it.
    """

    def opened() -> None:
        asked = st.session_state[key].open
        if asked and on_open:
            on_open(str(asked))

    _draw(key=key, data={"html": html, "lang": lang}, on_open_change=opened)
