"""Files that somebody could hand in, each wrong or odd in its own way, by name. `SPECIMENS` lists them all."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from data import feedback
from data.raw import Source
from data.reader import read
from data.template import build
from tests.data import test_bad_input as bad
from tests.data.faulty import filled_template, rich
from tests.fuzz.parts import (
    BOOK,
    HEADER,
    MAIN,
    ONE,
    RELS,
    SHEET,
    SPREADSHEET,
    Parts,
    overlapping,
    pack,
    parts,
    row,
    sheet,
    small,
    text,
    unpack,
)  # fmt: skip

Made = Callable[[], bytes]
KINDS = Path(__file__).parents[1] / "data" / "kinds"
MIB = 1 << 20
SPECIMENS: dict[str, tuple[str, Made]] = {}


def named(file: str = "hub.xlsx") -> Callable[[Made], Made]:
    """One more specimen, which comes under this file name."""

    def add(made: Made) -> Made:
        SPECIMENS[made.__name__] = file, made
        return made

    return add


def cases(*values: str, header: str = "Datum instroom", kind: str = "") -> bytes:
    """Cases with one value each in one column, written as XML writes it."""
    heads = row(1, text("A1", "Case-ID"), text("B1", "Titel"), text("C1", "Datum instroom"), text("D1", header) if header != "Datum instroom" else "")
    at = "C" if header == "Datum instroom" else "D"
    more = f' t="{kind}"' if kind else ""
    filled = '<c r="C{n}"><v>45306</v></c>' if at == "D" else ""
    rows = [row(n, text(f"A{n}", f"K{n}"), text(f"B{n}", "Vraag"), filled.format(n=n), f'<c r="{at}{n}"{more}><v>{v}</v></c>') for n, v in enumerate(values, 2)]
    return pack(parts(sheet(heads, *rows)))


def changed(change: Callable[[Parts], object], held: Parts | None = None) -> bytes:
    """A small workbook after a change to its parts."""
    found = dict(held or parts(sheet(HEADER, ONE)))
    change(found)
    return pack(found)


# Archives


@named()
def archive_bomb() -> bytes:
    return bad.unpacking_to(3 << 30)


@named()
def archive_of_zeros_in_a_sheet() -> bytes:
    return changed(lambda p: p.update({SHEET: p[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * (300 * MIB))}))


@named()
def archive_that_lies_about_its_size() -> bytes:
    return bad.lying()


@named()
def archive_that_declares_5_gb() -> bytes:
    return bad.declaring(0xFFFFFFF0)


@named()
def archive_of_60000_members() -> bytes:
    return changed(lambda p: p.update({f"xl/media/{n}.bin": b"" for n in range(60_000)}))


@named()
def archive_of_overlapping_members() -> bytes:
    return overlapping(2000, 4 * MIB)


@named()
def archive_in_an_archive() -> bytes:
    inner = small()
    for _ in range(50):
        inner = pack({"hub.xlsx": inner, "[Content_Types].xml": b""}, zipfile.ZIP_STORED)
    return inner


@named()
def archive_bomb_in_an_archive() -> bytes:
    return changed(lambda p: p.update({"xl/embeddings/inner.zip": pack({"a": bytes(200 * MIB)})}))


@named()
def names_twice_in_the_archive() -> bytes:
    out = io.BytesIO(small())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(SHEET), sheet(HEADER))
        archive.writestr(zipfile.ZipInfo(SHEET.upper()), sheet(HEADER, ONE, ONE))
        archive.writestr(zipfile.ZipInfo(BOOK), b"<workbook/>")
    return out.getvalue()


@named()
def names_that_leave_the_archive() -> bytes:
    return changed(lambda p: p.update({"../../etc/passwd": b"x", "/etc/passwd": b"x", "C:\\x": b"x", "xl/\0x": b"x", "x" * 60_000: b""}))


@named()
def part_that_leaves_the_archive() -> bytes:
    rels = "xl/_rels/workbook.xml.rels"
    return changed(lambda p: p.update({rels: p[rels].replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd")}))


@named()
def archive_of_another_method() -> bytes:
    return pack(parts(sheet(HEADER, ONE)), zipfile.ZIP_LZMA)


@named()
def archive_packed_with_bzip2() -> bytes:
    return pack(parts(sheet(HEADER, ONE)), zipfile.ZIP_BZIP2)


@named()
def archive_bomb_packed_with_bzip2() -> bytes:
    return pack(parts(sheet(HEADER, ONE)) | {"xl/media/x": bytes(50 * MIB)}, zipfile.ZIP_BZIP2)


@named()
def archive_with_something_before_it() -> bytes:
    return b"PK\x03\x04" + bytes(1000) + small()


@named()
def archive_with_something_after_it() -> bytes:
    return small() + bytes(70_000)


@named()
def archive_without_a_directory() -> bytes:
    raw = small()
    return raw[: raw.index(b"PK\x01\x02")]


@named()
def archive_that_is_empty() -> bytes:
    return b"PK\x05\x06" + bytes(18)


@named()
def archive_without_members() -> bytes:
    return b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)


@named()
def archive_that_is_no_workbook() -> bytes:
    return bad.other_archive()


@named()
def archive_cut_in_half() -> bytes:
    raw = small()
    return raw[: len(raw) // 2]


@named()
def archive_without_its_last_byte() -> bytes:
    return small()[:-1]


@named()
def archive_with_a_wrong_checksum() -> bytes:
    raw = bytearray(small())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 16 : at + 20] = b"\1\2\3\4"
    return bytes(raw)


@named()
def archive_with_a_member_beyond_its_end() -> bytes:
    raw = bytearray(small())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 42 : at + 46] = b"\xff\xff\xff\x7f"
    return bytes(raw)


@named()
def archive_with_a_password() -> bytes:
    raw = bytearray(small())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


@named()
def workbook_with_a_password() -> bytes:
    return bad.encrypted()


@named()
def compound_file_of_nothing() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)


@named()
def compound_file_of_ones() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000


# XML

ENTITIES = "<!DOCTYPE worksheet [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
OUTSIDE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{address}">]>'
NOBODY = "http://127.0.0.1:9/nobody"  # the test puts an address there at which it listens


@named()
def entities_that_multiply() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("B2", "&a9;"), text("C2", "15/01/2024")), dtd=ENTITIES)


@named()
def entities_that_multiply_in_the_workbook() -> bytes:
    return changed(lambda p: p.update({BOOK: p[BOOK].replace(b"<workbook", ENTITIES.encode() + b"<workbook").replace(b'name="Cases"', b'name="&a9;"')}))


@named()
def entities_that_multiply_in_the_relations() -> bytes:
    rels = "xl/_rels/workbook.xml.rels"
    return changed(lambda p: p.update({rels: p[rels].replace(b"<Relationships", ENTITIES.encode() + b"<Relationships").replace(b'"rId1"', b'"&a9;"')}))


@named()
def entity_quadratic() -> bytes:
    dtd = f"<!DOCTYPE worksheet [<!ENTITY a '{'a' * 100_000}'>]>"
    return changed(
        lambda p: p.update({BOOK: p[BOOK].replace(b"<workbook", dtd.encode() + b"<workbook").replace(b'name="Cases"', b'name="' + b"&a;" * 100_000 + b'"')})
    )


@named()
def entity_from_outside() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("B2", "&x;"), text("C2", "15/01/2024")), dtd=OUTSIDE.format(address=NOBODY))


@named()
def entity_from_the_disk() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("B2", "&x;"), text("C2", "15/01/2024")), dtd=OUTSIDE.format(address="file:///etc/passwd"))


@named()
def entity_from_outside_in_the_workbook() -> bytes:
    dtd = OUTSIDE.format(address=NOBODY).encode() + f'<!DOCTYPE workbook SYSTEM "{NOBODY}">'.encode()
    return changed(lambda p: p.update({BOOK: p[BOOK].replace(b"<workbook", dtd + b"<workbook")}))


@named()
def dtd_from_outside_everywhere() -> bytes:
    dtd = f'<!DOCTYPE x PUBLIC "x" "{NOBODY}">'.encode()
    return changed(lambda p: p.update({name: held.replace(b"?>\n", b"?>\n" + dtd, 1) for name, held in list(p.items())}))


@named()
def xml_100000_deep() -> bytes:
    return small(HEADER, ONE, after="<x>" * 100_000 + "</x>" * 100_000)


@named()
def xml_100000_deep_in_the_workbook() -> bytes:
    return changed(lambda p: p.update({BOOK: p[BOOK].replace(b"<sheets>", b"<x>" * 100_000 + b"</x>" * 100_000 + b"<sheets>")}))


@named()
def xml_with_100000_attributes() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), more="".join(f' a{n}="1"' for n in range(100_000))))


@named()
def xml_in_utf_16() -> bytes:
    return changed(lambda p: p.update({SHEET: p[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")}))


@named()
def xml_in_utf_7() -> bytes:
    return changed(lambda p: p.update({SHEET: p[SHEET].replace(b"UTF-8", b"UTF-7"), BOOK: p[BOOK].replace(b"UTF-8", b"utf-7")}))


@named()
def xml_that_is_not_its_encoding() -> bytes:
    return changed(lambda p: p.update({SHEET: p[SHEET].replace(b"Een vraag", b"\xff\xfe\x80\xc3")}))


@named()
def xml_cut_in_half() -> bytes:
    return changed(lambda p: p.update({SHEET: p[SHEET][: len(p[SHEET]) // 2]}))


@named()
def null_bytes_in_cells() -> bytes:
    return small(
        HEADER,
        row(2, text("A2", "K1\0x"), text("B2", "&#0;"), text("C2", "15/01/2024")),
        row(3, text("A3", "_x0000_"), text("B3", "b"), text("C3", "1/2/2024")),
    )


@named()
def letters_that_are_none() -> bytes:
    return small(HEADER, row(2, text("A2", "K\ud800"), text("B2", "\ufffe￿"), text("C2", "15/01/2024")), row(3, text("A3", "&#xD800;"), text("B3", "&#x1;")))


@named()
def escapes_of_letters_that_are_none() -> bytes:
    return small(HEADER, row(2, text("A2", "K_xD800_"), text("B2", "_x000D__xFFFF__xDC00_"), text("C2", "15/01/2024")))


@named()
def sheet_that_is_no_xml() -> bytes:
    return changed(lambda p: p.update({SHEET: b"\x89PNG" + bytes(100)}))


@named()
def sheet_that_is_empty() -> bytes:
    return changed(lambda p: p.update({SHEET: b""}))


@named()
def sheet_that_is_missing() -> bytes:
    return changed(lambda p: p.pop(SHEET))


@named()
def workbook_without_sheets() -> bytes:
    return pack(parts())


@named()
def workbook_without_types() -> bytes:
    return changed(lambda p: p.pop("[Content_Types].xml"))


@named()
def workbook_without_relations() -> bytes:
    return changed(lambda p: p.pop("xl/_rels/workbook.xml.rels"))


@named()
def workbook_that_is_its_own_sheet() -> bytes:
    rels = "xl/_rels/workbook.xml.rels"
    return changed(lambda p: p.update({rels: p[rels].replace(b"worksheets/sheet1.xml", b"workbook.xml")}))


@named()
def sheets_that_are_one_part() -> bytes:
    return changed(lambda p: p.update({BOOK: p[BOOK].replace(b"</sheets>", b'<sheet name="Events" sheetId="2" r:id="rId1"/></sheets>')}))


@named()
def sheets_of_one_name() -> bytes:
    return pack(parts(sheet(HEADER, ONE), sheet(HEADER, ONE), sheet(HEADER), names=("Cases", "Cases", "CASES")))


@named()
def sheets_without_a_name() -> bytes:
    return pack(parts(sheet(HEADER, ONE), sheet(HEADER, ONE), sheet(HEADER), names=("", " ", "x" * 5000)))


@named()
def sheet_named_in_20000_words() -> bytes:
    return pack(parts(sheet(HEADER, ONE), names=("hub cases " * 10_000,)))


@named(f"{'cases van de hub ' * 5000}.csv")
def file_named_in_20000_words() -> bytes:
    return b"Case-ID;Titel;Datum instroom\nK1;V;15/01/2024\n"


@named()
def sheets_by_the_thousand() -> bytes:
    many = [sheet(row(1, text("A1", "x")))] * 3000
    return pack(parts(sheet(HEADER, ONE), *many, names=("Cases", *(f"B{n}" for n in range(3000)))))


# Sheets


@named()
def columns_16384() -> bytes:
    heads = row(1, text("A1", "Case-ID"), text("B1", "Titel"), text("C1", "Datum instroom"), *(text(f"{letters(n)}1", f"Kolom {n}") for n in range(4, 16_385)))
    rows = [
        row(r, text(f"A{r}", f"K{r}"), text(f"B{r}", "V"), text(f"C{r}", "15/01/2024"), *(f'<c r="{letters(n)}{r}"><v>{n}</v></c>' for n in range(4, 16_385)))
        for r in (2, 3, 4)
    ]
    return pack(parts(sheet(heads, *rows)))


@named()
def columns_of_one_name_16384() -> bytes:
    return pack(parts(sheet(row(1, *(text(f"{letters(n)}1", ("Case-ID", "Titel", "Datum instroom")[n % 3]) for n in range(1, 16_385))), ONE)))


@named()
def columns_beyond_the_last() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("ZZZ2", "x"), text("XFE2", "x"), text("AAAAAAA2", "x")))


@named()
def cells_of_32767_signs() -> bytes:
    long = "x" * 32_767
    return small(HEADER, *(row(n, text(f"A{n}", f"K{n}"), text(f"B{n}", long), text(f"C{n}", long), text(f"D{n}", "9" * 32_767)) for n in range(2, 200)))


@named()
def cell_of_50_million_signs() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("B2", "x" * 50_000_000), text("C2", "15/01/2024")))


@named()
def header_of_a_million_signs() -> bytes:
    return pack(parts(sheet(row(1, text("A1", "Case-ID"), text("B1", "Titel"), text("C1", "Datum instroom"), text("D1", "kolom " * 200_000)), ONE)))


@named()
def dimension_of_a_whole_sheet() -> bytes:
    return small(HEADER, ONE, before='<dimension ref="A1:XFD1048576"/>')


@named()
def dimension_beyond_a_whole_sheet() -> bytes:
    return small(HEADER, ONE, before='<dimension ref="A1:ZZZZZZ99999999999"/>')


@named()
def dimension_that_is_too_small() -> bytes:
    return small(HEADER, ONE, before='<dimension ref="A1"/>')


@named()
def dimension_upside_down() -> bytes:
    return small(HEADER, ONE, before='<dimension ref="D9:A1"/>')


@named()
def cell_in_the_last_corner() -> bytes:
    return small(HEADER, ONE, row(1_048_576, text("XFD1048576", "x")))


@named()
def cells_down_to_the_last_row() -> bytes:
    return small(HEADER, ONE, row(1_048_576, text("A1048576", "K2"), text("B1048576", "V"), text("C1048576", "15/01/2024")))


@named()
def row_4294967295() -> bytes:
    return small(HEADER, ONE, row(4_294_967_295, text("A4294967295", "K2")), row("99999999999999999999", text("A99999999999999999999", "K2")))


@named()
def rows_0_and_below() -> bytes:
    return small(HEADER, row(0, text("A0", "K0")), row(-1, text("A-1", "K0")), ONE)


@named()
def rows_out_of_order() -> bytes:
    return small(row(9, text("A9", "K9"), text("B9", "V"), text("C9", "15/01/2024")), ONE, row(5, text("A5", "K5"), text("B5", "V"), text("C5", "15/01/2024")))


@named()
def rows_repeated() -> bytes:
    return small(HEADER, ONE, ONE, ONE, row(2, text("A2", "K7"), text("A2", "K8")))


@named()
def rows_and_cells_without_an_address() -> bytes:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    heads, values = (("Case-ID", "Titel", "Datum instroom"), ("K1", "V", "15/01/2024"))
    return pack(parts(sheet(cells="".join("<row>" + "".join(cell.format(v) for v in held) + "</row>" for held in (heads, values)))))


@named()
def addresses_that_are_none() -> bytes:
    return small(HEADER, row(2, text("2A", "K1"), text("", "x"), text("é2", "x"), text("$A$2", "x"), text("R2C1", "x")))


@named()
def rows_empty_by_the_hundred_thousand() -> bytes:
    raw = small()
    return bad._with_empty_cells(raw, 300_000)


@named()
def merged_ranges_that_overlap() -> bytes:
    merged = '<mergeCells count="4"><mergeCell ref="A1:D9"/><mergeCell ref="B2:C3"/><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:A1"/></mergeCells>'
    return small(HEADER, ONE, after=merged)


@named()
def merged_ranges_by_the_hundred_thousand() -> bytes:
    return small(HEADER, ONE, after="<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 100_000)) + "</mergeCells>")


@named()
def merged_ranges_that_are_none() -> bytes:
    return small(HEADER, ONE, after='<mergeCells><mergeCell ref=""/><mergeCell/><mergeCell ref="D9:A1"/><mergeCell ref="x:y"/></mergeCells>')


@named()
def sheets_hidden_and_very_hidden() -> bytes:
    return pack(parts(sheet(HEADER, ONE), sheet(row(1, text("A1", "Event-ID"), text("B1", "Titel"), text("C1", "Datum"))), state=' state="veryHidden"'))


@named()
def sheet_protected() -> bytes:
    return small(HEADER, ONE, after='<sheetProtection password="ABCD" sheet="1" objects="1" scenarios="1"/>')


@named()
def sheet_from_right_to_left() -> bytes:
    return small(
        HEADER,
        row(2, text("A2", "\u202eK1"), text("B2", "שלום \u200f"), text("C2", "15/01/2024")),
        before='<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>',
    )


@named()
def sheet_of_charts_only() -> bytes:
    def turn(held: Parts) -> None:
        held["xl/_rels/workbook.xml.rels"] = held["xl/_rels/workbook.xml.rels"].replace(b"/worksheet", b"/chartsheet").replace(b"worksheets/", b"chartsheets/")
        held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"worksheet", b"chartsheet")
        held["xl/chartsheets/sheet1.xml"] = f'<chartsheet {MAIN} xmlns:r="{RELS}"><drawing r:id="rId1"/></chartsheet>'.encode()
        held.pop(SHEET)

    return changed(turn)


@named()
def sheet_of_dialogs_and_one_of_data() -> bytes:
    rels = "xl/_rels/workbook.xml.rels"
    two = parts(sheet(HEADER, ONE), b"<dialogsheet/>")
    return changed(lambda p: p.update({rels: p[rels].replace(b'/worksheet" Target="worksheets/sheet2', b'/dialogsheet" Target="worksheets/sheet2')}), two)


# Cells


def letters(number: int) -> str:
    """The letters of a column."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


