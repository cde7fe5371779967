"""The stylesheet of our own HTML with the colours of the light mode, as a file that a browser keeps: a page names it by what is in it, so that a new
one is fetched and an old one never is.

It comes at the end of the page, for of rules as strong as each other the last one counts, and Streamlit writes its own as it goes.
"""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from charts.colours import Mode, colours

_FILE = Path(__file__).with_name("style.css")
_ADDRESS = "stijl.css"
_KEEP, _ASK_AGAIN = {"cache-control": "public, max-age=31536000, immutable"}, {"cache-control": "no-cache"}


def with_sheet(page: bytes) -> bytes:
    """A page that uses the stylesheet."""
    return page.replace(b"</body>", f'<link rel="stylesheet" href="./{_ADDRESS}?{_name()}"></body>'.encode(), 1)


def variables(mode: Mode, where: str = ":root") -> str:
    """The colours of a mode as the stylesheet calls them."""
    c = colours(mode)
    names = {f"im-{k}": getattr(c, k) for k in ("background", "surface", "border", "text", "muted", "primary", "link", "context")}
    names |= {f"im-o{number}": value for number, value in c.objective.items()}
    names |= {f"im-{kind}": value for kind, value in c.status.items()}
    said = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in names.items())
    return f"{where}{{{said}}}"


@cache
def _sheet() -> bytes:
    return (variables("light") + _FILE.read_text(encoding="utf-8")).encode()


@cache
def _name() -> str:
    return hashlib.sha256(_sheet()).hexdigest()[:16]


async def _answer(request: Request) -> Response:
    # While one of several servers is brought up to date, a browser may ask it for the sheet of another.
    return Response(_sheet(), media_type="text/css", headers=_KEEP if request.url.query == _name() else _ASK_AGAIN)


ROUTE = Route(f"/{{before:path}}{_ADDRESS}", _answer)  # also below a path of its own (server.baseUrlPath)
