"""Who signed in sees and does what the role allows, and nobody else anything: in the browser, by address, and on the websocket."""

import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store.log import lines
from data.store.store import Store
from scripts.serving import drawn
from scripts.signing_in import ACCESS, Guarded, guarded
from tests.access.conftest import COMPANY, MAIL, PERSON, SignIn, acts, opened, sign_in, workbook
from tests.access.test_rights import MATRIX
from ui.navigation import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.provider]
FORBIDDEN = "Deze pagina is niet voor jou"
# Every action by what somebody clicks for it: the page, and the control that is there for who may do it and for nobody else.
CONTROLS = {
    "see": ("overzicht", ".im-matrix"),
    "deliver": ("gegevens", "[data-testid=stFileUploader]"),
    "note": ("doelstellingen", "[class*=st-key-note-box-]"),
    "write": ("rapport", "[data-testid=stForm] button:has-text('Bewaar de tekst'):not([disabled])"),
    "undo": ("versies?versie_een=1", "button:has-text('Zet versie')"),
    "freeze": ("rapport", "button:has-text('Leg vast')"),
    "original": ("versies", "button:has-text('Haal levering')"),
    "backup": ("gegevens", "button:has-text('Back-up')"),
    "purge": ("bewaring", "button:has-text('Wis de inhoud')"),
    "log": ("logboek", "button:has-text('Hele logboek')"),
}


def heard(page: Page) -> list[bytes]:
    """Everything that comes in over the websockets of a page, from now on."""
    found: list[bytes] = []

    def keep(payload: object) -> None:
        found.append(payload if isinstance(payload, bytes) else str(payload).encode())

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    return found


