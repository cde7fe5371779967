"""A team's own Word template: every documented field gives something, an unknown one is named, and nothing in it is run."""

import io
import zipfile

import docx
import pytest

from data.errors import UserError
from reports.documentation import PAGE, page
from reports.report.fields import known
from reports.word.template import check_template, filled
from tests.reports.asked import HOSTILE, example, hostile, hostile_request, request


def template(*paragraphs: str, header: str = "", cell: str = "") -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = header
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text(raw: bytes) -> str:
    return "\n".join(t.text or "" for t in docx.Document(io.BytesIO(raw)).element.body.iter("{*}t"))


def repacked(raw: bytes, change) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def test_every_field_there_is_resolves() -> None:
    raw = template(*(f"{{{{ {name} }}}}" for name in known()))
    assert check_template(raw) == ()
    made = filled(raw, example(), request())
    said = text(made)
    assert "{{" not in said
    assert "\ue000" not in said
    assert len(docx.Document(io.BytesIO(made)).tables) > 40


def test_figures_stand_where_their_fields_stood() -> None:
    said = text(filled(template("Wij telden {{ D3.8.getal }} van {{ D3.8.streefwaarde }}.", "{{ D3.10.waarde }}", header="{{ hub }}"), example(), request()))
    assert "Wij telden 22 van 28." in said
    assert "291,8 ton/jaar" in said


def test_a_table_takes_the_place_of_its_paragraph() -> None:
    made = docx.Document(io.BytesIO(filled(template("Voor", "{{ doel_3.tabel }}", "Na"), example(), request())))
    order = [e.tag.rpartition("}")[2] for e in made.element.body]
    assert order.count("tbl") == 1
    assert made.paragraphs[0].text == "Voor"
    assert made.paragraphs[-1].text == "Na"
    assert order.index("tbl") < len(order) - 2


def test_a_field_in_several_runs_is_one_field() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ D3.8", ".getal", " }", "}"):
        paragraph.add_run(piece)
    target = io.BytesIO()
    document.save(target)
    assert "22" in text(filled(target.getvalue(), example(), request()))


@pytest.mark.parametrize(("words", "problem"), [
    ("{{ D3.99.waarde }}", "Het veld “D3.99.waarde” bestaat niet"),
    ("{{ doel_3.tabl }}", "doel_3.tabel"),
    ("{{ iets }}", "Het veld “iets” bestaat niet"),
    ("{{ hub|upper }}", "enkel velden"),
    ("{{ 1 + 1 }}", "enkel velden"),
    ("{{ ''.__class__.__mro__ }}", "enkel velden"),
    ("{{ hub.__class__ }}", "Het veld “hub.__class__” bestaat niet"),
    ("{% for x in hub %}a{% endfor %}", "enkel velden"),
    ("{{ hub", "accolade"),
])  # fmt: skip
def test_what_is_no_field_is_named_in_one_sentence(words: str, problem: str) -> None:
    (sentence,) = check_template(template("Goed: {{ hub }}", words))
    assert problem in sentence
    with pytest.raises(UserError, match="Het sjabloon klopt niet"):
        filled(template(words), example(), request())


def test_a_table_belongs_in_the_text_itself() -> None:
    assert "kop- of voettekst" in check_template(template(header="{{ doel_1.tabel }}"))[0]
    assert "eigen regel" in check_template(template(cell="{{ doel_1.tabel }}"))[0]
    assert check_template(template(cell="{{ D1.1.waarde }}", header="{{ titel }}")) == ()


def test_cells_that_look_like_fields_stay_text() -> None:
    raw = template("{{ deel.cases }}", "{{ doel_3.wat_zien_we }}", "{{ bronbestanden }}")
    said = text(filled(raw, hostile(), hostile_request()))
    assert all(words in said for words in HOSTILE[:6])


@pytest.mark.parametrize(("raw", "problem"), [
    (b"geen zip", "geen Word-document"),
    (b"PK\x03\x04 kapot", "kan niet geopend worden"),
])  # fmt: skip
def test_what_is_no_word_document_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(UserError, match=problem):
        check_template(raw, "x.docx")


def test_a_dtd_a_bomb_and_another_archive_are_refused() -> None:
    good = template("{{ hub }}")
    dtd = repacked(
        good, lambda name, content: content.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1) if name == "word/document.xml" else content
    )
    with pytest.raises(UserError, match="DTD"):
        check_template(dtd, "x.docx")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (200 << 20))
    with pytest.raises(UserError, match="te groot"):
        check_template(target.getvalue(), "x.docx")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
    with pytest.raises(UserError, match="geen Word-document"):
        check_template(target.getvalue(), "x.docx")


def test_the_same_template_gives_the_same_bytes() -> None:
    raw = template("{{ doel_3.tabel }}", "{{ doel_3.grafieken }}")
    assert filled(raw, example(), request()) == filled(raw, example(), request())


def test_the_documentation_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"
    assert all(f"{{{{ {name} }}}}" in page() for name in known() if name.startswith(("doel_3.", "D3.8.", "deel.")) or "." not in name)
