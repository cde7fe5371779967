"""Files as a browser gives them, under names that fit on a page, in the store and in the log."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Protocol

from data.raw import Source as File

LONGEST = 200  # signs of a name
ENDING = 10  # signs that an ending may have


class Upload(Protocol):
    """What Streamlit's place to drop files gives."""

    name: str

    def getvalue(self) -> bytes: ...


def files(uploads: Iterable[Upload]) -> list[File]:
    """The files with their content."""
    return [File(name(upload.name), upload.getvalue()) for upload in uploads]


def name(said: str) -> str:
    """The name without the folders before it; of a very long one the beginning and the ending, which says what kind of file it is."""
    last = said.replace("\\", "/").rstrip("/").rpartition("/")[2] or "_"
    if len(last) <= LONGEST:
        return last
    ending = PurePosixPath(last).suffix
    ending = ending if len(ending) <= ENDING else ""
    return f"{last[: LONGEST - len(ending) - 1]}…{ending}"
