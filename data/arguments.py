"""What the command lines share: bad arguments get one sentence, and a reader that stops listening is no error."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from data.errors import UserError
from locales.signs import on_a_line

UNUSABLE = 2


class BadArgumentsError(UserError):
    """Arguments that make no sense."""


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a mistake in the user's language, with the way to write the command."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (argparse's own words are English)
        """Raise BadArgumentsError with the command's usage."""
        usage = " ".join(self.format_usage().removeprefix("usage:").split())
        raise BadArgumentsError("bad-arguments", usage=usage)


def run(command: Callable[[], int]) -> int:
    """Run a command; a user's mistake becomes one line on the error stream and exit code 2."""
    try:
        return command()
    except UserError as error:
        print(on_a_line(error.message("nl")), file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
