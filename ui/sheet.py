"""The stylesheet of our own HTML, as a file that a browser keeps: a page names it by what is in it, so that a new one is fetched and an old one never is.

It comes at the end of the page, for of rules as strong as each other the last one counts, and Streamlit writes its own as it goes.
"""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_BODY = Path(__file__).with_name("style.css").read_bytes()
_ADDRESS = "stijl.css"
_LINK = f'<link rel="stylesheet" href="./{_ADDRESS}?{hashlib.sha256(_BODY).hexdigest()[:16]}">'.encode()
_KEEP = {"cache-control": "public, max-age=31536000, immutable"}


def with_sheet(page: bytes) -> bytes:
    """A page that uses the stylesheet."""
    return page.replace(b"</body>", _LINK + b"</body>", 1)


async def _sheet(_request: Request) -> Response:
    return Response(_BODY, media_type="text/css", headers=_KEEP)


ROUTE = Route(f"/{_ADDRESS}", _sheet)
