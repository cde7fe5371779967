"""Everything that is tried to get past the doors of a dashboard with sign-in, and how each of it is refused: one table, one line an attempt.

What an attempt gives back is the status of an answer (403), the code with which a websocket was closed (1008), or what a page said to
whoever came in by a websocket: "outside" (the way in, and nothing of the data), "kept" (what was there before, untouched), "page" (the empty page of the browser, as at any address that does not exist), or "inside".
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from scripts.signing_in import SECRET, Guarded
from tests.access.wire import USER, XSRF, Person, Wire, spoken

Outcome = int | str
DAY = 86400.0
SECRETS = ("Wonderlijk Herkenbaar", "Zeldzaamnaam", "Eerste case", "Tweede case", "levering1.xlsx", "Voor Beeld", "D2.4", "Turnhout", "root:")


@dataclass(frozen=True)
class Scene:
    """The dashboard, and who is about."""

    hub: Guarded
    nobody: Person
    people: Mapping[str, Person]

    @property
    def address(self) -> str:
        return self.hub.address

    @property
    def reader(self) -> Person:
        return self.people["lezer"]

    @property
    def editor(self) -> Person:
        return self.people["bewerker"]

    @property
    def admin(self) -> Person:
        return self.people["beheerder"]


@dataclass(frozen=True)
class Attempt:
    """What is tried, and the outcomes that are a refusal."""

    kind: str
    what: str
    tries: Callable[[Scene], Outcome]
    refused: Sequence[Outcome]

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


# Websockets ------------------------------------------------------------------------------------------------------------------------


def looks(scene: Scene, person: Person, page: str = "versies", **spoken_: Any) -> Outcome:
    """Open a page over a websocket, and say whether anything of the data came in."""
    try:
        with Wire(person, **spoken_) as wire:
            wire.ask(page)
    except InvalidStatus as error:
        return error.response.status_code
    except ConnectionClosed as error:
        return error.rcvd.code if error.rcvd else 1006
    except InvalidHandshake:
        return "outside"
    return "inside" if any(word.encode() in wire.wire for word in SECRETS) or not {"sign-in", "sign-out"} & set(wire.ids) else "outside"


def cookie(change: Callable[[str], str]) -> Callable[[Scene], Outcome]:
    """With the administrator's own cookie, changed."""
    return lambda scene: looks(scene, scene.admin.but(**{USER: change(scene.admin.cookies[USER])}))


def made(secret: str = SECRET, salt: str = USER, age: float = 0.0, **said: Any) -> Callable[[Scene], Outcome]:
    """With a cookie of one's own making, that says to be the administrator."""

    class Clock(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time() - age)

    def tries(scene: Scene) -> Outcome:
        claims = {"is_logged_in": True, "origin": scene.address, "email": "beheerder@hub.example", "email_verified": True, "iat": time.time(), **said}
        value = URLSafeTimedSerializer(secret, salt=salt, signer=Clock).dumps(json.dumps(claims))
        return looks(scene, scene.admin.but(**{USER: value if isinstance(value, str) else value.decode()}))

    return tries


def other(scene: Scene, **spoken_: Any) -> Outcome:
    """With the administrator's good cookies, and something else that is wrong."""
    return looks(scene, scene.admin, **spoken_)


def resumed(scene: Scene, who: Callable[[Scene], Person], gone: bool) -> Outcome:
    """Take over the session of the administrator, whose number somebody learned, while it is open or after its connection was lost."""
    with Wire(scene.admin) as theirs:
        theirs.ask("versies")
        session = theirs.session
        if not gone:
            return _takes(who(scene), session)
    return _takes(who(scene), session)


def _takes(person: Person, session: str) -> Outcome:
    with Wire(person, resume=session) as mine:
        mine.ask("versies")
        return "inside" if mine.session == session or "received-2-0" in mine.ids else "outside"


def sent(scene: Scene, message: bytes | str | BackMsg, who: str = "lezer") -> Outcome:
    """Something on an open websocket that no page sends: the connection is closed, or goes on as if nothing was said."""
    with Wire(scene.people[who]) as wire:
        wire.ask("definities")
        try:
            wire.socket.send(message.SerializeToString() if isinstance(message, BackMsg) else message)
            wire.ask("definities")
        except ConnectionClosed as error:
            return error.rcvd.code if error.rcvd else 1006
    return "kept"


