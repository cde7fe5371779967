"""The card of one case: where it stands, its timeline, what it is connected with, and what it counts for and what not, and why."""

import streamlit as st
from markupsafe import Markup

from data.dataset import Table
from locales import formats, text
from metrics.card import Card, Verdict, card
from metrics.spelling import shown
from metrics.stages import stage_label
from ui import caselink, html
from ui.caselink import case_link
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope
from ui.source import Source

# Reasons that say nothing about this case: it is simply not what the indicator is about. They stand last.
ELSEWHERE = ("includes", "is", "before-objective", "none-not-applicable")


@remembered(entries=64)
def carded(source: Source, at: Scope, row: int) -> Card:
    """The card of the case on a row, with what it counts for in the period."""
    return card(source.dataset, row, at.as_of, at.lang, [at.period])


def found(source: Source) -> int | None:
    """The row of the case in the address; None where there is none."""
    table = source.dataset.tables.get("cases")
    return caselink.row_of(table, caselink.asked()) if table is not None and caselink.asked() else None


def head(source: Source, at: Scope, row: int) -> None:
    """The way back, and the case with where it stands."""
    lang, told = at.lang, carded(source, at, row)
    st.button(text("cases.card.back", lang), on_click=caselink.close_case, icon=":material/arrow_back:", key="card-back")
    name = " · ".join(p for p in (text("cases.card.case", lang), told.id) if p)
    stay = told.stays[-1] if told.stays else None
    title = told.title or text("scope.no_name", lang)
    if stay is None:
        html.head(name, f"{title}: {text('explore.no_stage', lang)}")
    else:
        key = "cases.card.stands" if stay.leave is None else "cases.card.stood"
        html.head(name, text(key, lang, title=title, stage=stage_label(told.stage or stay.stage, lang), since=formats.day(stay.enter)))


def story(source: Source, at: Scope, row: int) -> None:
    """Its dates in order, with how long it stayed in each stage."""
    lang, told = at.lang, carded(source, at, row)
    length = {(s.enter, f"cases.{s.stage}_date"): s for s in told.stays}
    items = []
    for moment in told.timeline:
        stay = length.get((moment.day, moment.key))
        notes = [moment.detail, text("cases.card.planned", lang) if moment.planned else ""]
        if stay:
            key = "cases.card.stayed" if stay.leave else "cases.card.stays"
            notes.append(text(key, lang, stage=stay.label, days=formats.number(stay.days, 0, lang)))
        items.append(Markup('<li class="{}"><time datetime="{}">{}</time><b>{}</b><small>{}</small></li>').format(
            "im-planned" if moment.planned else "im-other" if not moment.key.startswith("cases.") else "", moment.day.isoformat(), formats.day(moment.day),
            moment.label, " · ".join(n for n in notes if n),
        ))  # fmt: skip
    body = Markup('<ol class="im-timeline">{}</ol>').format(Markup("").join(items)) if items else html.small(text("explore.no_stage", lang))
    html.show(html.section(text("cases.card.timeline", lang)), body)


def facts(source: Source, at: Scope, row: int) -> None:
    """What is filled in about the case, and where it stands in the delivery."""
    lang, told = at.lang, carded(source, at, row)
    pairs = [(label, formats.number(value, 2, lang) if isinstance(value, float) else value) for label, value in told.facts]
    goals = "; ".join(str(o) for o in told.objectives)
    pairs += [(text("cases.card.objectives", lang), goals)] if goals else []
    file, sheet, number = told.place
    where = html.small(text("cases.card.place", lang, file=file, sheet=sheet, row=number))
    html.show(html.section(text("cases.card.facts", lang)), html.definitions(pairs), where)


def links(source: Source, at: Scope, row: int) -> Markup:
    """With whom and what the case is connected."""
    lang, told, tables = at.lang, carded(source, at, row), source.dataset.tables
    said: list[tuple[str, object]] = []
    for sheet, keys in (("referrals", ("referred_to", "outcome")), ("subsidies", ("instrument", "outcome")), ("lessons", ("lesson", "adjustment"))):
        rows = getattr(told.links, sheet)
        said += [(text(f"cases.card.{sheet}", lang), _joined(tables[sheet], keys, r)) for r in rows]
    lists = (("partners", told.links.partners), ("se_companies", told.links.se_companies), ("shared_with", told.links.shared_with))
    said += [(text(f"cases.card.{name}", lang), "; ".join(names)) for name, names in lists if names]
    said += [(text("cases.card.match", lang), told.links.match)] if told.links.match else []
    mates = [_mate(tables["cases"], r, at) for r in told.links.cluster_mates[:12]]
    said += [(text("cases.card.mates", lang), Markup(" · ").join(mates))] if mates else []
    body = html.definitions(said, "im-links") if said else html.small(text("cases.card.no_links", lang))
    return html.section(text("cases.card.links", lang)) + body


def verdicts(source: Source, at: Scope, row: int) -> None:
    """For every indicator whether the case counts in the period, with the cell that decides and the reason."""
    lang, told = at.lang, carded(source, at, row)
    counts = [v for v in told.verdicts if v.counts]
    rest = sorted((v for v in told.verdicts if not v.counts), key=lambda v: (v.reason_key in ELSEWHERE, v.indicator.id))
    for key, mine in (("counts", counts), ("not", rest)):
        title = text(f"cases.card.{key}", lang, period=at.within)
        names = (("indicator", "im-half"), ("cell", "im-cell"), ("value" if key == "counts" else "reason", ""))
        columns = [Column(text(f"cases.column.{n}", lang), css) for n, css in names]
        rows = [_verdict(v, source, key == "counts", lang) for v in mine]
        html.show(html.section(title), html.table(columns, rows, caption="") if rows else html.small(text(f"cases.card.none_{key}", lang)))


def _verdict(verdict: Verdict, source: Source, counts: bool, lang: str) -> tuple[object, object, object]:
    indicator = verdict.indicator
    name = Markup("{} <small>{}</small>").format(indicator.name[lang], indicator.id)
    cell = f"{source.dataset.tables[verdict.source].where(verdict.row)[1]} {verdict.cell}"
    if not counts:
        return name, cell, verdict.reason.split(": ", 1)[-1]
    if indicator.kind == "share" and not verdict.value:
        return name, cell, text("cases.card.only_whole", lang)
    told = verdict.value
    return name, cell, str(told or "") if told is None or isinstance(told, str) else formats.number(float(told), 2, lang)  # type: ignore[arg-type]


def _joined(table: Table, keys: tuple[str, ...], row: int) -> str:
    return " · ".join(t for t in (shown(table, k, [row])[0] for k in keys) if t)


def _mate(table: Table, row: int, at: Scope) -> Markup:
    return case_link(shown(table, "case_id", [row])[0], shown(table, "title", [row])[0], at)
