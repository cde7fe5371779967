"""The charts of a report, made from the data without a page around them."""

from dataclasses import replace
from datetime import timedelta

from charts.bars import Panel, bars
from charts.chart import Chart, Measure, Point
from charts.colours import colours
from charts.cumulative import Mark, Outlook, cumulative
from charts.phased import Block, phased
from charts.trend import trend
from locales import formats
from metrics.compare import Cell
from metrics.indicator import Indicator
from metrics.scorecard import Result
from metrics.series import series
from metrics.status import Status
from metrics.targets import targets_of
from reports import words
from reports.report.blocks import Paragraph, Picture
from reports.report.facts import Facts, held
from reports.report.request import Wanted

LONGEST = 20  # quarters that fit a page
IN_STEPS = ("progress", "trend")  # what they show between two figures of a table tells more than the table


def picture(facts: Facts, wanted: Wanted, objective: int) -> Picture | Paragraph:
    """A chart that was asked for, or a line that says why it can't be drawn."""
    made = _degree(facts, facts.of(facts.request.chosen(objective))) if wanted.kind == "degree" else _about(facts, facts.results[wanted.indicator], wanted.kind)
    why = "persons" if wanted.indicator and facts.discreet(facts.results[wanted.indicator].indicator) else wanted.kind
    return made or Paragraph(facts.t(f"no_chart.{why}", name=_name(facts, wanted)), "missing")


def degree(facts: Facts, key: str, results: list[Result]) -> Picture | None:
    """How much of each target is reached, for indicators that grow towards one; None where none has a target."""
    chart = _degree_chart(facts, results)
    return Picture(key, chart.title, chart, facts.below(facts.t("degree.note"))) if chart else None


def _about(facts: Facts, result: Result, kind: str) -> Picture | None:
    makers = {"progress": _progress, "phases": _phases, "trend": _trend}
    if kind in IN_STEPS and facts.discreet(result.indicator):
        return None
    chart = makers[kind](facts, result)
    if chart is None:
        return None
    note = facts.confidential_note([result]) if facts.discreet(result.indicator) else facts.t("confidential_chart") if facts.confidential(result) else ""
    return Picture(
        f"{result.indicator.id}.{kind}",
        f"{result.indicator.id} {chart.title}",
        chart,
        facts.below(_key(facts, result) if kind == "progress" else _unit(chart), note),
    )


def _key(facts: Facts, result: Result) -> str:
    """What the lines on the way to a target are."""
    lines = [result.indicator.unit[facts.lang].capitalize(), facts.t("progress.reached")]
    lines += [facts.t("progress.target")] if held(result).expected is not None else []
    lines += [facts.t("progress.forecast", value=words.forecast(held(result), facts.lang))] if held(result).forecast else []
    return " · ".join(lines)


def _unit(chart: Chart) -> str:
    """The unit and the key of a chart, as a line that begins like a sentence."""
    return chart.subtitle[:1].upper() + chart.subtitle[1:]


def _degree(facts: Facts, results: list[Result]) -> Picture | None:
    objective = results[0].indicator.objective if results else 0
    return degree(facts, f"objective_{objective}.degree", results)


def _degree_chart(facts: Facts, results: list[Result]) -> Chart | None:
    """Reached as a part of the target. Only what grows through a phase has such a part; for a share or a mean it would mislead."""
    shown = [h for h in map(held, results) if h.indicator.cumulative and h.target and h.actual is not None and h.status is not Status.NOT_STARTED]
    if not shown:
        return None
    names = [f"{h.indicator.id} {h.indicator.name[facts.lang]}" for h in shown]
    objectives = {h.indicator.objective for h in shown}
    colour = colours("light").objective[objectives.pop()] if len(objectives) == 1 else colours("light").primary
    panel = Panel(
        Measure(facts.t("degree.measure"), percentage=True, label=facts.t("degree.axis")),
        [h.actual / h.target for h in shown if h.actual is not None and h.target],
        colour,
    )
    return bars(
        facts.t("degree.title"), facts.t("degree.subtitle", day=facts.day), names, [panel], label=facts.t("column.indicator"), mode="light",
        lang=facts.lang, period=formats.span(facts.period.start, facts.period.end), names=34,
    )  # fmt: skip


