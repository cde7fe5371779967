"""The command line of data/: `python -m data template OUT.xlsx`."""

import argparse
import io
import sys
from pathlib import Path

from data.template import build
from locales import text

OK, ERRORS_IN_DATA, UNUSABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m data")
    commands = parser.add_subparsers(dest="command", required=True)
    blank = commands.add_parser("template", help=text("workbook.command.template"))
    blank.add_argument("out", type=Path, metavar="OUT.xlsx")
    blank.add_argument("--lang", choices=("nl", "en"), default="nl")
    blank.set_defaults(run=template)
    options = parser.parse_args(arguments)
    result: int = options.run(options)
    return result


def template(options: argparse.Namespace) -> int:
    """Write the blank workbook."""
    stream = io.BytesIO()
    build(stream, options.lang, _indicators(options.lang))
    try:
        options.out.write_bytes(stream.getvalue())
    except OSError as error:
        print(text("workbook.command.not_written", path=options.out, reason=error.strerror), file=sys.stderr)
        return UNUSABLE
    return OK


def _indicators(lang: str) -> list[str]:
    from metrics.catalogue import catalogue

    return [i.name[lang] for i in catalogue().values()]


if __name__ == "__main__":
    sys.exit(main())
