"""Material kept in the loop by stream and R-strategy, measured apart from estimated, and CO2 with the factors it rests on."""

from markupsafe import Markup

from charts.bars import Panel, bars
from charts.colours import colours
from locales import formats, text
from metrics.factors import Factors, factors
from ui import behind, choices, html, words
from ui.amounts import amount, split
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.finished import finished
from ui.html import Column
from ui.impact import CO2, ESTIMATED, MEASURED, UNMEASURED, box
from ui.remember import remembered
from ui.scope import Scope, why
from ui.source import Source

DIMENSIONS = ("material_stream", "r_strategy")
MOST = 10


@remembered(entries=32)
def known_factors(source: Source) -> Factors:
    """The factors in the delivery."""
    return factors(source.dataset)


def head(source: Source, at: Scope) -> str:
    """The figures, and the choice by what they are split."""
    lang = at.lang
    figures = ((MEASURED, "measured"), (UNMEASURED, "unmeasured"), (ESTIMATED, "estimated"), (CO2, "co2"))
    html.show(html.section(text("impact.material.title", lang), text("impact.material.line", lang)))
    behind.answer([box(source, at, name, key) for name, key in figures], "impact-material", lang)
    asked = offer(choices.MATERIAL, text("impact.material.by", lang), DIMENSIONS, DIMENSIONS[0], lambda d: text(f"impact.material.{d}", lang))
    return asked or DIMENSIONS[0]


def material_of(source: Source, at: Scope, dimension: str) -> Picture | Empty:
    """Tonnes per year, measured beside estimated, each on its own scale."""
    lang = at.lang
    title = text("impact.material.chart", lang, dimension=text(f"impact.material.{dimension}", lang).lower())
    pair = [amount(source, at, name) for name in (MEASURED, ESTIMATED)]
    if all(a.value is None for a in pair):
        return Empty(title, pair[0].absent(source, lang))
    parts = [{g.key: g for g in split(source, at, a.indicator.id, dimension)} for a in pair]
    labels = {k: g.label for groups in reversed(parts) for k, g in groups.items()}
    size = {k: max(*((g[k].value or 0.0) if k in g else 0.0 for g in parts)) for k in labels}
    keys = sorted((k for k in labels if size[k]), key=lambda k: (k == "", -size[k], labels[k]))
    if dimension == "r_strategy":  # the order of the ladder means something
        keys = sorted(keys, key=lambda k: (k == "", labels[k]))
    if not keys:
        return Empty(title, text("metrics.reason.no-rows", lang))
    shown, rest = (keys, []) if len(keys) <= MOST else (keys[: MOST - 1], keys[MOST - 1 :])
    names = [labels[k] for k in shown] + ([text("explore.rest", lang)] if rest else [])
    panels = []
    for found, groups, hollow in zip(pair, parts, (frozenset(), frozenset(range(len(names)))), strict=True):
        values = [(groups[k].value if k in groups else 0.0) if found.value is not None else None for k in shown]
        if rest:
            values.append(sum(groups[k].value or 0.0 for k in rest if k in groups) if found.value is not None else None)
        panels.append(Panel(words.measure(found.indicator, lang), values, colours(at.mode).objective[3], [found.absent(source, lang)] * len(names), hollow))
    label = text(f"impact.material.{dimension}", lang)
    return Picture(bars(title, text("impact.material.subtitle", lang), names, panels, label=label, mode=at.mode, lang=lang, period=at.span, names=18))


@finished(entries=64)
def co2_table(source: Source, at: Scope) -> Markup:
    """CO2 per stream: measured tonnes times the factor, with what the factor is based on; streams without a factor are named."""
    lang, found = at.lang, amount(source, at, CO2)
    title = html.section(text("impact.co2.title", lang), text("impact.co2.line", lang))
    if found.value is None:
        return title + Markup('<p class="im-empty">{}</p>').format(found.absent(source, lang))
    known = known_factors(source)
    by_stream = {f.stream: f for f in known.factors}
    tonnes = [g for g in split(source, at, MEASURED, "material_stream") if g.value]
    result = {g.key: g.value for g in split(source, at, CO2, "material_stream")}
    columns = [Column(text(f"impact.column.{c}", lang), css) for c, css in (
        ("stream", ""), ("tonnes", "im-n"), ("factor", "im-n"), ("co2", "im-n"), ("basis", "im-mid"), ("source", "im-mid"), ("year", ""),
    )]  # fmt: skip
    rows = []
    for group in sorted(tonnes, key=lambda g: -(g.value or 0.0)):
        factor = by_stream.get(group.key)
        told = (text("impact.co2.no_factor", lang), "–", "", "", "")
        if factor:
            told = (formats.number(factor.value, 2, lang), formats.number(result.get(group.key), 1, lang), factor.basis, factor.source, factor.year)
        rows.append((group.label, formats.number(group.value, 1, lang), *told))
    whole = sum(g.value or 0.0 for g in tonnes)
    rows.append((text("charts.total", lang), formats.number(whole, 1, lang), "", formats.number(found.value, 1, lang), "", "", ""))
    covered = sum(g.value or 0.0 for g in tonnes if g.key in by_stream)
    said = why(known.reason, "factors", lang)
    if whole:
        part, of = formats.number(covered, 1, lang), formats.number(whole, 1, lang)
        said = text("impact.co2.coverage", lang, share=formats.percent(covered / whole, 0, lang), covered=part, whole=of)
    return title + html.table(columns, rows, caption=said) + html.small(text("impact.co2.note", lang))
