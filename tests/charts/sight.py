"""How colours look to other eyes: simulations of colour blindness, distances and contrast.

Sources: Machado, Oliveira & Fernandes 2009 (severity 1.0) for the simulations, CIEDE2000 for the distance, WCAG 2.1 for contrast.
"""

from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
SIMULATIONS = {
    "normal": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> Vector:
    """ "#rrggbb" as linear light, three numbers from 0 to 1."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str = "normal") -> Vector:
    """A colour as such eyes see it, in CIELAB."""
    t = _XYZ @ np.clip(SIMULATIONS[sight] @ linear(colour), 0, 1) / _WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted(float(linear(c) @ _XYZ[1]) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def nearest(colours: list[str], sight: str) -> float:
    """The smallest distance (CIEDE2000) between any two of the colours as such eyes see them."""
    return min(_ciede2000(lab(a, sight), lab(b, sight)) for a, b in combinations(colours, 2))


def nearest_grey(colours: list[str]) -> float:
    """The smallest difference in lightness (L*) between any two: what is left of them in grey."""
    light = sorted(float(lab(c)[0]) for c in colours)
    return min(b - a for a, b in pairwise(light))


def _ciede2000(p: Vector, q: Vector) -> float:
    mean_c = (np.hypot(*p[1:]) + np.hypot(*q[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    c1, c2 = np.hypot(p[1] * stretch, p[2]), np.hypot(q[1] * stretch, q[2])
    h1, h2 = np.degrees(np.arctan2(p[2], p[1] * stretch)) % 360, np.degrees(np.arctan2(q[2], q[1] * stretch)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, chroma, hue = (p[0] + q[0]) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(a * np.cos(np.radians(k * hue + shift)) for a, k, shift in waves)
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    bend = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    dl, dc, dh = (q[0] - p[0]) / s_l, (c2 - c1) / s_c, d_hue / s_h
    return float(np.sqrt(dl * dl + dc * dc + dh * dh + bend * dc * dh))
