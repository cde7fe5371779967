"""Work on files that strangers made, where it can be stopped: in a process of its own, with a limit of time and of memory.

A server keeps one such process ready and starts another beside it when more people deliver at once; a command, in which nothing else runs,
splits itself instead, which costs nothing. Whatever a file does to the process that reads it, this one goes on and says it in a sentence.
"""

import atexit
import contextlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeVar

from data.archive import READERS, Limits
from data.errors import Figure, Unusable, UserError
from data.events import event
from data.parcel import receive, send
from data.worker import prepare, serve

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
START = 120  # seconds within which a process is there; it takes less than one
FIRST = 200  # the copy speaks over file descriptors that are surely not in use for something else
_GONE = (EOFError, OSError, pickle.UnpicklingError)
_turns = threading.BoundedSemaphore(READERS)
_waiting: list["Worker"] = []


class Worker:
    """One process that reads."""

    def __init__(self) -> None:
        if _alone():
            self._split()
        else:
            self._start()
        self._owner = os.getpid()
        self._ready = False

    def _start(self) -> None:
        """A fresh process. It is no part of the terminal's group: Ctrl+C is for the one who asks."""
        own: dict[str, Any] = {"creationflags": 0x00000200} if sys.platform == "win32" else {"start_new_session": True}
        # Our own module by this very Python, without a shell.
        self.process: subprocess.Popen[bytes] | _Split = subprocess.Popen(  # nosec B603
            [sys.executable, "-m", "data.worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **own
        )
        self.requests: BinaryIO = self.process.stdin  # type: ignore[assignment]
        self.answers: BinaryIO = self.process.stdout  # type: ignore[assignment]

    def _split(self) -> None:
        """A copy of this process, in which no other thread can be halfway through anything."""
        asked, answered = os.pipe(), os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that numpy keeps, which know how to be split
            pid = os.fork()
        if not pid:
            _serve_and_end(asked[0], answered[1])
        os.close(asked[0])
        os.close(answered[1])
        self.process = _Split(pid)
        self.requests, self.answers = os.fdopen(asked[1], "wb"), os.fdopen(answered[0], "rb")

    @property
    def usable(self) -> bool:
        """Whether it waits for a request of this very process."""
        return self._owner == os.getpid() and self.process.poll() is None

    def ask(self, function: Callable[..., object], arguments: tuple[object, ...], limits: Limits) -> tuple[Any, Exception | None, bool]:
        """The answer, or what the function raised; and whether the process can take another request. Raises StoppedError."""
        reached = -1
        clock = _Clock(self.end)
        try:
            if not self._ready:
                clock.wind(START)
                receive(self.answers)
                self._ready = True
            clock.wind(limits.seconds)
            send(self.requests, function, arguments, int(limits.memory_gib * 2**30), limits.seconds)
            while (message := receive(self.answers))[0] == "at":
                reached = message[1]
                clock.wind(limits.seconds)
        except _GONE as error:
            raise StoppedError("file-slow" if clock.struck else "file-fatal", reached) from error
        finally:
            clock.stop()
        kind, answer, spent, places = message
        if kind == "memory":
            raise StoppedError("file-heavy", reached)
        if kind == "raised" and not isinstance(answer, UserError):
            event("file-not-read", logging.ERROR, kind=type(answer).__qualname__, trace=places)
        failed = answer if kind == "raised" else None
        return answer, failed, not spent and not clock.struck

    def end(self) -> None:
        """Stop it at once."""
        with contextlib.suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """Stop it, and leave nothing of it behind."""
        self.end()
        for stream in (self.requests, self.answers):
            with contextlib.suppress(OSError):
                stream.close()
        self.process.wait()


def _alone() -> bool:
    """Whether nothing else runs in this process, so that a copy of it is sound."""
    return sys.platform == "linux" and threading.active_count() == 1


class StoppedError(Exception):
    """The work was stopped, or the process fell over; `key` names the sentence, `place` the file that it was at (-1 = none yet)."""

    def __init__(self, key: str, place: int) -> None:
        super().__init__(key, place)
        self.key, self.place = key, place

    def about(self, names: Sequence[str], limits: Limits) -> Unusable:
        """The sentence about the file (or about all of them, where it was at none)."""
        file = names[self.place] if 0 <= self.place < len(names) else ", ".join(names)
        return Unusable(self.key, file=file, seconds=Figure(limits.seconds), limit=Figure(limits.memory_gib))


def stoppable(function: Callable[..., T], *arguments: object, limits: Limits) -> T:
    """What `function(*arguments, told)` gives, worked out in another process; it calls `told` with the place of each file that it begins.

    Function, arguments and answer must be able to travel (pickle). Each file has the limit of time for itself. Raises StoppedError.
    """
    with _worker() as worker:
        try:
            answer, failed, again = worker.ask(function, arguments, limits)
        except BaseException:
            worker.close()
            raise
        if again:
            _waiting.append(worker)
        else:
            worker.close()
    if failed:
        raise failed
    made: T = answer
    return made


def begin() -> None:
    """Have a process ready before anybody asks; for a server. A command makes one when it comes to that."""
    if not _waiting and not _alone():
        with contextlib.suppress(OSError):
            _waiting.append(Worker())


@contextlib.contextmanager
def _worker() -> Iterator[Worker]:
    """One that waits, or a new one; when too many are at work, after a while."""
    with _turns:
        try:
            worker = _idle() or Worker()
        except OSError as error:  # the computer has no room for one more process
            raise Unusable("reading-not-started") from error
        try:
            yield worker
        finally:
            with contextlib.suppress(IndexError):
                while len(_waiting) > 1:
                    _waiting.pop().close()
            begin()


def _idle() -> Worker | None:
    with contextlib.suppress(IndexError):
        while True:
            worker = _waiting.pop()
            if worker.usable:
                return worker
            worker.close()
    return None


class _Clock:
    """Calls `late` when it is not wound again in time."""

    def __init__(self, late: Callable[[], None]) -> None:
        self._late = late
        self._timer: threading.Timer | None = None
        self.struck = False

    def wind(self, seconds: float) -> None:
        self.stop()
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()  # so that nothing else runs here, if nothing did before

    def _strike(self) -> None:
        self.struck = True
        self._late()


class _Split:
    """What subprocess knows of a process, for one that this process made of itself."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = False

    def poll(self) -> int | None:
        """None while it runs."""
        return 0 if self._ended or self._reap(os.WNOHANG) else None

    def kill(self) -> None:
        """Stop it at once."""
        if self.poll() is None:
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        """Until it has ended."""
        return 0 if self._ended or self._reap(0) else 1

    def _reap(self, how: int) -> bool:
        try:
            self._ended = os.waitpid(self._pid, how)[0] != 0
        except ChildProcessError:
            self._ended = True
        return self._ended


def _serve_and_end(requests: int, answers: int) -> NoReturn:
    """What the copy does in place of what this process was doing."""
    try:
        os.setsid()
        os.dup2(requests, FIRST)
        os.dup2(answers, FIRST + 1)
        prepare()
        os.closerange(3, FIRST)
        os.closerange(FIRST + 2, min(os.sysconf("SC_OPEN_MAX"), 1 << 16))
        serve(os.fdopen(FIRST, "rb"), os.fdopen(FIRST + 1, "wb"))
    finally:
        os._exit(0)


@atexit.register
def close() -> None:
    """End what waits for a request."""
    while worker := _idle():
        worker.close()
