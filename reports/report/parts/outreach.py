"""Communication per channel, and events with who came. Reach of different kinds is never added."""

from locales import formats
from metrics.communication import channels
from reports.report import rows
from reports.report.blocks import Block, Column, Paragraph, Section, Table, cells
from reports.report.facts import Facts
from reports.report.tables import amounts

EVENTS = (("D1.1", "networking"), ("D1.2", "attendances"), ("D1.3", "organisations"), ("D2.1", "awareness"), ("D2.2", "attendances"), ("D2.3", "posts"))
COLUMNS = (("channel", 2.4, False), ("posts", 1.0, True), ("reach", 1.3, True), ("known", 1.3, True))


def build(facts: Facts) -> list[Section]:
    """One section."""
    found = [facts.results[name] for name, _ in EVENTS]
    table = amounts(facts, "outreach.table", facts.t("outreach.table", period=facts.name), found, [facts.t(f"outreach.note.{k}") for _, k in EVENTS])
    return [Section("outreach", facts.t("part.outreach"), (Paragraph(facts.t("outreach.line")), table, _channels(facts)))]


def _channels(facts: Facts) -> Block:
    missing = rows.absent(facts, "communication", "date", "channel")
    if missing:
        return missing
    found, lang = channels(facts.dataset, facts.period, facts.as_of, facts.lang), facts.lang
    columns = tuple(Column(facts.t(f"outreach.column.{c}"), w, f) for c, w, f in COLUMNS)
    lines = tuple(
        cells(
            rows.short(c.label), facts.count(c.posts), formats.number(c.reach, 0, lang) or facts.t("no_data"),
            facts.t("of", part=facts.count(c.used), whole=facts.count(c.posts)),
        )
        for c in found.channels
    )  # fmt: skip
    return Table(
        "outreach.channels",
        facts.t("outreach.channels", period=facts.name),
        columns,
        lines,
        facts.below(facts.t("outreach.no_total")),
        facts.t("outreach.none"),
    )
