"""The button that copies the address of what is on the screen."""

import streamlit as st

from ui.texts import t

_JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {
    const address = window.location.href;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      const field = document.createElement("textarea");
      field.value = address;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = data.done;
    setTimeout(() => { button.textContent = data.label; }, 2000);
  };
}
"""

_draw = st.components.v2.component("impactmonitor_copy", html='<button type="button" class="im-button">…</button>', js=_JS, isolate_styles=False)


def link() -> None:
    """Draw the button; the address holds every filter, so who opens it sees the same figures."""
    _draw(key="copy-link", data={"label": t("filters.copy"), "done": t("filters.copied")})
