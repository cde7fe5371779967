"""Where the names of circles stand, so that none covers another name or a circle on any screen."""

from collections.abc import Sequence

import numpy as np

# Where a name can stand beside its circle, the best first: plotly's word, and which way that is.
SIDES = (
    ("bottom center", 0, -1), ("top center", 0, 1), ("middle right", 1, 0), ("middle left", -1, 0),
    ("bottom right", 1, -1), ("top right", 1, 1), ("bottom left", -1, -1), ("top left", -1, 1),
)  # fmt: skip
LETTER, LINE = 7.0, 15  # pixels of a letter and of a line
SLANT = 0.7  # how far a name at a corner stands away, against one straight beside
ROUNDS = 12  # how often every name looks again for its best place
OUTSIDE, BETTER = 60.0, 1.0  # what a pixel outside the picture costs, and what the next best side does, in square pixels covered


def sides(
    at: Sequence[tuple[float, float]], sizes: Sequence[float], names: Sequence[str], scales: Sequence[float], margin: float, optional: Sequence[bool]
) -> list[str | None]:
    """The side of each name; None where an optional name finds no room.

    `at` is in degrees, `sizes` (diameters) in pixels, `scales` the pixels per degree of the screens that it must be right on, `margin` the
    degrees beside the outermost places. The largest circles choose first; then all choose again, now that the others have a place.
    """
    if not at:
        return []
    boxes, circles, points = _laid_out(at, sizes, names, scales)
    count, ways = len(at), len(SIDES)
    alone = _over(boxes[:, :, None], circles[None, None]).sum(axis=3)  # name, side, circle
    alone[np.arange(count), :, np.arange(count)] = 0
    left, right = points[:, :, 0].min(axis=0) - margin * np.array(scales), points[:, :, 0].max(axis=0) + margin * np.array(scales)
    outside = (np.maximum(left - boxes[..., 0], 0) + np.maximum(boxes[..., 2] - right, 0)).sum(axis=2)
    fixed = alone.sum(axis=2)
    own = 4 * fixed + OUTSIDE * outside + BETTER * np.arange(ways)
    between = _over(boxes[:, :, None, None], boxes[None, None]).sum(axis=4)  # name, side, other name, its side
    between[np.arange(count), :, np.arange(count), :] = 0
    chosen = own.argmin(axis=1)
    there = np.ones(count, dtype=bool)
    order = sorted(range(count), key=lambda n: -sizes[n])

    def covered(i: int) -> np.ndarray:
        """What the name covers of other names, per side."""
        return np.asarray((between[i, :, np.arange(count), chosen] * there[:, None]).sum(axis=0))

    def settle() -> None:
        for _ in range(ROUNDS):
            before = chosen.copy()
            for i in order:
                chosen[i] = (own[i] + 4 * covered(i)).argmin()
            if (before == chosen).all():
                return

    settle()
    while True:
        over = {i: fixed[i, chosen[i]] + covered(i)[chosen[i]] for i in range(count) if optional[i] and there[i]}
        worst = max(over, key=lambda i: over[i], default=None)
        if worst is None or over[worst] < 1:
            break
        there[worst] = False
        settle()
    return [SIDES[way][0] if here else None for way, here in zip(chosen, there, strict=True)]


def _laid_out(
    at: Sequence[tuple[float, float]], sizes: Sequence[float], names: Sequence[str], scales: Sequence[float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rectangles (left, bottom, right, top) of every name on every side and of every circle, and the points: in pixels, per screen."""
    points = np.array(at)[:, None, :] * np.array(scales)[None, :, None]  # place, screen, xy
    away = np.array(sizes) / 2
    wide = np.array([len(name) * LETTER for name in names])
    circles = np.concatenate([points - away[:, None, None], points + away[:, None, None]], axis=2)
    boxes = np.empty((len(at), len(SIDES), len(scales), 4))
    for way, (_, right, up) in enumerate(SIDES):
        slant = SLANT if right and up else 1.0
        x = points[:, :, 0] + (right * (away * slant + wide / 2 + 2))[:, None]
        y = points[:, :, 1] + (up * (away * slant + LINE / 2))[:, None]
        boxes[:, way] = np.stack([x - wide[:, None] / 2, y - LINE / 2, x + wide[:, None] / 2, y + LINE / 2], axis=2)
    return boxes, circles, points


def _over(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The area in square pixels that rectangles share."""
    across = np.minimum(one[..., 2], other[..., 2]) - np.maximum(one[..., 0], other[..., 0])
    up = np.minimum(one[..., 3], other[..., 3]) - np.maximum(one[..., 1], other[..., 1])
    return np.asarray(np.maximum(across, 0) * np.maximum(up, 0))
