"""Sanity relations: silent while they hold, a sentence when they are broken."""

from datetime import date

from metrics.periods import Period
from metrics.sanity import broken
from metrics.scorecard import scorecard
from tests.metrics.build import dataset

YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2025, 6, 30)


def found(sheets, period=YEAR):
    data = dataset(sheets)
    return broken(data, scorecard(data, AS_OF, [period]), AS_OF)


def test_more_approvals_than_applications_so_far() -> None:
    head = "Dossier-ID | Datum ingediend | Uitkomst | Datum beslissing\n"
    (one,) = found({"Subsidiedossiers": head + "S1 | | Goedgekeurd | 2024-03-01"})
    assert (one.key, one.ids, one.left, one.right) == ("approvals", ("D3.6",), 1, 0)
    assert one.text().startswith("Er zijn meer subsidiedossiers goedgekeurd (1)")
    assert one.text("en").startswith("More subsidy files")
    assert found({"Subsidiedossiers": head + "S1 | 2022-03-01 | Goedgekeurd | 2024-03-01"}) == []


def test_more_authorities_than_there_are() -> None:
    head = "Datum | Lokaal bestuur | Gemeente\n"
    many = "\n".join(f"2024-02-01 | Bestuur {n} | Mol" for n in range(28))
    (one,) = found({"Verankering": head + many})
    assert (one.key, one.left, one.right) == ("authorities", 28, 27)
    assert found({"Verankering": head + many.replace("Bestuur 5 | Mol", "Provincie |")}) == []


def test_services_and_assignments_are_realised_cases() -> None:
    assert found({"Cases": "Case-ID | Doelstellingen | Type resultaat | SE-bedrijf | Datum realisatie\nK1 | 4 | Nieuwe dienst | A | 2024-02-01"}) == []
    assert found({}) == []
