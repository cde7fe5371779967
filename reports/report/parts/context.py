"""Who works together, and where."""

from itertools import groupby

import numpy as np

from metrics.columns import NEVER, columns_of, day_number
from reports.report import rows
from reports.report.blocks import Block, Column, Paragraph, Section, Table, cells
from reports.report.facts import Facts

COLUMNS = (("organisation", 2.6), ("partner_type", 1.8), ("role", 2.2), ("from_date", 1.1))


def build(facts: Facts) -> list[Section]:
    """One section: the programme in people's own words, the partners during the period, the area."""
    hub = facts.dataset.hub
    promoter = Paragraph(facts.t("context.promoter", hub=hub.name, promoter=hub.promoter, area=hub.area_name[facts.lang]))
    blocks: list[Block] = [promoter, *facts.slots("context"), _partners(facts), _area(facts)]
    return [Section("context", facts.t("part.context"), tuple(blocks))]


def _partners(facts: Facts) -> Table | Paragraph:
    missing = rows.absent(facts, "partners")
    if missing:
        return missing
    known = columns_of(facts.dataset)
    since, until = (known.days("partners", k).astype(int) for k in ("from_date", "to_date"))  # no date is a very late day
    there = ((since <= day_number(facts.until)) | (since == NEVER)) & (until >= day_number(facts.period.start))
    found = np.flatnonzero(there)
    keys, columns = rows.columns(facts, "partners", COLUMNS)
    lines = rows.lines({k: rows.texts(facts, "partners", k, found) for k in keys}, keys)
    return Table("context.partners", facts.t("context.partners", period=facts.name), columns, lines, facts.below(), facts.t("context.no_partners"))


def _area(facts: Facts) -> Table:
    area = facts.dataset.hub.municipalities
    ordered = sorted(area, key=lambda m: (m.subregion, m.name))
    found = [(name, list(group)) for name, group in groupby(ordered, key=lambda m: m.subregion)]
    lines = [cells(n, ", ".join(m.name for m in g), facts.count(len(g)), facts.count(sum(m.inhabitants for m in g))) for n, g in found]
    lines.append(cells(facts.t("total"), "", facts.count(len(area)), facts.count(sum(m.inhabitants for m in area))))
    columns = tuple(Column(facts.t(f"context.column.{c}"), w, f) for c, w, f in (
        ("subregion", 1.6, False), ("municipalities", 4.2, False), ("count", 1.1, True), ("inhabitants", 1.2, True),
    ))  # fmt: skip
    return Table(
        "context.area", facts.t("context.area", area=facts.dataset.hub.area_name[facts.lang]), columns, tuple(lines), (facts.t("context.area_source"),)
    )