def pressed(scene: Scene, page: str, key: str, who: str = "lezer") -> Outcome:
    """Somebody presses a button that only an administrator has, by its number, as on the administrator's page."""
    with Wire(scene.admin) as theirs:
        theirs.ask(page)
        number = theirs.ids[key]
        assert theirs.script
    with Wire(scene.people[who]) as wire:
        wire.ask(page)
        wire.raw.clear()
        wire.script = theirs.script
        wire.send(wire.message(number))
    return "inside" if b"vertrouwelijk/" in wire.wire else "kept"


# Requests --------------------------------------------------------------------------------------------------------------------------


def asks(line: str, who: str = "", headers: Mapping[str, str] | None = None, body: Sequence[bytes] = ()) -> Callable[[Scene], Outcome]:
    """A request as it is written here, by somebody without sign-in or by one of the people; "inside" where any of the data comes back."""

    def tries(scene: Scene) -> Outcome:
        person = scene.people[who] if who else scene.nobody
        given = {"Cookie": person.header, "Accept": "text/html", **{k: v.format(address=scene.address) for k, v in (headers or {}).items()}}
        found = spoken(scene.address, line.format(address=scene.address), given, body)
        page = found.status == 200 and found.body.lstrip().startswith(b"<!--") and b"<title>Streamlit</title>" in found.body
        return "inside" if any(word.encode() in found.body for word in SECRETS) else "page" if page else found.status

    return tries


def allows(line: str, headers: Mapping[str, str], who: str = "lezer") -> Callable[[Scene], Outcome]:
    """A question of a browser whether another site may do something; "inside" where the answer says so."""

    def tries(scene: Scene) -> Outcome:
        found = spoken(scene.address, line, {"Cookie": scene.people[who].header, "Origin": "http://evil.example", **headers})
        return "inside" if found.headers.get("access-control-allow-origin") in ("*", "http://evil.example", "null") else found.status

    return tries


BOUNDARY = "grens"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def form(content: bytes, name: str = "a.csv") -> bytes:
    """A file as a browser sends it."""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def chunks(content: bytes) -> list[bytes]:
    """A body in pieces, that does not say how long it is."""
    step = 65536
    return [f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (content[i : i + step] for i in range(0, len(content), step))] + [b"0\r\n\r\n"]


def file(
    who: Callable[[Scene], Person],
    headers: Mapping[str, str] | None = None,
    content: bytes = b"a;b",
    path: str = "",
    method: str = "PUT",
    leave: str = "",
    pieces: bool = False,
) -> Callable[[Scene], Outcome]:
    """A file for the place where the reader drops files, by somebody; `leave` = a header of a good request that is left out.

    "kept" where it was refused and what the reader dropped there is still there; "inside" where it came in.
    """

    def tries(scene: Scene) -> Outcome:
        with Wire(scene.reader) as wire:
            wire.ask("eigen-werkmap")
            url, _ = wire.uploads("a.csv")
            person, body = who(scene), form(content)
            good = {"Cookie": person.header, "Origin": scene.address, "X-Xsrftoken": person.cookies.get(XSRF, ""), "Content-Type": FORM}
            good |= {"Transfer-Encoding": "chunked"} if pieces else {"Content-Length": str(len(body))}
            given = {k: v for k, v in {**good, **(headers or {})}.items() if k != leave}
            asked = path.format(url=url, session=wire.session) if path else url
            found = spoken(scene.address, f"{method} {asked}", given, chunks(body) if pieces else [body])
        return "inside" if found.status == 204 else found.status

    return tries


def media(
    who: Callable[[Scene], Person], change: Callable[[str], str] = lambda path: path, headers: Mapping[str, str] | None = None
) -> Callable[[Scene], Outcome]:
    """A file that was made for the reader, fetched by somebody."""

    def tries(scene: Scene) -> Outcome:
        with Wire(scene.reader) as wire:
            wire.ask("eigen-werkmap")
            button = next(m.delta.new_element.download_button for m in wire.heard if m.delta.new_element.WhichOneof("type") == "download_button")
            path = wire.downloads(button.deferred_file_id)
            assert spoken(scene.address, f"GET {path}", {"Cookie": scene.reader.header}).status == 200, "whoever asked gets it"
            found = spoken(scene.address, f"GET {change(path)}", {"Cookie": who(scene).header, **(headers or {})})
        return "inside" if found.status in (200, 206) and found.body.startswith(b"PK") else found.status

    return tries


