"""Valid but wrong: a corrupted twin of a clean delivery raises its own warning, and the clean one raises none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from data.dataset import Dataset
from data.suspicions import suspicions
from tests.data.books import reading, workbook

HEADER = ["Case-ID", "Titel", "Datum instroom", "Organisatie", "Status", "Datum begeleiding", "Ton gemeten"]
POSTS = ["Datum", "Kanaal", "Titel", "Bereik"]
Sheet = list[list[object]]


def delivery(count: int = 30) -> dict[str, Sheet]:
    """A month's delivery: cases with all kinds of columns, and posts, in a sheet without IDs."""
    days = [date(2024, 1, 5) + timedelta(days=11 * i) for i in range(count)]
    rows: Sheet = [
        [f"K{i:03}", f"Vraag {i * 7919 % 1000}", day, f"Organisatie {i * 31 % 17}", ["Nieuw", "Intake", "On hold"][i % 3],
         day + timedelta(days=20) if i % 2 else None, 1.5 + i * 13 % 10 if i % 4 == 0 else None]
        for i, day in enumerate(days)
    ]  # fmt: skip
    posts: Sheet = [[day, "Website", f"Bericht {i}", 100 + i] for i, day in enumerate(days)]
    return {"Cases": [list(HEADER), *rows], "Communicatie": [list(POSTS), *posts]}


def next_month(sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    """What an honest month changes: new rows, dates filled in, a status that moves on, a case that is gone, a number corrected."""
    cases, posts = ([list(r) for r in sheets[name]] for name in ("Cases", "Communicatie"))
    for i in (3, 8, 12):
        cases[i][4], cases[i][5] = "In begeleiding", date(2024, 12, 1) + timedelta(days=i)
    cases[5][6] = 4.5
    del cases[20]
    cases += [[f"K1{i:02}", f"Nieuwe vraag {i}", date(2025, 1, 3) + timedelta(days=i), "Organisatie 3", "Nieuw", None, None] for i in range(4)]
    posts += [[date(2025, 1, 9), "Website", "Nieuwjaar", 140]]
    return {"Cases": cases, "Communicatie": posts}


def read(sheets: dict[str, Sheet]) -> Dataset:
    return reading(workbook(sheets))


def sort_titles(s: dict[str, Sheet]) -> None:
    titles = sorted(str(r[1]) for r in s["Cases"][1:])
    for row, title in zip(s["Cases"][1:], titles, strict=True):
        row[1] = title


def keep_half(s: dict[str, Sheet]) -> None:
    s["Cases"] = [s["Cases"][0], *s["Cases"][1::2], s["Cases"][-1]] if len(s["Cases"]) % 2 else [s["Cases"][0], *s["Cases"][2::2]]


def swap_days(s: dict[str, Sheet]) -> None:
    for row in s["Cases"][1:]:
        day = row[2]
        if isinstance(day, date) and day.day <= 12:
            row[2] = date(day.year, day.day, day.month)


def paste_twice(s: dict[str, Sheet]) -> None:
    s["Communicatie"] += [list(r) for r in s["Communicatie"][1:]]


def paste_cases_twice(s: dict[str, Sheet]) -> None:
    s["Cases"] += [list(r) for r in s["Cases"][1:]]


def copy_sheet(s: dict[str, Sheet]) -> None:
    s["Cases (2)"] = [list(r) for r in s["Cases"]]


def thousandfold(s: dict[str, Sheet]) -> None:
    for row in s["Cases"][1:]:
        row[6] = row[6] * 1000 if isinstance(row[6], float | int) else row[6]


def thousandfold_without_ids(s: dict[str, Sheet]) -> None:
    for row in s["Communicatie"][1:]:
        row[3] = int(str(row[3])) * 1000


def empty_column(s: dict[str, Sheet]) -> None:
    for row in s["Cases"][1:]:
        row[3] = None


def drop_column(s: dict[str, Sheet]) -> None:
    for row in s["Cases"]:
        del row[3]


def few_gone(s: dict[str, Sheet]) -> None:
    s["Cases"] = [s["Cases"][0], *s["Cases"][8:], s["Cases"][-1]]


def earlier_month(s: dict[str, Sheet]) -> None:
    s["Cases"] = s["Cases"][:-8]


TWINS: list[tuple[str, str, Callable[[dict[str, Sheet]], None]]] = [
    ("column-sorted-apart", "cases", sort_titles),
    ("file-partial", "cases", keep_half),
    ("file-partial", "cases", few_gone),
    ("day-month-swapped", "cases", swap_days),
    ("sheet-doubled", "communication", paste_twice),
    ("sheet-doubled", "cases", paste_cases_twice),
    ("sheet-doubled", "cases", copy_sheet),
    ("values-thousandfold", "cases", thousandfold),
    ("values-thousandfold", "communication", thousandfold_without_ids),
    ("column-emptied", "cases", empty_column),
    ("column-emptied", "cases", drop_column),
    ("file-older", "cases", earlier_month),
]


@pytest.mark.parametrize(("code", "sheet", "spoil"), TWINS, ids=[f"{c}-{f.__name__}" for c, _, f in TWINS])
def test_a_corrupted_twin_raises_its_own_warning(code: str, sheet: str, spoil: Callable[[dict[str, Sheet]], None]) -> None:
    before = read(delivery())
    twin = delivery()
    spoil(twin)
    found = suspicions(before, read(twin))
    assert (code, sheet) in {(s.code, s.sheet) for s in found}
    assert len({s.code for s in found}) == 1, found


# With new rows in it no file is older than the current one.
OVERLAID = [twin for twin in TWINS if twin[0] != "file-older"]


@pytest.mark.parametrize(("code", "sheet", "spoil"), OVERLAID, ids=[f"{c}-{f.__name__}" for c, _, f in OVERLAID])
def test_the_warning_stands_out_in_a_month_of_honest_changes(code: str, sheet: str, spoil: Callable[[dict[str, Sheet]], None]) -> None:
    twin = next_month(delivery())
    spoil(twin)
    assert (code, sheet) in {(s.code, s.sheet) for s in suspicions(read(delivery()), read(twin))}


def test_the_clean_delivery_raises_none() -> None:
    before = read(delivery())
    assert suspicions(before, read(delivery())) == []
    assert suspicions(before, read(next_month(delivery()))) == []
    assert suspicions(None, before) == []


def test_a_first_delivery_can_be_doubled_too() -> None:
    twin = delivery()
    paste_twice(twin)
    assert [s.code for s in suspicions(None, read(twin))] == ["sheet-doubled"]
