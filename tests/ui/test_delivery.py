"""The pages Gegevens and Versies: what is told before anything is stored, and what is asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.contract import contract
from data.raw import Source
from data.store.address import SETTING
from data.store.store import Store
from data.suspicions import RULES, Suspicion, suspicions
from locales import LANGUAGES, text
from tests.data.books import CASES, workbook
from tests.data.test_suspicions import TWINS, delivery, read
from tests.store.confirming import cases, confirm, fresh, state
from tests.ui.frame import open_page, shown
from ui import uploads
from ui.source import name_of
from ui.uploads import Pending

HEADER = [*CASES, "Gemeente", "Organisatie", "Datum van realisatie"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store for each test."""
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'store'}.db")
    return fresh(tmp_path)


def dropped(source: Source, seen: int = 0, **filters: str) -> AppTest:
    """The page Gegevens after somebody dropped a file."""
    app = open_page("gegevens", peildatum="2025-03-31", **filters)
    app.session_state["pending_delivery"] = Pending((source,), "replace", (), name_of(seen))
    return app.run()


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label == label)


def sign(app: AppTest, name: str = "An") -> None:
    next(field for field in app.text_input if field.label == "Je naam").set_value(name)


def test_without_data_the_pages_say_what_they_will_show() -> None:
    assert "Nog geen gegevens van jullie Hub" in shown(open_page("gegevens"))
    assert "Nog geen versies" in shown(open_page("versies"))


def test_a_first_delivery_is_told_confirmed_and_shown(store: Store) -> None:
    app = dropped(cases("K1", "K2"))
    assert "Er is nog niets bewaard" in shown(app)
    assert "Dit wordt de eerste versie" in shown(app)
    button(app, "Bevestigen").click().run()
    assert "Vul je naam in" in shown(app)
    assert store.head() == 0
    sign(app, "An <b>")
    app.text_area[0].set_value("maart")
    button(app, "Bevestigen").click().run()
    assert not app.exception
    assert "Versie 1 is bewaard" in shown(app).replace("\\", "")
    version = store.version(1)
    assert (version.who, version.note, version.accounting["Cases"]["accepted"]) == ("An <b>", "maart", 2)
    assert "An <b>" in shown(app), "a name is text"


