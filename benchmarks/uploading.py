"""From the moment a workbook is dropped in the browser until its preview is there, against a plain pandas read of the same file."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from benchmarks.measured import Measured
from benchmarks.served import confirmed
from benchmarks.workbook import kept
from reports.chromium import chromium
from scripts.serving import FLAGS, drawn, serve

LAST = "text=Bevestigen of stoppen"


def uploading(cases: int, rounds: int, before: int = 0) -> Measured:
    """On top of a version of `before` cases; 0 = the first delivery of a hub. Each round has a server of its own, that has read nothing yet."""
    path, ratios, took = kept(cases), [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for _ in range(rounds):
            took.append(_upload(browser, path, before))
            begin = time.perf_counter()
            assert pd.read_excel(path, engine="calamine", sheet_name=None)
            ratios.append(took[-1] / (time.perf_counter() - begin))
        browser.close()
    on = f", on top of {before}" if before else ", the first delivery"
    return Measured(f"upload of {cases} cases to the preview{on}", "pandas' calamine read of the file", ratios, 1.5, f"{sorted(took)[len(took) // 2]:.1f} s")


def _upload(browser: Browser, path: Path, before: int) -> float:
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder:
        store = f"sqlite:///{folder}/store.db"
        if before:
            confirmed(store, kept(before))
        with serve(store=store) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE")
            page = context.new_page()
            page.goto(f"{address}/gegevens")
            drawn(page)
            begin = time.perf_counter()
            page.set_input_files("input[type=file]", path)
            page.wait_for_selector(LAST, timeout=600_000)
            seconds = time.perf_counter() - begin
            context.close()
            return seconds
