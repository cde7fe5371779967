"""docs/reliability.md says what the runs found, and nothing else."""

import json

import pytest

from tests.reliability import record
from tests.reliability.table import TARGET, lines, page


def test_the_page_is_what_the_runs_found() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run `python -m tests.reliability`"


def test_every_line_was_run() -> None:
    """A line without a run would be a promise."""
    assert lines()
    assert all(line.found for line in lines())


def test_nothing_failed_the_last_time() -> None:
    assert not [(line.what, line.found["failed"]) for line in lines() if line.found["failed"]]


def test_a_run_writes_only_when_asked(tmp_path, monkeypatch) -> None:
    (tmp_path / "one.yaml").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(record, "TRIED", tmp_path)
    monkeypatch.setattr(record, "MEASURED", tmp_path)
    monkeypatch.delenv(record.ASKED, raising=False)
    record.record("one", tried=3, failed=0)
    assert not (tmp_path / "one.json").exists()
    monkeypatch.setenv(record.ASKED, "1")
    record.record("one", tried=3, failed=0, seed=7)
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["tried"] == 3
    with pytest.raises(KeyError):
        record.record("other", tried=1, failed=0)
