"""A line of the server's log can be read by a program, and holds nothing that a visitor, a file or a cell said."""

import json
import logging
import os
import subprocess
import sys

import pytest

from data.events import event
from scripts.serving import ROOT
from tests.access.conftest import MAIL, PERSON
from ui.lines import Lines, facts

SCRIPT = f"""
import asyncio, logging, threading, warnings
from streamlit.logger import get_logger
from ui import wordless, lines
wordless.install(); lines.install(); lines.install()
from data.events import event
event("stored", act="confirm", version=3, files=1, seconds=0.12345, who={PERSON!r}, file="levering van {PERSON}.xlsx")
def of_the_cell():
    raise KeyError({PERSON!r})
try:
    of_the_cell()
except KeyError as error:
    event("page-failed", logging.ERROR, error=error, version=3)
    get_logger("streamlit.begun.later").error("Of {PERSON}: " + str(error), exc_info=error)
    logging.getLogger("uvicorn.error").error("Of %s", {PERSON!r})
    logging.getLogger("openpyxl").warning("cell {MAIL}")
    asyncio.new_event_loop().call_exception_handler({{"message": {PERSON!r}, "exception": error}})
warnings.warn({PERSON!r})
one = threading.Thread(target=of_the_cell); one.start(); one.join()
"""


def said(form: str) -> list[str]:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=120, env=os.environ | {"IMPACTMONITOR_LOG": form})
    assert ran.returncode == 0, ran.stderr
    for word in (*PERSON.split(), MAIL):
        assert word not in ran.stderr, ran.stderr
    return ran.stderr.splitlines()


def test_every_line_is_an_object() -> None:
    lines = [json.loads(line) for line in said("json")]
    assert all({"time", "level", "event"} <= line.keys() for line in lines)
    first = lines[0]
    assert {k: first[k] for k in first if k != "time"} == {
        "level": "info", "event": "stored", "act": "confirm", "version": 3, "files": 1, "seconds": 0.123, "who": "?", "file": "?",
    }  # fmt: skip
    failed = [line for line in lines if line.get("error") == "KeyError"]
    assert len(failed) >= 4
    assert all("of_the_cell" in line["trace"] for line in failed)
    assert [line["said"] for line in lines if line.get("logger") == "uvicorn.error"] == ["Of %s"], "what others write is told by its fixed part"
    assert {"stored", "page-failed", "other", "thread-failed"} <= {line["event"] for line in lines}


def test_in_words_it_says_the_same() -> None:
    lines = said("text")
    assert lines[0].split(" ", 1)[1] == "info stored act=confirm version=3 files=1 seconds=0.123 who=? file=?"
    assert any(" error page-failed version=3 error=KeyError" in line for line in lines)
    assert any("in of_the_cell" in line for line in lines)


@pytest.mark.parametrize("told", [PERSON, MAIL, "levering maart.xlsx ", "/home/an/x", "K1\n", "", "é" * 3, "x" * 41, "2024", "an@"])
def test_a_fact_that_is_no_word_of_the_program_is_left_out(told: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        event("stored", act=told, version=1)
    assert caplog.records[-1].facts == {"act": "?", "version": 1}  # type: ignore[attr-defined]


def test_a_reason_stays_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    event("store-not-opened", logging.ERROR, reason="connection\nrefused " + "x" * 500)
    record = caplog.records[-1]
    assert facts(record)["reason"] == ("connection refused " + "x" * 500)[:200]
    assert Lines(json_lines=False).format(record).count("\n") == 0
