"""The notes at marked cells: one a cell, below what somebody wrote there, and gone again once the cell is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from lxml import etree

from data.archive import column_letter
from data.feedback.cells import place
from data.feedback.marks import Mark
from data.feedback.text import shown

COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
AUTHOR = "Impactmonitor"
HEADING = f"{AUTHOR}:"
MOST = 2000  # letters of one message; the list says it in full
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
        new: list[str] = []
        said: dict[tuple[int, int], str] = {}
        for at, mark in sorted(marks.items()):
            words = "".join(f"\n• {' '.join(m.split())[:MOST]}" for m in mark.messages)
            if at in there:
                said[at] = self._add_below(there[at], words)
            else:
                said[at] = HEADING + words
                new.append(f'<comment ref="{column_letter(at[1])}{at[0]}" authorId="{author}"><text>{_runs(HEADING, words)}</text></comment>')
        self._list.extend(self._made("".join(new)))
        return said

    def _add_below(self, comment: etree._Element, words: str) -> str:
        text = self._child(comment, "text")
        for plain in text.findall("{*}t"):  # a note holds runs or plain text, not both
            run = text.makeelement(f"{{{self._ns}}}r")
            text.replace(plain, run)
            run.append(plain)
        for phonetic in (*text.findall("{*}rPh"), *text.findall("{*}phoneticPr")):  # about how the old text sounds, and in the way
            text.remove(phonetic)
        before = "".join(t.text or "" for t in _texts(comment))
        text.extend(self._made(_runs(f"\n{HEADING}" if before else HEADING, words)))
        return f"{before}\n{HEADING}{words}"

    def _made(self, text: str) -> etree._Element:
        return etree.fromstring(f'<x xmlns="{self._ns}">{text}</x>', etree.XMLParser(resolve_entities=False, no_network=True))

    def _author(self) -> str:
        authors = self._child(self.root, "authors")
        names = [a.text for a in authors]
        if AUTHOR not in names:
            self._sub(authors, "author").text = AUTHOR
            names.append(AUTHOR)
        return str(names.index(AUTHOR))

    def _child(self, parent: etree._Element, name: str) -> etree._Element:
        found = parent.find(f"{{*}}{name}")
        return found if found is not None else self._sub(parent, name)

    def _sub(self, parent: etree._Element, name: str, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, f"{{{self._ns}}}{name}", attrib=attributes)


def _runs(heading: str, words: str) -> str:
    """Our part of a note: a bold line, and the messages below it."""
    look = '<sz val="9"/><rFont val="Tahoma"/>'
    return f"<r><rPr><b/>{look}</rPr>{_piece(heading)}</r><r><rPr>{look}</rPr>{_piece(words)}</r>"


def _piece(words: str) -> str:
    return f'<t xml:space="preserve">{escape(shown(words))}</t>'


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
        kept = words
        for begin, end in reversed(spans):
            kept = kept[: max(begin - start, 0)] + kept[max(end - start, 0) :]
        start += len(words)
        if kept == words:
            continue
        piece.text = kept
        run = piece.getparent()
        holder = run.getparent() if run is not None else None
        if not kept and run is not None and holder is not None and etree.QName(run).localname == "r":
            holder.remove(run)
