"""Tasks of a new user, from the start page, in at most four clicks. The clicks stand here one by one."""

import pytest
from playwright.sync_api import Page

from data import examples
from data.phases import phase_of
from metrics.catalogue import catalogue
from metrics.periods import phase_period
from metrics.trace import trace
from tests.browser.conftest import settled
from ui.source import example

pytestmark = pytest.mark.browser
MOST = 4


def test_which_case_does_not_count_for_d4_1_and_why(page: Page, server: str) -> None:
    clicks = ['a[data-open="4|4"]', ".st-key-rows-excluded summary"]  # the cell of objective 4 in phase 4; the rows that don't count
    page.goto(server)
    for click in clicks:
        settled(page).click(click)
    page.wait_for_selector(".st-key-rows-excluded table")
    shown = settled(page).inner_text(".st-key-rows-excluded")
    dataset = example().dataset
    phase = phase_of(dataset.phases, examples.AS_OF)
    assert phase is not None
    frame = trace(dataset, catalogue()["D4.1"], phase_period(phase), examples.AS_OF).parts[0].excluded
    rarest = frame["reason"].value_counts().index[-1]
    case = frame.loc[frame["reason"] == rarest, "id"].iloc[0]
    assert case in shown
    assert rarest in shown
    assert len(clicks) <= MOST
