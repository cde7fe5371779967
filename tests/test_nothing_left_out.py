"""With CI=true a test that is left out fails; elsewhere it is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPS = """
import pytest

def test_runs():
    pass

@pytest.mark.skip(reason="too slow here")
def test_left_out():
    pass
"""


@pytest.mark.parametrize(("ci", "code", "words"), [("true", 1, "nothing may be"), ("", 0, "left out: test_some.py::test_left_out")])
def test_a_skip_fails_only_in_ci(ci: str, code: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_some.py").write_text(SKIPS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == code, done.stdout
    assert words in done.stdout
