"""What the server's log tells: events with facts that are numbers or words of the program, so that no line can hold a name, a cell or a file name.

Whoever looks after the server follows it by these; who did what to the data stands in the store's own log (data/store/log.py).
"""

import logging
import re

LOG = logging.getLogger("impactmonitor")
Fact = int | float | str | None
PLAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]{0,39}")  # a word of the program: an act, a page, a format, a kind of error
REASON = "reason"  # the one fact in words of others: why a database can't be opened, as it or the system says
TRACE = "trace"  # where in the program it happened: lines of code, never of data
LONGEST = 200
HIDDEN = "?"


def event(name: str, level: int = logging.INFO, *, error: BaseException | None = None, **facts: Fact) -> None:
    """One line: what happened (`page-failed`) and what is to be known of it; a text that is no word of the program is left out of it."""
    told = {key: _plain(key, fact) for key, fact in facts.items() if fact is not None}
    words = " ".join(f"{key}={fact}" for key, fact in told.items())
    LOG.log(level, f"{name} %s" if words else name, *([words] if words else []), exc_info=error, extra={"event": name, "facts": told})


def _plain(key: str, fact: int | float | str) -> int | float | str:
    if not isinstance(fact, str):
        return round(fact, 3) if isinstance(fact, float) else fact
    if key == TRACE:
        return fact
    if key == REASON:
        return " ".join(fact.split())[:LONGEST]
    return fact if PLAIN.fullmatch(fact) else HIDDEN
