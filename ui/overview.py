"""The overview's words: its one message, what needs attention, and what the figures rest on."""

from datetime import date

from markupsafe import Markup

from locales import formats, text
from metrics.scorecard import Result
from metrics.status import Status
from ui import html, words
from ui.behind import figure
from ui.figures import doubts
from ui.finished import finished
from ui.navigation import indicator_link
from ui.source import newest
from ui.standing import behind, compared, results, sentence
from ui.view import View

MOST = 5


def head(view: View) -> None:
    """The top of the page: how the chosen phase stands, in a sentence made from the figures."""
    hub = view.source.dataset.hub.name
    overline = text("overview.overline", view.lang, hub=hub, day=formats.day(view.as_of)) if view.period else hub
    html.head(overline, sentence(view))


@finished(entries=64)
def attention(view: View) -> Markup:
    """The indicators that are behind in the phase (up to the period's end), the furthest behind first, with what each needs per month."""
    title = html.section(text("overview.attention.title", view.lang))
    if view.period is None:
        return title
    found = results(view)
    late = sorted((r for r in found if compared(r).status in words.LATE), key=_urgency)
    if not late:
        return title + Markup("<p>{}</p>").format(text(f"overview.attention.{_quiet(view, found)}", view.lang))
    items = Markup("").join(_item(view, r) for r in late[:MOST])
    more = text("overview.attention.more", view.lang, count=len(late) - MOST) if len(late) > MOST else ""
    about = text("overview.attention.so_far", view.lang, number=view.about.number, day=formats.day(view.free.end)) if view.free and view.about else ""
    return title + (html.small(about) if about else "") + Markup('<ul class="im-list">{}</ul>').format(items) + html.small(more)


def _quiet(view: View, found: list[Result]) -> str:
    """Why nothing asks for attention."""
    if behind([compared(r) for r in found])[1]:
        return "none"
    if view.filtered:
        return "filtered"
    return "no_targets" if view.about else "no_phase"


@finished(entries=64)
def basis(view: View) -> Markup:
    """How fresh the data is, and which rows are not in the figures."""
    source, lang = view.source, view.lang
    dataset = source.dataset
    counts = dataset.counts.values()
    fresh = newest(dataset, view.as_of)
    outside = sum(int(str(n)) for b in dataset.findings.blocks if b.code == "outside-phases" for n in _numbers(b.params.get("count")))
    refused = sum(c.rejected for c in counts)
    rejected = text("words.of", lang, part=formats.number(refused, 0, lang), whole=formats.number(sum(c.read for c in counts), 0, lang))
    pairs = [
        (text("overview.basis.newest", lang), formats.day(fresh) if fresh else text("metrics.status.no-data", lang)),
        (text("overview.basis.age", lang), _age(fresh, view.as_of, lang)),
        (text("overview.basis.rejected", lang), _opened(view, refused, rejected, "geweigerd")),
        (text("overview.basis.outside", lang), _opened(view, outside, formats.number(outside, 0, lang), "buiten-fasen")),
    ]
    return html.section(text("overview.basis.title", lang)) + html.definitions(p for p in pairs if p[1]) + _doubts(view)


def _opened(view: View, count: int, shown: str, opens: str) -> object:
    """The way to the rows; of nothing there are none, and a filter on rows does not reach what was refused."""
    return figure(shown, opens, view.lang) if count and not view.filtered else shown


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


def _urgency(found: Result) -> tuple[bool, bool, float]:
    result = compared(found)
    share = result.actual / result.expected if result.actual is not None and result.expected else 0.0
    return result.status is not Status.BEHIND, not result.indicator.lead, share if result.indicator.direction == "up" else -share


def _item(view: View, found: Result) -> Markup:
    lang, indicator, held = view.lang, found.indicator, compared(found)
    value, expected = words.figure(held.actual, indicator, lang), words.figure(held.expected, indicator, lang, with_unit=False)
    facts = [
        text("overview.attention.in_period", lang, value=words.value(found, view.source.dataset, lang)) if view.free else "",
        text("overview.attention.actual_so_far" if view.free else "overview.attention.actual", lang, value=value, expected=expected),
        words.needed(held, lang),
    ]
    return Markup('<li><a href="{}" data-open="{}" target="_self">{} <b>{}</b><small>{}</small></a></li>').format(
        indicator_link(indicator.id), indicator.id, words.status(held.status, lang), indicator.name[lang], " · ".join(f for f in facts if f)
    )


def _numbers(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value or 0]
