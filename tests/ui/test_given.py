"""A name that a browser gives, however long or odd: it is cut to what fits, keeps its ending, and nothing breaks on it."""

from pathlib import Path

import pytest

from data.store.log import lines
from data.store.store import open_store
from tests.store.confirming import cases
from tests.ui.frame import open_page, shown
from ui import given
from ui.uploads import told_apart

RAW = bytes(cases("K1").data)  # type: ignore[arg-type]
LONG = "a" * 5000


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("maart.xlsx", "maart.xlsx"),
        ("a" * 195 + ".xlsx", "a" * 195 + ".xlsx"),
        (LONG + ".xlsx", "a" * 194 + "….xlsx"),
        (LONG, "a" * 199 + "…"),
        ("x." + LONG, "x." + "a" * 197 + "…"),
        ("../../etc/maart.xlsx", "maart.xlsx"),
        ("C:\\Users\\An\\maart.xlsx", "maart.xlsx"),
        ("map/", "map"),
        ("/", "_"),
        ("", "_"),
        (".xlsx", ".xlsx"),
    ],
)
def test_a_name_fits_and_keeps_its_ending(said: str, name: str) -> None:
    assert given.name(said) == name
    assert len(given.name(said)) <= given.LONGEST


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path / 'store.db'}"
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", found)
    return found


def test_a_delivery_with_such_names_is_looked_at_confirmed_and_told(address: str) -> None:
    app = open_page("gegevens")
    names = [f"{LONG}.xlsx", f"{LONG}b.xlsx"]
    app.get("file_uploader")[0].set_value([(n, RAW, "") for n in names]).run()
    assert LONG not in shown(app)
    assert "…" in shown(app)
    next(f for f in app.text_input if f.label == "Je naam").input("An")
    next(b for b in app.button if b.label == "Bevestigen").click().run()
    store = open_store(address)
    kept = ["a" * 194 + "….xlsx", "a" * 194 + "… (2).xlsx"]
    assert [f.name for f in store.version(1).received] == kept
    assert [line.about["files"] for line in lines(store)] == [kept, kept]
    assert not app.exception
    for page in ("versies", "bewaring", "logboek", "overzicht"):
        app = open_page(page)
        assert not app.exception
        assert LONG not in shown(app)


def test_one_s_own_file_with_such_a_name_is_shown(address: str) -> None:
    app = open_page("eigen_werkmap")
    app.get("file_uploader")[0].set_value([(f"{LONG}.xlsx", RAW, "")]).run()
    assert not app.exception
    assert LONG not in shown(app)
    assert "…" in shown(app)


def test_two_that_are_cut_alike_are_told_apart() -> None:
    class One:
        name = LONG + ".csv"

        def getvalue(self) -> bytes:
            return b""

    assert len({f.name for f in told_apart(given.files([One(), One()]))}) == 2
