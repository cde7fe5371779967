"""Whom the Hub brings together: referrals through the Hub, and who works with whom."""

from markupsafe import Markup

from charts.colours import colours
from charts.network import Line, Point, network
from charts.sankey import Band, sankey
from locales import formats, text
from metrics.engine import Reason
from metrics.organisations import Matches, Reached, matches, reached
from metrics.referrals import FlowLink, ReferralFlow, referral_flow
from metrics.relations import Relations, relations
from ui import behind, drawing, html
from ui.behind import Figure
from ui.drawing import Empty, Picture
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, sentence, why
from ui.source import Source

KINDS = ("organisation", "partner", "se")


@remembered(entries=64)
def referred(source: Source, at: Scope) -> ReferralFlow:
    """The referrals of the period."""
    return referral_flow(source.dataset, at.period, at.as_of, at.lang)


@remembered(entries=64)
def related(source: Source, at: Scope) -> Relations:
    """Who works with whom in the period."""
    return relations(source.dataset, at.period, at.as_of)


@remembered(entries=64)
def contacted(source: Source, at: Scope) -> Reached:
    """The organisations reached in the period."""
    return reached(source.dataset, at.period, at.as_of)


@remembered(entries=64)
def matched(source: Source, at: Scope) -> Matches:
    """The matches of the period."""
    return matches(source.dataset, at.period, at.as_of, at.lang)


def head(source: Source, at: Scope) -> None:
    """The message and the few figures that carry it."""
    lang = at.lang
    flow, people, pairs, net = referred(source, at), contacted(source, at), matched(source, at), related(source, at)
    clauses = [
        counted("network.said.organisations", people.total, lang) if people.total is not None else "",
        counted("network.said.referrals", flow.total, lang) if flow.total is not None else "",
        counted("network.said.matches", pairs.total, lang) if pairs.total is not None else "",
    ]
    html.head(text("network.overline", lang, day=formats.day(at.as_of)), sentence(at.name, clauses, why(flow.reason, "referrals", lang), lang))
    taken = [t.taken for t in flow.targets]
    known = [t for t in taken if t is not None]
    taken_up = text("network.figure.taken", lang, count=formats.number(sum(known), 0, lang)) if known else ""
    drawn = None if net.reason and net.reason.key != "no-rows" else len(net.nodes) + net.left_out
    behind.answer([
        Figure(text("network.figure.organisations", lang), _figure(people.total, people.reason, "cases", lang), _citizens(people, lang), "organisaties"),
        Figure(text("network.figure.referrals", lang), _figure(flow.total, flow.reason, "referrals", lang), taken_up, "D3.1"),
        Figure(text("network.figure.matches", lang), _figure(pairs.total, pairs.reason, "cases", lang), text("network.figure.matches_note", lang), "D1.4"),
        Figure(text("network.figure.together", lang), _figure(drawn, net.reason, "cases", lang), text("network.figure.together_note", lang), "partijen"),
    ], "network-figures", lang)  # fmt: skip


def referrals_of(source: Source, at: Scope) -> Picture | Empty:
    """From where cases came in, through the Hub, to the organisation they were referred to."""
    lang, flow = at.lang, referred(source, at)
    title = text("network.referrals.title", lang)
    if not flow.total:
        return Empty(title, why(flow.reason, "referrals", lang) if flow.reason else text("network.referrals.none", lang))
    chart = sankey(
        title, text("network.referrals.subtitle", lang), [Band(s.label, s.count) for s in flow.sources], text("network.hub", lang),
        [Band(t.label, t.count, _outcome(t, lang)) for t in flow.targets], label=text("network.referrals.label", lang),
        colour=colours(at.mode).primary, mode=at.mode, lang=lang, period=at.span,
    )  # fmt: skip
    return Picture(chart, _referral_table(flow, lang), " · ".join(why(r, "cases", lang) for r in flow.missing))


