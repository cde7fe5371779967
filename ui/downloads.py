"""Downloads that are made when somebody asks: Streamlit runs them later, in another thread, without a session.

Under a chart stands a menu with its files; nothing is made before the menu is opened, and no file before its button is clicked.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import ParamSpec

import streamlit as st

from data.events import event
from locales import text
from reports.chart_files import MIME, PICTURES, TABLES, ChartFile, Kind, made
from reports.chromium import chromium
from reports.presets import PRESETS, Preset
from ui import html
from ui.access.visitor import bound

P = ParamSpec("P")


def later(make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> Callable[[], bytes]:
    """A download that calls `make` with these arguments, bound now; what goes wrong then is in the log.

    Whether the visitor may still see it is looked at again when it is asked for.
    """
    return partial(_made, bound("see", partial(make, *args, **kwargs)))


def menu(key: str, make: Callable[[], ChartFile], lang: str) -> None:
    """The menu under the chart `key`; `make` builds the chart for files, and is called when the menu is open."""
    with st.popover(text("files.menu", lang), icon=":material/download:", type="tertiary", on_change="rerun", key=f"download-{key}") as box:
        if box.open:
            _choices(make(), key, lang)


def _choices(file: ChartFile, key: str, lang: str) -> None:
    if chromium() is None:
        st.info(text("files.no_browser", lang), icon=":material/image_not_supported:")
    else:
        size = st.radio(text("files.size", lang), PRESETS, format_func=lambda p: text(f"files.preset.{p.key}", lang), key=f"size-{key}")
        _buttons(file, PICTURES, size or PRESETS[0], key, lang)
        html.show(html.small(text("files.pictures", lang)))
    _buttons(file, TABLES, PRESETS[0], key, lang)
    html.show(html.small(text("files.tables", lang)))


def _buttons(file: ChartFile, kinds: Sequence[Kind], size: Preset, key: str, lang: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind in kinds:
            st.download_button(
                text(f"files.kind.{kind}", lang), data=later(made, file, kind, size), file_name=file.file_name(kind, size), mime=MIME[kind],
                key=f"{kind}-{key}", on_click="ignore",
            )  # fmt: skip


def _made(make: Callable[[], bytes]) -> bytes:
    try:
        return make()
    except Exception as error:
        event("download-failed", logging.ERROR, error=error)
        raise
