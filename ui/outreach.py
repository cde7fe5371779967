"""Communication per channel. The reach of different channels counts different things, so it is never added up."""

from markupsafe import Markup

from charts.bars import Panel, bars
from charts.chart import Measure
from charts.colours import colours
from charts.spark import spark
from locales import formats, text
from metrics.communication import ChannelPoint, Channels, channel_series, channels
from ui import html
from ui.drawing import Empty, Picture, largest, page_of
from ui.finished import finished
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, why
from ui.source import Source

SHEET = "communication"
SIZE = 12  # channels on a page of the table


@remembered(entries=64)
def posted(source: Source, at: Scope) -> Channels:
    """The posts of the period by channel."""
    return channels(source.dataset, at.period, at.as_of, at.lang)


@remembered(entries=64)
def quarterly(source: Source, at: Scope) -> list[ChannelPoint]:
    """The same per quarter of the period."""
    return channel_series(source.dataset, at.as_of, "quarter", at.period.start, at.period.end, at.lang)


def posts_of(source: Source, at: Scope) -> Picture | Empty:
    """How many posts there were on each channel."""
    lang, found = at.lang, posted(source, at)
    title = text("events.channels.title", lang)
    if not found.channels:
        return Empty(title, why(found.reason, SHEET, lang) if found.reason else text("events.channels.none", lang))
    shown, note = largest([(c.key, c.label, c.posts) for c in found.channels], lang)
    panel = Panel(Measure(text("events.channels.posts", lang)), [posts for _, posts in shown], colours(at.mode).primary)
    chart = bars(
        title, counted("events.channels.subtitle", found.posts or 0, lang), [name for name, _ in shown], [panel],
        label=text("events.channels.channel", lang), mode=at.mode, lang=lang, period=at.span,
    )  # fmt: skip
    columns = [Column(text("events.channels.channel", lang)), Column(panel.measure.name, "im-n")]
    return Picture(chart, html.table(columns, [(c.label, formats.number(c.posts, 0, lang)) for c in found.channels]), note)


def channels_head(source: Source, at: Scope) -> None:
    """The heading of the table of channels."""
    if posted(source, at).channels:
        title = html.section(text("events.channels.reach_title", at.lang), text("events.channels.reach_line", at.lang), level=3)
        html.show(Markup('<div class="im-chart-head">{}</div>').format(title))


def channel_table(source: Source, at: Scope) -> Markup:
    """Per channel its posts, its reach and how many posts that is about, with the reach per quarter, a page at a time.

    Without a total, on purpose.
    """
    count = len(posted(source, at).channels)
    part, shown = page_of(count, f"channels-page-{at.stem}", at.lang, SIZE)
    return _channel_table(source, at, part.start, part.stop, shown if count > SIZE else "")


@finished(entries=64)
def _channel_table(source: Source, at: Scope, first: int, last: int, shown: str) -> Markup:
    lang, found = at.lang, posted(source, at)
    if not found.channels:
        return Markup("")
    series = quarterly(source, at)
    quarters = [formats.period(p.period.start, "quarter", lang, short=True) for p in series]
    by_quarter = [{c.key: c.reach for c in p.channels.channels} for p in series]
    rows = []
    for channel in found.channels[first:last]:
        values = [p.get(channel.key) for p in by_quarter]
        said = ", ".join(f"{q}: {formats.number(v, 0, lang) or '–'}" for q, v in zip(quarters, values, strict=True))
        running = bool(series) and not series[-1].complete
        drawn = Markup('<span title="{0}">{1}<span class="im-hidden">{0}</span></span>').format(said, Markup(spark(values, running)))  # drawn from numbers  # nosec B704
        of = text("words.of", lang, part=formats.number(channel.used, 0, lang), whole=formats.number(channel.posts, 0, lang))
        reach = formats.number(channel.reach, 0, lang) or text("scope.unknown", lang)
        rows.append((channel.label, formats.number(channel.posts, 0, lang), reach, of, drawn))
    columns = [Column(text(f"events.channels.{c}", lang), css) for c, css in (
        ("channel", "im-mid"), ("posts", "im-n"), ("reach", "im-n"), ("used", "im-n"), ("quarterly", ""),
    )]  # fmt: skip
    return html.table(columns, rows, caption=shown)
