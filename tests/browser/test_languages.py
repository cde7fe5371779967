"""On a page in one language stands no word of the other: our own texts are held against both languages' vocabularies.

Words from the workbook are data, and stay as the hub wrote them.
"""

import re
from functools import cache

import pytest
from playwright.sync_api import Page

from data.contract import contract
from locales import texts
from metrics.catalogue import catalogue
from scripts.screenshots import PAGES
from tests.browser.conftest import each, settled
from ui.source import example

pytestmark = pytest.mark.browser
SHORTEST = 4  # letters; shorter words mean something in both languages too often
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:'[a-z]+)?")
# What a visitor reads or hears: words on screen, in drawings and behind a click, and the descriptions of pictures. Not ours are the
# names of icons, and Streamlit's place to drop files and calendar (docs/accessibility.md); the language switch speaks both languages.
READ = """() => {
  const not = "[data-testid=stFileUploaderDropzone], [data-testid=stDateInputField], [data-testid=stIconMaterial], [class*=st-key-hidden-], .st-key-language, style, script";
  const said = [];
  for (const root of document.querySelectorAll("[data-testid=stMain], [data-testid=stTopNavLink], [data-testid=stTopNavSection]")) {
    const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const parent = words.currentNode.parentElement;
      if (!parent.closest(not) && !parent.closest("svg")) said.push(words.currentNode.data);
    }
    for (const drawn of root.querySelectorAll("svg text")) said.push([...drawn.childNodes].map((part) => part.textContent).join(" "));
    for (const e of root.querySelectorAll(".im-root [aria-label], .stHtml [aria-label], .stPlotlyChart[aria-label], .stPlotlyChart [aria-label], [placeholder], [alt]"))
      if (!e.closest(not)) said.push(e.getAttribute("aria-label") || e.getAttribute("placeholder") || e.getAttribute("alt") || "");
  }
  return said.filter((line) => line.trim());
}"""


@cache
def vocabulary(lang: str) -> frozenset[str]:
    """Every word of our own texts in a language: the texts themselves, the catalogue and the declaration of the workbook."""
    said = list(texts(lang).values())
    for i in catalogue().values():
        said += [getattr(i, part)[lang] for part in ("name", "question", "definition", "counts", "excludes", "unit")]
    for sheet in contract().values():
        said += [sheet.title(lang), *(c.title(lang) for c in sheet.columns)]
    return frozenset(word.lower() for line in said for word in WORD.findall(re.sub(r"\{.*?\}", " ", line)))


@cache
def data() -> re.Pattern[str]:
    """Everything that the workbook says, and how it calls its sheets and columns."""
    dataset = example().dataset
    said = {str(v) for t in dataset.tables.values() for key in t.frame.columns for v in t.frame[key].dropna().unique() if isinstance(v, str)}
    said |= {part.strip() for value in said for part in value.split(";")}
    said |= {m.name for m in dataset.hub.municipalities} | {m.subregion for m in dataset.hub.municipalities} | {p.name for p in dataset.phases}
    said |= {dataset.hub.name, dataset.hub.outside_area, *example().names}
    return re.compile("|".join(rf"(?<!\w){re.escape(s)}(?!\w)" for s in sorted(said, key=len, reverse=True) if len(s) > 2), re.IGNORECASE)


@cache
def columns() -> re.Pattern[str]:
    """The titles of sheets and columns as they stand in the workbook, which our texts name in any language."""
    said = {sheet.title("nl") for sheet in contract().values()} | {c.title("nl") for sheet in contract().values() for c in sheet.columns}
    return re.compile("|".join(rf"(?<!\w){re.escape(s)}(?!\w)" for s in sorted(said, key=len, reverse=True)))


def strange(said: list[str], lang: str) -> set[str]:
    """The lines that hold a word of the other language only, with that word."""
    own, other = vocabulary(lang), vocabulary("en" if lang == "nl" else "nl")
    found = set()
    for line in said:
        left = data().sub(" ", columns().sub(" ", line))
        found |= {f"{word}: {line.strip()[:90]}" for word in WORD.findall(left) if len(word) >= SHORTEST and word.lower() in other - own}
    return found


@pytest.mark.parametrize("path", each(PAGES))
def test_no_word_of_the_other_language_stands_on_a_page(visit: Page, server: str, path: str) -> None:
    address = re.sub(r"[?&]taal=\w+", "", path)
    found = set()
    for lang in ("nl", "en"):
        visit.goto(f"{server}/{address}{'&' if '?' in address else '?'}taal={lang}")
        said = settled(visit).evaluate(READ)
        assert len(said) > 8
        found |= {f"{lang}: {line}" for line in strange(said, lang)}
    assert not found, "\n".join(sorted(found))


def test_a_word_of_the_other_language_is_seen() -> None:
    assert strange(["Niet genoeg gegevens voor een prognose"], "en")
    assert strange(["not enough data"], "nl")
    assert not strange(["Kringwerk Pimpernel", "Datum realisatie"], "en")
