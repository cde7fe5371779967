"""One sheet with its marks: colours in its cells, notes in the part beside it, and the boxes that show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from data.feedback.anchors import anchors
from data.feedback.book import Book, Entry
from data.feedback.cells import SheetPart
from data.feedback.marks import Mark
from data.feedback.notes import COMMENTS, HEADING, Notes
from data.feedback.package import Package
from data.feedback.shapes import VML, Shapes
from data.feedback.styles import Styles

Cells = Mapping[tuple[int, int], Mark]
# What stands behind the place of the boxes in a sheet.
_AFTER_BOXES = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"}


@dataclass(frozen=True)
class Marker:
    """Takes earlier marks from the sheets of a workbook and puts new ones there."""

    package: Package
    book: Book
    styles: Styles

    def clean(self, entry: Entry) -> None:
        """Take our colours and words of an earlier round from a sheet."""
        if self.styles.before:
            part = SheetPart.load(self.package, entry.path)
            if part.restyle(self.styles.before):
                self.package.put(entry.path, part.to_bytes())
        comments = self.package.related(entry.path, "comments")
        if comments and HEADING.encode() in self.package.read(comments):
            notes = Notes(self.package.parse(comments))
            gone = notes.take_back()
            self.package.put(comments, notes.root)
            drawing = self._drawing(entry, SheetPart.load(self.package, entry.path)) if gone else None
            if drawing:
                self._put_shapes(drawing, self._shapes(drawing).without(gone))

    def mark(self, entry: Entry, cells: Cells) -> None:
        """Colour cells of a sheet and give each its note."""
        part = SheetPart.load(self.package, entry.path)
        by_row: dict[int, dict[int, Mark]] = {}
        for (row, column), mark in cells.items():
            by_row.setdefault(row, {})[column] = mark
        part.mark({row: {c: partial(self.styles.marked, level=m.level) for c, m in found.items()} for row, found in by_row.items()})
        said = self._say(entry, cells)
        drawing = self._drawing(entry, part)
        others = [self._shapes(path).blocks for path in self.package.paths(r"\.vml$") if path != drawing]
        shapes = self._shapes(drawing) if drawing else Shapes()
        shapes = shapes.holding(said, anchors(part), set().union(*others))
        if not drawing:
            drawing = self.package.fresh("xl/drawings/vmlDrawing{}.vml")
            self.package.default_type("vml", VML)
            self._name_boxes(part, self.package.relate(entry.path, self.book.kind("vmlDrawing"), drawing))
        self._put_shapes(drawing, shapes)
        self.package.put(entry.path, part.to_bytes())

    def _say(self, entry: Entry, cells: Cells) -> dict[tuple[int, int], str]:
        path = self.package.related(entry.path, "comments")
        notes = Notes(self.package.parse(path)) if path else Notes.empty(self.book.namespace)
        said = notes.add(cells)
        if path:
            self.package.put(path, notes.root)
        else:
            path = self.package.fresh("xl/comments{}.xml")
            self.package.put(path, notes.root, COMMENTS)
            self.package.relate(entry.path, self.book.kind("comments"), path)
        return said

    def _drawing(self, entry: Entry, part: SheetPart) -> str | None:
        """The part with the boxes of a sheet, which the sheet names by its id (another may hold pictures of a header)."""
        named = part.root.find("{*}legacyDrawing")
        wanted = named.get(self.book.id_attribute) if named is not None else None
        return next((r.target for r in self.package.relations(entry.path) if r.id == wanted and r.type == "vmlDrawing" and r.target in self.package), None)

    def _name_boxes(self, part: SheetPart, relation: str) -> None:
        for old in part.root.findall("{*}legacyDrawing"):  # one that leads nowhere
            part.root.remove(old)
        named = part.root.makeelement(f"{{{self.book.namespace}}}legacyDrawing", nsmap={"r": self.book.id_attribute[1:-3]})
        named.set(self.book.id_attribute, relation)
        after = next((i for i, child in enumerate(part.root) if etree.QName(child).localname in _AFTER_BOXES), len(part.root))
        part.root.insert(after, named)

    def _shapes(self, path: str) -> Shapes:
        shapes = Shapes(self.package.read(path).decode("utf-8", "surrogateescape"))
        if not shapes.sound:
            raise self.package.damaged()
        return shapes

    def _put_shapes(self, path: str, shapes: Shapes) -> None:
        self.package.put(path, str(shapes).encode("utf-8", "surrogateescape"))
