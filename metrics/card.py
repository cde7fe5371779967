"""Everything about one case: its timeline, what it is connected with, and for every indicator whether it counts and why not.

The answers come from the same trace as the figures. It is asked of a small dataset with only this case and the rows that it needs,
so that a card takes as long for ten cases as for ten thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np

from data.contract import contract
from data.dataset import Dataset, Table
from data.names import organisation_key
from metrics.catalogue import catalogue
from metrics.columns import LAST, NEVER, columns_of, day_number, day_of
from metrics.explorer import organisations
from metrics.indicator import Indicator
from metrics.periods import Period, phase_period
from metrics.spelling import shown
from metrics.stages import ALL, stage_label, stage_now, stays
from metrics.trace import part_reasons, row_values, sentence

FACTS = (
    "status", "source", "organisation", "organisation_type", "municipality", "sector", "material_stream", "r_strategy", "scale", "cluster", "ecosystem",
    "result_type", "contract_value", "target_group_heads", "target_group_fte", "expected_fte", "tonnes_measured", "tonnes_estimated", "stop_reason", "evidence",
)  # fmt: skip
LINKED = ("referrals", "subsidies", "lessons")


@dataclass(frozen=True)
class Moment:
    """Something that happened to the case; `planned` = its day has not come yet on the reference date. `key` is a sheet or date column."""

    day: date
    key: str
    label: str
    detail: str
    planned: bool


@dataclass(frozen=True)
class Stay:
    """How long the case was in a stage; `leave` None = it is there still, counted up to the reference date."""

    stage: str
    label: str
    enter: date
    leave: date | None
    days: int


@dataclass(frozen=True)
class Links:
    """What the case is connected with. Rows are row numbers of that sheet; `cluster_mates` = rows in Cases of the same cluster."""

    referrals: tuple[int, ...]
    subsidies: tuple[int, ...]
    lessons: tuple[int, ...]
    cluster_mates: tuple[int, ...]
    partners: tuple[str, ...]
    se_companies: tuple[str, ...]
    match: str
    shared_with: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether a row of the case counts in an indicator in a period, with the cell that decides and the reason in words.

    `source` and `row` = the sheet and its row number in the dataset; `value` = what it adds, None where it does not count.
    """

    indicator: Indicator
    period: Period
    source: str
    row: int
    cell: str
    counts: bool
    reason_key: str
    reason: str
    value: object


@dataclass(frozen=True)
class Card:
    """One case. `place` = file, sheet and row; `facts` = (label, value) of what is filled in; `stage` "" = no date has come yet."""

    row: int
    id: str
    title: str
    place: tuple[str, str, int]
    stage: str
    objectives: tuple[int, ...]
    facts: tuple[tuple[str, str | float], ...]
    timeline: tuple[Moment, ...]
    stays: tuple[Stay, ...]
    links: Links
    verdicts: tuple[Verdict, ...]


def card(dataset: Dataset, row: int, as_of: date, lang: str = "nl", periods: Sequence[Period] | None = None) -> Card:
    """The card of the case in this row of Cases; its verdicts are per phase, or in the given periods."""
    table = dataset.tables["cases"]
    links = _links(dataset, row)
    now = int(stage_now(dataset, as_of)[row])
    bits = int(table.frame["objectives"].iloc[row]) if table.has("objectives") else 0
    asked = [phase_period(p) for p in dataset.phases] if periods is None else periods
    return Card(
        row, shown(table, "case_id", [row])[0], shown(table, "title", [row])[0], table.where(row), ALL[now] if now >= 0 else "",
        tuple(n for n in range(1, 6) if bits >> (n - 1) & 1), _facts(table, row, lang), _timeline(dataset, row, links, as_of, lang),
        _stays(dataset, row, as_of, lang), links, _verdicts(dataset, row, links, asked, as_of, lang),
    )  # fmt: skip


def _links(dataset: Dataset, row: int) -> Links:
    table, columns = dataset.tables["cases"], columns_of(dataset)

    def rows(sheet: str) -> tuple[int, ...]:
        there = sheet in dataset.tables and columns.has(sheet, "case_id")
        return tuple(int(r) for r in np.flatnonzero(columns.link(sheet, "case_id") == row)) if there else ()

    def names(key: str) -> tuple[str, ...]:
        return tuple(n for n in shown(table, key, [row])[0].split("; ") if n)

    match = shown(table, "match_with", [row])[0]
    return Links(
        rows("referrals"), rows("subsidies"), rows("lessons"), _mates(table, row), names("partners"), names("se_companies"), match, names("shared_with")
    )


