"""The store when things go wrong or crowd together: killed in the middle of a confirm, and twenty people at once.

Each time on SQLite, with fewer kills and fewer people; in the campaign with all of them, on both databases.
"""

import json
import subprocess
import sys

import pytest

from scripts.serving import ROOT
from tests.store.confirming import Place, cases, confirm, fresh, ids

BOTH = ("sqlite", "postgresql")


def tries(each_time: int, campaign: int) -> list[object]:
    """So many each time, and in the campaign so many on each database."""
    return [pytest.param("sqlite", each_time), *(pytest.param(kind, campaign, marks=pytest.mark.campaign) for kind in BOTH)]


def run(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=540, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize(("place", "kills"), tries(5, 300), indirect=["place"])
def test_killed_at_any_moment_there_is_the_old_version_or_the_new_one_whole(place: Place, kills: int) -> None:
    found = [json.loads(line) for line in run("tests.store.kills", place.address(), kills, 20261125).splitlines()]
    assert len(found) == kills
    for after in found:
        assert after["moved"] in (0, 1)
        assert (after["whole"], after["same"], after["figure"]) == (True, True, True), after
    moved = sum(after["moved"] for after in found)
    assert kills * 0.1 <= moved <= kills * 0.9, f"the kills fell before and after the moment itself ({moved} of {kills})"


@pytest.mark.parametrize(("place", "people"), tries(5, 20), indirect=["place"])
def test_of_many_people_at_once_nobody_s_change_is_lost(place: Place, people: int) -> None:
    store = fresh(place)
    confirm(store, cases("K0"))
    store.engine.dispose()
    told = json.loads(run("tests.store.crowd", place.address(), people))
    assert sorted(t["version"] for t in told) == list(range(2, people + 2)), "every version in the line"
    assert sum(not t["overtaken"] for t in told) == 1, "they all began at one version, so one alone was first"
    assert sorted(ids(store)) == sorted(["K0", *(f"P{n}" for n in range(people))]), "each change present once"
    authors = {v.number: v.who for v in store.history()}
    assert {t["version"]: f"persoon {t['person']}" for t in told} == {n: who for n, who in authors.items() if n > 1}
