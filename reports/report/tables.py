"""The table of indicators: what was reached in the period, against the target where there is one."""

from collections.abc import Sequence

from locales import formats
from metrics.scorecard import Result
from reports import words
from reports.report.blocks import Cell, Column, Table, cells
from reports.report.facts import Facts, held
from reports.report.withheld import WITHHELD

# The columns for a phase, for a period within one phase, and for any other period.
PHASE = ("id", "indicator", "value", "target", "expected", "status")
WITHIN = ("id", "indicator", "period", "so_far", "target", "expected", "status")
ACROSS = ("id", "indicator", "period")
FIGURES = ("value", "period", "so_far", "target", "expected")
WIDTHS = {"id": 0.75, "indicator": 3.1, "value": 1.6, "period": 1.5, "so_far": 1.6, "target": 1.35, "expected": 1.25, "status": 2.1}


def names(facts: Facts) -> tuple[str, ...]:
    """The columns that fit the period."""
    return WITHIN if facts.interim else PHASE if facts.phase else ACROSS


def indicators(facts: Facts, key: str, title: str, results: Sequence[Result]) -> Table:
    """The table of some indicators, in their order."""
    shown = names(facts)
    number, day = facts.phase.number if facts.phase else "", facts.day
    columns = tuple(Column(facts.t(f"column.{n}", number=number, day=day), WIDTHS[n], n in FIGURES) for n in shown)
    rows = tuple(tuple(_cell(facts, r, n) for n in shown) for r in results)
    known = [s for r in results for s in (r, held(r))]
    notes = (*_baselines(facts, results), facts.confidential_note(known), _expectation(facts, results))
    return Table(key, title, columns, rows, facts.below(*notes), empty=facts.t("no_indicators"))


def amounts(facts: Facts, key: str, title: str, results: Sequence[Result], remarks: Sequence[str]) -> Table:
    """Figures that stand side by side and are never added, each with a remark on what it is."""
    columns = (
        Column(facts.t("column.id"), 0.75), Column(facts.t("column.figure"), 3.0), Column(facts.t("column.value"), 1.4, figures=True),
        Column(facts.t("column.meaning"), 3.6),
    )  # fmt: skip
    rows = tuple(
        (*cells(r.indicator.id, r.indicator.name[facts.lang]), Cell(facts.value(r), facts.of_what(r)), Cell(remark))
        for r, remark in zip(results, remarks, strict=True)
    )
    return Table(key, title, columns, rows, facts.below(facts.confidential_note(results)))


def _cell(facts: Facts, result: Result, name: str) -> Cell:
    lang, what, against = facts.lang, result.indicator, held(result)
    match name:
        case "id":
            return Cell(what.id)
        case "indicator":
            return Cell(what.name[lang], " · ".join(p for p in (facts.t("lead") if what.lead else "", what.unit[lang]) if p))
        case "value" | "period":
            return Cell(facts.value(result), facts.of_what(result))
        case "so_far":
            return Cell(facts.value(against), facts.of_what(against))
        case "target" | "expected":
            amount = against.target if name == "target" else against.expected
            decimals = what.decimals if name == "target" else max(1, what.decimals)
            return Cell(formats.value(amount, decimals, what.percent, lang) or "–")
    if against.reason == WITHHELD:
        return Cell(facts.standing(against))
    return Cell(f"{words.SYMBOLS[against.status]} {against.status.text(lang)}", words.needed(against, lang), words.COLOURS.get(against.status, "none"))


def _baselines(facts: Facts, results: Sequence[Result]) -> list[str]:
    """What stood on the counter before the phase began, and counts towards the target."""
    return [
        facts.t(
            "baseline", id=r.indicator.id, baseline=words.figure(held(r).baseline, r.indicator, facts.lang, with_unit=False),
            actual=words.figure(held(r).actual, r.indicator, facts.lang, with_unit=False),
        )
        for r in results if held(r).baseline and held(r).actual is not None
    ]  # fmt: skip


def _expectation(facts: Facts, results: Sequence[Result]) -> str:
    """How what is expected is worked out."""
    return facts.t("expectation") if any(held(r).expected is not None for r in results) else ""
