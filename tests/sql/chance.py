"""Random workbooks to count in two ways: those of the property tests, with what a delivery may lack or spell in its own way."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, given, settings

from data.contract import contract
from data.dataset import Dataset
from data.phases import Phase as Stretch
from tests.annex.cases import dense_case
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets

Content = dict[str, list[dict[str, str]]]

# Phases of a hub of its own: with a gap, one in which a random sheet has no day, and none of the number from which objective 5 exists.
# They begin and end on days that random cells hold, so that "on or before" and "before" differ.
DAY = [date.fromisoformat(d) for d in DAYS]
OWN_PHASES = (
    Stretch("1", "Voor", date(2022, 1, 1), date(2022, 1, 31)),
    Stretch("2", "Begin", DAY[1], DAY[6]),
    Stretch("3", "Vervolg", DAY[6] + timedelta(days=1), DAY[18]),
    Stretch("9", "Na een pauze", DAY[20], DAY[43]),
)


def dense(rows: int) -> Dataset:
    """A workbook with nearly every cell filled, so that each condition and each bound of a period is met by some rows and missed by others."""
    data = dense_case(rows).data
    factors = dataset({"Factoren": _factors(Random(rows))}).tables["factors"]
    return replace(data, tables={**data.tables, "factors": factors}, phases=OWN_PHASES)


def drawn(count: int) -> list[tuple[Dataset, date]]:
    """So many random datasets, the same each time, each with a reference date."""
    found: list[Content] = []

    @settings(max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(sheets())
    def collect(content: Content) -> None:
        found.append(content)

    collect()
    return [_delivered(content, Random(seed)) for seed, content in enumerate(found)]


def _delivered(content: Content, chance: Random) -> tuple[Dataset, date]:
    content = {name: [dict(row) for row in rows] for name, rows in content.items()}
    content["Factoren"] = _factors(chance)
    _spelled_otherwise(content, chance)
    if chance.random() < 0.3:
        del content[chance.choice(list(content))]
    for _ in range(chance.choice([0, 0, 1, 1, 4])):
        _without_a_column(content, chance)
    if chance.random() < 0.1:
        content[chance.choice(list(content))].clear()
    phases = OWN_PHASES if chance.random() < 0.4 else None
    as_of = date(2200, 1, 1) if chance.random() < 0.05 else date.fromisoformat(chance.choice(DAYS))
    return dataset({name: rows for name, rows in content.items() if rows}, phases=phases), as_of


def _factors(chance: Random) -> list[dict[str, str]]:
    """Some streams with a factor, one of them on two bases, of which the first row counts."""
    names = chance.sample(["Hout", "Textiel", "Metaal", "Glas", "Gemengd"], 3)
    return [{"Materiaalstroom": name, "kg CO2 per kg": f"{chance.randint(0, 40) / 8}", "Basis": f"{n}"} for n, name in enumerate([*names, names[0]])]


def _spelled_otherwise(content: Content, chance: Random) -> None:
    """References that are written in another way than the ID that they mean."""
    for sheet in contract().values():
        for column in (c for c in sheet.columns if c.references):
            for row in content.get(sheet.name, ()):
                if row.get(column.header) and chance.random() < 0.2:
                    row[column.header] = row[column.header].upper().replace("-", " / ")


def _without_a_column(content: Content, chance: Random) -> None:
    """Any column may be lacking, but for IDs and the columns of settings: without those the reader leaves the whole sheet out."""
    name = chance.choice(list(content))
    sheet = next(s for s in contract().values() if s.name == name)
    kept = {c.header for c in sheet.columns if c.unique or (name == "Factoren" and c.required)}
    headers = [h for h in content[name][0] if h not in kept]
    if headers:
        gone = chance.choice(headers)
        content[name] = [{h: v for h, v in row.items() if h != gone} for row in content[name]]
