"""The sizes in which a chart leaves the dashboard: one declaration for pictures of all kinds."""

from dataclasses import dataclass

MM_PER_INCH = 25.4
DOTS = 300  # per inch, of a PNG
PIXELS = 96  # per inch, of SVG and PDF
SCREEN_TEXT = 9.75  # points: the 13 pixels of a chart's text on screen


@dataclass(frozen=True)
class Preset:
    """A size: width and height in mm, and how large the chart's text is in points. `key` names it in texts and file names."""

    key: str
    width: int
    height: int
    points: float

    @property
    def zoom(self) -> float:
        """How much larger the chart is drawn than on screen."""
        return self.points / SCREEN_TEXT

    @property
    def room(self) -> tuple[float, float]:
        """Width and height in the pixels that the chart is drawn in."""
        per_mm = PIXELS / MM_PER_INCH / self.zoom
        return self.width * per_mm, self.height * per_mm

    def pixels(self, per_inch: int) -> tuple[int, int]:
        """Width and height in whole dots of so many per inch."""
        return round(self.width / MM_PER_INCH * per_inch), round(self.height / MM_PER_INCH * per_inch)


# Half and a whole A4 page within margins of 25 and 20 mm (the whole one lying down), and a slide.
PRESETS = (Preset("a4-half", 160, 115, 9), Preset("a4", 257, 165, 11), Preset("16x9", 339, 191, 17))


def preset(key: str) -> Preset:
    """The preset of a key; raises KeyError for an unknown one."""
    return {p.key: p for p in PRESETS}[key]
