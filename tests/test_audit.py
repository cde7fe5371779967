"""What an audit of the packages says, with and without a registry."""

import json
from datetime import date, timedelta

import pytest

from tests import audit

ANSWER = {
    "dependencies": [{"name": "a", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}, {"name": "b", "version": "2.0", "vulns": []}],
    "fixes": [],
}


@pytest.mark.parametrize(("answer", "age", "code", "said"), [
    (json.dumps(ANSWER), 0, 1, "a 1.0: CVE-1, mended in 1.1"), (json.dumps({"dependencies": ANSWER["dependencies"][1:]}), 999, 0, "0 known faults"), ("", 30, 0, "30 days old"),
    ("{}", 30, 0, "can't be reached"), ("niets", 121, 1, "121 days old"),
])  # fmt: skip
def test_a_known_fault_fails_and_silence_only_with_an_old_lock(
    answer: str, age: int, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "asked", lambda: answer)
    monkeypatch.setattr(audit, "locked", lambda: date.today() - timedelta(days=age))
    assert audit.main() == code
    assert said in capsys.readouterr().out


def test_the_lock_has_a_day() -> None:
    assert date(2024, 1, 1) < audit.locked() <= date.today() + timedelta(days=1)
