"""Native charts in a Word document. python-docx has none: the chart is a part of its own, with its workbook as a part beside it."""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from charts.chart import Chart
from reports.office_chart import part_xml
from reports.plain import printable

POINTS = 8.5  # of the chart's text
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(document: Document, paragraph: Paragraph, chart: Chart, number: int, lang: str, width: float, height: float) -> bool:
    """Put a native chart in a paragraph, so many mm wide and high; False where there is nothing to draw. `number` is unique in the document."""
    made = part_xml(chart.data, lang, POINTS) if chart.data else None
    if made is None:
        return False
    xml, workbook = made
    package = document.part.package
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, xml, package)
    sheet = Part(package.next_partname("/word/embeddings/Microsoft_Excel_Worksheet%d.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package)
    assert part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE) == "rId1"  # the name by which the chart's XML knows it
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawing: Any = parse_xml(_inline(relation, number, Mm(width), Mm(height)))
    properties = drawing.find(".//{*}docPr")
    properties.set("descr", printable(chart.alt))
    properties.set("title", printable(chart.title))
    paragraph.add_run()._r.append(drawing)
    return True


def _inline(relation: str, number: int, width: int, height: int) -> str:
    return (
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