def _mates(table: Table, row: int) -> tuple[int, ...]:
    """The other cases of the same cluster, however it is spelled."""
    if not table.has("cluster"):
        return ()
    column = table.frame["cluster"].array
    code = int(column.codes[row])
    if code < 0:
        return ()
    mine = organisation_key(str(column.categories[code]))
    same = np.array([*(organisation_key(str(c)) == mine for c in column.categories), False])
    return tuple(int(r) for r in np.flatnonzero(same[np.asarray(column.codes)]) if r != row)


def _facts(table: Table, row: int, lang: str) -> tuple[tuple[str, str | float], ...]:
    found: list[tuple[str, str | float]] = []
    for key in FACTS:
        if not table.has(key):
            continue
        column = table.sheet.by_key[key]
        if column.type == "number":
            number = float(table.frame[key].iloc[row])
            value: str | float = "" if np.isnan(number) else number
        else:
            value = str(organisations(table, lang)[row]) if key == "organisation" else shown(table, key, [row])[0]
        if value != "":
            found.append((column.title(lang), value))
    return tuple(found)


def _timeline(dataset: Dataset, row: int, links: Links, as_of: date, lang: str) -> tuple[Moment, ...]:
    """Every date of the case and of the rows that refer to it, in order; of one day in the order of the workbook."""
    details = {"referrals": "referred_to", "subsidies": "instrument", "lessons": "lesson"}
    found: list[Moment] = []
    for sheet, rows in (("cases", (row,)), *((s, getattr(links, s)) for s in LINKED)):
        for column in contract()[sheet].date_columns:
            if not rows or not dataset.tables[sheet].has(column.key):
                continue
            days = columns_of(dataset).days(sheet, column.key)
            for r in rows:
                if days[r] != NEVER:
                    detail = "" if sheet == "cases" else shown(dataset.tables[sheet], details[sheet], [r])[0]
                    label = column.title(lang) if sheet == "cases" else f"{contract()[sheet].title(lang)}: {column.title(lang)}"
                    found.append(Moment(day_of(int(days[r])), f"{sheet}.{column.key}", label, detail, int(days[r]) > min(day_number(as_of), LAST)))
    return tuple(sorted(found, key=lambda m: m.day))


def _stays(dataset: Dataset, row: int, as_of: date, lang: str) -> tuple[Stay, ...]:
    known = stays(dataset, as_of)
    found = []
    for n in np.flatnonzero(known.case == row):
        stage, enter, leave = ALL[known.stage[n]], int(known.enter[n]), int(known.leave[n])
        until = day_number(as_of) if leave == NEVER else leave
        found.append(Stay(stage, stage_label(stage, lang), day_of(enter), None if leave == NEVER else day_of(leave), until - enter))
    return tuple(sorted(found, key=lambda s: s.enter))


def _verdicts(dataset: Dataset, row: int, links: Links, periods: Sequence[Period], as_of: date, lang: str) -> tuple[Verdict, ...]:
    """What every indicator says about the case itself and about the rows that refer to it."""
    small = _only(dataset, row, links)
    known = {("cases", *dataset.tables["cases"].where(row)): row}
    known |= {(s, *dataset.tables[s].where(r)): r for s in LINKED for r in getattr(links, s)}
    found = []
    for indicator, period in product(catalogue().values(), periods):
        for number, part in enumerate(indicator.parts):
            if part.source not in ("cases", *LINKED) or part.source not in small.tables:
                continue
            table = small.tables[part.source]
            why = part_reasons(small, indicator, number, period, as_of)
            counts = why.counts
            values = row_values(small, indicator, number, period, as_of) if counts.any() else np.full(len(table), None, dtype=object)
            for at in range(len(table)):
                place = (part.source, *table.where(at))
                if place in known:
                    told = why.whys[why.code[at]]
                    cell = table.cell(at, told.column.split(".")[0])
                    found.append(Verdict(
                        indicator, period, part.source, known[place], cell, bool(counts[at]), told.key, sentence(part, told, lang),
                        values[at] if counts[at] else None,
                    ))  # fmt: skip
    return tuple(found)


def _only(dataset: Dataset, row: int, links: Links) -> Dataset:
    """The case with its cluster, which it may need to count, the rows that refer to it, and what the hub has set."""
    kept = {"cases": np.array(sorted({row, *links.cluster_mates}), np.intp), **{s: np.array(getattr(links, s), np.intp) for s in LINKED}}
    tables = {key: t.taken(kept[key]) if key in kept else t for key, t in dataset.tables.items() if key != "attendance"}
    return dataset.with_tables(tables, dataset.withheld)
