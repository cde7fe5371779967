"""What holds for all tests: a browser test needs a browser, and with CI=true nothing may be left out."""

import os
import shutil

import pytest

CI = os.environ.get("CI") == "true"
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the browser tests where there is no browser."""
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no Chromium (see packages.txt)"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """With CI=true a skipped test is a failed one."""
    report = (yield).get_result()
    if CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was left out, and with CI=true nothing may be: {report.longrepr}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out, and why."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"left out: {report.nodeid} ({report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr})")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser program."""
    assert CHROMIUM is not None
    return CHROMIUM
