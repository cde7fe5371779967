"""Workbooks from loose parts, so that any part can be wrong; and the parts of a workbook that is there."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
Parts = dict[str, bytes]


def text(at: str, words: str, more: str = "") -> str:
    """A cell that holds text in itself."""
    return f'<c r="{at}" t="inlineStr"{more}><is><t xml:space="preserve">{words}</t></is></c>'


def row(number: int | str, *cells: str, more: str = "") -> str:
    """One row."""
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


HEADER = row(1, text("A1", "Case-ID"), text("B1", "Titel"), text("C1", "Datum instroom"), text("D1", "Ton gemeten"))
ONE = row(2, text("A2", "K1"), text("B2", "Een vraag"), '<c r="C2"><v>45306</v></c>', '<c r="D2"><v>1.5</v></c>')


def sheet(*rows: str, before: str = "", after: str = "", dtd: str = "", cells: str | None = None) -> bytes:
    """The XML of a sheet; `before` and `after` stand around its cells."""
    held = "".join(rows) if cells is None else cells
    return f'{HEAD}{dtd}<worksheet {MAIN} xmlns:r="{RELS}">{before}<sheetData>{held}</sheetData>{after}</worksheet>'.encode("utf-8", "surrogatepass")


def parts(*sheets: bytes, names: tuple[str, ...] = ("Cases", "Events", "Blad3", "Blad4"), book: str = "", strings: bytes = b"", state: str = "") -> Parts:
    """The parts of a small sound workbook with these sheets; `book` is what else stands in its workbook part, before the sheets."""
    listed = "".join(f'<sheet name="{names[n]}" sheetId="{n + 1}" r:id="rId{n + 1}"{state if n else ""}/>' for n in range(len(sheets)))
    linked = "".join(f'<Relationship Id="rId{n + 1}" Type="{RELS}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>' for n in range(len(sheets)))
    typed = "".join(f'<Override PartName="/xl/worksheets/sheet{n + 1}.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>' for n in range(len(sheets)))
    if strings:
        linked += f'<Relationship Id="rId90" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>'
        typed += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
    made: Parts = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{BOOK}" ContentType="{SPREADSHEET}.sheet.main+xml"/>{typed}</Types>'
        ).encode(),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELS}/officeDocument" Target="{BOOK}"/></Relationships>'.encode(),
        BOOK: f'{HEAD}<workbook {MAIN} xmlns:r="{RELS}">{book}<sheets>{listed}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{linked}</Relationships>'.encode(),
    }
    if strings:
        made["xl/sharedStrings.xml"] = strings
    return made | {f"xl/worksheets/sheet{n + 1}.xml": held for n, held in enumerate(sheets)}


def pack(held: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive of some parts; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def unpack(raw: bytes) -> Parts:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small(*rows: str, **more: str) -> bytes:
    """A workbook with the sheet Cases: its header, these rows (one good one where there are none)."""
    return pack(parts(sheet(HEADER, *(rows or (ONE,)), **more)))


def entry(name: bytes, packed: bytes, size: int, at: int, crc: int = 0, flags: int = 0) -> bytes:
    """A line of an archive's directory."""
    return struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, flags, 8, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, at) + name


def overlapping(times: int, size: int) -> bytes:
    """An archive in which many members are one and the same packed piece of zeros."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(bytes(size)) + engine.flush()
    local = struct.pack("<4s2B4HL2L2H", b"PK\x03\x04", 20, 0, 0, 8, 0, 33, zlib.crc32(bytes(size)), len(packed), size, 1, 0) + b"a" + packed
    directory = b"".join(entry(b"xl/%d" % n, packed, size, 0, zlib.crc32(bytes(size))) for n in range(times))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, min(times, 65535), min(times, 65535), len(directory), len(local), 0)
    return local + directory + end
