"""What stands around a chart: its title and unit above, its figures as a table behind one click below."""

from markupsafe import Markup

from charts.chart import Chart
from locales import text
from ui import html
from ui.html import Column


def heading(found: Chart) -> Markup:
    """Title and unit."""
    return Markup('<div class="im-chart-head">{}</div>').format(html.section(found.title, found.subtitle, level=3))


def behind(title: str, table: str, lang: str) -> Markup:
    """A table that opens with one click or key."""
    summary = Markup('{}<span class="im-hidden">: {}</span>').format(text("scope.as_table", lang), title)
    return Markup('<details class="im-details"><summary>{}</summary>{}</details>').format(summary, table)


def figures(found: Chart) -> Markup:
    """The chart's own figures as a table; columns of numbers stand right."""
    numeric = [bool(found.rows) and all(_is_number(row[i]) for row in found.rows) for i in range(len(found.header))]
    columns = [Column(title, "im-n" if n and i else "") for i, (title, n) in enumerate(zip(found.header, numeric, strict=True))]
    return html.table(columns, found.rows)


def _is_number(shown: str) -> bool:
    return not shown or shown.strip("+−- ")[:1].isdigit()
