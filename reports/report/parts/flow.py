"""From question to realisation: how far the questions of the period came, and to whom cases were referred."""

from collections.abc import Sequence
from dataclasses import replace

from charts.colours import colours
from charts.funnel import Stage, conversion, funnel
from locales import formats
from metrics.flow import funnel as counted
from metrics.referrals import FlowLink, referral_flow
from metrics.stages import stage_label
from reports.report import rows
from reports.report.blocks import Block, Cell, Column, Paragraph, Picture, Section, Table, cells
from reports.report.facts import Facts


def build(facts: Facts) -> list[Section]:
    """One section."""
    return [Section("flow", facts.t("part.flow"), (*_funnel(facts), *_referrals(facts)), apart=True)]


def _funnel(facts: Facts) -> list[Block]:
    missing = rows.absent(facts, "cases", "intake_date")
    if missing:
        return [missing]
    found, lang = counted(facts.dataset, facts.period, facts.as_of), facts.lang
    stages = [
        Stage(
            stage_label(s.stage, lang).capitalize(), s.reached, (s.to_next.numerator, s.to_next.denominator) if s.to_next else None,
            s.reason.text(lang) if s.reason else "",
        )
        for s in found.steps
    ]  # fmt: skip
    lines = tuple(
        cells(g.name, g.mark or facts.count(g.reached), conversion(g.onward, lang) or "–", facts.count(s.now)) for g, s in zip(stages, found.steps, strict=True)
    )
    columns = tuple(
        Column(facts.t(f"flow.column.{c}"), w, f) for c, w, f in (("stage", 1.6, False), ("reached", 1.2, True), ("onward", 1.8, True), ("now", 1.2, True))
    )
    stopped = facts.t("flow.stopped", count=facts.count(found.stopped)) if found.stopped is not None else ""
    table = Table(
        "flow.table", facts.t("flow.table", period=facts.name), columns, lines, facts.below(facts.t("flow.note", day=formats.day(facts.as_of)), stopped)
    )
    if not found.total:
        return [Paragraph(facts.t("flow.none"), "missing")]
    chart = funnel(facts.t("flow.title"), facts.t("flow.subtitle"), stages, colour=colours("light").primary, mode="light", lang=lang, period=facts.name)
    return [Picture("flow.funnel", chart.title, chart, facts.below(facts.t("flow.subtitle"))), table]


def _referrals(facts: Facts) -> list[Block]:
    missing = rows.absent(facts, "referrals", "case_id", "referred_to", "date")
    if missing:
        return [missing]
    found = referral_flow(facts.dataset, facts.period, facts.as_of, facts.lang)
    columns = tuple(
        Column(facts.t(f"referrals.column.{c}"), w, c != "to") for c, w in (("to", 3.0), ("count", 1.2), ("taken", 1.2), ("rejected", 1.2), ("open", 1.2))
    )
    lines = tuple(_line(facts, link) for link in _named(facts, found.targets))
    return [
        Table(
            "flow.referrals", facts.t("referrals.table", period=facts.name), columns, lines, facts.below(facts.t("referrals.note")), facts.t("referrals.none")
        )
    ]


def _named(facts: Facts, links: Sequence[FlowLink]) -> list[FlowLink]:
    """The organisations referred to; for partners those behind a case are taken together, without their names."""
    hidden = [link for link in links if facts.request.outside and facts.names.without(link.label) != link.label]
    if not hidden:
        return list(links)
    label = facts.t("partner.others.one" if len(hidden) == 1 else "partner.others.many", count=len(hidden))
    together = replace(
        hidden[0], label=label, count=sum(link.count for link in hidden), taken=_sum([link.taken for link in hidden]),
        rejected=_sum([link.rejected for link in hidden]), open=_sum([link.open for link in hidden]),
    )  # fmt: skip
    return [*(link for link in links if link not in hidden), together]


def _sum(counts: Sequence[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [c for c in counts if c is not None]
    return sum(known) if known else None


def _line(facts: Facts, link: FlowLink) -> tuple[Cell, ...]:
    return cells(link.label, *map(facts.count, (link.count, link.taken, link.rejected, link.open)))
