"""The cases that the Hub has in hand: how many in each stage through time, what came and went, and which stand still."""

from datetime import date

from markupsafe import Markup

from charts.colours import colours
from charts.labels import ramp
from charts.stacked import Layer, balance, stacked
from locales import formats, text
from locales.formats import Step
from metrics.stages import WORKING, stage_label
from metrics.stalled import Stalled, stalled
from metrics.stock import Stock, stock
from ui import choices, drawing, html
from ui.caselink import case_link
from ui.choosing import count, offer
from ui.drawing import Empty, Picture
from ui.remember import remembered
from ui.scope import Scope, counted, why
from ui.source import Source

SHEET = "cases"


@remembered(entries=64)
def load(source: Source, at: Scope, step: Step) -> Stock:
    """Stock and flow within the period."""
    return stock(source.dataset, at.as_of, step, at.period.start, at.until) if at.period.start <= at.as_of else Stock()


@remembered(entries=32)
def still(source: Source, as_of: date, days: int) -> Stalled:
    """The cases that stand longer than so many days in their stage."""
    return stalled(source.dataset, as_of, days)


def stage_asked(source: Source, at: Scope, step: Step) -> str:
    """The choice of a stage for the flow chart."""
    stages = load(source, at, step).stages
    label = text("cases.balance.stage", at.lang)
    return offer(choices.STAGE, label, stages, stages[0], lambda s: stage_label(s, at.lang), long=True, width=220) or stages[0]


def stock_of(source: Source, at: Scope, step: Step) -> Picture | Empty:
    """How many cases stood in each stage at the end of each period; the table adds up from one to the next."""
    lang, found = at.lang, load(source, at, step)
    title = text("cases.stock.title", lang)
    stages = [s for s in found.stages if s in WORKING]
    if not found.periods or not stages:
        return Empty(title, why(found.reason, SHEET, lang))
    layers = [
        Layer(stage_label(s, lang), [float(v) for v in found.end[:, found.stages.index(s)]], tone)
        for s, tone in zip(stages, ramp(len(stages), at.mode), strict=True)
    ]
    names = [formats.period(p.start, step, lang, short=True) for p in found.periods]
    subtitle = text("cases.stock.subtitle" if found.complete[-1] else "cases.stock.subtitle_running", lang, day=formats.day(at.until))
    label = text(f"charts.step.{step}", lang)
    chart = stacked(title, subtitle, names, layers, label=label, mode=at.mode, lang=lang, period=at.span)
    return Picture(chart)


def balance_of(source: Source, at: Scope, step: Step, stage: str) -> Picture | Empty:
    """What came into one stage and what left it, period by period; start + in - out = end."""
    lang, found = at.lang, load(source, at, step)
    title = text("cases.balance.title", lang, stage=stage_label(stage, lang))
    if not found.periods or stage not in found.stages:
        return Empty(title, why(found.reason, SHEET, lang))
    place = found.stages.index(stage)
    start, came, left, end = (numbers[:, place] for numbers in (found.start, found.came, found.left, found.end))
    chart = balance(
        title, text("cases.balance.subtitle", lang, start=formats.number(int(start[0]), 0, lang), end=formats.number(int(end[-1]), 0, lang)),
        [formats.period(p.start, step, lang, short=True) for p in found.periods], [int(n) for n in came], [int(n) for n in left],
        [(int(a), int(b)) for a, b in zip(start, end, strict=True)], label=text(f"charts.step.{step}", lang),
        names=tuple(text(f"cases.balance.{k}", lang) for k in ("start", "came", "left", "end")),  # type: ignore[arg-type]
        colour=colours(at.mode).primary, mode=at.mode, lang=lang, period=at.span,
    )  # fmt: skip
    return Picture(chart)


def stalled_head(at: Scope) -> int:
    """The heading of the list of cases that stand still, and the choice of how long."""
    html.show(html.section(text("cases.stalled.title", at.lang), text("cases.stalled.line", at.lang, day=formats.day(at.as_of))))
    return count(choices.STALLED, text("cases.stalled.days", at.lang), step=30, width=220)


def stalled_list(source: Source, at: Scope, days: int) -> Markup:
    """The cases longer than so many days in their stage, the longest first, a page at a time."""
    lang, found = at.lang, still(source, at.as_of, days)
    if not found.cases:
        return Markup('<p class="im-empty">{}</p>').format(why(found.reason, SHEET, lang) if found.reason else text("cases.stalled.none", lang, days=days))
    part, shown = drawing.page_of(len(found.cases), f"stalled-page-{days}", lang, size=10)
    rows = [
        (case_link(c.id, c.title, at), stage_label(c.stage, lang), formats.day(c.since), formats.number(c.days, 0, lang),
         c.status)
        for c in found.cases[part]
    ]  # fmt: skip
    columns = [html.Column(text(f"cases.column.{name}", lang), css) for name, css in (
        ("case", ""), ("stage", ""), ("since", ""), ("days", "im-n"), ("status", ""),
    )]  # fmt: skip
    caption = f"{counted('cases.stalled.count', len(found.cases), lang, days=days)} · {shown}"
    return html.table(columns, rows, caption=caption)
