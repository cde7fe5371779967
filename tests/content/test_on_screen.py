"""Text that bites, on every page with everything opened: it is text, nothing is made of it, nothing is fetched, and nothing goes wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from scripts.serving import drawn, serve
from tests.content.biting import TEXTS, Biting, Trap, everything, faulty, sign, trap
from tests.reliability.record import record
from ui.navigation import PAGES

pytestmark = pytest.mark.browser
TIDY = "peildatum=2025-03-31"
SHOWN = {  # address of a page -> with which choices it is looked at, so that what bites comes on it
    "overzicht": TIDY, "doelstellingen": f"{TIDY}&doelstelling=3&indicator=D3.8", "fasen": TIDY, "cases": TIDY, "netwerk": TIDY, "events": TIDY, "impact": TIDY, "kaart": f"{TIDY}&indicator=D3.8",
    "samen": "samen-peildatum=2025-03-31&samen-van=2024-01-01&samen-tot=2025-03-31&samen-indicator=D2.4", "rapport": TIDY, "sinds": TIDY, "klaar": TIDY,
    "gegevens": "", "versies": "versie_een=1", "definities": "", "eigen-werkmap": "", "bewaring": "", "logboek": "",
}  # fmt: skip
EACH_TIME = ("doelstellingen",)
DROPPED = ("gegevens", "eigen-werkmap")  # pages where a file is dropped too, with mistakes of which the page says what stood there
# Texts on the page that begin as a text that bites does, and do not go on as it does: something was made of it. All without spaces, which a
# browser folds. Of what is typed in fields, and of what our own code shows, the value is the text too.
LOOK = """(texts) => {
  const tight = (s) => s.replace(/[\\s\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]/g, "");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (n) => n.parentElement.closest("script, style") ? 2 : 1);
  let all = "";
  while (walker.nextNode()) all += walker.currentNode.data;
  all = tight(all);
  const wrong = [], seen = [];
  for (const [sign, text] of texts) {
    const whole = tight(text), at = whole.indexOf(sign);
    const before = whole.slice(0, at);
    let from = -1;
    while ((from = all.indexOf(sign, from + 1)) !== -1) {
      if (!seen.includes(sign)) seen.push(sign);
      const good = before === "" || all.slice(Math.max(0, from - before.length), from) === before || whole.split(sign).length > 2;
      if (!good) wrong.push(sign + ": " + all.slice(Math.max(0, from - 60), from + 20));
    }
  }
  const made = [...document.querySelectorAll(".bijt, img[onerror], svg[onload], [onmouseover], [onfocus], [autofocus]")].map((e) => e.outerHTML.slice(0, 200));
  const away = [...document.querySelectorAll("[href], [src], [action], [srcset], [*|href]")].map((e) => e.href?.baseVal ?? e.href ?? e.src ?? e.action ?? "")
    .filter((u) => u && !String(u).startsWith(location.origin) && !/^(data:image|data:font|blob:|#|about:)/.test(String(u)));
  return { wrong: wrong.slice(0, 8), seen, made, away, bit: window.imBitten ?? null };
}"""


@dataclass
class Watch:
    """What happened in a window."""

    base: str
    wrong: list[str] = field(default_factory=list)

    def requested(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("data", "blob", "about") or (where.netloc == urlsplit(self.base).netloc and "bijt" not in where.path):
            return
        self.wrong.append(f"asked for {request.url[:200]}")

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):  # a page looks for its server at more than one address
            self.wrong.append(f"said {message.text[:300]}")


@pytest.fixture(scope="module")
def caught() -> Iterator[Trap]:
    with trap() as found:
        yield found


@pytest.fixture(scope="module")
def biting(tmp_path_factory: pytest.TempPathFactory, caught: Trap) -> Biting:
    return everything(tmp_path_factory.mktemp("biting"), caught.port)


def opened(page: Page) -> Iterator[str]:
    """A page with everything on it opened, one thing after the other; gives what was opened each time, to look at it."""
    yield "the page"
    for _ in range(40):
        closed = page.locator("details:not([open]) > summary:visible")
        if not closed.count():
            break
        closed.first.click()
        drawn(page)
    yield "what folds open"
    for n in range(page.get_by_role("tab").count()):
        page.get_by_role("tab").nth(n).click()
        drawn(page)
        yield f"tab {n}"
    for n in range(min(12, page.locator("[data-testid=stPopover] button:visible").count())):
        page.locator("[data-testid=stPopover] button:visible").nth(n).click()
        drawn(page)
        yield f"menu {n}"
        page.keyboard.press("Escape")
        drawn(page)
    for n in range(min(6, page.locator("[data-testid=stSelectbox] input:visible, [data-testid=stMultiSelect] input:visible").count())):
        page.locator("[data-testid=stSelectbox] input:visible, [data-testid=stMultiSelect] input:visible").nth(n).click()
        page.wait_for_timeout(100)
        yield f"list {n}"
        page.keyboard.press("Escape")
    for css in ("[data-testid=stTooltipHoverTarget]:visible", ".point:visible", ".nsewdrag:visible", "path.choroplethlayer:visible", ".slice:visible"):
        for n in range(min(5, page.locator(css).count())):
            page.locator(css).nth(n).hover(force=True, timeout=5000)
            page.wait_for_timeout(120)
            yield f"pointing at {css} {n}"


@pytest.mark.parametrize(
    ("hub", "pages"),
    [("kempen", EACH_TIME), pytest.param("kempen", tuple(SHOWN), marks=pytest.mark.campaign), pytest.param("rivier", tuple(SHOWN), marks=pytest.mark.campaign)],
    ids=["some", "all", "own hub"],
)
def test_what_bites_is_text_on_every_page(browser: Browser, biting: Biting, caught: Trap, hub: str, pages: Sequence[str]) -> None:
    texts = [(sign(words), words) for words in (w.replace("PORT", str(caught.port)) for w in TEXTS)]
    settings = {"IMPACTMONITOR_TOGETHER": str(biting.together)} | ({"IMPACTMONITOR_HUB": str(biting.folder)} if hub == "rivier" else {})
    seen: set[str] = set()
    wrong: list[str] = []
    looked = 0
    with serve(store=biting.kempen if hub == "kempen" else biting.river, **settings) as base:
        context = browser.new_context(viewport={"width": 1280, "height": 1600}, locale="nl-BE")
        page = context.new_page()
        watch = Watch(base)
        page.add_init_script("window.imBit = (what) => { window.imBitten = String(what) }")
        page.on("request", watch.requested)
        page.on("console", watch.said)
        page.on("pageerror", lambda error: watch.wrong.append(f"failed {error}"))
        page.on("dialog", lambda dialog: (watch.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        for address in pages:
            page.goto(f"{base}/{address}?{SHOWN[address]}")
            drawn(page)
            if address in DROPPED:
                name = "cases :red[B98] <b class=bijt> [x](javascript:x) .csv"
                page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files({
                    "name": name,
                    "mimeType": "text/csv",
                    "buffer": faulty(caught.port),
                })
                page.locator("[data-testid=stAlert], table").first.wait_for()
                drawn(page)
            for what in opened(page):
                found = page.evaluate(LOOK, texts)
                looked += 1
                seen |= set(found["seen"])
                wrong += [
                    f"{address}, {what}: {line}"
                    for line in (*found["wrong"], *found["made"], *found["away"], *([found["bit"]] if found["bit"] else ()), *watch.wrong)
                ]
                watch.wrong.clear()
            assert page.locator("[data-testid=stException]").count() == 0, address
        context.close()
    wrong += [f"the trap was asked for {path}" for path in caught.came]
    if len(pages) > 1:
        record(
            f"content-on-screen-{hub}", tried=looked, failed=len(wrong), note=f"{len(pages)} pages, {len(TEXTS)} texts, each time with something else opened"
        )
    assert wrong == [], "\n".join(wrong)
    assert len(seen) >= (10 if len(pages) == 1 else len(TEXTS) - 6), f"not seen: {sorted({s for s, _ in texts} - seen)}"


def test_every_page_is_looked_at() -> None:
    assert list(SHOWN) == [p.address for p in PAGES]


@pytest.mark.parametrize(("made", "told"), [
    ("<b class=bijt>B09</b>", "B09"), ("<p>plain B09</p>", "B09"), ("<p>B14</p>", "B14"), ("<img src=http://127.0.0.1:1/x>", "http"), ("<a href=javascript:x>B06</a>", "B06"),
])  # fmt: skip
def test_something_that_was_made_of_a_text_is_noticed(browser: Browser, made: str, told: str) -> None:
    page = browser.new_page()
    page.set_content(made)
    found = page.evaluate(LOOK, [(sign(words), words.replace("PORT", "1")) for words in TEXTS])
    assert [line for line in (*found["wrong"], *found["made"], *found["away"]) if told in line]
    page.context.close()
