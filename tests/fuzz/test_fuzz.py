"""Hostile spreadsheets: each ends in figures or in one sentence, whatever it holds. `python -m tests.fuzz` tries many more at random."""

import resource
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.raw import Source
from tests.fuzz.holds import SETTINGS, holds, outcome
from tests.fuzz.odd import KINDS_OF_CHANGE, bytes_changed, made, structured
from tests.fuzz.parts import pack, unpack
from tests.fuzz.specimens import NOBODY, SPECIMENS
from tests.random_examples import tried
from tests.reliability.record import record

EACH = 125  # of every kind, each time
# What takes longest; the others are tried each time.
HEAVY = {
    "archive_of_zeros_in_a_sheet", "archive_of_60000_members", "sheets_by_the_thousand", "columns_16384", "columns_of_one_name_16384", "header_of_a_million_signs",
    "cell_of_50_million_signs", "cells_of_32767_signs", "rows_empty_by_the_hundred_thousand", "texts_shared_large_and_used_often", "ods_that_repeats_a_cell_a_billion_times",
    "ods_that_repeats_a_row_a_billion_times", "csv_of_one_line_of_100_mb", "csv_of_one_cell_of_100_mb", "csv_of_100_mb_of_line_ends", "csv_of_100_mb_of_separators",
    "csv_of_one_wide_line_and_many_short_ones", "cells_down_to_the_last_row", "archive_bomb", "archive_bomb_packed_with_bzip2", "archive_that_lies_about_its_size", "archive_of_overlapping_members",
    "archive_bomb_in_an_archive", "archive_in_an_archive", "names_defined_oddly", "merged_ranges_by_the_hundred_thousand",
    "row_4294967295", "columns_beyond_the_last", "texts_shared_out_of_range", "styles_by_the_hundred_thousand", "xml_100000_deep_in_the_workbook",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _small_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", [n for n in SPECIMENS if n not in HEAVY])
def test_a_specimen_ends_in_figures_or_in_a_sentence(name: str) -> None:
    file, make = SPECIMENS[name]
    outcome([Source(file, make())])


@pytest.mark.campaign
def test_all_specimens_are_computed_stored_and_marked_or_refused_with_nothing_stored() -> None:
    begin, failed, count = time.monotonic(), [], {}
    for name, (file, make) in SPECIMENS.items():
        try:
            how = holds(Source(file, make()))
            count[how] = count.get(how, 0) + 1
        except Exception as error:  # noqa: BLE001 - told below, with all the others
            failed.append((name, repr(error)))
    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    told = ", ".join(f"{n} {how}" for how, n in sorted(count.items(), key=lambda pair: -pair[1]))
    record(
        "fuzz_specimens", tried=len(SPECIMENS), failed=len(failed), seconds=time.monotonic() - begin, note=f"{told}; this process held at most {kept:.1f} GiB"
    )
    assert not failed
    assert set(SPECIMENS) >= HEAVY
    assert kept < 4


@pytest.mark.parametrize("kind", KINDS_OF_CHANGE)
def test_workbooks_at_random_end_in_figures_or_in_a_sentence(kind: str) -> None:
    for seed in range(EACH):
        try:
            holds(made(kind, seed), deep=seed % EACH == 0)
        except BaseException as error:
            error.add_note(f"python -m tests.fuzz --only {kind} --seed {seed} --count 1")
            raise


@tried(20, 500, large=True)
@given(st.sampled_from((structured, bytes_changed)), st.randoms(use_true_random=False))
def test_what_hypothesis_finds_ends_in_figures_or_in_a_sentence(make, chance) -> None:
    outcome([make(chance)])


@pytest.fixture
def listening() -> Iterator[tuple[str, list[object]]]:
    """An address at which somebody notes who comes."""
    came: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                came.append(server.accept()[1])
            except OSError:
                return

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/x", came
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_nothing_is_fetched(listening: tuple[str, list[object]]) -> None:
    address, came = listening
    looking_outside = [name for name in SPECIMENS if "outside" in name or "elsewhere" in name]
    assert len(looking_outside) >= 5
    for name in looking_outside:
        file, make = SPECIMENS[name]
        held = {part: words.replace(NOBODY.encode(), address.encode()) for part, words in unpack(make()).items()}
        assert any(address.encode() in words for words in held.values()), name
        holds(Source(file, pack(held)))
    assert came == []
    socket.create_connection(("127.0.0.1", int(address.split(":")[2].split("/")[0]))).close()
    while not came:  # it does listen
        time.sleep(0.01)
