"""Every indicator against small sheets that a person can check by hand: the figure, and the word about each row."""

from math import isnan

import pytest

from data.contract import contract
from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.trace import trace
from tests.metrics.build import dataset
from tests.metrics.specs import Spec, specs

SPECS = list(specs())
SHEET = {s.name: s.key for s in contract().values()}


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: f"{s.indicator}: {s.what[:40]}")
def test_the_figure(spec: Spec) -> None:
    values = evaluate(dataset(spec.sheets), catalogue()[spec.indicator], [spec.period], spec.as_of)
    got = {
        "value": _number(values.value[0]), "numerator": _number(values.numerator[0]), "denominator": _number(values.denominator[0]),
        "used": int(values.used[0]), "eligible": int(values.eligible[0]), "reason": values.reason[0] and str(values.reason[0]),
    }  # fmt: skip
    wanted = {"reason": None, **spec.expected}
    assert {key: got[key] for key in wanted} == pytest.approx(wanted)


@pytest.mark.parametrize("spec", [s for s in SPECS if s.notes], ids=lambda s: f"{s.indicator}: {s.what[:40]}")
def test_the_word_about_each_row(spec: Spec) -> None:
    traced = {p.source: p for p in trace(dataset(spec.sheets), catalogue()[spec.indicator], spec.period, spec.as_of).parts}
    for name, notes in spec.notes.items():
        rows = traced[SHEET[name]].rows
        said = ["ja" if counts else reason.split(": ", 1)[1] for counts, reason in zip(rows["counts"], rows["reason"], strict=True)]
        assert said == notes


def test_every_indicator_has_a_spec_with_a_row_that_does_not_count() -> None:
    trapped = {s.indicator for s in SPECS if any(note != "ja" for notes in s.notes.values() for note in notes)}
    assert trapped == set(catalogue())


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
