"""The organisations that the Hub reached, and the matches it made."""

from markupsafe import Markup

from data.names import fold
from locales import formats, text
from ui import choices, drawing, html
from ui.choosing import search
from ui.html import Column
from ui.network import contacted, matched
from ui.scope import Scope, counted, why
from ui.source import Source

SIZE = 15
CONTACTS = ("cases", "events", "referrals", "matches")


def organisations(source: Source, at: Scope) -> None:
    """Every organisation with how it was reached, those with most contacts first; one can search."""
    lang, found = at.lang, contacted(source, at)
    html.show(html.section(text("network.organisations.title", lang), text("network.organisations.line", lang)))
    if not found.organisations:
        html.show(Markup('<p class="im-empty">{}</p>').format(why(found.reason, "cases", lang) if found.reason else text("network.organisations.none", lang)))
        return
    wanted = fold(search(choices.ORGANISATION, text("network.organisations.search", lang), text("scope.search", lang), width=300)).split()
    listed = [o for o in found.organisations if all(w in fold(f"{o.label} {o.type}") for w in wanted)] if wanted else found.organisations
    part, shown = drawing.page_of(len(listed), f"organisations-page-{len(listed)}", lang, SIZE)
    rows = [(o.label, o.type, *(_count(getattr(o, k), lang) for k in CONTACTS)) for o in listed[part]]
    columns = [Column(text("network.column.name", lang)), Column(text("network.column.type", lang))]
    columns += [Column(text(f"network.column.{k}", lang), "im-n") for k in CONTACTS]
    caption = f"{counted('network.organisations.count', len(listed), lang)} · {shown}"
    lacking = " · ".join(why(r, sheet, lang) for r, sheet in zip(found.missing, _absent(source), strict=False))
    html.show(html.table(columns, rows, caption=caption), html.small(lacking))


def matches(source: Source, at: Scope) -> None:
    """Who was matched with whom, the latest first."""
    lang, found = at.lang, matched(source, at)
    html.show(html.section(text("network.matches.title", lang), text("network.matches.line", lang)))
    if not found.pairs:
        html.show(Markup('<p class="im-empty">{}</p>').format(why(found.reason, "cases", lang) if found.reason else text("network.matches.none", lang)))
        return
    part, shown = drawing.page_of(len(found.pairs), f"matches-page-{at.stem}", lang, SIZE)
    rows = [(formats.day(m.first), m.a, m.b, "; ".join(m.cases)) for m in found.pairs[part]]
    columns = [Column(text(f"network.column.{c}", lang), "im-cell" if c == "case_ids" else "") for c in ("day", "one", "other", "case_ids")]
    html.show(html.table(columns, rows, caption=f"{counted('network.matches.count', len(found.pairs), lang)} · {shown}", row_header=False))


def _absent(source: Source) -> list[str]:
    """The sheets that name organisations and are not there, in the order of the reasons."""
    return [s for s in ("cases", "attendance", "referrals") if s not in source.dataset.tables]


def _count(count: int, lang: str) -> str:
    return formats.number(count, 0, lang) if count else "–"
