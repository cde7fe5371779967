"""Workbooks at random: built from odd parts, or a sound one in which bytes, the archive or the XML is changed. A seed says all."""

import random
import re
import struct
from functools import cache
from xml.sax.saxutils import escape

from data.contract import ORDER, contract
from data.raw import Source
from tests.data.faulty import MISTAKES, filled_template, good, rich
from tests.fuzz.parts import BOOK, HEADER, ONE, Parts, pack, parts, row, sheet, text, unpack
from tests.fuzz.specimens import EDGES, KINDS, dated, letters, remarks, small, template

KINDS_OF_CHANGE = ("structured", "bytes", "archive", "xml")
WORDS = (
    "", " ", "K1", "k1 ", "\u00a0", "15/01/2024", "31/02/2024", "2024-01-15", "jan 2024", "1.234", "1.234,5", "1,5 ton", "12%", "€ 5", "-", "n.v.t.", "x" * 300, "#REF!", "=A1",
    "Totaal", "Case-ID", "3;4", "1;1;9", "ja", "nee", "🌱", "\u202eabc", "<b>", "{file}", "%s", "a\nb", "NaN", "1e5", "٣", "00012", "'5", "Geel", "TRUE", "_x000D_", "\ufeff",
)  # fmt: skip
CSV = 'Case-ID;Titel;Datum instroom;Status\nK1;Één vraag;15/01/2024;Intake\n"K2";"a;b";1-2-2024;\n'
NUMBERS = (*EDGES, "45306", "45306.5", "1.5", "1.234", "NaN", "1e999", "-0", "")
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!")
SHARED = 9  # texts that cells share
BEFORE = (
    "",
    '<dimension ref="A1:XFD1048576"/>',
    '<dimension ref="B7"/>',
    '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>',
    '<cols><col min="1" max="16384" hidden="1"/></cols>',
    "<x/>",
)
AFTER = (
    "", '<mergeCells><mergeCell ref="A1:C9"/><mergeCell ref="B1:B2"/></mergeCells>', '<sheetProtection sheet="1"/>', "<autoFilter ref=\"A1:D9\"/>",
    '<dataValidations><dataValidation sqref="A1:XFD1048576" type="list"><formula1>x</formula1></dataValidation></dataValidations>', "<legacyDrawing/>",
    '<conditionalFormatting sqref="A1"><cfRule type="expression"/></conditionalFormatting>', "<extLst><ext/></extLst>",
)  # fmt: skip
NAMES = ("Cases", "Events", "cases ", "Blad1", "Fasen", "Doelen", "Te verbeteren", "Leesmij", "🌍", "a" * 31, "Aanwezigheid", "Subsidies")


def structured(chance: random.Random) -> Source:
    """A workbook of one to three sheets in which anything may be odd: names, headers, kinds and addresses of cells, what stands around them."""
    shared = chance.random() < 0.3
    sheets = [_sheet(chance, shared) for _ in range(chance.randint(1, 3))]
    names = tuple(escape(chance.choice(NAMES if chance.random() < 0.5 else [contract()[k].name for k in ORDER]), {'"': "&quot;"}) for _ in sheets)
    if chance.random() < 0.7:
        names = ("Cases", *names[1:])
    strings = b""
    if shared:
        strings = ("<sst>" + "".join(f"<si><t>{escape(w)}</t></si>" for w in chance.sample(WORDS, SHARED)) + "</sst>").encode()
    book = chance.choice((
        "",
        "",
        '<workbookPr date1904="1"/>',
        '<workbookProtection lockStructure="1"/>',
        '<bookViews><workbookView activeTab="9"/></bookViews>',
    ))
    held = parts(*sheets, names=names, strings=strings, book=book, state=chance.choice(("", "", ' state="hidden"', ' state="veryHidden"')))
    if chance.random() < 0.4:
        styles = unpack(dated(("1",)))
        for name in ("xl/styles.xml",):
            held[name] = styles[name]
        rels = "xl/_rels/workbook.xml.rels"
        held[rels] = held[rels].replace(b"</Relationships>", re.search(rb'<Relationship Id="rId80"[^>]*>', styles[rels])[0] + b"</Relationships>")  # type: ignore[index]
    return Source(chance.choice(("hub.xlsx", "hub.xlsx", "hub.xlsm", "cases 2024.xlsx", "hub.csv")), pack(held))


