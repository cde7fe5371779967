"""What holds for all tests: a browser test needs a browser, some need LibreOffice, nginx or systemd, and with CI=true nothing may be left out."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from typing import TypeVar

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from reports.chromium import chromium as find
from scripts.serving import FLAGS
from scripts.signing_in import MODULES, NODE
from tests.browser.several import nginx
from tests.random_examples import CAMPAIGN, EACH_TIME

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
CI = os.environ.get("CI") == "true"
# A store of its own for each test process, so that no test sees, or touches, what somebody keeps.
os.environ["IMPACTMONITOR_DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp(prefix='impactmonitor-')}/store.db"
CHROMIUM = find()
PROVIDER = NODE if (MODULES / "oidc-provider").is_dir() else None
OFFICE = shutil.which(os.environ.get("SOFFICE") or "soffice")
NGINX = nginx()
UNITS = shutil.which("systemd-analyze")
NEEDED = {
    "browser": (CHROMIUM, "Chromium"), "office": (OFFICE, "LibreOffice"), "provider": (PROVIDER, "OpenID provider"), "proxy": (NGINX, "nginx"),
    "systemd": (UNITS, "systemd"),
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """In a run of the campaign (`-m campaign`) what is tried on random examples is tried on all of them."""
    settings.load_profile(CAMPAIGN if config.getoption("markexpr") == CAMPAIGN else EACH_TIME)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that need a program which is not there."""
    for marker, (program, name) in NEEDED.items():
        for item in items if program is None else ():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"no {name} (see packages.txt and packages-dev.txt)"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a test that is left out is a failed one. One that fails in a browser tells what its page said."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.failed and isinstance(page, Page):
        report.sections.append(("the page", _said(page)))
    return _fail_if_left_out(report)


def _said(page: Page) -> str:
    try:
        return f"{page.url}\n{page.inner_text('body', timeout=2_000)}"
    except PlaywrightError as error:
        return f"nothing: {error}"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that is left out."""
    return _fail_if_left_out((yield))


def _fail_if_left_out(report: Report) -> Report:
    if CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was left out, and with CI=true nothing may be: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out, and why."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"left out: {report.nodeid} ({report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr})")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser program."""
    assert CHROMIUM is not None
    return CHROMIUM


@pytest.fixture(scope="session")
def office() -> str:
    """Path of LibreOffice."""
    assert OFFICE is not None
    return OFFICE


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a module; it is gone before the next module starts its own: playwright runs only once at a time."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()
