"""What a workbook holds besides cells survives, however the program that saved it writes; what is no sound workbook is refused."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from data import feedback
from data.archive import Limits
from data.errors import Unusable
from data.feedback.anchors import anchors
from data.feedback.cells import SheetPart
from data.feedback.package import Package
from data.raw import Source
from data.reader import read
from tests.data.books import CASES, workbook
from tests.data.faulty import rich
from tests.data.test_feedback import TITLE, about_cells, cells, level_of, made, marked, opened, remarks
from tests.fuzz import parts as loose

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
FAULTY = workbook({"Cases": [[*CASES, "Ton gemeten"], ["K1", "Eén", "gisteren", 1], ["K2", None, "1/2/2024", None], ["K3", "Drie", None, "veel"]]})
VALIDATION = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Lijst!$A$1:$A$3</xm:f>'
    "</x14:formula1><xm:sqref>D2:D9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
CONTROL = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><div>Knop<br></div>'
    '</v:textbox><x:ClientData ObjectType="Button"><x:Anchor>1, 2, 3, 4, 5, 6, 7, 8</x:Anchor><x:Row>1</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>'
)


def parts(source: Source) -> dict[str, bytes]:
    assert isinstance(source.data, bytes)
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], name: str = "hub.xlsx") -> Source:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return Source(name, buffer.getvalue())


def changed(source: Source, path: str, change: Callable[[str], str], name: str = "hub.xlsx") -> Source:
    members = parts(source)
    return packed(members | {path: change(members[path].decode()).encode()}, name)


def with_macros() -> Source:
    members = parts(FAULTY)
    types = (
        members["[Content_Types].xml"]
        .decode()
        .replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    )
    types = types.replace("<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1)
    relations = (
        members["xl/_rels/workbook.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
        )
    )
    return packed(
        members | {"[Content_Types].xml": types.encode(), "xl/_rels/workbook.xml.rels": relations.encode(), "xl/vbaProject.bin": bytes(range(256)) * 9},
        "hub.xlsm",
    )


def with_picture() -> Source:
    stream = io.BytesIO()
    pixel = io.BytesIO(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c636000000200010005fe02fea7566a0000000049454e44ae426082"
        )
    )
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cases")
        for row, line in enumerate([CASES, ["K1", "x", "gisteren"]]):
            sheet.write_row(row, 0, line)
        sheet.insert_image("F1", "logo.png", {"image_data": pixel})
        sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": pixel})
        sheet.add_table("H1:I3")
        book.add_worksheet("Notities").write(0, 0, "iets")
    return Source("hub.xlsx", stream.getvalue())


def with_prefix(text: str) -> str:
    """The same XML with a prefix for every name, as some programs write it."""
    plain = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", text)
    return plain.replace("xmlns=", "xmlns:x=").replace("<?x:xml", "<?xml")


WRITINGS: dict[str, Callable[[str], str]] = {
    "a prefix": with_prefix,
    "no addresses": lambda t: re.sub(r'(<(?:row|c))( [^>]*?)?\sr="[A-Z0-9]+"', r"\1\2", t),
    "single quotes": lambda t: re.sub(r'(<(?:row|c) [^>]*>)', lambda m: m[1].replace('"', "'"), t),
    "a comment": lambda t: t.replace("<sheetData>", '<!-- <sheetData> --><sheetData><!-- <row r="3"><c r="C3"/></row> -->'),
    "cdata": lambda t: re.sub(r"<t>(Drie|gisteren)</t>", r"<t><![CDATA[\1]]></t>", t),
    "row heights": lambda t: t.replace("<row ", '<row spans="1:2" ht="20" customHeight="1" '),
    "another encoding": lambda t: '<?xml version="1.0" encoding="ISO-8859-1"?>' + t,
}  # fmt: skip


@pytest.mark.parametrize("writing", WRITINGS)
def test_sheets_are_marked_however_they_are_written(writing: str) -> None:
    members = parts(FAULTY)
    text = WRITINGS[writing](members[SHEET].decode())
    source = packed(members | {SHEET: text.encode("latin-1" if "ISO-8859-1" in text else "utf-8")})
    wanted = {("A", "C2"), ("B", "B3"), ("B", "C4"), ("B", "D4")}
    assert {c for _, c in wanted} == set(about_cells(remarks(FAULTY)[1])["cell"])
    assert {c.coordinate for c in cells(opened(marked(FAULTY))) if level_of(c)} == {c for _, c in wanted}
    try:
        findings = about_cells(remarks(source)[1])
    except Unusable:
        pytest.fail("the reader does not take this writing")
    result = marked(source)
    assert {c.coordinate for c in cells(opened(result)) if level_of(c)} == set(findings["cell"])
    assert list(about_cells(remarks(result)[1])["cell"]) == list(findings["cell"])


def test_a_strict_workbook_stays_one() -> None:
    strict = {
        name: raw.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, raw in parts(FAULTY).items()
    }
    result = parts(marked(packed(strict)))
    assert not [n for n, raw in result.items() if n.endswith((".xml", ".rels")) and MAIN.encode() in raw]
    assert b"C2" in result["xl/comments1.xml"]


def test_macros_stay() -> None:
    source = with_macros()
    result = marked(source)
    assert feedback.suffix(source) == feedback.suffix(result) == ".xlsm"
    assert parts(result)["xl/vbaProject.bin"] == parts(source)["xl/vbaProject.bin"]
    book = openpyxl.load_workbook(io.BytesIO(result.data), keep_vba=True)  # type: ignore[arg-type]
    assert level_of(book["Cases"]["C2"]) == "error"


@pytest.mark.parametrize("make", [with_picture, lambda: made("rich", 1)[0], with_macros])
def test_parts_without_a_mark_stay_byte_for_byte(make: Callable[[], Source]) -> None:
    source = make()
    before, after = parts(source), parts(marked(source))
    same = {name for name in before if after[name] == before[name]}
    assert {name for name in before if re.search(r"media|theme|drawings/drawing|charts|sharedStrings|vbaProject|docProps|tables", name)} <= same
    sheets = dict(
        zip(opened(source).sheetnames, sorted((n for n in before if "worksheets/sheet" in n), key=lambda n: int(re.findall(r"\d+", n)[0])), strict=True)
    )
    silent = {name for title, name in sheets.items() if title not in set(about_cells(remarks(source)[1])["sheet"])}
    assert {name for name in silent if b"tabSelected" not in before[name]} <= same


def test_a_newer_dropdown_and_a_table_stay_and_the_order_of_the_sheet_is_kept() -> None:
    source = changed(FAULTY, SHEET, lambda t: t.replace("</worksheet>", f"{VALIDATION}</worksheet>"))
    text = parts(marked(source))[SHEET].decode()
    assert VALIDATION.partition("<x14:dataValidations")[0].partition("uri")[2] in text
    assert "<xm:sqref>D2:D9</xm:sqref>" in text
    assert [etree.QName(e).localname for e in etree.fromstring(text.encode())][-2:] == ["legacyDrawing", "extLst"]


def test_buttons_stay_and_the_boxes_of_notes_stand_beside_them() -> None:
    members = parts(FAULTY)
    members[SHEET] = members[SHEET].replace(
        b"</worksheet>", b'<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></worksheet>'
    )
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    members["xl/drawings/vmlDrawing1.vml"] = CONTROL.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override', 1
    )
    result = marked(packed(members))
    text = parts(result)["xl/drawings/vmlDrawing1.vml"].decode()
    assert CONTROL[CONTROL.index("<v:shape ") : -len("</xml>")] in text
    assert text.count('ObjectType="Note"') == 4
    assert 'data="1,2"' in text
    again = parts(marked(result))["xl/drawings/vmlDrawing1.vml"].decode()
    assert sorted(re.findall(r'id="(\w+)"', again)) == sorted(re.findall(r'id="(\w+)"', text))


@pytest.mark.parametrize("seed", range(6))
def test_the_package_holds_together(seed: int) -> None:
    """Every part has a content type and every relation leads to a part; shapes and styles have numbers of their own."""
    for source in (marked(rich(seed)), marked(marked(rich(seed)))):
        members = parts(source)
        types = etree.fromstring(members["[Content_Types].xml"])
        named = {e.get("PartName") for e in types if e.get("PartName")}
        assert len(named) == len([e for e in types if e.get("PartName")])
        extensions = {e.get("Extension") for e in types if e.get("Extension")}
        for name in members:
            assert f"/{name}" in named or name.rpartition(".")[2] in extensions or name == "[Content_Types].xml"
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                found = [(r.get("Id"), posixpath.normpath(posixpath.join("/", folder, str(r.get("Target"))))) for r in etree.fromstring(members[name])]
                assert len({i for i, _ in found}) == len(found)
                assert {target.lstrip("/") for _, target in found} <= set(members)
        ids = [i for name, raw in members.items() if name.endswith(".vml") for i in re.findall(rb'<v:shape id="([^"]*)"', raw)]
        assert len(set(ids)) == len(ids)
        styles = etree.fromstring(members["xl/styles.xml"])
        for name in ("fonts", "fills", "borders", "cellXfs"):
            pool = styles.find(f"{{{MAIN}}}{name}")
            assert int(pool.get("count")) == len(pool)
        used = {int(s) for name, raw in members.items() if "worksheets/sheet" in name for s in re.findall(rb'<c r="[A-Z]+\d+" s="(\d+)"', raw)}
        assert max(used) < len(styles.find(f"{{{MAIN}}}cellXfs"))


def test_cells_and_rows_are_made_in_their_place() -> None:
    text = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="4" style="5"/></cols><sheetData><row r="2" spans="1:3" s="7" customFormat="1"><c r="C2" s="1"/></row>'
        '<row r="4"/><row r="6"><c r="A6"><v>1</v></c><extLst><ext uri="x"/></extLst></row></sheetData></worksheet>'
    )
    package = Package("hub.xlsx", parts_only({SHEET: text.encode()}), Limits())
    sheet = SheetPart.load(package, SHEET)

    def plus(style: int) -> int:
        return style + 100

    sheet.mark({row: dict.fromkeys(columns, plus) for row, columns in {1: [1], 2: [1, 3, 4], 3: [2], 4: [2, 1], 6: [1, 3], 9: [2]}.items()})
    assert sheet.body.decode() == (
        '<row r="1"><c r="A1" s="100"/></row><row r="2" s="7" customFormat="1"><c r="A2" s="107"/><c r="C2" s="101"/><c r="D2" s="107"/></row>'
        '<row r="3"><c r="B3" s="105"/></row><row r="4"><c r="A4" s="100"/><c r="B4" s="105"/></row>'
        '<row r="6"><c r="A6" s="100"><v>1</v></c><c r="C6" s="105"/><extLst><ext uri="x"/></extLst></row><row r="9"><c r="B9" s="105"/></row>'
    )


@pytest.mark.parametrize(
    ("columns", "anchor"),
    [
        ("", "3, 15, 8, 10, 8, 15, 10, 10"),
        ('<col min="4" max="9" hidden="1" width="9"/>', "3, 15, 8, 10, 14, 15, 10, 10"),
        ('<col min="4" max="4" width="80"/>', "3, 15, 8, 10, 3, 335, 10, 10"),
        ('<col min="4" max="16384" hidden="1"/>', "0, 0, 8, 10, 2, 0, 10, 10"),
    ],
)
def test_the_box_of_a_note_is_as_wide_whatever_the_columns_are(columns: str, anchor: str) -> None:
    text = f'<worksheet xmlns="{MAIN}"><cols>{columns}</cols><sheetData/></worksheet>'
    assert anchors(SheetPart.load(Package("hub.xlsx", parts_only({SHEET: text.encode()}), Limits()), SHEET))((10, 3), 40) == anchor


def parts_only(members: dict[str, bytes]) -> bytes:
    data = packed(members).data
    assert isinstance(data, bytes)
    return data


def test_a_workbook_without_styles_gets_them() -> None:
    members = {n: raw for n, raw in parts(FAULTY).items() if n != "xl/styles.xml"}
    members["[Content_Types].xml"] = re.sub(rb'<Override PartName="/xl/styles.xml"[^>]*/>', b"", members["[Content_Types].xml"])
    members["xl/_rels/workbook.xml.rels"] = re.sub(rb'<Relationship [^>]*relationships/styles"[^>]*/>', b"", members["xl/_rels/workbook.xml.rels"])
    assert level_of(opened(marked(packed(members)))["Cases"]["C2"]) == "error"


DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("path", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", SHEET])
@pytest.mark.parametrize("damage", [lambda t: DTD + t, lambda t: t[: len(t) // 2] if "sheetData" not in t else t.replace("sheetData", "gone")])
def test_a_damaged_part_or_one_with_a_dtd_is_refused_in_a_sentence(path: str, damage: Callable[[str], str]) -> None:
    source = changed(FAULTY, path, lambda t: damage(t[t.index("?>") + 2 :] if t.startswith("<?") else t))
    findings = remarks(FAULTY)[1]
    with pytest.raises(Unusable) as error:
        feedback.build(source, findings)
    assert "beschadigd" in error.value.message("nl")
    assert "hub.xlsx" in error.value.message("nl")


def test_a_part_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    source = packed(parts(FAULTY) | {"xl/media/groot.bin": bytes(64 << 20)})
    with pytest.raises(Unusable, match="uitgepakt groter"):
        feedback.build(source, remarks(FAULTY)[1], limits=Limits(unpacked_gib=32 / 1024))


def test_comments_between_the_parts_of_a_workbook_do_no_harm() -> None:
    members = parts(marked(FAULTY))
    inside = {
        n: re.sub(rb"(<\w[^<>?]*[^/?])>", rb"\1><!-- x -->", raw, count=1) for n, raw in members.items() if n.endswith(".xml") and n != "[Content_Types].xml"
    }
    assert all(b"<!-- x -->" in raw for raw in inside.values())
    assert {c.coordinate for c in cells(opened(marked(packed(members | inside)))) if level_of(c)} == {"C2", "B3", "C4", "D4"}


def test_the_list_keeps_its_part_in_a_second_round() -> None:
    result = marked(FAULTY)
    again = parts(marked(result))
    assert set(again) == set(parts(result))
    assert again["xl/worksheets/sheet2.xml"].count(b"Impactmonitor") == 1
    assert opened(marked(result)).sheetnames == ["Cases", TITLE]


def test_a_part_that_is_packed_in_a_way_that_nobody_knows_makes_the_file_damaged():
    raw = bytearray(loose.pack({**loose.parts(loose.sheet(loose.HEADER, loose.ONE)), "docProps/last.xml": b"<x/>"}))
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = raw.rindex(mark)
        raw[at + method : at + method + 2] = b"\x5d\x00"
    source = Source("hub.xlsx", bytes(raw))
    with pytest.raises(Unusable, match="beschadigd"):
        feedback.build(source, read([source]).findings)


def test_cells_that_stand_out_of_order_in_their_row_keep_what_they_hold():
    backwards = loose.row(3, '<c r="D3"><v>-1</v></c>', loose.text("B3", "Nog een vraag"), loose.text("A3", "K1"))
    source = Source("hub.xlsx", loose.small(loose.HEADER, loose.ONE, backwards))
    data = read([source])
    assert {"A3", "C3"} <= set(data.findings.frame()["cell"])
    again = read([Source("hub.xlsx", feedback.build(source, data.findings))])
    assert again.findings.frame()[["code", "cell", "value"]].equals(data.findings.frame()[["code", "cell", "value"]])
