"""The matrix of the overview: objectives by phase, as a real table whose cells open the objective in that phase."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from charts.spark import spark
from data.phases import Phase
from locales import formats, text
from locales.formats import Step
from metrics.periods import Period, phase_period
from metrics.scorecard import Result
from metrics.status import Status
from ui import period as periods
from ui import words
from ui.figures import Card, card, points
from ui.filters import OBJECTIVES
from ui.finished import finished
from ui.navigation import link
from ui.source import Source
from ui.standing import behind, results
from ui.view import View

PILLARS: tuple[tuple[str, tuple[int, ...]], ...] = (("awareness", (1, 2)), ("realisation", (3, 4)), ("both", (5,)))
LONG = 24  # months: longer phases are drawn per quarter


@finished(entries=64)
def matrix(view: View) -> Markup:
    """The whole table, with a column for a period that is no phase. On a narrow screen the stylesheet shows the chosen column only."""
    phases, lang = view.source.dataset.phases, view.lang
    board = card(view.source, view.as_of)
    chosen = view.phase.number if view.phase and not view.free else ""
    heads = Markup("").join(_phase_head(p, p.number == chosen, lang) for p in phases) + _period_head(view)
    width = len(phases) + 1 + bool(view.free)
    rows = Markup("").join(_pillar(name, width, lang) + _rows(view, board, members, chosen) for name, members in PILLARS)
    return Markup(
        '<table class="im-matrix{}"><caption class="im-hidden">{}</caption><thead><tr>'
        '<th scope="col" class="im-first"><span class="im-hidden">{}</span></th>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(" im-more" if view.free else "", text("overview.matrix.caption", lang), text("ui.filters.objective", lang), heads, rows)


def _phase_head(phase: Phase, chosen: bool, lang: str) -> Markup:
    return Markup('<th scope="col" class="im-phase{}">{}<small>{}</small><small>{}</small></th>').format(
        " im-chosen" if chosen else "",
        text("ui.phase", lang, number=phase.number),
        phase.name,
        f"{formats.month(phase.start, lang, short=True)} – {formats.month(phase.end, lang, short=True)}",
    )


def _period_head(view: View) -> Markup:
    """The head of the period's own column; nothing where the phase is looked at."""
    period, lang = view.free, view.lang
    if period is None:
        return Markup("")
    about = text("overview.matrix.in_phase", lang, number=view.about.number) if view.about else text("overview.matrix.no_phase", lang)
    pattern = Markup('<th scope="col" class="im-phase im-chosen">{}<small>{}</small><small>{}</small></th>')
    return pattern.format(text("overview.matrix.period", lang), formats.span(period.start, period.end), about)


def _pillar(name: str, width: int, lang: str) -> Markup:
    return Markup('<tr class="im-pillar"><th colspan="{}" scope="rowgroup">{}</th></tr>').format(width, text(f"overview.pillar.{name}", lang))


def _rows(view: View, board: Card, members: Sequence[int], chosen: str) -> Markup:
    return Markup("").join(_row(view, board, n, chosen) for n in members if n in OBJECTIVES)


def _row(view: View, board: Card, number: int, chosen: str) -> Markup:
    cells = Markup("").join(
        Markup('<td class="im-phase{}">{}</td>').format(" im-chosen" if p.number == chosen else "", _cell(view, board, number, p))
        for p in view.source.dataset.phases
    )
    if view.free:
        cells += Markup('<td class="im-phase im-chosen">{}</td>').format(_period_cell(view, number))
    title = text(f"ui.objectives.{number}", view.lang)
    return Markup('<tr style="--im-accent:var(--im-o{0})"><th scope="row" class="im-objective"><b>{0}</b>{1}</th>{2}</tr>').format(number, title, cells)


def _cell(view: View, board: Card, number: int, phase: Phase) -> Markup:
    found = board.of(phase, number)
    lead = next((r for r in found if r.indicator.lead), found[0])
    lang = view.lang
    if lead.status is Status.NOT_APPLICABLE:
        return Markup("<div>{}<span>{}</span></div>").format(words.status(lead.status, lang), text("overview.matrix.not_yet", lang))
    where = link("doelstellingen", fase=phase.number, doelstelling=number, **dict.fromkeys((periods.KEY, periods.FROM, periods.TO)))
    late, compared = behind([r for r in found if r is not lead])
    rest = text("overview.matrix.rest", lang, late=late, count=compared) if compared else ""
    label = text("overview.matrix.open", lang, number=number, phase=phase.number)
    trend = Markup(_spark(view.source, lead, phase_period(phase), view.as_of))  # drawn from numbers  # nosec B704
    return Markup(
        '<a href="{}" data-open="{}|{}" target="_self">{}<span class="im-big">{}</span><span>{}</span>{}'
        '<span class="im-rest">{}</span><span class="im-hidden">{}</span></a>'
    ).format(where, number, phase.number, words.status(lead.status, lang), _big(lead, view), lead.indicator.name[lang], trend, rest, label)


def _period_cell(view: View, number: int) -> Markup:
    """The leading indicator in the period, and how its phase stands at the period's end."""
    lang, found = view.lang, results(view, number)
    lead = next((r for r in found if r.indicator.lead), found[0])
    held = lead.in_phase
    if lead.status is Status.NOT_APPLICABLE:
        return Markup("<div>{}<span>{}</span></div>").format(words.status(lead.status, lang), text("overview.matrix.not_yet_period", lang))
    late, count = behind([r.in_phase for r in found if r.in_phase and r is not lead])
    so_far = Markup("{} {} {}").format(text("overview.matrix.so_far", lang), _big(held, view), words.status(held.status, lang)) if held else ""
    return Markup(
        '<a href="{}" data-open="{}|" target="_self"><span class="im-big">{} <small>{}</small></span><span>{}</span><span>{}</span>{}'
        '<span class="im-rest">{}</span><span class="im-hidden">{}</span></a>'
    ).format(
        link("doelstellingen", doelstelling=number), number, _value(lead, view), text("overview.matrix.in_period", lang), lead.indicator.name[lang], so_far,
        Markup(_spark(view.source, lead, view.free, view.as_of)) if view.free else "",  # drawn from numbers  # nosec B704
        text("overview.matrix.rest", lang, late=late, count=count) if count else "", text("overview.matrix.open_period", lang, number=number),
    )  # fmt: skip


def _value(found: Result, view: View) -> object:
    """What was reached, without its unit; or why there is no figure."""
    if found.actual is None:
        return Markup("<small>{}</small>").format(words.missing(found, view.source.dataset, view.lang))
    return words.figure(found.actual, found.indicator, view.lang, with_unit=False)


def _big(lead: Result, view: View) -> Markup:
    """Actual and target: "12 / 18"; where there is no figure, why."""
    shown = _value(lead, view)
    if lead.actual is None:
        return Markup("{}").format(shown)
    if lead.target is None:
        return Markup("{} <small>{}</small>").format(shown, words.unit(lead.indicator, view.lang))
    target = words.figure(lead.target, lead.indicator, view.lang)
    return Markup("{} <small>{}</small>").format(shown, text("overview.matrix.target", view.lang, target=target))


def _spark(source: Source, lead: Result, period: Period, as_of: date) -> str:
    step: Step = "month" if (period.end - period.start).days <= LONG * 31 else "quarter"
    shown = [p for p in points(source, lead.indicator.id, as_of, step, period.start, period.end) if p.period.start <= as_of]
    return spark([p.value for p in shown], running=bool(shown) and not shown[-1].complete)
