"""Everything without a mouse: the main controls in the order of the page, what has the focus is seen, and Enter opens it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
HERE = """() => {
  const e = document.activeElement;
  const key = e.closest("[class*=st-key-]")?.className.match(/st-key-(\\S+)/)[1] ?? "";
  return e === document.body ? null : e.dataset.open || key || e.dataset.testid || e.tagName;
}"""
# How the focused element and what stands around it look; a field shows its focus at its frame.
LOOKS = """(e) => {
  const looks = [];
  for (let n = e, i = 0; n && i < 5; n = n.parentElement, i++) {
    const s = getComputedStyle(n);
    looks.push([s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.color, s.textDecorationLine].join());
  }
  return looks.join(" | ");
}"""


def tabbed(page: Page, times: int) -> list[str]:
    """Where the focus comes, step by step; every step must be seen."""
    seen: list[str] = []
    for _ in range(times):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused
        with_focus = focused.evaluate(LOOKS)
        focused.evaluate("(e) => e.blur()")
        without = focused.evaluate(LOOKS)
        focused.evaluate("(e) => e.focus({ focusVisible: true })")
        assert with_focus != without, f"the focus on {here} is not seen"
        if not seen or seen[-1] != here:
            seen.append(here)
    return seen


def test_the_controls_of_the_overview_are_reached_in_their_order(page: Page, server: str) -> None:
    page.goto(server)
    settled(page).add_style_tag(content="* { transition: none !important; }")  # a change of colour takes no time
    seen = tabbed(page, 32)
    wanted = ["stTopNavLink", "fase", "peildatum", "narrowing", "taal", "copy-link", "steps-template", "steps-look", "1|1", "1|2", "1|3", "1|4", "2|1"]
    assert [s for s in seen if s in wanted] == wanted, seen


@pytest.mark.parametrize(
    ("address", "control", "opened"),
    [
        ("cases", "a.im-case", "Wat we ervan weten"),
        ("doelstellingen?doelstelling=3", ".im-details summary", "Van"),
        ("events", "[class*=st-key-download-] button", "PNG"),
        pytest.param("", 'a[data-open="4|4"]', "Doelstelling 4 in fase 4", marks=pytest.mark.campaign),
        pytest.param("doelstellingen?doelstelling=3", 'a[data-open="D3.10"]', "D3.10 · Materiaal in de kringloop (gemeten)", marks=pytest.mark.campaign),
        pytest.param("fasen", '.im-phases a[data-open="D4.1"]', "D4.1 · Nieuwe circulaire diensten", marks=pytest.mark.campaign),
        pytest.param("doelstellingen?doelstelling=4", ".st-key-rows-excluded summary", "Reden", marks=pytest.mark.campaign),
    ],
)  # fmt: skip
def test_enter_opens(page: Page, server: str, address: str, control: str, opened: str) -> None:
    page.goto(f"{server}/{address}")
    settled(page).locator(control).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(opened, exact=False).locator("visible=true").first).to_be_visible()
