"""An indicator's figures as formulas over the rows, from the same declaration that the engine evaluates: one function per aggregation.

In a formula `{value}`, `{numerator}`, `{denominator}`, `{used}` and `{eligible}` stand for the cells of the same figure.
"""

from dataclasses import dataclass, replace

from locales import text
from metrics.indicator import Carried, Distinct, Indicator, Key, Mean, Median, Part, Rows, Share, ShareOfArea, Sum
from reports.annex.criteria import Asked, Filter, count, factors, filled, filters, total
from reports.annex.grid import Field
from reports.annex.helpers import PARENT, Helpers
from reports.annex.numbering import Numbered, numbered
from reports.annex.spans import Days


@dataclass(frozen=True)
class Formulas:
    """The formulas of one figure, without "="; where one is empty there is no such figure, or no formula for it.

    `arrays` names those that need to be array formulas.
    """

    value: str
    used: str
    eligible: str
    numerator: str = ""
    denominator: str = ""
    arrays: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scene:
    """Where and when figures are computed. `objective_5` is the cell of the day from which objective 5 exists, `as_of` that of the reference date."""

    helpers: Helpers
    as_of: str
    objective_5: str

    def figure(self, indicator: Indicator, days: Days) -> Formulas:
        """The formulas of an indicator over these days; its sources must be there."""
        if indicator.objective != 5:
            return _figure(self, indicator, days)
        since = self.objective_5
        found = _figure(self, indicator, replace(days, start=f"MAX({days.start},{since})"))
        before = {"value": f'"{self.none}"', "used": "0", "eligible": "0", "numerator": '""', "denominator": '""'}
        guarded = {what: _guarded(getattr(found, what), days.end, since, otherwise) for what, otherwise in before.items()}
        return Formulas(**guarded, arrays=found.arrays)

    @property
    def none(self) -> str:
        """The words for a figure that does not apply."""
        return text("metrics.reason.not-applicable", self.helpers.lang)

    @property
    def no_rows(self) -> str:
        """The words for a figure over no rows."""
        return text("metrics.reason.no-rows", self.helpers.lang)

    def asked(self, part: Part, days: Days, grid: str = "") -> Asked:
        """A part over its own rows, or over a sheet with one row per name."""
        own = not grid or grid == part.source
        return Asked(self.helpers, grid or part.source, part, days, self.as_of, "" if own else f"{PARENT}.")


def _guarded(formula: str, end: str, since: str, otherwise: str) -> str:
    return f"IF({end}<{since},{otherwise},{formula})" if formula else ""


def _figure(scene: Scene, indicator: Indicator, days: Days) -> Formulas:
    part = indicator.parts[0]
    met = filters(scene.asked(part, days))
    match indicator.aggregation:
        case Rows():
            rows = "+".join(count(filters(scene.asked(p, days))) for p in indicator.parts)
            return Formulas(rows, "N({value})", "N({value})")
        case Sum() as what:
            column = scene.helpers.product(part.source, what) if what.times else scene.helpers.grid(part.source)[what.column]
            return Formulas(total(met, column), count([*met, filled(column)]), count(met))
        case Mean() as what:
            return _mean(scene, part, met, what)
        case Median() as what:
            return _median(scene, part, met, what)
        case Share() as what:
            also = count(filters(scene.asked(part, days), [c for c in what.where if c.kind != "not_yet"]))
            return Formulas(_ratio(scene), "N({denominator})", "N({denominator})", also, count(met))
        case ShareOfArea() as what:
            own = Distinct((Key(what.column),))
            found = _distinct(scene, indicator, own, days)
            whole = f"ROWS({scene.helpers.area['name'].name})"
            return Formulas("{numerator}/{denominator}", found.used, found.eligible, found.value, whole, frozenset({"numerator"}))
        case Distinct() as what:
            return _distinct(scene, indicator, what, days)


def _ratio(scene: Scene) -> str:
    return f'IF(N({{denominator}})=0,"{scene.no_rows}",{{numerator}}/{{denominator}})'


def _mean(scene: Scene, part: Part, met: list[Filter], what: Mean) -> Formulas:
    column, weight = (scene.helpers.grid(part.source)[k] for k in (what.column, what.weight))
    both = [*met, filled(column), filled(weight)]
    return Formulas(_ratio(scene), count(both), count(met), f"SUMPRODUCT({factors(both)},{column.name},{weight.name})", total(both, weight))


def _median(scene: Scene, part: Part, met: list[Filter], what: Median) -> Formulas:
    since, until = scene.helpers.raw(part.source, what.since), scene.helpers.raw(part.source, part.dates[0])
    both = [*met, filled(since), filled(until)]
    value = f'IF({{used}}=0,"{scene.no_rows}",MEDIAN(IF({factors(both)},{until.name}-{since.name})))'
    return Formulas(value, count(both), count(met), arrays=frozenset({"value"}))


def _distinct(scene: Scene, indicator: Indicator, what: Distinct, days: Days) -> Formulas:
    """Different names: how often each number occurs among the rows that count (FREQUENCY), and how many occur at all."""
    names = numbered(scene.helpers, indicator, what)
    often = [_often(scene, p, days, g, f, names) for p, g, f in zip(indicator.parts, names.grids, names.fields, strict=True)]
    eligible = "+".join(count(filters(scene.asked(p, days))) for p in indicator.parts)
    if what.carried is None:
        used = "+".join(_with_name(scene, p, days, what, f) for p, f in zip(indicator.parts, names.fields, strict=True))
        return Formulas(f"SUM(--(({'+'.join(often)})>0))", used, eligible, arrays=frozenset({"value"}))
    ready = f"({_carriers(scene, indicator.parts[0], days, names, what.carried)}>={what.carried.rows})"
    used = f"SUM({often[0]}*{ready})" if names.grids[0] == indicator.parts[0].source else ""  # with several names in a cell a sum is not a number of rows
    return Formulas(f"SUM(({often[0]}>0)*{ready})", used, eligible, arrays=frozenset({"value", "used"}))


def _often(scene: Scene, part: Part, days: Days, grid: str, number: Field, names: Numbered) -> str:
    """Per name how often it occurs among the rows that count; LibreOffice gives an error where there are none, which counts as 0."""
    met = [*filters(scene.asked(part, days, grid)), Filter(None, f"({number.name}>0)")]
    return f"IFERROR(FREQUENCY(IF({factors(met)},{number.name}),{names.all.name}),0)"


def _carriers(scene: Scene, part: Part, days: Days, names: Numbered, carried: Carried) -> str:
    """Per name how many rows carry it whose date has come."""
    dated = scene.asked(part, days, names.grids[0]).raw(carried.dated).name
    number = names.fields[0].name
    return f"IFERROR(FREQUENCY(IF(({dated}>0)*({dated}<={days.until})*({number}>0),{number}),{names.all.name}),0)"


def _with_name(scene: Scene, part: Part, days: Days, what: Distinct, number: Field) -> str:
    """How many of the rows have a name: counted in the sheet itself, not per name."""
    own = scene.asked(part, days)
    single = number.name in {f.name for f in scene.helpers.grid(part.source).fields.values()}
    named = Filter((((number.name, '">0"'),),), f"({number.name}>0)") if single else filled(own.raw(what.keys[0].column))
    return count([*filters(own), named])
