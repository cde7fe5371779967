"""Text from spreadsheets and people as files can hold it."""

import re

# Signs that XML has no place for, and those of private use, which the marks of a template are made of.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")


def printable(words: str) -> str:
    """The text without signs that a document can't hold; nothing else is changed."""
    return _UNPRINTABLE.sub("", words)
