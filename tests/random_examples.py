"""How many random examples a property is tried on: some each time, all of them in the campaign (`make campaigns`)."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

CAMPAIGN = "campaign"  # the profile that `tests/conftest.py` chooses for a run of what is marked so, before any test is read
Test = TypeVar("Test", bound=Callable[..., object])
EACH_TIME = "each time"
for name in (EACH_TIME, CAMPAIGN):  # how long an example takes says how busy the machine is
    settings.register_profile(name, deadline=None)


def tried(each_time: int, campaign: int, *, large: bool = False, **more: Any) -> Callable[[Test], Test]:
    """A property (`@given`) on so many random examples: it runs each time on a few, and is part of the campaign too, with all of them.

    Where they are large, hypothesis is not asked whether making them takes long.
    """
    full = settings.get_current_profile_name() == CAMPAIGN
    quiet: dict[str, Any] = {"suppress_health_check": list(HealthCheck)} if large else {}
    made = settings(max_examples=campaign if full else each_time, deadline=None, **quiet, **more)

    def counted(test: Test) -> Test:
        return pytest.mark.campaign(made(test)) if full else made(test)

    return counted
