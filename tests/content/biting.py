"""One list of texts that bite where they are not taken as text, and a workbook, a hub and a store that hold each of them in every place for text.

Each text holds a sign of its own (B01, B02 …), so that one sees where it came to stand, and `http://127.0.0.1:PORT/bijt` where something
would be fetched: a trap listens there.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import xlsxwriter
import yaml

from data.content import fingerprint
from data.contract import Column, Sheet, contract
from data.hub import load_hub
from data.raw import Source
from data.reader import read
from data.store.narratives import Place, write
from data.store.recipe import Recipe
from data.store.store import Entry, Store, open_store, received_files
from metrics.catalogue import indicator_names
from tests.hubs import folder
from tests.hubs.pair import KEMPEN, listed

CALL = "http://127.0.0.1:PORT/bijt"
TEXTS = (
    "<img class=bijt src=x onerror=imBit('B01')>",
    f"<img class=bijt src={CALL}>B02",
    f"<script class=bijt src={CALL}>B03</script>",
    "<script class=bijt>imBit('B04')</script>",
    "<style class=bijt>/*B05*/ * { color: red !important }</style>",
    "<a class=bijt href=javascript:imBit()>B06</a>",
    "<svg class=bijt onload=imBit('B07')>",
    f"<iframe class=bijt src={CALL}>B08</iframe>",
    "</td></table></div><b class=bijt>B09</b>",
    '" onmouseover="imBit(1)" class="bijt B10',
    "' autofocus onfocus=imBit(1) class=bijt B11",
    "&ltb class=bijt&gtB12&lt/b&gt &amp&amp &#60",
    "<!-- B13 --><b class=bijt>",
    f"[B14]({CALL})",
    f"![B15]({CALL})",
    "# B16",
    "**B17** _B17_ ~~B17~~ `B17`",
    "| B18 | B18 |",
    f"<{CALL}#B19>",
    f"{CALL}?B20",
    ":material/home: B21",
    ":red[B22] :red-background[B22]",
    ":rainbow[B23] :small[B23]",
    ":smile: B24 :heart:",
    "$\\frac{B25}{2}$ $$B25$$",
    "--- B26",
    "1. B27",
    "> B28",
    "<b class=bijt>B29</b><br><i>B29</i>",
    f"<a class=bijt href='{CALL}'>B30</a>",
    "%{x} %{customdata[0]} B31<extra></extra>",
    "=1+1+B32",
    "+1+B33",
    "-1+B34",
    "@SUM(B35)",
    "\tB36=1+1",
    "\r=B37",
    "＝1+B38",
    "＋1+B39",
    "＠SUM(B40)",
    '"=1+B41"',
    "B42;=1+1",
    "=cmd|'/C calc'!B43",
    f'=HYPERLINK("{CALL}","B44")',
    f'=WEBSERVICE("{CALL}?B45")',
    "{{ 7*7 }} {{ B46 }} {% if B46 %}",
    "{0} {B47} {B47!r} {} {{}}",
    "%s %(B48)s %d %n %%",
    "${7*7} #{B49} <%= 1 %>",
    "../../B50/../etc/passwd",
    "C:\\B51\\..\\x\\\\evil\\share",
    "\u202eB52 fdp.exe\u202c",
    "\u2066B53\u2069 \u200b\u200d\ufeff B53",
    "B54" + "\u0301" * 10_000,
    "B55_x0000__x0008__x001B_[31m_x0007_",
    "B56\nERROR:root:B56 line of its own\r\n2026-01-01 B56",
    "B57" + "W" * 3000,
    "B58" + " woord" * 500,
    "\ue000B59\uffff\ufdd0",
    "constructor __proto__ toString B60",
    "null None nan NaN true B61",
    "B62 👩‍👩‍👧‍👦🏳️‍🌈",
    "https://evil.example/B63 www.evil.example bijt@evil.example",
    "javascript:imBit('B64')",
    "data:text/html,<b class=bijt>B65",
    "B66 &lt;b class=bijt&gt;&amp;lt;",
)  # fmt: skip
# What is typed, or comes by a file that can hold it: Excel's own files can't.
RAW = ("B70\x00\x08\x1b[31m", "B71\u2028B71\u2029B71\x85B71\x0b\x0c", "B72\x7f\x9b")
HALF = "B80\ud800"  # half a sign, which no file can hold, and JSON and YAML can


def texts(port: int) -> list[str]:
    """The texts, with the trap's port in them."""
    return [words.replace("PORT", str(port)) for words in TEXTS]


def sign(words: str) -> str:
    """The sign of a text."""
    at = words.index("B", 0) if words.startswith("B") else min(i for i in (words.find(f"B{n:02}") for n in range(100)) if i >= 0)
    return words[at : at + 3]


def workbook(port: int, several: int = 1) -> bytes:
    """Every sheet, every text in each of its columns for text; the columns in between hold what counts, so that the texts come onto the pages."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in contract().values():
            if sheet.key in ("phases", "targets"):
                continue
            page = book.add_worksheet(sheet.name)
            columns = [c for c in sheet.columns if not (sheet.key == "cases" and c.key == "stopped_date")]
            for at, column in enumerate(columns):
                page.write_string(0, at, column.header)
            for n, words in enumerate(texts(port) * several, start=1):
                for at, column in enumerate(columns):
                    value = cell(sheet, column, words, n)
                    if isinstance(value, str):
                        page.write_string(n, at, value)
                    elif isinstance(value, dt.date):
                        page.write_datetime(n, at, value, day)
                    else:
                        page.write_number(n, at, value)
            page.write_string(0, len(columns), "<b class=bijt>kop</b> B90")
        extra = book.add_worksheet("<b class=bijt>B91")
        extra.write_string(0, 0, "=1+1")
    return target.getvalue()


def faulty(port: int) -> bytes:
    """Cases as CSV with each text in every column, where it can't be a date or a number either, and signs that only CSV can hold."""
    columns = [column.header for column in contract()["cases"].columns]
    quoted = ['"' + words.replace('"', '""') + '"' for words in (*texts(port), *RAW)]
    lines = [";".join([*columns, "B90\x1b[31m\u202e kop"]), *(";".join([f"K{n}", *[words] * (len(columns) - 1)]) for n, words in enumerate(quoted))]
    return "\r\n".join(lines).encode("utf-8-sig")


