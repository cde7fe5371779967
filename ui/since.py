"""The page Sinds de vorige keer: what changed between an earlier moment and what the pages show now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from data.findings import LEVELS
from locales import formats, text
from metrics.preview import Difference
from metrics.since import Flip, Moment, Moved, Since, since
from metrics.stages import reason, stage_label
from ui import choices, differences, html, shelf, versions, words
from ui.caselink import case_link
from ui.choosing import day, offer
from ui.finished import finished
from ui.html import Column
from ui.links import linked
from ui.navigation import go, indicator_link, link
from ui.phase_table import mover_row
from ui.remember import remembered
from ui.scope import counted, scope, why
from ui.source import Source, stored
from ui.texts import plain
from ui.view import View

SHOWN = 12  # lines of a list that stand on the page; the others open with a click
CELLS = 25  # cells of one kind of finding


@dataclass(frozen=True)
class Earlier:
    """The earlier moment: a version with its data and the day on which one looked at it, or (version 0) the data that is shown on an earlier day."""

    version: int
    data: Source
    day: date


def head(view: View) -> Earlier:
    """The message of the page, and the choice of what it looks back to."""
    top = st.container()
    found = _asked(view)
    with top:
        html.head(text("since.overline", view.lang, day=formats.day(view.as_of)), _sentence(view, found))
    return found


@remembered(entries=32)
def changed(source: Source, earlier: Earlier, as_of: date, days: int, lang: str) -> Since:
    """What changed since then."""
    return since(Moment(earlier.data.dataset, earlier.day), Moment(source.dataset, as_of), days, lang)


@finished(entries=64)
def figures(view: View, earlier: Earlier) -> Markup:
    """The statuses that became another one, and what moved most."""
    found, lang = _found(view, earlier), view.lang
    if not found.phases:
        return html.section(text("since.flips.title", lang)) + _none("since.no_phase", lang, day=formats.day(earlier.day))
    columns = [Column(text(f"since.column.{k}", lang)) for k in ("indicator", "was", "now")]
    flips = _list(columns, [_flip(f, lang) for f in found.flips], lang) if found.flips else _none("since.flips.none", lang)
    moved = [html.section(text("since.movers.title", lang), text("since.movers.line", lang))]
    for part in found.movers:
        name = text("since.movers.phase", lang, number=part.phase.number, was=formats.day(earlier.day), now=formats.day(view.as_of))
        heads = [Column(text("since.column.indicator", lang)), *(Column(text(f"since.column.{k}", lang), "im-n") for k in ("was", "now", "pace", "change"))]
        rows = [_mover(m, part.phase.number, lang) for m in part.movers]
        moved.append(_list(heads, rows, lang, name) if rows else _none("since.movers.none", lang, number=part.phase.number))
        moved.append(html.small(counted("since.movers.still", part.still, lang)) if rows and part.still else Markup(""))
    return html.section(text("since.flips.title", lang), text("since.flips.line", lang)) + flips + _block(Markup("").join(moved))


@finished(entries=64)
def cases(view: View, earlier: Earlier, days: int) -> Markup:
    """Cases that came, went, stand in another stage, or began to stand still."""
    found, lang = _found(view, earlier), view.lang
    source, at = scope(view)
    absent = reason(source.dataset)
    if absent:
        return html.section(text("since.cases.title", lang)) + Markup('<p class="im-empty">{}</p>').format(why(absent, "cases", lang))
    case, stage = Column(text("cases.column.case", lang)), Column(text("since.column.stage", lang))
    groups: list[tuple[str, list[Column], list[Sequence[object]]]] = [
        ("new", [case, stage], [(case_link(c.id, c.title, at), _stage(c.stage, lang)) for c in found.new]),
        ("moved", [case, *(Column(text(f"since.column.{k}", lang)) for k in ("was", "now"))], [
            (case_link(m.id, m.title, at), _stage(m.before, lang), _stage(m.after, lang)) for m in found.moves
        ]),
        ("stalled", [case, stage, Column(text("cases.column.days", lang), "im-n")], [
            (case_link(c.id, c.title, at), _stage(c.stage, lang), formats.number(c.days, 0, lang)) for c in found.stalled
        ]),
        ("gone", [case, stage], [(f"{c.title or text('scope.no_name', lang)} ({c.id})", _stage(c.stage, lang)) for c in found.gone]),
    ]  # fmt: skip
    parts = []
    for key, columns, rows in groups:
        if rows or key != "gone":
            title = counted(f"since.cases.{key}", len(rows), lang, days=days) if rows else text(f"since.cases.{key}.none", lang, days=days)
            parts.append(_block(html.section(title) + (_list(columns, rows, lang) if rows else "")))
    return Markup('<div class="im-pair">{}</div>').format(Markup("").join(parts))


def data(view: View, earlier: Earlier) -> None:
    """New mistakes with their cells, and what was set otherwise."""
    found, lang = _found(view, earlier), view.lang
    parts = [html.section(text("since.problems.title", lang), text("since.problems.line", lang))]
    columns = [Column(text(f"own.column.{k}", lang), css) for k, css in (("cell", "im-cell"), ("sheet", "im-cell"), ("message", "im-long"))]
    for problem in found.problems:
        name = text("since.problems.kind", lang, name=text(f"findings.{problem.code}.title", lang), before=problem.before, after=problem.after)
        rows = list(problem.rows[["cell", "sheet", "message"]].itertuples(index=False, name=None))
        more = text("own.more", lang, shown=CELLS, count=formats.number(len(rows), 0, lang)) if len(rows) > CELLS else ""
        parts.append(html.table(columns, rows[:CELLS], caption=name, row_header=False) + html.small(Markup("{} {}").format(more, _mend(problem.code, lang))))
    if not found.problems:
        parts.append(_none("since.problems.none", lang))
    linked(Markup("").join(parts), "since-data", lang, lambda word: go("klaar", **{choices.POINT.key: word}))
    html.show(differences.settings(Difference(found.rows, ()), earlier.data.dataset, view.source.dataset, lang))


def _mend(code: str, lang: str) -> Markup:
    """The way to all findings of that weight, and the files back with remarks."""
    word = choices.POINT.word("errors" if LEVELS[code] == "error" else "warnings")
    pattern = Markup('<a class="im-behind" href="{}" data-open="{}" target="_self">{}</a>')
    return pattern.format(link("klaar", **{choices.POINT.key: word}), word, text("since.problems.mend", lang))


def month_before(day_: date) -> date:
    """The same day a month earlier, or the last one of that month where it has no such day."""
    last = day_.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day_.day, last.day))


def _found(view: View, earlier: Earlier) -> Since:
    return changed(view.source, earlier, view.as_of, choices.STALLED.chosen(), view.lang)


def _asked(view: View) -> Earlier:
    """What the visit looks back to: by default the version before the one that is shown, else a month before the reference date."""
    lang, usual = view.lang, month_before(view.as_of)
    known = choices.SINCE_VERSION.options(view.source)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="since-choice"):
        kind = "day"
        if known:
            kind = offer(choices.SINCE, text("since.choice", lang), ("version", "day"), "version", lambda k: text(f"since.kind.{k}", lang)) or "version"
        if kind == "version":
            labels = {str(version.number): versions.told(version) for version in shelf.history()}  # Streamlit asks for them outside the redraw too
            number = offer(choices.SINCE_VERSION, text("since.version", lang), known, known[0], lambda number: labels.get(number, number), long=True, width=420)
            version = int(number or known[0])
            data = stored(version)  # raises StoreError where its content was erased, whatever is remembered of it
            return Earlier(version, data, min(view.as_of, shelf.version(version).at.astimezone(versions.HERE).date()))
        asked = day(choices.SINCE_DAY, text("since.day", lang), usual, width=190)
    if asked > view.as_of:
        st.warning(plain(text("since.later", lang, day=formats.day(asked), as_of=formats.day(view.as_of))), icon=":material/event_busy:")
        return Earlier(0, view.source, usual)
    return Earlier(0, view.source, asked)


def _sentence(view: View, earlier: Earlier) -> str:
    """What changed, in one line made from the figures."""
    found, lang = _found(view, earlier), view.lang
    up, down = found.higher, found.lower
    moved = [counted("since.said.up", up, lang) if up else "", text("since.said.down" if up else "since.said.only_down", lang, count=down) if down else ""]
    back, ahead = (sum(f.step == step for f in found.flips) for step in (-1, 1))
    counts = {"new": len(found.new), "moved": len(found.moves), "behind": back, "better": ahead}
    clauses = [", ".join(m for m in moved if m), *(counted(f"since.said.{key}", n, lang) for key, n in counts.items() if n)]
    said = "; ".join(c for c in clauses if c) or text("since.said.nothing", lang)
    if earlier.version:
        return text("since.said.version", lang, number=earlier.version, day=formats.day(earlier.day), said=said)
    return text("since.said.day", lang, day=formats.day(earlier.day), said=said)


def _flip(flip: Flip, lang: str) -> tuple[object, ...]:
    number = flip.phase.number
    indicator = flip.after.indicator
    link = _link(indicator.id, indicator.name[lang], number, text("ui.phase", lang, number=number))
    return link, *(words.status(r.status, lang) for r in (flip.before, flip.after))


def _mover(found: Moved, number: str, lang: str) -> tuple[object, ...]:
    """Both figures as they stood, and how they compare: per month for what grows through a phase."""
    indicator = found.mover.indicator
    _, was, now, change = mover_row(found.mover, lang, per_month=indicator.cumulative)
    pace = f"{was} → {now}" if indicator.cumulative else "–"
    stood = (words.figure(v, indicator, lang, with_unit=False) for v in (found.was, found.now))
    return _link(indicator.id, indicator.name[lang], number, words.unit(indicator, lang)), *stood, pace, change


def _link(name: str, shown: str, number: str, note: str) -> Markup:
    """An indicator with the way to it in that phase, and a word below it."""
    pattern = Markup('<a class="im-case" href="{}" data-open="{}|{}" target="_self">{} · {}</a>{}')
    return pattern.format(indicator_link(name, fase=number), name, number, name, shown, Markup("<small>{}</small>").format(note) if note else "")


def _stage(stage: str, lang: str) -> str:
    return stage_label(stage, lang) if stage else text("explore.no_stage", lang)


def _list(columns: Sequence[Column], rows: Sequence[Sequence[object]], lang: str, caption: str = "") -> Markup:
    """A table; of a long one the rest stands behind a click, and on paper below it."""
    first, rest = html.table(columns, rows[:SHOWN], caption=caption), rows[SHOWN:]
    if not rest:
        return first
    summary = text("since.rest", lang, count=formats.number(len(rest), 0, lang))
    return first + Markup('<details class="im-details im-whole"><summary>{}</summary>{}</details>').format(summary, html.table(columns, rest))


def _block(content: Markup) -> Markup:
    """Something with room above it."""
    return Markup('<div class="im-block">{}</div>').format(content)


def _none(key: str, lang: str, **params: object) -> Markup:
    return Markup('<p class="im-empty">{}</p>').format(text(key, lang, **params))
