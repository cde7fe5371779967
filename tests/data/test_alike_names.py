"""Names that look like one are found without comparing all with all: no pair that is alike is missed for it."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from data.decisions import pair
from data.names import AUTHORITY_WORDS
from data.suggestions import CROWD, _alike, _candidates

WORDS = ["houtatelier", "houtateljer", "kringwinkel", "kringwinke1", "de", "3", "12", "geel", "gheel", "stad", "repair", "repairr", "cafe"]
NAMES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), min_size=2, max_size=12, unique=True)


@given(NAMES)
def test_every_pair_that_is_alike_and_begins_a_word_alike_is_looked_at(names: list[str]) -> None:
    found = set(_candidates(names))
    for a, b in combinations(names, 2):
        begin = [{w[:4] for w in n.split() if len(w) > 1 and w not in AUTHORITY_WORDS} for n in (a, b)]
        if _alike(a, b) and begin[0] & begin[1]:
            assert pair(a, b) in found


def test_of_many_names_with_a_number_only_the_same_number_is_compared() -> None:
    names = [f"organisatie {n}" for n in range(10 * CROWD)]
    assert list(_candidates(names)) == []
    assert set(_candidates([*names, "organisatje 7"])) == {pair("organisatie 7", "organisatje 7")}
