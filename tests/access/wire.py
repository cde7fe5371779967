"""An intruder's tools: the websocket and HTTP as anybody may speak them, with whatever cookie, name or path somebody thinks of; no browser."""

import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PAGE = {"accept": "text/html"}
USER, XSRF = "_streamlit_user", "_streamlit_xsrf"
PATIENCE = 60.0


@dataclass(frozen=True)
class Person:
    """Somebody's cookies at a dashboard."""

    address: str
    cookies: Mapping[str, str]

    @property
    def header(self) -> str:
        """The cookies as a browser sends them."""
        return "; ".join(f"{k}={v}" for k, v in self.cookies.items() if v)

    def but(self, **cookies: str) -> "Person":
        """The same with other cookies; an empty one is left out."""
        return Person(self.address, {**self.cookies, **cookies})


def anybody(address: str) -> Person:
    """Somebody who opened a page, and did not sign in."""
    with httpx.Client(base_url=address) as client:
        client.get("/", headers=PAGE)
        client.get("/_stcore/health")
        return Person(address, dict(client.cookies))


def signed_in(address: str, who: str) -> Person:
    """Somebody who signed in at the real provider, by its forms."""
    stranger = anybody(address)
    with Wire(stranger) as wire:
        wire.ask()
        wire.press("sign-in")
        to = next(m.auth_redirect.url for m in wire.heard if m.WhichOneof("type") == "auth_redirect")
    with httpx.Client(base_url=address, cookies=dict(stranger.cookies), follow_redirects=True) as client:
        answer = client.get(to)
        for form in ({"prompt": "login", "login": who, "password": "om het even"}, {"prompt": "consent"}):
            action = re.search(r'action="([^"]+)"', answer.text)
            assert action, answer.text[:500]
            answer = client.post(str(answer.url.join(action[1])), data=form)
        assert USER in client.cookies, answer.url
        return Person(address, {c.name: c.value or "" for c in client.cookies.jar if c.name.startswith(("_streamlit", "impactmonitor"))})


@dataclass
class Wire:
    """One websocket as a page opens it; `spoken` replaces what it says besides the cookies: origin, token, session to resume, host."""

    person: Person
    origin: str | None = ""  # empty: that of the dashboard; None: none
    token: str | None = ""  # empty: that of the cookie; None: none
    resume: str = ""
    host: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    heard: list[ForwardMsg] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    session: str = ""
    query: str = ""
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # key of a widget -> its id
    page: str = ""
    script: str = ""

    def __enter__(self) -> "Wire":
        where = urlsplit(self.person.address)
        token = self.person.cookies.get(XSRF, "") if self.token == "" else self.token or ""
        spoken = ["streamlit", token or ("PLACEHOLDER" if self.resume else ""), self.resume]
        line = socket.create_connection((where.hostname or "", where.port or 0), timeout=10)
        self.socket: ClientConnection = connect(
            f"ws://{self.host or where.netloc}/_stcore/stream", sock=line, origin=self.person.address if self.origin == "" else self.origin,  # type: ignore[arg-type]
            subprotocols=[s for s in spoken if s], additional_headers={"Cookie": self.person.header, **self.headers},  # type: ignore[misc]
            max_size=None, ping_interval=None, compression=None, proxy=None, legacy=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, ConnectionClosed):
            self.socket.close()

    @property
    def wire(self) -> bytes:
        """All that came in."""
        return b"".join(self.raw)

    def message(self, pressed: str = "") -> bytes:
        """What the page sends to be drawn again, with a button that was pressed (its id)."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.query, self.script
        state.page_name = "" if self.script else self.page
        state.widget_states.widgets.extend(self.widgets.values())
        if pressed:
            state.widget_states.widgets.append(WidgetState(id=pressed, trigger_value=True))
        state.context_info.url = f"{self.person.address}/{self.page}"
        return asked.SerializeToString()

    def ask(self, page: str = "", query: str = "") -> "Wire":
        """Open a page by its address."""
        self.page, self.query = page, query
        return self.send(self.message())

    def press(self, key: str) -> "Wire":
        """Press a button by its key."""
        return self.send(self.message(self.ids[key]))

    def write(self, key: str, words: str) -> None:
        """Type in a field, without sending it yet."""
        self.widgets[key] = WidgetState(id=self.ids[key], string_value=words)

    def send(self, message: bytes, ends: int = 1) -> "Wire":
        """Send a message and hear everything up to the end of so many redraws."""
        self.socket.send(message)
        return self.hear(lambda m: m.WhichOneof("type") == "script_finished" and m.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN, ends)

    def hear(self, last: Callable[[ForwardMsg], bool], times: int = 1) -> "Wire":
        """Everything up to a message of some kind."""
        until = time.monotonic() + PATIENCE
        while times and time.monotonic() < until:
            data = self.socket.recv(timeout=PATIENCE)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            self.raw.append(data)
            self.heard.append(message)
            self._keep(message)
            times -= last(message)
        return self

    def _keep(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
            self.script = message.new_session.page_script_hash
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            name = message.delta.new_element.WhichOneof("type")
            found = getattr(getattr(message.delta.new_element, name), "id", "") if name else ""
            if found:
                self.ids[found.rpartition("-")[2] if not found.startswith("$$ID") else found.split("-", 2)[2]] = found

    def uploads(self, name: str) -> "tuple[str, WidgetState]":
        """Where a file may be sent, and what the page then says of it."""
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        self.socket.send(asked.SerializeToString())
        self.hear(lambda m: m.WhichOneof("type") == "file_urls_response")
        urls = self.heard[-1].file_urls_response.file_urls[0]
        state = WidgetState()
        state.file_uploader_state_value.uploaded_file_info.add(name=name, size=1, file_id=urls.file_id, file_urls=urls)
        return urls.upload_url, state

    def downloads(self, file_id: str) -> str:
        """The address of a file that is made when somebody asks."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.socket.send(asked.SerializeToString())
        self.hear(lambda m: m.WhichOneof("type") == "backend_operation_response")
        return self.heard[-1].backend_operation_response.deferred_file.url

    def close_code(self) -> int:
        """With which code the server closed the connection."""
        with suppress(ConnectionClosed):
            while True:
                self.socket.recv(timeout=PATIENCE)
        assert self.socket.protocol.close_code is not None
        return self.socket.protocol.close_code


@dataclass(frozen=True)
class Answer:
    """An answer as it came over the line."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def spoken(address: str, line: str, headers: Mapping[str, str] | Sequence[tuple[str, str]] = (), body: Sequence[bytes] = ()) -> Answer:
    """A request written out by hand: its first line, its headers (the dashboard's own Host unless another is given) and its body."""
    where = urlsplit(address)
    given = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
    if not any(name.lower() == "host" for name, _ in given):
        given.insert(0, ("Host", where.netloc))
    head = "\r\n".join([f"{line} HTTP/1.1", *(f"{k}: {v}" for k, v in given), "Connection: close", "", ""])
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=PATIENCE) as connection:
        with suppress(ConnectionError):  # who is refused before the end of what they send hears why all the same
            connection.sendall(head.encode("latin-1"))
            for part in body:
                connection.sendall(part)
        return _answer(connection)


def _answer(connection: socket.socket) -> Answer:
    received = b""
    with suppress(ConnectionError, TimeoutError):
        while part := connection.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in rest)}
    status = int(first.split()[1]) if first.startswith("HTTP/") else 0
    return Answer(status, headers, body)
