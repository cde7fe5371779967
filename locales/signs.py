"""Signs that nobody sees and that change how the text around them is shown: of what people and files say, in sentences and on lines."""

import re
import unicodedata

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JOINING = "\u200c\u200d"  # what an emoji is made of, and some scripts need


def calm(words: str) -> str:
    """The text without signs that turn the direction of what is around it, so that a file's name can't change a sentence."""
    return words if words.isascii() else _TURNING.sub("", words)


def on_a_line(words: str) -> str:
    """The text as one line of a log or a terminal: without line ends, and without signs that steer it or that can't be shown."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(
        sign if sign in _JOINING or (unicodedata.category(sign)[0] != "C" and unicodedata.category(sign) not in ("Zl", "Zp")) else " " for sign in words
    )
