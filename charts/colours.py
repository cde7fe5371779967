"""The Hub's colours, read from their one declaration (`colours.yaml`, here and in the hub's folder), and the theme that follows from them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.declared import Declared, Field, check, declared, is_list, is_mapping, is_text
from data.hub import load_hub
from locales.yaml_files import load

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")
FILE = Path(__file__).with_name("colours.yaml")
EXAMPLE = 'light: {primary: "#095f37"}'
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


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


def streamlit_options() -> dict[str, Any]:
    """The same as Streamlit's settings by name ("theme.light.primaryColor")."""
    found: dict[str, Any] = {}
    for name, value in streamlit_theme().items():
        found |= {f"theme.{name}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {f"theme.{name}": value}
    return found


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
    """Our declaration, with what the hub's own `colours.yaml` says otherwise laid over it; raises SettingsError."""
    data: dict[str, Any] = load(FILE)
    own = load_hub().folder / FILE.name
    return _laid_over(data, declared(own)) if own.exists() else data


def _laid_over(ours: dict[str, Any], own: Declared) -> dict[str, Any]:
    check(own, [Field(name, is_mapping if name in MODES else is_list(is_text), EXAMPLE, required=False) for name in ours])
    found = dict(ours)
    for name, content in own.content.items():
        found[name] = _mode(ours[name], own, name) if name in MODES and content else content or ours[name]
    return found


def _mode(ours: dict[Any, Any], own: Declared, *path: str | int) -> dict[str, Any]:
    """The colours of a mode, or a group of them: only those that are there can be other ones."""
    content = own.content
    for step in path:
        content = content[step]
    found = dict(ours)
    for name, value in content.items():
        if name not in ours:
            raise own.wrong("settings-unknown", *path, name, field=name, known=", ".join(map(str, ours)))
        if isinstance(ours[name], dict):
            if not isinstance(value, dict):
                raise own.wrong("settings-value", *path, name, field=name, example=EXAMPLE)
            found[name] = _mode(ours[name], own, *path, name)
        elif not isinstance(value, str) or not COLOUR.fullmatch(value):
            raise own.wrong("colour-wrong", *path, name, field=name)
        else:
            found[name] = value.lower()
    return found
