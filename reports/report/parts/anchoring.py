"""What local authorities bind themselves to, and where a running phase is heading."""

from locales import formats
from metrics.scorecard import Result
from reports import words
from reports.report import rows
from reports.report.blocks import Block, Cell, Column, Paragraph, Section, Table, cells
from reports.report.facts import Facts

ANCHORING = (("date", 1.3), ("local_authority", 2.0), ("municipality", 1.5), ("commitment_type", 1.4), ("description", 3.2))
UNNAMED = ("local_authority",)  # for partners: many of them are behind a case as well; the municipality says enough


def build(facts: Facts) -> list[Section]:
    """One section."""
    shown = [column for column in ANCHORING if column[0] not in UNNAMED] if facts.request.outside else ANCHORING
    blocks: list[Block] = [rows.listing(facts, "anchoring", "date", shown, "anchoring"), *_outlook(facts), *facts.slots("anchoring")]
    return [Section("anchoring", facts.t("part.anchoring"), tuple(blocks))]


def _outlook(facts: Facts) -> list[Block]:
    """Where the phase ends if it goes on like this; only while it runs, and for a report on the whole phase."""
    found = [r for r in facts.chosen if r.forecast]
    if not found:
        return []
    columns = (
        Column(facts.t("column.id"), 0.75), Column(facts.t("column.figure"), 3.0), Column(facts.t("outlook.now", day=facts.day), 1.2, figures=True),
        Column(facts.t("outlook.forecast"), 1.8, figures=True), Column(facts.t("outlook.target"), 1.2, figures=True),
    )  # fmt: skip
    lines = tuple(_line(facts, r) for r in found)
    return [
        Paragraph(facts.t("outlook.line")),
        Table("anchoring.outlook", facts.t("outlook.table", period=facts.name), columns, lines, facts.below(facts.t("outlook.note"))),
    ]


def _line(facts: Facts, result: Result) -> tuple[Cell, ...]:
    what = result.indicator
    target = formats.value(result.target, what.decimals, what.percent, facts.lang) or "–"
    return cells(what.id, what.name[facts.lang], facts.value(result), words.forecast(result, facts.lang), target)
