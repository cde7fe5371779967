"""A confirm that is sent again: twice at once, by another page, or after somebody else confirmed. It counts once, and never for what nobody looked at."""

import time
from collections.abc import Callable, Iterator, Sequence

import httpx
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.store.store import Store, open_store
from scripts.signing_in import ACCESS, Guarded, guarded
from tests.access.conftest import acts, workbook
from tests.access.wire import XSRF, Person, Wire, signed_in
from tests.reliability.record import record

pytestmark = pytest.mark.provider
CONFIRM = "FormSubmitter:decide-Bevestigen"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}")


@pytest.fixture(scope="module")
def hub(empty: Store) -> Iterator[Guarded]:
    with guarded(str(empty.engine.url)) as found:
        yield found


@pytest.fixture(scope="module")
def editor(hub: Guarded) -> Person:
    return signed_in(hub.address, "bewerker")


def dropped(wire: Wire, *cases: str, name: str = "maart.xlsx") -> bytes:
    """Drop a file with these cases on the page, and look at it; gives the message that a click on the button would send."""
    wire.ask("gegevens")
    key = next(k for k in wire.ids if k.startswith("delivery-"))
    url, state = wire.uploads(name)
    headers = {"X-Xsrftoken": wire.person.cookies[XSRF], "Origin": wire.person.address}
    httpx.put(wire.person.address + url, files={name: (name, workbook(*cases))}, headers=headers, cookies=dict(wire.person.cookies)).raise_for_status()
    state.id = wire.ids[key]
    wire.widgets[key] = state
    wire.send(wire.message(), ends=1)
    while CONFIRM not in wire.ids:
        wire.send(wire.message())
    return wire.message(wire.ids[CONFIRM])


def until(so: Callable[[], bool]) -> None:
    """Until something is so; a computer that has much to do takes its time."""
    for _ in range(600):
        if so():
            return
        time.sleep(0.1)


def quiet(wire: Wire) -> None:
    """Until the page has nothing more to say."""
    try:
        while True:
            wire.heard.append(ForwardMsg.FromString(wire.socket.recv(timeout=0.7)))  # type: ignore[arg-type]
    except TimeoutError:
        return


@pytest.mark.parametrize("waits", [(0.0,), pytest.param([n / 200 for n in range(60)], marks=pytest.mark.campaign)], ids=["at once", "after a while"])
def test_sent_again_it_counts_once(empty: Store, editor: Person, waits: Sequence[float]) -> None:
    """Whatever the first was doing when the second came: reading, storing, or drawing what came of it."""
    begin, before = time.monotonic(), empty.head()
    for done, wait in enumerate(waits):
        with Wire(editor) as wire:
            message = dropped(wire, f"Dubbel {wait}")
            wire.socket.send(message)
            time.sleep(wait)
            wire.socket.send(message)
            wire.socket.send(message)
            until(lambda done=done: empty.head() > before + done)
            quiet(wire)
    stored = empty.head() - before
    if len(waits) > 1:
        record("access-replayed", tried=2 * len(waits), failed=abs(stored - len(waits)), seconds=time.monotonic() - begin)
    assert stored == len(waits)


def test_sent_again_later_it_counts_once(empty: Store, editor: Person) -> None:
    with Wire(editor) as wire:
        message, before = dropped(wire, "Later"), empty.head()
        wire.send(message)
        until(lambda: empty.head() == before + 1)
        quiet(wire)
        after = empty.head()
        wire.send(message)
        quiet(wire)
    assert empty.head() == after


def test_by_a_page_that_dropped_nothing_it_counts_for_nothing(empty: Store, editor: Person) -> None:
    with Wire(editor) as wire, Wire(editor) as other:
        message = dropped(wire, "Van een ander")
        before = empty.head()
        other.ask("gegevens")
        other.send(message)
        quiet(other)
        assert empty.head() == before
        wire.send(message)
        until(lambda: empty.head() == before + 1)
    assert empty.head() == before + 1


def test_of_two_who_dropped_the_same_one_confirms_and_the_other_hears(empty: Store, editor: Person) -> None:
    with Wire(editor) as one, Wire(editor) as two:
        first, second = dropped(one, "Zelfde", "Dag"), dropped(two, "Zelfde", "Dag")
        before = empty.head()
        one.send(first)
        until(lambda: empty.head() == before + 1)
        quiet(one)
        two.send(second)
        quiet(two)
        assert empty.head() == before + 1
        two.send(second)
        quiet(two)
        two.send(two.message(two.ids[CONFIRM]))
        quiet(two)
    assert empty.head() == before + 1, "the button is closed until what the other did was seen; a message does not open it"


def test_with_a_role_that_is_gone_it_counts_for_nothing_and_is_in_the_log(empty: Store, hub: Guarded, editor: Person) -> None:
    with Wire(editor) as wire:
        message = dropped(wire, "Te laat")
        before = empty.head()
        try:
            hub.access.write_text('lezer = ["@hub.example"]\n', encoding="utf-8")
            wire.send(message)
            until(lambda: ("Bewer Kerst (bewerker@hub.example)", "refused") in acts(empty))
        finally:
            hub.access.write_text(ACCESS, encoding="utf-8")
    assert empty.head() == before
    assert ("Bewer Kerst (bewerker@hub.example)", "refused") in acts(empty)
