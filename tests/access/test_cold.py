"""A server that has just started shows nothing to who did not sign in, whatever address is the very first that it is asked for."""

from collections.abc import Iterator

import pytest

from data.store.store import Store
from scripts.serving import free_port, serve
from scripts.signing_in import SignIn, provided
from tests.access.attempts import SECRETS
from tests.access.wire import Person, Wire, spoken
from tests.reliability.record import record
from ui.navigation import PAGES

pytestmark = [pytest.mark.provider, pytest.mark.campaign]
FILES = {
    "/media/00000000000000000000000000000000.xlsx": 403, "/_stcore/upload_file/a/b": 403, "/vertrouwelijk/x": 404, "/_stcore/metrics": 404, "/_stcore/agent/openapi.json": 404, "/app/static/x": 404,
    "/component/x/index.html": 404, "/pages/cases.py": 200, "/.streamlit/secrets.toml": 200, "/impactmonitor.db": 200, "/static/../dashboard.py": 400,
}  # fmt: skip


@pytest.fixture(scope="module")
def asks() -> Iterator[tuple[SignIn, int]]:
    port = free_port()
    with provided(f"http://127.0.0.1:{port}") as found:
        yield found, port


def test_no_page_is_the_first_to_show_anything(asks: tuple[SignIn, int], store: Store) -> None:
    (settings, port), wrong = asks, []
    for entry in PAGES:
        with serve(store=str(store.engine.url), port=port, options=settings.options, **settings.settings) as address, Wire(Person(address, {})) as wire:
            wire.ask(entry.address)
            wrong += [f"{entry.address}: {word}" for word in SECRETS if word.encode() in wire.wire]
            wrong += [] if "sign-in" in wire.ids else [f"{entry.address}: no way in"]
    record("access-cold", tried=len(PAGES) + len(FILES), failed=len(wrong), note="each on a server of its own")
    assert wrong == []


@pytest.mark.parametrize(("path", "status"), FILES.items())
def test_no_file_is(asks: tuple[SignIn, int], store: Store, path: str, status: int) -> None:
    settings, port = asks
    with serve(store=str(store.engine.url), port=port, options=settings.options, **settings.settings) as address:
        answer = spoken(address, f"{'PUT' if 'upload' in path else 'GET'} {path}")
    assert answer.status == status
    assert not [word for word in (*SECRETS, "cookie_secret", "import", "SQLite") if word.encode() in answer.body]
    assert status != 200 or b"<title>Streamlit</title>" in answer.body, "the empty page, as at any address that does not exist"