def cell(sheet: Sheet, column: Column, words: str, n: int) -> str | float | dt.date:
    """What stands in a cell of the row of a text."""
    if column.type == "date":
        return dt.date(2024, 2, 1) + dt.timedelta(days=n % 300 + ORDER.get(column.key, 0))
    if column.type == "number":
        return float(min(column.maximum or 9, 1 + n % 7))
    if column.type == "objectives":
        return "1;2;3;4;5"
    if column.type == "enum" and isinstance(column.values, tuple):
        return column.values[n % len(column.values)].value
    if column.type == "enum":
        return ("Geel", "Mol", "Turnhout")[n % 3]
    return words


ORDER = {"guidance_date": 10, "test_date": 20, "project_date": 30, "realised_date": 40, "anchored_date": 50}


def biting_hub(where: Path, port: int) -> Path:
    """A hub of which everything that it may say itself bites."""
    said = yaml.safe_load(folder.HUB)
    said["name"], said["promoter"], said["outside_area"] = texts(port)[0] + "B92", texts(port)[13], texts(port)[28]
    said["also"], said["area_name"] = [texts(port)[16]], {"nl": texts(port)[21] + "B93", "en": texts(port)[14]}
    said["phases"] = [
        {"phase": "1", "name": texts(port)[3] + "B94", "start": dt.date(2024, 1, 1), "end": dt.date(2024, 12, 31), "funder": texts(port)[15], "mentions": [{"nl": texts(port)[24], "en": "x"}]},
        {"phase": "2", "name": texts(port)[31], "start": dt.date(2025, 1, 1), "end": dt.date(2026, 12, 31), "funder": texts(port)[1]},
    ]  # fmt: skip
    area = folder.AREA.replace("Stad", "<b class=bijt>B95</b>").replace("Berlaar", "<i class=bijt>B96</i>")
    bold = "<b class=bijt>B97</b> [B97](javascript:x) :red[B97]"
    own = {
        "name": {"nl": f"A {bold[:50]}", "en": f"B {bold[:50]}"}, "unit": {"nl": "<b class=bijt>B97</b> %{x}", "en": "$x$ :red[B97]"},
        "question": {"nl": f"A {bold}?", "en": f"A {bold}?"},
        **{key: {"nl": f"A {bold} {{{{ x }}}} {{0}} %s.", "en": f"A {bold} {{0}} %s."} for key in ("definition", "counts", "excludes")},
    }  # fmt: skip
    return folder.write(where, yaml.safe_dump(said, allow_unicode=True), area, **own)


def fill(store: Store, place: Path, port: int, name: str) -> None:
    """A version of that workbook, with remarks, texts of the report and names of people that bite."""
    hub, names = load_hub(place), indicator_names(place / "indicators")
    file = Source(name, workbook(port))
    tables = read([file], hub, names)
    recipe = Recipe().with_delivery(received_files([file]), tables.tables, 1, "replace")
    counts = {key: {"read": c.read, "accepted": c.accepted} for key, c in tables.counts.items()}
    words = [*texts(port), *RAW]
    store.confirm(0, Entry(recipe, words[1][:80], " ".join(words)[:1000], fingerprint(tables), (file,), counts))
    for n, remark in enumerate(words):
        store.remark(("D3.8", "D2.4", "D4.4")[n % 3], dt.date(2024, 3, 1) + dt.timedelta(days=n), remark[:1000], remark[:80])
    phase = hub.phases[0] if len(hub.phases) == 2 else hub.phases[3]
    for section, prompt in (("objective_3", "see"), ("context", "context")):
        write(store, Place(section, phase.start, phase.end, prompt), "\n".join(words), {}, words[0])


@dataclass(frozen=True)
class Biting:
    """Where it all is: the stores of the hub Kempen and of a hub that bites itself, and the file that takes both together."""

    kempen: str
    river: str
    folder: Path
    together: Path


def everything(where: Path, port: int) -> Biting:
    """All of it in a folder."""
    river = biting_hub(where / "rivier", port)
    found = Biting(f"sqlite:///{where / 'kempen.db'}", f"sqlite:///{where / 'rivier.db'}", river, where / "samen.yaml")
    fill(open_store(found.kempen), KEMPEN, port, "<img class=bijt src=x> [B98](javascript:x) =1+1.xlsx")
    fill(open_store(found.river), river, port, "..%2f..%2fB99:red[x].xlsx")
    listed(found.together, {str(KEMPEN): "sqlite:///kempen.db", "rivier": "sqlite:///rivier.db"})
    return found


@dataclass(frozen=True)
class Trap:
    """Where whatever would call out arrives: its port, and what came."""

    port: int
    came: list[str]


@contextmanager
def trap() -> Iterator[Trap]:
    """A server that only notes who calls."""
    came: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_PUT = do_GET  # noqa: N815 (names that the standard library calls)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Note)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Trap(server.server_port, came)
    server.shutdown()
    server.server_close()
