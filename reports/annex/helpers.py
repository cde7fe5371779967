"""Helper columns: what a formula needs and the workbook does not have as such. Each is there once, visible and explained."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.contract import contract
from data.names import organisation_key
from locales import text
from metrics.conditions import mask
from metrics.indicator import Condition, Sum
from reports.annex.grid import Field, Grid, Kind, Value
from reports.annex.sources import Sources, flags

_ANY_DAY = date.max  # for conditions that ask for no day
PARENT = "@"  # in a sheet with one line per name: the row that the name stands in
Make = Callable[[str, str], Field]


class Helpers:
    """Finds the column behind a path, and adds the helper columns that conditions and sums need."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.lang = sources.lang
        self.parents: dict[str, tuple[str, NDArray[np.intp]]] = {}  # a sheet of names -> the sheet and the rows they stand in
        self._area: Grid | None = None

    def grid(self, key: str) -> Grid:
        """A sheet of rows."""
        return self.sources.grids[key]

    def through(self, grid: str, path: str, make: Make) -> Field:
        """The column that `make(sheet, column)` gives over there, brought to the rows of `grid` along the path."""
        link, dot, rest = path.partition(".")
        if not dot:
            return make(grid, path)
        parent = self._parent(grid, link)[0]
        return self._brought(grid, link, parent, self.through(parent, rest, make))

    def raw(self, grid: str, path: str) -> Field:
        """The column of a path as delivered."""
        return self.through(grid, path, lambda sheet, key: self.grid(sheet)[key])

    def has(self, source: str, path: str) -> bool:
        """Whether the column was delivered."""
        return self.sources.columns.has(source, path.removeprefix(f"{PARENT}."))

    def objective(self, grid: str, path: str, number: int) -> Field:
        """1 where the objectives include this one."""

        def make(sheet: str, key: str) -> Field:
            def met() -> list[Value]:
                return flags((self.sources.columns.objectives(sheet, key) & np.uint8(1 << (number - 1))) != 0)

            formula = f'IF(ISNUMBER(SEARCH("{number}",{{0}})),1,0)'
            return self._once(sheet, f"{key}:{number}", "objective", met, formula, (key,), number=number)

        return self.through(grid, path, make)

    def meets(self, grid: str, path: str, condition: Condition, words: str) -> Field:
        """1 where a row meets a condition: a value of the programme, for names that no formula compares, or a text that is not told."""

        def make(sheet: str, key: str) -> Field:
            def met() -> list[Value]:
                found = mask(self.sources.columns, sheet, Condition(key, condition.kind, condition.value), _ANY_DAY)
                return flags(np.ones(self.grid(sheet).size, bool) if found is None else found)

            return self._once(
                sheet, f"{key}?{condition.kind}{condition.value}", "meets", met, column=contract()[sheet].by_key[key].title(self.lang), words=words
            )

        return self.through(grid, path, make)

    def listed(self, grid: str, path: str, sheet: str, by: str) -> Field:
        """The place of a value in a column of another sheet, 0 where it is not there; of equal values the first."""
        there = self.grid(sheet)[by]

        def make(own: str, key: str) -> Field:
            def found() -> list[Value]:
                places: dict[str, int] = {}
                for place, value in enumerate(there.values, start=1):
                    places.setdefault(organisation_key(str(value)), place)
                return [places.get(organisation_key(str(v)), 0) if v is not None else 0 for v in self.grid(own)[key].values]

            formula = f"IFERROR(MATCH({{0}},{there.name},0),0)" if contract()[own].by_key[key].type == "enum" else ""
            return self._once(own, f"{key}@{sheet}", "listed", found, formula, (key,), sheet=self.grid(sheet).title)

        return self.through(grid, path, make)

    def product(self, grid: str, what: Sum) -> Field:
        """A number times what another sheet says about a value; empty where either is lacking."""
        assert what.times is not None
        sheet, by, column = what.times
        factor, place = self.grid(sheet)[column], self.listed(grid, by, sheet, by)
        number = self.grid(grid)[what.column]

        def values() -> list[Value]:
            return [_times(v, factor.values[int(p or 0) - 1] if p else None) for v, p in zip(number.values, place.values, strict=True)]

        of = f"INDEX({factor.name},{{1}})"
        formula = f'IF({{1}}=0,"",IF(AND(ISNUMBER({{0}}),ISNUMBER({of})),{{0}}*{of},""))'
        return self._once(grid, f"{what.column}*{column}", "product", values, formula, (what.column, place.key), column=number.header, factor=factor.header)

    def in_area(self, grid: str, path: str) -> Field:
        """1 where a municipality is one of the area."""

        def make(sheet: str, key: str) -> Field:
            def met() -> list[Value]:
                names = {organisation_key(m.name) for m in self.sources.dataset.hub.municipalities}
                return [int(v is not None and organisation_key(str(v)) in names) for v in self.grid(sheet)[key].values]

            formula = f"IF(COUNTIF({self.area['name'].name},{{0}})>0,1,0)"
            return self._once(sheet, f"{key}:area", "in_area", met, formula, (key,))

        return self.through(grid, path, make)

    @property
    def area(self) -> Grid:
        """The municipalities of the area."""
        if self._area is None:
            municipalities = self.sources.dataset.hub.municipalities
            self._area = Grid("area", text("annex.sheet.area", self.lang), len(municipalities), self.sources.names)
            self._area.add("name", contract()["cases"].by_key["municipality"].title(self.lang), "text", [m.name for m in municipalities])
            self._area.add("subregion", text("metrics.group.subregion", self.lang), "text", [m.subregion for m in municipalities])
            self.sources.grids["area"] = self._area
        return self._area

    def place(self, grid: str, link: str) -> Field:
        """The place of the row that a row refers to, 0 where it is unknown: found by number, so that both sheets may be sorted."""
        parent, rows = self._parent(grid, link)
        numbers = self._once(parent, "#nr", "number", lambda: list(range(1, self.grid(parent).size + 1)), sheet=self.grid(parent).title)
        header = self.grid(parent).title
        number = self._once(grid, f"{link}#", "refers", lambda: [int(r) + 1 if r >= 0 else None for r in rows], sheet=header)
        formula = f"IFERROR(MATCH({{0}},{numbers.name},0),0)"
        return self._once(grid, f"{link}@", "place", lambda: [int(r) + 1 for r in rows], formula, (number.key,), sheet=header)

    def _parent(self, grid: str, link: str) -> tuple[str, NDArray[np.intp]]:
        if link == PARENT:
            return self.parents[grid]
        target = contract()[grid].by_key[link].references
        assert target is not None
        return target, self.sources.columns.link(grid, link)

    def _brought(self, grid: str, link: str, parent: str, there: Field) -> Field:
        """A column of the sheet that a row refers to, in the row itself."""
        place = self.place(grid, link)
        of = f"INDEX({there.name},{{0}})"
        formula = f'IF({{0}}=0,"",IF({of}="","",{of}))'
        key = f"{link}.{there.key}"
        if key not in self.grid(grid):
            rows = self._parent(grid, link)[1].tolist()
            values: list[Value] = ["" if r < 0 or there.values[r] is None else there.values[r] for r in rows]
            header = text("annex.helper.brought.header", self.lang, column=there.header, sheet=self.grid(parent).title)
            note = text("annex.helper.brought.note", self.lang, column=there.header, sheet=self.grid(parent).title)
            self.grid(grid).add(key, header, there.kind, values, formula=formula, uses=(place.key,), note=note)
        return self.grid(grid)[key]

    def _once(self, grid: str, key: str, what: str, values: Callable[[], list[Value]], formula: str = "", uses: tuple[str, ...] = (), **words: Any) -> Field:
        """The helper column with this key, made when it is asked for first. Its header and note are `annex.helper.<what>`."""
        if key not in self.grid(grid):
            header, note = (text(f"annex.helper.{what}.{part}", self.lang, **words) for part in ("header", "note"))
            kind: Kind = "number" if what == "product" else "whole"
            self.grid(grid).add(key, header, kind, values(), formula=formula, uses=uses, note=note)
        return self.grid(grid)[key]


def _times(value: Value, factor: Value) -> Value:
    return float(value) * float(factor) if value is not None and factor is not None else ""
