"""Disks that are full or can't be written, as really as this machine lets us: a small disk in memory where we may mount one, else a limit of the system."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from data.store.store import Store

SIZE = 4  # MiB of a small disk


class Disk(Protocol):
    """A folder on a disk that can be filled to its last byte, and emptied again."""

    folder: Path

    def fill(self, left: int = 0) -> None:
        """Leave room for so many bytes."""

    def clear(self) -> None:
        """Room again."""


class Mounted:
    """A disk in memory; filled by a file on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, left: int = 0) -> None:
        """The file takes what there is."""
        free = shutil.disk_usage(self.folder).free - left
        with (self.folder / "ballast").open("wb") as file:
            file.write(b"x" * max(free, 0))

    def clear(self) -> None:
        """Take the file away."""
        (self.folder / "ballast").unlink(missing_ok=True)

    def lock(self, locked: bool) -> None:
        """Read-only, or not."""
        subprocess.run(["mount", "-o", f"remount,{'ro' if locked else 'rw'}", str(self.folder)], check=True, capture_output=True)


class Limited:
    """The disk of the tests; the system refuses any file of this process beyond a size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left: int = 0) -> None:
        """No file may grow beyond `left`; the write-ahead log of an idle store is empty."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, self._before[1]))

    def clear(self) -> None:
        """As it was."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@contextmanager
def mounted(folder: Path) -> Iterator[Mounted]:
    """A small disk of our own."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], check=True, capture_output=True)
    try:
        yield Mounted(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


def may_mount() -> bool:
    """Whether this machine lets us."""
    place = Path("/tmp") / f"impactmonitor-mount-{os.getpid()}"
    try:
        with mounted(place):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        if place.is_dir():
            place.rmdir()


def rest(store: Store) -> None:
    """As a store that nobody used for a while: its write-ahead log is empty."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert isinstance(store.engine.pool, sa.pool.QueuePool)