def test_a_later_delivery_says_what_changes_and_stopping_keeps_nothing(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    app = dropped(cases("K1", "K2", "K3"), seen=1)
    told = shown(app)
    assert "D2.4" in told
    assert "Cases rij 4 (K3) telt nu mee" in told
    button(app, "Stoppen, niets bewaren").click().run()
    assert store.head() == 1
    assert "pending_delivery" not in app.session_state


def test_the_mode_decides_what_happens_to_the_other_rows(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    app = dropped(cases("K3"), seen=1)
    assert "(K1) is weg" in shown(app)
    app.radio[0].set_value("update").run()
    assert not app.exception
    assert "is weg" not in shown(app)
    sign(app)
    button(app, "Bevestigen").click().run()
    assert len(store.version(2).recipe.layers) == 2


def test_the_same_again_is_said(store: Store) -> None:
    confirm(store, cases("K1"))
    again = shown(dropped(cases("K1"), seen=1)).replace("\\", "")
    assert "Geen enkel cijfer verandert" in again
    assert "Dit is precies wat er al staat" in again
    assert "hub.xlsx kwam al eens binnen, met versie 1" in again


def test_a_button_that_can_not_be_clicked_confirms_nothing_for_who_says_it_was(store: Store) -> None:
    """A message over the wire, without the browser that keeps somebody from it: Streamlit discards it, and the page rests on that."""
    confirm(store, cases("K1"))
    app = dropped(cases("K2"), seen=0)
    assert button(app, "Bevestigen").disabled
    sign(app)
    confirming = button(app, "Bevestigen")
    confirming.disabled = confirming.proto.disabled = False
    confirming.click().run()
    assert store.head() == 1


def test_who_was_overtaken_sees_what_the_other_did_before_deciding(store: Store) -> None:
    confirm(store, cases("K1"))
    app = dropped(cases("K1", "K9"), seen=1)
    confirm(store, cases("K1", "K2", "K3"), who="Bo")
    app.run()
    told = shown(app)
    assert "Intussen bevestigde Bo versie 2" in told.replace("\\", "")
    assert "(K2) telt nu mee" in told
    assert button(app, "Bevestigen").disabled
    button(app, "Gezien, ga verder").click().run()
    assert not button(app, "Bevestigen").disabled


def put_back(store: Store, *deliveries: Source) -> None:
    """Another back-up in the place of the store, under the running program."""
    folder = Path(str(store.engine.url.database)).parent
    other = fresh(folder, "other")
    for file in deliveries:
        confirm(other, file, who="Bo")
    other.engine.dispose()
    with closing(sqlite3.connect(folder / "other.db")) as theirs, closing(sqlite3.connect(folder / "store.db")) as ours:
        theirs.backup(ours)


@pytest.mark.parametrize("versions", [0, 1, 2, 3])
def test_what_comes_on_top_of_another_back_up_is_seen_before_it_is_confirmed(versions: int, store: Store) -> None:
    """Also where it has as many versions as there were when the file was dropped, or fewer."""
    confirm(store, cases("K1"))
    confirm(store, cases("K1", "K2"))
    app = dropped(cases("K1", "K9"), seen=2)
    sign(app)
    put_back(store, *(cases(f"K{n}") for n in range(5, 5 + versions)))
    button(app, "Bevestigen").click().run()
    assert not app.exception
    assert store.head() == versions
    assert "andere back-up" in shown(app).replace("\\", "")
    assert button(app, "Bevestigen").disabled
    button(app, "Gezien, ga verder").click().run()
    sign(app)
    button(app, "Bevestigen").click().run()
    assert store.head() == versions + 1


@pytest.mark.parametrize("versions", [1, 2])
def test_an_undo_holds_only_for_the_back_up_that_was_seen(versions: int, store: Store) -> None:
    confirm(store, cases("K1"))
    confirm(store, cases("K2"))
    app = open_page("versies")
    app.selectbox(key="version-one").select(1).run()
    sign(app)
    put_back(store, *(cases(f"K{n}") for n in range(5, 5 + versions)))
    button(app, "Zet versie 1 terug").click().run()
    assert not app.exception
    assert store.head() == versions


def test_unknown_words_are_answered_with_a_click_and_remembered(store: Store) -> None:
    rows = [["K1", "Hout", "1/2/2024", "Turnout", "Stad Turnhout", "1/6/2024"], ["K2", "Glas", "1/2/2024", "Parijs", "Turnhout (stad)", ""]]
    source = workbook({"Cases": [HEADER, *rows]})
    app = dropped(source)
    assert [b.label for b in asked(app)] == ["Dat is het", "Dat is het", "Dat is het", "Eén organisatie"]
    button(app, "Dat is het").click().run()  # the column, which is the surest
    button(app, "Dat is het").click().run()  # Turnout
    (choice,) = (s for s in app.selectbox if s.label == "Wat is er bedoeld?")
    assert choice.value is None, "nothing is like Parijs, so nothing is proposed"
    choice.select("Buiten regio").run()
    button(app, "Dat is het").click().run()
    button(app, "Eén organisatie").click().run()
    assert not asked(app)
    sign(app)
    button(app, "Bevestigen").click().run()
    decided = store.version(1).recipe.decisions
    assert decided.columns == {"cases": {"Datum van realisatie": "realised_date"}}
    assert decided.values == {"cases.municipality": {"Turnout": "Turnhout", "Parijs": "Buiten regio"}}
    assert decided.names == {"Turnhout (stad)": "Stad Turnhout"}

    later = open_page("gegevens")
    later.session_state["pending_delivery"] = Pending((source,), "replace", (), name_of(1))
    assert not asked(later.run()), "the next delivery asks nothing again"
    button(later, "Terugnemen").click().run()
    assert len(asked(later)) == 1


def asked(app: AppTest) -> list:
    """The buttons that answer a question about a word."""
    return [b for b in app.button if b.label in ("Dat is het", "Eén organisatie")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_suspicion_has_its_sentence(lang: str, store: Store) -> None:
    told = set()
    for _, _, spoil in TWINS:
        twin = delivery()
        spoil(twin)
        for odd in suspicions(read(delivery()), read(twin)):
            sentence = text(f"suspicions.{odd.code}", lang, sheet="S", column="C", **odd.params)
            assert "S" in sentence
            told.add(odd.code)
    assert len(told) == len(RULES) + 1
    assert Suspicion("x", "cases").sheet in contract()


BAD = "<img src=x onerror=alert(1)>**vet**"


def test_text_from_a_file_stays_text(store: Store) -> None:
    confirm(store, cases("K1"), who=BAD)
    header = [*CASES, "Gemeente", "Organisatie", f"Sector {BAD}"]
    rows = [["K2", BAD, "1/2/2024", BAD, f"Stad {BAD}", "x"], ["K3", BAD, "1/2/2024", BAD, f"{BAD} stad", "x"], [BAD, BAD, "1/2/2024", "", "", ""]]
    app = dropped(workbook({"Cases": [header, *rows]}, f"{BAD[:28]}.xlsx"), seen=1)
    assert not app.exception
    protos = [proto for e in app if (proto := getattr(e, "proto", None)) is not None]
    texts = [str(getattr(proto, name)) for proto in protos for name in ("body", "label") if hasattr(proto, name)]
    assert any("&lt;img" in t for t in texts), "the bad text is on the page"
    assert any("\\*\\*vet" in t or "vet" in t for t in texts)
    for told in texts:
        assert "<img" not in told.replace("\\<", "")


def test_versions_are_compared_looked_at_and_put_back(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    confirm(store, cases("K1"), who="Bo")
    app = open_page("versies", peildatum="2025-03-31")
    assert "tussen versie 1 en versie 2" in shown(app)
    assert "(K2) is weg" in shown(app)
    app.selectbox(key="version-one").select(1).run()
    sign(app)
    button(app, "Zet versie 1 terug").click().run()
    assert not app.exception
    assert store.head() == 3
    assert "Teruggezet" in shown(app)


def test_an_unknown_version_in_the_address_is_named(store: Store) -> None:
    confirm(store, cases("K1"))
    assert "Versie “7” uit het adres bestaat niet" in shown(open_page("overzicht", versie="7")).replace("\\", "")


def test_a_store_that_can_t_be_read_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'bestand' / 'store'}.db")
    app = open_page("overzicht")
    assert not app.exception
    assert "De map van de gegevensopslag bestaat niet" in shown(app).replace("\\", "")


def test_a_decision_of_somebody_else_is_not_lost(store: Store) -> None:
    """Who dropped a file before another taught the store a word, confirms on top of that word."""
    confirm(store, cases("K1"))
    mine = dropped(cases("K1", "K3"), seen=1)
    other = dropped(workbook({"Cases": [[*CASES, "Gemeente"], ["K1", "a", "1/2/2024", "Turnhuot"]]}), seen=1)
    button(other, "Dat is het").click().run()
    sign(other, "Bo")
    button(other, "Bevestigen").click().run()
    mine.run()
    button(mine, "Gezien, ga verder").click().run()
    sign(mine)
    button(mine, "Bevestigen").click().run()
    assert store.version(3).recipe.decisions.values == {"cases.municipality": {"Turnhuot": "Turnhout"}}


def test_an_undo_holds_only_for_the_line_that_was_seen(store: Store) -> None:
    confirm(store, cases("K1"))
    confirm(store, cases("K2"))
    app = open_page("versies")
    app.selectbox(key="version-one").select(1).run()
    confirm(store, cases("K3"), who="Eva")
    sign(app)
    button(app, "Zet versie 1 terug").click().run()
    assert store.head() == 3
    assert "Intussen bevestigde Eva versie 3" in shown(app).replace("\\", "")
    sign(app)
    button(app, "Zet versie 1 terug").click().run()
    assert store.head() == 4, "seen, and decided again"


def test_an_empty_sheet_takes_nobody_s_place(store: Store) -> None:
    posts = ["Datum", "Kanaal"]
    confirm(store, cases("K1", Communicatie=[posts, ["1/2/2024", "Web"]]))
    app = dropped(cases("K1", "K2", Communicatie=[posts]), seen=1)
    assert "blijven zoals ze waren: Communicatie" in shown(app).replace("\\", "")
    sign(app)
    button(app, "Bevestigen").click().run()
    assert len(state(store).tables["communication"]) == 1


def test_what_carries_on_counts_when_a_delivery_is_looked_at(store: Store) -> None:
    phases = ["Fase", "Naam", "Start", "Einde"]
    confirm(store, cases("K1", Fasen=[phases, [5, "Vijf", "1/1/2024", "31/12/2025"]]))
    goals = workbook({"Doelen": [["Indicator", "Fase", "Streefwaarde"], ["D3.8", 5, 20]]}, "doelen.xlsx")
    told = shown(dropped(goals, seen=1))
    assert "Waarde niet gekend" not in told
    assert "Niet aangeleverd: Cases" not in told
    dropped_refs = workbook({"Doorverwijzingen": [["Case-ID", "Datum", "Naar"], ["K1", "1/2/2024", "VLAIO"]]}, "door.xlsx")
    assert "Verwijzing niet gevonden" not in shown(dropped(dropped_refs, seen=1))
    gone = shown(dropped(cases("K9"), seen=1))
    assert "Wat hierdoor elders niet meer klopt" not in gone
    confirm(store, dropped_refs)
    assert "Wat hierdoor elders niet meer klopt" in shown(dropped(cases("K9"), seen=2))


def test_a_caption_names_the_version_that_is_shown(store: Store) -> None:
    confirm(store, cases("K1"))
    assert "gegevensversie 1 (" in shown(open_page("cases", fase="4"))
    confirm(store, cases("K2"))
    store.undo(2, 1, "An", "")
    assert "gegevensversie 3 (" in shown(open_page("cases", fase="4"))


def test_nothing_readable_can_t_be_confirmed(store: Store) -> None:
    app = dropped(workbook({"Cases": [["Case-ID", "Wanneer"], ["K1", "1/2/2024"]], "Leerlessen": [["Les-ID", "Datum", "Les"], ["L1", "1/2/2024", "x"]]}))
    told = shown(app).replace("\\", "")
    assert "In het blad Cases ontbreekt de kolom Titel" in told
    assert "Bevestigen kan niet" in told
    assert button(app, "Bevestigen").disabled


def test_a_row_that_disappears_is_named(store: Store) -> None:
    confirm(store, cases("K1", "K2"))
    assert "Cases: rijen die verdwijnen (1)" in shown(dropped(cases("K1"), seen=1))


def test_a_proposal_that_is_little_alike_is_not_chosen_beforehand(store: Store) -> None:
    app = dropped(workbook({"Cases": [[*CASES, "Gemeente"], ["K1", "a", "1/2/2024", "Brussel"]]}))
    assert [s.value for s in app.selectbox if s.label == "Wat is er bedoeld?"] == [None]


def test_files_of_one_name_are_told_apart() -> None:
    given = [Source("hub.xlsx", b"1"), Source("hub.xlsx", b"2"), Source("hub (2).xlsx", b"3"), Source("lijst.csv", b"4")]
    assert [f.name for f in uploads.told_apart(given)] == ["hub.xlsx", "hub (2).xlsx", "hub (2) (2).xlsx", "lijst.csv"]
