"""One indicator split by a dimension of its source: as bars for the phase, as small charts per phase, or as a heat map per year."""

import streamlit as st
from markupsafe import Markup

from charts.bars import Panel, bars
from charts.chart import Measure
from charts.colours import colours
from charts.heat import Heat, heat
from charts.multiples import Small, multiples
from locales import formats, text
from metrics.breakdown import Group, dimension_label, dimensions
from metrics.catalogue import catalogue
from metrics.compare import cells as phase_cells
from metrics.crosstab import MOST, Crosstab, crosstab
from metrics.disclosure import THRESHOLD, protected, suppress_table
from metrics.indicator import Indicator
from metrics.periods import Period, phase_around, phase_period
from metrics.series import calendar
from reports import protection
from ui import choices, html, words
from ui.choosing import offer
from ui.drawing import Empty, Picture, chart
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, why
from ui.source import Source
from ui.view import View

SHAPES = ("balken", "fasen", "jaren")
PREFERRED = ("organisation_type", "event_type", "event_id.event_type", "channel", "outcome", "commitment_type", "status")


def draw(view: View, indicator: Indicator) -> None:
    """The heading, both choices and the chart."""
    lang = view.lang
    found = list(dimensions(indicator, view.source.dataset))
    html.show(html.section(text("breakdown.title", lang), text("breakdown.line", lang)))
    if not found or view.phase is None:
        key = "breakdown.none" if dimensions(indicator) else "breakdown.undivided"
        html.show(Markup('<p class="im-empty">{}</p>').format(text(key, lang, name=indicator.name[lang])))
        return
    here = {SHAPES[0]: "periode"} if view.free else {}
    names = {choices.word(indicator.id, by): by for by in reversed(found)}
    default = choices.word(indicator.id, next((p for p in PREFERRED if p in found), found[0]))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="breakdown-choice"):
        order = sorted(names, key=lambda w: dimension_label(indicator, names[w], lang))
        by = offer(choices.BY, text("breakdown.by", lang), order, default, lambda w: dimension_label(indicator, names[w], lang) if w in names else w, long=True)
        shape = offer(choices.SHAPE, text("breakdown.shape", lang), SHAPES, SHAPES[0], lambda s: text(f"breakdown.as.{here.get(s, s)}", lang), shown=True)
    chart(view, {"balken": bars_of, "fasen": multiples_of, "jaren": heat_of}[shape or SHAPES[0]], indicator.id, names[by or default], about=indicator)


def bars_of(source: Source, at: Scope, name: str, by: str, protect: bool = False) -> Picture | Empty:
    """The groups of the chosen period, the largest first."""
    indicator, lang = catalogue()[name], at.lang
    table, title = split(source, at, name, by, (at.period,)), _title(indicator, by, at, "bars")
    if not table.keys:
        return Empty(title, _reason(table, indicator, lang))
    marks = _marks(table, indicator, protect)
    labels, values = _labels(table, by, lang), [_shown(row[0], m[0]) for row, m in zip(table.cells, marks, strict=True)]
    colour = colours(at.mode).objective[indicator.objective]
    panel = Panel(words.measure(indicator, lang), values, colour, [m[0] or "–" for m in marks])
    made = bars(
        title, _subtitle(indicator, lang), labels, [panel], label=dimension_label(indicator, by, lang), mode=at.mode, lang=lang, period=at.span, names=26
    )
    return Picture(made, _table(table, labels, indicator, by, lang), _note(table, marks, at), _stem(indicator, by, at, "bars"))


