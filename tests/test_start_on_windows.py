"""start.cmd can't run here, so what it says is held against the Makefile, and what it leans on is tried."""

import re
import subprocess
import webbrowser
from pathlib import Path

import pytest

from scripts import opening
from scripts.serving import serve

ROOT = Path(__file__).parent.parent
RAW = (ROOT / "start.cmd").read_bytes()
SCRIPT = RAW.decode("ascii")  # a command prompt reads other signs in its own code page
LINES = SCRIPT.splitlines()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def made(name: str) -> str:
    """A variable of the Makefile."""
    found = re.search(rf"^{name} := (.*)$", MAKEFILE, re.MULTILINE)
    assert found
    return found[1]


def command(of: str) -> list[str]:
    """The words of the one line of start.cmd that runs a module."""
    (line,) = [line for line in LINES if f"-m {of} " in line]
    return line.split(f"-m {of} ")[1].split()


def test_it_has_the_line_endings_of_windows_also_after_a_checkout() -> None:
    assert RAW.count(b"\n") == RAW.count(b"\r\n") > 40
    attribute = subprocess.run(["git", "check-attr", "eol", "start.cmd"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert attribute.strip().endswith("crlf")


def test_it_installs_with_the_flags_of_the_makefile() -> None:
    assert command("pip") == [*made("PIP").split("-m pip ")[1].split(), "-r", "requirements.txt"]
    assert "$(PIP) -r requirements.txt" in MAKEFILE


def test_it_serves_with_the_command_of_the_makefile() -> None:
    (line,) = re.findall(r"-m streamlit (.*)", MAKEFILE)
    assert command("streamlit") == line.replace("$(PORT)", "%PORT%").split()
    (port,) = re.findall(r"^PORT \?= (\d+)$", MAKEFILE, re.MULTILINE)
    assert f'set "PORT={port}"' in SCRIPT


def test_it_asks_for_the_python_of_the_makefile() -> None:
    (wanted,) = re.findall(r"sys\.version_info < (\(\d+, \d+\))", MAKEFILE)
    assert re.findall(r"sys\.version_info < (\(\d+, \d+\))", SCRIPT) == [wanted, wanted]
    assert SCRIPT.count(made("RUNTIME").partition("/")[2]) == 1, "the same sign that the packages are there"


def test_every_failure_says_one_sentence_and_waits() -> None:
    blocks = re.findall(r"\(\r\n(.*?)\r\n\)", SCRIPT, re.DOTALL)
    assert len(blocks) == SCRIPT.count("goto stop") == 5
    for block in blocks:
        said, way = [line.strip() for line in block.splitlines()]
        assert re.fullmatch(r"echo [A-Z][^()&|<>^]*\.", said), "a sign that means something to the prompt would cut the sentence off"
        assert way == "goto stop"
    assert LINES[-3:] == [":stop", "pause", "exit /b 1"]
    labels = {line[1:] for line in LINES if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", SCRIPT)) <= labels


@pytest.mark.parametrize("answers", [True, False])
def test_the_browser_opens_once_the_server_answers(answers: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    if not answers:
        assert opening.main("1", patience=1.5) is False
        assert opened == []
        return
    with serve() as address:
        port = address.rpartition(":")[2]
        assert opening.main(port) is True
    assert opened == [f"http://localhost:{port}"]
