"""What a declaration speaks of: the sheets and columns that it reads, and those without which there is no figure (indicators.md, "Rules for all")."""

from collections.abc import Iterator

from data.contract import contract
from metrics.indicator import Condition, Distinct, Indicator, Mean, Median, Part, Share, ShareOfArea, Sum

Place = tuple[str, str]  # a sheet and a column of it; an empty column is the sheet itself


def place(source: str, path: str) -> Place:
    """Where a path leads: "date" of events is (events, date), "event_id.date" of attendance too."""
    link, _, key = path.rpartition(".")
    target = contract()[source].by_key[link].references if link else source
    return str(target), key


def needs(indicator: Indicator) -> Iterator[tuple[Place, ...]]:
    """What must be there: of each tuple at least one place."""
    for part in indicator.parts:
        yield ((part.source, ""),)
        for path in paths(indicator, part):
            if "." in path:
                yield (place(part.source, path.split(".")[0]),)
                yield ((place(part.source, path)[0], ""),)
        yield tuple(place(part.source, path) for path in part.dates)
        for condition in conditions(indicator, part):
            if condition.kind == "listed_in":
                yield ((str(condition.value), ""),)
                yield ((str(condition.value), condition.column.rpartition(".")[2]),)
            if not condition.only_excludes:
                yield (place(part.source, condition.column),)
        for key in _summed(indicator):
            yield ((part.source, key),)
    if isinstance(indicator.aggregation, Sum) and indicator.aggregation.times:
        times = indicator.aggregation.times
        yield from (((times.sheet, ""),), ((times.sheet, times.by),), ((times.sheet, times.column),), ((indicator.parts[0].source, times.by),))


def places(indicator: Indicator) -> Iterator[Place]:
    """Every column that the declaration reads, needed or not."""
    for alternatives in needs(indicator):
        yield from ((sheet, key) for sheet, key in alternatives if key)
    for part in indicator.parts:
        yield from (place(part.source, path) for path in paths(indicator, part))
        if isinstance(indicator.aggregation, Distinct):
            yield from ((part.source, key.column) for key in indicator.aggregation.keys)
        for link in {path.split(".")[0] for path in paths(indicator, part) if "." in path}:
            target = str(contract()[part.source].by_key[link].references)
            yield target, next(c.key for c in contract()[target].columns if c.unique)


def conditions(indicator: Indicator, part: Part) -> tuple[Condition, ...]:
    """The conditions of a part, and those of a share."""
    return part.where + (indicator.aggregation.where if isinstance(indicator.aggregation, Share) else ())


def paths(indicator: Indicator, part: Part) -> tuple[str, ...]:
    """The columns of a part's dates and conditions."""
    return (*part.dates, *(c.column for c in conditions(indicator, part)))


def _summed(indicator: Indicator) -> list[str]:
    """The columns that the aggregation can't do without. Where a name is empty what stands in for it does, so only that is needed."""
    match indicator.aggregation:
        case Sum() as what:
            return [what.column]
        case Mean() as what:
            return [what.column, what.weight]
        case Median() as what:
            return [what.since]
        case Distinct() as what:
            return [*(k.otherwise or k.column for k in what.keys), *([what.carried.dated] if what.carried else [])]
        case ShareOfArea() as what:
            return [what.column]
    return []
