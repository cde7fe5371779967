"""What the page about several hubs says: its message, the leading figures, the months of one indicator, and the shared cases."""

import streamlit as st
from markupsafe import Markup

from charts.chart import Point as Drawn
from charts.colours import colours
from charts.strips import Strip, strips
from data.errors import UserError
from locales import formats, text
from metrics.disclosure import THRESHOLD, protected, suppress_table
from metrics.indicator import Indicator
from metrics.series import Point
from metrics.together import Participant, Together, monthly
from reports import protection
from ui import choices, drawing, html, hub_tables, phase_table, words
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.hubs import Joined, compared, indicators, joined, participants
from ui.scope import Scope, sentence
from ui.source import Source
from ui.texts import language, plain, t
from ui.view import View

SAID = 3  # figures in the message
PAGE = 25  # rows of a table at once


def source() -> Joined | None:
    """The hubs with their data; where there is none the page says why, and None comes back."""
    try:
        found = joined()
    except UserError as error:
        html.head(t("ui.pages.samen"), t("together.said.wrong"))
        st.error(plain(error.message(language())), icon=":material/settings:")
        return None
    if isinstance(found, Joined):
        return found
    html.head(t("ui.pages.samen"), t("together.said.no_data" if found else "together.said.unset"))
    html.show(hub_tables.basis(found, language()) if found else html.small(t("errors.together-unset")))
    return None


def head(found: Together, at: Scope) -> None:
    """The message: what the hubs reached together, and the leading figures."""
    lang = at.lang
    leads = [row for row in found.rows if row.indicator.lead]
    told = [f"{words.figure(r.total.value, r.indicator, lang)} {_lower(r.indicator.name[lang])}" for r in leads if r.total.value is not None]
    without = [p.name for p in found.participants if p.dataset is None]
    otherwise = text("metrics.reason.total-lacks", lang, hub=", ".join(without)) if without else text("metrics.status.no-data", lang)
    said = sentence(text("together.said.hubs", lang, count=len(found.participants)), told[:SAID], otherwise, lang)
    html.head(text("together.overline", lang, span=at.span, day=formats.day(at.as_of)), said)


def answer(found: Together, at: Scope) -> None:
    """The leading indicators of all hubs together."""
    lang = at.lang
    boxes = []
    for row in (r for r in found.rows if r.indicator.lead):
        total = row.total
        shown: object = words.figure(total.value, row.indicator, lang)
        if total.value is None:
            shown = drawing.missing(hub_tables.absent(total.reason, row.indicator, lang))
        once = text("together.once", lang, count=words.figure(total.doubles, row.indicator, lang, with_unit=False)) if total.doubles else ""
        boxes.append((row.indicator.name[lang], shown, once))
    html.show(drawing.answer(boxes))


def indicator(view: View) -> Indicator:
    """The choice of the indicator whose months are drawn."""
    known = indicators(view.source)
    leads = [i.id for i in known.values() if i.lead]
    usual = "D3.8" if "D3.8" in known else (leads or list(known))[0]
    picked = offer(
        choices.TOGETHER, t("objective.column.indicator"), list(known), usual, lambda i: f"{i} · {known[i].name[view.lang]}", long=True, width=480
    )  # fmt: skip
    return known[picked or usual]


def months_of(source: Source, at: Scope, name: str, protect: bool = False) -> Picture | Empty:
    """An indicator of every hub, month by month."""
    lang, found = at.lang, indicators(source)[name]
    title = text("charts.trend.title_month", lang, name=found.name[lang])
    hubs = participants(source)
    points = monthly(hubs, found, at.period, at.as_of)
    if not any(p.value is not None for of_hub in points for p in of_hub):
        return Empty(title, text("together.no_months", lang))
    marks = _marks(points, protect and protected(found))
    drawn = [
        Strip(p.name, [_drawn(one, mark) for one, mark in zip(of_hub, marked, strict=True)], _reason(source, at, n, p, found, of_hub))
        for n, (p, of_hub, marked) in enumerate(zip(hubs, points, marks, strict=True))
    ]
    subtitle = " · ".join(filter(None, (found.unit[lang], text("together.scale", lang), "" if _whole(points) else text("charts.hollow", lang))))
    made = strips(
        title, subtitle, drawn, words.measure(found, lang), label=text("charts.step.month", lang),
        colour=colours(at.mode).objective[found.objective], mode=at.mode, lang=lang, period=at.span,
    )  # fmt: skip
    return Picture(made, note=protection.note([m for row in marks for m in row if m], lang), stem=text("together.stem", lang))


def tables(found: Together, at: Scope, chosen: Indicator) -> None:
    """The shared cases: those that count once, what that means for the chosen indicator, and those without a counterpart."""
    lang, shared = at.lang, found.shared
    html.show(html.section(text("together.doubles.title", lang), text("together.doubles.line", lang)))
    if not shared.doubles:
        html.show(html.small(text("together.doubles.none", lang)))
    else:
        part, line = drawing.page_of(len(shared.doubles), "together-doubles", lang, PAGE)
        html.show(hub_tables.doubles(found, part, lang), _shown(line, len(shared.doubles)))
    row = next(r for r in found.rows if r.indicator.id == chosen.id)
    if row.total.again:
        part, line = drawing.page_of(len(row.total.again), "together-again", lang, PAGE)
        title = text("together.again.title", lang, name=chosen.name[lang], count=formats.number(len(row.total.again), 0, lang))
        html.show(phase_table.folded(title, hub_tables.again(found, row, part, lang) + _shown(line, len(row.total.again))))
    if shared.singles:
        part, line = drawing.page_of(len(shared.singles), "together-singles", lang, PAGE)
        title = text("together.singles.title", lang, count=formats.number(len(shared.singles), 0, lang))
        html.show(phase_table.folded(title, hub_tables.singles(found, part, lang) + _shown(line, len(shared.singles))))


def _shown(line: str, rows: int) -> Markup:
    """Which part of a long table is shown; a short one is there whole."""
    return html.small(line) if rows > PAGE else Markup("")


def _reason(source: Source, at: Scope, place: int, hub: Participant, found: Indicator, points: list[Point]) -> str:
    """Why a hub has no months at all."""
    if any(p.value is not None for p in points):
        return ""
    cell = next(r for r in compared(source, at).rows if r.indicator.id == found.id).cells[place]
    return hub_tables.absent(cell.reason or hub.reason, found, at.lang)


def _marks(points: list[list[Point]], hide: bool) -> list[list[str]]:
    """What stands in the place of small numbers of persons in files, so that none can be worked out from the others."""
    if not hide:
        return [[""] * len(p) for p in points]
    size = max(map(len, points), default=0)
    numbers = [[(p[n].value if n < len(p) else None) for n in range(size)] for p in points]
    hidden = suppress_table([[float("nan") if v is None else v for v in row] for row in numbers]).cells
    return [
        [(protection.SMALL if 0 < (p.value or 0) < THRESHOLD else protection.OTHER) if hidden[h, n] else "" for n, p in enumerate(of_hub)]
        for h, of_hub in enumerate(points)
    ]


def _drawn(point: Point, mark: str) -> Drawn:
    return Drawn(point.period.start, point.period.end, None if mark else point.value, point.complete, mark=mark)


def _whole(points: list[list[Point]]) -> bool:
    return all(p.complete for of_hub in points for p in of_hub)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
