"""What a cell may say: the reading rules for text, dates, numbers, enums and objectives.

Every function takes the distinct texts of a column and gives one result per text, so a value that stands in ten thousand
cells is read once. Texts in the plain form go through in bulk; only the odd ones are looked at one by one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.names import header_key

# What became of a text: 0 is fine, the others name a finding code.
OK = 0
STATES = ("", "date-unreadable", "date-month-only", "number-unreadable", "number-negative", "number-out-of-range", "number-approximate", "value-unknown")
STATE = {code: i for i, code in enumerate(STATES)}
EMPTY = frozenset({"", "-", "/", "nvt", "n.v.t.", "?", "onbekend"})
STORED_ERROR = r"^#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|VERW!|N/B|DEEL/0!|WAARDE!|NAAM\?|GETAL!|LEEG!)$"
_SPACES = r"[\s\p{Z}\x{FEFF}\x{200B}]+"
_FIRST, _LAST = pd.Timestamp("2000-01-01"), pd.Timestamp("2099-12-31")
_EPOCH = np.datetime64("1899-12-30", "s")  # day 0 of Excel's serial numbers


_NO_DAY = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Parsed:
    """One result per distinct text: the value, what became of it, and where it helps the part that could not be read."""

    values: NDArray[np.generic]
    states: NDArray[np.uint8]
    unread: Mapping[int, str] = field(default_factory=dict)


def clean(texts: pa.StringArray) -> pa.StringArray:
    """Rule 8: trimmed, runs of white space become one space, and a placeholder alone is null."""
    tidy = pc.utf8_trim(pc.replace_substring_regex(texts, _SPACES, " "), " ")
    return pc.if_else(pc.is_in(pc.utf8_lower(tidy), pa.array(sorted(EMPTY))), None, tidy)


def clean_list(texts: pa.StringArray) -> pa.StringArray:
    """Several values in one cell, separated by ; or a line break, cleaned one by one and joined by "; "."""
    marked = pc.replace_substring_regex(texts, r"[\r\n]+", ";")
    many = pc.match_substring(marked, ";")
    if not pc.any(many).as_py():
        return clean(texts)
    parts = pc.split_pattern(marked, ";")
    flat = clean(pc.list_flatten(parts))
    filled = flat.is_valid().to_numpy(zero_copy_only=False)
    owners = pc.list_parent_indices(parts).to_numpy()[filled]
    offsets = np.concatenate(([0], np.cumsum(np.bincount(owners, minlength=len(texts)))))
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat.drop_null()), "; ")
    return pc.if_else(pc.equal(joined, ""), None, joined)


def read_text(texts: pa.StringArray) -> Parsed:
    """Text is kept as it is; a stored error (#REF!) is no text."""
    found = np.zeros(len(texts), np.uint8)
    found[_matches(texts, r"^#")] = [STATE["value-unknown"] if re.match(STORED_ERROR, t) else OK for t in _pick(texts, r"^#")]
    return Parsed(np.arange(len(texts)), found)


def read_dates(texts: pa.StringArray) -> Parsed:
    """Days as datetime64[s]; NaT where a text is no day between 2000 and 2099."""
    iso = _matches(texts, r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2}(\.\d+)?)?$")
    days = np.full(len(texts), _NO_DAY)
    if len(iso):
        plain = pc.utf8_slice_codeunits(texts.take(pa.array(iso)), 0, 10)
        days[iso] = pd.to_datetime(plain.to_pandas(), format="%Y-%m-%d", errors="coerce").to_numpy().astype("datetime64[s]")
    serial = _matches(texts, r"^\d{1,7}(\.\d+)?$")
    if len(serial):
        number = pc.cast(texts.take(pa.array(serial)), pa.float64()).to_numpy(zero_copy_only=False)
        days[serial] = _EPOCH + np.floor(number).astype("timedelta64[D]")
    states = np.zeros(len(texts), np.uint8)
    for i in np.setdiff1d(np.arange(len(texts)), np.concatenate([iso, serial]), assume_unique=True):
        days[i], month_only = _odd_date(texts[i].as_py())
        states[i] = STATE["date-month-only"] if month_only else OK
    outside = np.isnat(days) | (days < _FIRST.to_datetime64()) | (days > _LAST.to_datetime64())
    days[outside] = _NO_DAY
    states[outside] = STATE["date-unreadable"]
    return Parsed(days, states)


def read_numbers(texts: pa.StringArray, minimum: float = 0.0, maximum: float | None = None) -> Parsed:
    """Numbers as float64; NaN where a text is no number, is negative, or lies outside [minimum, maximum]."""
    numbers = np.full(len(texts), np.nan)
    # Digits with a decimal comma, or with a point that can't be one of thousands.
    plain = _matches(texts, r"^(\d{1,15}(,\d{1,15})?|\d{4,15}\.\d{1,15}|0\.\d{1,15}|\d{1,3}\.(\d{1,2}|\d{4,15}))$")
    if len(plain):
        points = pc.replace_substring(texts.take(pa.array(plain)), ",", ".")
        numbers[plain] = pc.cast(points, pa.float64()).to_numpy(zero_copy_only=False)
    states = np.zeros(len(texts), np.uint8)
    for i in np.setdiff1d(np.arange(len(texts)), plain, assume_unique=True):
        numbers[i], approximate = _odd_number(texts[i].as_py())
        states[i] = STATE["number-approximate"] if approximate else OK
    with np.errstate(invalid="ignore"):
        wrong = {"number-unreadable": ~np.isfinite(numbers), "number-out-of-range": (numbers < minimum) | (numbers > (np.inf if maximum is None else maximum))}
        wrong["number-negative"] = numbers < 0
    for code, where in wrong.items():
        states[where] = STATE[code]
    numbers[np.logical_or.reduce(list(wrong.values()))] = np.nan
    return Parsed(numbers + 0.0, states)


