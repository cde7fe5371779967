"""The boxes in which notes are shown: drawings in an old language (VML) that the workbook itself leaves open to any writer.

They are changed as text, for Excel writes them so that no strict reader can take them in.
"""

import re
from collections.abc import Callable, Iterable, Mapping

VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BLOCK = 1024  # Excel hands out the numbers of shapes in blocks, each to one drawing
WIDTH, LINE, LETTERS = 320, 15, 50  # pixels of a box and of a line in it, and how many letters go in a line
_EMPTY = "<xml></xml>"
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:{width}px;height:{height}px;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_P = r"(?:[\w.-]+:)?"  # each writer has its own prefixes
_ONE = re.compile(rf"<({_P}shape)\s.*?</\1>\s*", re.DOTALL)
_NOTE = re.compile(r"ObjectType\s*=\s*[\"']Note[\"']")
_ROW, _COLUMN = re.compile(rf"<{_P}Row>\s*(\d+)\s*</"), re.compile(rf"<{_P}Column>\s*(\d+)\s*</")
_ANCHOR = re.compile(rf"(<{_P}Anchor>)[^<]*(</)")
_SIZE = re.compile(r"\b(width|height):\s*[\d.]+(?:pt|px)")
_IDS = re.compile(r"[\"']_x0000_s(\d+)[\"']")
_MAP = re.compile(rf"(<{_P}idmap\b[^>]*?\sdata\s*=\s*[\"'])([\d,\s]*)([\"'])")
_LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
_START = re.compile(r"<[\w.:-]*xml\b[^>]*(?=>)")
_SPACES = {"v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office", "x": "urn:schemas-microsoft-com:office:excel"}
Anchor = Callable[[tuple[int, int], int], str]


class Shapes:
    """The drawing that holds the boxes of one sheet."""

    def __init__(self, text: str = _EMPTY) -> None:
        self._text = text if "</" in text else _EMPTY

    @property
    def sound(self) -> bool:
        """Whether this is a drawing at all."""
        return _START.search(self._text) is not None

    @property
    def blocks(self) -> set[int]:
        """The blocks of numbers that shapes of this drawing have."""
        return {int(i) // BLOCK for i in _IDS.findall(self._text)}

    def without(self, cells: Iterable[tuple[int, int]]) -> "Shapes":
        """The drawing without the boxes of these cells."""
        gone = set(cells)
        return Shapes(_ONE.sub(lambda m: "" if _place(m[0]) in gone else m[0], self._text))

    def holding(self, notes: Mapping[tuple[int, int], str], anchor: Anchor, taken: set[int]) -> "Shapes":
        """The drawing with a box for each of these notes, large enough for its text; `taken` are blocks of other drawings."""
        there: set[tuple[int, int]] = set()

        def enlarged(match: re.Match[str]) -> str:
            at = _place(match[0])
            if at is None or at not in notes:
                return match[0]
            there.add(at)
            height = _height(notes[at])
            tag, more, inside = match[0].partition(">")
            tag = _SIZE.sub(lambda m: f"{m[1]}:{WIDTH if m[1] == 'width' else height}px", tag)
            return tag + more + _ANCHOR.sub(rf"\g<1>{anchor(at, height)}\g<2>", inside)

        text = _ONE.sub(enlarged, self._text)
        return Shapes(text)._with_new({at: note for at, note in sorted(notes.items()) if at not in there}, anchor, taken)

    def _with_new(self, notes: Mapping[tuple[int, int], str], anchor: Anchor, taken: set[int]) -> "Shapes":
        if not notes:
            return self
        used = taken | self.blocks
        blocks = [b for b in range(1, len(used) + len(notes) // BLOCK + 2) if b not in used]
        shapes = []
        for i, (at, note) in enumerate(notes.items()):
            height = _height(note)
            number = blocks[i // BLOCK] * BLOCK + i % BLOCK
            shapes.append(_SHAPE.format(id=number, width=WIDTH, height=height, anchor=anchor(at, height), row=at[0] - 1, column=at[1] - 1))
        listed = ",".join(str(b) for b in sorted(self.blocks | set(blocks[: (len(notes) - 1) // BLOCK + 1])))
        text, mapped = _MAP.subn(rf"\g<1>{listed}\g<3>", self._text, count=1)
        first = ("" if mapped else _LAYOUT.format(blocks=listed)) + ("" if "_x0000_t202" in _ONE.sub("", text) else _TYPE)
        start = _START.search(text)
        assert start is not None
        declared = "".join(f' xmlns:{k}="{v}"' for k, v in _SPACES.items() if f"xmlns:{k}=" not in start[0])
        end = text.rindex("</")
        return Shapes(f"{start[0]}{declared}>{first}{text[start.end() + 1 : end]}{''.join(shapes)}{text[end:]}")

    def __str__(self) -> str:
        return self._text


def _place(shape: str) -> tuple[int, int] | None:
    """The cell whose note a shape shows; None for another shape."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if _NOTE.search(shape) and row and column else None


def _height(note: str) -> int:
    """Pixels that a note needs."""
    return LINE * (1 + sum(len(line) // LETTERS + 1 for line in note.split("\n")))
