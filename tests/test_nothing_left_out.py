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


COUNTED = """
from hypothesis import given, strategies as st
from tests.random_examples import tried

SEEN = []

@tried(3, 9)
@given(st.integers())
def test_property(number):
    SEEN.append(number)

def teardown_module():
    print(f"{len(SEEN)} examples")

def test_other():
    pass
"""


@pytest.mark.parametrize(("marked", "passed", "seen"), [("not campaign", 2, 3), ("campaign", 1, 9)])
def test_random_examples_are_few_each_time_and_all_of_them_in_the_campaign(marked: str, passed: int, seen: int, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_some.py").write_text(COUNTED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-s", "-m", marked, "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert f"{passed} passed" in done.stdout, done.stdout
    assert f"{seen} examples" in done.stdout


def test_how_many_examples_is_said_in_one_way() -> None:
    """So that no property stays at its few; lists of random workbooks are made by annex/cases.py and sql/chance.py, whose tests have campaigns of their own."""
    counting = {p.name for p in (ROOT / "tests").rglob("*.py") if "max_examples" in p.read_text(encoding="utf-8") and p != Path(__file__)}
    assert counting == {"random_examples.py", "cases.py", "chance.py"}


# The tests that `make test` leaves to `make campaigns`: file -> what runs in its place each time.
CAMPAIGNS = {
    "access/test_cold.py": "the same addresses on a server that somebody visited before (access/test_refused.py)",
    "access/test_memory.py": "the same on a server that takes 1 MB, without looking at its memory (access/test_refused.py)",
    "access/test_refused.py": "one of each way to climb out of a folder, to cut and to change a cookie",
    "access/test_replayed.py": "sent twice at once",
    "browser/test_headers.py": "the overview",
    "content/test_exports.py": "CSV and Excel by their own readers, and every report looked into, without LibreOffice",
    "content/test_log.py": "what an error tells (access/test_wordless.py), and what a command says (content/test_exports.py)",
    "content/test_on_screen.py": "an objective with its remarks",
    "store/test_under_fire.py": "the same on SQLite, with five kills and five people",
    "access/test_persons.py": "some of the pages",
    "access/test_signing_in.py": "some of the pages, a sign-in that is forged in one way; what a role may do, by its declaration (access/test_rights.py), and rights that are withdrawn, in the browser",
    "annex/test_recalculation.py": "the same with two random workbooks",
    "browser/test_cold_pages.py": "the same addresses on a server that is ready (ui/test_pages.py, browser/test_journeys.py)",
    "browser/test_hostile_files.py": "the same files without the page (fuzz/test_fuzz.py)",
    "browser/test_keyboard.py": "a link, a summary and a button; the matrix in browser/test_journeys.py",
    "browser/test_printing.py": "both pages, one light and one dark",
    "browser/test_same_as_command.py": "one objective in one phase",
    "fuzz/test_fuzz.py": "most of the specimens, only read, and 500 workbooks at random",
    "reports/test_renderer.py": "the same with fewer pictures",
    "ui/test_behind.py": "in Dutch, and over two kinds of data",
    "ui/test_pages.py": "in Dutch over all kinds of data, in English over the example",
    "sql/test_same_figures.py": "the same with 12 random workbooks, and a sheet or dates that are not there",
    "browser/test_kept.py": "some filters, in browser/test_journeys.py and ui/test_choices.py",
    "browser/test_fast_switching.py": "fifteen switches at once",
    "browser/test_several_signed_in.py": "signing in at one dashboard (access/test_signing_in.py), and two of them without sign-in (browser/test_several_servers.py)",
    "store/test_faults.py": "the same on twenty damaged files; connections lost at some statements (store/test_two_databases.py)",
    "store/test_released.py": "all on SQLite, and on PostgreSQL the store whose schema differs most",
    "ui/test_store_faults.py": "one page",
    "ui/test_erased.py": "some of the pages",
    "ui/test_health.py": "the same answers without a server around them",
    "reports/test_browser_lost.py": "a browser that leaves half a PDF, and one that is no program",
    "browser/test_lost_wire.py": "the same loss at the store (store/test_lost_commits.py)",
    "browser/test_choices.py": "the same choices without a browser (ui/test_choices.py, ui/test_period.py), and filters that survive (browser/test_journeys.py)",
    "browser/test_notes.py": "the same without a browser (ui/test_notes.py), and what another program wrote (ui/test_shelf.py)",
    "access/test_server_log.py": "lines of every kind of writer (ui/test_lines.py)",
    "browser/test_several_servers.py": "the same two servers behind nginx, asked for headers and limits",
}


# Tests that try the same on every page: each time on some (`EACH_TIME` in browser/conftest.py), in the campaign on all.
EVERY_PAGE = {
    "browser/test_accessibility.py", "browser/test_every_download.py", "browser/test_every_page.py", "browser/test_languages.py", "browser/test_layout.py",
}  # fmt: skip


def test_a_campaign_is_declared_and_runs_before_a_change_lands() -> None:
    folder = ROOT / "tests"
    marked = {p.relative_to(folder).as_posix() for p in folder.rglob("test_*.py") if "mark.campaign" in p.read_text(encoding="utf-8") and p != Path(__file__)}
    alike = {p.relative_to(folder).as_posix() for p in folder.rglob("test_*.py") if ", each(" in p.read_text(encoding="utf-8") and p != Path(__file__)}
    assert marked == set(CAMPAIGNS)
    assert alike == EVERY_PAGE
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert 'pytest -m "not campaign" ' in recipes
    assert "pytest -m campaign " in recipes
    landing = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"test", "campaigns"} <= set(" ".join(landing).split())
    assert "export CI=true" in landing, "nothing is left out there, whoever starts it"
    assert "campaign" not in next(line for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines() if line.startswith("addopts"))
