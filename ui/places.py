"""Figures on the map: which indicator, per municipality or per 10,000 inhabitants, and the rows of one municipality."""

import streamlit as st

from charts.chart import Measure
from charts.colours import colours
from charts.locale import config
from charts.map import Box, Place, places
from locales import formats, text
from metrics.catalogue import catalogue
from metrics.places import Places, mappable
from metrics.places import places as places_of
from reports.protection import marks, note
from ui import around, choices, drawing, html, words
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.remember import remembered
from ui.scope import Scope, sentence, why
from ui.source import Source
from ui.view import View

DEFAULT = "D3.8"
SCALES = ("total", "rate")
_ROUND = "map_round"


@remembered(entries=16)
def options(source: Source) -> list[str]:
    """The indicators that can be put on the map."""
    return [i.id for i in mappable(source.dataset)]


@remembered(entries=128)
def located(source: Source, at: Scope, name: str) -> Places:
    """The figure per municipality."""
    return places_of(source.dataset, catalogue()[name], at.period, at.as_of)


def asked(source: Source, view: View) -> tuple[str, str]:
    """The choice of an indicator, kept in the address, and of totals or rates."""
    known, lang = options(source), view.lang
    default = view.indicator if view.indicator in known else DEFAULT if DEFAULT in known else known[0]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="map-choices"):
        name = st.selectbox(
            text("map.indicator", lang), known, index=known.index(default), key=f"map-indicator-{default}", width=380,
            format_func=lambda i: f"{i} · {catalogue()[i].name[lang]}", on_change=_chosen, args=(f"map-indicator-{default}",),
        )  # fmt: skip
        scale = offer(choices.SCALE, text("map.scale", lang), SCALES, SCALES[0], lambda s: text(f"map.{s}", lang))
    return name or default, scale or SCALES[0]


def head(source: Source, at: Scope, name: str) -> None:
    """The message: in how many municipalities, and where most."""
    lang, found, indicator = at.lang, located(source, at, name), catalogue()[name]
    with_some = sorted((p for p in found.places if p.value), key=lambda p: -p.value)
    said, about = "", {"name": _lower(indicator.name[lang]), "all": len(found.places)}
    if with_some:
        first = with_some[0]
        key = "equal" if len(with_some) > 1 and with_some[1].value == first.value else "most"
        value = words.figure(first.value, indicator, lang)
        said = text(f"map.said.{key}", lang, **about, count=len(with_some), place=first.municipality.name, value=value)
    elif found.places:
        said = text("map.said.none", lang, **about)
    html.head(text("map.overline", lang, day=formats.day(at.as_of)), sentence(at.name, [said], why(found.reason, indicator.parts[0].source, lang), lang))


def head_empty(at: Scope) -> None:
    """The top of the page where nothing can be put on the map."""
    html.head(text("map.overline", at.lang, day=formats.day(at.as_of)), f"{at.name}: {text('map.nothing', at.lang)}")


def picture(source: Source, at: Scope, name: str, scale: str, chosen: str = "", protect: bool = False) -> Picture | Empty:
    """The map with what lies outside the area in a box; with `protect` small numbers of persons are hidden."""
    lang, found, indicator = at.lang, located(source, at, name), catalogue()[name]
    if found.reason or not found.places:
        return Empty(indicator.name[lang], why(found.reason, indicator.parts[0].source, lang))
    total = words.measure(indicator, lang)
    rate = Measure(text("map.rate_name", lang, name=indicator.name[lang]), "", 2, label=text("map.rate_unit", lang, unit=total.label))
    measure = rate if scale == "rate" else total
    values = [*(p.value for p in found.places), found.outside, found.unknown]
    hidden = marks(values) if protect else ("",) * len(values)
    drawn = [
        Place(m.name, m.lat, m.lon, None, mark=mark) if mark else Place(
            m.name, m.lat, m.lon, p.per_10000 if scale == "rate" else p.value, _detail(p.value, p.per_10000, total, lang)
        )
        for p, mark in zip(found.places, hidden, strict=False) if (m := p.municipality)
    ]  # fmt: skip
    names = (source.dataset.hub.outside_area, text("metrics.group.empty", lang))
    elsewhere = zip(names, values[-2:], hidden[-2:], strict=True)
    boxes = [] if scale == "rate" else [Box(label, None if mark else value, mark) for label, value, mark in elsewhere if value or label == names[0]]
    subtitle = text("map.subtitle", lang, unit=measure.label or measure.unit)
    chart = places(
        measure.name, subtitle, drawn, boxes, measure, chosen=chosen, colour=colours(at.mode).objective[indicator.objective], mode=at.mode, lang=lang,
        period=at.span,
    )  # fmt: skip
    remarks = ["" if found.adds_up else text("map.not_adding", lang), note(hidden, lang)]
    return Picture(chart, note=" · ".join(r for r in remarks if r))


def draw(view: View, source: Source, at: Scope, name: str, scale: str) -> None:
    """The map; a click on a municipality chooses it."""
    chosen = choices.PLACE.chosen() or ""
    found = drawing.made(source, at, f"{__name__}:picture", (name, scale, chosen))
    if isinstance(found, Empty):
        drawing.empty(found.title, found.reason)
        return
    html.show(around.heading(found.chart))
    key = f"map-{name}-{scale}-{at.stem}-{st.session_state.get(_ROUND, 0)}"
    st.plotly_chart(
        found.chart.figure, theme=None, config=config(at.lang, key), alt=found.chart.alt, key=key, on_select=lambda: _clicked(key), selection_mode="points"
    )
    html.show(drawing.origin(source, at, found, view.filtered))
    drawing.menu(view, picture, name, scale, about=catalogue()[name])


def place_asked(source: Source, lang: str) -> str:
    """The same choice as a click on the map, for who has no mouse; empty for none."""
    names = choices.PLACE.options(source)
    return offer(choices.PLACE, text("map.place", lang), names, None, str, long=True, hint=text("map.no_place", lang)) or ""


def _detail(value: float, rate: float | None, measure: Measure, lang: str) -> str:
    return text("map.detail", lang, value=measure.write(value, lang), rate=formats.number(rate, 2, lang)) if rate is not None else ""


def _clicked(key: str) -> None:
    """What was clicked becomes the choice; the map is drawn anew with its ring, so that a second click works as well."""
    points = st.session_state[key].selection.points
    if points:
        data = points[0].get("customdata")
        choices.PLACE.choose(data[0] if isinstance(data, (list, tuple)) else data)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _chosen(key: str) -> None:
    indicator = catalogue()[st.session_state[key]]
    st.session_state["indicator"], st.session_state["doelstelling"] = indicator.id, str(indicator.objective)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
