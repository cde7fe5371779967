"""The overview's words: its one message, what needs attention, and what the figures rest on."""

from datetime import date

from markupsafe import Markup

from locales import formats, text
from metrics.scorecard import Result
from metrics.status import Status
from ui import html, words
from ui.figures import card, doubts
from ui.matrix import behind
from ui.navigation import link
from ui.source import newest
from ui.view import View

MOST = 5


def head(view: View) -> None:
    """The top of the page: how the chosen phase stands, in a sentence made from the figures."""
    phase = view.phase
    hub = view.source.dataset.hub.name
    if phase is None:
        html.head(hub, text("overview.no_phases", view.lang))
        return
    html.head(text("overview.overline", view.lang, hub=hub, day=formats.day(view.as_of)), sentence(view))


def sentence(view: View, objective: int | None = None) -> str:
    """How many indicators are on track or reached, and how many need attention; or why that can't be said."""
    phase, lang = view.phase, view.lang
    if phase is None:
        return text("overview.no_phases", lang)
    name = text("ui.objective_in_phase", lang, objective=objective, number=phase.number) if objective else text("ui.phase", lang, number=phase.number)
    results = card(view.source, view.as_of).of(phase, objective)
    late, compared = behind(results)
    if all(r.status is Status.NOT_APPLICABLE for r in results):
        return text("overview.sentence.not_applicable", lang, phase=name)
    if phase.start > view.as_of:
        return text("overview.sentence.not_started", lang, phase=name, day=formats.day(phase.start))
    if not compared:
        known = sum(r.actual is not None for r in results)
        key = "no_data" if not known else "filtered" if view.filtered else "no_targets"
        return text(f"overview.sentence.{key}", lang, phase=name, count=known)
    key = "all_good" if not late else "one_late" if late == 1 else "late"
    return text(f"overview.sentence.{key}", lang, phase=name, good=compared - late, count=compared, late=late)


def attention(view: View) -> Markup:
    """The indicators of the chosen phase that are behind, the furthest behind first, with what each needs per month."""
    title = html.section(text("overview.attention.title", view.lang))
    if view.phase is None:
        return title
    late = sorted((r for r in card(view.source, view.as_of).of(view.phase) if r.status in words.LATE), key=_urgency)
    if not late:
        compared = behind(card(view.source, view.as_of).of(view.phase))[1]
        key = "none" if compared else "filtered" if view.filtered else "no_targets"
        return title + Markup("<p>{}</p>").format(text(f"overview.attention.{key}", view.lang))
    items = Markup("").join(_item(view, r) for r in late[:MOST])
    more = text("overview.attention.more", view.lang, count=len(late) - MOST) if len(late) > MOST else ""
    return title + Markup('<ul class="im-list">{}</ul>').format(items) + html.small(more)


def basis(view: View) -> Markup:
    """How fresh the data is, and which rows are not in the figures."""
    source, lang = view.source, view.lang
    dataset = source.dataset
    counts = dataset.counts.values()
    fresh = newest(dataset, view.as_of)
    outside = sum(int(str(n)) for b in dataset.findings.blocks if b.code == "outside-phases" for n in _numbers(b.params.get("count")))
    rejected = text("words.of", lang, part=formats.number(sum(c.rejected for c in counts), 0, lang), whole=formats.number(sum(c.read for c in counts), 0, lang))
    pairs = [
        (text("overview.basis.newest", lang), formats.day(fresh) if fresh else text("metrics.status.no-data", lang)),
        (text("overview.basis.age", lang), _age(fresh, view.as_of, lang)),
        (text("overview.basis.rejected", lang), rejected),
        (text("overview.basis.outside", lang), formats.number(outside, 0, lang)),
    ]
    return html.section(text("overview.basis.title", lang)) + html.definitions(p for p in pairs if p[1]) + _doubts(view)


def _doubts(view: View) -> Markup:
    """Relations between figures that can't be right; nothing when all hold."""
    said = list(dict.fromkeys((d.period.phase, d.text(view.lang)) for d in doubts(view.source, view.as_of)))
    if not said:
        return Markup("")
    items = Markup("").join(
        Markup("<li><span><b>{}</b> {}</span></li>").format(text("ui.phase", view.lang, number=number), sentence) for number, sentence in said
    )
    return html.section(text("overview.doubts", view.lang)) + Markup('<ul class="im-list">{}</ul>').format(items)


def legend(view: View) -> Markup:
    """What the cells say, and where the figures come from."""
    source = text("ui.source", view.lang, names=", ".join(view.source.names), day=formats.day(view.as_of))
    label = text("ui.example.label", view.lang) + " · " if view.source.fictional else ""
    return html.small(f"{text('overview.matrix.legend', view.lang)} {label}{source}")


def _age(fresh: date | None, as_of: date, lang: str) -> str:
    days = (as_of - fresh).days if fresh else 0
    return formats.number(days, 0, lang) if days > 0 else ""


def _urgency(result: Result) -> tuple[bool, bool, float]:
    share = result.actual / result.expected if result.actual is not None and result.expected else 0.0
    return result.status is not Status.BEHIND, not result.indicator.lead, share if result.indicator.direction == "up" else -share


def _item(view: View, result: Result) -> Markup:
    lang, indicator = view.lang, result.indicator
    phase = view.phase.number if view.phase else ""
    where = link("doelstellingen", taal=lang, fase=phase, doelstelling=indicator.objective, indicator=indicator.id, peildatum=view.as_of.isoformat())
    facts = [
        text(
            "overview.attention.actual",
            lang,
            value=words.figure(result.actual, indicator, lang),
            expected=words.figure(result.expected, indicator, lang, with_unit=False),
        ),
        words.needed(result, lang),
    ]
    return Markup('<li><a href="{}" data-open="{}|{}|{}" target="_self">{} <b>{}</b><small>{}</small></a></li>').format(
        where, indicator.objective, phase, indicator.id, words.status(result.status, lang), indicator.name[lang], " · ".join(f for f in facts if f)
    )


def _numbers(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value or 0]
