"""The parts of an .xlsx or .xlsm: read one by one, changed where needed, and the others passed on byte for byte."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from data.archive import CHUNK, Limits, open_archive
from data.errors import Figure, Unusable

TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_DAMAGED = (zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Relation:
    """What one part has to do with another; `type` is the last word of its kind ("worksheet"), `target` the other part's path."""

    id: str
    type: str
    target: str


class Package:
    """A workbook's archive with the changes made so far. Raises Unusable where a part is missing, damaged or too large."""

    def __init__(self, name: str, raw: bytes, limits: Limits) -> None:
        self.raw = raw
        self._name = name
        self._archive = open_archive(name, raw, limits)
        self._limit = limits.unpacked_gib
        self._left = int(limits.unpacked_gib * 2**30)
        self._counted: set[str] = set()
        self._members = {m.filename.replace("\\", "/").casefold(): m for m in self._archive.infolist()}
        self._changed: dict[str, tuple[str, bytes | None]] = {}  # by path without case, as the format compares them

    def __contains__(self, path: str) -> bool:
        key = path.casefold()
        return self._changed[key][1] is not None if key in self._changed else key in self._members

    def damaged(self) -> Unusable:
        """What to raise when the parts make no sound workbook."""
        return Unusable("file-corrupt", file=self._name)

    def read(self, path: str) -> bytes:
        """A part's bytes as they are now."""
        known = self._changed.get(path.casefold())
        if known and known[1] is not None:
            return known[1]
        if known or path.casefold() not in self._members:
            raise self.damaged()
        return b"".join(self._pieces(self._members[path.casefold()]))

    def parse(self, path: str) -> etree._Element:
        """A part as a tree; `put` it back when it has changed."""
        return self.tree(self.read(path))

    def tree(self, text: bytes) -> etree._Element:
        """XML as a tree of elements only, without anything from outside. The format allows no DTD."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(text, parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def put(self, path: str, content: bytes | etree._Element, content_type: str = "") -> None:
        """Change a part, or add one of this content type."""
        text = content if isinstance(content, bytes) else etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed[path.casefold()] = (path, text)
        if content_type:
            types = self.parse(TYPES)
            etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{path}", ContentType=content_type)
            self.put(TYPES, types)

    def remove(self, path: str) -> None:
        """Leave a part out."""
        self._changed[path.casefold()] = (path, None)

    def content_type(self, path: str) -> str:
        """What [Content_Types].xml says a part is."""
        types = self.parse(TYPES)
        for override in types.iterfind(f"{_TYPES}Override"):
            if override.get("PartName", "").casefold() == f"/{path}".casefold():
                return override.get("ContentType", "")
        return ""

    def default_type(self, extension: str, content_type: str) -> None:
        """Make sure that parts with this extension have a content type."""
        types = self.parse(TYPES)
        if all(d.get("Extension", "").casefold() != extension for d in types.iterfind(f"{_TYPES}Default")):
            types.insert(0, types.makeelement(f"{_TYPES}Default", Extension=extension, ContentType=content_type))
            self.put(TYPES, types)

    def relations(self, path: str = "") -> list[Relation]:
        """The other parts of the package that a part (or the package itself) names."""
        where = relations_of(path)
        if where not in self:
            return []
        return [
            Relation(r.get("Id", ""), r.get("Type", "").rpartition("/")[2], _resolve(path, r.get("Target", "")))
            for r in self.parse(where)
            if r.get("TargetMode") != "External"
        ]

    def related(self, path: str, kind: str) -> str | None:
        """The first part of one kind that a part names."""
        return next((r.target for r in self.relations(path) if r.type == kind), None)

    def relate(self, path: str, kind: str, target: str) -> str:
        """Add a relation (its kind written in full) and return its id."""
        where = relations_of(path)
        root = self.parse(where) if where in self else self.tree(_NO_RELATIONS)
        taken = {r.get("Id") for r in root}
        number = next(i for i in range(1, len(taken) + 2) if f"rId{i}" not in taken)
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"rId{number}", Type=kind, Target=f"/{target}")
        self.put(where, root)
        return f"rId{number}"

    def fresh(self, pattern: str) -> str:
        """The first path of this pattern that is not taken: "xl/comments{}.xml" -> "xl/comments2.xml"."""
        return next(path for i in range(1, len(self._members) + len(self._changed) + 2) if (path := pattern.format(i)) not in self)

    def paths(self, pattern: str) -> list[str]:
        """Paths of all parts that match a pattern."""
        known = {key: m.filename for key, m in self._members.items()} | {key: path for key, (path, _) in self._changed.items()}
        return [path for key, path in known.items() if path in self and re.search(pattern, key)]

    def to_bytes(self) -> bytes:
        """The archive with all changes, its members in the same order and new ones after them."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, member in self._members.items():
                path, changed = self._changed.get(key, (member.filename, None))
                if key in self._changed and changed is None:
                    continue
                info = zipfile.ZipInfo(path, member.date_time)
                # Whatever it was packed with: what we can read goes on as every program can read it.
                info.compress_type = zipfile.ZIP_STORED if member.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
                info.external_attr = member.external_attr
                with archive.open(info, "w", force_zip64=member.file_size >= 1 << 31) as target:
                    for piece in self._pieces(member) if changed is None else (changed,):
                        target.write(piece)
            for key, (path, added) in self._changed.items():
                if key not in self._members and added is not None:
                    archive.writestr(zipfile.ZipInfo(path), added, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """A member's bytes, counted by what comes out and not by what the archive's directory promises."""
        try:
            with self._archive.open(member) as file:
                counted = member.filename in self._counted
                while piece := file.read(CHUNK):
                    self._left -= 0 if counted else len(piece)
                    if self._left < 0:
                        raise Unusable("file-unpacks", file=self._name, limit=Figure(self._limit))
                    yield piece
            self._counted.add(member.filename)
        except _DAMAGED as error:
            raise self.damaged() from error


def attributes(element: etree._Element) -> dict[str, str]:
    """An element's attributes."""
    return {str(k): str(v) for k, v in element.attrib.items()}


def whole(element: etree._Element, name: str) -> int:
    """An attribute that is a whole number; 0 where it is none."""
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def relations_of(path: str) -> str:
    """Where the relations of a part stand: "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels"."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(path: str, target: str) -> str:
    """The path of a target, which is written from the root or from the folder of the part that names it."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).lstrip("/")
