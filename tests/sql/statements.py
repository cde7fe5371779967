"""Declarations of the catalogue as SELECT statements: one row per period that has rows, five columns per indicator.

`span` is the number of the period; then value, numerator, denominator, used and eligible of each indicator, as `Figure` in
`tests.sql.questions` names them; the last four are NULL where the definitions ask for none (indicators.md: ratios keep numerator and
denominator, sums say how many rows had a value).
"""

from collections.abc import Sequence

from data.contract import contract
from metrics.indicator import Distinct, Indicator, Key, Mean, Median, Part, Rows, Share, ShareOfArea, Sum, Times
from tests.sql.conditions import column, condition
from tests.sql.spans import Spans
from tests.sql.tables import AUTHORITY, Tables


def statement(tables: Tables, indicators: Sequence[Indicator], spans: Spans) -> str:
    """The figures of one indicator in all periods, or of several that are `together`."""
    part = indicators[0].parts[0]
    if len(indicators) > 1:
        each = ", ".join(_measured(tables, i, spans, f" FILTER ({_where(tables, i.parts[0], spans)})" if i.parts[0].where else "") for i in indicators)
        return f"SELECT span, {each} FROM {_dated(tables, part, spans)}{_factors(indicators)} GROUP BY span"
    only = indicators[0]
    if len(only.parts) > 1 and isinstance(only.aggregation, Rows):
        rows = " UNION ALL ".join(f"SELECT span FROM {_dated(tables, p, spans)} WHERE {_where(tables, p, spans)}" for p in only.parts)
        return f"SELECT span, count(*), NULL, NULL, NULL, NULL FROM ({rows}) GROUP BY span"
    if isinstance(only.aggregation, Distinct) and _taken_apart(only):
        return _different(tables, only, only.aggregation, spans)
    return f"SELECT span, {_measured(tables, only, spans)} FROM {_dated(tables, part, spans)}{_factors(indicators)} WHERE {_where(tables, part, spans)} GROUP BY span"


def together(indicator: Indicator) -> tuple[object, ...] | None:
    """What indicators share that one statement can answer in one pass over the rows of a sheet; None for one that needs its own."""
    part = indicator.parts[0]
    if len(indicator.parts) > 1 or len(part.dates) > 1 or part.link or _taken_apart(indicator):
        return None
    return part.source, part.dates, indicator.objective == 5


def _taken_apart(indicator: Indicator) -> bool:
    """Whether names have to be gathered from several sheets or lists, or be held against a rule of their own, before they are counted."""
    what = indicator.aggregation
    if not isinstance(what, Distinct):
        return False
    return len(indicator.parts) > 1 or what.carried is not None or contract()[indicator.parts[0].source].by_key[what.keys[0].column].multiple


def _dated(tables: Tables, part: Part, spans: Spans, once: bool = True) -> str:
    """FROM: the rows (s) of a part's sheet with a date in any period, for each period that they have a date in (span).

    A row of several dates stands there `once` for each period, or (for names, of which each is counted once anyway, so that it may be
    quicker) once for each date. With a link l is the row of the other sheet; a reference to no row there counts nowhere.
    """
    own, other = f'"{part.source}" s', ""
    if len(part.dates) > 1:
        own = _any_date(tables, part, spans, once)
    elif "." not in part.dates[0]:
        own = _spanned(part.source, part.dates[0], spans) + " s"
    if part.link:
        target = str(contract()[part.source].by_key[part.link].references)
        unique = next(c.key for c in contract()[target].columns if c.unique)
        linked = _spanned(target, part.dates[0].split(".")[1], spans) if "." in part.dates[0] else f'"{target}"'
        other = f' JOIN {linked} l ON s."{part.link}" = l."{unique}"'
    return own + other


def _any_date(tables: Tables, part: Part, spans: Spans, once: bool) -> str:
    """The rows with any of several dates in a period; what does not depend on the period is asked first."""
    fixed = [c for c in part.where if c.kind != "not_yet" and "." not in c.column]
    rows = f'"{part.source}" s WHERE {" AND ".join(condition(tables, part.source, c, spans) for c in fixed) or "TRUE"}'
    if once:
        numbers = ", ".join(spans.number(column(d)) for d in part.dates)
        return f"(SELECT *, unnest(list_distinct([{numbers}])) AS span FROM {rows}) s"
    days = ", ".join(column(d) for d in part.dates)
    return f"(SELECT *, {spans.number('day')} AS span FROM (SELECT *, unnest([{days}]) AS day FROM {rows}) WHERE {spans.within('day')}) s"


def _spanned(sheet: str, key: str, spans: Spans) -> str:
    day = f'"{key}"'
    return f'(SELECT *, {spans.number(day)} AS span FROM "{sheet}" WHERE {spans.within(day)})'