EDGES = ("0", "1", "59", "60", "61", "-1", "-657435", "0.5", "2958465", "2958466", "1e10", "1e308", "-1e308", "45306.99999999", "1E-320")


@named()
def dates_at_the_edges() -> bytes:
    return dated(EDGES)


@named()
def dates_at_the_edges_counted_from_1904() -> bytes:
    return dated(EDGES, '<workbookPr date1904="1"/>')


@named()
def dates_that_are_no_numbers() -> bytes:
    return dated(("NaN", "INF", "-INF", "inf", "1e999", "-1e999", "0x10", "", " ", "1,5", "١٢٣"))


@named()
def dates_as_texts() -> bytes:
    words = (
        "29/02/1900",
        "29-02-1900",
        "31/12/9999",
        "1/1/10000",
        "0/0/0000",
        "29/02/2023",
        "1900-02-29",
        "-1/1/2024",
        "1/1/-2024",
        "9" * 400,
        "١٥/٠١/٢٠٢٤",
        "15/01/2024\0",
    )
    return small(HEADER, *(row(n, text(f"A{n}", f"K{n}"), text(f"B{n}", "V"), text(f"C{n}", w)) for n, w in enumerate(words, 2)))


@named()
def dates_of_iso_cells() -> bytes:
    return cases("2024-01-15", "2024-13-45T99:99:99", "9999999-01-01", "-0001-01-01", "", "2024-01-15T00:00:00Z", kind="d")


