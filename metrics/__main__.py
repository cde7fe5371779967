"""The command line: `python -m metrics FILE… [--format text|json|csv] [--as-of …] [--phase N | --from … --to …]`.

Exit code 0 = computed (also with findings), 2 = unusable input or arguments, with one sentence on the error stream.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.answers import sources
from data.arguments import BadArgumentsError, Parser, run
from data.checks import future_dates
from data.dataset import Dataset
from data.reader import read
from locales import text
from metrics.catalogue import catalogue, indicator_names
from metrics.output import as_csv, as_json, as_text
from metrics.periods import Period, phase_period
from metrics.scorecard import scorecard

COMPUTED = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Compute and print; the result is the exit code."""
    return run(lambda: _compute(arguments))


def _compute(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    as_of = _day(options.as_of) or date.today()
    asked = _period(options)
    dataset = read(sources(options.files), names=indicator_names())
    periods = _periods(dataset, options.phase, asked)
    results = scorecard(dataset, as_of, periods, list(catalogue().values()))
    results.sort(key=lambda r: r.period.start)
    findings = dataset.findings + future_dates(dataset, as_of)
    match options.format:
        case "json":
            print(as_json(dataset, findings, results, as_of))
        case "csv":
            print(as_csv(results))
        case _:
            print(as_text(dataset, findings, results, as_of))
    return COMPUTED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m metrics", description=text("metrics.command.description"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("metrics.command.files"))
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help=text("metrics.command.format"))
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", help=text("metrics.command.as_of"))
    parser.add_argument("--phase", metavar="N", help=text("metrics.command.phase"))
    parser.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help=text("metrics.command.start"))
    parser.add_argument("--to", dest="end", metavar="YYYY-MM-DD", help=text("metrics.command.end"))
    return parser


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadArgumentsError("bad-date", value=value) from None


def _period(options: argparse.Namespace) -> Period | None:
    """The period of --from and --to, if given."""
    start, end = _day(options.start), _day(options.end)
    if (start or end) and options.phase:
        raise BadArgumentsError("phase-and-period")
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise BadArgumentsError("half-period")
    if end < start:
        raise BadArgumentsError("period-turned", start=options.start, end=options.end)
    return Period(start, end)


def _periods(dataset: Dataset, phase: str | None, asked: Period | None) -> list[Period]:
    if asked is not None:
        return [asked]
    if phase is None:
        return [phase_period(p) for p in dataset.phases]
    found = [phase_period(p) for p in dataset.phases if p.number == phase]
    if not found:
        raise BadArgumentsError("bad-phase", value=phase, known=", ".join(p.number for p in dataset.phases))
    return found


if __name__ == "__main__":
    sys.exit(main())