def relations_of(source: Source, at: Scope) -> Picture | Empty:
    """Who stands in a case together, as a network."""
    lang, net = at.lang, related(source, at)
    title = text("network.relations.title", lang)
    if not net.nodes:
        return Empty(title, why(net.reason, "cases", lang))
    subtitle = text("network.relations.subtitle", lang)
    if net.left_out:
        subtitle += text("network.relations.left_out", lang, shown=len(net.nodes), count=formats.number(net.left_out, 0, lang))
    chart = network(
        title, subtitle, [Point(n.label, n.kind, n.cases, n.x, n.y) for n in net.nodes], [Line(e.a, e.b, e.cases) for e in net.edges],
        kinds={k: text(f"network.kind.{k}", lang) for k in KINDS}, label=text("network.relations.cases", lang), mode=at.mode, lang=lang, period=at.span,
    )  # fmt: skip
    return Picture(chart, note=" · ".join(why(r, "cases", lang) for r in net.missing))


def relations_table(source: Source, at: Scope) -> Markup:
    """Per party with whom it works, most often first: what the drawing shows, to read."""
    lang, net = at.lang, related(source, at)
    if not net.nodes:
        return Markup("")
    part, shown = drawing.page_of(len(net.nodes), f"relations-page-{at.stem}", lang, size=12)
    others: dict[int, list[tuple[int, str]]] = {}
    for edge in net.edges:
        others.setdefault(edge.a, []).append((edge.cases, net.nodes[edge.b].label))
        others.setdefault(edge.b, []).append((edge.cases, net.nodes[edge.a].label))
    rows = []
    for place, node in list(enumerate(net.nodes))[part]:
        names = sorted(others.get(place, []), key=lambda o: (-o[0], o[1].casefold()))
        said = "; ".join(f"{name} ({n})" if n > 1 else name for n, name in names[:6])
        more = text("network.relations.more", lang, count=node.degree - 6) if node.degree > 6 else ""
        rows.append((node.label, text(f"network.kind.{node.kind}", lang), _number(node.cases, lang), _number(node.degree, lang), said + more))
    columns = [Column(text(f"network.column.{c}", lang), css) for c, css in (
        ("name", ""), ("kind", ""), ("cases", "im-n"), ("degree", "im-n"), ("works_with", "im-long"),
    )]  # fmt: skip
    return html.table(columns, rows, caption=f"{text('network.relations.table', lang)} · {shown}")


def _referral_table(flow: ReferralFlow, lang: str) -> Markup:
    columns = [Column(text(f"network.column.{c}", lang), css) for c, css in (
        ("to", ""), ("count", "im-n"), ("taken", "im-n"), ("rejected", "im-n"), ("open", "im-n"),
    )]  # fmt: skip
    rows = [(t.label, *(_number(n, lang) for n in (t.count, t.taken, t.rejected, t.open))) for t in flow.targets]
    became = [_total([getattr(t, k) for t in flow.targets], lang) for k in ("taken", "rejected", "open")]
    rows.append((text("charts.total", lang), _number(flow.total, lang), *became))
    sources = [Column(text("network.column.from", lang)), Column(text("network.column.count", lang), "im-n")]
    return html.table(columns, rows) + html.table(sources, [(s.label, _number(s.count, lang)) for s in flow.sources])


def _outcome(link: FlowLink, lang: str) -> str:
    if link.taken is None:
        return ""
    return text("network.referrals.outcome", lang, taken=link.taken, rejected=link.rejected, open=link.open)


def _citizens(people: Reached, lang: str) -> str:
    return counted("network.figure.citizens", people.citizens, lang) if people.citizens else ""


def _figure(count: int | None, reason: Reason | None, sheet: str, lang: str) -> object:
    return formats.number(count, 0, lang) if count is not None else drawing.missing(why(reason, sheet, lang))


def _number(count: int | None, lang: str) -> str:
    return text("scope.unknown", lang) if count is None else formats.number(count, 0, lang)


def _total(counts: list[int | None], lang: str) -> str:
    known = [c for c in counts if c is not None]
    return _number(sum(known) if known else None, lang)
