"""A browser that dies while it makes the pictures of a report: what comes out is whole or is told in a sentence, and the next report works again."""

import os
import random
import signal
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pytest

from data.errors import UserError
from reports.formats import Order, parts
from reports.page import pdf as printing
from reports.page.pdf import pdf
from reports.renderer import renderer
from tests.reliability.record import record
from tests.reports.asked import example, report, request

pytestmark = pytest.mark.browser


@contextmanager
def killing(every: float, chance: random.Random) -> Iterator[list[int]]:
    """The browser that makes pictures is killed again and again while this lasts."""
    stop, killed = threading.Event(), []

    def kill() -> None:
        while not stop.wait(every * (0.5 + chance.random())):
            process = renderer().browser_process
            if process is not None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process, signal.SIGKILL)
                    killed.append(process)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


@pytest.mark.campaign
def test_a_browser_that_is_killed_again_and_again_costs_pictures_and_never_the_report() -> None:
    order = Order(example(), request(parts=("summary", "social")))
    whole = {m.name for m in parts(order)}
    tried = killed = 0
    for seed, every in enumerate((0.3, 1.5)):
        with killing(every, random.Random(seed)) as dead:
            made = list(parts(order))
        assert {m.name for m in made} == whole
        for part in made:
            assert bool(part.content) != bool(part.reason), part.name
            assert part.content is None or _sound(part.name, part.content), part.name
            assert part.content is not None or "Probeer het nog eens" in part.reason
        killed += len(dead)
        tried += 1
        assert all(m.content for m in parts(order)), "and the next one is whole again"
    assert killed >= tried
    record("faults_browser", tried=killed, failed=0, note=f"browsers killed during {tried} reports with all their pictures")


def _sound(name: str, content: bytes) -> bool:
    match Path(name).suffix:
        case ".png":
            return content.startswith(b"\x89PNG") and content.rstrip().endswith(b"IEND\xaeB`\x82")
        case ".svg" | ".html":
            return content.rstrip().endswith((b"</svg>", b"</html>"))
        case ".pdf":
            return content.rstrip().endswith(b"%%EOF")
    return zipfile.ZipFile(BytesIO(content)).testzip() is None


@pytest.mark.campaign
@pytest.mark.parametrize("moments", [24])
def test_a_browser_that_is_killed_while_it_prints_gives_a_whole_pdf_or_a_sentence(moments: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf(report())
    real, ends = subprocess.Popen, []
    for moment in range(moments):

        def begun(*arguments: object, moment: int = moment, **more: object) -> subprocess.Popen[bytes]:
            process = real(*arguments, **more)  # type: ignore[call-overload]
            threading.Timer(0.05 + 1.5 * moment / moments, _end, args=(process,)).start()
            return process

        with monkeypatch.context() as patch:
            patch.setattr(printing.subprocess, "Popen", begun)
            try:
                made = pdf(report())
            except UserError as error:
                ends.append(error.key)
            else:
                ends.append("whole")
                assert made == whole
    assert set(ends) <= {"pdf-failed", "whole"}
    record("faults_pdf", tried=moments, failed=0, note=f"{ends.count('whole')} whole, {ends.count('pdf-failed')} told as not made")
    assert "pdf-failed" in ends
    assert pdf(report()) == whole


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


SCRIPT = "#!/bin/sh\n{}\n"


@pytest.mark.parametrize("words", [
    'for word in "$@"; do case $word in --print-to-pdf=*) printf "%%PDF-1.4 halfway" > "${word#*=}";; esac; done; kill -9 $$',
    'for word in "$@"; do case $word in --print-to-pdf=*) printf "%%PDF-1.4 halfway" > "${word#*=}";; esac; done',
    "exit 3",
])  # fmt: skip
def test_a_pdf_that_was_not_written_to_its_end_is_none(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text(SCRIPT.format(words), encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("CHROMIUM", str(program))
    with pytest.raises(UserError, match="PDF kon niet"):
        pdf(report())


def test_a_browser_that_can_t_be_started_or_a_disk_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_bytes(b"\x7fELF geen programma")
    program.chmod(0o700)
    with monkeypatch.context() as patch:
        patch.setenv("CHROMIUM", str(program))
        with pytest.raises(UserError, match="PDF kon niet"):
            pdf(report())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "weg"))
    with pytest.raises(UserError, match="PDF kon niet"):
        pdf(report())
