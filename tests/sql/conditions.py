"""Conditions of the catalogue as SQL conditions (indicators.md). An empty cell is NULL, and so is a column that is absent."""

from data.contract import contract
from metrics.indicator import Condition
from tests.sql.spans import Spans, literal
from tests.sql.speaks import place
from tests.sql.tables import Tables


def column(path: str) -> str:
    """A column as SQL: "l" is the row of the other sheet to which a path leads, "s" the row itself."""
    link, _, key = path.rpartition(".")
    return f'{"l" if link else "s"}."{key}"'


def condition(tables: Tables, source: str, what: Condition, spans: Spans) -> str:
    """One condition on a row; what it compares with the period's end needs the period's number as span."""
    x = column(what.column)
    sheet, key = place(source, what.column)
    of_many = contract()[sheet].by_key[key].multiple
    match what.kind:
        case "filled":
            return f"{x} <> 0" if contract()[sheet].by_key[key].type == "objectives" else f"{x} IS NOT NULL"
        case "empty":
            return f"coalesce({x}, 0) = 0" if contract()[sheet].by_key[key].type == "objectives" else f"{x} IS NULL"
        case "includes":
            return f"({x} & {1 << (int(str(what.value)) - 1)}) <> 0"
        case "above":
            return f"{x} > {what.value}"
        case "not_yet":
            return f"({x} IS NULL OR {x} > {spans.end('span')})"
        case "reached":
            return f"{x} <= {literal(spans.as_of)}"
        case "listed_in":
            return f'{x} IN (SELECT "{key}" FROM "{what.value}")'
        case "in_area":
            return f"{x} IN ({_values(tables, sheet, key, [m.name for m in tables.dataset.hub.municipalities])})"
        case "is":
            values = _values(tables, sheet, key, _listed(what.value))
            return f"list_has_any({x}, [{values}])" if of_many else f"{x} IN ({values})"
        case "is_not":
            values = _values(tables, sheet, key, _listed(what.value))
            return f"({x} IS NULL OR NOT " + (f"list_has_any({x}, [{values}]))" if of_many else f"{x} IN ({values}))")
    raise ValueError(f"no SQL for the condition {what.kind!r}")


def _listed(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, tuple) else [str(value)]


def _values(tables: Tables, sheet: str, key: str, values: list[str]) -> str:
    return ", ".join(tables.literal(sheet, key, v) for v in values)