def dated(values: tuple[str, ...], book: str = "") -> bytes:
    """Cells in the style of a date."""
    styles = (
        f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    rows = [
        row(n, text(f"A{n}", f"K{n}"), text(f"B{n}", "V"), f'<c r="C{n}" s="1"><v>{v}</v></c>', f'<c r="D{n}" s="1"><v>{v}</v></c>')
        for n, v in enumerate(values, 2)
    ]
    held = parts(sheet(HEADER, *rows), book=book)
    held["xl/styles.xml"] = styles.encode()
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    held[rels] = held[rels].replace(b"</Relationships>", f'<Relationship Id="rId80" Type="{RELS}/styles" Target="styles.xml"/></Relationships>'.encode())
    held[types] = held[types].replace(b"</Types>", f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/></Types>'.encode())
    return pack(held)


@named()
def numbers_that_are_none() -> bytes:
    return cases("NaN", "INF", "-INF", "nan", "1e999", "-1e999", "", "--1", "1e", "0x1p3", "1_000", header="Ton gemeten")


@named()
def numbers_at_the_edges() -> bytes:
    return cases("1e308", "1.7976931348623157e308", "5e-324", "-0", "0.1", "123456789012345678901234567890", "1e308", header="Ton gemeten")


@named()
def numbers_with_a_hundred_thousand_digits() -> bytes:
    return cases("9" * 100_000, "0." + "9" * 100_000, header="Ton gemeten")


@named()
def texts_that_are_not_there() -> bytes:
    return cases("0", "5", "-1", "99999999999999999999", "x", "1.5", kind="s", header="Titel 2")


@named()
def texts_shared_out_of_range() -> bytes:
    strings = f'{HEAD_}<sst {MAIN} count="1" uniqueCount="4294967295"><si><t>a</t></si></sst>'.encode()
    rows = [row(n, text(f"A{n}", f"K{n}"), f'<c r="B{n}" t="s"><v>{v}</v></c>', text(f"C{n}", "15/01/2024")) for n, v in enumerate((0, 1, -1, 2**31, 2**64), 2)]
    return pack(parts(sheet(HEADER, *rows), strings=strings))


HEAD_ = '<?xml version="1.0" encoding="UTF-8"?>'


@named()
def texts_shared_that_hold_themselves() -> bytes:
    deep = "<r>" * 5000 + "<t>a</t>" + "</r>" * 5000
    strings = f"{HEAD_}<sst {MAIN}><si>{deep}</si><si><rPh><t>a</t></rPh></si><si/><si><si><t>b</t></si></si></sst>".encode()
    rows = [row(n, text(f"A{n}", f"K{n}"), f'<c r="B{n}" t="s"><v>{n - 2}</v></c>', text(f"C{n}", "15/01/2024")) for n in range(2, 8)]
    return pack(parts(sheet(HEADER, *rows), strings=strings))


@named()
def texts_shared_large_and_used_often() -> bytes:
    strings = f"{HEAD_}<sst {MAIN}><si><t>{'x' * 32_000}</t></si></sst>".encode()
    rows = [row(n, text(f"A{n}", f"K{n}"), f'<c r="B{n}" t="s"><v>0</v></c>', text(f"C{n}", "15/01/2024")) for n in range(2, 60_000)]
    return pack(parts(sheet(HEADER, *rows), strings=strings))


@named()
def formulas_without_a_value() -> bytes:
    return small(HEADER, row(2, text("A2", "K1"), text("B2", "V"), '<c r="C2"><f>TODAY()</f></c>', '<c r="D2"><f>1/0</f><v></v></c>'))


@named()
def formulas_of_every_kind() -> bytes:
    kinds = (
        '<f t="shared" si="0" ref="D2:D9">A1</f>',
        '<f t="shared" si="99999999"/>',
        '<f t="array" ref="x">A1</f>',
        '<f t="dataTable" ref="D2"/>',
        f"<f>{'(' * 9000}</f>",
        "<f>D2</f>",
    )
    return small(
        HEADER,
        *(row(n, text(f"A{n}", f"K{n}"), text(f"B{n}", "V"), text(f"C{n}", "15/01/2024"), f'<c r="D{n}">{k}<v>1</v></c>') for n, k in enumerate(kinds, 2)),
    )


@named()
def errors_of_every_kind() -> bytes:
    return cases("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#GETTING_DATA", "x", "", kind="e", header="Ton gemeten")


@named()
def kinds_of_cells_that_are_none() -> bytes:
    return cases("1", "2", kind="zz", header="Ton gemeten")


@named()
def truths() -> bytes:
    return cases("1", "0", "2", "true", "", kind="b", header="Ton gemeten")


@named()
def styles_that_are_not_there() -> bytes:
    return small(HEADER, row(2, text("A2", "K1", ' s="4294967295"'), text("B2", "V", ' s="-1"'), '<c r="C2" s="99999"><v>45306</v></c>'))


@named()
def texts_that_want_to_be_something_else() -> bytes:
    words = (
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "<script>alert(1)</script>",
        "{file}",
        "{0}",
        "%s",
        "${x}",
        "'; DROP TABLE cases; --",
        "\u202e",
        "🌱" * 50,
        "a\tb\nc",
        "nan",
        "None",
        "NaT",
    )
    from xml.sax.saxutils import escape

    rows = [row(n, *(text(f"{c}{n}", escape(w)) for c in "ABD"), text(f"C{n}", "15/01/2024")) for n, w in enumerate(words, 2)]
    heads = row(1, text("A1", "Case-ID"), text("B1", "Titel"), text("C1", "Datum instroom"), text("D1", "{file} &lt;b&gt;"), text("E1", "Status"))
    return pack(parts(sheet(heads, *rows)))


# What else a workbook holds


@named()
def links_to_elsewhere() -> bytes:
    def add(held: Parts) -> None:
        held["xl/externalLinks/externalLink1.xml"] = f'<externalLink {MAIN} xmlns:r="{RELS}"><externalBook r:id="rId1"/></externalLink>'.encode()
        held["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELS}/externalLinkPath" Target="{NOBODY}" TargetMode="External"/></Relationships>'
        ).encode()
        rels = "xl/_rels/workbook.xml.rels"
        more = f'<Relationship Id="rId70" Type="{RELS}/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="rId71" Type="{RELS}/worksheet" Target="{NOBODY}" TargetMode="External"/>'
        held[rels] = held[rels].replace(b"</Relationships>", more.encode() + b"</Relationships>")
        held[BOOK] = held[BOOK].replace(b"<sheets>", b'<sheets><sheet name="Events" sheetId="9" r:id="rId71"/>')

    return changed(add)


@named()
def pictures_from_elsewhere() -> bytes:
    return small(
        HEADER,
        row(2, text("A2", "K1"), text("B2", f"&lt;img src='{NOBODY}'&gt; ![x]({NOBODY})"), text("C2", "15/01/2024")),
        after=f'<hyperlinks><hyperlink ref="A2" r:id="rId1" location="{NOBODY}"/></hyperlinks>',
    )


@named("hub.xlsm")
def macros() -> bytes:
    def add(held: Parts) -> None:
        held["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
        held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(
            f"{SPREADSHEET}.sheet.main+xml".encode(), b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )

    return changed(add)


@named()
def pivot_tables() -> bytes:
    def add(held: Parts) -> None:
        held["xl/pivotCache/pivotCacheDefinition1.xml"] = (
            f'<pivotCacheDefinition {MAIN}><cacheSource type="worksheet"><worksheetSource ref="A1:XFD1048576" sheet="Weg"/></cacheSource></pivotCacheDefinition>'.encode()
        )
        held["xl/pivotTables/pivotTable1.xml"] = b"<pivotTableDefinition/>"
        held[BOOK] = held[BOOK].replace(b"</workbook>", b'<pivotCaches><pivotCache cacheId="1" r:id="rId77"/></pivotCaches></workbook>')

    return changed(add)


@named()
def names_defined_oddly() -> bytes:
    odd = (
        "<definedNames>"
        + "".join(f'<definedName name="n{n}">#REF!$A:$XFD</definedName>' for n in range(20_000))
        + '<definedName/><definedName name="">x</definedName></definedNames>'
    )
    return changed(lambda p: p.update({BOOK: p[BOOK].replace(b"</workbook>", odd.encode() + b"</workbook>")}))


@named()
def styles_by_the_hundred_thousand() -> bytes:
    held = unpack(dated(("45306",)))
    held["xl/styles.xml"] = held["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="164"/>' * 200_000 + b"</cellXfs>")
    return pack(held)


@named()
def styles_that_are_no_xml() -> bytes:
    held = unpack(dated(("45306",)))
    held["xl/styles.xml"] = b"<styleSheet><cellXfs><xf"
    return pack(held)


@named()
def comments_and_drawings_that_are_missing() -> bytes:
    def add(held: Parts) -> None:
        kinds = ("comments", "vmlDrawing", "drawing", "table", "hyperlink", "")
        held["xl/worksheets/_rels/sheet1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="rId{n}" Type="{RELS}/{k}" Target="../weg{n}.xml"/>' for n, k in enumerate(kinds))
            + "<Relationship/></Relationships>"
        ).encode()
        held[SHEET] = held[SHEET].replace(b"</worksheet>", b'<legacyDrawing r:id="rId1"/><legacyDrawing r:id="rId99"/></worksheet>')

    return changed(add)


# Other kinds, and endings that are not theirs


def kind(name: str) -> bytes:
    """A small file of another kind."""
    return (KINDS / f"cases.{name}").read_bytes()


def _under(file: str, made: Made, name: str) -> None:
    SPECIMENS[name] = file, made


for _file in ("hub.xlsx", "hub.xls", "hub.ods", "hub.csv", "hub"):
    _under(_file, lambda: kind("xls"), f"xls_called_{_file}")
    _under(_file, lambda: kind("ods"), f"ods_called_{_file}")
    _under(_file, small, f"xlsx_called_{_file}")
    _under(_file, lambda: b"Case-ID;Titel;Datum instroom\nK1;Een vraag;15/01/2024\n", f"csv_called_{_file}")
    _under(_file, lambda: b"<html><table><tr><td>Case-ID</td><td>Titel</td></tr></table></html>", f"html_called_{_file}")
    _under(_file, lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + bytes(range(256)) * 20, f"pdf_called_{_file}")
for _name in ("xls", "ods"):
    for _share in (10, 50, 90, 99):
        _under(f"hub.{_name}", lambda n=_name, s=_share: kind(n)[: len(kind(n)) * s // 100], f"{_name}_of_which_{_share}_percent_is_left")


@named("hub.xls")
def xls_full_of_ones() -> bytes:
    raw = bytearray(kind("xls"))
    raw[600:900] = b"\xff" * 300
    return bytes(raw)


@named("hub.ods")
def ods_that_repeats_a_cell_a_billion_times() -> bytes:
    held = unpack(kind("ods"))
    held["content.xml"] = held["content.xml"].replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000000000" ', 1)
    return pack(held)


@named("hub.ods")
def ods_that_repeats_a_row_a_billion_times() -> bytes:
    held = unpack(kind("ods"))
    held["content.xml"] = held["content.xml"].replace(b"<table:table-row", b'<table:table-row table:number-rows-repeated="1000000000"')
    return pack(held)


@named("hub.ods")
def ods_with_entities() -> bytes:
    held = unpack(kind("ods"))
    head, _, rest = held["content.xml"].partition(b"?>")
    held["content.xml"] = head + b"?>" + ENTITIES.encode() + rest.replace(b"Twee", b"&a9;")
    return pack(held)


@named("hub.csv")
def csv_of_one_line_of_100_mb() -> bytes:
    return b"Case-ID;" * (100 * MIB // 8)


@named("hub.csv")
def csv_of_one_cell_of_100_mb() -> bytes:
    return b'Case-ID;Titel\nK1;"' + b"x" * (100 * MIB)


@named("hub.csv")
def csv_of_100_mb_of_line_ends() -> bytes:
    return b"Case-ID;Titel;Datum instroom\n" + b"\n" * (100 * MIB)


@named("hub.csv")
def csv_of_100_mb_of_separators() -> bytes:
    return b"Case-ID;Titel;Datum instroom\n" + (b";" * 1000 + b"\n") * (100 * MIB // 1001)


@named("hub.csv")
def csv_of_one_wide_line_and_many_short_ones() -> bytes:
    return b"Case-ID;Titel;Datum instroom\n" + b";" * 100_000 + b"\n" + b"K1;V;15/01/2024\n" * 100_000


@named("hub.csv")
def csv_in_utf_16() -> bytes:
    return "Case-ID;Titel;Datum instroom\nK1;Één vraag;15/01/2024\n".encode("utf-16")


@named("hub.csv")
def csv_in_utf_16_cut_in_a_letter() -> bytes:
    return "Case-ID;Titel;Datum instroom\nK1;Één vraag;15/01/2024\n".encode("utf-16")[:-1]


@named("hub.csv")
def csv_in_utf_32() -> bytes:
    return "Case-ID;Titel;Datum instroom\nK1;Één vraag;15/01/2024\n".encode("utf-32")


@named("hub.csv")
def csv_in_windows_letters_with_a_mark_of_utf_8() -> bytes:
    return b"\xef\xbb\xbf" + "Case-ID;Titel;Datum instroom\nK1;Één vraag;15/01/2024\n".encode("cp1252")


@named("hub.csv")
def csv_of_every_byte() -> bytes:
    return b"Case-ID;Titel;Datum instroom\n" + b"".join(b"K%d;%c;15/01/2024\n" % (n, n) for n in range(256))


@named("hub.csv")
def csv_of_null_bytes() -> bytes:
    return b"Case-ID;Titel;Datum instroom\nK\x001;\x00;15/01/2024\n\x00\x00\n"


@named("hub.csv")
def csv_of_quotes() -> bytes:
    return b'Case-ID;Titel;Datum instroom\n"K1;"V""";"15/01/2024\n"""";";"\n'


@named("hub.csv")
def csv_that_names_its_separator_wrongly() -> bytes:
    return b"sep=x\nCase-ID;Titel;Datum instroom\nK1;V;15/01/2024\n"


@named("hub.csv")
def csv_without_a_line_end() -> bytes:
    return b"Case-ID;Titel;Datum instroom"


@named()
def nothing() -> bytes:
    return b""


@named("hub.csv")
def nothing_but_spaces() -> bytes:
    return b" \r\n\t" * 1000


@named()
def first_four_bytes_of_an_archive() -> bytes:
    return b"PK\x03\x04"


# Our own workbooks


@cache
def template() -> bytes:
    """The template without anything filled in."""
    out = io.BytesIO()
    build(out, "nl", ["Netwerkmomenten"])
    return out.getvalue()


@named("sjabloon.xlsx")
def template_untouched() -> bytes:
    return template()


@named("ingevuld.xlsx")
def template_filled_in() -> bytes:
    return _bytes(filled_template(3))


@named()
def workbook_with_all_people_put_in_one() -> bytes:
    return _bytes(rich(5))


@named()
def workbook_with_remarks() -> bytes:
    return remarks()


@cache
def remarks() -> bytes:
    """A workbook that came back with remarks."""
    source = rich(5)
    return feedback.build(source, read([source]).findings)


@named()
def workbook_with_remarks_without_its_list() -> bytes:
    held = unpack(remarks())
    last = max(name for name in held if name.startswith("xl/worksheets/sheet"))
    held[last] = b"<worksheet/>"
    return pack(held)


def _bytes(source: Source) -> bytes:
    assert isinstance(source.data, bytes)
    return source.data
