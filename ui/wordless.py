"""The server's log tells of an error what kind it is and where it arose, never in which words: they may hold what stood in a cell."""

import logging
import traceback
from collections.abc import Callable, Iterator
from functools import partial


def install() -> None:
    """From now on, for whatever writes in the log of this process: Streamlit and the server tell of errors too."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, partial):  # once is enough
        logging.setLogRecordFactory(partial(_record, made))


def told(error: BaseException | None) -> str:
    """Kinds and places, the error itself last, after what it came from."""
    return "\n".join(reversed(list(_chain(error))))


def _chain(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _record(made: Callable[..., logging.LogRecord], *args: object, **kwargs: object) -> logging.LogRecord:
    record = made(*args, **kwargs)
    if record.exc_info:
        record.exc_text, record.exc_info = told(record.exc_info[1]), None
    return record
