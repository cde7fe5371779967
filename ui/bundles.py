"""Clusters and ecosystems: what they hold, how far their cases are, and how active they are through time."""

from markupsafe import Markup

from charts.spark import spark
from locales import formats, text
from metrics.clusters import Bundle, Bundles, Kind, groups
from ui import behind, choices, drawing, html
from ui.choosing import offer
from ui.finished import finished
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, why
from ui.source import Source

COLUMNS = (
    ("cases", "im-n"), ("active", "im-n"), ("activity", ""), ("realised", "im-n"), ("organisations", "im-n"), ("streams", "im-mid"), ("scales", "im-mid"),
    ("places", "im-mid"),
)  # fmt: skip
FIGURES: dict[Kind, str] = {"cluster": "clusters", "ecosystem": "ecosystemen"}
MOST = 3  # streams and places that are named


@remembered(entries=64)
def bundled(source: Source, at: Scope, kind: Kind) -> Bundles:
    """The clusters or ecosystems as they are in the period."""
    return groups(source.dataset, kind, at.period, at.as_of)


def kind_asked(lang: str) -> Kind:
    """The heading, and the choice between clusters and ecosystems."""
    html.show(html.section(text("network.bundles.title", lang), text("network.bundles.line", lang)))
    label = text("network.bundles.label", lang)
    asked = offer(choices.BUNDLE, label, ("cluster", "ecosystem"), "cluster", lambda k: text(f"network.bundles.{k}s", lang))
    return "ecosystem" if asked == "ecosystem" else "cluster"


def table(source: Source, at: Scope, kind: Kind) -> Markup:
    """A line per cluster or ecosystem, the most active first, with its activity per quarter; a page at a time."""
    part, shown = drawing.page_of(len(bundled(source, at, kind).groups), f"bundles-page-{kind}-{at.stem}", at.lang)
    return _table(source, at, kind, part.start, part.stop, shown)


@finished(entries=64)
def _table(source: Source, at: Scope, kind: Kind, first: int, last: int, shown: str) -> Markup:
    lang, found = at.lang, bundled(source, at, kind)
    if not found.groups:
        return Markup('<p class="im-empty">{}</p>').format(why(found.reason, "cases", lang) if found.reason else text(f"network.bundles.no_{kind}s", lang))
    columns = [Column(text(f"network.bundles.{kind}", lang)), *(Column(text(f"network.column.{c}", lang), css) for c, css in COLUMNS)]
    caption = text("network.bundles.caption", lang, day=formats.day(at.until))
    caption += f" · {shown}" if len(found.groups) > last - first else ""
    quarters = [formats.period(p.start, "quarter", lang, short=True) for p in found.periods]
    rows = [_row(g, FIGURES[kind], quarters, lang) for g in found.groups[first:last]]
    return html.table(columns, rows, caption=caption)


def _row(group: Bundle, figure: str, quarters: list[str], lang: str) -> list[object]:
    said = ", ".join(f"{q}: {n}" for q, n in zip(quarters, group.activity, strict=True))
    drawn = Markup('<span title="{0}">{1}<span class="im-hidden">{0}</span></span>').format(said, Markup(spark(group.activity)))  # drawn from numbers  # nosec B704
    done = text("scope.unknown", lang) if group.realised is None else formats.number(group.realised, 0, lang)
    cases = behind.figure(formats.number(group.cases, 0, lang), figure, lang, group.label)
    return [
        Markup("<b>{}</b>").format(group.label), cases, formats.number(group.active, 0, lang), drawn, done,
        formats.number(group.organisations, 0, lang), _names(group.streams, lang), _names(group.scales, lang), _names(group.municipalities, lang),
    ]  # fmt: skip


def _names(counted: tuple[tuple[str, int], ...], lang: str) -> str:
    """The most frequent names with their cases, and how many more there are."""
    said = ", ".join(f"{name} ({n})" for name, n in counted[:MOST])
    return said + (text("network.bundles.more", lang, count=len(counted) - MOST) if len(counted) > MOST else "")
