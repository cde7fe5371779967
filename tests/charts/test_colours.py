"""The colours keep what charts/colours.yaml promises, in both modes."""

import tomllib
from pathlib import Path

import pytest

from charts.colours import MODES, Mode, colours, streamlit_theme
from tests.charts.sight import SIMULATIONS, contrast, nearest, nearest_grey

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


@pytest.mark.parametrize("sight", SIMULATIONS)
@pytest.mark.parametrize("mode", MODES)
def test_objectives_stay_apart_for_every_eye(mode: Mode, sight: str) -> None:
    assert nearest(list(colours(mode).objective.values()), sight) >= 10


@pytest.mark.parametrize("sight", SIMULATIONS)
@pytest.mark.parametrize("mode", MODES)
def test_statuses_stay_apart_for_every_eye(mode: Mode, sight: str) -> None:
    assert nearest(list(colours(mode).status.values()), sight) >= 10


@pytest.mark.parametrize("mode", MODES)
def test_objectives_stay_apart_in_grey(mode: Mode) -> None:
    assert nearest_grey(list(colours(mode).objective.values())) >= 6


@pytest.mark.parametrize("mode", MODES)
def test_everything_that_is_text_can_be_read(mode: Mode) -> None:
    """WCAG AA, 4.5 to 1, on the page and on a card."""
    c = colours(mode)
    for tone in (c.text, c.muted, c.link, *c.objective.values(), *c.status.values()):
        assert contrast(tone, c.background) >= 4.5, tone
        assert contrast(tone, c.surface) >= 4.5, tone


@pytest.mark.parametrize("mode", MODES)
def test_what_is_drawn_can_be_seen(mode: Mode) -> None:
    """WCAG AA for shapes, 3 to 1: the grey of earlier phases is context and may be fainter, but not invisible."""
    c = colours(mode)
    assert contrast(c.primary, c.background) >= 3
    assert contrast(c.context, c.background) >= 2


def test_streamlits_theme_is_the_declaration() -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    declared = streamlit_theme()
    assert {key: theme[key] for key in declared} == declared


def test_server_is_careful_by_default() -> None:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["port"] == 8501
    assert config["server"]["enableStaticServing"] is False
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"] == {"showErrorDetails": "none", "toolbarMode": "minimal", "showSidebarNavigation": True, "allowedOrigins": []}
    assert "://" not in CONFIG.read_text(encoding="utf-8"), "nothing comes from outside"
