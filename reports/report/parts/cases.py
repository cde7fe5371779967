"""Cases that were realised in the period, and the clusters in which cases are bundled. A citizen is never named."""

from metrics.clusters import groups
from metrics.explorer import organisations
from reports.report import rows
from reports.report.blocks import Block, Column, Section, Table, cells
from reports.report.facts import Facts

MOST = 30  # cases that are listed; more of them belong in the Excel annex
CASES = (("case_id", 1.35), ("title", 3.2), ("organisation", 2.2), ("municipality", 1.4), ("material_stream", 1.8), ("realised_date", 1.2))
CLUSTERS = (("cluster", 2.6), ("cases", 0.8), ("active", 1.2), ("organisations", 1.2), ("realised", 1.2), ("streams", 2.2))


def build(facts: Facts) -> list[Section]:
    """One section."""
    return [Section("cases", facts.t("part.cases"), (_realised(facts), _clusters(facts)))]


def _realised(facts: Facts) -> Block:
    missing = rows.absent(facts, "cases", "realised_date")
    if missing:
        return missing
    table, every = facts.dataset.tables["cases"], rows.dated(facts, "cases", "realised_date")
    found = every[-MOST:]
    keys, columns = rows.columns(facts, "cases", CASES)
    texts = {k: rows.texts(facts, "cases", k, found) for k in keys}
    if "organisation" in texts:
        texts["organisation"] = [rows.short(str(n)) for n in organisations(table, facts.lang)[found]]
    rest = facts.t("cases.rest", shown=len(found), count=len(every)) if len(every) > len(found) else ""
    return Table("cases.realised", facts.t("cases.realised", period=facts.name), columns, rows.lines(texts, keys), facts.below(rest), facts.t("cases.none"))


def _clusters(facts: Facts) -> Block:
    missing = rows.absent(facts, "cases", "cluster")
    if missing:
        return missing
    found = groups(facts.dataset, "cluster", facts.period, facts.as_of).groups
    columns = tuple(Column(facts.t(f"cases.column.{c}"), w, c not in ("cluster", "streams")) for c, w in CLUSTERS)
    lines = tuple(
        cells(rows.short(b.label), *map(facts.count, (b.cases, b.active, b.organisations, b.realised)), ", ".join(name for name, _ in b.streams[:3]))
        for b in found if b.active
    )  # fmt: skip
    return Table(
        "cases.clusters", facts.t("cases.clusters", period=facts.name), columns, lines, facts.below(facts.t("cases.note")), facts.t("cases.no_clusters")
    )
