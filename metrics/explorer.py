"""All cases as one list that can be searched, with where each case stands."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.citizens import citizens
from data.dataset import Dataset, Table
from data.names import fold
from locales import text
from metrics.columns import NEVER, columns_of, day_number, day_of
from metrics.engine import Reason
from metrics.spelling import texts_of
from metrics.stages import ALL, reason, stage_label, stage_now, stays

SHOWN = (
    "organisation",
    "organisation_type",
    "municipality",
    "material_stream",
    "cluster",
    "ecosystem",
    "scale",
    "partners",
    "se_companies",
    "source",
    "sector",
)
SEARCHED = ("id", "title", "status", "stop_reason", "match_with", *SHOWN)


@dataclass(frozen=True)
class CaseList:
    """One line per case in `frame`: row (in Cases), id, title, stage_key ("" = no date yet), stage, since, days, status, intake,
    objectives ("3; 4"), the columns `SHOWN`, and `search`, the text in which one searches. No names of persons.
    """

    frame: pd.DataFrame
    reason: Reason | None = None


def cases(dataset: Dataset, as_of: date, lang: str = "nl") -> CaseList:
    """Every case as it stands on `as_of`, in the order of the sheet."""
    absent = reason(dataset)
    if absent:
        return CaseList(pd.DataFrame(columns=["row", "id", "title", "search"]), absent)
    table = dataset.tables["cases"]
    now = stage_now(dataset, as_of)
    since = _since(dataset, as_of)
    labels = np.array([*(stage_label(s, lang) for s in ALL), text("explore.no_stage", lang)], dtype=object)
    frame = pd.DataFrame({
        "row": np.arange(len(table)),
        "id": texts_of(table, "case_id"),
        "title": texts_of(table, "title"),
        "stage_key": np.array([*ALL, ""], dtype=object)[now],
        "stage": labels[now],
        "since": _dates(since),
        "days": pd.array(np.where(since == NEVER, -1, day_number(as_of) - since), dtype="Int64"),
        "status": texts_of(table, "status"),
        "intake": _dates(columns_of(dataset).days("cases", "intake_date").astype(np.int32)),
        "objectives": _objectives(table),
    })
    frame.loc[since == NEVER, "days"] = pd.NA
    for key in SHOWN:
        frame[key] = organisations(table, lang) if key == "organisation" else texts_of(table, key)
    frame["search"] = _search(table, frame)
    return CaseList(frame)


def find(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    """The cases that hold every word, whatever the case and the accents."""
    for word in fold(words).split():
        frame = frame[frame["search"].str.contains(word, regex=False)]
    return frame


def organisations(table: Table, lang: str = "nl") -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """Organisatie per case; of a citizen it only says that it is one."""
    names = texts_of(table, "organisation")
    return np.where(citizens(table), text("explore.citizen", lang), names).astype(object)


def _since(dataset: Dataset, as_of: date) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    known = stays(dataset, as_of)
    found = np.full(len(dataset.tables["cases"]), NEVER, np.int32)
    found[known.case[known.open]] = known.enter[known.open]
    return found


def _dates(days: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> list[date | None]:
    different = {int(d): None if d == NEVER else day_of(int(d)) for d in np.unique(days)}
    return [different[int(d)] for d in days]


def _objectives(table: Table) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    if not table.has("objectives"):
        return np.full(len(table), "", dtype=object)
    said = np.array(["; ".join(str(n) for n in range(1, 6) if bits >> (n - 1) & 1) for bits in range(32)], dtype=object)
    found: np.ndarray[tuple[int, ...], np.dtype[np.object_]] = said[table.frame["objectives"].to_numpy() & 31]
    return found


def _search(table: Table, frame: pd.DataFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """All texts of a case in one, without case and accents; each different text is folded once."""
    found = np.full(len(table), "", dtype=object)
    for key in SEARCHED:
        codes, different = pd.factorize(np.asarray(frame[key] if key in frame else texts_of(table, key), dtype=object))
        found += np.array([*(f"{fold(str(t))} " for t in different), ""], dtype=object)[codes]
    return found
