"""Two dashboards behind nginx with sign-in at a real provider, as a hub runs them: who signed in at one is known on the other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store.log import lines
from data.store.store import open_store
from scripts.signing_in import ACCESS
from tests import postgresql
from tests.access.conftest import sign_in
from tests.browser.conftest import settled
from tests.browser.several import Several, several_with_sign_in
from tests.browser.test_delivery import book, drop
from tests.browser.test_several_servers import UPLOAD, behind, taken_over

pytestmark = [pytest.mark.campaign, pytest.mark.browser, pytest.mark.proxy, pytest.mark.provider]
OTHER = {"one": "two", "two": "one"}
WHO = "Bewer Kerst (bewerker@hub.example)"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """All of it, on an empty database."""
    address = postgresql.database_of(str(tmp_path_factory.mktemp("signed-in")))
    with several_with_sign_in(address) as made:
        yield made
    postgresql.remove(address)


@pytest.fixture
def page(browser: Browser, servers: Several) -> Iterator[Page]:
    """Somebody new; both dashboards are there again afterwards."""
    context = browser.new_context(locale="nl-BE", ignore_https_errors=True, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()
    servers.start(*(name for name in OTHER if name not in servers.running))


def role(page: Page) -> str:
    return page.inner_text(".st-key-account")


def test_who_signed_in_goes_on_at_the_other_dashboard_and_writes_there_under_the_same_name(page: Page, servers: Several, tmp_path: Path) -> None:
    sign_in(page, servers, "bewerker")  # type: ignore[arg-type]
    assert page.url.startswith(servers.address), "the provider sends back by way of nginx"
    assert "bewerker" in role(settled(page))
    page.goto(f"{servers.address}/{UPLOAD}")
    settled(page)
    drop(page, book(tmp_path, "maart.xlsx", date(2024, 6, 1)))
    page.get_by_role("button", name="Bevestigen", exact=True).click()
    page.wait_for_selector("text=Versie 1 is bewaard")
    settled(page)

    first = behind(page.context)
    servers.kill(first)
    taken_over(page)
    assert "bewerker" in role(page), "nobody has to sign in again"
    assert behind(page.context) == OTHER[first]
    drop(page, book(tmp_path, "april.xlsx", date(2024, 6, 1), date(2024, 6, 2)))
    page.get_by_role("button", name="Bevestigen", exact=True).click()
    page.wait_for_selector("text=Versie 2 is bewaard")
    assert [line.who for line in lines(open_store(servers.store)) if line.act == "confirm"] == [WHO, WHO]


def test_a_dashboard_that_dies_while_somebody_types_a_password_keeps_nobody_out(page: Page, servers: Several) -> None:
    page.goto(servers.address)
    page.locator(".st-key-sign-in button").click()
    page.fill("input[name=login]", "lezer")
    page.fill("input[name=password]", "om het even")
    servers.kill(behind(page.context))
    page.click("button[type=submit]")
    page.locator("button[type=submit], .st-key-account").first.wait_for()
    if "interaction" in page.url:
        page.click("button[type=submit]")
    page.locator(".st-key-account button").first.wait_for(timeout=30_000)
    assert "lezer" in role(page)


def test_a_confidential_file_and_a_download_come_through_nginx_from_the_dashboard_of_the_visit(page: Page, servers: Several) -> None:
    sign_in(page, servers, "beheerder")  # type: ignore[arg-type]
    for _ in OTHER:
        page.goto(f"{servers.address}/gegevens")
        settled(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Back-up").first.click()
        assert waiting.value.path().read_bytes()[:2] == b"PK"
        servers.kill(behind(page.context))
        taken_over(page)
        servers.start(*(name for name in OTHER if name not in servers.running))


def test_a_right_that_is_withdrawn_is_gone_on_both_and_so_is_a_visit_that_was_signed_out(page: Page, servers: Several) -> None:
    sign_in(page, servers, "lezer")  # type: ignore[arg-type]
    assert servers.asks
    try:
        servers.asks.access.write_text('beheerder = ["beheerder@hub.example"]\n', encoding="utf-8")
        for _ in OTHER:
            page.goto(f"{servers.address}/cases")
            expect(page.get_by_text("Je staat niet op de lijst")).to_be_visible(timeout=30_000)
            _move(page)
    finally:
        servers.asks.access.write_text(ACCESS, encoding="utf-8")
    page.goto(servers.address)
    settled(page).locator(".st-key-account button").first.click()
    page.locator(".st-key-sign-out button").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    page.locator(".st-key-sign-in button").wait_for()
    assert page.url.startswith(servers.address), "the provider sends back by way of nginx"
    for _ in OTHER:
        page.goto(f"{servers.address}/cases")
        page.locator(".st-key-sign-in button").wait_for()
        _move(page)


def _move(page: Page) -> None:
    """From now on with the other dashboard, as nginx does when one is away."""
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "impactmonitor_server")  # type: ignore[typeddict-item]
    page.context.add_cookies([{**cookie, "value": OTHER[cookie["value"]]}])  # type: ignore[typeddict-item,list-item]
