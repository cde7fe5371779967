"""Data for the annex: the example, and small random workbooks with targets, milestones, gaps and spreadsheet text that means harm."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from hypothesis import HealthCheck, Phase, given, settings

from data.answers import sources
from data.contract import Column, contract
from data.dataset import Dataset
from data.examples import AS_OF, WORKBOOK
from data.hub import load_hub
from data.names import header_key
from data.reader import read
from metrics.catalogue import catalogue, indicator_names
from metrics.periods import Period, phase_period
from reports.annex import Request
from tests.metrics.build import SHEETS, dataset
from tests.metrics.random_data import DAYS, NAMES, sheets
from tests.metrics.random_data import SHEETS as SHEETS_DRAWN


@dataclass(frozen=True)
class Case:
    """One workbook and what is asked of it."""

    data: Dataset
    request: Request


@cache
def example() -> Case:
    """The example data in a reporting period that lies in one phase."""
    data = read(sources([WORKBOOK]), names=indicator_names())
    return Case(data, Request(AS_OF, Period(date(2024, 7, 1), date(2024, 12, 31)), (WORKBOOK.name,), "test", fictional=True))


def random_cases(count: int) -> list[Case]:
    """Random workbooks, the same each time; some without a sheet or a column, each with its own targets and reference date."""
    drawn: list[dict[str, list[dict[str, str]]]] = []

    @settings(max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(sheets())
    def collect(content: dict[str, list[dict[str, str]]]) -> None:
        drawn.append(content)

    collect()
    return [_case(content, Random(seed)) for seed, content in enumerate(drawn)]


def dense_case(rows: int = 150) -> Case:
    """A workbook in which nearly every cell is filled, so that every condition is met by some rows and not by others."""
    chance = Random(7)
    content: dict[str, list[dict[str, str]]] = {}
    for key in SHEETS_DRAWN:
        columns = [c for c in contract()[key].columns if not c.personal]
        content[contract()[key].name] = [{c.header: f"{key}-{n}" if c.unique else _cell(c, rows, chance) for c in columns} for n in range(rows)]
    content["Factoren"] = [{"Materiaalstroom": m, "kg CO2 per kg": f"{n / 4}"} for n, m in enumerate(("Hout", "Textiel", "Metaal", "Glas"), start=1)]
    content["Doelen"] = _targets(chance)
    return Case(dataset(content), Request(date(2025, 5, 20), Period(date(2024, 3, 1), date(2025, 6, 30))))


def _cell(column: Column, rows: int, chance: Random) -> str:
    """A value that the column may hold, empty one time in six."""
    if chance.random() < 1 / 6:
        return ""
    if column.references:
        return f"{column.references}-{chance.randrange(rows + 4)}"
    match column.type:
        case "date":
            return chance.choice(DAYS)
        case "number":
            return f"{chance.randint(0, 500) / 10}"
        case "objectives":
            return ";".join(sorted(chance.sample("12345", chance.randint(1, 3))))
        case "enum":
            values = load_hub().municipality_values[-6:] if isinstance(column.values, str) else column.values
            return chance.choice([v.value for v in values])
    return "; ".join(chance.sample(NAMES, chance.randint(1, 3))) if column.multiple else chance.choice(NAMES)


def _case(content: dict[str, list[dict[str, str]]], chance: Random) -> Case:
    content = {name: [dict(row) for row in rows] for name, rows in content.items()}
    if chance.random() < 0.5:
        del content[chance.choice([n for n in content if n not in ("Cases", "Factoren")])]
    if chance.random() < 0.6:
        sheet = chance.choice([n for n in content if n != "Factoren"])
        needed = {c.header for c in SHEETS[header_key(sheet)].required}  # without these the reader leaves out the whole sheet
        gone = chance.choice([h for h in content[sheet][0] if h not in needed])
        content[sheet] = [{h: v for h, v in row.items() if h != gone} for row in content[sheet]]
    if chance.random() < 0.8:
        content["Doelen"] = _targets(chance)
    data = dataset(content)
    as_of = date.fromisoformat(chance.choice(DAYS))
    first, last = sorted(date.fromisoformat(d) for d in chance.sample(DAYS, 2))
    period = phase_period(chance.choice(data.phases)) if chance.random() < 0.4 else Period(first, last)
    return Case(data, Request(as_of, period))


def _targets(chance: Random) -> list[dict[str, str]]:
    """Targets by indicator and phase: undated, dated in the phase or outside, some twice, some with a baseline."""
    rows = []
    for indicator in catalogue().values():
        for phase in ("3", "4"):
            for _ in range(chance.choice([0, 1, 1, 2, 3])):
                day = chance.choice(["", "", *DAYS[:30:4]])
                baseline = f"{chance.randint(0, 8)}" if chance.random() < 0.3 else ""
                value = f"{chance.randint(0, 100) / 100}" if indicator.percent else f"{chance.randint(0, 30)}"
                rows.append({"Indicator": indicator.id, "Fase": phase, "Streefwaarde": value, "Datum": day, "Nulmeting": baseline})
    return rows
