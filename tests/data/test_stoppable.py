"""Reading happens where it can be stopped: too long, too much memory or a process that falls over end in a sentence, and the next file is read."""

import faulthandler
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data import stoppable as module
from data.archive import Limits
from data.content import fingerprint
from data.errors import Unusable
from data.parcel import Told
from data.raw import Source
from data.reader import read
from data.stoppable import StoppedError, stoppable
from tests.data.books import CASES, workbook
from tests.fuzz.parts import HEADER, row, small, text

GOOD = workbook({"Cases": [CASES, ["K1", "Een vraag", "15/01/2024"]]})
WHO = ("Jan", "Janssens")
SMALL = Limits(seconds=60, memory_gib=0.5)
SHORT = Limits(seconds=4)
ROOT = Path(__file__).parents[2]
# Where a row number says 4,294,967,295 the library asks for that many rows at once, and its process is gone.
FATAL = Source("groot.xlsx", small(HEADER, row(4_294_967_295, text("A4294967295", "K2"))))


def sleep(told: Told) -> None:
    told(0)
    time.sleep(600)


def sleep_a_little_each(count: int, told: Told) -> str:
    for place in range(count):
        told(place)
        time.sleep(1.1)
    return "done"


def compute(told: Told) -> None:
    end = time.process_time() + 1.1
    while time.process_time() < end:
        pass


def grow(told: Told) -> int:
    told(0)
    return len([bytes(1 << 20) for _ in range(2000)])


def fall_over(told: Told) -> None:
    told(0)
    faulthandler._sigsegv()


def end(told: Told) -> None:
    os._exit(3)


def fail(told: Told) -> None:
    raise ZeroDivisionError(" ".join(WHO))


def number(told: Told) -> int:
    return os.getpid()


@pytest.fixture(params=["split", "fresh"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to have a process: a copy of this one (a command), and a fresh one (a server, in which other threads run)."""
    module.close()
    monkeypatch.setattr(module, "_alone", lambda: request.param == "split")
    return request.param


@pytest.mark.parametrize(("function", "key", "limits"), [(sleep, "file-slow", SHORT), (grow, "file-heavy", SMALL), (end, "file-fatal", SMALL)])
def test_what_is_stopped_says_why_and_the_next_one_runs(function: Callable[[Told], object], key: str, limits: Limits) -> None:
    _stopped(function, key, limits)


def test_a_process_that_falls_over_takes_nothing_with_it(way: str) -> None:
    _stopped(fall_over, "file-fatal", SMALL)


def _stopped(function: Callable[[Told], object], key: str, limits: Limits) -> None:
    with pytest.raises(StoppedError) as error:
        stoppable(function, limits=limits)
    assert error.value.key == key
    assert error.value.place == (-1 if function is end else 0)
    for lang in ("nl", "en"):
        assert "a.xlsx" in error.value.about(["a.xlsx"], limits).message(lang)
    assert stoppable(number, limits=SMALL) != os.getpid()


def test_each_file_has_the_time_for_itself() -> None:
    assert stoppable(sleep_a_little_each, 5, limits=SHORT) == "done"


def test_the_process_is_used_again_and_another_one_after_a_long_work(way: str) -> None:
    first, again = stoppable(number, limits=SMALL), stoppable(number, limits=SMALL)
    assert first == again
    stoppable(compute, limits=SMALL)
    assert stoppable(number, limits=SMALL) != first


def test_an_error_comes_back_as_itself_and_the_log_does_not_repeat_its_words(caplog: pytest.LogCaptureFixture) -> None:
    before = stoppable(number, limits=SMALL)
    with pytest.raises(ZeroDivisionError):
        stoppable(fail, limits=SMALL)
    assert stoppable(number, limits=SMALL) == before, "an error of the file's is no reason for another process"
    assert "ZeroDivisionError" in caplog.text
    assert "in fail" in caplog.text
    assert "Jan Janssens" not in caplog.text


@pytest.mark.parametrize("files", [[FATAL], [FATAL, GOOD], [GOOD, FATAL]])
def test_where_reading_falls_over_at_a_file_there_are_no_figures_without_it(files: list[Source]) -> None:
    """A version of two files whose reading is stopped once must never be shown with one of them (another day it is read whole)."""
    with pytest.raises(Unusable, match=r"groot\.xlsx.* is vastgelopen"):
        read(files, limits=SMALL)


def test_many_at_once_are_read_one_after_another_and_each_right() -> None:
    alone = fingerprint(read([GOOD]))
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda n: _refused() if n % 10 == 5 else fingerprint(read([GOOD])), range(24)))
    assert [n for n, what in enumerate(found) if what != alone] == [5, 15]
    assert found[5] == found[15] == "file-fatal"


def _refused() -> str:
    with pytest.raises(Unusable) as error:
        read([FATAL], limits=SMALL)
    return error.value.key


def test_no_process_stays_behind_when_the_one_that_asks_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, signal, threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
        "from data.archive import Limits\n"
        "from data.stoppable import stoppable\n"
        "from tests.data.test_stoppable import number\n"
        "print(stoppable(number, limits=Limits()), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    worker = Path("/proc") / done.stdout.strip()
    assert done.returncode == -9, done.stderr
    while worker.exists():  # it ends by itself; the test's own limit says when that takes too long
        time.sleep(0.05)


def test_a_command_leaves_no_process_waiting_that_it_did_not_ask_for() -> None:
    program = (
        "from data import stoppable\n"
        "from data.archive import Limits\n"
        "from tests.data.test_stoppable import compute\n"
        "stoppable.stoppable(compute, limits=Limits())\n"
        "print(stoppable._alone(), stoppable._waiting)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "True []\n", done.stderr


def test_a_server_has_one_ready_before_it_is_asked() -> None:
    module.close()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    module.begin()
    assert len(module._waiting) == 1
    ready = module._waiting[0]
    assert stoppable(number, limits=SMALL) == ready.process.pid
    stop.set()
    thread.join()


def test_what_reading_may_take_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_MAX_SECONDS", "7.5")
    monkeypatch.setenv("IMPACTMONITOR_MAX_MEMORY_GIB", "0.25")
    limits = Limits.from_settings()
    assert (limits.seconds, limits.memory_gib) == (7.5, 0.25)
    monkeypatch.delenv("IMPACTMONITOR_MAX_MEMORY_GIB")
    assert 0 < Limits.from_settings().memory_gib <= Limits.memory_gib
