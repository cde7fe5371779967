"""The tables of the hubs together: every indicator by hub with the total, and the cases that hubs share."""

from collections.abc import Sequence

from markupsafe import Markup

from locales import formats, text
from metrics.compare import Cell
from metrics.doubles import Case
from metrics.engine import Reason
from metrics.indicator import Indicator
from metrics.shared_rows import Again
from metrics.together import Participant, Row, Together, Total
from metrics.together_output import state
from ui import choices, html, navigation, words
from ui.finished import finished
from ui.html import Column
from ui.hubs import compared
from ui.indicator_table import body
from ui.phase_words import rate
from ui.scope import scope, why
from ui.view import View

CHART = "together-months"  # where the chart of the chosen indicator stands


def table(view: View, chosen: str, leads: bool) -> Markup:
    """Indicators by hub: the figure, and below it what that is per month or of what; the last column is all hubs together."""
    return _table(view, chosen, tuple((c.key, str(c.chosen() or "")) for c in (choices.TOGETHER_AS_OF, choices.TOGETHER_FROM, choices.TOGETHER_TO)), leads)


@finished(entries=32)
def _table(view: View, chosen: str, days: tuple[tuple[str, str], ...], leads: bool) -> Markup:
    """`days` = those that the address asks for, which the links keep."""
    found, lang = compared(*scope(view)), view.lang
    total = text("together.total", lang)
    heads = Markup("").join(Markup('<th scope="col" class="im-n">{}</th>').format(name) for name in (*(p.name for p in found.participants), total))
    rows = body(((r.indicator, _row(r, chosen, days, lang)) for r in found.rows), len(found.participants) + 2, lang, leads)
    caption = text("together.table.leads" if leads else "together.table.all", lang)
    return Markup(
        '<div class="im-scroll" tabindex="0" role="region" aria-label="{0}"><table class="im-table im-phases im-hubs"><caption class="im-hidden">{0}</caption>'
        '<thead><tr><th scope="col">{1}</th>{2}</tr></thead><tbody>{3}</tbody></table></div>'
    ).format(caption, text("objective.column.indicator", lang), heads, rows)


def months_head(lang: str) -> Markup:
    """The heading above the months, which a click in the table leads to."""
    return Markup('<div id="{}">{}</div>').format(CHART, html.section(text("together.months.title", lang), text("together.months.line", lang)))


def doubles(found: Together, part: slice, lang: str) -> Markup:
    """The shared cases: the row that goes first, and the one that counts where that one does not."""
    rows = [(*(_case(c, found.participants, lang) for c in (d.kept, d.left_out)), text(f"together.by.{d.by}", lang)) for d in found.shared.doubles[part]]
    columns = [Column(text(f"together.column.{c}", lang), css) for c, css in (("kept", "im-mid"), ("left_out", "im-mid"), ("by", ""))]
    return html.table(columns, rows, caption=text("together.doubles.caption", lang), row_header=False)


def again(found: Together, row: Row, part: slice, lang: str) -> Markup:
    """The rows that do not count again in the total of one indicator, each with the row that counts and what it would have added."""
    rows = [(*(_case(c, found.participants, lang) for c in (one.kept, one.left_out)), _added(one, row.indicator, lang)) for one in row.total.again[part]]
    columns = [Column(text(f"together.column.{c}", lang), css) for c, css in (("counts", "im-mid"), ("not_again", "im-mid"), ("added", "im-n"))]
    return html.table(columns, rows, caption=text("together.again.caption", lang), row_header=False)


def singles(found: Together, part: slice, lang: str) -> Markup:
    """The shared cases of which no counterpart was found, with the reason; they count as they are."""
    rows = [(_case(s.case, found.participants, lang), s.other, s.reason.text(lang)) for s in found.shared.singles[part]]
    columns = [Column(text(f"together.column.{c}", lang), css) for c, css in (("case", "im-mid"), ("other", ""), ("why", ""))]
    return html.table(columns, rows, caption=text("together.singles.caption", lang), row_header=False)


def basis(hubs: Sequence[Participant], lang: str) -> Markup:
    """Which data each hub's figures rest on, or why it has none."""
    rows = [(p.name, state(p, lang), ", ".join(p.dataset.files) if p.dataset else "") for p in hubs]
    columns = [Column(text(f"together.column.{c}", lang)) for c in ("hub", "version", "files")]
    return html.table(columns, rows)


def absent(reason: Reason | None, indicator: Indicator, lang: str) -> str:
    """Why there is no figure."""
    return why(reason, indicator.parts[0].source, lang)


def _row(row: Row, chosen: str, days: tuple[tuple[str, str], ...], lang: str) -> Markup:
    indicator = row.indicator
    kern = Markup('<span class="im-kern">{}</span>').format(text("objective.lead", lang)) if indicator.lead else ""
    pattern = Markup('<a href="{}" data-open="{}" data-then="{}" target="_self"{}>{}</a>{}')
    current = Markup(' aria-current="true"') if indicator.id == chosen else ""
    name = pattern.format(_address(indicator.id, days), indicator.id, CHART, current, indicator.name[lang], kern)
    cells = Markup("").join(Markup('<td class="im-n">{}</td>').format(_figure(c, indicator, lang)) for c in row.cells)
    total = Markup('<td class="im-n im-chosen">{}</td>').format(_figure(row.total, indicator, lang))
    return Markup('<tr><th scope="row">{}</th>{}{}</tr>').format(name, cells, total)


def _figure(figure: Cell | Total, indicator: Indicator, lang: str) -> Markup:
    if figure.value is None:
        return Markup('<span class="im-small">{}</span>').format(absent(figure.reason, indicator, lang))
    shown = words.figure(figure.value, indicator, lang, with_unit=False)
    lines = [text("phases.per_month", lang, value=rate(figure.per_month, lang)) if figure.per_month is not None else _parts(figure, indicator, lang)]
    if isinstance(figure, Total) and figure.doubles:
        lines.append(text("together.once", lang, count=words.figure(figure.doubles, indicator, lang, with_unit=False)))
    return Markup("{}{}").format(shown, Markup("").join(Markup("<small>{}</small>").format(line) for line in lines if line))


def _parts(figure: Cell | Total, indicator: Indicator, lang: str) -> str:
    """What a share is of; the unit of anything else."""
    if indicator.percent and figure.denominator:
        return text("words.of", lang, part=formats.number(figure.numerator, 0, lang), whole=formats.number(figure.denominator, 0, lang))
    return words.unit(indicator, lang)


def _address(name: str, days: tuple[tuple[str, str], ...]) -> str:
    """The address that shows an indicator, for a new tab."""
    return navigation.link("samen", **{choices.TOGETHER.key: name, **dict(days)})


def _added(again: Again, indicator: Indicator, lang: str) -> str:
    """What a row would have added; of a share or a mean that is no number of its own."""
    return "" if indicator.has_fraction else words.figure(again.value, indicator, lang, with_unit=False)


def _case(case: Case, hubs: Sequence[Participant], lang: str) -> Markup:
    """A case as people know it, and below it its hub and its row."""
    file, sheet, row = case.where
    place = text("together.place", lang, hub=hubs[case.hub].name, file=file, sheet=sheet, row=row)
    return Markup('<div class="im-hub-case">{} {}<small>{}</small></div>').format(case.id, case.title, place)