def multiples_of(source: Source, at: Scope, name: str, by: str, protect: bool = False) -> Picture | Empty:
    """The groups in every phase, per month where the indicator grows through a phase."""
    indicator, lang, phases = catalogue()[name], at.lang, source.dataset.phases
    table, title = split(source, at, name, by, tuple(phase_period(p) for p in phases)), _title(indicator, by, at, "phases")
    if not table.keys:
        return Empty(title, _reason(table, indicator, lang))
    marks, panels = _marks(table, indicator, protect), []
    for n, cell in enumerate(phase_cells(source.dataset, indicator, phases, at.as_of)):
        months = cell.months if indicator.cumulative else 1
        values = [_per(_shown(row[n], m[n]), months) for row, m in zip(table.cells, marks, strict=True)]
        reason = _missing(table, n, indicator, lang)
        note = text("breakdown.months", lang, count=formats.number(cell.months, 0, lang)) if cell.months and not reason else ""
        number = text("ui.phase", lang, number=cell.phase.number)
        panels.append(Small(number, note, values, [m[n] for m in marks], reason, cell.phase is phase_around(phases, at.period)))
    decimals = max(indicator.decimals, 1) + (1 if indicator.cumulative and _small(panels) else 0)
    unit = text("breakdown.per_month", lang, unit=indicator.unit[lang]) if indicator.cumulative else indicator.unit[lang]
    measure = Measure(indicator.name[lang], "", indicator.decimals if indicator.percent else decimals, indicator.percent, label=unit)
    labels = _labels(table, by, lang)
    subtitle = text("breakdown.phases_line" if indicator.cumulative else "breakdown.phases_line_level", lang, unit=unit)
    made = multiples(
        title, subtitle, labels, panels, measure, label=dimension_label(indicator, by, lang), mode=at.mode, lang=lang,
        colour=colours(at.mode).objective[indicator.objective], period=formats.span(phases[0].start, min(phases[-1].end, at.as_of)),
    )  # fmt: skip
    return Picture(made, "", _note(table, marks, at), _stem(indicator, by, at, "phases"))


def heat_of(source: Source, at: Scope, name: str, by: str, protect: bool = False) -> Picture | Empty:
    """The groups in every calendar year of the programme."""
    indicator, lang, phases = catalogue()[name], at.lang, source.dataset.phases
    years = tuple(calendar("year", min(p.start for p in phases), min(max(p.end for p in phases), max(at.as_of, phases[0].start))))
    table, title = split(source, at, name, by, years), _title(indicator, by, at, "years")
    if not table.keys:
        return Empty(title, _reason(table, indicator, lang))
    marks, found = _marks(table, indicator, protect), []
    for n, year in enumerate(years):
        whole = (year.start.month, year.start.day, year.end.month, year.end.day) == (1, 1, 12, 31)
        note = "" if whole else text("breakdown.until" if year.start.month == 1 else "breakdown.since", lang, day=_short(year))
        values = [_shown(row[n], m[n]) for row, m in zip(table.cells, marks, strict=True)]
        found.append(Heat(str(year.start.year), note, values, [m[n] for m in marks], _missing(table, n, indicator, lang)))
    made = heat(
        title, _subtitle(indicator, lang), _labels(table, by, lang), found, words.measure(indicator, lang), label=dimension_label(indicator, by, lang),
        colour=colours(at.mode).objective[indicator.objective], mode=at.mode, lang=lang, period=formats.span(years[0].start, years[-1].end),
    )  # fmt: skip
    return Picture(made, "", _note(table, marks, at), _stem(indicator, by, at, "years"))


@remembered(entries=128)
def split(source: Source, at: Scope, name: str, by: str, periods: tuple[Period, ...]) -> Crosstab:
    """The figures of the groups."""
    return crosstab(source.dataset, catalogue()[name], periods, at.as_of, by, at.lang)


def _marks(table: Crosstab, indicator: Indicator, protect: bool) -> list[list[str]]:
    """What stands in the place of each figure: nothing on the screen, a sign for small numbers of persons in files."""
    values = [[g.value if g else None for g in row] for row in table.cells]
    if not protect or not protected(indicator):
        return [[""] * len(row) for row in values]
    if all(len(row) == 1 for row in values):
        return [[mark] for mark in protection.marks([v for (v,) in values])]
    numbers = [[float("nan") if v is None else v for v in row] for row in values]
    hidden = suppress_table(numbers).cells
    return [
        [(protection.SMALL if 0 < (v or 0) < THRESHOLD else protection.OTHER) if hide else "" for v, hide in zip(row, gone, strict=True)]
        for row, gone in zip(values, hidden, strict=True)
    ]  # fmt: skip


