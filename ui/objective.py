"""One objective: all its indicators in the chosen phase, as a table whose names open the indicator."""

from markupsafe import Markup

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.scorecard import Result
from ui import html, words
from ui.figures import card
from ui.navigation import link
from ui.overview import sentence
from ui.view import View

# The columns of the table and their class: figures stand right.
COLUMNS = (
    ("indicator", ""), ("status", ""), ("value", "im-n"), ("target", "im-n"), ("expected", "im-n"), ("forecast", "im-n"), ("coverage", "im-small"),
)  # fmt: skip


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


def indicators(view: View, current: Indicator) -> Markup:
    """The table of all indicators of the objective, the leading one first."""
    if view.phase is None:
        return Markup("")
    results = sorted(card(view.source, view.as_of).of(view.phase, view.objective), key=lambda r: not r.indicator.lead)
    lang = view.lang
    header = Markup("").join(Markup('<th scope="col" class="{}">{}</th>').format(c, text(f"objective.column.{n}", lang)) for n, c in COLUMNS)
    body = Markup("").join(_row(view, r, r.indicator is current) for r in results)
    title = text("objective.title", lang, phase=view.phase.number, span=formats.span(view.phase.start, view.phase.end))
    return html.section(title, text("objective.line", lang)) + Markup(
        '<div class="im-scroll" tabindex="0" role="region" aria-label="{0}"><table class="im-table im-indicators" style="--im-accent:var(--im-o{1})">'
        '<caption class="im-hidden">{0}</caption><thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>'
    ).format(title, view.objective, header, body)


def _row(view: View, result: Result, current: bool) -> Markup:
    lang, indicator = view.lang, result.indicator
    where = link(
        "doelstellingen", taal=lang, fase=result.period.phase, doelstelling=indicator.objective, indicator=indicator.id, peildatum=view.as_of.isoformat()
    )
    lead = Markup('<span class="im-kern">{}</span>').format(text("objective.lead", lang)) if indicator.lead else ""
    name = Markup('<a href="{}" data-open="{}" data-then="indicator" target="_self"{}>{}</a>{}').format(
        where, indicator.id, Markup(' aria-current="true"') if current else "", indicator.name[lang], lead
    )
    value = words.value(result, view.source.dataset, lang)
    cells = (
        words.status(result.status, lang), value if result.actual is not None else Markup('<span class="im-small">{}</span>').format(value),
        words.figure(result.target, indicator, lang, with_unit=False), words.figure(result.expected, indicator, lang, with_unit=False),
        words.forecast(result, lang), words.coverage(result, lang),
    )  # fmt: skip
    shown = Markup("").join(Markup('<td class="{}">{}</td>').format(css, cell) for (_, css), cell in zip(COLUMNS[1:], cells, strict=True))
    return Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format("im-chosen" if current else "", name, shown)
