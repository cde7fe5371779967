"""What a server writes in its log while people do everything, rightly and wrongly: events that can be followed, and nobody's name or data."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data.store.store import open_store
from scripts.serving import drawn
from scripts.signing_in import PEOPLE, Guarded, guarded
from tests.access.conftest import COMPANY, MAIL, PERSON, opened, sign_in, workbook
from tests.reliability.record import record

pytestmark = [pytest.mark.browser, pytest.mark.provider, pytest.mark.campaign]
# Of everybody and everything that passed by, the words that no other text holds.
PERSONAL = {
    *PERSON.split(), MAIL, MAIL.partition("@")[0], *COMPANY.split()[:2], "Eerste zaak", "levering van", "elders.example", "hub.example", "financier.example",
    *(word for who in PEOPLE.values() for word in str(who["name"]).split()),
}  # fmt: skip
WRONG = {
    f"{PERSON} brief.xlsx": b"Dit is geen spreadsheet maar een brief over " + PERSON.encode(),
    f"leeg van {PERSON}.xlsx": b"",
    f"levering van {PERSON}.csv": f"Case-ID;Titel;Datum instroom\nK1;{PERSON};31/02/2024\n".encode(),
    f"stuk van {PERSON}.ods": b"PK\x03\x04" + PERSON.encode() * 40,
}


def test_the_log_of_a_server_on_which_everything_was_done_names_nobody(browser: Browser, tmp_path: Path) -> None:
    log, store = tmp_path / "server.log", tmp_path / "store.db"
    good = tmp_path / f"levering van {PERSON}.xlsx"
    good.write_bytes(workbook("Eerste zaak"))
    with guarded(f"sqlite:///{store}", log=log, IMPACTMONITOR_LOG="json") as hub:
        window = browser.new_context(locale="nl-BE", accept_downloads=True).new_page()
        for who in ("vreemde", "onbevestigd"):
            stranger = browser.new_context(locale="nl-BE").new_page()
            sign_in(stranger, hub, who)
            stranger.context.close()
        sign_in(window, hub, "beheerder")
        for name, raw in WRONG.items():
            opened(window, hub, "gegevens")
            (tmp_path / name).write_bytes(raw)
            window.set_input_files("input[type=file]", tmp_path / name)
            window.wait_for_timeout(1200)
            drawn(window)
        _confirm(window, hub, good)
        for address in (
            "overzicht?fase=bestaat-niet&zoek=" + PERSON,
            f"cases?organisatie={COMPANY}",
            "logboek",
            "bewaring",
            "eigen_werkmap",
            f"{PERSON.split()[0]}",
        ):
            opened(window, hub, address)
        store.rename(tmp_path / "weg.db")
        for address in ("overzicht", "gegevens", "versies"):
            opened(window, hub, address)
        assert window.request.get(f"{hub.address}/gereed").status == 503
        (tmp_path / "weg.db").rename(store)
        time.sleep(1.5)
        assert window.request.get(f"{hub.address}/gereed").status == 200
        hub.access.write_text(f'lezer = "{MAIL}"', encoding="utf-8")  # a mistake in the list of people
        window.goto(f"{hub.address}/overzicht")
        window.wait_for_timeout(1500)
        window.context.close()
    said = log.read_text(encoding="utf-8")
    found = {word for word in PERSONAL if word.casefold() in said.casefold()}
    record("log_words", tried=len(PERSONAL), failed=len(found), note="words of people, companies, files and cells")
    assert not found, said[-3000:]
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {"started", "ready", "stored", "not-ready", "ready-again"} <= {line["event"] for line in lines}
    assert {line["act"] for line in lines if line["event"] == "stored"} >= {"confirm", "upload", "refused"}
    (confirmed,) = [line for line in lines if line.get("act") == "confirm"]
    assert (confirmed["version"], confirmed["files"], confirmed["seconds"] > 0) == (1, 1, True)
    other = [line for line in said.splitlines() if line and not line.startswith("{")]
    assert all("Streamlit" in line or "URL" in line or "http" in line for line in other), other
    assert open_store(f"sqlite:///{store}").head() == 1


def _confirm(window: Page, hub: Guarded, file: Path) -> None:
    opened(window, hub, "gegevens")
    window.set_input_files("input[type=file]", file)
    window.wait_for_selector("text=Bevestigen of stoppen", timeout=60_000)
    drawn(window)
    window.get_by_role("button", name="Bevestigen", exact=True).click()
    window.wait_for_selector("text=Versie 1 is bewaard")
    drawn(window)