def confidential(who: Callable[[Scene], Person], change: Callable[[str], str] = lambda path: path, first: int = 0) -> Callable[[Scene], Outcome]:
    """An original that the administrator asked for, fetched by somebody, or by the administrator after having fetched it."""

    def tries(scene: Scene) -> Outcome:
        path = address_of_original(scene)
        for _ in range(first):
            assert spoken(scene.address, f"GET {path}", {"Cookie": scene.admin.header}).status == 200
        found = spoken(scene.address, f"GET {change(path)}", {"Cookie": who(scene).header})
        return "inside" if found.status == 200 and found.body.startswith(b"PK") else found.status

    return tries


def address_of_original(scene: Scene) -> str:
    """What a click of the administrator on the button of a file gives."""
    with Wire(scene.admin) as wire:
        wire.ask("versies")
        wire.raw.clear()
        wire.press("received-2-0")
        path = wire.wire.partition(b"./vertrouwelijk/")[2][:43].decode()
    assert path
    return f"/vertrouwelijk/{path}"


def nobody(scene: Scene) -> Person:
    return scene.nobody


def reader(scene: Scene) -> Person:
    return scene.reader


def editor(scene: Scene) -> Person:
    return scene.editor


def admin(scene: Scene) -> Person:
    return scene.admin


OUT = ("outside",)
SHUT = (403, 1008)
BIG = b"x" * 2_500_000  # the dashboard of these attempts takes 1 MB
_CUTS = (1, 2, 10, 40, 100, 200, 300)
_FLIPS = (0, 1, 5, 20, 60, 120, 200, 250)


def _flip(at: int, value: str) -> str:
    return value[:at] + ("A" if value[at : at + 1] != "A" else "B") + value[at + 1 :]


def _debug(name: str) -> BackMsg:
    message = BackMsg()
    setattr(message, name, True)
    return message