def _sheet(chance: random.Random, shared: bool) -> bytes:
    declared = contract()[chance.choice(("cases", "cases", *ORDER))]
    chosen = [c for c in declared.columns if c.required or c.unique or chance.random() < 0.4]
    chance.shuffle(chosen)
    heads = [c.header if chance.random() < 0.95 else chance.choice(WORDS) for c in chosen] + chance.sample(WORDS, chance.randint(0, 2))
    top = chance.choice((1, 1, 1, 3, 20))
    rows = [row(top, *(text(f"{letters(n)}{top}", escape(h)) for n, h in enumerate(heads, 1)))]
    for number in range(top + 1, top + 1 + chance.randint(0, 8)):
        at = number if chance.random() < 0.97 else chance.choice((1, number - 1, 0, 1_048_576 if chance.random() < 0.05 else 3000))
        cells = [
            _cell(chance, f"{letters(n)}{at}", chosen[n - 1] if n <= len(chosen) else None, number, shared)
            for n in range(1, len(heads) + 1)
            if chance.random() < 0.9
        ]
        if chance.random() < 0.03:
            chance.shuffle(cells)
        rows.append(row(at, *cells, more=chance.choice(("", "", ' hidden="1"', ' spans="1:9"', ' ht="0"'))))
    if chance.random() < 0.05:
        chance.shuffle(rows)
    return sheet(*rows, before=chance.choice(BEFORE) if chance.random() < 0.3 else "", after=chance.choice(AFTER) if chance.random() < 0.3 else "")


def _cell(chance: random.Random, at: str, column: object, number: int, shared: bool) -> str:
    style = chance.choice(("", "", ' s="1"', ' s="0"', ' s="99"'))
    throw = chance.random()
    if throw < 0.55 and column is not None:
        held = good(column, number)  # type: ignore[arg-type]
        if hasattr(held, "toordinal"):
            return f'<c r="{at}"{style}><v>{held.toordinal() - 693_594}</v></c>'
        return f'<c r="{at}"{style}><v>{held}</v></c>' if isinstance(held, int) else text(at, escape(str(held)), style)
    if throw < 0.62 and column is not None and MISTAKES[column.type]:  # type: ignore[attr-defined]
        return text(at, escape(str(chance.choice(MISTAKES[column.type]))), style)  # type: ignore[attr-defined]
    if throw < 0.78:
        return text(at, escape(chance.choice(WORDS)), style)
    if chance.random() < 0.03:  # what no program writes: mostly the whole file is refused then
        kind, value = chance.choice((' t="s"', ' t="e"', ' t="zz"', ' t="b"', "")), chance.choice(("99", "x", "-1", *NUMBERS))
    else:
        kind = chance.choice(("", "", ' t="n"', ' t="s"' if shared else "", ' t="b"', ' t="e"', ' t="d"', ' t="str"'))
        told = {"s": [str(n) for n in range(SHARED)], "e": ERRORS, "b": ["0", "1"], "d": ["2024-01-15", "2024-01-15T10:00:00", "x"]}
        value = chance.choice(told.get(kind[4:-1], NUMBERS))
    formula = chance.choice(("", "", "", "<f>A1</f>", '<f t="shared" si="0"/>', "<f/>"))
    return f'<c r="{at}"{kind}{style}>{formula}' + ("</c>" if chance.random() < 0.1 else f"<v>{value}</v></c>")


@cache
def sound() -> tuple[tuple[str, bytes], ...]:
    """The workbooks that are changed: small ones, the template, filled in and not, with remarks, and the other kinds."""
    light = [("hub.xlsx", small()), ("hub.xlsx", dated(EDGES)), ("hub.xlsm", _light_book())]
    heavy = [("sjabloon.xlsx", template()), ("verbeterd.xlsx", remarks()), *((s.name, s.data) for s in (rich(1), rich(2), filled_template(1)))]
    others = [(f"hub.{kind}", (KINDS / f"cases.{kind}").read_bytes()) for kind in ("xls", "ods")]
    others += [("hub.csv", CSV.encode(e)) for e in ("utf-8", "cp1252", "utf-16")]
    made = [*light * 12, *heavy, *others * 3]  # the heavy ones take ten times as long
    return tuple((name, raw) for name, raw in made if isinstance(raw, bytes))


def _light_book() -> bytes:
    """A sound workbook of two sheets with shared texts, formulas, styles and what stands around cells."""
    strings = ("<sst>" + "".join(f"<si><t>{escape(w)}</t></si>" for w in WORDS[:SHARED]) + "</sst>").encode()
    shared = '<c r="B3" t="s"><v>2</v></c>'
    cases = sheet(
        HEADER, ONE, row(3, text("A3", "K2"), shared, '<c r="C3" s="1"><v>45307</v></c>', '<c r="D3"><f>1+1</f><v>2</v></c>'), before=BEFORE[2], after=AFTER[1]
    )
    events = sheet(
        row(1, text("A1", "Event-ID"), text("B1", "Titel"), text("C1", "Datum")), row(2, text("A2", "E1"), text("B2", "V"), text("C2", "15/01/2024"))
    )
    return pack(parts(cases, events, strings=strings, book="<bookViews><workbookView/></bookViews>"))


def bytes_changed(chance: random.Random) -> Source:
    """Some bytes are others, gone, doubled or moved; the kind of file is any."""
    name, raw = chance.choice(sound())
    return Source(name, _bytes(chance, raw))


