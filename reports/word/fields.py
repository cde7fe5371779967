"""Word's own fields: numbers of captions and pages, the table of contents. Each holds a first result, for programs that don't compute fields.

python-docx has no fields, links or bookmarks: they go into `_p` and `_r`, the elements behind a paragraph and a run.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports.plain import printable


def field(paragraph: Paragraph, instruction: str, result: str, *, stale: bool = False) -> None:
    """A field at the end of a paragraph; `stale` asks Word to work it out when the document is opened."""
    begin = _mark(paragraph, "begin")
    if stale:
        begin.set(qn("w:dirty"), "true")
    _code(paragraph, instruction)
    _mark(paragraph, "separate")
    paragraph.add_run(result)
    _mark(paragraph, "end")


def contents(first: Paragraph, entries: Sequence[tuple[int, str, str]], ids: Mapping[str, str]) -> None:
    """The table of contents from a paragraph on: (level, heading, bookmark) per line, each linked to its heading, with its page as a field."""
    lines = [first]
    for _ in entries[1:]:
        lines.append(_after(lines[-1]))
    _mark(first, "begin").set(qn("w:dirty"), "true")
    _code(first, 'TOC \\o "1-2" \\h \\z \\u')
    _mark(first, "separate")
    for line, (level, heading, bookmark) in zip(lines, entries, strict=True):
        line._p.style = ids[f"toc {level}"]
        link: Any = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        line._p.append(link)
        inside = Paragraph(link, line._parent)
        inside.add_run(f"{printable(heading)}\t")
        field(inside, f"PAGEREF {bookmark} \\h", "")
    _mark(lines[-1], "end")


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name that links and page numbers can refer to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraph._p.pPr
    (paragraph._p.insert(0, start) if first is None else first.addnext(start))
    paragraph._p.append(end)


def _mark(paragraph: Paragraph, kind: str) -> Any:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(element)
    return element


def _code(paragraph: Paragraph, instruction: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = f" {instruction} "
    paragraph.add_run()._r.append(element)


def _after(paragraph: Paragraph) -> Paragraph:
    element: Any = OxmlElement("w:p")
    paragraph._p.addnext(element)
    return Paragraph(element, paragraph._parent)
