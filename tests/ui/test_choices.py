"""Choices within a page: read from the address, written into it, kept through a page change, and what does not exist is named."""

from collections.abc import Iterator

import pytest

from data import examples
from locales import text
from tests.hubs.pair import example_pair
from tests.ui.frame import ROOT, open_page, own, shown
from ui import choices
from ui.choosing import Number, Pick

# Per word in the address: its page, a value that is not the usual one, further filters, and a text that only then stands there.
KEPT = {
    "verdeling": ("doelstellingen", "materiaalstroom", {"doelstelling": "3"}, "Gerealiseerde circulaire initiatieven naar materiaalstroom"),
    "vorm": ("doelstellingen", "jaren", {}, "per jaar"),
    "verloop": ("doelstellingen", "opgeteld", {"doelstelling": "3"}, "opgeteld in de fase"),
    "vergelijk": ("fasen", "1", {}, "van fase 1 naar fase 4"),
    "per": ("events", "maand", {}, "Deelnames per maand"),
    "deel": ("cases", "lijst", {}, "240 cases"),
    "stap": ("cases", "begeleiding", {}, "Wat erbij kwam en wegging: begeleiding"),
    "stil": ("cases", "365", {}, "langer dan 365 dagen"),
    "zoek": ("cases", "folie", {"deel": "lijst"}, "1 tot"),
    "lijst-stap": ("cases", "project", {"deel": "lijst"}, "1 tot"),
    "lijst-status": ("cases", "On hold", {"deel": "lijst"}, "1 tot"),
    "lijst-gemeente": ("cases", "Geel", {"deel": "lijst"}, "1 tot"),
    "lijst-stroom": ("cases", "Hout", {"deel": "lijst"}, "1 tot"),
    "lijst-type": ("cases", "Onderneming", {"deel": "lijst"}, "1 tot"),
    "bundel": ("netwerk", "ecosystemen", {}, "Ecosysteem"),
    "zoek-organisatie": ("netwerk", "vito", {}, "1 organisatie"),
    "bereik": ("events", "pijler", {}, "per pijler"),
    "materiaal": ("impact", "r-strategie", {}, "R8"),
    "schaal": ("kaart", "inwoners", {}, "per 10.000 inwoners, stand van de bevolking"),
    "plaats": ("kaart", "Turnhout", {}, "De rijen van Turnhout"),
    "cijfer": ("cases", "stopgezet", {}, "De rijen achter stopgezette cases"),
    "groep": ("netwerk", "Textiel Kempen", {"cijfer": "clusters"}, "cases in clusters: Textiel Kempen"),
    "punt": ("klaar", "streefwaarden", {}, "D3.12 · Vermeden CO2"),
    "samen-indicator": ("samen", "D2.4", {"samen-peildatum": "2025-03-31"}, "Vragen en ideeën per maand"),
    "samen-peildatum": ("samen", "2025-03-31", {}, "stand op 31/03/2025"),
    "samen-van": ("samen", "2024-01-01", {"samen-peildatum": "2025-03-31"}, "01/01/2024 – 31/12/2025"),
    "samen-tot": ("samen", "2025-06-30", {"samen-peildatum": "2025-03-31"}, "01/01/2025 – 30/06/2025"),
    "sinds-dag": ("sinds", "2024-12-31", {}, "Sinds 31/12/2024:"),
    "zoek-definitie": ("definities", "zeppelin", {}, "Geen enkele indicator gaat over"),
}
VERSIONS = {"sinds", "sinds-versie"}  # these need versions to choose from: tests/ui/test_since.py

HUBS = {"samen-indicator", "samen-peildatum", "samen-van", "samen-tot"}  # these need hubs taken together: tests/hubs/test_page.py


@pytest.fixture(scope="module", autouse=True)
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two hubs to look at together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACTMONITOR_TOGETHER", str(example_pair(tmp_path_factory.mktemp("together"))))
        yield


def test_every_choice_is_tried_here() -> None:
    assert set(KEPT) | VERSIONS | HUBS == set(choices.KEYS)
    assert len(set(choices.KEYS)) == len(choices.KEYS)


@pytest.mark.parametrize("key", KEPT)
def test_a_choice_comes_from_the_address_and_outlives_its_page(key: str) -> None:
    name, value, more, told = KEPT[key]
    usual = shown(open_page(name, **more))
    app = open_page(name, **more, **{key: value})
    assert not app.exception
    assert not app.warning
    page = shown(app)
    assert told in page
    assert page != usual
    app.switch_page("../pages/overzicht.py").run()
    again = app.switch_page(f"../pages/{name}.py").run()
    assert shown(again) == page
    english = open_page(name, **more, **{key: value, "taal": "en"})
    assert not english.warning, "the words in the address are the same in every language"


@pytest.mark.parametrize("choice", [c for c in choices.DECLARED if isinstance(c, Pick | Number)], ids=lambda c: c.key)
def test_what_the_address_asks_and_does_not_exist_is_named(choice: Pick | Number) -> None:
    app = open_page("overzicht", **{choice.key: "9999"})
    assert not app.exception
    assert any("9999" in w.value and choice.key in w.value.replace("\\", "") for w in app.warning)


def test_what_is_chosen_on_the_page_is_in_the_address() -> None:
    app = open_page("cases")
    app.button_group(key="seen-deel").select("list").run()
    app.text_input(key="seen-zoek").set_value("folie").run()
    assert app.session_state["deel"] == "lijst"
    assert app.session_state["zoek"] == "folie"
    app.button_group(key="seen-deel").select("flow").run()
    app.selectbox(key="seen-stap").select("project").run()
    app.number_input(key="seen-stil").set_value(30).run()
    assert (app.session_state["deel"], app.session_state["stap"], app.session_state["stil"]) == (None, "project", 30)
    app.number_input(key="seen-stil").set_value(90).run()
    assert app.session_state["stil"] is None, "the usual choice needs no word in the address"


def test_other_data_forgets_what_depended_on_it() -> None:
    app = open_page("kaart", plaats="Turnhout", schaal="inwoners")
    app.session_state["own_workbook"] = own((examples.WORKBOOK.name, examples.WORKBOOK.read_bytes()))
    app.run()
    assert not app.exception
    assert text("map.rows", "nl", place="Turnhout") not in shown(app)
    assert app.session_state["schaal"] == "inwoners"


def test_no_choice_lives_in_a_page_alone() -> None:
    for file in [*(ROOT / "ui").glob("*.py"), *(ROOT / "pages").glob("*.py")]:
        assert "persist_state" not in file.read_text(encoding="utf-8"), f"{file.name}: declare it in ui/choices.py, so that the address keeps it"
