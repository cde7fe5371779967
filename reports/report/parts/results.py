"""What was realised per objective: its indicators against their targets, its charts, and room for people's own words."""

from charts.colours import colours
from locales import text
from metrics.status import Status
from reports.report.blocks import Block, Paragraph, Section
from reports.report.charts import picture
from reports.report.facts import Facts, held
from reports.report.request import OBJECTIVES
from reports.report.tables import indicators


def build(facts: Facts) -> list[Section]:
    """A heading, and a section per objective of which anything is asked."""
    asked = [n for n in OBJECTIVES if facts.request.chosen(n)]
    return [Section("results", facts.t("part.results"), (Paragraph(facts.t("results.line"), "note"),), apart=True), *(_objective(facts, n) for n in asked)]


def _objective(facts: Facts, number: int) -> Section:
    place, chosen = f"objective_{number}", facts.request.chosen(number)
    found = facts.of(chosen)
    title = text(f"ui.objectives.{number}", facts.lang)
    blocks: list[Block] = [Paragraph(said(facts, number), "lead")]
    if all(r.status is Status.NOT_APPLICABLE for r in found):
        blocks.append(Paragraph(facts.t("results.not_applicable"), "missing"))
    else:
        blocks.append(indicators(facts, f"{place}.table", facts.t("results.table", number=number, name=title, period=facts.name), found))
        blocks += [picture(facts, wanted, number) for wanted in facts.request.pictures(number)]
    blocks += facts.slots(place)
    notes = tuple(f"{i.id} {i.name[facts.lang]}: {i.definition[facts.lang]}" for i in chosen)
    name = facts.t("results.objective", number=number, name=title)
    return Section(place, name, tuple(blocks), 2, colours("light").objective[number], notes)


def said(facts: Facts, number: int) -> str:
    """How many of the objective's indicators are on track or reached, of those that have a target."""
    against = [held(r) for r in facts.of(facts.request.chosen(number))]
    compared = [r for r in against if r.status.compared]
    late = [r for r in compared if r.status in (Status.BEHIND, Status.SLIGHTLY_BEHIND)]
    if not compared:
        return facts.counted("results.said_none", len(against))
    return facts.counted("results.said", len(compared), good=len(compared) - len(late), day=facts.day)
