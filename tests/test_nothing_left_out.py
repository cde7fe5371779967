"""With CI=true a test that is left out fails; elsewhere it is named. What takes too long for each time is declared here, and runs before a change lands."""

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


# The tests that `make test` leaves to `make campaigns`: file -> what runs in its place each time.
CAMPAIGNS = {
    "store/test_under_fire.py": "the same with 20 kills",
    "access/test_signing_in.py": "what a role may do, by its declaration (access/test_rights.py), and rights that are withdrawn, in the browser",
    "annex/test_recalculation.py": "the same with five random workbooks",
    "sql/test_same_figures.py": "the same with 25 random workbooks",
    "browser/test_kept.py": "some filters, in browser/test_journeys.py and ui/test_choices.py",
    "browser/test_several_signed_in.py": "signing in at one dashboard (access/test_signing_in.py), and two of them without sign-in (browser/test_several_servers.py)",
    "browser/test_several_servers.py": "the same two servers behind nginx, asked for headers and limits",
}


# Tests that try the same on every page: each time on some (`EACH_TIME` in browser/conftest.py), in the campaign on all.
EVERY_PAGE = {"browser/test_accessibility.py", "browser/test_every_download.py", "browser/test_every_page.py", "browser/test_languages.py"}


def test_a_campaign_is_declared_and_runs_before_a_change_lands() -> None:
    folder = ROOT / "tests"
    marked = {p.relative_to(folder).as_posix() for p in folder.rglob("test_*.py") if "mark.campaign" in p.read_text(encoding="utf-8") and p != Path(__file__)}
    alike = {p.relative_to(folder).as_posix() for p in folder.rglob("test_*.py") if ", each(" in p.read_text(encoding="utf-8") and p != Path(__file__)}
    assert marked == set(CAMPAIGNS)
    assert alike == EVERY_PAGE
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert 'pytest -m "not campaign" ' in recipes
    assert "pytest -m campaign " in recipes
    assert {"test", "campaigns"} <= set((ROOT / ".ci" / "run").read_text(encoding="utf-8").split())
    assert "campaign" not in next(line for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines() if line.startswith("addopts"))
