"""Valid, but probably wrong: what a delivery looks like after a mistake that no single cell shows.

Each suspicion is a rule over one sheet in the delivery before and the one after, listed in `RULES`; the sentence that a person
reads is `suspicions.<code>` in locales/. A rule speaks up rarely: a suspicion that always shows is read by nobody.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.content import EMPTY, content
from data.contract import Column
from data.dataset import Dataset, Table
from data.difference import TableDifference, differences

FEW = 5  # fewer rows than this say nothing
SORTED_SHARE, SORTED_SAME = 0.2, 0.8  # changed cells of a sorted column: share of the rows, and share of the values that only moved
PARTIAL = 0.2  # share of the IDs that may go
SWAPPED = 0.5  # share of the changed dates that may have day and month swapped
DOUBLED = 0.4  # share of the rows that may be there twice
THOUSAND = 1000.0
MEDIAN_JUMP = 300.0  # how much larger the middle value of a column may get


@dataclass(frozen=True)
class Suspicion:
    """One warning about one sheet; `column` is empty where it is about the whole sheet, `params` fill its sentence."""

    code: str
    sheet: str
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


Rule = Callable[[TableDifference], Iterator[Suspicion]]


def suspicions(
    before: Dataset | None, after: Dataset, changes: Mapping[str, TableDifference] | None = None, about: Collection[str] | None = None
) -> list[Suspicion]:
    """All warnings about `after`, sheet by sheet (of the sheets `about` where given: those that carry on were looked at before).

    Those that need an earlier delivery come only where there is one.
    """
    if before is None:
        return [s for key, table in after.tables.items() if about is None or key in about for s in doubled(after, table)]
    found: list[Suspicion] = []
    for key, change in (changes or differences(before, after)).items():
        if change.after is not None and (about is None or key in about):
            found += doubled(after, change.after)
            found += [s for rule in RULES for s in rule(change)]
    return found


def doubled(dataset: Dataset, table: Table) -> Iterator[Suspicion]:
    """The same rows twice: a sheet pasted under itself or copied, or one sheet in two files."""
    places = {(p.file, p.sheet) for p in table.parts}
    blocks = dataset.findings.blocks
    copies = sum(b.code == "sheet-doubled" and b.params.get("table") == table.sheet.name for b in blocks)
    again = sum(len(b) for b in blocks if b.code == "row-repeated" and (b.file, b.sheet) in places) if table.sheet.unique else _repeated(table)
    if copies or (len(table) >= FEW and again >= DOUBLED * len(table)):
        yield Suspicion("sheet-doubled", table.sheet.key, params={"count": again, "rows": len(table)})


def sorted_apart(change: TableDifference) -> Iterator[Suspicion]:
    """One column has the same values in another order, while the rest of each row stayed: somebody sorted that column alone."""
    size = len(change.kept_before)
    if not change.sheet.unique or size < FEW or change.before is None or change.after is None:
        return
    masks = {k: m for k, m in change.differs.items() if m.any()}
    only_one = np.sum(list(masks.values()), axis=0) == 1 if masks else np.zeros(size, bool)
    for key, mask in masks.items():
        count = int(mask.sum())
        if count >= max(FEW, SORTED_SHARE * size) and (mask & only_one).sum() >= SORTED_SAME * count:
            old, new = (pd.Series(content_of(t, key)[rows[mask]]) for t, rows in ((change.before, change.kept_before), (change.after, change.kept_after)))
            same = old.value_counts().reindex(new.unique(), fill_value=0).clip(upper=new.value_counts().reindex(new.unique())).sum()
            if same >= SORTED_SAME * count:
                yield Suspicion("column-sorted-apart", change.sheet.key, key, {"count": count})


def partial(change: TableDifference) -> Iterator[Suspicion]:
    """Many of the known IDs are not there any more."""
    size = len(change.before) if change.before is not None else 0
    if change.sheet.unique and size >= FEW and len(change.gone) > PARTIAL * size and not _is_older(change):
        yield Suspicion("file-partial", change.sheet.key, params={"count": len(change.gone), "rows": size})


def older(change: TableDifference) -> Iterator[Suspicion]:
    """Nothing new came and the latest rows went: an earlier file than the current one."""
    if _is_older(change):
        assert change.before is not None
        assert change.after is not None
        yield Suspicion(
            "file-older", change.sheet.key, params={"count": len(change.gone), "newest": _day(_latest(change.after)), "known": _day(_latest(change.before))}
        )


def swapped(change: TableDifference) -> Iterator[Suspicion]:
    """Dates whose day and month changed places since the previous version."""
    for column, old, new in _both(change, "date"):
        moved = ~np.isnat(old) & ~np.isnat(new) & (old != new)
        year, month, day = _parts(old[moved])
        as_month_first = _days(year, np.minimum(day, 12), month)
        turned = int(((day <= 12) & (as_month_first == new[moved].astype("datetime64[D]"))).sum())
        if turned >= 3 and turned >= SWAPPED * int(moved.sum()):
            yield Suspicion("day-month-swapped", change.sheet.key, column.key, {"count": turned})


def thousandfold(change: TableDifference) -> Iterator[Suspicion]:
    """Numbers a thousand times what they were: a point taken for thousands, kilograms for tonnes."""
    for column in _columns(change, "number"):
        assert change.before is not None
        assert change.after is not None
        all_old, all_new = (t.frame[column.key].to_numpy(float) for t in (change.before, change.after))
        old, new = all_old[change.kept_before], all_new[change.kept_after]
        with np.errstate(divide="ignore", invalid="ignore"):
            times = int((np.abs(new / old / THOUSAND - 1) < 1e-6).sum())
        filled_old, filled_new = all_old[all_old > 0], all_new[all_new > 0]
        jump = min(len(filled_old), len(filled_new)) >= FEW and np.median(filled_new) >= MEDIAN_JUMP * np.median(filled_old)
        if times or jump:
            yield Suspicion("values-thousandfold", change.sheet.key, column.key, {"count": times or int((all_new > MEDIAN_JUMP * np.median(filled_old)).sum())})


def emptied(change: TableDifference) -> Iterator[Suspicion]:
    """A column that held values and now holds none, or is not there any more."""
    if change.before is None or change.after is None or not len(change.after):
        return
    old, new = content(change.before), content(change.after)
    for column in change.sheet.columns:
        filled = int((old[column.key] != EMPTY).sum()) if column.key in old else 0
        if filled >= FEW and not (column.key in new and (new[column.key] != EMPTY).any()):
            yield Suspicion("column-emptied", change.sheet.key, column.key, {"count": filled})


RULES: tuple[Rule, ...] = (sorted_apart, older, partial, swapped, thousandfold, emptied)


def content_of(table: Table, key: str) -> NDArray[np.uint64]:
    """One column's content; empty where the column is not there."""
    return content(table).get(key, np.full(len(table), EMPTY))


