"""How wide text is in Arial (and in Liberation Sans, which has the same widths), to break lines before a picture is made."""

import unicodedata
from functools import cache

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
BOLD = 1.08  # bold letters are about so much wider
# Thousandths of the text's size, as the font states them.
_GROUPS = {
    191: "'",
    222: "ijl’‘",
    278: " !,./:;\\[]fIt·\u00a0",
    333: "()-`r“”",
    355: '"',
    389: "*",
    500: "Jckvsxyz",
    556: "#$0123456789?Labdeghnopqu_€–\u202f",
    584: "+<=>~×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_UNKNOWN = 1000


@cache
def _letter(letter: str) -> int:
    return _WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in the unit of `size`."""
    return sum(map(_letter, text)) / 1000 * size * (BOLD if bold else 1)


def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`; a word that is wider by itself is broken."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, size, room, bold)
    return tuple(line for line in lines if line)


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
