"""Reported is reported: freeze a period, fetch what went out, and see what moved since, step by step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st
from markupsafe import Markup

from data.errors import UserError
from data.store.address import address
from data.store.reports import Frozen, Report, freeze
from data.store.store import open_store, sha256_of
from locales import formats
from metrics.bridge import Bridge, Bridges, Reported, Term, bridges, definitions, fingerprint
from metrics.catalogue import catalogue
from metrics.changes import Movement
from metrics.output import record
from metrics.periods import Period
from metrics.scorecard import scorecard
from reports.formats import FORMATS, Order, stem
from reports.report.live import resolved
from reports.report.request import Request, Wanted
from ui import differences, done, html, shelf, versions, words
from ui.access import signature
from ui.access.visitor import can, store_for
from ui.downloads import later
from ui.html import Column
from ui.remember import remembered
from ui.report import facts_of, file, produce
from ui.scope import scope
from ui.source import Source, stored
from ui.texts import language, plain, t
from ui.view import View

BINARY = "application/octet-stream"
_DONE = "frozen-done"  # the number of the report that was frozen just now
NAMED = 6  # rows that a step names


def form(view: View, request: Request) -> None:
    """The form that freezes what is asked; only a confirmed version can be frozen, and never one that is filtered."""
    source, _ = scope(view)
    html.show(html.section(t("frozen.title"), t("frozen.line")))
    if not can("freeze"):
        html.show(html.small(t("frozen.not_you")))
        return
    if not source.number or view.filtered:
        html.show(html.small(t("frozen.filtered" if source.number else "frozen.no_version")))
        return
    with st.form("freeze", border=True):
        typed = signature.ask()
        note = st.text_input(t("frozen.note"), max_chars=1000)
        asked = st.form_submit_button(t("frozen.freeze"), icon=":material/lock:", on_click=done.forget, args=(_DONE,))
    name = signature.settled(typed) if asked else ""
    if name:
        _freeze(source, request, name, note.strip()[:1000])
    elif asked:
        st.warning(plain(t("upload.who_missing")), icon=":material/person:")
    if number := done.told(_DONE):
        st.success(plain(t("frozen.done", number=number)), icon=":material/lock:")


def table(view: View) -> None:
    """Every report that was frozen, with its files, and for one of them what moved since."""
    known = shelf.reported()
    if not known:
        return
    html.show(html.section(t("frozen.known")))
    css = {"period": "im-cell", "as_of": "im-cell", "note": "im-long"}
    heads = [Column(t(f"frozen.column.{k}"), css.get(k, "")) for k in ("number", "period", "as_of", "version", "who", "note")]
    html.show(html.table(heads, [_line(r) for r in known]))
    number = st.selectbox(t("frozen.which"), [r.number for r in known], key="frozen-report", format_func=lambda n: t("frozen.told", number=n), width=320)
    report = next(r for r in known if r.number == number)
    with st.container(horizontal=True, gap="small", key="frozen-files"):
        for n, made in enumerate(report.files):
            st.download_button(
                made.name, data=later(_content, address(), made.sha256), file_name=made.name, mime=BINARY, key=f"frozen-{number}-{n}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
    sums = Markup("<br>").join(f"{f.name}: {f.sha256}" for f in report.files)
    html.show(html.small(Markup("{}<br>{}").format(t("frozen.fingerprints"), sums)))
    if not shelf.version(report.frozen.version).recipe.contents & shelf.erased():
        _remake(report)
    _moved(view, report)


def again(report: Report) -> tuple[Source, Request]:
    """The data and the request of a frozen report, so that it can be made again whatever was delivered since."""
    frozen, asked = report.frozen, report.frozen.settings["request"]
    source = stored(frozen.version)
    request = Request(
        Period(frozen.start, frozen.end, asked["label"], frozen.phase), frozen.as_of, asked["lang"], tuple(asked["parts"]),
        {int(n): tuple(ids) for n, ids in asked["indicators"].items()},
        {int(n): tuple(Wanted(*chart) for chart in charts) for n, charts in asked["charts"].items()},
        sources=tuple(asked["sources"]), version=asked["version"],
    )  # fmt: skip
    facts = facts_of(source, request)
    texts: dict[str, dict[str, str]] = {}
    for text in frozen.texts:
        texts.setdefault(text["section"], {})[text["prompt"]] = resolved(text["text"], facts)
    return source, replace(request, texts=texts)


def _as_json(request: Request) -> dict[str, Any]:
    return {
        "label": request.period.label, "lang": request.lang, "parts": list(request.parts), "sources": list(request.sources), "version": request.version,
        "indicators": {str(n): list(ids) for n, ids in request.indicators.items()},
        "charts": {str(n): [[c.kind, c.indicator] for c in charts] for n, charts in request.charts.items()},
    }  # fmt: skip


def _remake(report: Report) -> None:
    """The report made again from the data of then, and whether each file is the very same."""
    if "request" not in report.frozen.settings or not st.button(t("frozen.again"), key=f"again-{report.number}", icon=":material/replay:"):
        return
    source, request = again(report)
    with st.status(t("reporting.making"), expanded=True) as status:
        for made in report.files:
            ending = made.name.rpartition(".")[2]
            same = sha256_of(file(source, request, ending)) == made.sha256
            st.text(t("frozen.same" if same else "frozen.other", name=made.name))
        status.update(label=t("reporting.ready"), state="complete", expanded=True)


def _line(report: Report) -> tuple[object, ...]:
    frozen = report.frozen
    period = t("ui.phase", number=frozen.phase) if frozen.phase else formats.span(frozen.start, frozen.end)
    return report.number, period, formats.day(frozen.as_of), frozen.version, f"{frozen.who}, {versions.moment(report.at)}", frozen.note


def _freeze(source: Source, request: Request, name: str, note: str) -> None:
    period = request.period
    figures = [record(r) for r in scorecard(source.dataset, request.as_of, [period])]
    texts = [
        {"section": p.section, "prompt": p.prompt, "lang": p.lang, "text": n.text, "who": n.who}
        for p, n in shelf.texts(period.start, period.end, request.lang).items()
    ]  # fmt: skip
    settings = {
        "definitions": definitions(),
        "request": _as_json(request),
        "phases": [[p.number, p.name, p.start.isoformat(), p.end.isoformat()] for p in source.dataset.phases],
    }
    frozen = Frozen(period.start, period.end, period.phase, request.as_of, source.number, fingerprint(), figures, settings, texts, name, note)
    forms = tuple(FORMATS.values())
    failed = produce(source, request, forms)
    files = {stem(Order(source.dataset, request), f.ending): file(source, request, f.ending) for f in forms if f.ending not in failed}
    try:
        made = freeze(store_for("freeze"), frozen, files)
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/error:")
        return
    done.keep(_DONE, made.number)
    st.rerun()


@remembered(entries=8)
def since(source: Source, reported: Source, number: int, at: datetime, as_of: object) -> Bridges:  # noqa: ARG001 - of two reports of one number `at` tells
    """A frozen report on the data `reported` against the data of now."""
    frozen = next(r.frozen for r in shelf.reported() if r.number == number)
    figures: Mapping[str, Mapping[str, Any]] = {str(r["id"]): r for r in frozen.figures}
    then = Reported(figures, reported.dataset, Period(frozen.start, frozen.end, "", frozen.phase), frozen.as_of)
    names = shelf.version(source.number).recipe.decisions.names if source.number else {}
    return bridges(then, source.dataset, names, as_of)  # type: ignore[arg-type]


def _moved(view: View, report: Report) -> None:
    source, _ = scope(view)
    # Raises StoreError where the content of its data was erased, whatever is remembered of it.
    found = since(source, stored(report.frozen.version), report.number, report.at, view.as_of)
    now = definitions()
    changed = [catalogue()[i].name[view.lang] for i, was in report.frozen.settings["definitions"].items() if i in now and now[i] != was]
    html.show(html.section(t("frozen.bridge", number=report.number), t("frozen.bridge_line", day=formats.day(view.as_of)), level=3))
    if changed:
        html.show(html.small(t("frozen.definitions", names=", ".join(changed))))
    if not found.moved:
        html.show(Markup('<p class="im-empty">{}</p>').format(t("frozen.nothing_moved")))
        return
    heads = [Column(t(f"frozen.bridge_column.{k}"), css) for k, css in (("indicator", ""), ("then", "im-n"), ("now", "im-n"), ("steps", "im-long"))]
    html.show(html.table(heads, [_bridge(b, found, view.lang) for b in found.moved]))


def _bridge(bridge: Bridge, found: Bridges, lang: str) -> tuple[object, ...]:
    indicator = bridge.indicator
    steps = [Markup("<li>{}</li>").format(_step(term, bridge, found, lang)) for term in bridge.terms]
    if bridge.target_then != bridge.target_now:
        was, now = (words.figure(v, indicator, lang) or "–" for v in (bridge.target_then, bridge.target_now))
        steps.append(Markup("<li>{}</li>").format(t("frozen.target", was=was, now=now)))
    shown = (words.figure(v, indicator, lang) or t("frozen.no_figure") for v in (bridge.reported, bridge.now))
    return f"{indicator.id} · {indicator.name[lang]}", *shown, Markup("<ul class='im-steps'>{}</ul>").format(Markup("").join(steps))


def _step(term: Term, bridge: Bridge, found: Bridges, lang: str) -> str:
    """One step: "+3 later toegevoegd: Cases rij 12 (K-2024-003), …"."""
    if term.amount is None:
        was, now = (words.figure(v, bridge.indicator, lang) or t("frozen.no_figure") for v in (term.before, term.after))
        amount = f"{was} → {now}"
    else:
        amount = ("+" if term.amount > 0 else "−") + words.figure(abs(term.amount), bridge.indicator, lang)
    rows = [_row(m, found, lang) for m in term.rows[:NAMED]]
    more = t("frozen.more", count=len(term.rows) - NAMED) if len(term.rows) > NAMED else ""
    named = ", ".join(r for r in (*rows, more) if r)
    return f"{amount} {t(f'frozen.step.{term.kind}')}" + (f": {named}" if named else "")


def _row(movement: Movement, found: Bridges, lang: str) -> str:
    change = found.rows[movement.source]
    if movement.after is not None and change.after is not None:
        return differences.place(change.after, movement.after, lang)
    return differences.place(change.before, movement.before, lang) if movement.before is not None and change.before is not None else ""


def _content(url: str, sha256: str) -> bytes:
    """Runs in another thread, without a session."""
    return open_store(url).content(sha256)
