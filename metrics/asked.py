"""The period that a command line asks for: `--as-of`, and `--phase` or `--from` with `--to`. The same for figures and for reports."""

import argparse
from datetime import date

from data.arguments import BadArgumentsError
from data.dataset import Dataset
from locales import text
from metrics.periods import Period, phase_period


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser these arguments."""
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", help=text("metrics.command.as_of"))
    parser.add_argument("--phase", metavar="N", help=text("metrics.command.phase"))
    parser.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help=text("metrics.command.start"))
    parser.add_argument("--to", dest="end", metavar="YYYY-MM-DD", help=text("metrics.command.end"))


def day(value: str | None) -> date | None:
    """A day as it is written on a command line."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadArgumentsError("bad-date", value=value) from None


def period(options: argparse.Namespace) -> Period | None:
    """The period of --from and --to, if given."""
    start, end = day(options.start), day(options.end)
    if (start or end) and options.phase:
        raise BadArgumentsError("phase-and-period")
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise BadArgumentsError("half-period")
    if end < start:
        raise BadArgumentsError("period-turned", start=options.start, end=options.end)
    return Period(start, end)


def phase(dataset: Dataset, number: str) -> Period:
    """The phase with this number."""
    found = next((p for p in dataset.phases if p.number == number), None)
    if found is None:
        raise BadArgumentsError("bad-phase", value=number, known=", ".join(p.number for p in dataset.phases))
    return phase_period(found)
