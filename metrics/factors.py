"""The CO2 factors that are used, with their basis, source and year: a CO2 figure is indicative and never goes without them."""

from dataclasses import dataclass

from data.dataset import Dataset
from metrics.engine import Reason, lacking
from metrics.spelling import texts_of


@dataclass(frozen=True)
class Factor:
    """One factor: kg CO2 avoided per kg of a material stream, on what basis (collected or really reused), by which source and year."""

    stream: str
    value: float
    basis: str
    source: str
    year: str


@dataclass(frozen=True)
class Factors:
    """The factor of each stream, in the order of the sheet; of several for one stream the first, which is the one that counts."""

    factors: tuple[Factor, ...] = ()
    reason: Reason | None = None


def factors(dataset: Dataset) -> Factors:
    """The factors with which CO2 is computed."""
    absent = lacking(dataset, [("factors", k) for k in ("", "material_stream", "factor")])
    if absent:
        return Factors(reason=absent)
    table = dataset.tables["factors"]
    values = table.frame["factor"].to_numpy(float)
    found: dict[str, Factor] = {}
    streams, *told = (texts_of(table, key) for key in ("material_stream", "basis", "source", "year"))
    for stream, value, *rest in zip(streams, values, *told, strict=True):
        found.setdefault(str(stream), Factor(str(stream), float(value), *(str(t) for t in rest)))
    return Factors(tuple(found.values()))