def shut_out(page: Page, address: str) -> bytes:
    """A page for whoever may not see anything: the way in, and all that came over the wire."""
    found = heard(page)
    page.goto(address)
    page.locator(".st-key-sign-in button, .st-key-sign-out button").first.wait_for()
    page.wait_for_function("document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    assert found
    return b"".join(found)


def nothing_of_the_data(wire: bytes) -> None:
    for word in (COMPANY, PERSON, MAIL, "Eerste case", "Tweede case", "levering1.xlsx", "Voor Beeld", "Netwerkmomenten", "Turnhout"):
        assert word.encode() not in wire, word


@pytest.mark.parametrize(
    "pages", [("overzicht", "cases", "logboek"), pytest.param([p.address for p in PAGES], marks=pytest.mark.campaign)], ids=["some", "all"]
)
def test_without_sign_in_nothing_of_the_data_goes_over_the_wire(browser: Browser, hub: Guarded, pages: Sequence[str]) -> None:
    page = browser.new_page()
    for address in pages:
        nothing_of_the_data(shut_out(page, f"{hub.address}/{address}"))
        expect(page.locator("h1")).to_have_text("Meld je aan om de cijfers te zien")
    shut_out(page, f"{hub.address}/?taal=en")
    expect(page.locator("h1")).to_have_text("Sign in to see the figures")
    page.context.close()


@pytest.mark.campaign
@pytest.mark.parametrize("address", ["cases", "logboek"])
def test_the_very_first_address_that_a_server_is_asked_for_shows_nothing(browser: Browser, store: Store, address: str) -> None:
    with guarded(str(store.engine.url)) as cold:
        page = browser.new_page()
        nothing_of_the_data(shut_out(page, f"{cold.address}/{address}"))
        page.context.close()


@pytest.mark.parametrize(
    ("who", "said"), [("vreemde", "Je staat niet op de lijst"), pytest.param("onbevestigd", "Je adres is nog niet bevestigd", marks=pytest.mark.campaign)]
)
@pytest.mark.parametrize("pages", [("cases",), pytest.param(("", "cases", "gegevens", "logboek"), marks=pytest.mark.campaign)], ids=["one", "some"])
def test_somebody_who_is_not_on_the_list_sees_nothing(signed_in: SignIn, hub: Guarded, store: Store, who: str, said: str, pages: Sequence[str]) -> None:
    for address in pages:
        page = signed_in(who)
        nothing_of_the_data(shut_out(page, f"{hub.address}/{address}"))
        expect(page.locator("h1")).to_contain_text(said)
    assert who != "vreemde" or ("vreemde@elders.example", "refused") in acts(store)


@pytest.mark.campaign
@pytest.mark.parametrize("role", MATRIX)
def test_a_role_opens_the_pages_it_may_see_and_no_other(signed_in: SignIn, hub: Guarded, role: str) -> None:
    page = signed_in(role)
    for entry in PAGES:
        found = heard(page)
        opened(page, hub, entry.address)
        if entry.needs in MATRIX[role]:
            assert FORBIDDEN not in page.inner_text("h1")
        else:
            expect(page.locator("h1")).to_have_text(FORBIDDEN)
            nothing_of_the_data(b"".join(found))
        expect(page.locator(".st-key-account")).to_contain_text(role)


@pytest.mark.campaign
@pytest.mark.parametrize("role", MATRIX)
@pytest.mark.parametrize("action", CONTROLS)
def test_a_role_finds_what_it_may_do_and_nothing_else(signed_in: SignIn, hub: Guarded, role: str, action: str) -> None:
    address, control = CONTROLS[action]
    page = signed_in(role)
    opened(page, hub, address)
    if action == "undo":
        page.locator(".st-key-version-one [data-testid=stSelectbox] input, .st-key-version-one input").first.click()
        page.get_by_role("option", name="Versie 1 ").click()
        drawn(page)
    expect(page.locator(control)).to_have_count(0 if action not in MATRIX[role] else page.locator(control).count() or 1)


def test_a_right_that_is_withdrawn_is_gone_at_the_next_redraw(signed_in: SignIn, hub: Guarded, store: Store) -> None:
    page = signed_in("beheerder")
    opened(page, hub, "versies")
    page.locator(".st-key-version-one input").first.click()
    page.get_by_role("option", name="Versie 1 ").click()
    drawn(page).get_by_label("Je naam").count()
    before = store.head()
    try:
        hub.access.write_text('lezer = ["@hub.example"]\n', encoding="utf-8")
        page.get_by_role("button", name="Zet versie 1 terug").click()
        expect(page.locator(".st-key-account")).to_contain_text("lezer")
        drawn(page)
        expect(page.get_by_role("button", name="Zet versie 1 terug")).to_have_count(0)
        assert store.head() == before
        hub.access.write_text('lezer = ["@financier.example"]\n', encoding="utf-8")
        page.get_by_role("button", name="Bekijk op alle pagina").click()
        expect(page.get_by_text("Je staat niet op de lijst")).to_be_visible()
        expect(page.locator("table, h1:has-text('versies')")).to_have_count(0)
    finally:
        hub.access.write_text(ACCESS, encoding="utf-8")


def test_a_sign_in_that_has_expired_asks_for_a_new_one(signed_in: SignIn, hub: Guarded) -> None:
    page = signed_in("lezer")
    opened(page, hub, "definities")
    try:
        hub.access.write_text(f"hours = 0.0001\n{ACCESS}", encoding="utf-8")
        found = heard(page)
        page.goto(f"{hub.address}/cases")
        expect(page.locator("h1")).to_contain_text("Je aanmelding is verlopen")
        nothing_of_the_data(b"".join(found))
    finally:
        hub.access.write_text(ACCESS, encoding="utf-8")
    opened(page, hub, "cases")
    expect(page.locator("h1")).not_to_contain_text("verlopen")


def test_a_mistake_in_the_list_lets_nobody_in(signed_in: SignIn, hub: Guarded) -> None:
    page = signed_in("beheerder")
    try:
        hub.access.write_text("beheerder = [", encoding="utf-8")
        page.goto(f"{hub.address}/cases")
        expect(page.locator("[data-testid=stAlert]")).to_contain_text("bevat een fout")
        expect(page.locator("table")).to_have_count(0)
    finally:
        hub.access.write_text(ACCESS, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v[:-3] + "abc",
        pytest.param(lambda v: "", marks=pytest.mark.campaign),
        pytest.param(lambda v: v[:30] + v[31:], marks=pytest.mark.campaign),
        pytest.param(lambda v: "2|1:0|10:1|0:", marks=pytest.mark.campaign),
    ],
)
def test_a_forged_sign_in_is_none(browser: Browser, signed_in: SignIn, hub: Guarded, change: Callable[[str], str]) -> None:
    cookies = signed_in("lezer").context.cookies()
    assert any(c["name"] == "_streamlit_user" for c in cookies)
    forged = [{**c, "value": change(str(c["value"]))} if str(c["name"]).startswith("_streamlit_user") else c for c in cookies]
    context = browser.new_context()
    context.add_cookies([c for c in forged if c["value"]])  # type: ignore[arg-type]
    nothing_of_the_data(shut_out(context.new_page(), f"{hub.address}/cases"))
    context.close()


