"""A visitor without a browser: speaks Streamlit's websocket protocol as its page in the browser does, and says what a redraw took.

It keeps large messages for as long as the browser keeps them and names them at each redraw (`cached_message_hashes`), and acknowledges
at once (TCP_QUICKACK): otherwise 40 ms of every figure are the delayed acknowledgements of the kernel.
"""

import asyncio
import socket
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 600.0  # seconds that a redraw may take before the run is given up
ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
LARGEST = 64 * 2**20


@dataclass
class Redraw:
    """One run of the script as the browser sees it: `seconds` from the question to the last word, `bytes` of what came."""

    seconds: float
    bytes: int = 0
    messages: int = 0
    kinds: Counter[str] = field(default_factory=Counter)  # element or block -> how many
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One session. Use as `async with Visitor(address) as visitor`, then `open` a page and `change` widgets."""

    def __init__(self, address: str, **asked: str) -> None:
        """`address` = where the dashboard is served; `asked` = the query parameters of the first page."""
        self._address, self._query = address, dict(asked)
        self._page = ""
        self._script = ""
        self._pages: dict[str, str] = {}  # address of a page -> its hash
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._widgets: dict[str, WidgetState] = {}
        self._ids: dict[str, str] = {}  # key of a widget -> its id
        self._session = ""
        self._uploader = ""  # the page's place for files
        self._runs = 0
        self._age = 0  # redraws that the browser keeps a message that was not used
        self._cookies: dict[str, str] = {}
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> "Visitor":
        where = urlsplit(self._address)
        async with httpx.AsyncClient(base_url=self._address) as client:  # the page itself, which gives a browser its cookies
            await client.get("/", headers={"accept": "text/html"})
            await client.get("/_stcore/health")
            self._cookies = dict(client.cookies)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._socket = await connect(
            f"ws://{where.netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=LARGEST, ping_interval=None,
            additional_headers={"Origin": self._address, "Accept-Language": "nl-BE", "Cookie": cookies}, compression=None,
        )  # fmt: skip
        self._transport = self._socket.transport.get_extra_info("socket")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._socket is not None
        with suppress(OSError):
            await self._socket.close()

    @property
    def pages(self) -> list[str]:
        """The addresses of the menu's pages, the first one as ""."""
        return list(self._pages)

    async def open(self, page: str = "") -> Redraw:
        """Go to a page of the menu by its address; the first time that is the page that a link opens."""
        self._page = page
        self._script = self._pages.get(page, "")
        return await self._ask()

    async def again(self) -> Redraw:
        """Draw the same page again where nothing changed."""
        return await self._ask()

    async def choose(self, key: str, *values: str) -> Redraw:
        """Choose in a widget that is bound to the address (segmented control, select box, date as year/month/day): a filter change."""
        state = WidgetState(id=self._ids[key])
        state.string_array_value.data.extend(values)
        self._widgets[key] = state
        self._query[key] = values[0] if values else ""
        return await self._ask()

    async def upload(self, name: str, content: bytes) -> Redraw:
        """Drop a file in the page's place for files, as the browser does: ask where to, send it, and tell the page."""
        assert self._socket is not None
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._session
        begin = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.WhichOneof("type") == "file_urls_response":
                break
        urls = message.file_urls_response.file_urls[0]
        await asyncio.to_thread(_send, self._address, self._cookies, urls.upload_url, name, content)
        state = WidgetState(id=self._uploader)
        state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
        self._widgets[self._uploader] = state
        found = await self._ask()
        found.seconds = time.perf_counter() - begin
        return found

    async def _ask(self) -> Redraw:
        assert self._socket is not None
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = urlencode(self._query)
        state.page_script_hash = self._script
        state.page_name = "" if self._script else self._page
        state.widget_states.widgets.extend(self._widgets.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.timezone = "Europe/Brussels"
        state.context_info.timezone_offset = -60
        state.context_info.locale = "nl-BE"
        state.context_info.url = f"{self._address}/{self._page}?{state.query_string}"
        state.context_info.color_scheme = "light"
        begin = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        async with asyncio.timeout(LONGEST):
            found = await self._hear()
        found.seconds = time.perf_counter() - begin
        self._runs += 1
        self._kept = {h: (m, run) for h, (m, run) in self._kept.items() if self._runs - run <= self._age}
        return found

    async def _hear(self) -> Redraw:
        """Everything up to the end of the last script run that was begun."""
        found = Redraw(0.0)
        while True:
            data = await self._socket.recv()
            self._transport.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            found.bytes += len(data)
            found.messages += 1
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message, _ = self._kept[message.ref_hash]
                self._kept[message.hash] = (message, self._runs)
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable:
                self._kept[message.hash] = (message, self._runs)
            if kind == "new_session":
                self._script = message.new_session.page_script_hash
                self._session = message.new_session.initialize.session_id
                self._age = message.new_session.config.max_cached_message_age
            elif kind == "navigation":
                self._pages = {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                self._take(message, found)
            elif kind == "script_finished" and message.script_finished in ENDED:
                return found

    def _take(self, message: ForwardMsg, found: Redraw) -> None:
        delta = message.delta
        if delta.WhichOneof("type") == "add_block":
            found.kinds[f"block:{delta.add_block.WhichOneof('type')}"] += 1
            return
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        found.kinds[kind] += 1
        element = getattr(delta.new_element, kind)
        if kind == "exception":
            found.errors.append(element.message)
        if kind == "alert" and element.format == element.ERROR:
            found.errors.append(element.body)
        name = getattr(element, "id", "")
        if kind == "file_uploader":
            self._uploader = name
        if name:
            self._ids[name.rpartition("-")[2]] = name


def _send(address: str, cookies: dict[str, str], url: str, name: str, content: bytes) -> None:
    """Send a file to where the server said, with the token against requests from other sites."""
    with httpx.Client(base_url=address, cookies=cookies) as client:
        answer = client.put(url, files={name: (name, content)}, headers={"X-Xsrftoken": cookies["_streamlit_xsrf"]})
        answer.raise_for_status()