def _query(words: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = words
    return message


SOCKETS = (
    Attempt("websocket", "without a cookie", lambda s: looks(s, Person(s.address, {})), OUT),
    Attempt("websocket", "of somebody who did not sign in", lambda s: looks(s, s.nobody), OUT),
    *(Attempt("websocket", f"cookie without its last {n} signs", cookie(lambda v, n=n: v[:-n]), OUT) for n in _CUTS),
    *(Attempt("websocket", f"cookie with sign {at} changed", cookie(partial(_flip, at)), OUT) for at in _FLIPS),
    Attempt("websocket", "cookie without its first sign", cookie(lambda v: v[1:]), OUT),
    Attempt("websocket", "cookie with the signature of nothing", cookie(lambda v: ".".join([v.split(".")[0], "", ""])), OUT),
    Attempt("websocket", "cookie twice", cookie(lambda v: v + v), OUT),
    Attempt("websocket", "cookie of random signs", cookie(lambda _: "Zm9vYmFy.aGVq.c2lnbmF0dXVy"), OUT),
    Attempt("websocket", "cookie in another form", cookie(lambda _: "2|1:0|10:1700000000|15:_streamlit_user|4:e30=|abc"), OUT),
    Attempt("websocket", "plain JSON as cookie", cookie(lambda _: '{"is_logged_in":true}'), OUT),
    Attempt("websocket", "the cookie of the provider's keys in its place", lambda s: looks(s, s.admin.but(**{USER: s.admin.cookies["_streamlit_user_tokens"]})), OUT),
    Attempt("websocket", "cookie signed with another secret", made("another secret, of more than thirty-two signs"), OUT),
    Attempt("websocket", "cookie signed with no secret", made(""), OUT),
    Attempt("websocket", "cookie signed for another use", made(salt="_streamlit_session"), OUT),
    Attempt("websocket", "well signed, begun 13 hours ago", made(iat=time.time() - 13 * 3600), OUT),
    Attempt("websocket", "well signed, begun tomorrow", made(iat=time.time() + DAY), OUT),
    Attempt("websocket", "well signed, begun never", made(iat=None), OUT),
    Attempt("websocket", "well signed, forty days ago", made(age=40 * DAY), OUT),
    Attempt("websocket", "well signed, of another address", made(origin="http://elders.example"), OUT),
    Attempt("websocket", "well signed, not signed in", made(is_logged_in=False), OUT),
    Attempt("websocket", "well signed, address not confirmed", made(email_verified=False), OUT),
    Attempt("websocket", "well signed, somebody who is on no list", made(email="vreemde@elders.example"), OUT),
    Attempt("websocket", "well signed, an address that looks alike", made(email="beheerder@hub.example.evil.example"), OUT),
    Attempt("websocket", "somebody whom the provider knows and the list does not", lambda s: looks(s, s.people["vreemde"]), OUT),
    Attempt("websocket", "somebody whose address is not confirmed", lambda s: looks(s, s.people["onbevestigd"]), OUT),
    Attempt("websocket", "good cookie without the token against other sites", partial(other, token=None), OUT),
    Attempt("websocket", "good cookie with a token of one's own", partial(other, token="2|00000000|00000000000000000000000000000000|1700000000"), OUT),
    *(
        Attempt("websocket", f"{page or 'the first page'} by its address, without sign-in", lambda s, page=page: looks(s, s.nobody, page), OUT)
        for page in ("", "overzicht", "gegevens", "versies", "logboek", "rapport", "../pages/cases", "pages/cases.py", "cases/../logboek", "%2e%2e/cases")
    ),
    Attempt("session", "the open session of another, without sign-in", lambda s: resumed(s, nobody, False), OUT),
    Attempt("session", "the open session of another, by a reader", lambda s: resumed(s, reader, False), OUT),
    Attempt("session", "the session of another after the connection was lost, without sign-in", lambda s: resumed(s, nobody, True), OUT),
    Attempt("session", "the session of another after the connection was lost, by a reader", lambda s: resumed(s, reader, True), OUT),
    Attempt("message", "text instead of a message", lambda s: sent(s, "hallo"), (1000, 1003, 1006, 1011)),
    Attempt("message", "signs that are no message", lambda s: sent(s, b"\xff" * 100), (1002,)),
    Attempt("message", "26 MB", lambda s: sent(s, _query("x" * 26_000_000)), (1009,)),
    Attempt("message", "70 MB", lambda s: sent(s, _query("x" * 70_000_000)), (1006, 1009)),
    Attempt("message", "stop the server", lambda s: sent(s, _debug("debug_shutdown_runtime")), ("kept",)),
    Attempt("message", "cut the connection", lambda s: sent(s, _debug("debug_disconnect_websocket")), ("kept",)),
    Attempt("button", "a reader fetches an original with the administrator's button", lambda s: pressed(s, "versies", "received-2-0"), ("kept",)),
    Attempt("button", "a reader fetches a back-up with the administrator's button", lambda s: pressed(s, "gegevens", "backup"), ("kept",)),
    Attempt("button", "a reader fetches the log with the administrator's button", lambda s: pressed(s, "logboek", "log-csv"), ("kept",)),
)  # fmt: skip
EVIL = {"Origin": "http://evil.example"}
SITES = (
    *(
        Attempt("site", f"websocket from {origin or 'nowhere'}", lambda s, o=origin: other(s, origin=o), SHUT)
        for origin in ("http://evil.example", "https://evil.example:8501", "http://localhost", "http://localhost:9999", "http://127.0.0.1:1", "null", "file://", "x")
    ),
    Attempt("site", "websocket with good cookies and no origin", partial(other, origin=None), OUT),
    Attempt("site", "websocket from the same name over https", lambda s: other(s, origin=s.address.replace("http://", "https://")), OUT + SHUT),
    Attempt("site", "websocket with another host, from that host", partial(other, host="evil.example", origin="http://evil.example"), SHUT),
    Attempt("site", "websocket with another host", partial(other, host="evil.example"), SHUT),
    Attempt("site", "a page of the dashboard read by another site", allows("GET /", {}), (403,)),
    Attempt("site", "the server's settings read by another site", allows("GET /_stcore/host-config", {}), (403,)),
    *(
        Attempt("site", f"may another site {method} a file?", allows("OPTIONS /_stcore/upload_file/a/b", {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "x-xsrftoken"}), (403,))
        for method in ("PUT", "DELETE", "POST")
    ),
    *(Attempt("site", f"may another site see {path}?", allows(f"OPTIONS {path}", {"Access-Control-Request-Method": "GET"}), (403,)) for path in ("/media/x", "/_stcore/health", "/gezond", "/vertrouwelijk/x")),
)  # fmt: skip
HOSTS = (
    *(
        Attempt("host", f"Host: {host or 'nothing'}", asks("GET /", "lezer", {"Host": host}), (400, 403))
        for host in ("evil.example", "evil.example:8501", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1", "[::ffff:10.0.0.1]", "evil.example@127.0.0.1", "127.0.0.1@evil.example", "127.0.0.1/evil")
    ),
    Attempt("host", "an absolute address of another host", asks("GET http://evil.example/cases", "lezer"), (400, 403, 404)),
    Attempt("host", "an absolute address of this host, with another as Host", asks("GET {address}/", "lezer", {"Host": "evil.example"}), (400, 403)),
    Attempt("host", "two hosts", lambda s: spoken(s.address, "GET /", [("Host", s.address[7:]), ("Host", "evil.example")]).status, (400, 403)),
    Attempt("host", "another host in X-Forwarded-Host", lambda s: _location(s, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}), ("kept",)),
)  # fmt: skip


def _location(scene: Scene, headers: Mapping[str, str]) -> Outcome:
    found = spoken(scene.address, "GET /overzicht", {"Cookie": scene.reader.header, **headers})
    return "inside" if "evil" in found.headers.get("location", "") or b"evil" in found.body else "kept"


FILES = (
    Attempt("upload", "without sign-in", file(nobody), (403,)),
    Attempt("upload", "by somebody else who signed in, whose page was not told where to", file(admin), (403,)),
    Attempt("upload", "by somebody whose sign-in does not count", file(lambda s: s.people["vreemde"]), (403,)),
    Attempt("upload", "without the token against other sites", file(reader, leave="X-Xsrftoken"), (403,)),
    Attempt("upload", "with another token", file(reader, {"X-Xsrftoken": "2|00000000|00000000000000000000000000000000|1700000000"}), (403,)),
    Attempt("upload", "without the cookie of that token", file(lambda s: s.reader.but(**{XSRF: ""}), {"X-Xsrftoken": "2|a|b|1"}), (403,)),
    Attempt("upload", "from another site", file(reader, EVIL), (403,)),
    Attempt("upload", "from a page of nowhere", file(reader, {"Origin": "null"}), (403,)),
    Attempt("upload", "taken away from another site", file(reader, EVIL, method="DELETE"), (403,)),
    Attempt("upload", "taken away by somebody else", file(admin, method="DELETE"), (403,)),
    Attempt("upload", "taken away without the token", file(reader, leave="X-Xsrftoken", method="DELETE"), (403,)),
    Attempt("upload", "POST", file(reader, method="POST"), (403, 405)),
    Attempt("upload", "POST from another site", file(reader, EVIL, method="POST"), (403,)),
    Attempt("upload", "to a session that does not exist", file(reader, path="/_stcore/upload_file/00000000-0000-0000-0000-000000000000/x"), (400, 403)),
    Attempt("upload", "to a place that nobody asked for", file(reader, path="/_stcore/upload_file/{session}/00000000-0000-0000-0000-000000000000"), (403,)),
    *(
        Attempt("upload", f"to the place {path}", file(reader, path=f"/_stcore/upload_file/{{session}}/{path}"), (400, 403, 404))
        for path in ("..%2f..%2fx", "%2e%2e", "a%00b", "..\\..\\x", "\\\\evil\\share", "C:%5cx", "~", "x" * 5000)
    ),
    Attempt("size", "a file that says to be over the limit", file(reader, content=BIG), (413,)),
    Attempt("size", "a file over the limit, in pieces without a length", file(reader, content=BIG, pieces=True), (413,)),
    Attempt("size", "a file just over the limit, in pieces without a length", file(reader, content=b"x" * 1_100_000, pieces=True), (413,)),
    Attempt("size", "a length that is no number", file(reader, {"Content-Length": "veel"}), (400,)),
    Attempt("size", "a negative length", file(reader, {"Content-Length": "-5"}), (400,)),
    Attempt("size", "two lengths at odds", file(reader, {"Transfer-Encoding": "chunked", "Content-Length": "5"}), (400, 413)),
    Attempt("size", "no file in it", file(reader, {"Content-Type": "text/plain"}), (400,)),
    Attempt("media", "without sign-in", media(nobody), (403,)),
    Attempt("media", "by somebody else who signed in, whose page was not told of it", media(admin), (403,)),
    Attempt("media", "by somebody else, a part of it", media(admin, headers={"Range": "bytes=0-9"}), (403,)),
    Attempt("media", "from another site", media(reader, headers=EVIL), (403,)),
    Attempt("media", "under another ending", media(admin, lambda p: p.rpartition(".")[0] + ".html"), (403,)),
    Attempt("media", "a guess", media(reader, lambda _: f"/media/{'0' * 56}.xlsx"), (403, 404)),
    *(
        Attempt("media", f"/media/{path}", asks(f"GET /media/{path}", "lezer"), (400, 403, 404))
        for path in ("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cx", "....//....//etc/passwd", "%00", "C:%5cwindows", "%5c%5cevil%5cshare", "/etc/passwd")
    ),
    Attempt("confidential", "an address that was used", confidential(admin, first=1), (404,)),
    Attempt("confidential", "by a reader", confidential(reader), (404,)),
    Attempt("confidential", "by an editor", confidential(editor), (404,)),
    Attempt("confidential", "without sign-in", confidential(nobody), (404,)),
    Attempt("confidential", "in another browser with the same sign-in", confidential(lambda s: s.admin.but(impactmonitor_browser="ander")), (404,)),
    Attempt("confidential", "in the same browser, after another signed in there", confidential(lambda s: s.reader.but(impactmonitor_browser=s.admin.cookies["impactmonitor_browser"])), (404,)),
    Attempt("confidential", "a guess", confidential(admin, lambda p: p[:-4] + "AAAA"), (404,)),
    Attempt("confidential", "less than the whole address", confidential(admin, lambda p: p[:-1]), (404,)),
    Attempt("confidential", "the address in capitals", confidential(admin, lambda p: "/vertrouwelijk/" + p.rpartition("/")[2].upper()), (404,)),
    Attempt("confidential", "with more behind it", confidential(admin, lambda p: p + "/../x"), (400, 404)),
)  # fmt: skip
_UP = ("../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "%252e%252e/%252e%252e/etc/passwd", "..%5c..%5c..%5cetc%5cpasswd", "..\\..\\etc\\passwd",
       "....//....//etc/passwd", "%00/etc/passwd", "x%00.js", "%c0%ae%c0%ae/etc/passwd", "//evil.example/share", "%5c%5cevil.example%5cshare", "C:/Windows/win.ini", "%2fetc%2fpasswd")  # fmt: skip
PATHS = tuple(
    Attempt("path", f"/{route}{up}", asks(f"GET /{route}{up}", "lezer"), (400, 403, 404, "page"))
    for route in (
        "",
        "static/",
        "component/",
        "component/x/",
        "_stcore/",
        "_stcore/bidi-components/",
        "_stcore/bidi-components/x/",
        "app/static/",
        "vertrouwelijk/",
    )
    for up in _UP
)
INNER = (
    *(
        Attempt("inner", f"{method} {path}", asks(f"{method} {path}", "beheerder"), (403, 404, 405))
        for method, path in (
            ("GET", "/_stcore/metrics"), ("GET", "/_stcore/metrics?families=cache_memory_bytes"), ("HEAD", "/_stcore/metrics"), ("GET", "/_stcore/script-health-check"),
            ("GET", "/_stcore/agent/openapi.json"), ("POST", "/_stcore/agent/interact"), ("POST", "/_stcore/agent/mcp"), ("GET", "/_stcore/anything"), ("GET", "/app/static/x"), ("GET", "/component/x/index.html"),
            ("POST", "/_stcore/health"), ("PUT", "/media/x"), ("DELETE", "/vertrouwelijk/x"), ("POST", "/gezond"), ("TRACE", "/"), ("CONNECT", "/"),
        )
    ),
    Attempt("inner", "the origins that may steer the page from outside", lambda s: "kept" if json.loads(spoken(s.address, "GET /_stcore/host-config").body)["allowedOrigins"] == [] else "inside", ("kept",)),
    Attempt("inner", "a sign-in that nobody began", asks("GET /oauth2callback?code=x&state=y", ""), (302, 307, 400, 403)),
    Attempt("inner", "a sign-in at a provider of one's own", asks("GET /auth/login?provider=eyJhbGciOiJub25lIn0.eyJwcm92aWRlciI6ImV2aWwifQ.", ""), (302, 307, 400, 403)),
    Attempt("inner", "a cookie with a strange name", lambda s: spoken(s.address, "GET /", {"Cookie": "a/b=c; x,y=z; =; ;;", "Accept": "text/html"}).status, (200,)),
)  # fmt: skip
ATTEMPTS: tuple[Attempt, ...] = (*SOCKETS, *SITES, *HOSTS, *FILES, *PATHS, *INNER)
