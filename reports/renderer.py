"""One browser for all pictures of a process, in a thread of its own.

Callers of all threads take turns. A picture that takes too long or fails costs the browser: it is dropped, and the picture is tried
once more in a fresh one. After some pictures the browser is replaced anyway, so that it does not grow.
"""

import asyncio
import atexit
import contextlib
import json
import logging
import os
import signal
import threading
from collections.abc import Coroutine, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar

from charts.locale import locale
from data.errors import UserError
from data.events import event
from locales import LANGUAGES
from reports.chromium import chromium

Format = Literal["png", "svg", "pdf"]
Figure = Mapping[str, Any]
T = TypeVar("T")
LIMIT, START_LIMIT, CLOSE_LIMIT = 20.0, 30.0, 10.0  # seconds
PICTURES = 200  # per browser

# Plotly asks for a language per page; ours goes with each figure (layout.meta.lang). And it names the parts of a drawing by chance: by a chance
# that follows from the figure, the same figure is the same file, and two figures in one page share no name.
_SCRIPT = """
for (const locale of %s) Plotly.register(locale)
const draw = Plotly.toImage
let chance = 1
Math.random = () => (chance = (chance * 16807) %% 2147483647) / 2147483647
Plotly.toImage = (figure, options) => {
  chance = 1 + [...JSON.stringify(figure)].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) %% 2147483629, 7)
  const lang = figure.layout && figure.layout.meta && figure.layout.meta.lang
  return draw(lang ? {...figure, config: {...figure.config, locale: lang}} : figure, options)
}
"""


class Renderer:
    """Makes pictures of figures (plain dicts), one at a time, whoever asks."""

    def __init__(self, path: str | None = None, *, limit: float = LIMIT, pictures: int = PICTURES) -> None:
        self._path, self._limit, self._pictures = path, limit, pictures
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Any = None
        self._made = 0
        self._folder: TemporaryDirectory[str] | None = None  # of the browser's script

    def picture(self, figure: Figure, kind: Format, width: int, height: int) -> bytes:
        """The figure as a picture of width x height pixels (of 1/96 inch in SVG and PDF).

        Raises UserError where there is no browser, or where it fails twice.
        """
        with self._turn:
            for last in (False, True):
                try:
                    return self._render(figure, kind, width, height)
                except UserError:
                    raise
                except Exception as error:
                    event("picture-failed", logging.WARNING, error=error, last=last)
                    self._drop()
                    if last:
                        raise UserError("picture-failed") from error
            raise AssertionError

    def close(self) -> None:
        """End the browser and the thread; a next picture starts them again."""
        with self._turn:
            self._drop()
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    @property
    def browser_process(self) -> int | None:
        """The number of the browser's process, while there is one."""
        process = getattr(self._browser, "subprocess", None)
        return process.pid if process is not None else None

    def _render(self, figure: Figure, kind: Format, width: int, height: int) -> bytes:
        if self._browser is None or self._made >= self._pictures:
            self._drop()
            self._run(self._start(), START_LIMIT)
        self._made += 1
        options = {"format": kind, "width": width, "height": height, "scale": 1}
        drawn: bytes = self._run(self._browser.calc_fig(dict(figure), opts=options), self._limit)
        if not drawn:
            raise RuntimeError("an empty picture")
        return drawn

    async def _start(self) -> None:
        path = self._path or chromium()
        if path is None or not Path(path).is_file():
            raise UserError("no-browser")
        self._folder = TemporaryDirectory(prefix="impactmonitor-")
        script = Path(self._folder.name) / "languages.js"
        script.write_text(_SCRIPT % json.dumps([locale(lang) for lang in LANGUAGES]), encoding="utf-8")
        import kaleido  # only when the first picture is asked for: a server starts sooner without

        page = kaleido.PageGenerator(mathjax=False, others=[(script.as_uri(), "utf-8")])
        self._browser = kaleido.Kaleido(n=1, timeout=None, page_generator=page, path=path)
        await self._browser.open()

    def _drop(self) -> None:
        """Let go of the browser; one that does not listen is ended."""
        browser, self._browser, self._made = self._browser, None, 0
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        if browser is None:
            return
        try:
            self._run(browser.close(), CLOSE_LIMIT)
        except Exception as error:  # noqa: BLE001 - whatever state it is in, it must go
            event("browser-ended-hard", kind=type(error).__name__)
        process = getattr(browser, "subprocess", None)
        if process is not None and process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own

    def _run(self, work: Coroutine[Any, Any, T], limit: float) -> T:
        """Do work in the browser's thread; raises TimeoutError after `limit` seconds."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_serve, args=(self._loop,), name="pictures", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, limit), self._loop).result(limit + 5)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()


@cache
def renderer() -> Renderer:
    """The one renderer of this process; it closes when the process ends."""
    made = Renderer()
    atexit.register(made.close)
    return made


def shut_down() -> None:
    """End the browser, where one was started: for a server that stops."""
    if renderer.cache_info().currsize:
        renderer().close()
