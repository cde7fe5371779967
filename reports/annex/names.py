"""Names that formulas use: words of people made into names that Excel and LibreOffice accept, each only once in the file."""

import re
import unicodedata

LONGEST = 120
_NOT_WORD = re.compile(r"[^A-Za-z0-9]+")
_LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}\d+|[rRcC]\d*([cC]\d*)?)$")


class Names:
    """Gives out names; two things with the same words get different ones. Excel does not tell capitals apart, so neither does this."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, *words: str) -> str:
        """A free name made of these words."""
        stem = "_".join(p for p in map(_plain, words) if p)[:LONGEST] or "x"
        if not stem[0].isalpha() or _LIKE_A_CELL.fullmatch(stem):
            stem = f"x_{stem}"
        name, count = stem, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{stem}_{count}"
        self._taken.add(name.lower())
        return name


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("_", letters).strip("_")


def sheet_names(titles: list[str]) -> list[str]:
    """Names of sheets: at most 31 signs, without those that Excel refuses, and no two alike."""
    found: list[str] = []
    for title in titles:
        stem = re.sub(r"[\[\]:*?/\\]+", " ", title).strip("' ")[:31] or "x"
        name, count = stem, 1
        while name.lower() in {f.lower() for f in found}:
            count += 1
            name = f"{stem[: 30 - len(str(count))]} {count}"
        found.append(name)
    return found
