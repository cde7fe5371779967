"""A dashboard with sign-in and two confirmed versions, and somebody who signs in at a real provider."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from data.raw import Source as File
from data.store.log import lines
from data.store.recipe import Recipe
from data.store.store import Entry, Store, open_store, received_files
from data.template import build
from scripts.serving import drawn
from scripts.signing_in import Guarded, guarded

PERSON, MAIL = "Quirina Zeldzaamnaam", "quirina.zeldzaam@fixture.example"
COMPANY = "Wonderlijk Herkenbaar nv"
SignIn = Callable[[str], Page]


def workbook(*cases: str) -> bytes:
    """The template with a case per name, each with a person in the columns that stay in the file."""
    target = BytesIO()
    build(target, "nl")
    opened = openpyxl.load_workbook(target)
    sheet = opened["Cases"]
    headers = {c.value: c.column for row in sheet.iter_rows(max_row=5) for c in row if isinstance(c.value, str)}
    top = next(row[0].row for row in sheet.iter_rows(max_row=5) if row[0].value == "Case-ID")
    for n, name in enumerate(cases, start=1):
        values = {"Case-ID": f"K{n}", "Titel": name, "Datum instroom": "05/03/2024", "Doelstellingen": "3", "Status": "Gerealiseerd", "Datum realisatie": "05/06/2024", "Organisatie": COMPANY,
                  "Contactpersoon": PERSON, "E-mail": MAIL}  # fmt: skip
        for header, value in values.items():
            sheet.cell(top + n, headers[header]).value = value
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with two versions."""
    found = open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}")
    recipe = Recipe()
    for base, cases in enumerate((["Eerste case"], ["Eerste case", "Tweede case"])):
        file = File(f"levering{base + 1}.xlsx", workbook(*cases))
        recipe = recipe.with_delivery(received_files([file]), ["Cases"], base + 1, "replace")
        found.confirm(base, Entry(recipe, "Voor Beeld", "", "0" * 64, (file,), {"Cases": {"read": 1, "accepted": 1}}))
    return found


@pytest.fixture(scope="module")
def hub(store: Store) -> Iterator[Guarded]:
    """The dashboard of that store, with sign-in."""
    with guarded(str(store.engine.url)) as found:
        yield found


@pytest.fixture(scope="module")
def signed_in(browser: Browser, hub: Guarded) -> Iterator[SignIn]:
    """The window of somebody who signed in: of each person the same one, and the sign-in is done once. Each address is a new session."""
    windows: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in windows:
            windows[who] = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE").new_page()
            sign_in(windows[who], hub, who)
        return windows[who]

    yield window
    for page in windows.values():
        page.context.close()


def sign_in(page: Page, hub: Guarded, who: str) -> None:
    """From the first page to the provider's form, and back."""
    page.goto(hub.address)
    page.locator(".st-key-sign-in button").click()
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", "om het even")
    page.click("button[type=submit]")
    page.locator("button[type=submit], .st-key-account, .st-key-sign-out").first.wait_for()
    if page.locator("form button[type=submit]").count() and "interaction" in page.url:
        page.click("button[type=submit]")
    page.locator(".st-key-account button, .st-key-sign-out button").first.wait_for()


def opened(page: Page, hub: Guarded, address: str) -> Page:
    """A page by its address, as whoever signed in sees it."""
    page.goto(f"{hub.address}/{address}")
    return drawn(page)


def acts(store: Store) -> list[tuple[str, str]]:
    """What the log says, the latest first: who and what."""
    return [(line.who, line.act) for line in lines(store)]


def folder_of(store: Store) -> Path:
    """Where the store keeps its file."""
    assert store.engine.url.database
    return Path(store.engine.url.database).parent
