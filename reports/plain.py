"""Text from spreadsheets and people as files can hold it."""

import re

# Signs that XML has no place for, and those of private use, which the marks of a template are made of.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")

LONGEST = 32_767  # signs in a cell of Excel


def printable(words: str) -> str:
    """The text without signs that a document can't hold; nothing else is changed."""
    return _UNPRINTABLE.sub("", words)


def fitting(words: str) -> str:
    """A text that Excel takes: a cell holds no more, and what can't be printed would damage the file."""
    words = printable(words)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