def _progress(facts: Facts, result: Result) -> Chart | None:
    """The way to the target, month by month from the phase's start to the last day that counts."""
    indicator, phase = result.indicator, facts.phase
    if phase is None or not indicator.cumulative or not result.applicable:
        return None
    targets, against = targets_of(facts.dataset), held(result)
    line, base = targets.line(indicator, phase), targets.baseline(indicator, phase)
    last = min(facts.until, phase.end)
    if last < phase.start:
        return None
    steps = series(facts.dataset, indicator, facts.as_of, "month", phase.start, last, cumulative=True)
    actual = [Mark(min(p.period.end, last), base + p.value) for p in steps if p.value is not None]
    if not actual:
        return None
    agreed = [*line.milestones, *([(phase.end, line.target)] if line.target is not None else [])]
    road = [Mark(phase.start - timedelta(days=1), base), *(Mark(d, v) for d, v in agreed)] if agreed else []
    ends = against.forecast
    return cumulative(
        actual, road, words.measure(indicator, facts.lang), start=phase.start, end=phase.end, running=(last + timedelta(days=1)).day != 1,
        colour=colours("light").objective[indicator.objective], mode="light", lang=facts.lang,
        outlook=Outlook(phase.end, base + ends.value, *(None if v is None else base + v for v in (ends.low, ends.high))) if ends else None,
        today=Mark(last, against.expected) if against.expected is not None and last < phase.end else None, milestones=len(line.milestones),
    )  # fmt: skip


def _phases(facts: Facts, result: Result) -> Chart | None:
    """The phases side by side: per month what grows through a phase, as it stands anything else."""
    indicator, lang = result.indicator, facts.lang
    shown = [p for p in facts.dataset.phases if p.start <= facts.until]
    found = facts.cells(indicator, [replace(p, end=min(p.end, facts.until)) for p in shown])
    values = [c.per_month if indicator.cumulative else c.value for c in found]
    if sum(v is not None for v in values) < 2:
        return None
    measure = Measure(
        indicator.name[lang], "" if indicator.cumulative else words.unit(indicator, lang), 2 if indicator.cumulative else indicator.decimals, indicator.percent
    )
    names = [facts.t("phase", number=p.number) for p in shown]
    focus = next((n for n, p in enumerate(shown) if facts.phase and p.number == facts.phase.number), None)
    key = "per_month" if indicator.cumulative else "as_it_stands"
    block = Block(measure, values, [_in_words(facts, c, indicator) for c in found], colours("light").objective[indicator.objective])
    return phased(
        facts.t(f"phases.{key}", name=indicator.name[lang]), facts.t(f"phases.{key}_unit", unit=indicator.unit[lang]), names, [block], focus=focus,
        hollow=[p.start <= facts.until < p.end for p in shown], label=facts.t("column.phase"), mode="light", lang=lang,
        period=formats.span(shown[0].start, min(shown[-1].end, facts.until)),
    )  # fmt: skip


def _in_words(facts: Facts, cell: Cell, indicator: Indicator) -> str:
    """The words behind a bar: per month with the total it comes from, or why there is none."""
    if cell.value is None:
        return cell.reason.text(facts.lang) if cell.reason else facts.t("no_data")
    total = words.figure(cell.value, indicator, facts.lang, with_unit=False)
    if cell.per_month is None:
        return total
    return facts.t("phases.with_total", value=formats.number(cell.per_month, 2 if abs(cell.per_month) < 1 else 1, facts.lang), total=total)


def _trend(facts: Facts, result: Result) -> Chart | None:
    """Per quarter, from the phase's start (or the period's) to the last day that counts."""
    indicator, start = result.indicator, facts.phase.start if facts.phase else facts.period.start
    steps = series(facts.dataset, indicator, facts.as_of, "quarter", start, facts.until)[-LONGEST:] if start <= facts.until else []
    if all(p.value is None for p in steps):
        return None
    points = [Point(p.period.start, p.period.end, p.value, p.complete) for p in steps]
    target = None if indicator.cumulative or facts.phase is None else targets_of(facts.dataset).target(indicator, facts.phase)
    colour = colours("light").objective[indicator.objective]
    return trend(points, words.measure(indicator, facts.lang), step="quarter", colour=colour, mode="light", lang=facts.lang, target=target)


def _name(facts: Facts, wanted: Wanted) -> str:
    return f"{wanted.indicator} {facts.results[wanted.indicator].indicator.name[facts.lang]}" if wanted.indicator else ""
