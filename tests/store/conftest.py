"""The store's tests run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgresql
from tests.store.confirming import Place


@pytest.fixture(params=("sqlite", "postgresql"))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a test has its stores: as many as it names, each empty, and gone afterwards."""
    made = Place(tmp_path, request.param)
    yield made
    if request.param == "postgresql":
        for name in made.names:
            postgresql.remove(made.address(name))
