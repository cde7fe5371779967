"""The matrix of the overview: objectives by phase, as a real table whose cells open the objective in that phase."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from charts.spark import spark
from data.phases import Phase
from locales import formats, text
from metrics.scorecard import Result
from metrics.status import Status
from ui import words
from ui.figures import Card, card, points
from ui.filters import OBJECTIVES
from ui.navigation import link
from ui.source import Source
from ui.view import View

PILLARS: tuple[tuple[str, tuple[int, ...]], ...] = (("awareness", (1, 2)), ("realisation", (3, 4)), ("both", (5,)))
LONG = 24  # months: longer phases are drawn per quarter


def matrix(view: View) -> Markup:
    """The whole table. On a narrow screen the stylesheet shows the chosen phase only."""
    phases, lang = view.source.dataset.phases, view.lang
    board = card(view.source, view.as_of)
    chosen = view.phase.number if view.phase else ""
    heads = Markup("").join(_phase_head(p, p.number == chosen, lang) for p in phases)
    rows = Markup("").join(_pillar(name, len(phases) + 1, lang) + _rows(view, board, members, chosen) for name, members in PILLARS)
    return Markup(
        '<table class="im-matrix"><caption class="im-hidden">{}</caption><thead><tr>'
        '<th scope="col" class="im-first"><span class="im-hidden">{}</span></th>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(text("overview.matrix.caption", lang), text("ui.filters.objective", lang), heads, rows)


def behind(results: Sequence[Result]) -> tuple[int, int]:
    """How many are behind (slightly or more), of how many that have a target to compare with."""
    compared = [r for r in results if r.status.compared]
    return sum(r.status in words.LATE for r in compared), len(compared)


def _phase_head(phase: Phase, chosen: bool, lang: str) -> Markup:
    return Markup('<th scope="col" class="im-phase{}">{}<small>{}</small><small>{}</small></th>').format(
        " im-chosen" if chosen else "",
        text("ui.phase", lang, number=phase.number),
        phase.name,
        f"{formats.month(phase.start, lang, short=True)} – {formats.month(phase.end, lang, short=True)}",
    )


def _pillar(name: str, width: int, lang: str) -> Markup:
    return Markup('<tr class="im-pillar"><th colspan="{}" scope="rowgroup">{}</th></tr>').format(width, text(f"overview.pillar.{name}", lang))


def _rows(view: View, board: Card, members: Sequence[int], chosen: str) -> Markup:
    return Markup("").join(_row(view, board, n, chosen) for n in members if n in OBJECTIVES)


def _row(view: View, board: Card, number: int, chosen: str) -> Markup:
    cells = Markup("").join(
        Markup('<td class="im-phase{}">{}</td>').format(" im-chosen" if p.number == chosen else "", _cell(view, board, number, p))
        for p in view.source.dataset.phases
    )
    title = text(f"ui.objectives.{number}", view.lang)
    return Markup('<tr style="--im-accent:var(--im-o{0})"><th scope="row" class="im-objective"><b>{0}</b>{1}</th>{2}</tr>').format(number, title, cells)


def _cell(view: View, board: Card, number: int, phase: Phase) -> Markup:
    results = board.of(phase, number)
    lead = next((r for r in results if r.indicator.lead), results[0])
    lang = view.lang
    if lead.status is Status.NOT_APPLICABLE:
        return Markup("<div>{}<span>{}</span></div>").format(words.status(lead.status, lang), text("overview.matrix.not_yet", lang))
    where = link("doelstellingen", taal=lang, fase=phase.number, doelstelling=number, peildatum=view.as_of.isoformat())
    late, compared = behind([r for r in results if r is not lead])
    rest = text("overview.matrix.rest", lang, late=late, count=compared) if compared else ""
    label = text("overview.matrix.open", lang, number=number, phase=phase.number)
    trend = Markup(_spark(view.source, lead, phase, view.as_of))
    return Markup(
        '<a href="{}" data-open="{}|{}" target="_self">{}<span class="im-big">{}</span><span>{}</span>{}'
        '<span class="im-rest">{}</span><span class="im-hidden">{}</span></a>'
    ).format(where, number, phase.number, words.status(lead.status, lang), _big(lead, view), lead.indicator.name[lang], trend, rest, label)


def _big(lead: Result, view: View) -> Markup:
    """Actual and target: "12 / 18"; where there is no figure, why."""
    if lead.actual is None:
        return Markup("<small>{}</small>").format(words.missing(lead, view.source.dataset, view.lang))
    shown = words.figure(lead.actual, lead.indicator, view.lang, with_unit=False)
    if lead.target is None:
        return Markup("{} <small>{}</small>").format(shown, words.unit(lead.indicator, view.lang))
    target = words.figure(lead.target, lead.indicator, view.lang)
    return Markup("{} <small>{}</small>").format(shown, text("overview.matrix.target", view.lang, target=target))


def _spark(source: Source, lead: Result, phase: Phase, as_of: date) -> str:
    step = "month" if phase.days <= LONG * 31 else "quarter"
    shown = [p for p in points(source, lead.indicator.id, as_of, step, phase.start, phase.end) if p.period.start <= as_of]
    return spark([p.value for p in shown], running=bool(shown) and not shown[-1].complete)
