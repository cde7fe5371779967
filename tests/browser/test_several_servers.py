"""Two dashboards on one PostgreSQL behind nginx: what is confirmed through one shows on the other, and one that dies is hardly noticed."""

import http.client
import re
import ssl
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.serving import ROOT, serve
from tests import postgresql
from tests.browser.conftest import settled
from tests.browser.several import CONFIGURATION, Several, several
from tests.browser.test_delivery import book, confirm, drop

pytestmark = [pytest.mark.browser, pytest.mark.proxy]
COOKIE = "impactmonitor_server"
DAY = date(2024, 6, 1)
PHASE_3 = ".st-key-fase button:has-text('3')"
UPLOAD, OVERVIEW = "gegevens?peildatum=2025-03-31", "overzicht?fase=4&peildatum=2025-03-31"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """All of it, on an empty database."""
    address = postgresql.database_of(str(tmp_path_factory.mktemp("several")))
    with several(address) as made:
        yield made
    postgresql.remove(address)


def behind(context: BrowserContext) -> str:
    """Which dashboard a visit is with."""
    return next(c["value"] for c in context.cookies() if c["name"] == COOKIE)  # type: ignore[typeddict-item]


def visit(browser: Browser, servers: Several, name: str, path: str) -> Page:
    """Somebody who lands on this dashboard; nginx gives out the dashboards by turns."""
    for _ in range(12):
        context = browser.new_context(locale="nl-BE", ignore_https_errors=True, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{servers.address}/{path}")
        settled(page)
        if behind(context) == name:
            return page
        context.close()
    raise AssertionError(f"nobody comes to {name}")


def figure(page: Page) -> str:
    """The leading figure of objective 3 in phase 4 after a redraw of the overview: somebody chooses a phase, and the page is not loaded anew."""
    for phase in ("3", "4"):
        page.locator(f".st-key-fase button:has-text('{phase}')").click()
        settled(page)
    return page.inner_text('a[data-open="3|4"] .im-big').split()[0]


def taken_over(page: Page) -> None:
    """Wait until the other dashboard has drawn the page, and says so."""
    page.wait_for_selector("text=De verbinding viel even weg", timeout=30_000)
    settled(page)


@pytest.mark.campaign
def test_a_version_shows_everywhere_and_a_server_that_dies_is_replaced_by_the_other(browser: Browser, servers: Several, tmp_path: Path) -> None:
    an, bo = visit(browser, servers, "one", UPLOAD), visit(browser, servers, "two", OVERVIEW)
    both = (an, bo)
    for page in both:
        page.evaluate("window.imStays = true")
    drop(an, book(tmp_path, "maart.xlsx", DAY))
    confirm(an, "An", 1)
    assert figure(bo) == "1", "at the next redraw"

    servers.kill("one")
    taken_over(an)
    drop(an, book(tmp_path, "april.xlsx", DAY, DAY))
    assert behind(an.context) == "two"
    confirm(an, "An", 2)
    assert figure(bo) == "2"

    servers.start("one")
    drop(an, book(tmp_path, "mei.xlsx", DAY, DAY, DAY))
    assert behind(an.context) == "two", "who moved stays where the visit is by now"
    confirm(an, "An", 3)
    assert figure(visit(browser, servers, "one", OVERVIEW)) == "3", "who comes new may land on the one that came back"

    bo.locator(PHASE_3).click()
    settled(bo)
    servers.kill("two")
    for page in both:
        taken_over(page)
    expect(bo.locator(PHASE_3)).to_have_attribute("aria-checked", "true")
    assert figure(bo) == "3"
    assert [behind(page.context) for page in both] == ["one", "one"]
    assert all(page.evaluate("window.imStays") for page in both), "nobody had to load a page anew"
    servers.start("two")


def test_an_upload_may_be_as_large_as_the_dashboard_says_and_no_larger(servers: Several) -> None:
    megabytes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]["maxUploadSize"]
    limit = re.search(r"client_max_body_size (\d+)m;", CONFIGURATION.read_text(encoding="utf-8"))
    assert limit
    assert megabytes < int(limit[1]) < megabytes + 20
    assert [_answer(servers, "PUT", length=size << 20) for size in (megabytes, megabytes + 20)] == [403, 413], "the dashboard itself refuses a stranger"


def _answer(servers: Several, method: str, length: int) -> int:
    """What is answered to who says that so many bytes come; nothing is sent."""
    connection = http.client.HTTPSConnection(servers.address.removeprefix("https://"), context=ssl._create_unverified_context(), timeout=20)
    connection.putrequest(method, "/_stcore/upload_file/vreemd/vreemd")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    return connection.getresponse().status


def test_headers_and_the_cookie_are_those_of_a_careful_server(servers: Several) -> None:
    connection = http.client.HTTPSConnection(servers.address.removeprefix("https://"), context=ssl._create_unverified_context())
    connection.request("GET", "/gezond")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("strict-transport-security"), answer.getheader("x-frame-options")) == (200, "max-age=31536000", "DENY")
    cookie = answer.getheader("set-cookie") or ""
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {w.strip() for w in cookie.split(";")}


def test_without_sign_in_nobody_comes_in_through_nginx() -> None:
    """A dashboard hears from nginx that it stands in between, and whoever asks through it could be anywhere."""
    site = CONFIGURATION.read_text(encoding="utf-8")
    assert "X-Forwarded-For $remote_addr;" in site
    with serve() as address:
        for headers, status in (({}, 200), ({"X-Forwarded-For": "192.0.2.7"}, 403), ({"X-Forwarded-For": "127.0.0.1"}, 403)):
            connection = http.client.HTTPConnection(address.removeprefix("http://"))
            connection.request("GET", "/gezond", headers=headers)
            assert connection.getresponse().status == status, headers
