"""The summary: the leading figures against their targets, and how everything stands."""

from locales import text
from metrics.status import Status
from reports.report.blocks import Block, Paragraph, Section
from reports.report.charts import degree
from reports.report.facts import Facts, held
from reports.report.tables import indicators


def build(facts: Facts) -> list[Section]:
    """One section."""
    leads = [r for r in facts.chosen if r.indicator.lead] or facts.leads
    blocks: list[Block] = [Paragraph(said(facts), "lead")]
    if facts.interim:
        blocks.append(Paragraph(facts.t("summary.interim", number=facts.phase.number if facts.phase else "", day=facts.day)))
    blocks.append(indicators(facts, "summary.table", facts.t("summary.table", period=facts.name), leads))
    picture = degree(facts, "summary.degree", leads)
    notes = tuple(f"{text(f'ui.objectives.{r.indicator.objective}', facts.lang)}: {r.indicator.id} {r.indicator.name[facts.lang]}" for r in leads)
    return [Section("summary", facts.t("part.summary"), (*blocks, *([picture] if picture else [])), notes=notes, apart=True)]


def said(facts: Facts) -> str:
    """How many indicators there are per status, in one sentence; without a single target it says so."""
    found = [held(r).status for r in facts.chosen]
    compared = [s for s in found if s.compared]
    if not compared:
        return facts.counted("summary.said_none", len(found), day=facts.day)
    counts = {s: compared.count(s) for s in (Status.REACHED, Status.ON_TRACK, Status.SLIGHTLY_BEHIND, Status.BEHIND)}
    told = ", ".join(f"{n} {s.text(facts.lang)}" for s, n in counts.items() if n)
    return facts.counted("summary.said", len(compared), all=len(found), day=facts.day, told=told)
