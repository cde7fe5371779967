"""Which spellings of a name are one, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.names import authority_key, authority_keys, header_key, organisation_key, organisation_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bakkerij Peeters BV", "BAKKERIJ  PEETERS"), ("Bakkerij Peeters B.V.", "bakkerij peeters bv"), ("Café Zoë vzw", "Cafe Zoe"), ("SW-WEB", "SW Web"), ("'t Atelier cvso", "t Atelier"),
     ("Peeters Comm. V", "Peeters"), ("Peeters Comm.V.", "Peeters"), ("De Wroeter\nBV", "de wroeter")],
)  # fmt: skip
def test_one_organisation(one, other):
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(("one", "other"), [("Telecomm Vlaanderen", "Telecommv Laanderen"), ("Stad Mol", "Mol"), ("VITO", "VIVO"), ("BV", "NV")])
def test_two_organisations(one, other):
    assert organisation_key(one) != organisation_key(other)


def test_one_local_authority():
    assert len({authority_key(n) for n in ("Stad Mol", "Gemeente Mol", "OCMW Mol", "Gemeentebestuur Mol", "mol")}) == 1
    assert authority_key("Stad") == "stad"


def test_headers_compare_without_punctuation():
    assert header_key("Datum  instroom ") == header_key("DATUM-INSTROOM") == "datuminstroom"


ODD = ["Telecomm vzw", "comm v", "V.Z.W.", "Stad  Mol", "naïve B.V.", "a\nb", "ﬁets cv", "İstanbul nv", ""]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(ODD), max_size=8))
def test_many_at_once_is_each_by_itself(names):
    assert organisation_keys(names) == [organisation_key(n) for n in names]
    assert authority_keys(names) == [authority_key(n) for n in names]
