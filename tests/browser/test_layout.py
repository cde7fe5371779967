"""Nothing is cut off, overlaps or pushes the page sideways: on a wide screen, at 200 % zoom and on a phone."""

import pytest
from playwright.sync_api import Page

from scripts.screenshots import PAGES
from scripts.serving import drawn
from tests.browser.conftest import each

pytestmark = pytest.mark.browser
WIDE, ZOOMED, PHONE = (1280, 900), (640, 450), (390, 844)  # 640 x 450 is what 1280 x 900 holds at 200 %

FAULTS = """() => {
  const faults = [], main = document.querySelector("[data-testid=stMain]");
  const near = 1.5;  // pixels that rounding may make
  if (main.scrollWidth > main.clientWidth) faults.push(`the page scrolls sideways: ${main.scrollWidth} in ${main.clientWidth}`);
  const scrolls = (node) => {
    for (let e = node; e && e !== main; e = e.parentElement) if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
    return false;
  };
  const said = (rects) => `${Math.round(rects.left)}-${Math.round(rects.right)}`;

  // Our own words: inside the window and inside their cell, unless they stand in a box that scrolls by itself.
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.closest("[class^='im-'], [class*=' im-']") || parent.closest(".im-hidden, style, script")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const cell = parent.closest("td, th, dd, dt, summary, button")?.getBoundingClientRect();
    for (const word of cell ? node.data.matchAll(/[\\p{L}]{2,}/gu) : []) {
      const part = document.createRange();
      part.setStart(node, word.index);
      part.setEnd(node, word.index + word[0].length);
      if (new Set([...part.getClientRects()].map((box) => Math.round(box.top))).size > 1) faults.push(`broken within a word: ${word[0]}`);
    }
    for (const box of range.getClientRects()) {
      if (!box.width) continue;
      if (!scrolls(parent) && (box.left < -near || box.right > innerWidth + near)) faults.push(`beyond the window: ${node.data.trim()} ${said(box)}`);
      if (cell && (box.right > cell.right + near || box.left < cell.left - near)) faults.push(`out of its cell: ${node.data.trim()} ${said(box)} in ${said(cell)}`);
      for (let e = parent; e && e !== main; e = e.parentElement) {
        const edge = e.getBoundingClientRect();
        if (["hidden", "clip"].includes(getComputedStyle(e).overflowX) && (box.right > edge.right + near || box.left < edge.left - near))
          faults.push(`cut off: ${node.data.trim()} ${said(box)} in ${said(edge)}`);
      }
    }
  }

  for (const drawing of main.querySelectorAll(".im-spark")) {
    const edge = drawing.closest("td, .im-scroll")?.getBoundingClientRect(), box = drawing.getBoundingClientRect();
    if (box.width && box.right > edge.right + near) faults.push(`a small trend is cut off: ${said(box)} in ${said(edge)}`);
  }
  for (const caption of main.querySelectorAll(".im-scroll caption:not(.im-hidden)")) {
    const range = document.createRange(), edge = caption.closest(".im-scroll").getBoundingClientRect();
    range.selectNodeContents(caption);
    for (const box of range.getClientRects()) if (box.right > edge.right + near) faults.push(`a caption is cut off: ${caption.textContent}`);
  }

  // A symbol has room before its word.
  for (const symbol of document.querySelectorAll(".im-status i")) {
    const [sign, word] = [symbol.firstChild, symbol.nextSibling].map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getClientRects()[0];
    });
    if (sign?.width && word && word.left - sign.right < 2) faults.push(`no room between ${symbol.textContent} and ${symbol.nextSibling.data}`);
  }

  // The words of a chart: inside the picture, and none on another.
  for (const chart of document.querySelectorAll(".stPlotlyChart")) {
    const edge = chart.querySelector(".main-svg").getBoundingClientRect();
    const texts = [...chart.querySelectorAll(".main-svg text")].filter((t) => t.textContent.trim() && getComputedStyle(t).opacity !== "0")
      .map((t) => [t.textContent, t.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    for (const [text, box] of texts)
      if (box.left < edge.left - near || box.right > edge.right + near || box.top < edge.top - near || box.bottom > edge.bottom + near)
        faults.push(`outside the picture: ${text}`);
    texts.forEach(([one, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), up = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > near && up > 4) faults.push(`in a chart "${one}" stands on "${other}" (${Math.round(across)} x ${Math.round(up)})`);
    }));
  }
  return faults;
}"""

LINES = """() => {
  const faults = [];
  const tops = (found) => [...new Set(found.filter((e) => e.offsetParent !== null && e.getBoundingClientRect().height > 0).map((e) => Math.round(e.getBoundingClientRect().top)))];
  const together = (what, places) => {
    const rows = places.sort((a, b) => a - b).filter((y, i, all) => i && y - all[i - 1] > 1 && y - all[i - 1] < 24);
    if (rows.length) faults.push(`${what}: ${places}`);
  };
  for (const bar of ["bar", "breakdown-choice", "map-choices"]) {
    const box = document.querySelector(`.st-key-${bar}`);
    if (!box) continue;
    together(`labels of ${bar}`, tops([...box.querySelectorAll("[data-testid=stWidgetLabel]")]));
    together(`controls of ${bar}`, tops([...box.querySelectorAll("[data-testid=stButtonGroup] button, [data-testid=stPopoverButton], [data-testid=stDateInputField], .im-button")]));
  }
  for (const row of document.querySelectorAll("[data-testid=stHorizontalBlock]")) {
    const columns = [...row.children].filter((c) => c.dataset.testid === "stColumn");
    const first = (css) => columns.map((c) => c.querySelector(`:scope > * > ${css}, :scope > ${css}`)).filter(Boolean);
    together("titles side by side", tops(columns.flatMap((c) => [...c.querySelectorAll(".im-chart-head .im-section")].slice(0, 1))));
    together("charts side by side", tops(columns.flatMap((c) => [...c.querySelectorAll(".stPlotlyChart")].slice(0, 1))));
  }
  return faults;
}"""


@pytest.mark.parametrize("path", each(PAGES))
def test_nothing_is_cut_off_or_overlaps(visit: Page, server: str, path: str) -> None:
    visit.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    visit.goto(f"{server}/{path}")
    found = []
    for width, height in (WIDE, ZOOMED, PHONE):
        visit.set_viewport_size({"width": width, "height": height})
        drawn(visit)
        found += [f"{width}: {fault}" for fault in visit.evaluate(FAULTS)]
        if (width, height) == WIDE:
            found += visit.evaluate(LINES)
    assert not found, "\n".join(found)
