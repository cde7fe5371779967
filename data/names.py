"""How names are compared: one place for every rule that says two spellings are one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LEGAL_FORMS = frozenset({"vzw", "ivzw", "bv", "bvba", "nv", "cv", "cvba", "cvso", "so", "vof", "commv"})
AUTHORITY_WORDS = frozenset({"stad", "gemeente", "stadsbestuur", "gemeentebestuur", "ocmw"})
_VANISHING = frozenset(".'’‘`´")
_NOT_WORD = re.compile(r"[\W_]+")
_COMM_V = re.compile(r"\bcomm +v\b")
_REMEMBERED = 1 << 16


def fold(text: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(_REMEMBERED)
def header_key(text: str) -> str:
    """Sheets, headers and enum values compare without case, accents, spaces and punctuation."""
    return _NOT_WORD.sub("", fold(text))


@lru_cache(_REMEMBERED)
def organisation_key(name: str) -> str:
    """One organisation's name made comparable, see `organisation_keys`."""
    return organisation_keys([name])[0]


@lru_cache(_REMEMBERED)
def authority_key(name: str) -> str:
    """One local authority's name made comparable, see `authority_keys`."""
    return authority_keys([name])[0]


def organisation_keys(names: Sequence[str]) -> list[str]:
    """Organisations compare without case, accents, extra spaces and legal form (indicators.md, "Distinct")."""
    return _keys(names, LEGAL_FORMS)


def keyed(names: Iterable[str]) -> dict[str, str]:
    """Every different organisation's name with its key, all in one pass: in a loop over rows that is many times faster than one by one."""
    different = list(dict.fromkeys(names))
    return dict(zip(different, organisation_keys(different), strict=True))


def authority_keys(names: Sequence[str]) -> list[str]:
    """Local authorities compare like organisations, without stad, gemeente, ocmw and the like."""
    return _keys(names, LEGAL_FORMS | AUTHORITY_WORDS)


def _keys(names: Sequence[str], dropped: frozenset[str]) -> list[str]:
    """All names in one pass over one text, a line a name: a hub's spellings run into the thousands."""
    if not names:
        return []
    text = "\n".join(names)
    if text.count("\n") != len(names) - 1:  # a name of several lines
        text = "\n".join(name.replace("\n", " ") for name in names)
    plain = unicodedata.normalize("NFKD", text.casefold())
    lines = plain.translate({ord(c): _letter(c) for c in set(plain)})
    if "comm" in lines:
        lines = _COMM_V.sub("commv", lines)
    keys = []
    for name, line in zip(names, lines.split("\n"), strict=True):
        words = line.split()
        keys.append(" ".join([w for w in words if w not in dropped]) or " ".join(words) or fold(name).strip())
    return keys


def _letter(c: str) -> str:
    """What becomes of a character: dots, apostrophes and accents vanish, other punctuation is a space."""
    if c == "\n" or c.isalnum():
        return c
    return "" if c in _VANISHING or unicodedata.combining(c) else " "
