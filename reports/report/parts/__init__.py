"""The parts of a report, one module each: from the figures to sections. `BUILDERS` names them in the order of `request.PARTS`."""

from collections.abc import Callable, Mapping

from reports.report.blocks import Section
from reports.report.facts import Facts
from reports.report.parts import anchoring, annexes, cases, context, deviations, ecological, flow, lessons, outreach, results, social, summary

BUILDERS: Mapping[str, Callable[[Facts], list[Section]]] = {
    "summary": summary.build,
    "context": context.build,
    "results": results.build,
    "flow": flow.build,
    "cases": cases.build,
    "social": social.build,
    "ecological": ecological.build,
    "outreach": outreach.build,
    "lessons": lessons.build,
    "anchoring": anchoring.build,
    "deviations": deviations.build,
    "annexes": annexes.build,
}
