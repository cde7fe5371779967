"""Every accepted form of a date, number, objective and enum, and what is never guessed."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells import STATES, clean, clean_list, read_dates, read_enum, read_numbers, read_objectives, read_text, whole_number

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
SHORT = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()


def dates(*texts: str) -> list[str | None]:
    days = read_dates(clean(pa.array(texts))).values
    return [None if np.isnat(d) else str(d)[:10] for d in days]


def number(text: str) -> float | None:
    value = float(read_numbers(clean(pa.array([text]))).values[0])
    return None if np.isnan(value) else value


def state(reader, text: str) -> str:
    return STATES[reader(clean(pa.array([text]))).states[0]]


@pytest.mark.parametrize(
    "text",
    ["15/3/2024", "15/03/2024", "15-03-24", "15.3.2024", "15 maart 2024", "15 Maart 2024", "15 mrt '24", "15 mrt. 2024", "15-mrt-24", "2024-03-15",
     "2024-03-15 00:00:00", "2024-03-15 13:45:00", "15/03/2024 13:45", "45366", "45366.57", "  15/3/2024 ", "15 /3/ 2024"],
)  # fmt: skip
def test_a_day_in_any_accepted_form(text):
    assert dates(text) == ["2024-03-15"]


@pytest.mark.parametrize(
    "text",
    [
        "03/25/2024",
        "31/02/2024",
        "2024-02-30",
        "gisteren",
        "2024",
        "Q1 2024",
        "13/13/2024",
        "31/12/1999",
        "1/1/2100",
        "36525",
        "73051",
        "15/3",
        "15 xyz 2024",
        "#REF!",
    ],
)
def test_what_is_no_day_is_never_guessed(text):
    assert dates(text) == [None]
    assert state(read_dates, text) == "date-unreadable"


@pytest.mark.parametrize(
    ("text", "day"), [("36526", "2000-01-01"), ("73050", "2099-12-31"), ("1/1/2000", "2000-01-01"), ("31/12/2099", "2099-12-31"), ("29/02/2024", "2024-02-29")]
)
def test_the_edges_of_the_calendar(text, day):
    assert dates(text) == [day]


@pytest.mark.parametrize("text", ["maart 2024", "mrt 2024", "Mrt '24"])
def test_a_month_counts_as_its_first_day_with_a_warning(text):
    assert dates(text) == ["2024-03-01"]
    assert state(read_dates, text) == "date-month-only"


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
DATE_FORMS = [
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d-%m-%y}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SHORT[d.month - 1]} '{d:%y}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: str((d - date(1899, 12, 30)) // timedelta(days=1)),
]


@given(DAYS, st.sampled_from(DATE_FORMS), st.sampled_from(["", " ", "  ", "\u00a0"]))
def test_any_day_written_in_any_form_reads_back(day, form, space):
    assert dates(f"{space}{form(day)}{space}") == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1\u00a0234,5", 1234.5), ("€ 1.200", 1200), ("1.200 €", 1200), ("12,5", 12.5), ("1.234", 1234), ("12.345.678", 12345678), ("1.5", 1.5),
     ("0.125", 0.125), ("1234.567", 1234.567), ("1,234", 1.234), ("12 %", 0.12), ("12,5%", 0.125), ("ca. 20", 20), ("±20", 20), ("0", 0), ("007", 7), (" 3 ", 3)],
)  # fmt: skip
def test_numbers_in_belgian_writing(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("+3", 3), ("+ 1.200", 1200), ("+€5", 5), ("+ € 5", 5), ("€ +5", 5), ("+12 %", 0.12), ("7 %", 0.07), ("29 %", 0.29), ("57 %", 0.57), ("€ 0,1234567890123", 0.1234567890123), ("1.234,5 %", 12.345), ("0,0000000000004", 4e-13),
     ("ca 20", 20), ("circa 20", 20), ("ongeveer 20", 20), ("~20", 20), ("+/- 20", 20), ("Ca. 20", 20), ("123456789012345,25", 123456789012345.25)],
)  # fmt: skip
def test_signs_units_and_shares(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["€€5", "€ 5 €", "++5", "+-5", "5 %%", "€+€5€", "€+€5", "€ + €", "+", "%", "€", "ca.", "circa20x", "calm 3"])
def test_two_signs_where_one_belongs_are_no_number(text):
    assert number(text) is None
    assert state(read_numbers, text) == "number-unreadable"


@pytest.mark.parametrize("text", ["-3", "− 3", "-3 %", "€ -3", "-€3", "- € 3", "ca. -3"])
def test_a_minus_makes_it_negative_however_it_stands(text):
    assert number(text) is None
    assert state(read_numbers, text) == "number-negative"


def test_a_plain_number_after_an_approximate_one_is_no_approximate_one():
    found = read_numbers(clean(pa.array(["ca. 20", "1 200", "€ 5", "veel"])))
    assert [STATES[s] for s in found.states] == ["number-approximate", "", "", "number-unreadable"]
    assert list(found.values[:3]) == [20, 1200, 5]


def test_nothing_is_minus_zero():
    assert [str(v) for v in read_numbers(clean(pa.array(["0", "-0", "0 %", "-0 %"]))).values] == ["0.0"] * 4


@pytest.mark.parametrize(
    ("text", "day"), [("1-2-00", "2000-02-01"), ("1-2-99", "2099-02-01"), ("1 mei ’07", "2007-05-01"), ("1 mei `07", "2007-05-01"), ("1 mei ‘07", "2007-05-01")]
)
def test_years_of_two_figures_are_of_this_century(text, day):
    assert dates(text) == [day]


@pytest.mark.parametrize("text", ["1-2-0100", "31 april 2024", "maart 0100", "0/1/2024", "1/0/2024"])
def test_a_day_that_does_not_exist_is_unreadable_and_not_a_month_only(text):
    assert dates(text) == [None]
    assert state(read_dates, text) == "date-unreadable"


def test_each_way_of_naming_a_month():
    names = "januari jan|februari feb febr|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep sept|oktober okt|november nov|december dec"
    for number_, group in enumerate(names.split("|"), start=1):
        for name in group.split():
            assert dates(f"9 {name} 2024", f"{name.upper()} 2024") == [f"2024-{number_:02d}-09", f"2024-{number_:02d}-01"], name


@pytest.mark.parametrize("text", ["1,234.5", "20 ton", "veel", "1.234.5", "12 34", "1e5", "12,", "tien", "true", "2024-03-15 00:00:00", "#N/A", "inf", "nan"])
def test_what_is_no_number_is_never_guessed(text):
    assert number(text) is None
    assert state(read_numbers, text) == "number-unreadable"


def test_approximate_and_negative_numbers_are_named():
    assert [state(read_numbers, t) for t in ("ca. 20", "±20", "-3", "−3", "3")] == ["number-approximate"] * 2 + ["number-negative"] * 2 + [""]
    limits = read_numbers(pa.array(["0,9", "1", "5", "5.1", "-1"]), 1, 5)
    assert [STATES[s] for s in limits.states] == ["number-out-of-range", "", "", "number-out-of-range", "number-negative"]


def grouped(whole: int, separator: str) -> str:
    return f"{whole:,}".replace(",", separator)


NUMBER_FORMS = [
    lambda w, d: f"{w},{d:02d}",
    lambda w, d: f"{grouped(w, '.')},{d:02d}",
    lambda w, d: f"{grouped(w, ' ')},{d:02d}",
    lambda w, d: f"€ {grouped(w, '.')},{d:02d}",
    lambda w, d: f"{w}.{d:02d}",
]


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(NUMBER_FORMS))
def test_any_number_written_in_any_form_reads_back(whole, cents, form):
    assert number(form(whole, cents)) == float(f"{whole}.{cents:02d}")


@given(st.text(max_size=12))
def test_no_text_makes_a_reader_fail(text):
    texts = clean(pa.array([text])).drop_null()
    for reader in (read_dates, read_numbers, read_objectives):
        assert len(reader(texts).states) == len(texts)


@pytest.mark.parametrize(
    "text", ["3;4", "3, 4", "3.4", "3/4", "3 & 4", "3+4", "3 4", "D3 en D4", "d3;d4", "doelstelling 3 en 4", "Doelstellingen 3, 4", "3\n4", "4;3;3"]
)
def test_objectives_in_any_accepted_form(text):
    assert read_objectives(pa.array([text])).values.tolist() == [0b01100]


def test_one_unknown_part_of_the_objectives_empties_only_itself():
    read = read_objectives(pa.array(["3;9", "34", "2024-04-03 00:00:00", "x", "doelstelling 3"]))
    assert read.values.tolist() == [0b100, 0, 0, 0, 0b100]
    assert [STATES[s] for s in read.states] == ["value-unknown"] * 4 + [""]
    assert read.unread[0] == "9"


@pytest.mark.parametrize("text", ["-", "/", "nvt", "n.v.t.", "N.V.T.", "?", "onbekend", "Onbekend", "", "   ", "\u00a0", "\t"])
def test_placeholders_alone_are_empty(text):
    assert clean(pa.array([text])).to_pylist() == [None]


def test_text_is_trimmed_and_its_white_space_folded():
    assert clean(pa.array(["  Houten\u00a0 \n kist ", "a - b", "?!"])).to_pylist() == ["Houten kist", "a - b", "?!"]
    assert clean_list(pa.array(["VITO;  UNIZO\nVLAIO; ;-", ";", "Mol"])).to_pylist() == ["VITO; UNIZO; VLAIO", None, "Mol"]


def test_a_column_without_lists_is_cleaned_as_one_text_each():
    assert clean_list(pa.array([" VITO ", "-", "a  b"])).to_pylist() == ["VITO", None, "a b"]
    assert clean_list(pa.array(["a", "b; c", None, "-", "d"])).to_pylist() == ["a", "b; c", None, None, "d"]


def test_the_parts_that_are_no_objective_are_named():
    read = read_objectives(clean(pa.array(["1; x; y", "D", "2024-01-15", "6", "1en2", "3,14"])))
    assert read.values.tolist() == [0b1, 0, 0, 0, 0b11, 0b100]
    assert read.unread == {0: "x, y", 1: "D", 2: "2024-01-15", 3: "6", 5: "14"}
    assert [STATES[s] for s in read.states] == ["value-unknown"] * 4 + ["", "value-unknown"]


def test_a_chosen_value_is_found_however_it_is_written():
    read = read_enum(clean(pa.array(["Intake", " INTAKE ", "12.0", "12", "12.5", "a12.0", "x"])), {"intake": 0, "12": 1})
    assert read.values.tolist() == [0, 0, 1, 1, -1, -1, -1]
    assert [STATES[s] for s in read.states] == [""] * 4 + ["value-unknown"] * 3


@pytest.mark.parametrize(
    ("text", "plain"), [("12.0", "12"), ("12.000", "12"), ("12.01", "12.01"), ("a12.0", "a12.0"), ("12.0a", "12.0a"), ("12", "12"), (".0", ".0")]
)
def test_a_whole_number_loses_the_zero_that_a_program_put_behind_it(text, plain):
    assert whole_number(text) == plain


def test_text_is_kept_and_a_stored_error_is_none():
    read = read_text(pa.array(["#REF!", "#1 van de streek", "gewoon", "#N/A", "een #REF!"]))
    assert read.values.tolist() == [0, 1, 2, 3, 4]
    assert [STATES[s] for s in read.states] == ["value-unknown", "", "", "value-unknown", ""]


def test_a_column_of_dates_keeps_each_in_its_place():
    assert dates("2024-03-15", "x", "45366", "15/3/2024", "2024-02-30", "2024-03-15 00:00:00.5", "99999") == [
        "2024-03-15",
        None,
        "2024-03-15",
        "2024-03-15",
        None,
        "2024-03-15",
        None,
    ]
    found = read_dates(clean(pa.array(["2024-03-15", "x", "maart 2024", "45366", "15 maart 2024", "15/3/2024"])))
    assert [STATES[s] for s in found.states] == ["", "date-unreadable", "date-month-only", "", "", ""]
