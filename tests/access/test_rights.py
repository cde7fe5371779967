"""Who may do what: the roles against every action, the list of people, and what a provider says of somebody."""

from pathlib import Path

import pytest

from data.errors import UserError
from ui.access import opening
from ui.access.people import SETTING, People, parse, people
from ui.access.rights import ACTIONS, ROLES, may
from ui.access.visitor import Visitor, judged
from ui.navigation import PAGES

# Written out by hand, apart from the declaration.
MATRIX = {
    "lezer": {"see"},
    "bewerker": {"see", "deliver", "note", "write"},
    "beheerder": {"see", "deliver", "note", "write", "undo", "freeze", "original", "backup", "purge", "log"},
}
NOW = 1_800_000_000.0


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_matrix_says(role) -> None:  # type: ignore[no-untyped-def]
    assert {action for action in ACTIONS if may(role, action)} == MATRIX[role]


def test_every_page_asks_for_an_action_and_all_but_two_are_for_readers() -> None:
    assert {p.address: p.needs for p in PAGES if p.needs != "see"} == {"gegevens": "deliver", "logboek": "log"}


@pytest.mark.parametrize(
    ("listed", "given"),
    [
        ("@gross.be", "an@groß.be"),  # another domain, that somebody else may own
        ("kim@hub.be", "\u212aim@hub.be"),  # the sign for kelvin
        ("sara@hub.be", "ſara@hub.be"),
        ("fien@hub.be", "ﬁen@hub.be"),
        ("an@hub.be", "аn@hub.be"),  # a Cyrillic а
        ("an@hub.be", "an@hub.be."),
        ("an@hub.be", "an+x@hub.be"),
        ("an@hub.be", "an@hub.be\x00"),
        ("@hub.be", "an@hub。be"),
    ],
)
def test_an_address_that_only_looks_like_another_is_another(listed: str, given: str) -> None:
    assert parse({"beheerder": [listed]}).role(given) is None


def test_an_address_goes_before_its_domain_and_the_higher_role_before_the_lower() -> None:
    found = parse({"lezer": ["@hub.be", "an@hub.be"], "bewerker": ["an@hub.be"], "beheerder": ["Baas@Hub.be"], "hours": 2})
    assert [found.role(a) for a in ("an@hub.be", "AN@HUB.BE ", "piet@hub.be", "baas@hub.be")] == ["bewerker", "bewerker", "lezer", "beheerder"]
    assert found.hours == 2


@pytest.mark.parametrize("address", ["", "@hub.be", "an@hub.be.elders.be", "an@sub.hub.be", "hub.be", "an@@hub.be", "an@hub.be@hub.be", "piet", "an@"])
def test_an_address_that_only_looks_like_one_on_the_list_has_no_role(address: str) -> None:
    assert People({"@hub.be": "beheerder"}).role(address) is None


ADDRESS = "Schrijf een adres als an@hub.example, of een heel domein als @hub.example"
HOURS = "Schrijf een aantal uren, meer dan 0 en hoogstens 720, zoals hours = 12"
STRANGE = "Er staat een getal of een haakje in dat geen mens zo schrijft. Schrijf elke rol met haar adressen, zoals lezer"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('admin = ["an@hub.be"]', "“admin” is geen rol. Schrijf lezer, bewerker, beheerder of hours"),
        ('[lezer]\nan = "an@hub.be"', "Zet de adressen van lezer tussen vierkante haken"),
        ('lezer = "an@hub.be"', "Zet de adressen van lezer tussen vierkante haken"),
        ("lezer = 3", "Zet de adressen van lezer tussen vierkante haken"),
        ('lezer = ["hub.be"]', f"“hub.be” is geen e-mailadres. {ADDRESS}"),
        ('lezer = ["an@"]', f"“an@” is geen e-mailadres. {ADDRESS}"),
        ('lezer = ["a@b@c"]', f"“a@b@c” is geen e-mailadres. {ADDRESS}"),
        ("lezer = [3]", f"“3” is geen e-mailadres. {ADDRESS}"),
        ("hours = 0", f"hours = 0 kan niet. {HOURS}"),
        ('hours = "12"', f'hours = "12" kan niet. {HOURS}'),
        ("hours = " + "9" * 4000, f"hours = {'9' * 40}… kan niet. {HOURS}"),
        ("hours = " + "9" * 5000, STRANGE),
        ("hours = 0x" + "f" * 5000, STRANGE),
        ("lezer = " + "[" * 5000 + "]" * 5000, STRANGE),
        ("lezer = " + "{a = " * 5000 + "1" + "}" * 5000, STRANGE),
        ("lezer = " + "[" * 300 + "]" * 300, "[[[…” is geen e-mailadres"),
        ("hours = true", f"hours = true kan niet. {HOURS}"),
        ("hours = 10_000", f"hours = 10000 kan niet. {HOURS}"),
        ("hours = nan", f"hours = nan kan niet. {HOURS}"),
        ('bewerker = ["an@hub.be"]\nlezer = [', "Regel 2 is niet te lezen"),
        ('lezer = ["an@hub.be"]\n\nlezer = ["bo@hub.be"]', "Regel 3 is niet te lezen"),
        ("lezer = [an@hub.be]\nhours = 3", "Regel 1 is niet te lezen"),
        (b'lezer = ["\xe9@hub.be"]', "Er staan tekens in die geen UTF-8 zijn. Bewaar het bestand opnieuw als UTF-8"),
    ],
)
def test_a_mistake_in_the_list_is_refused_and_said_in_a_sentence_that_says_what_to_change(
    content: str | bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "access.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    monkeypatch.setenv(SETTING, str(file))
    with pytest.raises(UserError) as told:
        people()
    dutch, english = told.value.message("nl"), told.value.message("en")
    assert said in dutch
    assert dutch.startswith("Het bestand access.toml met wie er toegang heeft, bevat een fout. ")
    assert dutch.endswith(" Niemand kan binnen tot dat verbeterd is.")
    assert english.startswith("The file access.toml with who has access has an error. ")
    assert said not in english
    assert not {"Invalid", "value", "column", "codec", "expected"} & set(dutch.split())


def test_a_list_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path))  # a folder, which no program can read as a file
    with pytest.raises(UserError, match=r"kan niet geopend worden\. Geef de gebruiker van het dashboard leesrecht"):
        people()


