"""A visit whose connection came back: the page is drawn anew at once, maybe by another server, which knows nothing of the visit but its address.

Without it the page would stand there as the first server left it, and the first click or upload would be lost on the second.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.texts import plain, t

_KNOWN, _KEY = "visit_known", "reconnect"
_JS = """
export default function ({ setTriggerValue }) {
  window.imReconnected = () => setTriggerValue("again", true);
  if (window.imConnection) return;
  const state = () => document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
  let lost = false;
  window.imConnection = new MutationObserver(() => {
    if (state() !== "CONNECTED") lost = true;
    else if (lost) {
      lost = false;
      window.imReconnected();
    }
  });
  window.imConnection.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] });
}
"""

_draw = st.components.v2.component("impactmonitor_reconnect", html="<span>&nbsp;</span>", js=_JS, isolate_styles=False)


def draw(place: DeltaGenerator) -> None:
    """What watches the connection, and nobody sees; where another server took the visit over, say what that means."""
    with place:
        again = _draw(key=_KEY, on_again_change=lambda: None).again
    taken_over = again and _KNOWN not in st.session_state
    st.session_state[_KNOWN] = True
    if taken_over:
        st.info(plain(t("ui.taken_over")), icon=":material/sync:")
