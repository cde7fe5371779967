"""The process that reads: it takes one request after another, each within a limit of memory, and ends when the one who asks is gone.

`python -m data.worker` serves on its standard input and output; on the command line it is a copy of the process that asks (`data/stoppable.py`).
"""

import contextlib
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from data.parcel import receive, send

SPENT = 1.0  # seconds of computing for one request after which a fresh process is better: what it took in memory stays with it
GRACE = 30  # seconds after the limit at which a worker that nobody stops ends by itself


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more, or until one took much."""
    send(answers, "ready")
    while True:
        try:
            function, arguments, memory, seconds = receive(requests)
        except (EOFError, OSError):
            return
        begin = time.process_time()
        kind, answer, places = _answer(function, arguments, memory, seconds, answers)
        spent = kind == "memory" or time.process_time() - begin > SPENT
        send(answers, kind, answer, spent, places)
        if spent:
            return


def _answer(function: object, arguments: tuple[object, ...], memory: int, seconds: float, answers: BinaryIO) -> tuple[str, object, str]:
    """How it went, what came of it, and of an error the places in the code."""

    def told(place: int) -> None:
        send(answers, "at", place)
        _end_after(seconds + GRACE)

    try:
        with bounded(memory):
            return "made", function(*arguments, told), ""  # type: ignore[operator]
    except MemoryError:
        return "memory", None, ""
    except Exception as error:  # noqa: BLE001 - whoever asked raises it
        return "raised", _able_to_travel(error), "".join(traceback.format_tb(error.__traceback__))
    finally:
        _end_after(0)


@contextlib.contextmanager
def bounded(memory: int) -> Iterator[None]:
    """So many bytes more than the process has now, and then MemoryError; on Linux only: Windows knows no such limit, and macOS does not keep it."""
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    most = _held() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most if before[0] == resource.RLIM_INFINITY else min(most, before[0]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _able_to_travel(error: Exception) -> Exception:
    """The error, or where it can't be made again elsewhere one that bears its name."""
    try:
        pickle.loads(pickle.dumps(error))  # nosec B301 - what was just written
    except Exception:  # noqa: BLE001 - whatever is wrong with it
        return RuntimeError(type(error).__qualname__)
    return error


def _held() -> int:
    """The address space in use, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _end_after(seconds: float) -> None:
    """The system itself ends a process whose time is over, even one that nobody watches any more; 0 = no longer."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def prepare() -> None:
    """What holds for every process that reads: the system takes it first when memory runs out, and nothing but answers comes out of it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    # Arrow's own allocator lays hands on a gibibyte of addresses at the first byte that is asked of it: now, and not when that would count;
    # and what we ask goes to the system's, so that all of it counts.
    with contextlib.suppress(NotImplementedError):
        pa.allocate_buffer(1 << 16, memory_pool=pa.mimalloc_memory_pool())
    pa.set_memory_pool(pa.system_memory_pool())
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # What a library writes about a file (a panic, a warning) may hold what stands in a cell.
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def main() -> None:
    """Serve on what were the standard streams, with the code loaded that reads."""
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(1), "wb") as answers:
        prepare()
        import data.feedback
        import data.reader  # noqa: F401

        with contextlib.suppress(BrokenPipeError):
            serve(requests, answers)


if __name__ == "__main__":
    main()
