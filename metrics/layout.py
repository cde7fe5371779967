"""Where to draw the points of a network: the same every time, connected points near each other, labels readable.

First springs (connected points attract, all points repel), then labels that overlap are pushed apart.
"""

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.float64]

ROUNDS = 200
LABEL = (0.15, 0.035)  # width and height of a label, as part of the drawing


def layout(size: int, edges: NDArray[np.intp], weights: NDArray[np.float64]) -> Positions:
    """Positions [point, x and y] between 0 and 1 for `size` points; `edges` = [edge, two points]."""
    if size == 0:
        return np.zeros((0, 2))
    angle = np.arange(size) * (np.pi * (3 - np.sqrt(5)))  # a sunflower: even, and the same every time
    radius = np.sqrt((np.arange(size) + 0.5) / size) / 2
    at = np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)
    pull = np.zeros((size, size))
    if len(edges):
        strength = weights / weights.max()
        pull[edges[:, 0], edges[:, 1]] = pull[edges[:, 1], edges[:, 0]] = 0.5 + 0.5 * strength
    ideal = np.sqrt(1.0 / size)
    for round_ in range(ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal - 0.05 * distance / ideal
        np.fill_diagonal(force, 0.0)
        move = (apart * force[:, :, None]).sum(axis=1)
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        at = at + move / length * np.minimum(length, 0.1 * (1 - round_ / ROUNDS))
    return spread(_fitted(at))


def spread(at: Positions, label: tuple[float, float] = LABEL, rounds: int = 400) -> Positions:
    """The positions with labels pushed apart, each pair along the shorter way, inside the drawing."""
    box = np.array(label)
    for _ in range(rounds):
        apart = at[:, None, :] - at[None, :, :]
        overlap = box - np.abs(apart)
        np.einsum("iik->ik", overlap)[:] = -1.0
        touching: NDArray[np.bool_] = np.greater(overlap, 1e-9).all(axis=2)
        if not touching.any():
            break
        order = np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None, :])
        way = np.where(apart == 0, order[:, :, None], np.sign(apart))
        relative = overlap / box
        shorter = np.less_equal(relative, relative.min(axis=2, keepdims=True))
        push = np.where(np.expand_dims(touching, 2) & shorter, way * (overlap / 2 + 1e-4), 0.0).sum(axis=1)
        at = np.clip(at + push, box / 2, 1 - box / 2)
    else:
        return _grid(at, box)
    return at


def _grid(at: Positions, box: NDArray[np.float64]) -> Positions:
    """Where pushing does not end: each point in a place of its own in a grid, by height and then from left to right."""
    across = max(int((1 - 1e-9) / box[0]), 1)
    down = -(-len(at) // across)
    order = np.argsort(at[:, 1], kind="stable")
    placed = np.zeros_like(at)
    for line in range(down):
        mine = order[line * across : (line + 1) * across]
        mine = mine[np.argsort(at[mine, 0], kind="stable")]
        placed[mine, 0] = (np.arange(len(mine)) + 0.5) / across
        placed[mine, 1] = (line + 0.5) / down
    return placed


def _fitted(at: Positions) -> Positions:
    """The positions stretched over the drawing, with room for half a label at its edges."""
    low, high = at.min(axis=0), at.max(axis=0)
    room = np.array(LABEL) / 2
    scaled: Positions = np.where(high > low, (at - low) / np.maximum(high - low, 1e-9), 0.5) * (1 - 2 * room) + room
    return scaled
