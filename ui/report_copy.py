"""Per objective plain words and a table, ready to paste in a web form."""

import streamlit as st

from metrics.scorecard import Result
from reports.report.facts import Facts, held
from reports.report.parts.results import said
from reports.report.request import OBJECTIVES, PROMPTS, Request
from ui import html
from ui.report import facts_of, prompt
from ui.scope import scope
from ui.texts import t
from ui.view import View


def draw(view: View, request: Request) -> None:
    """One objective at a time; the block has a button that copies it."""
    source, _ = scope(view)
    html.show(html.section(t("paste.title"), t("paste.line")))
    number = st.segmented_control(t("ui.filters.objective"), OBJECTIVES, default=1, required=True, key="paste-objective") or 1
    facts = facts_of(source, request)
    st.code(words(facts, number), language=None, wrap_lines=True)
    html.show(html.small(t("paste.table")))
    st.code(table(facts, number), language=None, wrap_lines=True)


def words(facts: Facts, number: int) -> str:
    """How the objective stands, and what people wrote about it."""
    section = f"objective_{number}"
    own = facts.request.texts.get(section, {})
    parts = [said(facts, number), *(f"{prompt(p, facts.lang)}\n{own[p]}" for p in PROMPTS[section] if own.get(p))]
    return "\n\n".join(p for p in (facts.example, *parts, facts.source) if p)


def table(facts: Facts, number: int) -> str:
    """The indicators with tabs between the columns, as a spreadsheet or web form takes them."""
    results = facts.of(facts.request.chosen(number))
    heads = [facts.t(f"column.{k}") for k in ("id", "indicator", "value", "target", "status")]
    rows = [[r.indicator.id, r.indicator.name[facts.lang], facts.value(r), _aim(facts, r), held(r).status.text(facts.lang)] for r in results]
    return "\n".join("\t".join(" ".join(c.split()) for c in line) for line in (heads, *rows))


def _aim(facts: Facts, result: Result) -> str:
    aim = held(result).target
    return "" if aim is None else facts.figure(result.indicator, aim)
