"""The notes at marked cells: one a cell, below what somebody wrote there, and gone again once the cell is right."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from data.archive import column_letter
from data.feedback.cells import place
from data.feedback.marks import Mark
from data.feedback.text import MOST, shown

COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
AUTHOR = "Impactmonitor"
HEADING = f"{AUTHOR}:"
# Our part of a note: the heading on a line of its own, and the lines below it that start with our sign.
_OURS = re.compile(rf"(?:^|\n){HEADING}(?:\n• [^\n]*)+(?:\n(?=$))?")


class Notes:
    """The comments part of one sheet."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._ns = str(etree.QName(root).namespace)
        self._list = self._child(root, "commentList")

    @classmethod
    def empty(cls, namespace: str) -> "Notes":
        """A part without notes."""
        return cls(etree.fromstring(f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()))

    def take_back(self) -> set[tuple[int, int]]:
        """Take our words out of every note; gives the cells of which no note is left."""
        gone: set[tuple[int, int]] = set()
        for comment in list(self._list):
            runs = list(_texts(comment))
            whole = "".join(t.text or "" for t in runs)
            spans = [m.span() for m in _OURS.finditer(whole)]
            if not spans:
                continue
            _cut(runs, spans)
            if not "".join(t.text or "" for t in runs).strip():
                gone.add(place(comment.get("ref", "")))
                self._list.remove(comment)
        return gone

    def add(self, marks: Mapping[tuple[int, int], Mark]) -> dict[tuple[int, int], str]:
        """Add a note per marked cell, below the one that is there; gives the whole text of each."""
        there = {place(c.get("ref", "")): c for c in self._list}
        author = self._author()
        said: dict[tuple[int, int], str] = {}
        for at, mark in sorted(marks.items()):
            comment = there.get(at)
            if comment is None:
                comment = self._sub(self._list, "comment", ref=f"{column_letter(at[1])}{at[0]}", authorId=author)
            text = self._child(comment, "text")
            self._runs_only(text)
            before = "".join(t.text or "" for t in _texts(comment))
            self._run(text, f"\n{HEADING}" if before else HEADING, bold=True)
            self._run(text, "".join(f"\n• {shown(' '.join(m.split()))}" for m in mark.messages)[: MOST - len(before) - len(HEADING) - 1], bold=False)
            said[at] = "".join(t.text or "" for t in _texts(comment))
        return said

    def _author(self) -> str:
        authors = self._child(self.root, "authors")
        names = [a.text for a in authors]
        if AUTHOR not in names:
            self._sub(authors, "author").text = AUTHOR
            names.append(AUTHOR)
        return str(names.index(AUTHOR))

    def _runs_only(self, text: etree._Element) -> None:
        """Text outside a run becomes a run, for a note holds the one or the other."""
        for plain in text.findall("{*}t"):
            run = text.makeelement(f"{{{self._ns}}}r")
            text.replace(plain, run)
            run.append(plain)

    def _run(self, text: etree._Element, words: str, *, bold: bool) -> None:
        run = self._sub(text, "r")
        look = self._sub(run, "rPr")
        if bold:
            self._sub(look, "b")
        self._sub(look, "sz", val="9")
        self._sub(look, "rFont", val="Tahoma")
        piece = self._sub(run, "t")
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.text = words
        phonetic = text.find("{*}rPh") if bold else None  # what belongs after all runs
        if phonetic is not None:
            text.remove(phonetic)

    def _child(self, parent: etree._Element, name: str) -> etree._Element:
        found = parent.find(f"{{*}}{name}")
        return found if found is not None else self._sub(parent, name)

    def _sub(self, parent: etree._Element, name: str, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, f"{{{self._ns}}}{name}", attrib=attributes)


def _texts(comment: etree._Element) -> Iterator[etree._Element]:
    """The pieces of text of a note: on their own or in a run."""
    text = comment.find("{*}text")
    if text is not None:
        yield from (t for t in text.iter("{*}t") if etree.QName(t.getparent()).localname in ("r", "text"))


def _cut(pieces: Sequence[etree._Element], spans: Sequence[tuple[int, int]]) -> None:
    """Leave out spans of the text that the pieces make together, and a run of which nothing is left."""
    start = 0
    for piece in pieces:
        words = piece.text or ""
        kept = "".join(c for i, c in enumerate(words, start) if not any(a <= i < b for a, b in spans))
        start += len(words)
        if kept == words:
            continue
        piece.text = kept
        run = piece.getparent()
        holder = run.getparent() if run is not None else None
        if not kept and run is not None and holder is not None and etree.QName(run).localname == "r":
            holder.remove(run)
