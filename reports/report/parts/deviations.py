"""What lies behind its target line, and where no figure could be given: named, with room to say why."""

from metrics.scorecard import Result
from metrics.status import Status
from reports.report.blocks import Block, Column, Paragraph, Section, Table, cells
from reports.report.facts import Facts, held
from reports.report.tables import indicators
from reports.words import LATE


def build(facts: Facts) -> list[Section]:
    """One section."""
    late = [r for r in facts.chosen if held(r).status in LATE]
    blocks: list[Block] = []
    if late:
        blocks += [
            Paragraph(facts.counted("deviations.said", len(late), day=facts.day), "lead"),
            indicators(facts, "deviations.table", facts.t("deviations.table"), late),
        ]
    else:
        blocks.append(Paragraph(facts.t("deviations.none")))
    empty = [r for r in facts.chosen if r.value is None and r.status is not Status.NOT_APPLICABLE]
    if empty:
        blocks.append(_without(facts, empty))
    return [Section("deviations", facts.t("part.deviations"), (*blocks, *facts.slots("deviations")))]


def _without(facts: Facts, results: list[Result]) -> Table:
    columns = (Column(facts.t("column.id"), 0.75), Column(facts.t("column.indicator"), 3.3), Column(facts.t("deviations.reason"), 3.0))
    lines = tuple(cells(r.indicator.id, r.indicator.name[facts.lang], facts.value(r)) for r in results)
    return Table("deviations.without", facts.t("deviations.without"), columns, lines, facts.below(facts.confidential_note(results)))
