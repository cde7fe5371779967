"""Referrals as a flow: from where a case came in, through the Hub, to the organisation it was referred to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from data.dataset import Dataset
from data.names import organisation_keys
from locales import text
from metrics.columns import Columns, Indices, columns_of
from metrics.engine import Reason, lacking
from metrics.flow import within
from metrics.indicator import Distinct, Key
from metrics.keys import pairs
from metrics.periods import Period
from metrics.spelling import EMPTY, REST, UNKNOWN, empty_label, spellings, texts_of

TAKEN, REJECTED = "Opgenomen", "Afgewezen"  # values of Resultaat; anything else is still open


@dataclass(frozen=True)
class FlowLink:
    """One band of the flow, in referrals. Key "" = not filled in, "?" = the case is unknown, "+" = the smaller ones together.

    `taken`, `rejected` and `open` say what became of them (only to organisations; None where Resultaat is absent).
    """

    key: str
    label: str
    count: int
    taken: int | None = None
    rejected: int | None = None
    open: int | None = None


@dataclass(frozen=True)
class ReferralFlow:
    """Referrals in a period, each case once per organisation (as D3.1). What goes into the Hub comes out: `sources` and `targets` both
    add up to `total`, and so do the counts of `cross` (source key, target key, count).
    """

    total: int | None
    sources: tuple[FlowLink, ...] = ()
    targets: tuple[FlowLink, ...] = ()
    cross: tuple[tuple[str, str, int], ...] = ()
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


def referral_flow(dataset: Dataset, period: Period, as_of: date, lang: str = "nl", most: int = 12) -> ReferralFlow:
    """The flow of the period; beyond `most` organisations the smaller ones are taken together."""
    absent = lacking(dataset, [("referrals", k) for k in ("", "case_id", "referred_to", "date")])
    if absent:
        return ReferralFlow(None, reason=absent)
    columns = columns_of(dataset)
    rows = _one_per_pair(columns, np.flatnonzero(within(columns.days("referrals", "date").astype(np.int32), period, as_of)))
    sources = _sources(dataset, columns, rows)
    names = spellings(columns, [("referrals", "referred_to")])
    targets = organisation_keys([str(t) for t in texts_of(dataset.tables["referrals"], "referred_to")[rows]]) if len(rows) else []
    often = Counter(targets)
    kept = {k for k, _ in sorted(often.items(), key=lambda i: (-i[1], i[0]))[: most if len(often) > most else None]}
    targets = [t if t in kept else REST for t in targets]
    has_result = lacking(dataset, [("referrals", "outcome")])
    results = list(texts_of(dataset.tables["referrals"], "outcome")[rows])
    labels = names | {EMPTY: empty_label(lang), UNKNOWN: text("explore.unknown_case", lang), REST: text("explore.rest", lang)}
    lacks = [r for r in (has_result, lacking(dataset, [("cases", "source")])) if r]
    return ReferralFlow(
        len(rows),
        tuple(FlowLink(k, labels.get(k, k), n) for k, n in _ordered(sources)),
        tuple(_target(k, labels[k], n, None if has_result else [r for r, t in zip(results, targets, strict=True) if t == k]) for k, n in _ordered(targets)),
        tuple((s, t, n) for (s, t), n in sorted(Counter(zip(sources, targets, strict=True)).items())),
        missing=tuple(lacks),
    )


def _one_per_pair(columns: Columns, rows: Indices) -> Indices:
    """Of each case and organisation the latest referral, since that knows best what became of it."""
    pair = pairs(columns, "referrals", Distinct((Key("case_id"), Key("referred_to"))))[rows]
    rows, pair = rows[pair >= 0], pair[pair >= 0]
    order = np.lexsort((rows, columns.days("referrals", "date")[rows], pair))
    last = np.append(np.diff(pair[order]) != 0, True)[: len(order)]
    latest: Indices = rows[order[last]]
    return latest


def _sources(dataset: Dataset, columns: Columns, rows: Indices) -> list[str]:
    """How the case behind each referral came in."""
    if "cases" not in dataset.tables:
        return [UNKNOWN] * len(rows)
    case = columns.link("referrals", "case_id")[rows]
    came = np.append(texts_of(dataset.tables["cases"], "source"), UNKNOWN)
    return [str(s) for s in came[case]]


def _ordered(keys: Iterable[str]) -> list[tuple[str, int]]:
    """The most frequent first; what is taken together or not known last."""
    return sorted(Counter(keys).items(), key=lambda i: (i[0] in (EMPTY, UNKNOWN, REST), -i[1], i[0]))


def _target(key: str, label: str, count: int, results: list[str] | None) -> FlowLink:
    if results is None:
        return FlowLink(key, label, count)
    taken, rejected = results.count(TAKEN), results.count(REJECTED)
    return FlowLink(key, label, count, taken, rejected, count - taken - rejected)
