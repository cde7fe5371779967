"""The workbook with remarks: a delivered file back as it was, every cell that can be better coloured and with a note.

An .xlsx or .xlsm keeps all it holds: its parts are changed one by one and the rest is passed on byte for byte, for the
libraries that write workbooks drop what they do not know (stored results of formulas, pictures, newer dropdowns, macros).
A .csv, .ods or .xls comes back as a plain .xlsx with the same cells.
"""

from collections.abc import Callable
from typing import TypeVar

import pandas as pd

from data.archive import Limits, content, kind
from data.feedback.book import SHEET, Book, suffix_of, workbook_path
from data.feedback.marks import marks
from data.feedback.overview import HEAD, listing
from data.feedback.package import Package, relations_of
from data.feedback.plain import rebuilt
from data.feedback.sheet import Marker
from data.feedback.styles import Styles
from data.findings import Findings
from data.own_sheets import is_list, is_list_name
from data.parcel import Told
from data.raw import Source, at_hand, read_sheet
from data.stoppable import StoppedError, stoppable
from locales import text

T = TypeVar("T")
__all__ = ["build", "suffix"]


def build(source: Source, findings: Findings, lang: str = "nl", limits: Limits | None = None) -> bytes:
    """The workbook of one file with the findings that are about it: a colour and a note per cell, and a list on a sheet of its own.

    Marks of an earlier round are replaced. Raises Unusable when the file can't be opened or is larger than the limits.
    """
    limits = limits or Limits.from_settings()
    found = Findings(tuple(b for b in findings.blocks if b.file == source.name))
    return _apart(_build, source, limits, found, lang)


def _apart(function: Callable[..., T], source: Source, limits: Limits, *more: object) -> T:
    """The work on a file where it can be stopped; raises Unusable where it was."""
    try:
        return stoppable(function, at_hand(source), limits, *more, limits=limits)
    except StoppedError as error:
        raise error.about([source.name], limits) from error


def _build(source: Source, limits: Limits, findings: Findings, lang: str, told: Told) -> bytes:
    told(0)
    frame = findings.frame(lang)
    package = _package(source, limits)
    if package is None:
        raw, names = rebuilt(source, limits)
        frame["sheet"] = frame["sheet"].map(lambda name: names.get(name, name))
        package = Package(source.name, raw, limits)
    _mark(source.name, package, frame, lang)
    return package.to_bytes()


def suffix(source: Source, limits: Limits | None = None) -> str:
    """What the name of the result must end with: `.xlsm` for a workbook with macros, which it keeps, else mostly `.xlsx`."""
    return _apart(_suffix, source, limits or Limits.from_settings())


def _suffix(source: Source, limits: Limits, told: Told) -> str:
    told(0)
    package = _package(source, limits)
    return suffix_of(package, workbook_path(package) or "") if package else ".xlsx"


def _package(source: Source, limits: Limits) -> Package | None:
    """The parts of an .xlsx or .xlsm; None for another spreadsheet."""
    raw = content(source.name, source.data, limits)
    if kind(source.name, raw) != "zip":
        return None
    package = Package(source.name, raw, limits)
    return package if workbook_path(package) else None


def _mark(name: str, package: Package, findings: pd.DataFrame, lang: str) -> None:
    book = Book(package)
    styles = Styles(package, book.path, book.namespace, book.kind("styles"))
    marker = Marker(package, book, styles)
    earlier = next((e for e in book.entries if is_list_name(e.name) and is_list(read_sheet(name, package.raw, e.name))), None)
    sheets = [e for e in book.entries if e is not earlier]
    wanted = marks(findings)
    for entry in sheets:
        marker.clean(entry)
    for entry in sheets:
        if entry.name in wanted:
            marker.mark(entry, wanted[entry.name])
    part = listing(findings, styles, book.namespace, lang)
    if earlier:
        package.put(earlier.path, part)
        if relations_of(earlier.path) in package:
            package.remove(relations_of(earlier.path))
    entry = earlier or book.add(text("feedback.sheet", lang))
    if not earlier:
        package.put(entry.path, part, SHEET)
    book.repeat_rows(entry, f"${HEAD}:${HEAD}")
    book.open_on(entry)
    styles.save()
    book.save()
