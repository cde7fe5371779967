"""What a file is, before anything opens it: kind, limits, and two things only the XML of an .xlsx tells.

Readers show neither a formula without a stored value nor how much an archive unpacks to; both are found here in one pass.
"""

import contextlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from data.errors import Figure, Unusable
from data.settings import number, whole

CHUNK = 1 << 20
READERS = max(2, min(4, os.cpu_count() or 1))  # files that are read at once; who comes later waits
_FORMULA_WITHOUT_VALUE = re.compile(rb"<c ([^>]*)>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TEXT_RESULT = re.compile(rb'\bt="str"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What the standard library says of a part that is damaged, packed in another way, or in an encoding that is none.
_UNREADABLE = (LookupError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True)
class Limits:
    """How much one file may hold, and what reading it may take; each is a setting.

    IMPACTMONITOR_MAX_MIB, _MAX_UNPACKED_GIB, _MAX_ROWS; _MAX_SECONDS per file, and _MAX_MEMORY_GIB of the process that reads, on top of what that
    takes by itself: 4, or less where all that read at once (`READERS`) would take more than half of the computer (on Linux only).
    """

    received_mib: float = 200
    unpacked_gib: float = 2
    rows: int = 3_000_000
    seconds: float = 120
    memory_gib: float = 4

    @classmethod
    def from_settings(cls) -> "Limits":
        """The limits as the environment sets them; raises UserError where one is no number."""
        return cls(
            number("IMPACTMONITOR_MAX_MIB", cls.received_mib),
            number("IMPACTMONITOR_MAX_UNPACKED_GIB", cls.unpacked_gib),
            whole("IMPACTMONITOR_MAX_ROWS", cls.rows),
            number("IMPACTMONITOR_MAX_SECONDS", cls.seconds),
            number("IMPACTMONITOR_MAX_MEMORY_GIB", min(cls.memory_gib, round(_machine_gib() / 2 / READERS, 2))),
        )


@cache
def _machine_gib() -> float:
    """The memory of this computer, or what a container or service may have of it; where nobody says, plenty."""
    found = [1024.0]
    with contextlib.suppress(AttributeError, OSError, ValueError):
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    with contextlib.suppress(OSError, ValueError):
        group = Path("/proc/self/cgroup").read_text(encoding="utf-8").rpartition("0::/")[2].strip()
        found += [int(words) / 2**30 for words in (_limit_of(folder) for folder in _up("/sys/fs/cgroup", group)) if words.isdigit()]
    return min(found)


def _up(root: str, inside: str) -> Iterator[Path]:
    """A folder and those above it, up to the root."""
    yield from (Path(root, *Path(inside).parts[:n]) for n in range(len(Path(inside).parts) + 1))


def _limit_of(group: Path) -> str:
    """How much memory a group of processes may have; "max" where that is not said."""
    try:
        return (group / "memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return "max"


def content(name: str, data: bytes | Path, limits: Limits) -> bytes:
    """The file's bytes; raises Unusable when it is missing, empty or larger than the limit."""
    if isinstance(data, Path):
        if not data.is_file():
            raise Unusable("file-missing", file=name)
        size = data.stat().st_size
    else:
        size = len(data)
    if size > limits.received_mib * 2**20:
        raise Unusable("file-too-large", file=name, limit=Figure(limits.received_mib))
    raw = data.read_bytes() if isinstance(data, Path) else data
    if not raw.strip(b"\0\r\n\t "):
        raise Unusable("file-empty", file=name)
    return raw


def kind(name: str, raw: bytes) -> str:
    """One of "zip" (.xlsx, .xlsm, .ods), "xls" or "csv", by content first; raises Unusable for anything else."""
    if raw[:4] == b"PK\x03\x04":
        return "zip"
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Unusable("file-password", file=name)
        return "xls"
    if Path(name).suffix.casefold() in {".csv", ".txt", ".tsv"}:
        return "csv"
    raise Unusable("file-kind", file=name)


def open_archive(name: str, raw: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its own directory says that it stays within the limit."""
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise Unusable("file-corrupt", file=name) from error
    members = archive.infolist()
    if any(m.flag_bits & 1 for m in members):
        raise Unusable("file-password", file=name)
    if sum(m.file_size for m in members) > limits.unpacked_gib * 2**30:
        raise Unusable("file-unpacks", file=name, limit=Figure(limits.unpacked_gib))
    return archive


def formulas_without_value(name: str, archive: zipfile.ZipFile, raw: bytes, limits: Limits) -> dict[str, list[tuple[int, int]]]:
    """Per sheet name the (row, column) cells, 1-based, that hold a formula but no stored value.

    Unpacks every member on the way, to hold the archive to its limit whatever its directory says.
    """
    sheets = _sheet_members(archive)
    left = int(limits.unpacked_gib * 2**30)
    found: dict[str, list[tuple[int, int]]] = {}
    try:
        for member in archive.infolist():
            cells: list[tuple[int, int]] = []
            tail = b""
            for piece in _inflate(member, raw):
                left -= len(piece)
                if left < 0:
                    raise Unusable("file-unpacks", file=name, limit=Figure(limits.unpacked_gib))
                if member.filename in sheets:
                    tail = _scan(tail + piece, cells)
            if cells:
                found[sheets[member.filename]] = cells
    except (zlib.error, zipfile.BadZipFile, IndexError, ValueError) as error:
        raise Unusable("file-corrupt", file=name) from error
    return found


def column_number(letters: str) -> int:
    """The number of a column: "A" -> 1, "AA" -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letter(number: int) -> str:
    """The letters of a column: 1 -> "A", 27 -> "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _scan(text: bytes, cells: list[tuple[int, int]]) -> bytes:
    """Add the cells found in `text` and return its unfinished end."""
    if b"<f" in text:
        for match in _FORMULA_WITHOUT_VALUE.finditer(text):
            at = _CELL.search(match[1])
            if at and not _TEXT_RESULT.search(match[1]):  # a formula that gives "" stores an empty text
                cells.append((int(at[2]), column_number(at[1].decode())))
    end = text.rfind(b"</c>")
    rest = text[end + 4 :] if end >= 0 else text
    return rest if len(rest) < CHUNK else rest[-64:]


def _inflate(member: zipfile.ZipInfo, raw: bytes) -> Iterator[bytes]:
    """A member's bytes in pieces, counted by what comes out and not by what the directory promises."""
    start = member.header_offset
    start += 30 + int.from_bytes(raw[start + 26 : start + 28], "little") + int.from_bytes(raw[start + 28 : start + 30], "little")
    packed = memoryview(raw)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[i : i + CHUNK]) for i in range(0, len(packed), CHUNK))
        return
    engine = zlib.decompressobj(-15)
    for i in range(0, len(packed), CHUNK):
        piece = engine.decompress(packed[i : i + CHUNK], CHUNK)
        yield piece
        while engine.unconsumed_tail:
            yield engine.decompress(engine.unconsumed_tail, CHUNK)


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Archive member -> sheet name, for an .xlsx; empty for other archives."""
    try:
        relations = {r.get("Id"): str(r.get("Target")) for r in ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))}
        workbook = ElementTree.fromstring(_small(archive, "xl/workbook.xml"))
    except _UNREADABLE:
        return {}
    members: dict[str, str] = {}
    for node in workbook.iter():
        if node.tag.endswith("}sheet"):
            target = relations.get(node.get(_RELATION), "")
            members[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = str(node.get("name"))
    return members


def _small(archive: zipfile.ZipFile, member: str, limit: int = 16 << 20) -> bytes:
    with archive.open(member) as file:
        text = file.read(limit + 1)
    if len(text) > limit:
        raise ValueError(member)
    return text
