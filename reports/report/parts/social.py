"""What the work brought about for people: jobs in heads and in FTE, realised and expected apart, and the social-economy companies."""

from charts.bars import Panel, bars
from charts.chart import Measure
from charts.colours import colours
from locales import formats
from metrics.breakdown import breakdown
from reports import words
from reports.report import rows
from reports.report.blocks import Block, Column, Paragraph, Picture, Section, Table, cells
from reports.report.facts import Facts
from reports.report.tables import amounts

HEADS, FTE, UNCOUNTED, EXPECTED = "D4.4", "D4.5", "D4.8", "D4.6"
COMPANIES, VALUE, SERVICES, ASSIGNMENTS = "D4.3", "D4.7", "D4.1", "D4.2"
JOBS = ((HEADS, "heads"), (FTE, "fte"), (UNCOUNTED, "uncounted"), (EXPECTED, "expected"))
ECONOMY = ((COMPANIES, "companies"), (VALUE, "value"), (SERVICES, "services"), (ASSIGNMENTS, "assignments"))


def build(facts: Facts) -> list[Section]:
    """One section."""
    blocks: list[Block] = [Paragraph(facts.t("social.line"))]
    for key, figures in (("social.jobs", JOBS), ("social.economy", ECONOMY)):
        found = [facts.results[name] for name, _ in figures]
        blocks.append(amounts(facts, key, facts.t(key, period=facts.name), found, [facts.t(f"social.note.{k}") for _, k in figures]))
    picture = _fte(facts)
    return [Section("social", facts.t("part.social"), (*blocks[:2], *([picture] if picture else []), blocks[2], _companies(facts)))]


def _fte(facts: Facts) -> Picture | None:
    """FTE realised, realised but not yet counted, and expected: three figures on one scale, never added."""
    found = [facts.results[name] for name in (FTE, UNCOUNTED, EXPECTED)]
    if not any(r.value for r in found):
        return None
    unit = words.measure(found[0].indicator, facts.lang)
    measure = Measure(facts.t("social.fte"), unit.unit, unit.decimals, label=unit.label)
    panel = Panel(measure, [r.value for r in found], colours("light").objective[4], [facts.value(r) for r in found], hollow=frozenset({1, 2}))
    names = [facts.t(f"social.state.{k}") for k in ("fte", "uncounted", "expected")]
    chart = bars(
        facts.t("social.fte_title"),
        facts.t("social.fte_unit"),
        names,
        [panel],
        label=facts.t("social.state.label"),
        mode="light",
        lang=facts.lang,
        period=facts.name,
        names=24,
    )
    return Picture("social.fte", chart.title, chart, facts.below(facts.t("social.fte_unit"), facts.confidential_note(found) if facts.request.outside else ""))


def _companies(facts: Facts) -> Block:
    """The companies behind D4.3 with the contract value of their cases."""
    missing = rows.absent(facts, "cases", "se_companies", "realised_date", "objectives")
    if missing:
        return missing
    counted, worth = (
        {g.key: g for g in breakdown(facts.dataset, facts.results[name].indicator, facts.period, facts.as_of, "se_companies", facts.lang)}
        for name in ("D3.8", VALUE)
    )
    keys = sorted({k for k in (*counted, *worth) if k}, key=lambda k: (counted | worth)[k].label)
    columns = (
        Column(facts.t("social.column.company"), 3.0),
        Column(facts.t("social.column.initiatives"), 1.4, figures=True),
        Column(facts.t("social.column.value"), 1.6, figures=True),
    )
    lines = tuple(
        cells(
            rows.short((worth | counted)[k].label), facts.count(counted[k].value if k in counted else 0),
            formats.with_unit(worth[k].value, "euro", 0, lang=facts.lang) if k in worth and worth[k].value else "–",
        )
        for k in keys
    )  # fmt: skip
    return Table(
        "social.companies",
        facts.t("social.companies", period=facts.name),
        columns,
        lines,
        facts.below(facts.t("social.companies_note")),
        facts.t("social.no_companies"),
    )
