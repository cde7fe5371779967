"""The workbook part: which sheet is which part, and the place of the list among the sheets."""

import itertools
import re
from dataclasses import dataclass

from lxml import etree

from data.feedback.package import Package, whole

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# How a file must be called by what its workbook part is: Excel refuses one with macros as .xlsx, and one without as .xlsm.
_SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
}
_BEFORE_NAMES = {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"}
_SHEETS = {"worksheet", "chartsheet", "dialogsheet"}
_SELECTED = re.compile(rb"\stabSelected\s*=\s*[\"'](?:1|true)[\"']")
_LONGEST = 31  # letters in a sheet's name


@dataclass(frozen=True)
class Entry:
    """One sheet of the workbook: its name, its part and its place among the sheets."""

    name: str
    path: str
    position: int


class Book:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.path = workbook_path(package) or ""
        self._root = package.parse(self.path)
        sheets = self._root.find("{*}sheets")
        if sheets is None:
            raise package.damaged()
        self._sheets = sheets
        self.namespace = str(etree.QName(self._root).namespace)
        targets = {r.id: r for r in package.relations(self.path)}
        self.entries: list[Entry] = []
        for position, sheet in enumerate(sheets):
            relation = targets.get(next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), ""))
            if relation and relation.type == "worksheet" and relation.target in package:
                self.entries.append(Entry(sheet.get("name", ""), relation.target, position))

    def kind(self, word: str) -> str:
        """How a relation of this kind is written in full."""
        family = "http://purl.oclc.org/ooxml/officeDocument" if "purl.oclc.org" in self.namespace else "http://schemas.openxmlformats.org/officeDocument/2006"
        return f"{family}/relationships/{word}"

    @property
    def id_attribute(self) -> str:
        """The attribute by which a part names a relation."""
        return f"{{{self.kind('')[:-1]}}}id"

    def add(self, title: str) -> Entry:
        """A new last sheet, called so or with a number where that name is taken. Its part is still to be put."""
        taken = {s.get("name", "").casefold() for s in self._sheets}
        names = (f"{title[: _LONGEST - 5]} ({i})" if i > 1 else title for i in itertools.count(1))
        name = next(n for n in names if n.casefold() not in taken)
        path = self._package.fresh("xl/worksheets/sheet{}.xml")
        number = max((whole(s, "sheetId") for s in self._sheets), default=0) + 1
        entry = Entry(name, path, len(self._sheets))
        sheet = etree.SubElement(self._sheets, f"{{{self.namespace}}}sheet", name=name, sheetId=str(number))
        sheet.set(self.id_attribute, self._package.relate(self.path, self.kind("worksheet"), path))
        self.entries.append(entry)
        return entry

    def repeat_rows(self, entry: Entry, rows: str) -> None:
        """Print these rows of a sheet on each page."""
        names = self._root.find("{*}definedNames")
        if names is None:
            after = [i for i, child in enumerate(self._root) if etree.QName(child).localname in _BEFORE_NAMES]
            names = self._root.makeelement(f"{{{self.namespace}}}definedNames")
            self._root.insert(after[-1] + 1, names)
        for old in [n for n in names if n.get("localSheetId") == str(entry.position)]:
            names.remove(old)
        name = etree.SubElement(names, f"{{{self.namespace}}}definedName", name="_xlnm.Print_Titles", localSheetId=str(entry.position))
        name.text = f"{quoted(entry.name)}!{rows}"

    def open_on(self, entry: Entry) -> None:
        """Show this sheet when the workbook is opened."""
        views = self._root.find("{*}bookViews")
        if views is None:
            views = self._root.makeelement(f"{{{self.namespace}}}bookViews")
            self._sheets.addprevious(views)
        view = views[0] if len(views) else etree.SubElement(views, f"{{{self.namespace}}}workbookView")
        view.set("activeTab", str(entry.position))
        targets = [r.target for r in self._package.relations(self.path) if r.type in _SHEETS and r.target != entry.path and r.target in self._package]
        for path in targets:
            raw = self._package.read(path)
            cells = raw.find(b"sheetData")
            head = raw if cells < 0 else raw[:cells]
            if _SELECTED.search(head):  # two selected sheets are changed as one
                self._package.put(path, _SELECTED.sub(b"", head) + raw[len(head) :])

    def save(self) -> None:
        """Put the workbook part back in the package."""
        self._package.put(self.path, self._root)


def workbook_path(package: Package) -> str | None:
    """The workbook part of a package; None where it is no workbook in XML (an .ods, a binary .xlsb)."""
    path = package.related("", "officeDocument")
    return path if path and path in package and suffix_of(package, path) else None


def suffix_of(package: Package, path: str) -> str:
    """What the name of a file with this workbook part ends with; empty where it is none."""
    return _SUFFIXES.get(package.content_type(path), "")


def quoted(sheet: str) -> str:
    """A sheet's name as an address has it."""
    return "'" + sheet.replace("'", "''") + "'"
