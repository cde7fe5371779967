"""The cells of one sheet, changed as text.

A cell costs about a kilobyte in a tree and a sheet can have millions, so only what stands around the cells is parsed; the
cells themselves stay text, in which `<` begins nothing but a tag. Every cell that is not changed stays byte for byte.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from data.archive import column_letter, column_number
from data.feedback.package import Package, whole

_ATTRIBUTES = rb"(?:\s+[^\s=<>\"']+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*"
_ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Restyle = Callable[[int], int]


@dataclass
class SheetPart:
    """A sheet as what stands around its cells (a tree with an empty sheetData) and the text of its rows."""

    root: etree._Element
    body: bytes

    @classmethod
    def load(cls, package: Package, path: str) -> "SheetPart":
        """A sheet of a package; raises Unusable when it has no place for cells."""
        raw = package.read(path)
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!" in raw or raw.count(b"<?") > 1 or _ENCODING.match(raw):
            raw = etree.tostring(package.tree(raw), encoding="UTF-8")
        match = _tag(rb"(?:[^\s<>:/]+:)?sheetData").search(raw)
        if match is None:
            raise package.damaged()
        end = raw.rfind(b"</" + match[1] + b">")
        if match[2] or end < 0:
            return cls(package.tree(raw), b"")
        rest = raw[end + len(match[1]) + 3 :]
        return cls(package.tree(raw[: match.start()] + b"<" + match[1] + b"/>" + rest), raw[match.end() : end])

    def to_bytes(self) -> bytes:
        """The sheet as a part."""
        raw = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        match = _tag(_name(self.root, b"sheetData")).search(raw)
        assert match is not None
        return raw[: match.start()] + b"<" + match[1] + b">" + self.body + b"</" + match[1] + b">" + raw[match.end() :]

    def restyle(self, styles: Mapping[int, int]) -> bool:
        """Give every cell with one of these styles another; says whether there was any."""
        if not styles:
            return False
        pattern = rb"(<%s\s(?:[^<>]*?\s)?s\s*=\s*[\"'])(%s)(?=[\"'])"
        wanted = re.compile(pattern % (re.escape(_name(self.root, b"c")), b"|".join(b"%d" % s for s in styles)))
        self.body, count = wanted.subn(lambda m: m[1] + b"%d" % styles[int(m[2])], self.body)
        return count > 0

    def mark(self, wanted: Mapping[int, Mapping[int, Restyle]]) -> None:
        """Give cells, by row and column, another style; a cell or row that is not there is made."""
        row_tag, cell_tag = _tag(_name(self.root, b"row")), _tag(_name(self.root, b"c"))
        rows = _numbered(row_tag, self.body, _row_number)
        pieces: list[bytes] = []
        done = 0
        missing = sorted(set(wanted) - {number for number, _ in rows})
        for number, match in rows:
            while missing and missing[0] < number:
                pieces += [self.body[done : match.start()], self._new_row(missing[0], wanted[missing[0]])]
                done = match.start()
                missing.pop(0)
            if number in wanted:
                end = match.end() if match[2] else self.body.index(b"</" + match[1] + b">", match.end())
                inside = b"" if match[2] else self.body[match.end() : end]
                pieces += [self.body[done : match.start()], self._row(cell_tag, match, inside, number, wanted[number])]
                done = end
        pieces.append(self.body[done:])
        pieces += [self._new_row(number, wanted[number]) for number in missing]
        self.body = b"".join(pieces)

    def column(self, number: int) -> etree._Element | None:
        """What the sheet says about a column: its width, style and whether it is hidden."""
        for column in self.root.iterfind("{*}cols/{*}col"):
            if whole(column, "min") <= number <= whole(column, "max"):
                return column
        return None

    def _row(self, cell_tag: re.Pattern[bytes], row: re.Match[bytes], inside: bytes, number: int, wanted: Mapping[int, Restyle]) -> bytes:
        """A row with its cells restyled; the start tag gets no end when the row had none, for that follows in the text."""
        known = {at: _find(cell_tag, inside, f"{column_letter(at)}{number}".encode()) for at in wanted}
        cells = [(at, match) for at, match in known.items() if match]
        start = row[0]
        if len(cells) < len(wanted):
            cells = _numbered(cell_tag, inside, _cell_number)
            start = re.sub(rb"\sspans\s*=\s*[\"'][^\"']*[\"']", b"", start)
        places = {at: (match.start(), match.end(), self._restyled(match[0], wanted[at])) for at, match in cells if at in wanted}
        own = _whole(attribute(start, b"s")) if attribute(start, b"customFormat") in (b"1", b"true") else None
        extra = inside.find(b"<" + _name(self.root, b"extLst"))
        for at in set(wanted) - set(places):
            before = next((match.start() for other, match in cells if other > at), len(inside) if extra < 0 else extra)
            places[at] = (before, before, self._new_cell(number, at, wanted[at], own))
        pieces: list[bytes] = []
        done = 0
        # In the order of the text, which need not be that of the columns; new cells before the cell that they stand in front of.
        for begin, end, _, text in sorted((begin, end, at, text) for at, (begin, end, text) in places.items()):
            pieces += [inside[done:begin], text]
            done = end
        body = b"".join([*pieces, inside[done:]])
        return start[:-2].rstrip() + b">" + body + b"</" + row[1] + b">" if row[2] else start + body

    def _restyled(self, cell: bytes, restyle: Restyle) -> bytes:
        return with_attribute(cell, b"s", b"%d" % restyle(_whole(attribute(cell, b"s"))))

    def _new_row(self, number: int, wanted: Mapping[int, Restyle]) -> bytes:
        name = _name(self.root, b"row")
        cells = b"".join(self._new_cell(number, at, wanted[at], None) for at in sorted(wanted))
        return b'<%s r="%d">%s</%s>' % (name, number, cells, name)

    def _new_cell(self, row: int, at: int, restyle: Restyle, own: int | None) -> bytes:
        """An empty cell, looking as its row or else its column does."""
        column = self.column(at) if own is None else None
        style = own or (whole(column, "style") if column is not None else 0)
        return b'<%s r="%s%d" s="%d"/>' % (_name(self.root, b"c"), column_letter(at).encode(), row, restyle(style))


def place(reference: str) -> tuple[int, int]:
    """Row and column of a cell: "F12" -> (12, 6)."""
    match = _REFERENCE.match(reference.replace("$", "").upper())
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def attribute(tag: bytes, name: bytes) -> bytes | None:
    """An attribute of a start tag."""
    match = re.search(rb"\s%s\s*=\s*(?:\"([^\"]*)\"|'([^']*)')" % name, tag)
    return (match[1] if match[1] is not None else match[2]) if match else None


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """A start tag with another value for an attribute."""
    changed, count = re.subn(rb"(\s%s\s*=\s*)(?:\"[^\"]*\"|'[^']*')" % name, rb'\g<1>"%s"' % value, tag)
    if count:
        return changed
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + b' %s="%s"' % (name, value) + tag[end:]


def _tag(name: bytes) -> re.Pattern[bytes]:
    """A start tag: group 1 is its name, group 2 a slash where nothing follows."""
    return re.compile(rb"<(%s)(?=[\s/>])%s(/?)>" % (name, _ATTRIBUTES))


def _name(root: etree._Element, local: bytes) -> bytes:
    """An element's name with the prefix that the sheet uses."""
    return f"{root.prefix}:".encode() + local if root.prefix else local


def _numbered(tag: re.Pattern[bytes], text: bytes, number_of: Callable[[bytes], int]) -> list[tuple[int, re.Match[bytes]]]:
    """Rows or cells with their number; one that does not say its number comes after the one before."""
    found: list[tuple[int, re.Match[bytes]]] = []
    number = 0
    for match in tag.finditer(text):
        reference = attribute(match[0], b"r")
        number = number_of(reference) if reference else number + 1
        found.append((number, match))
    return found


def _find(tag: re.Pattern[bytes], text: bytes, reference: bytes) -> re.Match[bytes] | None:
    """The start tag of a cell that says its address in the usual way; None where a closer look is needed."""
    at = text.find(b' r="' + reference + b'"')
    return tag.match(text, text.rfind(b"<", 0, at)) if at >= 0 else None


def _row_number(reference: bytes) -> int:
    return _whole(reference)


def _cell_number(reference: bytes) -> int:
    return place(reference.decode())[1]


def _whole(digits: bytes | None) -> int:
    return int(digits) if digits and digits.isdigit() else 0
