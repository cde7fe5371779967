"""The command line: `python -m reports FILE… --out OUT.docx|.pptx|.html|.pdf|.zip [--as-of …] [--lang …] [--edition partner]`.

Exit code 0 = the file was written, 2 = unusable input or arguments, with one sentence on the error stream.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data import examples
from data.answers import check_there, sources
from data.arguments import BadArgumentsError, Parser, check_free, check_settings, run
from data.dataset import Dataset
from data.phases import phase_of
from data.raw import Source
from data.reader import read
from locales import LANGUAGES, text
from metrics.asked import add_arguments, day, period, phase
from metrics.catalogue import indicator_names
from metrics.periods import Period, phase_period
from reports.formats import FORMATS, Order
from reports.report.request import EDITIONS, Request

WRITTEN = 0
TEMPLATED = ("docx", "zip")  # formats in which a template is used
LABEL = 8  # signs of a fingerprint are enough to tell two deliveries apart


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report; the result is the exit code."""
    return run(lambda: _write(arguments), arguments)


def _write(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    check_settings()
    form = FORMATS.get(options.out.suffix.casefold().lstrip("."))
    if form is None:
        raise BadArgumentsError("report-format", file=options.out.name, known=", ".join(f".{ending}" for ending in FORMATS))
    if options.edition == "partner" and not form.outside:
        raise BadArgumentsError("edition-other-format")
    if options.template and form.ending not in TEMPLATED:
        raise BadArgumentsError("template-other-format")
    check_free(options.out)
    as_of, own = day(options.as_of), period(options)
    files = sources(options.files)
    dataset = read(files, names=indicator_names())
    fingerprint = _fingerprint(files)
    example = fingerprint == _fingerprint(sources([examples.WORKBOOK]))
    moment = as_of or (examples.AS_OF if example else date.today())
    asked = own or (phase(dataset, options.phase) if options.phase else _usual(dataset, moment))
    request = Request(asked, moment, options.lang, sources=tuple(f.name for f in files), version=fingerprint, example=example, edition=options.edition)
    _save(options.out, form.make(Order(dataset, request, _template(options.template), options.template.name if options.template else "")))
    print(text("workbook.command.written", options.lang, file=str(options.out.absolute())))
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m reports", description=text("report.command.description"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("metrics.command.files"))
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help=text("report.command.out"))
    add_arguments(parser)
    parser.add_argument("--lang", choices=LANGUAGES, default="nl", help=text("report.command.lang"))
    parser.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0], help=text("report.command.edition"))
    parser.add_argument("--template", type=Path, metavar="T.docx", help=text("report.command.template"))
    return parser


def _template(path: Path | None) -> bytes | None:
    """A team's own template, if one is named."""
    if path is None:
        return None
    check_there(path)
    return path.read_bytes()


def _usual(dataset: Dataset, moment: date) -> Period:
    """The phase that runs on a day, else the last one that began."""
    begun = [p for p in dataset.phases if p.start <= moment]
    found = phase_of(dataset.phases, moment) or max(begun or dataset.phases, key=lambda p: p.start, default=None)
    if found is None:
        raise BadArgumentsError("report-no-phase")
    return phase_period(found)


def _fingerprint(files: Sequence[Source]) -> str:
    """A short name for the content of the files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.data if isinstance(file.data, bytes) else Path(file.data).read_bytes())
    return digest.hexdigest()[:LABEL]


def _save(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadArgumentsError("out-not-written", file=out.name, reason=error.strerror or "") from error


if __name__ == "__main__":
    sys.exit(main())
