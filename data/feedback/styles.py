"""The colours of marked cells, added to the workbook's own styles and taken away again.

A marked cell keeps its format, font and borders: it gets a copy of its own style with another fill. Where the cell had a
colour, it stays behind that fill, where nothing shows it, so that a second round can give it back.
"""

from collections.abc import Hashable, Mapping
from copy import deepcopy

from lxml import etree

from data.feedback.package import Package, attributes, whole
from data.findings import Level

STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
# Soft, apart in grey as well, and not Excel's own colours for good and bad, for who bears these is taken to be marked by us.
COLOURS: Mapping[str, str] = {"error": "FFF7C5BF", "warning": "FFFDEBB3"}
# The same to the eye, of a cell that had a colour: other programs put anything behind a solid fill when they save it.
_OVER: Mapping[str, str] = {"error": "FFF7C5BE", "warning": "FFFDEBB2"}
_NOTHING = {"indexed": "64"}
DARK = "FF12523F"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
# What a style sheet holds at least; Excel takes the first two fills as given, whatever they say.
_LEAST = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
_FONT = '<font>{more}<sz val="{size}"/><color rgb="{colour}"/><name val="Calibri"/><family val="2"/></font>'
_LINE = '<border><left/><right/><top/><bottom style="thin"><color rgb="FFD3DCD8"/></bottom><diagonal/></border>'


class Styles:
    """The style sheet of a workbook; a style that is there already is used again."""

    def __init__(self, package: Package, workbook: str, namespace: str, kind: str) -> None:
        """`kind` is what a relation to a style sheet is called in this package."""
        self._package = package
        self._path = package.related(workbook, "styles") or ""
        if not self._path:
            self._path = "xl/styles.xml" if "xl/styles.xml" not in package else package.fresh("xl/styles{}.xml")
            package.put(self._path, f'<styleSheet xmlns="{namespace}"/>'.encode(), STYLES)
            package.relate(workbook, kind, self._path)
        self._root = package.parse(self._path)
        self._ns = str(etree.QName(self._root).namespace)
        self._pools = {name: _Pool(self._collection(name)) for name in _LEAST}
        self._marked: dict[tuple[int, Level], int] = {}
        self.before = self._unmarked()

    def marked(self, style: int, level: Level) -> int:
        """The style that a cell with this style gets when it is marked."""
        if (style, level) not in self._marked:
            xf = self._xf(self.before.get(style, style))
            old = self._fill(xf).find("{*}patternFill/{*}fgColor") if self._is_solid(xf) else None
            fill = self._solid(_OVER[level], attributes(old)) if old is not None else self._solid(COLOURS[level])
            self._marked[style, level] = self._filled(xf, self._pools["fills"].index(fill))
        return self._marked[style, level]

    def look(self, *, size: int = 11, colour: str = "FF15241F", bold: bool = False, link: bool = False, fill: str = "", line: bool = False) -> int:
        """A style for the list: wrapped text from the top, kept as text when somebody types in it."""
        more = ("<b/>" if bold else "") + ("<u/>" if link else "")
        font = self._pools["fonts"].index(self._made(_FONT.format(more=more, size=size, colour=colour)))
        filled = self._pools["fills"].index(self._solid(fill)) if fill else 0
        border = self._pools["borders"].index(self._made(_LINE if line else _LEAST["borders"]))
        text = (
            f'<xf numFmtId="49" fontId="{font}" fillId="{filled}" borderId="{border}" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1"'
            ' applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        )
        return self._pools["cellXfs"].index(self._made(text))

    def save(self) -> None:
        """Put the style sheet back in the package."""
        for pool in self._pools.values():
            pool.root.set("count", str(len(pool.root)))
        self._package.put(self._path, self._root)

    def _unmarked(self) -> dict[int, int]:
        """Per style that marks a cell, from an earlier round, the style without the mark."""
        before: dict[int, int] = {}
        for style, xf in enumerate(list(self._pools["cellXfs"].root)):
            shown = self._fill(xf).find("{*}patternFill/{*}fgColor") if self._is_solid(xf) else None
            colour = shown.get("rgb") if shown is not None else None
            behind = self._fill(xf).find("{*}patternFill/{*}bgColor")
            if colour in _OVER.values() and behind is not None:
                fill = self._made('<fill><patternFill patternType="solid"><fgColor/><bgColor indexed="64"/></patternFill></fill>')
                _set(fill[0][0], attributes(behind))
                before[style] = self._filled(xf, self._pools["fills"].index(fill))
            elif colour in COLOURS.values():
                before[style] = self._filled(xf, 0)
        return before

    def _filled(self, xf: etree._Element, fill: int) -> int:
        copy = deepcopy(xf)
        copy.set("fillId", str(fill))
        if fill:
            copy.set("applyFill", "1")
        elif "applyFill" in copy.attrib:
            del copy.attrib["applyFill"]
        return self._pools["cellXfs"].index(copy)

    def _solid(self, colour: str, behind: Mapping[str, str] = _NOTHING) -> etree._Element:
        fill = self._made(f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor/></patternFill></fill>')
        _set(fill[0][1], behind)
        return fill

    def _xf(self, style: int) -> etree._Element:
        xfs = self._pools["cellXfs"].root
        return xfs[style if style < len(xfs) else 0]

    def _fill(self, xf: etree._Element) -> etree._Element:
        fills = self._pools["fills"].root
        number = whole(xf, "fillId")
        return fills[number if number < len(fills) else 0]

    def _is_solid(self, xf: etree._Element) -> bool:
        pattern = self._fill(xf).find("{*}patternFill")
        return pattern is not None and pattern.get("patternType") == "solid"

    def _made(self, text: str) -> etree._Element:
        return self._package.tree(f'<x xmlns="{self._ns}">{text}</x>'.encode())[0]

    def _collection(self, name: str) -> etree._Element:
        """One of the style sheet's lists, made in its place with the least it holds where it is absent."""
        found = self._root.find(f"{{*}}{name}")
        if found is None:
            after = [i for i, child in enumerate(self._root) if etree.QName(child).localname in _ORDER[: _ORDER.index(name)]]
            found = self._root.makeelement(f"{{{self._ns}}}{name}")
            self._root.insert(after[-1] + 1 if after else 0, found)
        if not len(found):
            found.extend(self._package.tree(f'<x xmlns="{self._ns}">{_LEAST[name]}</x>'.encode()))
        return found


class _Pool:
    """A numbered list of elements in which equal ones share a number."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._numbers: dict[Hashable, int] = {}
        for number, element in enumerate(root):
            self._numbers.setdefault(_canonical(element), number)

    def index(self, element: etree._Element) -> int:
        """The number of an equal element, which is added if need be."""
        key = _canonical(element)
        if key not in self._numbers:
            self._numbers[key] = len(self.root)
            self.root.append(deepcopy(element))
        return self._numbers[key]


def _set(element: etree._Element, attributes: Mapping[str, str]) -> None:
    for key, value in attributes.items():
        element.set(key, value)


def _canonical(element: etree._Element) -> Hashable:
    """What makes two elements equal: names, attributes, text and what they hold."""
    return element.tag, tuple(sorted(attributes(element).items())), (element.text or "").strip(), tuple(_canonical(e) for e in element)
