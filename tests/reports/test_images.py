"""Pictures: the size and resolution that were asked for, the words of the screen, nothing cut off."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from charts.chart import Chart
from charts.remarks import Remark, remarked
from reports.images import picture
from reports.lettering import width, wrapped
from reports.presets import DOTS, MM_PER_INCH, PRESETS, Preset, preset
from reports.renderer import Format, Renderer
from tests.reports.charts import END, START, file, progress, trending

LONG = "Gerealiseerde circulaire initiatieven met sociale impact in de sociale economie, per kwartaal en per gemeente van de Kempen & daarbuiten"


@pytest.fixture(scope="module")
def renderer(chromium: str) -> Iterator[Renderer]:
    made = Renderer(chromium)
    yield made
    made.close()


def drawn(renderer: Renderer, kind: Format, size: Preset, chart: Chart | None = None, title: str = "") -> bytes:
    own = file(chart or trending(), title=title)
    return picture(own.chart, own.caption, size, kind, "nl", renderer)


@pytest.mark.browser
@pytest.mark.parametrize("size", PRESETS, ids=lambda p: p.key)
def test_a_png_has_its_size_in_dots_and_in_millimetres(renderer: Renderer, size: Preset) -> None:
    with Image.open(BytesIO(drawn(renderer, "png", size))) as image:
        assert image.size == size.pixels(DOTS)
        assert image.info["dpi"] == pytest.approx((DOTS, DOTS), abs=0.1)
        assert image.size[0] / image.info["dpi"][0] * MM_PER_INCH == pytest.approx(size.width, abs=0.1)
        paper = image.convert("RGB")
    edges = [paper.crop((0, 0, image.width, 12)), paper.crop((0, image.height - 12, image.width, image.height))]
    edges += [paper.crop((0, 0, 12, image.height)), paper.crop((image.width - 12, 0, image.width, image.height))]
    assert all(edge.getcolors() == [(edge.width * edge.height, (255, 255, 255))] for edge in edges), "light, and nothing runs into the edge"


@pytest.mark.browser
def test_an_svg_carries_the_words_as_text(renderer: Renderer) -> None:
    root = ElementTree.fromstring(drawn(renderer, "svg", preset("a4")))
    said = [("".join(t.itertext())) for t in root.iter("{http://www.w3.org/2000/svg}text")]
    for words in (
        "Gerealiseerde initiatieven per kwartaal",
        "01/01/2023 – 31/12/2024 · gemeente Geel & Mol",
        "voorbeeldgegevens · Bron: eigen.xlsx · stand op 31/12/2024",
    ):
        assert words in said, words
    assert {"1.235", "Fase 3", "Fase 4"} <= set(said)
    assert root.get("width") == "257mm"
    assert "Hoogste waarde" in (root.findtext("{http://www.w3.org/2000/svg}desc") or "")


@pytest.mark.browser
def test_a_pdf_is_one_page_of_its_size(renderer: Renderer) -> None:
    size = preset("16x9")
    pdf = drawn(renderer, "pdf", size, progress())
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert float(box[1]) == pytest.approx(size.width / MM_PER_INCH * 72, abs=1)
    assert b"/Font" in pdf, "words stay words"


@pytest.mark.browser
def test_a_long_title_is_wrapped_within_the_picture(renderer: Renderer) -> None:
    size = preset("a4-half")
    root = ElementTree.fromstring(drawn(renderer, "svg", size, title=LONG))
    lines = [t for t in root.findall("{http://www.w3.org/2000/svg}text") if t.get("font-weight") == "bold"]
    assert " ".join(t.text or "" for t in lines) == LONG
    assert len(lines) > 1
    across = size.room[0]
    assert all(width(t.text or "", 16, bold=True) < across - 20 for t in lines)


@pytest.mark.browser
def test_a_chart_that_holds_much_is_shrunk_to_fit(renderer: Renderer) -> None:
    tall = trending()
    tall.figure.update_layout(height=900)
    words = drawn(renderer, "svg", preset("a4-half"), tall).decode()
    shrunk = re.search(r"scale\(([\d.]+)\)", words)
    assert shrunk
    assert float(shrunk[1]) < 0.5


def test_presets_are_drawn_larger_where_they_are_looked_at_from_afar() -> None:
    half, whole, slide = PRESETS
    assert half.points < whole.points < slide.points
    assert slide.width / slide.height == pytest.approx(16 / 9, rel=0.005)
    assert struct.calcsize(">IIB") == 9, "the length of a chunk that says the resolution"


def test_lines_break_where_they_must_and_lose_nothing() -> None:
    assert wrapped("een twee drie", 10, 1000) == ("een twee drie",)
    assert " ".join(wrapped(LONG, 16, 200)) == LONG
    assert "".join(wrapped("a" * 90, 16, 200)) == "a" * 90
    assert all(width(line, 16) <= 200 for line in wrapped(LONG, 16, 200))
    assert width("é", 10) == width("e", 10)
    assert wrapped("", 10, 100) == ()


@pytest.mark.browser
@pytest.mark.parametrize("count", [1, 40])
def test_remarks_stand_below_the_picture_and_leave_it_room(renderer: Renderer, count: int) -> None:
    said = tuple(Remark(n, date(2024, 2, 10), "Beurs <in> Geel & Mol, veel nieuwe vragen", "An") for n in range(1, count + 1))
    chart = remarked(trending(), said, START, END, "light", "nl")
    made = picture(chart, replace(file(chart).caption, remarks=chart.remarks), PRESETS[0], "svg", "nl", renderer)
    lines = ["".join(t.itertext()) for t in ElementTree.fromstring(made).iter("{http://www.w3.org/2000/svg}text")]
    kept = [line for line in lines if "Beurs <in> Geel & Mol" in line]
    assert len(kept) == 1 if count == 1 else 5 < len(kept) < count
    assert any(f"en nog {count - len(kept)} opmerkingen" in line for line in lines) == (count > 1)
    assert "1" in lines, "its number stands in the plot"
