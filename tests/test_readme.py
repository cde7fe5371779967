"""What the README and the documentation tell people to type or open is there, and works as far as a test can try it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from data.store.store import open_store
from data.store.transfer import export_store

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "GLOSSARY.md", *sorted((ROOT / "docs").glob("*.md"))]
MODULES = {"pip", "pytest", "venv", "streamlit"}


def texts(pattern: str) -> list[str]:
    return sorted({hit for page in PAGES for hit in re.findall(pattern, page.read_text(encoding="utf-8"))})


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def targets() -> list[str]:
    return sorted({target for line in texts(r"(?:`|\n)make ([a-z ]+)") for target in line.split()})


def test_every_make_target_in_the_text_exists() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "help"} <= set(targets())
    assert set(targets()) <= known


def test_make_help_lists_every_target() -> None:
    shown = run("make", "--no-print-directory", "help").stdout
    for target in ("run", "test", "lint", "types", "bench", "lock", "help"):
        assert f"make {target} " in shown


# What names folders of its own is followed to the letter elsewhere: docs/hubs.md by tests/hubs/test_documentation.py.
OURS = [c for c in texts(r"python -m ((?:data|metrics|reports)[^`#\n]*)") if "/srv/" not in c]


@pytest.mark.parametrize("command", OURS)
def test_our_own_commands_run_as_written(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a store of their own, which is there unless they make it."""
    store = f"sqlite:///{tmp_path / 'store.db'}"
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", store)
    made = {"sjabloon.xlsx", "verbeterd.xlsx", "backup.zip", "rapport.docx"}
    words = [str(tmp_path / Path(w).name) if Path(w).name in made else w for w in command.split()]
    if words[:2] == ["data", "import"]:
        export_store(open_store(f"sqlite:///{tmp_path / 'old.db'}"), tmp_path / "backup.zip")
    else:
        open_store(store)
    done = run(sys.executable, "-m", *words)
    assert done.returncode in ((0, 1) if words[:2] == ["data", "check"] else (0,)), done.stderr
    assert "Traceback" not in done.stderr


def test_other_python_commands_name_known_modules_and_files() -> None:
    lines = [line for page in PAGES for line in page.read_text(encoding="utf-8").splitlines() if "python -m" in line or "Scripts\\python" in line]
    for line in lines:
        for module in re.findall(r"-m (\w+)", line):
            assert module in MODULES | {"data", "metrics", "reports", "benchmarks", "tests"}, line
        for name in re.findall(r"-r (\S+)|run (\S+\.py)", line):
            assert (ROOT / next(filter(None, name))).exists(), line


SAY_WHICH = {"reliability.md"}  # says once which python all of its commands mean; names no command to type


def test_a_command_names_a_python_that_is_there() -> None:
    """Debian has none that is called `python`, and the program's is that of the virtual environment."""
    for page in PAGES:
        loose = re.findall(r"(?<![\w/\\])python -[mc].*", page.read_text(encoding="utf-8"))
        assert loose == [] or page.name in SAY_WHICH, (page.name, loose)


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_path_in_backticks_exists() -> None:
    for name in texts(r"`([\w.]+/(?:[\w./-]*))`"):
        assert (ROOT / name).exists() or name.startswith(".venv"), name


def test_the_lock_files_are_pinned_hashed_and_name_no_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*", text, re.MULTILINE)
        assert packages
        assert all("==" in package for package in packages)
        assert text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)(?= \\)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    again = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert all(f"{package}=={version} " in again for package, version in pinned.items())
