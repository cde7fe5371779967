"""The command line: `python -m metrics FILE… [--format text|json|csv] [--as-of …] [--phase N | --from … --to …]`, and with
`--together FILE` instead of files the figures of several hubs beside each other.

Exit code 0 = computed (also with findings), 2 = unusable input or arguments, with one sentence on the error stream.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.answers import sources
from data.arguments import BadArgumentsError, Parser, check_settings, run
from data.checks import future_dates
from data.dataset import Dataset
from data.reader import read
from data.together import members
from locales import text
from metrics import together_output
from metrics.asked import add_arguments, day, period
from metrics.asked import phase as asked_phase
from metrics.catalogue import catalogue, indicator_names
from metrics.output import as_csv, as_json, as_text
from metrics.periods import Period, phase_period
from metrics.scorecard import scorecard
from metrics.together import take, together, year_of

COMPUTED = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Compute and print; the result is the exit code."""
    return run(lambda: _compute(arguments), arguments)


def _compute(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    check_settings()
    as_of = day(options.as_of) or date.today()
    asked = period(options)
    if options.together:
        return _together(options, asked or year_of(as_of), as_of)
    if not options.files:
        parser.lacks("FILE")
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


def _together(options: argparse.Namespace, asked: Period, as_of: date) -> int:
    """The hubs that a file names, from their stores."""
    if options.files:
        raise BadArgumentsError("together-and-files")
    if options.phase:
        raise BadArgumentsError("together-no-phase")
    found = together([take(member) for member in members(options.together)], asked, as_of)
    print({"json": together_output.as_json, "csv": together_output.as_csv}.get(options.format, together_output.as_text)(found))
    return COMPUTED


def _parser() -> Parser:
    parser = Parser(prog="python -m metrics", description=text("metrics.command.description"))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=text("metrics.command.files"))
    parser.add_argument("--together", type=Path, metavar="FILE", help=text("together.command.help"))
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help=text("metrics.command.format"))
    add_arguments(parser)
    return parser


def _periods(dataset: Dataset, phase: str | None, asked: Period | None) -> list[Period]:
    if asked is not None:
        return [asked]
    if phase is None:
        return [phase_period(p) for p in dataset.phases]
    return [asked_phase(dataset, phase)]


if __name__ == "__main__":
    sys.exit(main())
