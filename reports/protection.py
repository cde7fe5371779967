"""Figures about persons as they may leave the house: small ones, and those that give them away, are replaced by a mark."""

from collections.abc import Sequence

from locales import text
from metrics.disclosure import THRESHOLD, small, suppress

SMALL, OTHER = f"<{THRESHOLD}", "x"  # a small number, and one by which a small one could be worked out
MARKS = (SMALL, OTHER)


def marks(values: Sequence[float | None]) -> tuple[str, ...]:
    """For each figure of a list whose total is known: what stands in its place, or "" where it may be shown."""
    hidden, too_small = suppress(values).cells, small([float("nan") if v is None else v for v in values])
    return tuple((SMALL if few else OTHER) if hide else "" for hide, few in zip(hidden, too_small, strict=True))


def note(used: Sequence[str], lang: str) -> str:
    """What the marks in use mean; empty where none is."""
    keys = ["hidden"] * (SMALL in used) + ["other"] * (OTHER in used)
    return "; ".join(text(f"files.{key}", lang, limit=THRESHOLD) for key in keys)


def told(before: float, running: Sequence[float]) -> tuple[bool, ...]:
    """Which points of a running total may be shown, when it stood at `before` to begin with.

    Between shown points nothing has grown by a small number: reckoned back from the last point, which is known anyhow, only points
    are kept that lie far enough below the next one and above the beginning, or level with it.
    """
    kept = [False] * len(running)
    following = running[-1] if running else before
    for i in range(len(running) - 1, -1, -1):
        kept[i] = not any(small([following - running[i], running[i] - before]))
        following = running[i] if kept[i] else following
    return tuple(kept)
