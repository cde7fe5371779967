"""The sheet (fiche) of an indicator: what it asks and means, from which columns it comes, what counts, and what changed about it."""

from dataclasses import dataclass
from datetime import date

from data.contract import column_of, contract
from locales import text
from metrics.engine import needs
from metrics.indicator import Distinct, Indicator, Mean, Median, Part, Rows, Share, ShareOfArea, Sum
from metrics.reasons import unmet
from metrics.trace import sentence


@dataclass(frozen=True)
class Source:
    """One sheet that an indicator uses: the columns it needs there, the dates by which rows count, and which rows are left out."""

    sheet: str
    columns: tuple[str, ...]
    dates: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Fiche:
    """An indicator explained, in one language. `value` says how rows become the figure; `changes` are (date, what changed), latest first."""

    id: str
    name: str
    question: str
    definition: str
    unit: str
    level: str
    is_level: bool
    direction: str
    value: str
    sources: tuple[Source, ...]
    counts: str
    excludes: str
    changes: tuple[tuple[date, str], ...] = ()


def fiche(indicator: Indicator, lang: str = "nl") -> Fiche:
    """The sheet of one indicator."""
    return Fiche(
        indicator.id, indicator.name[lang], indicator.question[lang], indicator.definition[lang], indicator.unit[lang],
        text(f"metrics.level.{indicator.level}", lang), indicator.is_level, text(f"explore.direction.{indicator.direction}", lang),
        value(indicator, lang), _sources(indicator, lang), indicator.counts[lang], indicator.excludes[lang],
        tuple((c.date, c.text[lang]) for c in sorted(indicator.changes, key=lambda c: c.date, reverse=True)),
    )  # fmt: skip


def header(part: Part, path: str, lang: str = "nl") -> str:
    """The name of a column that a part uses."""
    return column_of(part.source, path)[1].title(lang)


def left_out(part: Part, lang: str = "nl") -> list[str]:
    """Which rows of a part never count, each in words."""
    return [sentence(part, unmet(c), lang).split(": ", 1)[1] for c in part.where]


def value(indicator: Indicator, lang: str = "nl") -> str:
    """How the rows become the figure, in words."""
    part, what = indicator.parts[0], indicator.aggregation
    match what:
        case Rows():
            return _text("rows", lang)
        case Sum():
            times = f" × {contract()[what.times[0]].by_key[what.times[2]].title(lang)}" if what.times else ""
            return _text("sum", lang, column=header(part, what.column, lang) + times)
        case Mean():
            return _text("mean", lang, column=header(part, what.column, lang), weight=header(part, what.weight, lang))
        case Median():
            return _text("median_days", lang, since=header(part, what.since, lang), until=header(part, part.dates[0], lang))
        case Distinct():
            names = " + ".join(header(part, k.column, lang) for k in what.keys)
            return _text("carried" if what.carried else "distinct", lang, names=names, rows=what.carried.rows if what.carried else 0)
        case Share():
            return _text("share", lang)
        case ShareOfArea():
            return _text("share_of_area", lang, column=header(part, what.column, lang))


def _sources(indicator: Indicator, lang: str) -> tuple[Source, ...]:
    """The sheets in the order in which they are used: those whose rows count first, then those they refer to."""
    used: dict[str, dict[str, None]] = {}
    for sheet, key in _used(indicator):
        place, column = column_of(sheet, key) if key else (sheet, None)
        columns = used.setdefault(place, {})
        if column:
            columns.setdefault(column.title(lang))
    parts = {p.source: p for p in indicator.parts}
    return tuple(
        Source(
            contract()[sheet].title(lang), tuple(columns),
            tuple(header(parts[sheet], d, lang) for d in parts[sheet].dates) if sheet in parts else (),
            tuple(left_out(parts[sheet], lang)) if sheet in parts else (),
        )
        for sheet, columns in used.items()
    )  # fmt: skip


def _used(indicator: Indicator) -> list[tuple[str, str]]:
    """Every (sheet, column or path) that plays a part, those that may be absent too."""
    found = needs(indicator)
    for part in indicator.parts:
        found += [(part.source, path) for path in (*part.dates, *(c.column for c in part.where))]
    if isinstance(indicator.aggregation, Sum) and indicator.aggregation.times:
        sheet, *columns = indicator.aggregation.times
        found += [(sheet, key) for key in columns]
    return found


def _text(key: str, lang: str, **params: object) -> str:
    return text(f"indicators.as.{key}", lang, **params)
