"""The working area of a hub: its municipalities, from the file `area.csv` in the hub's folder."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.declared import SettingsError, shown, written

COLUMNS = ("nis", "gemeente", "subregio", "lat", "lon", "inwoners_2024")


@dataclass(frozen=True)
class Municipality:
    """One municipality of the working area; `lat`/`lon` of its centre in degrees, inhabitants on 1 January 2024."""

    nis: str
    name: str
    subregion: str
    lat: float
    lon: float
    inhabitants: int


def read_area(file: Path) -> tuple[Municipality, ...]:
    """The municipalities in the order of the file, as a Belgian Excel may save it too (`;` between the cells, `51,32`).

    Raises SettingsError with the line to change.
    """
    content = written(file)
    first = content.partition("\n")[0]
    rows = csv.DictReader(content.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
    if missing:
        raise SettingsError("area-column", file=shown(file), column=missing[0], columns=",".join(COLUMNS))
    found: dict[str, Municipality] = {}
    for row in rows:
        one = _municipality(row, file, rows.line_num)
        if one.name in found:
            raise SettingsError("area-twice", file=shown(file), line=rows.line_num, name=one.name)
        found[one.name] = one
    if not found:
        raise SettingsError("area-empty", file=shown(file))
    return tuple(found.values())


def _municipality(row: Mapping[str, str | None], file: Path, line: int) -> Municipality:
    cells = {c: (row[c] or "").strip() for c in COLUMNS}
    empty = next((c for c in COLUMNS if not cells[c]), None)
    if empty:
        raise SettingsError("area-cell", file=shown(file), line=line, column=empty, value="")
    lat, lon = (_number(cells[c], limit, c, file, line) for c, limit in (("lat", 90), ("lon", 180)))
    if not cells["inwoners_2024"].isdecimal():
        raise SettingsError("area-cell", file=shown(file), line=line, column="inwoners_2024", value=cells["inwoners_2024"])
    return Municipality(cells["nis"], cells["gemeente"], cells["subregio"], lat, lon, int(cells["inwoners_2024"]))


def _number(written: str, limit: int, column: str, file: Path, line: int) -> float:
    """Degrees."""
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        number = limit + 1.0
    if not -limit <= number <= limit:
        raise SettingsError("area-cell", file=shown(file), line=line, column=column, value=written)
    return number
