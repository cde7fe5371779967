"""What was learned and done about it, and why cases stopped."""

from metrics.stages import stage_label
from metrics.stalled import stop_reasons
from reports.report import rows
from reports.report.blocks import Block, Column, Section, Table, cells
from reports.report.facts import Facts

LESSONS = (("lesson_id", 1.3), ("date", 1.3), ("lesson", 3.6), ("adjustment", 3.2), ("status", 1.3))


def build(facts: Facts) -> list[Section]:
    """One section."""
    blocks = (rows.listing(facts, "lessons", "date", LESSONS, "lessons"), _stops(facts), *facts.slots("lessons"))
    return [Section("lessons", facts.t("part.lessons"), blocks)]


def _stops(facts: Facts) -> Block:
    missing = rows.absent(facts, "cases", "stopped_date")
    if missing:
        return missing
    found = stop_reasons(facts.dataset, facts.period, facts.as_of, facts.lang)
    columns = (
        Column(facts.t("stops.column.reason"), 3.0),
        Column(facts.t("stops.column.count"), 1.0, figures=True),
        Column(facts.t("stops.column.stages"), 3.0),
    )
    lines = tuple(
        cells(rows.short(r.label), facts.count(r.count), ", ".join(f"{stage_label(s, facts.lang)} ({n})" for s, n in r.stages.items())) for r in found.reasons
    )
    return Table("lessons.stops", facts.t("stops.table", period=facts.name), columns, lines, facts.below(), facts.t("stops.none"))