def _shown(group: Group | None, mark: str) -> float | None:
    return None if group is None or mark else group.value


def _per(value: float | None, months: float) -> float | None:
    return None if value is None or not months else value / months


def _small(panels: list[Small]) -> bool:
    """Whether the largest figure is so small that one decimal hides the others."""
    return max([v for p in panels for v in p.values if v is not None] + [0]) < 2


def _short(year: Period) -> str:
    day = year.end if year.start.month == 1 else year.start
    return f"{day.day:02d}/{day.month:02d}"


def _labels(table: Crosstab, by: str, lang: str) -> list[str]:
    """The groups as people call them; an objective by its name."""
    objective = by.rpartition(".")[2] == "objectives"
    return [f"{k} · {text(f'ui.objectives.{k}', lang)}" if objective and k.isdigit() else label for k, label in zip(table.keys, table.labels, strict=True)]


def _title(indicator: Indicator, by: str, at: Scope, kind: str) -> str:
    return text(f"breakdown.title_{kind}", at.lang, name=indicator.name[at.lang], by=dimension_label(indicator, by, at.lang).lower(), period=at.within)


def _stem(indicator: Indicator, by: str, at: Scope, kind: str) -> str:
    """How its files are called: "naar gemeente per jaar"."""
    return text(f"breakdown.stem_{kind}", at.lang, by=dimension_label(indicator, by, at.lang))


def _subtitle(indicator: Indicator, lang: str) -> str:
    return indicator.unit[lang]


def _missing(table: Crosstab, place: int, indicator: Indicator, lang: str) -> str:
    """Why a whole period has no figures; n.v.t. and 0 are not the same."""
    if not table.applicable[place]:
        return text("metrics.status.not-applicable", lang)
    reason = table.reasons[place]
    return why(reason, indicator.parts[0].source, lang) if reason and all(row[place] is None for row in table.cells) else ""


def _reason(table: Crosstab, indicator: Indicator, lang: str) -> str:
    """Why there is nothing to split."""
    known = next((n for n, r in enumerate(table.reasons) if r), None)
    return _missing(table, known, indicator, lang) if known is not None else text("breakdown.no_rows", lang)


def _note(table: Crosstab, marks: list[list[str]], at: Scope) -> str:
    """What one has to know to add the groups up."""
    parts = [text("breakdown.merged", at.lang, most=MOST, count=table.merged)] if table.merged else []
    parts += [text("breakdown.overlaps", at.lang)] if table.overlaps else []
    parts += [protection.note([m for row in marks for m in row if m], at.lang)]
    return " ".join(p for p in parts if p)


def _table(table: Crosstab, labels: list[str], indicator: Indicator, by: str, lang: str) -> Markup:
    """The groups with what their figures are made of, and the whole below them."""
    ratio = indicator.has_fraction
    columns = [Column(dimension_label(indicator, by, lang)), Column(indicator.name[lang], "im-n")]
    columns += [Column(text("breakdown.of", lang), "im-n")] if ratio else []
    rows: list[tuple[str, ...]] = []
    for label, (group,) in zip(labels, table.cells, strict=True):
        value = words.figure(group.value if group else None, indicator, lang) or "–"
        parts = [formats.number(n, 1, lang) for n in (group.numerator, group.denominator)] if group and group.denominator else []
        of = text("words.of", lang, part=parts[0], whole=parts[1]) if parts else ""
        rows.append((label, value, of) if ratio else (label, value))
    rows.append((text("breakdown.whole", lang), words.figure(table.whole[0], indicator, lang) or "–", *([""] if ratio else [])))
    return html.table(columns, rows)