def _repeated(table: Table) -> int:
    """How many rows are equal to an earlier one."""
    return int(pd.DataFrame(content(table)).duplicated().sum())


def _is_older(change: TableDifference) -> bool:
    if change.before is None or change.after is None or len(change.new) or not len(change.gone):
        return False
    newest, known = _latest(change.after), _latest(change.before)
    return newest is not None and known is not None and bool(newest < known)


def _latest(table: Table) -> np.datetime64 | None:
    """The latest recorded day (the first date column of a sheet says when something came in)."""
    column = next((c.key for c in table.sheet.date_columns if table.has(c.key) and c.required), None)
    days = table.frame[column].to_numpy() if column else np.zeros(0, "datetime64[s]")
    known = days[~np.isnat(days)]
    return known.max() if len(known) else None


def _day(day: np.datetime64 | None) -> date | None:
    return None if day is None else day.astype("datetime64[D]").item()


def _columns(change: TableDifference, kind: str) -> list[Column]:
    """The columns of one type that both deliveries have."""
    if change.before is None or change.after is None:
        return []
    return [c for c in change.sheet.columns if c.type == kind and change.before.has(c.key) and change.after.has(c.key)]


def _both(change: TableDifference, kind: str) -> Iterator[tuple[Column, NDArray[np.datetime64], NDArray[np.datetime64]]]:
    """Per column of one type the values of the kept rows before and after."""
    for column in _columns(change, kind):
        assert change.before is not None
        assert change.after is not None
        yield column, change.before.frame[column.key].to_numpy()[change.kept_before], change.after.frame[column.key].to_numpy()[change.kept_after]


def _parts(days: NDArray[np.datetime64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Year, month and day of each."""
    months = days.astype("datetime64[M]")
    return (
        months.astype("datetime64[Y]").astype(np.int64) + 1970,
        months.astype(np.int64) % 12 + 1,
        (days.astype("datetime64[D]") - months).astype(np.int64) + 1,
    )


def _days(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.datetime64]:
    months: NDArray[np.datetime64] = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    found: NDArray[np.datetime64] = months + (day - 1).astype("timedelta64[D]")
    return found
