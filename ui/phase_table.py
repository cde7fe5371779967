"""The tables of the phases: every indicator by phase, and every change between two phases."""

from collections.abc import Sequence

from markupsafe import Markup

from data.phases import Phase
from locales import formats, text
from metrics.compare import Cell, Comparison, Mover
from metrics.indicator import Indicator
from ui import html, words
from ui.finished import finished
from ui.html import Column
from ui.indicator_table import body
from ui.navigation import indicator_link
from ui.phase_words import absent, rate
from ui.phases import compared, moved
from ui.scope import Scope, why
from ui.view import View


@finished(entries=64)
def table(view: View, at: Scope, leads: bool) -> Markup:
    """Indicators by phase: the total, and below it what that is per month; grouped by objective."""
    lang, found = view.lang, compared(view.source, at)
    if not found or not found[0].cells:
        return Markup("")
    months = [next(c.cells[n].months for c in found) for n in range(len(found[0].cells))]
    heads = Markup("").join(
        Markup('<th scope="col" class="im-n">{}<small>{}</small></th>').format(
            text("ui.phase", lang, number=cell.phase.number), _length(cell, months[n], at, lang)
        )
        for n, cell in enumerate(found[0].cells)
    )  # fmt: skip
    rows = body(((c.indicator, _row(view, c)) for c in found), len(found[0].cells) + 1, lang, leads)
    caption = text("phases.table.leads" if leads else "phases.table.all", lang)
    return Markup(
        '<div class="im-scroll" tabindex="0" role="region" aria-label="{0}"><table class="im-table im-phases"><caption class="im-hidden">{0}</caption>'
        '<thead><tr><th scope="col">{1}</th>{2}</tr></thead><tbody>{3}</tbody></table></div>'
    ).format(caption, text("objective.column.indicator", lang), heads, rows)


@finished(entries=64)
def changed(view: View, at: Scope, two: tuple[Phase, Phase]) -> Markup:
    """Every change between two phases as a table: per month, then what stands by itself, then what can't be compared."""
    lang = view.lang
    growing, standing = moved(view.source, at, two[0].number, two[1].number)
    names = [text("ui.phase", lang, number=p.number) for p in two]
    columns = [Column(text("objective.column.indicator", lang)), *(Column(n, "im-n") for n in names), Column(text("phases.change", lang), "im-n")]
    parts = [
        html.table(columns, [mover_row(m, lang, per_month=per_month) for m in found.movers], caption=text(f"phases.table.{key}", lang))
        for key, found, per_month in (("movers", growing, True), ("shifts", standing, False)) if found.movers
    ]  # fmt: skip
    left = [*growing.left_out, *standing.left_out]
    if left:
        rows = [(i.name[lang], why(reason, i.parts[0].source, lang)) for i, reason in left]
        columns = [Column(text("objective.column.indicator", lang)), Column(text("phases.why", lang))]
        parts.append(html.table(columns, rows, caption=text("phases.table.left_out", lang)))
    return Markup("").join(parts)


def folded(title: str, body: Markup) -> Markup:
    """A long table behind its name."""
    return Markup('<details class="im-details"><summary>{}</summary>{}</details>').format(title, body)


def _row(view: View, comparison: Comparison) -> Markup:
    lang, indicator = view.lang, comparison.indicator
    number = view.phase.number if view.phase else ""
    kern = Markup('<span class="im-kern">{}</span>').format(text("objective.lead", lang)) if indicator.lead else ""
    name = Markup('<a href="{}" data-open="{}" target="_self">{}</a>{}').format(indicator_link(indicator.id), indicator.id, indicator.name[lang], kern)
    cells = Markup("").join(
        Markup('<td class="im-n{}">{}</td>').format(" im-chosen" if c.phase.number == number else "", _cell(c, indicator, lang)) for c in comparison.cells
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(name, cells)


def _cell(cell: Cell, indicator: Indicator, lang: str) -> Markup:
    if cell.value is None:
        return Markup('<span class="im-small">{}</span>').format(absent(cell, indicator, lang))
    opens = indicator_link(indicator.id, fase=cell.phase.number), f"{indicator.id}|{cell.phase.number}"
    value = Markup('<a class="im-behind" href="{}" data-open="{}" target="_self">{}</a>').format(
        *opens, words.figure(cell.value, indicator, lang, with_unit=False)
    )
    below = text("phases.per_month", lang, value=rate(cell.per_month, lang)) if cell.per_month is not None else _parts(cell, indicator, lang)
    return Markup("{}<small>{}</small>").format(value, below)


def _parts(cell: Cell, indicator: Indicator, lang: str) -> str:
    """What a share is of; the unit of anything else."""
    if indicator.percent and cell.denominator:
        return text("words.of", lang, part=formats.number(cell.numerator, 0, lang), whole=formats.number(cell.denominator, 0, lang))
    return words.unit(indicator, lang)


def mover_row(mover: Mover, lang: str, *, per_month: bool) -> Sequence[object]:
    """The indicator, both figures and the change between them."""
    indicator = mover.indicator
    if per_month:
        shown = [rate(v, lang) for v in (mover.before, mover.after, abs(mover.change))]
    elif indicator.percent:
        shown = [words.figure(v, indicator, lang) for v in (mover.before, mover.after)]
        shown.append(text("phases.points", lang, value=formats.number(abs(mover.change) * 100, 0, lang)))
    else:
        shown = [words.figure(v, indicator, lang, with_unit=False) for v in (mover.before, mover.after, abs(mover.change))]
    sign = "" if shown[0] == shown[1] else "+" if mover.change > 0 else "−"
    return (indicator.name[lang], shown[0], shown[1], f"{sign}{shown[2]}" if sign else "0")


def _length(cell: Cell, months: float, at: Scope, lang: str) -> str:
    """How much of the phase there is to count."""
    if not cell.begun:
        return text("metrics.status.not-started", lang)
    key = "phases.months" if cell.phase.end <= at.as_of else "phases.months_so_far"
    return text(key, lang, count=formats.number(months, 0, lang))
