"""From a declaration of indicators in YAML to indicators."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from locales.yaml_files import load as read_yaml
from metrics.indicator import (
    CONDITIONS,
    Aggregation,
    Carried,
    Change,
    Condition,
    Distinct,
    Indicator,
    Key,
    Mean,
    Median,
    Part,
    Rows,
    Share,
    ShareOfArea,
    Sum,
    Times,
)  # fmt: skip


def load(file: Path) -> list[Indicator]:
    """The indicators declared in one file."""
    raw = read_yaml(file)
    return [indicator(entry, raw["objective"]) for entry in raw["indicators"]]


def indicator(raw: Mapping[str, Any], objective: int) -> Indicator:
    """One indicator from its declaration."""
    texts = ("name", "unit", "question", "definition", "counts", "excludes")
    return Indicator(
        id=raw["id"], objective=objective, lead=raw.get("lead", False), level=raw["level"], direction=raw.get("direction", "up"),
        decimals=raw["decimals"], is_level=raw.get("is_level", False), parts=tuple(_part(p) for p in raw["parts"]),
        aggregation=_aggregation(raw["aggregation"]), **{key: dict(raw[key]) for key in texts},
        changes=tuple(Change(c["date"], {lang: t for lang, t in c.items() if lang != "date"}) for c in raw.get("changes", ())),
    )  # fmt: skip


def _part(raw: Mapping[str, Any]) -> Part:
    dates = raw["date"]
    return Part(raw["source"], (dates,) if isinstance(dates, str) else tuple(dates), _conditions(raw.get("where", ())))


def _conditions(raw: Sequence[Mapping[str, Any]]) -> tuple[Condition, ...]:
    return tuple(_condition(c) for c in raw)


def _condition(raw: Mapping[str, Any]) -> Condition:
    kind = next(k for k in raw if k in CONDITIONS)
    value = raw[kind]
    if kind in ("is", "is_not"):
        value = (value,) if isinstance(value, str) else tuple(value)
    return Condition(raw["column"], kind, value)


def _aggregation(raw: Mapping[str, Any]) -> Aggregation:
    (kind, value), = raw.items()  # fmt: skip
    match kind:
        case "rows":
            return Rows()
        case "sum":
            times = value.get("times")
            return Sum(value["column"], Times(times["sheet"], times["by"], times["column"]) if times else None)
        case "mean":
            return Mean(value["column"], value["weight"])
        case "median_days":
            return Median(value["since"])
        case "distinct":
            carried = value.get("carried")
            keys = tuple(Key(k) if isinstance(k, str) else Key(k["column"], k["otherwise"]) for k in value["keys"])
            return Distinct(
                keys, value.get("unordered", False), value.get("compare", "organisation"), Carried(carried["rows"], carried["dated"]) if carried else None
            )
        case "share":
            return Share(_conditions(value["where"]))
        case "share_of_area":
            return ShareOfArea(value["column"])
    raise ValueError(f"unknown aggregation {kind!r}")
