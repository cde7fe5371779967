"""Numbers and dates as people write them, and back."""

from datetime import date

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as some

from locales import formats


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [(1234.5, 1, "1.234,5", "1,234.5"), (0, 0, "0", "0"), (-0.2, 0, "0", "0"), (12.0, 2, "12", "12"), (1e6, 0, "1.000.000", "1,000,000"), (None, 0, "", ""), (float("nan"), 1, "", "")],
)  # fmt: skip
def test_numbers(value: float | None, decimals: int, nl: str, en: str) -> None:
    assert formats.number(value, decimals, "nl") == nl
    assert formats.number(value, decimals, "en") == en


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [(0.001, "0,001", "0.001"), (1e-05, "0,00001", "0.00001"), (120.0, "120", "120"), (3_000_000, "3.000.000", "3,000,000"), (1234.5, "1.234,5", "1,234.5"),
     (1e16, "10.000.000.000.000.000", "10,000,000,000,000,000"), (0, "0", "0")],
)  # fmt: skip
def test_a_number_with_all_its_decimals(value: float, nl: str, en: str) -> None:
    assert (formats.exact(value), formats.exact(value, "en")) == (nl, en)


def test_percentages_and_units() -> None:
    assert formats.percent(0.624) == "62\u00a0%"
    assert formats.percent(0.625, 1, "en") == "62.5%"
    assert formats.percent(None) == ""
    assert formats.with_unit(1200, "euro") == "1.200 euro"
    assert formats.with_unit(0.5, "%", percentage=True) == "50\u00a0%"
    assert formats.with_unit(None, "euro") == ""


def test_days_months_and_quarters() -> None:
    assert formats.day(date(2024, 3, 5)) == "05/03/2024"
    assert formats.day(None) == ""
    assert formats.month(date(2024, 3, 5)) == "maart 2024"
    assert formats.month(date(2024, 3, 5), short=True) == "mrt 2024"
    assert formats.period(date(2024, 5, 1), "quarter") == "2e kwartaal 2024"
    assert formats.period(date(2024, 5, 1), "quarter", "en", short=True) == "Q2 2024"
    assert formats.period(date(2024, 5, 1), "year") == "2024"
    assert formats.span(date(2024, 1, 1), date(2025, 6, 30)) == "01/01/2024 – 30/06/2025"


def test_counts_and_sizes() -> None:
    assert formats.plural(1, "rij", "rijen") == "1 rij"
    assert formats.plural(1200, "rij", "rijen") == "1.200 rijen"
    assert formats.file_size(2_500_000) == "2,5 MB"
    assert formats.file_size(900) == "1 kB"


@given(some.floats(min_value=-1e9, max_value=1e9, allow_nan=False), some.sampled_from(["nl", "en"]))
def test_a_number_can_be_read_back(value: float, lang: str) -> None:
    written = formats.number(value, 3, lang)
    assert float(parse_decimal(written, locale=formats.locale(lang), strict=True)) == pytest.approx(value, abs=0.00051)


def test_a_half_goes_up_as_in_a_spreadsheet() -> None:
    assert [formats.number(v, 0) for v in (134.5, 13750.5, 0.5, 1.5, -0.5)] == ["135", "13.751", "1", "2", "-1"]
    assert formats.number(0.285, 2) == "0,29"
    assert formats.percent(0.125, 0) == "13\u00a0%"