def read_enum(texts: pa.StringArray, known: Mapping[str, int]) -> Parsed:
    """The position of the allowed value, or -1; `known` maps the comparable spelling to the position."""
    codes = np.array([known.get(header_key(whole_number(t)), -1) for t in texts.to_pylist()], dtype=np.int32)
    return Parsed(codes, np.where(codes < 0, STATE["value-unknown"], OK).astype(np.uint8))


_OBJECTIVE_SPLIT = re.compile(r"[;,./&+\s]+|(?<=[0-9])\s*en\s*(?=[dD0-9])")
_OBJECTIVE = re.compile(r"(?:d|doel|doelstelling|doelstellingen)?([1-5])")
_OBJECTIVE_WORDS = {"d", "doel", "doelstelling", "doelstellingen", "en"}


def read_objectives(texts: pa.StringArray) -> Parsed:
    """A bit mask (bit n-1 for objective n); the parts that are no objective are named in `unread`."""
    masks = np.zeros(len(texts), np.uint8)
    states = np.zeros(len(texts), np.uint8)
    unread: dict[int, str] = {}
    for i, value in enumerate(texts.to_pylist()):
        if re.match(r"\d{4}-\d{2}-\d{2}", value):
            states[i], unread[i] = STATE["value-unknown"], value
            continue
        parts = [p for p in _OBJECTIVE_SPLIT.split(value.casefold()) if p]
        numbers = [_OBJECTIVE.fullmatch(p) for p in parts]
        strange = [p for p, n in zip(parts, numbers, strict=True) if not n and p not in _OBJECTIVE_WORDS]
        for match in numbers:
            if match:
                masks[i] |= np.uint8(1 << (int(match[1]) - 1))
        if strange or not masks[i]:
            states[i], unread[i] = STATE["value-unknown"], ", ".join(strange) or value
    return Parsed(masks, states, unread)


def whole_number(value: str) -> str:
    """Without a zero behind the point, "12.0" -> "12": Excel and CSV exports write a whole number with or without its zero."""
    return value[: value.index(".")] if re.fullmatch(r"\d+\.0+", value) else value


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb febr", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
         "september sep sept", "oktober okt", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_YEAR = r"(?P<year>\d{4}|['’‘`]?\d{2})"
_TIME = r"(?:[ T]\d{1,2}[:.u]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?Z?)?"
_DATE_FORMS = [
    re.compile(rf"(?P<day>\d{{1,2}}) ?(?P<sep>[/.-]) ?(?P<month>\d{{1,2}}) ?(?P=sep) ?{_YEAR}{_TIME}"),
    re.compile(rf"(?P<day>\d{{1,2}})[ ./-]{{0,2}}(?P<name>[a-z]+)\.?[ ./-]{{0,2}}{_YEAR}{_TIME}"),
    re.compile(rf"(?P<year>\d{{4}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}", re.IGNORECASE),
    re.compile(rf"(?P<name>[a-z]+)\.?[ ./-]{{0,2}}{_YEAR}"),
]


def _odd_date(value: str) -> tuple[np.datetime64, bool]:
    """The day a text means, and whether it named a month only; NaT if it means none."""
    for form in _DATE_FORMS:
        match = form.fullmatch(value.casefold())
        if not match:
            continue
        found = match.groupdict()
        year = int(found["year"].strip("'’‘`"))
        month = int(found["month"]) if found.get("month") else _MONTHS.get(found["name"], 0)
        day = int(found.get("day") or 1)
        try:
            return np.datetime64(f"{year + 2000 if year < 100 else year:04d}-{month:02d}-{day:02d}", "s"), "day" not in found
        except ValueError:
            return _NO_DAY, False
    return _NO_DAY, False


_APPROXIMATE = re.compile(r"^(?:ca\b\.?|circa\b|±|~|\+/-|ongeveer\b) ?", re.IGNORECASE)
_NUMBER_FORMS: list[tuple[re.Pattern[str], Callable[[str], str]]] = [
    (re.compile(r"\d+"), str),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?"), lambda t: t.replace(".", "").replace(",", ".")),
    (re.compile(r"[1-9]\d{0,2}( \d{3})+([,.]\d+)?"), lambda t: t.replace(" ", "").replace(",", ".")),
    (re.compile(r"\d+,\d+"), lambda t: t.replace(",", ".")),
    (re.compile(r"\d+\.\d+"), str),
]


def _odd_number(value: str) -> tuple[float, bool]:
    """The number a text means in Belgian writing, and whether it was only approximate; NaN if it means none."""
    rest = value
    approximate = bool(_APPROXIMATE.match(rest))
    rest = _APPROXIMATE.sub("", rest).replace("€", "", 1).strip()
    factor = 1.0
    if rest.endswith("%"):
        rest, factor = rest[:-1].strip(), 0.01
    if rest[:1] in {"-", "−", "+"}:
        factor *= 1.0 if rest[0] == "+" else -1.0
        rest = rest[1:].strip()
    for form, plain in _NUMBER_FORMS:
        if form.fullmatch(rest):
            number = float(plain(rest))
            return (round(number * factor, 12) if factor not in (1.0, -1.0) else number * factor), approximate
    return float("nan"), False


def _matches(texts: pa.StringArray, pattern: str) -> NDArray[np.intp]:
    return np.flatnonzero(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False))


def _pick(texts: pa.StringArray, pattern: str) -> list[str]:
    picked: list[str] = texts.take(pa.array(_matches(texts, pattern))).to_pylist()
    return picked