def archive_changed(chance: random.Random) -> Source:
    """The archive's own words are changed: sizes, places, flags and methods in its directory, its members' names, their order and their number."""
    name, raw = _archive(chance)
    throw = chance.random()
    if throw < 0.6:
        held = bytearray(raw)
        places = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", raw)]
        for _ in range(chance.randint(1, 3)):
            at = chance.choice(places) + chance.randint(4, 45)
            value = chance.choice((0, 1, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
            size = chance.choice((1, 2, 4))
            held[at : at + size] = struct.pack("<I", value)[:size]
        return Source(name, bytes(held))
    parts_ = list(unpack(raw).items())
    if throw < 0.75:
        chance.shuffle(parts_)
    for _ in range(chance.randint(0, 2)):
        gone = chance.randrange(len(parts_))
        parts_[gone] = (parts_[gone][0], chance.choice((b"", b"\0", parts_[chance.randrange(len(parts_))][1], _bytes(chance, parts_[gone][1] or b"x"))))
    if chance.random() < 0.5:
        parts_.pop(chance.randrange(len(parts_)))
    if chance.random() < 0.3:
        at = chance.randrange(len(parts_))
        parts_[at] = (chance.choice((parts_[at][0].upper(), parts_[at][0].replace("/", "\\"), "../" + parts_[at][0], parts_[at][0] + "\0")), parts_[at][1])
    return Source(name, pack(dict(parts_)))


def xml_changed(chance: random.Random) -> Source:
    """The XML of one or two parts is changed: a tag, an attribute, a value, a piece that is gone or comes again, or is in the other part."""
    name, raw = _archive(chance)
    held = unpack(raw)
    wanted = [n for n in held if n.endswith((".xml", ".rels")) and held[n]]
    weighed = [n for n in wanted for _ in range(6 if "sheet" in n or n in (BOOK, "content.xml") or "Strings" in n or "styles" in n else 1)]
    for _ in range(chance.randint(1, 2)):
        part = chance.choice(weighed)
        for _ in range(chance.randint(1, 3)):
            held[part] = _xml(chance, held[part], held)
    return Source(name, pack(held))


def _archive(chance: random.Random) -> tuple[str, bytes]:
    return chance.choice([(name, raw) for name, raw in sound() if raw[:2] == b"PK"])


def _bytes(chance: random.Random, raw: bytes) -> bytes:
    held = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, size = chance.randrange(max(1, len(held))), chance.choice((1, 1, 2, 4, 30, 300))
        match chance.randrange(6):
            case 0:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del held[at : at + size]
            case 2:
                held[at:at] = held[at : at + size]
            case 3:
                held[at : at + size] = bytes([chance.choice((0, 255, 32))]) * size
            case 4:
                held[at:at] = chance.randbytes(size)
            case 5 if chance.random() < 0.3:
                del held[at:]
    return bytes(held)


VALUES = (
    b"",
    b"0",
    b"-1",
    b"1",
    b"99999999999",
    b"4294967296",
    b"x",
    b"A1:XFD1048576",
    b"rId1",
    b"rId9",
    b"1e999",
    b"&amp;",
    b"&#x1F331;",
    b"true",
    b"../x.xml",
    b"inlineStr",
    b"s",
    b"e",
    b"str",
    b"d",
)


def _xml(chance: random.Random, raw: bytes, held: Parts) -> bytes:
    tags = list(re.finditer(rb"<[^>]*>", raw))
    if not tags:
        return raw
    tag, other = chance.choice(tags), chance.choice(tags)
    first, last = sorted((tag.start(), other.start()))
    match chance.randrange(9):
        case 0:  # a tag is gone
            return raw[: tag.start()] + raw[tag.end() :]
        case 1:  # comes twice
            return raw[: tag.end()] + tag[0] + raw[tag.end() :]
        case 2:  # a piece is gone
            return raw[:first] + raw[last:]
        case 3:  # a piece comes again, often
            return raw[:last] + raw[first:last][:2000] * chance.choice((1, 1, 5, 50)) + raw[last:]
        case 4 | 5:  # an attribute says something else
            found = list(re.finditer(rb'="([^"]*)"', tag[0]))
            if not found:
                return raw
            at = chance.choice(found)
            return raw[: tag.start() + at.start(1)] + chance.choice(VALUES) + raw[tag.start() + at.end(1) :]
        case 6:  # a text says something else
            return raw[: tag.end()] + chance.choice((*VALUES, *(escape(w).encode() for w in WORDS))) + raw[tag.end() :]
        case 7:  # a tag is another one
            word = chance.choice((
                b"<c>",
                b"</c>",
                b"<row>",
                b"<v>",
                b"<f>",
                b"<is>",
                b"<si>",
                b"<sheetData/>",
                b"<!--",
                b"-->",
                b"<![CDATA[",
                b"<?x?>",
                b"<mc:AlternateContent>",
                b"<r/>",
            ))
            return raw[: tag.start()] + word + raw[tag.end() :]
        case _:  # a piece of another part
            piece = held[chance.choice(sorted(held))]
            return raw[: tag.start()] + piece[: chance.randint(0, 500)] + raw[tag.start() :]


MAKERS = dict(zip(KINDS_OF_CHANGE, (structured, bytes_changed, archive_changed, xml_changed), strict=True))


def made(kind: str, seed: int) -> Source:
    """The workbook of a kind and a seed: the same each time."""
    return MAKERS[kind](random.Random(f"{kind}-{seed}"))