def test_a_list_that_is_missing_or_broken_lets_nobody_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "access.toml"
    monkeypatch.setenv(SETTING, str(file))
    with pytest.raises(UserError, match="ontbreekt"):
        people()
    file.write_text("lezer = [", encoding="utf-8")
    with pytest.raises(UserError, match="bevat een fout"):
        people()
    file.write_text('lezer = ["an@hub.be"]', encoding="utf-8")
    assert people().role("an@hub.be") == "lezer"
    file.write_text("lezer = []", encoding="utf-8")
    assert people().role("an@hub.be") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"email": "an@hub.be", "iat": NOW - 60}, Visitor("an@hub.be", "an@hub.be", "bewerker")),
        ({"email": "AN@hub.be", "name": "An", "iat": NOW - 60, "email_verified": True}, Visitor("An", "an@hub.be", "bewerker")),
        ({"email": "an@hub.be", "iat": NOW - 12 * 3600 - 1}, "expired"),
        ({"email": "an@hub.be"}, "expired"),
        ({"email": "an@hub.be", "iat": "straks"}, "expired"),
        ({"email": "an@hub.be", "iat": NOW, "email_verified": False}, "unverified"),
        *(({"email": "an@hub.be", "iat": NOW, "email_verified": said}, "unverified") for said in ("false", "False", "", 0, None, "no")),
        ({"email": "an@hub.be", "iat": NOW, "email_verified": "true"}, Visitor("an@hub.be", "an@hub.be", "bewerker")),
        ({"email": "an@hub.be", "iat": NOW + 60}, Visitor("an@hub.be", "an@hub.be", "bewerker")),
        ({"email": "an@hub.be", "iat": NOW + 3600}, "expired"),
        ({"email": "an@hub.be", "iat": float("nan")}, "expired"),
        ({"email": "an@hub.be", "iat": float("inf")}, "expired"),
        ({"email": "an@hub.be", "iat": True}, "expired"),
        ({"email": ["an@hub.be"], "iat": NOW}, "stranger"),
        ({"email": "an@hub.be", "name": " An\n\u202egro.bejjip \t\x00 B ", "iat": NOW}, Visitor("An gro.bejjip B", "an@hub.be", "bewerker")),
        ({"email": "an@hub.be", "name": "\u200b \n", "iat": NOW}, Visitor("an@hub.be", "an@hub.be", "bewerker")),
        ({"email": "an@elders.be", "iat": NOW}, "stranger"),
        ({"iat": NOW}, "stranger"),
        ({"email": None, "iat": NOW}, "stranger"),
    ],
)
def test_what_a_provider_says_is_held_against_the_list(said, expected, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "access.toml"
    file.write_text('bewerker = ["@hub.be"]', encoding="utf-8")
    monkeypatch.setenv(SETTING, str(file))
    assert judged(said, NOW) == expected


@pytest.mark.parametrize(
    ("host", "near"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.9.1", True), ("0.0.0.0", False), ("", False), ("10.0.0.5", False), ("hub.be", False)],
)
def test_only_this_computer_comes_in_without_sign_in(host: str, near: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(opening.SETTING, raising=False)
    assert opening.near(host) is near
    monkeypatch.setenv(opening.SETTING, "ja")
    assert opening.near(host) is near
    monkeypatch.setenv(opening.SETTING, opening.MEANT)
    assert opening.near(host)
