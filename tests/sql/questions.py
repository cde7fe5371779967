"""The figures of the catalogue by DuckDB, per phase and per month: a second reading of indicators.md, beside that of the engine.

Nothing here looks at how the engine counts; what both sides share are the declarations, the reader's tables and the comparison keys of names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from metrics.indicator import Distinct, Indicator, Rows, Share, ShareOfArea, Sum
from tests.sql.spans import Listed, Months, Spans
from tests.sql.speaks import needs
from tests.sql.statements import statement, together
from tests.sql.tables import Tables


class Figure(NamedTuple):
    """One figure; None = none. A ratio keeps numerator and denominator, a sum says how many rows had a value (`used` of `eligible`)."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    used: int | None = None
    eligible: int | None = None


NONE = Figure()


@dataclass(frozen=True)
class Question:
    """A statement, and the indicators whose figures it gives, in order."""

    sql: str
    indicators: tuple[Indicator, ...]


def questions(tables: Tables, indicators: Iterable[Indicator], spans: Spans, grouped: bool) -> list[Question]:
    """The statements that give every figure of these indicators that there can be: one for each, or (`grouped`) one for all that are `together`."""
    groups: dict[object, list[Indicator]] = {}
    for indicator in indicators:
        if not absent(tables, indicator):
            groups.setdefault((grouped and together(indicator)) or indicator.id, []).append(indicator)
    return [Question(statement(tables, group, replace(spans, since=since(tables, group[0]))), tuple(group)) for group in groups.values()]


def answers(tables: Tables, indicators: Sequence[Indicator], spans: Spans, grouped: bool = False) -> dict[str, list[Figure]]:
    """The figures by indicator, one per period; none at all where a sheet or column is absent."""
    found = {i.id: [NONE] * len(spans) for i in indicators}
    for question in questions(tables, indicators, spans, grouped):
        rows = tables.con.execute(question.sql).fetchall()
        for place, indicator in enumerate(question.indicators):
            found[indicator.id] = figures(rows, indicator, tables, spans, place)
    return found


def phases(tables: Tables, as_of: date) -> Listed:
    """The dataset's phases."""
    return Listed(tuple((p.start, p.end) for p in tables.dataset.phases), as_of)


def months(tables: Tables, as_of: date) -> Months:
    """The months from the first to the last day of any phase."""
    stretches = tables.dataset.phases
    return Months(min(p.start for p in stretches), max(p.end for p in stretches), as_of)


def since(tables: Tables, indicator: Indicator) -> date | None:
    """The first day on which the indicator's objective exists: that of the phase that the hub names, else a configured day."""
    hub = tables.dataset.hub
    start = next((p.start for p in tables.dataset.phases if p.number == hub.objective_5_phase), hub.objective_5_date)
    return start if indicator.objective == 5 else None


def absent(tables: Tables, indicator: Indicator) -> bool:
    """Whether a sheet or column is absent without which there is no figure."""
    return not all(any(tables.has(place) for place in alternatives) for alternatives in needs(indicator))


def figures(rows: Sequence[Sequence[Any]], indicator: Indicator, tables: Tables, spans: Spans, place: int = 0) -> list[Figure]:
    """One figure per period out of the rows of a statement, of which the indicator is the `place`-th.

    A period without rows counts 0 where the definition says so, and is none for a share, mean or median. There is none in a period that ends
    before the objective exists, nor in a month that begins after the reference date.
    """
    found = {row[0]: Figure(*row[1 + 5 * place : 6 + 5 * place]) for row in rows}
    first = since(tables, indicator)
    told = [_whole(found.get(n, NONE), indicator, tables) for n in range(len(spans))]
    return [
        NONE if (first and end < first) or (isinstance(spans, Months) and start > spans.as_of) else f
        for f, (start, end) in zip(told, spans.bounds, strict=True)
    ]


def _whole(figure: Figure, indicator: Indicator, tables: Tables) -> Figure:
    """What counts over no rows: 0 for counts and sums, and for the share of the area, whose denominator is fixed."""
    match indicator.aggregation:
        case Rows() | Distinct():
            return Figure(figure.value or 0)
        case Sum():
            return Figure(figure.value or 0, None, None, figure.used or 0, figure.eligible or 0)
        case ShareOfArea():
            return Figure(figure.value or 0, figure.numerator or 0, len(tables.dataset.hub.municipalities))
        case Share():
            return Figure(figure.value, figure.numerator or 0, figure.denominator or 0)
    return Figure(figure.value, figure.numerator or 0, figure.denominator or 0) if indicator.has_fraction else Figure(figure.value)
