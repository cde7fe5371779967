"""Where the data is kept, and a copy of everything to keep elsewhere."""

from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import streamlit as st

from data.store.address import address, elsewhere, lasts
from data.store.store import open_store
from data.store.transfer import export_store
from ui import confidential, html
from ui.access.visitor import can
from ui.texts import plain, t


def draw(latest: int) -> None:
    """The line about the store and, where it has a version (`latest`), the button Back-up; where the disk does not last, a warning."""
    server = elsewhere()
    html.show(html.section(t("keeping.title"), t("keeping.elsewhere", server=server) if server else t("keeping.line")))
    if not lasts():
        st.warning(plain(t("keeping.temporary")), icon=":material/hourglass_bottom:")
    if not latest:
        html.show(html.small(t("keeping.empty")))
        return
    if can("backup"):
        name = t("keeping.file", day=datetime.now(UTC).date().isoformat())
        make, told = partial(_archive, address()), ("backup", {"file": name})
        confidential.button("backup", t("keeping.backup"), make, name, told=told, key="backup", icon=":material/archive:")
        html.show(html.small(t("keeping.backup_line")))


def _archive(url: str) -> bytes:
    """Runs in another thread, without a session."""
    target = BytesIO()
    export_store(open_store(url), target)
    return target.getvalue()
