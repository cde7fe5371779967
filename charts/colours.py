"""The Hub's colours, read from their one declaration (`colours.yaml`), and the theme that follows from them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")
FILE = Path(__file__).with_name("colours.yaml")


@dataclass(frozen=True)
class Colours:
    """The colours of one mode as "#rrggbb"; `objective` by number, `status` by kind (good, on_track, slightly_behind, behind, none)."""

    background: str
    surface: str
    border: str
    grid: str
    text: str
    muted: str
    primary: str
    link: str
    context: str
    objective: dict[int, str]
    status: dict[str, str]


@cache
def colours(mode: Mode = "light") -> Colours:
    """The colours of a mode."""
    return Colours(**_declared()[mode])


@cache
def font() -> str:
    """The font stack: fonts that devices already have."""
    return ", ".join(_declared()["fonts"])


def streamlit_theme() -> dict[str, Any]:
    """The sections of `.streamlit/config.toml` that the declaration decides, as nested dicts."""
    return {"font": font(), "headingFont": font(), **{mode: _section(colours(mode)) for mode in MODES}}


def _section(c: Colours) -> dict[str, Any]:
    # Streamlit's own coloured words (badges, alerts) get our meanings too.
    named = {
        "red": c.status["behind"],
        "orange": c.status["slightly_behind"],
        "yellow": c.status["slightly_behind"],
        "green": c.status["good"],
        "blue": c.status["on_track"],
    }
    text = {f"{name}TextColor": value for name, value in named.items()}
    return {
        "primaryColor": c.primary, "backgroundColor": c.background, "secondaryBackgroundColor": c.surface, "textColor": c.text,
        "linkColor": c.link, "borderColor": c.border, "grayTextColor": c.muted, **text,
        "chartCategoricalColors": list(c.objective.values()),
    }  # fmt: skip


@cache
def _declared() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data
