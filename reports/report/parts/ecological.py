"""Material kept in the loop, measured apart from estimated, and CO2 with the factors and the method it rests on."""

from locales import formats
from metrics.breakdown import breakdown
from metrics.factors import Factor, factors
from reports.report import rows
from reports.report.blocks import Block, Cell, Column, Items, Paragraph, Section, Table, cells
from reports.report.facts import Facts
from reports.report.tables import amounts

MEASURED, UNMEASURED, ESTIMATED, CO2 = "D3.10", "D3.13", "D3.11", "D3.12"
FIGURES = ((MEASURED, "measured"), (UNMEASURED, "unmeasured"), (ESTIMATED, "estimated"), (CO2, "co2"))
COLUMNS = (
    ("stream", 1.7, False),
    ("tonnes", 1.1, True),
    ("factor", 1.0, True),
    ("co2", 1.1, True),
    ("basis", 1.6, False),
    ("source", 1.8, False),
    ("year", 0.7, False),
)


def build(facts: Facts) -> list[Section]:
    """One section: figures, method, and the streams with their factors."""
    found = [facts.results[name] for name, _ in FIGURES]
    table = amounts(facts, "ecological.table", facts.t("ecological.table", period=facts.name), found, [facts.t(f"ecological.note.{k}") for _, k in FIGURES])
    method = Items(tuple(facts.t(f"ecological.method.{n}") for n in range(1, 5)))
    return [Section("ecological", facts.t("part.ecological"), (Paragraph(facts.t("ecological.line")), table, method, _streams(facts)))]


def _streams(facts: Facts) -> Block:
    """Measured tonnes per stream times its factor; streams without a factor are named."""
    missing = rows.absent(facts, "cases", "material_stream", "tonnes_measured", "realised_date")
    if missing:
        return missing
    by_stream = {f.stream: f for f in factors(facts.dataset).factors}
    tonnes, saved = (
        {g.key: g for g in breakdown(facts.dataset, facts.results[name].indicator, facts.period, facts.as_of, "material_stream", facts.lang)}
        for name in (MEASURED, CO2)
    )
    shown = sorted((g for g in tonnes.values() if g.value), key=lambda g: -(g.value or 0.0))
    columns = tuple(Column(facts.t(f"ecological.column.{c}"), w, f) for c, w, f in COLUMNS)
    lines = []
    for group in shown:
        factor = by_stream.get(group.key)
        co2 = saved[group.key].value if group.key in saved else None
        lines.append((*cells(group.label, formats.number(group.value, 1, facts.lang)), *_factor(facts, factor, co2)))
    whole = sum(g.value or 0.0 for g in shown)
    covered = sum(g.value or 0.0 for g in shown if g.key in by_stream)
    part, of = formats.number(covered, 1, facts.lang), formats.number(whole, 1, facts.lang)
    coverage = facts.t("ecological.coverage", share=formats.percent(covered / whole, 0, facts.lang), covered=part, whole=of) if whole else ""
    title = facts.t("ecological.streams", period=facts.name)
    return Table("ecological.streams", title, columns, tuple(lines), facts.below(coverage, facts.t("ecological.indicative")), facts.t("ecological.none"))


def _factor(facts: Facts, factor: Factor | None, co2: float | None) -> tuple[Cell, ...]:
    if factor is None:
        return cells(facts.t("ecological.no_factor"), "–", "", "", "")
    return cells(
        formats.number(factor.value, 2, facts.lang),
        formats.number(co2, 1, facts.lang) or "–",
        *(rows.short(t) for t in (factor.basis, factor.source, factor.year)),
    )
