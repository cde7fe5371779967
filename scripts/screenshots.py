"""Screenshots of every page from the example data: `python -m scripts.screenshots [FOLDER]`; `docs/screenshot.png` goes in the README.

Wide and 390 px, light and dark. Needs Chromium (packages.txt) and playwright (requirements-dev.txt).
"""

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.serving import FLAGS, ROOT, drawn, serve

SIZES = {"breed": (1280, 900), "390": (390, 844)}
PAGES = {
    "overzicht": "",
    "doelstellingen": "doelstellingen?doelstelling=3",
    "doelstellingen_aandeel": "doelstellingen?doelstelling=3&indicator=D3.7&taal=en",
    "doelstellingen_per_fase": "doelstellingen?doelstelling=3&verdeling=gemeente&vorm=fasen&verloop=opgeteld",
    "doelstellingen_per_jaar": "doelstellingen?doelstelling=4&indicator=D4.7&vorm=jaren&verloop=periode&taal=en",
    "fasen": "fasen",
    "definities": "definities",
    "cases": "cases",
    "case": "cases?case=K-2024-209",
    "netwerk": "netwerk",
    "events": "events",
    "impact": "impact?taal=en",
    "kaart": "kaart?indicator=D2.4",
    "rapport": "rapport",
    "sinds": "sinds",
    "klaar": "klaar?punt=bewijsstukken-van-gerealiseerde-cases",
    "gegevens": "gegevens",
    "versies": "versies",
    "eigen_werkmap": "eigen-werkmap",
    "bewaring": "bewaring",
    "logboek": "logboek",
}
README = ("overzicht", "breed", "light")


def take(page: Page, address: str, target: Path) -> None:
    """One whole page: the window grows until nothing has to scroll."""
    page.goto(address)
    size = drawn(page).viewport_size or {"width": 1280, "height": 900}
    for _ in range(3):  # what comes into view may make the page longer
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        if page.viewport_size and height <= page.viewport_size["height"]:
            break
        page.set_viewport_size({"width": size["width"], "height": int(height)})
        drawn(page)
    page.screenshot(path=target)
    page.close()


def main() -> None:
    """Take them all, and put one in docs/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "screenshots")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with serve() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        for scheme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-BE")
                for name, path in PAGES.items():
                    target = folder / f"{name}_{size}_{scheme}.png"
                    take(context.new_page(), f"{address}/{path}", target)
                    if (name, size, scheme) == README:
                        shutil.copy(target, ROOT / "docs" / "screenshot.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
