"""One objective: all its indicators in the chosen phase, as a table whose names open the indicator."""

from collections.abc import Sequence

from markupsafe import Markup

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.scorecard import Result
from ui import html, words
from ui.finished import finished
from ui.navigation import indicator_link
from ui.standing import compared, results, sentence
from ui.view import View

# The columns of the table for a phase, for another period within one phase, and for any other period; and their classes: figures stand right.
PHASE = ("indicator", "status", "value", "target", "expected", "forecast", "coverage")
WITHIN = ("indicator", "period", "so_far", "status", "target", "expected", "coverage")
ACROSS = ("indicator", "period", "coverage")
CSS = {"indicator": "", "status": "", "coverage": "im-small"}


def chosen(view: View) -> tuple[Indicator, str]:
    """The indicator to show: the asked one, else the leading one of the objective; with a sentence where the address contradicts itself."""
    members = [i for i in catalogue().values() if i.objective == view.objective]
    lead = next((i for i in members if i.lead), members[0])
    asked = next((i for i in members if i.id == view.indicator), None)
    if asked is None and view.indicator:
        return lead, text("ui.unknown.elsewhere", view.lang, value=view.indicator, objective=view.objective)
    return asked or lead, ""


def head(view: View) -> None:
    """The top of the page: how the objective stands."""
    name = text(f"ui.objectives.{view.objective}", view.lang)
    overline = text("objective.overline", view.lang, name=name, day=formats.day(view.as_of))
    html.head(overline, sentence(view, view.objective))


@finished(entries=64)
def indicators(view: View, current: str) -> Markup:
    """The table of all indicators of the objective, the leading one first."""
    if view.period is None:
        return Markup("")
    found, lang = sorted(results(view, view.objective), key=lambda r: not r.indicator.lead), view.lang
    names = PHASE if view.free is None else WITHIN if view.about else ACROSS
    header = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(CSS.get(n, "im-n"), text(f"objective.column.{n}", lang)) for n in names
    )  # fmt: skip
    body = Markup("").join(_row(view, r, names, r.indicator.id == current) for r in found)
    title, line = _title(view), text("objective.line", lang)
    if view.free is not None:
        key = "objective.line_within" if view.about else "objective.line_across"
        line += " " + text(key, lang, number=view.about.number if view.about else "", day=formats.day(view.free.end))
    return html.section(title, line) + Markup(
        '<div class="im-scroll" tabindex="0" role="region" aria-label="{0}"><table class="im-table im-indicators" style="--im-accent:var(--im-o{1})">'
        '<caption class="im-hidden">{0}</caption><thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>'
    ).format(title, view.objective, header, body)


def _title(view: View) -> str:
    if view.free is not None:
        return text("objective.title_period", view.lang, span=formats.span(view.free.start, view.free.end))
    phase = view.phase
    return text("objective.title", view.lang, phase=phase.number, span=formats.span(phase.start, phase.end)) if phase else ""


def _row(view: View, found: Result, names: Sequence[str], current: bool) -> Markup:
    indicator = found.indicator
    lead = Markup('<span class="im-kern">{}</span>').format(text("objective.lead", view.lang)) if indicator.lead else ""
    name = Markup('<a href="{}" data-open="{}" data-then="indicator" target="_self"{}>{}</a>{}').format(
        indicator_link(indicator.id), indicator.id, Markup(' aria-current="true"') if current else "", indicator.name[view.lang], lead
    )
    cells = Markup("").join(Markup('<td class="{}">{}</td>').format(CSS.get(n, "im-n"), _cell(view, found, n)) for n in names[1:])
    return Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format("im-chosen" if current else "", name, cells)


def _cell(view: View, found: Result, name: str) -> object:
    """One cell: the period's own figure and what it rests on, the rest about what is held against the target."""
    lang, indicator, held = view.lang, found.indicator, compared(found)
    match name:
        case "status":
            return words.status(held.status, lang)
        case "value" | "period" | "so_far":
            shown = held if name == "so_far" else found
            value = words.value(shown, view.source.dataset, lang)
            return value if shown.actual is not None else Markup('<span class="im-small">{}</span>').format(value)
        case "target" | "expected":
            return words.figure(getattr(held, name), indicator, lang, with_unit=False)
        case "forecast":
            return words.forecast(found, lang)
        case _:
            return words.coverage(found, lang)
