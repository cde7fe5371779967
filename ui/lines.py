"""How a line of the server's log looks: a JSON object, or words and `name=value`; ours, Streamlit's and the web server's alike.

Of what others write only the fixed part of the sentence is told, and where it was written: what they fill in may come from a visitor.
"""

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from data import settings
from data.events import LOG, event

OURS = LOG.name
FIXED = ("time", "level", "event")


class Lines(logging.Formatter):
    """One record as one line; in words, what led to an error comes on lines of its own below it."""

    def __init__(self, json_lines: bool) -> None:
        super().__init__()
        self._json = json_lines

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = facts(record)
        if self._json:
            return json.dumps(told, ensure_ascii=False)
        trace = told.pop("trace", None)
        line = " ".join([*(str(told.pop(key)) for key in FIXED), *(f"{key}={_word(value)}" for key, value in told.items())])
        return f"{line}\n{trace}" if trace else line


def facts(record: logging.LogRecord) -> dict[str, object]:
    """What a line tells."""
    ours = record.name == OURS
    told: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname.lower(),
        "event": getattr(record, "event", None) or (str(record.msg).replace(" ", "-") if ours else "other"),
    }  # fmt: skip
    if not ours:
        told |= {"logger": record.name, "where": f"{record.module}:{record.lineno}"} | ({"said": str(record.msg)} if record.args else {})
    told |= getattr(record, "facts", {})
    if record.exc_text:  # made by ui/wordless.py
        told |= {"error": record.exc_text.rsplit("\n", 1)[-1], "trace": record.exc_text}
    return told


def install() -> None:
    """From now on, for every logger of this process, also one that begins later; and for what goes wrong in a thread, or is only warned of."""
    form = Lines(settings.value("IMPACTMONITOR_LOG") == "json")
    made = logging.getLogRecordFactory()
    if isinstance(made, partial) and made.func is _record:  # once is enough
        return
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.StreamHandler())
    LOG.setLevel(logging.INFO)
    logging.captureWarnings(True)
    known: set[str] = set()
    logging.setLogRecordFactory(partial(_record, made, form, known))
    threading.excepthook = _thread_failed


def _record(made: Callable[..., logging.LogRecord], form: Lines, known: set[str], name: str, *args: object, **kwargs: object) -> logging.LogRecord:
    """A record, and before it is written the handlers that will do so get our form: Streamlit gives each of its loggers one of its own."""
    if name not in known:
        known.add(name)
        logger: logging.Logger | None = logging.getLogger(name)
        while logger:
            for handler in logger.handlers:
                if isinstance(handler, logging.StreamHandler):
                    handler.setFormatter(form)
            logger = logger.parent
    return made(name, *args, **kwargs)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if not issubclass(failed.exc_type, SystemExit):
        error = failed.exc_value if failed.exc_value is not None else failed.exc_type()
        event("thread-failed", logging.ERROR, error=error)


def _word(value: object) -> str:
    said = str(value)
    return json.dumps(said, ensure_ascii=False) if " " in said or '"' in said else said
