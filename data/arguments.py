"""What the command lines share: a mistake gets one sentence, for programs as JSON too, and a reader that stops listening is no error."""

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from data.errors import UserError
from data.events import LOG
from data.settings import KNOWN, mistakes_for
from locales import LANGUAGES, text
from locales.signs import on_a_line

UNUSABLE = 2
WORDED = {  # how argparse words what is wrong with a command, by how we do (errors.bad-arguments-…)
    "lacking": r"the following arguments are required: (?P<said>.+)",
    "unknown": r"unrecognized arguments: (?P<said>.+)",
    "choice": r"argument .+?: invalid choice: (?P<said>.+?) \(.*choose from (?P<known>.+)\)",
    "value": r"argument (?P<said>.+?): (expected|ignored explicit) .+",
}


class BadArgumentsError(UserError):
    """Arguments that make no sense."""


class WrongSettingsError(UserError):
    """Settings that can't be used: all that is wrong with them, as the start of the dashboard tells it."""

    def __init__(self, found: Sequence[UserError]) -> None:
        self.found = found
        super().__init__(found[0].key, **found[0].params)

    def message(self, lang: str = "nl") -> str:
        """All sentences."""
        return "\n".join(error.message(lang) for error in self.found)


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a mistake in the user's language, with the way to write the command. Options are written in full."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise BadArgumentsError with what is wrong and the command's usage."""
        usage = " ".join(self.format_usage().removeprefix("usage:").split())
        for kind, words in WORDED.items():
            if found := re.fullmatch(words, message, re.DOTALL):
                raise BadArgumentsError(f"bad-arguments-{kind}", usage=usage, **{name: said.replace("'", "") for name, said in found.groupdict().items()})
        raise BadArgumentsError("bad-arguments", usage=usage)

    def lacks(self, name: str) -> NoReturn:
        """Raise BadArgumentsError for an argument that this command can't do without."""
        self.error(f"the following arguments are required: {name}")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, but what is not known is an error of the command in which it stands, with its usage."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown


def check_settings(uses: Collection[str] = KNOWN, lang: str = LANGUAGES[0]) -> None:
    """Raise WrongSettingsError where a setting that a command uses can't be used, or one does not exist: it would do something else than was meant.

    A mistake in another setting is told on the error stream, and stops nothing.
    """
    found, others = mistakes_for(uses)
    for error in others:
        print(f"{text('doctor.level.warning', lang)}: {on_a_line(error.message(lang))}", file=sys.stderr)
    if found:
        raise WrongSettingsError(found)


def check_ending(out: Path, *endings: str) -> None:
    """Raise BadArgumentsError where a file to write is not of the kind that will stand in it."""
    if out.suffix.casefold() not in endings:
        raise BadArgumentsError("out-ending", file=out.name, endings=", ".join(endings))


def check_free(out: Path) -> None:
    """Raise BadArgumentsError where a file of this name is there, for a command never takes its place, or where its folder is not."""
    try:
        taken, folder = out.exists(), out.parent.is_dir()
    except OSError as error:  # a name that is too long, a folder of another user
        raise BadArgumentsError("out-not-written", file=out.name, reason=error.strerror) from error
    if taken:
        raise BadArgumentsError("out-exists", file=out.name)
    if not folder:
        raise BadArgumentsError("out-folder", folder=str(out.parent.absolute()))


def put(finished: Path, out: Path) -> None:
    """Give a finished file its name, never that of one that came there meanwhile: raises BadArgumentsError."""
    try:
        os.close(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError as error:
        raise BadArgumentsError("out-exists", file=out.name) from error
    try:
        finished.replace(out)
    except OSError:
        out.unlink(missing_ok=True)
        raise


def run(command: Callable[[], int], arguments: Sequence[str] | None = None) -> int:
    """Run a command; a user's mistake becomes a line on the error stream and exit code 2, and for a program that reads JSON an object with its key.

    What the log of a server tells of it is for a server.
    """
    if not LOG.handlers:
        LOG.addHandler(logging.NullHandler())
    try:
        return command()
    except UserError as error:
        _tell(error, sys.argv[1:] if arguments is None else arguments)
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _tell(error: UserError, arguments: Sequence[str]) -> None:
    asked = _said(arguments, "--lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    lines = [on_a_line(one.message(lang)) for one in (error.found if isinstance(error, WrongSettingsError) else [error])]
    if _said(arguments, "--format") == "json" or "--json" in _before_files(arguments):
        print(json.dumps({"error": {"key": error.key, "message": " ".join(lines)}}, ensure_ascii=False))
    print("\n".join(lines), file=sys.stderr)


def _said(arguments: Sequence[str], option: str) -> str:
    """What stands behind an option, also where the command is not right and can't be read as a whole."""
    found = ""
    for argument, following in pairwise([*_before_files(arguments), ""]):
        name, equals, said = argument.partition("=")
        if name == option:
            found = said if equals else following
    return found


def _before_files(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments up to `--`: what stands behind that names files, whatever it looks like."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments
