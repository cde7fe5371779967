"""The workbook contract: which sheets and columns exist, what they hold and how they may be called.

The declarations are the files in `data/contract/`; everything that knows about columns (reader, checks, messages, template,
documentation) takes them from here.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.names import header_key
from locales.yaml_files import load

FOLDER = Path(__file__).parent / "contract"
# The order in which sheets are shown; Fasen and Doelen are read first where another rule needs them.
ORDER = ("cases", "events", "attendance", "referrals", "subsidies", "communication", "lessons", "anchoring", "partners", "phases", "targets", "factors")
SETTINGS = ("phases", "targets", "factors")  # sheets whose rows are settings: a row without a required value is rejected
REQUIRED_ONE_OF = ("cases", "events")

Kind = Literal["text", "date", "number", "enum", "objectives"]


@dataclass(frozen=True)
class Value:
    """One allowed value of an enum, with the other spellings that mean it."""

    value: str
    synonyms: tuple[str, ...] = ()
    date: str | None = None  # key of the date column that belongs to this status


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its Dutch header, its English key, and what a cell may hold."""

    key: str
    header: str
    type: Kind
    label: dict[str, str]
    help: dict[str, str]
    required: bool = False
    unique: bool = False
    multiple: bool = False
    personal: bool = False
    organisation: bool = False  # holds names of organisations, that may be spelled in several ways
    core: bool = False
    references: str | None = None
    unit: str | None = None
    minimum: float = 0.0
    maximum: float | None = None
    values: tuple[Value, ...] | str = ()  # a string names a list that the hub or the catalogue gives
    synonyms: tuple[str, ...] = ()
    example: str = ""

    def title(self, lang: str = "nl") -> str:
        """The column's name for people: the Dutch header, or its English label."""
        return self.header if lang == "nl" else self.label.get(lang, self.header)


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and its columns, in order."""

    key: str
    name: str
    label: dict[str, str]
    help: dict[str, str]
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    by_key: dict[str, Column] = field(default_factory=dict, compare=False)

    def title(self, lang: str = "nl") -> str:
        """The sheet's name for people."""
        return self.name if lang == "nl" else self.label.get(lang, self.name)

    @property
    def unique(self) -> Column | None:
        """The column that holds the row's ID, if the sheet has one."""
        return next((c for c in self.columns if c.unique), None)

    @property
    def required(self) -> tuple[Column, ...]:
        """Columns that must be present, the ID included."""
        return tuple(c for c in self.columns if c.required or c.unique)

    @property
    def date_columns(self) -> tuple[Column, ...]:
        """All date columns, in order."""
        return tuple(c for c in self.columns if c.type == "date")


@cache
def contract() -> dict[str, Sheet]:
    """All sheets by key, in `ORDER`."""
    shared = {name: _values(items) for name, items in _load("values").items()}
    return {key: _sheet(_load(key), shared) for key in ORDER}


@cache
def sheet_names() -> dict[str, str]:
    """Comparable sheet name or synonym -> sheet key."""
    return {header_key(n): s.key for s in reversed(contract().values()) for n in (*s.synonyms, s.name)}


@cache
def column_names(sheet: str) -> dict[str, str]:
    """Comparable header or synonym -> column key of that sheet; a real header wins over a synonym."""
    columns = contract()[sheet].columns
    names = {header_key(n): c.key for c in reversed(columns) for n in c.synonyms}
    return names | {header_key(c.header): c.key for c in columns}


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = load(FOLDER / f"{name}.yaml")
    return data


def _values(items: Any) -> tuple[Value, ...] | str:
    if isinstance(items, str):
        return items
    return tuple(Value(i["value"], tuple(i.get("synonyms", ())), i.get("date")) for i in items)


def _sheet(raw: dict[str, Any], shared: dict[str, Any]) -> Sheet:
    columns = tuple(_column(c, shared) for c in raw["columns"])
    names = {"nl": raw["name"], **raw["label"]}
    return Sheet(raw["key"], raw["name"], names, raw["help"], columns, tuple(raw["synonyms"]), {c.key: c for c in columns})


def _column(raw: dict[str, Any], shared: dict[str, Any]) -> Column:
    values = _values(raw.get("values", ()))
    return Column(**{
        **raw,
        "label": {"nl": raw["header"], **raw["label"]},
        "values": shared.get(values, values) if isinstance(values, str) else values,
        "synonyms": tuple(raw.get("synonyms", ())),
        "example": str(raw.get("example", "")),
    })


def column_of(source: str, path: str) -> tuple[str, Column]:
    """The sheet key and column that a path names ("event_id.date" in attendance -> events, Datum)."""
    sheet = contract()[source]
    link, dot, key = path.rpartition(".")
    if not dot:
        return source, sheet.by_key[key]
    target = sheet.by_key[link].references
    if target is None:
        raise ValueError(f"{source}.{link} refers to no other sheet")
    return target, contract()[target].by_key[key]
