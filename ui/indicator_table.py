"""The table of indicators with a column per phase or per hub: the leading ones, or all of them grouped by objective."""

from collections.abc import Iterable

from markupsafe import Markup

from locales import text
from metrics.indicator import Indicator


def body(rows: Iterable[tuple[Indicator, Markup]], columns: int, lang: str, leads: bool) -> Markup:
    """The rows, each with its indicator, under a line per objective; with `leads` only the leading ones, which need no such lines."""
    found, objective = Markup(""), 0
    for indicator, row in rows:
        if leads and not indicator.lead:
            continue
        if indicator.objective != objective and not leads:
            objective = indicator.objective
            title = f"{objective} · {text(f'ui.objectives.{objective}', lang)}"
            found += Markup('<tr class="im-pillar"><th colspan="{}" scope="rowgroup" style="color:var(--im-o{})">{}</th></tr>').format(
                columns, objective, title
            )
        found += row
    return found
