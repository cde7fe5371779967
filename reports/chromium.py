"""Where the browser is that makes the pictures: the system's Chromium or Chrome, never one that is fetched."""

import shutil

from data.settings import value

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)


def chromium() -> str | None:
    """The path of the browser program: the setting CHROMIUM, else the first that is found; None where there is none."""
    chosen = value("CHROMIUM")
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, NAMES)), None)
