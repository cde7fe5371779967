"""Names of files that people download, such as D3.8_realisaties_fase4_2024-12-31_a4.png: safe on every system."""

import re
import unicodedata

LONGEST, LONGEST_PART = 120, 48
_UNSAFE = re.compile(r"[^A-Za-z0-9.\-]+|\.{2,}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(*parts: str, extension: str) -> str:
    """The parts joined by "_", each without accents, spaces and signs; empty parts are left out."""
    stem = "_".join(p for p in map(_safe, parts) if p)[:LONGEST].strip("._-") or "impactmonitor"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}.{extension}"


def slug(words: str) -> str:
    """Words as a part of a file name, in small letters."""
    return _safe(words).lower()


def _safe(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    short = _UNSAFE.sub("-", plain).strip("-.")
    if len(short) > LONGEST_PART:
        short = short[: LONGEST_PART + 1].rpartition("-")[0] or short[:LONGEST_PART]
    return short.strip("-.")