def _where(tables: Tables, part: Part, spans: Spans) -> str:
    return " AND ".join(condition(tables, part.source, c, spans) for c in part.where) or "TRUE"


def _factors(indicators: Sequence[Indicator]) -> str:
    """JOINs with what a further sheet says of a name, its first row of each name; "f" and the column's name."""
    found: set[Times] = {i.aggregation.times for i in indicators if isinstance(i.aggregation, Sum) and i.aggregation.times}
    return "".join(
        f' LEFT JOIN (SELECT "{t.by}", first("{t.column}" ORDER BY rowid) AS "{t.column}" FROM "{t.sheet}" GROUP BY ALL) f_{t.column} ON f_{t.column}."{t.by}" = s."{t.by}"'
        for t in found
    )


def _measured(tables: Tables, indicator: Indicator, spans: Spans, kept: str = "") -> str:
    """Value, numerator, denominator, used and eligible over the rows at hand; `kept` is the FILTER that an indicator among others needs."""
    part = indicator.parts[0]
    match indicator.aggregation:
        case Rows():
            return f"count(*){kept}, NULL, NULL, NULL, NULL"
        case Sum() as what:
            x = column(what.column) + (f' * f_{what.times.column}."{what.times.column}"' if what.times else "")
            return f"sum({x}){kept}, NULL, NULL, count({x}){kept}, count(*){kept}"
        case Mean() as what:
            x, w = column(what.column), column(what.weight)
            total, weight = f"sum({x} * {w}){kept}", f"sum(CASE WHEN {x} IS NOT NULL THEN {w} END){kept}"
            return f"{total} / nullif({weight}, 0), {total}, {weight}, NULL, NULL"
        case Median() as what:
            return f"median({column(part.dates[0])} - {column(what.since)}){kept}, NULL, NULL, NULL, NULL"
        case Share() as what:
            met = " AND ".join(condition(tables, part.source, c, spans) for c in what.where)
            count, hits = f"count(*){kept}", f"count(CASE WHEN {met} THEN 1 END){kept}"
            return f"{hits} / nullif({count}, 0), {hits}, {count}, NULL, NULL"
        case ShareOfArea() as what:
            count, area = f"count(DISTINCT {column(what.column)}){kept}", len(tables.dataset.hub.municipalities)
            return f"{count} / {area}, {count}, {area}, NULL, NULL"
        case Distinct() as what:
            return f"count(DISTINCT {_name(what)}){kept}, NULL, NULL, NULL, NULL"
    raise ValueError(f"no SQL for {indicator.id}")


def _name(what: Distinct) -> str:
    """The name, or the combination of two names, that tells rows apart: one number, NULL where either is lacking."""
    keys = [_key(k, what) for k in what.keys]
    if len(keys) == 1:
        return keys[0]
    first, second = keys
    as_written, turned = f"CAST({first} AS BIGINT) * 4294967296 + {second}", f"CAST({second} AS BIGINT) * 4294967296 + {first}"
    return f"CASE WHEN {first} <= {second} THEN {as_written} ELSE {turned} END" if what.unordered else as_written


def _key(key: Key, what: Distinct) -> str:
    """One name; what stands in for an empty cell is below zero, so that it is no other name's number."""
    own = column(key.column + (AUTHORITY if what.compare == "authority" else ""))
    return f"coalesce({own}, -1 - {column(key.otherwise)})" if key.otherwise else own


def _different(tables: Tables, indicator: Indicator, what: Distinct, spans: Spans) -> str:
    """Different names over all parts, out of lists; with `carried` only those that enough rows carry by the period's end."""
    name = _name(what)
    gathered = []
    for part in indicator.parts:
        of_many = contract()[part.source].by_key[what.keys[0].column].multiple
        rows = f"{_dated(tables, part, spans, once=False)} WHERE {_where(tables, part, spans)} AND span IS NOT NULL"
        gathered.append(f"SELECT span, {f'unnest({name})' if of_many else name} AS name FROM {rows}")
    names = f"SELECT DISTINCT span, name FROM ({' UNION ALL '.join(gathered)})"  # quicker than count(DISTINCT name) per period
    if what.carried is None:
        return f"SELECT span, count(name), NULL, NULL, NULL, NULL FROM ({names}) GROUP BY span"
    rows_needed, carrier = what.carried.rows, indicator.parts[0].source
    each = f"unnest(list_distinct({name}))" if contract()[carrier].by_key[what.keys[0].column].multiple else name  # a row carries a name once
    dated = f'SELECT {each} AS name, {column(what.carried.dated)} AS day FROM "{carrier}" s'
    carried = f"SELECT name, min(day, {rows_needed})[{rows_needed}] AS ready FROM ({dated}) GROUP BY name"
    return f"SELECT span, count(name), NULL, NULL, NULL, NULL FROM ({names}) JOIN ({carried}) USING (name) WHERE ready <= {spans.end('span')} GROUP BY span"
