"""The bare page: as many elements of each kind as the address asks (`?elements=html.8,plotly_chart.2`), all constants, built at each redraw."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

WORDS = "Een zin zoals er op een bladzijde staan, met een getal van 1.234 en de maand maart 2025. " * 3
MONTHS = [f"{year}-{month:02}-01" for year in range(2021, 2026) for month in range(1, 13)]
FIGURES = [(7 * n) % 23 for n in range(len(MONTHS))]
CHOICES = ["een", "twee", "drie", "vier"]
SEEN = "fase"

_links = st.components.v2.component("bare_links", html="<div></div>", js="export default function () {}", isolate_styles=False)


def chart(n: int) -> None:
    """A chart as anybody makes one: columns per month, a line and a title."""
    figure = go.Figure()
    figure.add_trace(go.Bar(x=MONTHS, y=FIGURES, name="per maand", hovertemplate="%{x|%m/%Y}: %{y}<extra></extra>"))
    figure.add_trace(go.Scatter(x=MONTHS, y=FIGURES[::-1], name="lijn", mode="lines+markers"))
    figure.update_layout(title=f"Grafiek {n}", showlegend=True, height=360, margin={"l": 40, "r": 20, "t": 40, "b": 40})
    figure.update_xaxes(title="maand", showgrid=False)
    figure.update_yaxes(title="aantal", rangemode="tozero")
    st.plotly_chart(figure, key=f"chart-{n}")


DRAWN: dict[str, Callable[[int], object]] = {
    "html": lambda n: st.html(f"<p>{n} {WORDS}</p>"),
    "plotly_chart": chart,
    "bidi_component": lambda n: _links(key=f"links-{n}", data={"html": f"<p>{n} {WORDS}</p>", "lang": "nl"}, on_open_change=lambda: None),
    "button_group": lambda n: st.segmented_control(f"Keuze {n}", CHOICES, default="een", key=f"group-{n}" if n else SEEN, bind="query-params"),
    "selectbox": lambda n: st.selectbox(f"Lijst {n}", CHOICES, key=f"list-{n}"),
    "multiselect": lambda n: st.multiselect(f"Meer {n}", CHOICES, key=f"more-{n}"),
    "date_input": lambda n: st.date_input(f"Dag {n}", value="2025-03-31", key=f"day-{n}"),
    "number_input": lambda n: st.number_input(f"Getal {n}", 0, 100, 10, key=f"number-{n}"),
    "text_input": lambda n: st.text_input(f"Woord {n}", key=f"word-{n}"),
    "text_area": lambda n: st.text_area(f"Tekst {n}", key=f"text-{n}"),
    "checkbox": lambda n: st.checkbox(f"Vink {n}", key=f"check-{n}"),
    "radio": lambda n: st.radio(f"Een van {n}", CHOICES, key=f"one-{n}"),
    "pagination": lambda n: st.pagination(12, key=f"page-{n}"),
    "button": lambda n: st.button(f"Knop {n}", key=f"button-{n}"),
    "download_button": lambda n: st.download_button(f"Download {n}", data=lambda: b"x", file_name="x.txt", key=f"download-{n}"),
    "file_uploader": lambda n: st.file_uploader(f"Bestand {n}", key=f"file-{n}"),
    "code": lambda n: st.code(f"{n} {WORDS}"),
    "text": lambda n: st.text(f"{n} {WORDS}"),
    "alert": lambda n: st.info(f"{n} {WORDS}"),
    "markdown": lambda n: st.markdown(f"{n} {WORDS}"),
    "progress": lambda n: st.progress(50, f"{n}"),
    "arrow_data_frame": lambda n: st.dataframe({"maand": MONTHS, "aantal": FIGURES}, key=f"frame-{n}"),
    "block:flex_container": lambda n: st.container(key=f"box-{n}", horizontal=True),
    "block:column": lambda n: st.container(key=f"column-{n}"),
    "block:popover": lambda n: st.popover(f"Menu {n}", key=f"menu-{n}"),
    "block:expandable": lambda n: st.expander(f"Meer over {n}"),
    "block:form": lambda n: st.form(f"form-{n}"),
    "block:vertical": lambda n: st.container(key=f"part-{n}"),
}

st.navigation([st.Page(lambda: None, title="Kaal")], position="top")
for wanted in filter(None, st.query_params.get("elements", "").split(",")):
    kind, _, count = wanted.partition(".")
    for number in range(int(count)):
        DRAWN[kind](number)
