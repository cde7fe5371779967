"""Entry point: `streamlit run dashboard.py` serves the Impactmonitor (any ASGI server can serve `dashboard:app` too).

What takes long to load (pandas, the store, charts) is not imported here: a browser fetches Streamlit's own files meanwhile (see `ui/warm.py`).
"""

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.config import set_option

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from charts.colours import streamlit_options  # noqa: E402
from data.errors import UserError  # noqa: E402
from data.events import event  # noqa: E402
from data.hub import load_hub  # noqa: E402
from data.settings import mistakes  # noqa: E402
from locales import text  # noqa: E402
from metrics.catalogue import catalogue  # noqa: E402
from ui import health, lines, sheet, warm, wordless  # noqa: E402
from ui.access import opening  # noqa: E402
from ui.access.files import Files  # noqa: E402
from ui.addresses import CONFIDENTIAL, FIRST_PAGE  # noqa: E402
from ui.headers import FIXED, Headers  # noqa: E402
from ui.texts import language, plain, t  # noqa: E402


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    """Begin to make ready for the first visitor; from here on the log tells errors without their words.

    At the end the browser that made pictures is closed.
    """
    wordless.install()
    lines.install()
    event("started")
    warm.begin()
    yield
    from reports.renderer import shut_down

    shut_down()


async def first_page(request: Request) -> RedirectResponse:
    """The first page by its own name: Streamlit knows it only as "/", and would say that it does not exist."""
    return RedirectResponse(f"./?{request.url.query}")


async def confidential_file(request: Request) -> Response:
    """A confidential download by the address that a click made."""
    from ui.confidential import fetch

    return await fetch(request)


async def broken(_request: Request, _error: Exception) -> PlainTextResponse:
    """One sentence where a request goes wrong outside a page, with the headers of every answer; where it went wrong is in the log."""
    return PlainTextResponse(text("ui.error"), 500, FIXED)


def say_sorry(error: Exception) -> bool:
    """One sentence for the visitor instead of a traceback; where it went wrong is in the log."""
    if isinstance(error, UserError):
        st.error(plain(error.message(language())), icon=":material/error:")
        return True
    from ui.guard import looked_at

    view = looked_at()
    event("page-failed", logging.ERROR, error=error, version=view.source.number if view else None, lang=language())
    st.error(t("ui.error"), icon=":material/error:")
    return True


def colours() -> None:
    """Streamlit's own buttons follow the hub's colours."""
    for option, value in streamlit_options().items():
        set_option(option, value)


# With settings that would let everybody in or can't be used, or a hub's folder that is not complete, no server starts; all mistakes are told at once.
if found := mistakes(*opening.CHECKS, load_hub, catalogue, colours):
    sys.exit("\n".join(error.message() for error in found))

app = st.App(
    ROOT / "ui" / "app.py",
    lifespan=start,
    routes=[*health.ROUTES, sheet.ROUTE, Route(f"/{FIRST_PAGE}", first_page), Route(f"/{CONFIDENTIAL}/{{token}}", confidential_file)],
    middleware=[Middleware(Headers), Middleware(opening.Doors), Middleware(Files)],  # whoever is refused gets the headers too
    exception_handlers={Exception: broken},
    on_script_error=say_sorry,
)
