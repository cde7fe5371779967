"""The annexes: all figures per phase, the sheet of every indicator, the list of evidence, and what the abbreviations mean."""

from dataclasses import replace
from itertools import chain

from locales import formats
from metrics.compare import Cell as PhaseCell
from metrics.indicator import Indicator
from metrics.scorecard import Result
from reports.definition import definition
from reports.report import rows
from reports.report.blocks import Block, Cell, Column, Heading, Paragraph, Section, Table, cells
from reports.report.facts import Facts

EVIDENCE = (("cases", "realised_date", "case_id", "title"), ("events", "date", "event_id", "title"), ("anchoring", "date", "", "local_authority"))
ABBREVIATIONS = ("CE", "CO2", "ESF", "FTE", "GG", "NB", "NVT", "OCMW", "SE", "SUM", "WSE")


def build(facts: Facts) -> list[Section]:
    """A heading and four annexes."""
    made: dict[str, list[Block]] = {"phases": _phases(facts), "sheets": _sheets(facts), "evidence": _evidence(facts), "abbreviations": [_abbreviations(facts)]}
    found = [Section(f"annex_{key}", facts.t(f"annex.{key}"), tuple(blocks), 2, apart=n > 0) for n, (key, blocks) in enumerate(made.items())]
    return [Section("annexes", facts.t("part.annexes"), (Paragraph(facts.t("annex.line")),), apart=True), *found]


def _phases(facts: Facts) -> list[Block]:
    """Every indicator in every phase that has begun: as a total to read, and per month to compare."""
    shown = [replace(p, end=min(p.end, facts.until)) for p in facts.dataset.phases if p.start <= facts.until]
    columns = (
        Column(facts.t("column.id"), 0.75),
        Column(facts.t("column.indicator"), 3.0),
        *(Column(facts.t("phase", number=p.number), 1.3, figures=True) for p in shown),
    )
    found = [facts.cells(r.indicator, shown) for r in facts.chosen]
    lines = tuple(_per_phase(facts, r, cells_) for r, cells_ in zip(facts.chosen, found, strict=True))
    return [
        Table(
            "annex.phases",
            facts.t("annex.phases_table"),
            columns,
            lines,
            facts.below(facts.t("annex.phases_note"), facts.t("annex.running", day=facts.day), facts.confidential_note(chain(*found))),
        )
    ]


def _per_phase(facts: Facts, result: Result, found: tuple[PhaseCell, ...]) -> tuple[Cell, ...]:
    what = result.indicator
    return (*cells(what.id, what.name[facts.lang]), *(_in_phase(facts, what, cell) for cell in found))


def _in_phase(facts: Facts, what: Indicator, cell: PhaseCell) -> Cell:
    if cell.value is None:
        return Cell(cell.reason.text(facts.lang) if cell.reason else facts.t("no_data"))
    shown = facts.figure(what, cell.value, unit=False)
    if cell.per_month is None:
        return Cell(shown)
    return Cell(shown, facts.t("per_month", value=formats.number(cell.per_month, 2 if cell.per_month < 1 else 1, facts.lang)))


def _sheets(facts: Facts) -> list[Block]:
    """Per indicator what it asks, means and counts."""
    columns = (Column(facts.t("annex.term"), 1.0), Column(facts.t("annex.meaning"), 4.6))
    found: list[Block] = []
    for r in facts.chosen:
        (_, name), *rest = definition(r.indicator, facts.lang)
        found += [Heading(name), Table(f"{r.indicator.id}.sheet", "", columns, tuple(cells(term, said) for term, said in rest))]
    return found


def _evidence(facts: Facts) -> list[Block]:
    """Where the proof of a record can be found, for the records of the period."""
    lines = []
    for sheet, date, number, title in EVIDENCE:
        if rows.absent(facts, sheet, date, "evidence"):
            continue
        table, found = facts.dataset.tables[sheet], rows.dated(facts, sheet, date)
        proof = rows.texts(facts, sheet, "evidence", found)
        about = zip(
            rows.texts(facts, sheet, date, found), rows.texts(facts, sheet, number or title, found), rows.texts(facts, sheet, title, found), proof, strict=True
        )
        lines += [cells(table.sheet.title(facts.lang), day, name if number else "", what, where) for day, name, what, where in about if where]
    columns = tuple(Column(facts.t(f"evidence.{c}"), w) for c, w in (("sheet", 1.1), ("date", 1.1), ("id", 1.4), ("title", 2.6), ("place", 3.0)))
    return [
        Table(
            "annex.evidence",
            facts.t("evidence.table", period=facts.name),
            columns,
            tuple(lines),
            facts.below(facts.t("evidence.note")),
            facts.t("evidence.none"),
        )
    ]


def _abbreviations(facts: Facts) -> Table:
    columns = (Column(facts.t("annex.short"), 1.0), Column(facts.t("annex.meaning"), 4.6))
    lines = tuple(cells(facts.t(f"abbreviation.{key}.short"), facts.t(f"abbreviation.{key}.long")) for key in ABBREVIATIONS)
    return Table("annex.abbreviations", facts.t("annex.abbreviations"), columns, lines)