def asked(address: str, cookies: str = "", method: str = "GET") -> int:
    """The answer to a request outside the browser."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"cookie": cookies}, method=method), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_an_original_file_comes_once_and_only_to_whoever_asked(signed_in: SignIn, hub: Guarded, store: Store) -> None:
    page = signed_in("beheerder")
    opened(page, hub, "versies")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Haal levering2.xlsx op").click()
    file = waiting.value
    assert file.suggested_filename == "levering2.xlsx"
    assert file.path().read_bytes() == store.content(store.version(2).received[0].sha256)
    assert ("Behe Erder (beheerder@hub.example)", "original") in acts(store)
    mine = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    assert asked(file.url, mine) == 404, "it worked once"
    assert asked(f"{hub.address}/vertrouwelijk/{'A' * 43}", mine) == 404

    opened(page, hub, "versies")
    page.evaluate("HTMLAnchorElement.prototype.click = () => {}")  # the address is made, and nobody fetches it yet
    page.get_by_role("button", name="Haal levering2.xlsx op").click()
    fresh = str(page.locator("a[href*=vertrouwelijk]").evaluate("(link) => link.href"))
    assert asked(fresh) == 404, "not to somebody who did not sign in"
    theirs = "; ".join(f"{c['name']}={c['value']}" for c in signed_in("lezer").context.cookies())
    assert asked(fresh, theirs) == 404, "not to somebody else"
    hub.access.write_text('lezer = ["@hub.example"]\n', encoding="utf-8")
    try:
        assert asked(fresh, mine) == 403, "not once the right is withdrawn"
    finally:
        hub.access.write_text(ACCESS, encoding="utf-8")
    assert asked(fresh, mine) == 404, "and the address is used up by then"


def test_a_download_that_was_made_is_for_who_may_see_it_at_that_moment(signed_in: SignIn, hub: Guarded) -> None:
    page = signed_in("lezer")
    opened(page, hub, "cases")
    page.locator("[class*=st-key-download-] button").first.click()
    with page.expect_download() as waiting:
        drawn(page).locator("[class*=st-key-csv-] button").first.click()
    address = waiting.value.url
    assert "/media/" in address
    mine = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    assert (asked(address, mine), asked(address)) == (200, 403)
    try:
        hub.access.write_text('lezer = ["@elders.example"]\n', encoding="utf-8")
        assert asked(address, mine) == 403
    finally:
        hub.access.write_text(ACCESS, encoding="utf-8")


def test_a_file_that_is_dropped_comes_in_with_the_sign_in_and_without_it_nothing_does(signed_in: SignIn, hub: Guarded) -> None:
    page = signed_in("bewerker")
    opened(page, hub, "gegevens")
    with page.expect_request(lambda request: "/_stcore/upload_file/" in request.url) as waiting:
        page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files({"name": "nieuw.xlsx", "mimeType": "", "buffer": workbook("Derde case")})
    expect(page.get_by_text("Er is nog niets bewaard")).to_be_visible(timeout=30_000)
    assert asked(waiting.value.url, method="PUT") == 403


def test_who_signed_in_writes_under_that_name_and_no_other(signed_in: SignIn, hub: Guarded, store: Store) -> None:
    page = signed_in("bewerker")
    opened(page, hub, "doelstellingen")
    page.locator("[class*=st-key-note-box-] summary").click()
    expect(page.get_by_text("Op naam van Bewer Kerst")).to_be_visible()
    expect(page.get_by_label("Je naam")).to_have_count(0)
    page.get_by_label("Opmerking").fill("Een opmerking van de bewerker.")
    page.get_by_role("button", name="Bewaar de opmerking").click()
    expect(page.get_by_text("De opmerking is bewaard")).to_be_visible(timeout=30_000)
    assert store.notes()[0].who == "Bewer Kerst"
    assert acts(store)[0] == ("Bewer Kerst (bewerker@hub.example)", "note")


def test_signing_out_ends_the_visit(browser: Browser, hub: Guarded) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, hub, "lezer")
    drawn(page).locator(".st-key-account button").first.click()
    page.locator(".st-key-sign-out button").click()
    page.get_by_role("button", name="Yes, sign me out").click()  # the provider asks whether it may forget the visit too
    page.locator(".st-key-sign-in button").wait_for()
    nothing_of_the_data(shut_out(page, f"{hub.address}/cases"))
    context.close()


def test_the_log_tells_what_was_refused(signed_in: SignIn, hub: Guarded, store: Store) -> None:
    page = signed_in("lezer")
    for address in ("gegevens", "logboek", "gegevens"):
        opened(page, hub, address)
    assert {line.about["action"] for line in lines(store) if line.act == "refused"} >= {"deliver", "log"}
