"""How names are compared: one place for every rule that says two spellings are one."""

import re
import unicodedata
from functools import cache

_LEGAL_FORMS = {"vzw", "ivzw", "bv", "bvba", "nv", "cv", "cvba", "cvso", "so", "vof", "commv"}
_AUTHORITY_WORDS = {"stad", "gemeente", "stadsbestuur", "gemeentebestuur", "ocmw"}
_VANISH = re.compile(r"[.'’‘`´]")
_NOT_WORD = re.compile(r"[^\w]+|_")


def fold(text: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def header_key(text: str) -> str:
    """Sheets, headers and enum values compare without case, accents, spaces and punctuation."""
    return _NOT_WORD.sub("", fold(text))


def id_key(text: str) -> str:
    """IDs compare without case, spaces and punctuation; accents count."""
    key = _NOT_WORD.sub("", text.casefold())
    return key or text.casefold().strip()


@cache
def organisation_key(text: str) -> str:
    """Organisations compare without case, accents, extra spaces and legal form (indicators.md, "Distinct")."""
    return _without(text, _LEGAL_FORMS)


@cache
def authority_key(text: str) -> str:
    """Local authorities compare like organisations, without stad, gemeente, ocmw and the like."""
    return _without(text, _LEGAL_FORMS | _AUTHORITY_WORDS)


def _without(text: str, dropped: set[str]) -> str:
    words = _NOT_WORD.sub(" ", _VANISH.sub("", fold(text))).replace("comm v", "commv").split()
    kept = [w for w in words if w not in dropped] or words
    return " ".join(kept) or fold(text).strip()
