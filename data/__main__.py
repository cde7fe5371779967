"""The command line: `python -m data check FILE...`, `feedback FILE --out OUT.xlsx`, `template OUT.xlsx`, `export OUT.zip`, `import IN.zip`, `doctor`."""

import argparse
import io
import json
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data import feedback
from data.answers import as_text, check_there, findings_as_json, rows_as_json, sources
from data.arguments import BadArgumentsError, Parser, check_ending, check_free, check_settings, put, run
from data.checks import future_dates
from data.reader import read
from data.settings import KNOWN
from data.template import build
from locales import text

OK, ERRORS_IN_DATA = 0, 1
CONFIDENTIAL = 0o600  # rights of a file with personal data: for whoever made it alone
STORE = ("IMPACTMONITOR_DATABASE_URL",)  # what a back-up needs to know: it is not to wait until a mistake in another setting is mended


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit code."""
    parser = Parser(prog="python -m data")
    commands = parser.add_subparsers(dest="command", required=True)
    blank = commands.add_parser("template", help=text("workbook.command.template"))
    blank.add_argument("out", type=Path, metavar="OUT.xlsx")
    blank.add_argument("--lang", choices=("nl", "en"), default="nl")
    blank.set_defaults(run=template)
    checking = commands.add_parser("check", help=text("check.command.help"))
    checking.add_argument("files", type=Path, nargs="+", metavar="FILE", help=text("check.command.files"))
    checking.add_argument("--format", choices=("text", "json"), default="text")
    checking.add_argument("--lang", choices=("nl", "en"), default="nl")
    checking.set_defaults(run=check)
    remarks = commands.add_parser("feedback", help=text("feedback.command.help"))
    remarks.add_argument("file", type=Path, metavar="FILE", help=text("feedback.command.file"))
    remarks.add_argument("--out", type=Path, required=True, metavar="OUT.xlsx", help=text("feedback.command.out"))
    remarks.add_argument("--lang", choices=("nl", "en"), default="nl")
    remarks.set_defaults(run=remark)
    saving = commands.add_parser("export", help=text("keeping.command.export"))
    saving.add_argument("archive", type=Path, metavar="OUT.zip")
    saving.add_argument("--lang", choices=("nl", "en"), default="nl")
    saving.set_defaults(run=export)
    loading = commands.add_parser("import", help=text("keeping.command.import"))
    loading.add_argument("archive", type=Path, metavar="IN.zip")
    loading.add_argument("--lang", choices=("nl", "en"), default="nl")
    loading.set_defaults(run=restore)
    looking = commands.add_parser("doctor", help=text("doctor.command.help"))
    looking.add_argument("--store", metavar="URL", help=text("doctor.command.store"))
    looking.add_argument("--json", action="store_true")
    looking.add_argument("--lang", choices=("nl", "en"), default="nl")
    looking.set_defaults(run=doctor)
    return run(lambda: _run(parser, arguments), arguments)


def _run(parser: Parser, arguments: list[str] | None) -> int:
    options = parser.parse_args(arguments)
    if options.run is not doctor:  # which tells of them itself, beside all else
        check_settings(STORE if options.run in (export, restore) else KNOWN, options.lang)
    result: int = options.run(options)
    return result


def template(options: argparse.Namespace) -> int:
    """Write the blank workbook; never over a file that is there, which somebody may have filled in."""
    check_ending(options.out, ".xlsx")
    check_free(options.out)
    stream = io.BytesIO()
    build(stream, options.lang, _indicators(options.lang))
    return _write(options.out, stream.getvalue(), options.lang)


def check(options: argparse.Namespace) -> int:
    """Say what a delivery holds and what to correct in it."""
    from metrics.catalogue import indicator_names

    dataset = read(sources(options.files), names=indicator_names())
    findings = dataset.findings + future_dates(dataset, date.today())
    if options.format == "json":
        answer = {"rows": rows_as_json(dataset), "findings": findings_as_json(findings, options.lang)}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(as_text(dataset, findings, options.lang))
    return ERRORS_IN_DATA if findings.count("error") else OK


def remark(options: argparse.Namespace) -> int:
    """Write the same workbook with a colour and a note at every cell that can be better."""
    from metrics.catalogue import indicator_names

    (source,) = sources([options.file])
    if options.out.exists() and options.out.samefile(options.file):
        raise BadArgumentsError("out-is-file", file=options.file.name)
    suffix = feedback.suffix(source)
    if options.out.suffix.casefold() != suffix:
        raise BadArgumentsError("out-suffix", suffix=suffix)
    check_free(options.out)
    dataset = read([source], names=indicator_names())
    findings = dataset.findings + future_dates(dataset, date.today())
    return _write(options.out, feedback.build(source, findings, options.lang), options.lang)


def export(options: argparse.Namespace) -> int:
    """Write the whole store in one archive; safe while the dashboard is in use."""
    from data.store.address import address, place, told
    from data.store.database import existing
    from data.store.store import Store
    from data.store.transfer import export_store

    check_free(options.archive)
    store = Store(existing(address()))
    try:
        with TemporaryDirectory(prefix="export-", dir=options.archive.absolute().parent) as folder:  # half a back-up must not look like one
            unfinished = Path(folder, "archive")
            count = export_store(store, unfinished)
            unfinished.chmod(CONFIDENTIAL)
            put(unfinished, options.archive)
    except OSError as error:
        raise BadArgumentsError("out-not-written", file=options.archive.name, reason=error.strerror) from error
    print(text("keeping.command.exported", options.lang, count=count, store=told(place(address())), file=str(options.archive.absolute())))
    return OK


def restore(options: argparse.Namespace) -> int:
    """Fill an empty store from an archive."""
    from data.store.address import address, place, told
    from data.store.transfer import import_into

    check_there(options.archive)
    count = import_into(address(), options.archive)
    print(text("keeping.command.imported", options.lang, count=count, store=told(place(address())), file=options.archive.name))
    return OK


def doctor(options: argparse.Namespace) -> int:
    """Look at the store and all around it, and say what is wrong; nothing is changed."""
    from data.doctor import Around, as_json, as_text, examine, failed
    from metrics.catalogue import catalogue, indicator_names
    from metrics.scorecard import scorecard
    from reports.chromium import chromium
    from ui.access.opening import CHECKS, as_served

    as_served()
    around = Around(indicator_names, lambda dataset: scorecard(dataset, date.today()), (catalogue, *CHECKS), chromium)
    found = examine(options.store, around)
    print(json.dumps(as_json(found, options.lang), ensure_ascii=False) if options.json else as_text(found, options.lang))
    return ERRORS_IN_DATA if failed(found) else OK


def _write(path: Path, content: bytes, lang: str) -> int:
    """Write a workbook, and say where it is."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadArgumentsError("out-not-written", file=path.name, reason=error.strerror or "") from error
    print(text("workbook.command.written", lang, file=str(path.absolute())))
    return OK


def _indicators(lang: str) -> list[str]:
    from metrics.catalogue import catalogue

    return [i.name[lang] for i in catalogue().values()]


if __name__ == "__main__":
    sys.exit(main())
