"""The page Rapport: what is asked, the files made from it, and the report as it will look."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from data.errors import UserError
from locales import LANGUAGES, text
from metrics.catalogue import catalogue
from reports.formats import FORMATS, Form, Order, stem
from reports.report.facts import Facts
from reports.report.live import resolved
from reports.report.request import KINDS, OBJECTIVES, PARTS, Request, Wanted
from reports.word.template import check_template
from ui import given, html, shelf
from ui.access.visitor import tell
from ui.remember import remembered
from ui.scope import scope
from ui.source import Source
from ui.texts import plain, t
from ui.view import View

PREVIEW = 900  # height in pixels
_FILLED = "template_filled"  # the request and the template with which a report was made last


@remembered(entries=16)
def facts_of(source: Source, request: Request) -> Facts:
    """The figures that a report rests on."""
    return Facts(source.dataset, request)


def head(view: View) -> None:
    """What the report is about."""
    _, at = scope(view)
    html.head(t("reporting.overline"), t("reporting.sentence", name=at.within, span=at.span))


def choose(view: View) -> Request:
    """The choices: language, parts, and per objective its indicators and charts."""
    source, at = scope(view)
    with st.expander(t("reporting.choices")):
        lang = st.segmented_control(t("reporting.lang"), LANGUAGES, default=view.lang, required=True, key="report-lang") or view.lang
        parts = st.multiselect(t("reporting.parts"), PARTS, default=PARTS, key="report-parts", format_func=lambda p: t(f"reporting.part.{p}"))
        indicators, charts = {}, {}
        for number in OBJECTIVES:
            mine = [i.id for i in catalogue().values() if i.objective == number]
            lead = next((i for i in mine if catalogue()[i].lead), mine[0])
            with st.container(horizontal=True, gap="medium"):
                chosen = st.multiselect(
                    t("reporting.indicators", number=number), mine, default=mine, key=f"report-indicators-{number}",
                    format_func=lambda i: f"{i} {catalogue()[i].name[view.lang]}",
                )  # fmt: skip
                kinds = st.multiselect(
                    t("reporting.charts", number=number), KINDS, default=KINDS[:2], key=f"report-charts-{number}",
                    format_func=lambda k: t(f"reporting.chart.{k}"),
                )  # fmt: skip
            indicators[number] = tuple(chosen)
            charts[number] = tuple(Wanted(kind, "" if kind == "degree" else lead) for kind in kinds)
    request = Request(
        at.period, at.as_of, lang, tuple(p for p in PARTS if p in parts), indicators, charts, {}, source.names, source.label, view.filtered, source.fictional
    )
    return replace(request, texts=texts(source, request))


def template(view: View, request: Request) -> None:
    """A team's own Word template: checked when it comes in, filled in once it is right; it is kept nowhere."""
    source, _ = scope(view)
    with st.expander(t("reporting.template")):
        html.show(html.small(t("reporting.template_line")))
        dropped = st.file_uploader(t("reporting.template_drop"), type=["docx"], key="report-template")
        if dropped is None:
            return
        raw, name = dropped.getvalue(), given.name(dropped.name)
        try:
            problems = check_template(raw, name, view.lang)
            if not problems and st.session_state.get(_FILLED) != (request, raw):  # once, not at every redraw
                _told(request)
                st.session_state[_FILLED] = (request, raw)
            made = b"" if problems else FORMATS["docx"].make(Order(source.dataset, request, raw, name))
        except UserError as error:
            problems, made = (error.message(view.lang),), b""
        for problem in problems:
            st.warning(plain(problem), icon=":material/help:")
        if not problems:
            st.download_button(
                t("reporting.template_filled"), data=made, file_name=stem(Order(source.dataset, request), "docx"), mime=FORMATS["docx"].mime,
                key="report-filled", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def make(view: View, request: Request) -> None:
    """The button that makes every file, and the files once they are there."""
    source, _ = scope(view)
    forms = tuple(FORMATS.values())
    if empty := request.unwritten():
        html.show(html.small(t("reporting.unwritten.one" if empty == 1 else "reporting.unwritten.many", count=empty)))
    if not offered(source, request, forms, "report", t("reporting.make")):
        html.show(html.small(t("reporting.make_line")))
        return
    html.show(html.section(t("reporting.preview"), t("reporting.preview_line")))
    st.iframe(file(source, request, "html").decode(), height=PREVIEW)


def offered(source: Source, request: Request, forms: Sequence[Form], key: str, label: str) -> bool:
    """A button that makes files, and a button for each once they are there; what can't be made is said. Gives whether they are there."""
    kept = st.session_state.get(f"made-{key}")
    ready = kept is not None and kept[:2] == (source.version, request)
    kind: Literal["primary", "secondary"] = "primary" if key == "report" else "secondary"
    if st.button(label, type=kind, key=f"make-{key}", icon=":material/description:", disabled=ready):
        st.session_state[f"made-{key}"] = (source.version, request, produce(source, request, forms))
        st.rerun()
    if not ready:
        return False
    failed: dict[str, str] = kept[2]
    with st.container(horizontal=True, gap="small", key=f"{key}-files"):
        for form in forms:
            if form.ending not in failed:
                _download(source, request, form, f"{key}-{form.ending}")
    for why in dict.fromkeys(failed.values()):
        st.warning(plain(why), icon=":material/error:")
    return True


def produce(source: Source, request: Request, forms: Sequence[Form]) -> dict[str, str]:
    """Make files, with a line that tells how far it is; gives by ending why one could not be made."""
    failed = {}
    _told(request)
    with st.status(t("reporting.making"), expanded=True) as status:
        for form in forms:
            status.update(label=t("reporting.step", name=t(f"reporting.format.{form.ending}")))
            try:
                file(source, request, form.ending)
            except UserError as error:
                failed[form.ending] = error.message(request.lang)
        status.update(label=t("reporting.ready"), state="complete", expanded=False)
    return failed


def _told(request: Request) -> None:
    """That a report is made stands in the log."""
    tell("see", "report", {"period": [request.period.start.isoformat(), request.period.end.isoformat()], "lang": request.lang})


@remembered(entries=24)
def file(source: Source, request: Request, ending: str) -> bytes:
    """One file of the report: made once, however often somebody clicks; two who ask for the same wait for the one."""
    made = {form.ending: content for form in FORMATS.values() if ending == "zip" and (content := _there(source, request, form)) is not None}
    return FORMATS[ending].make(Order(source.dataset, request, made=made))


def _there(source: Source, request: Request, form: Form) -> bytes | None:
    """A file for the archive, which was made before; the archive itself says which could not be made."""
    try:
        return None if form.ending == "zip" else file(source, request, form.ending)
    except UserError:
        return None


def _download(source: Source, request: Request, form: Form, key: str) -> None:
    name = stem(Order(source.dataset, request), form.ending)
    st.download_button(
        t(f"reporting.format.{form.ending}"), data=file(source, request, form.ending), file_name=name, mime=form.mime, key=key,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def texts(source: Source, request: Request) -> dict[str, dict[str, str]]:
    """What people wrote about this period, with its figures as they are now; nothing beside one's own files."""
    if source.own:
        return {}
    facts = facts_of(source, request)
    found: dict[str, dict[str, str]] = {}
    for place, narrative in shelf.texts(request.period.start, request.period.end, request.lang).items():
        found.setdefault(place.section, {})[place.prompt] = resolved(narrative.text, facts)
    return found


def prompt(name: str, lang: str) -> str:
    """A question under which people write."""
    return text(f"report.prompt.{name}", lang)
