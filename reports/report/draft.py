"""A first text by rule, from the figures alone: what was counted, what was aimed for, and the pace beside that of the phase before.

No causes and no judgement: those are for people. Figures are live fields (live.py). What has no figure is left out.
"""

from locales import text, texts
from metrics.scorecard import Result
from reports.report.facts import Facts, held
from reports.report.request import Request

MOST = 4  # sentences of a draft


def draft(facts: Facts, objective: int) -> str:
    """A draft for "Wat zien we?" of an objective, the leading indicator first; empty where nothing can be told."""
    request: Request = facts.request
    results = [facts.results[i.id] for i in request.chosen(objective)]
    told = [_sentence(facts, r) for r in results if r.applicable and r.value is not None and _phrase(r, request.lang)]
    return " ".join(told[:MOST])


def _sentence(facts: Facts, result: Result) -> str:
    lang, name = facts.lang, result.indicator.id
    counted = text(f"draft.{name}.{'one' if result.value == 1 else 'many'}", lang, value=_field(name, "getal"))
    period = text("draft.phase", lang, number=facts.period.phase) if facts.period.phase else text("draft.period", lang, days=facts.name)
    parts = [text("draft.sentence", lang, period=period, counted=counted)]
    aim = held(result).target
    if aim is not None and not facts.interim:
        parts[0] += text("draft.target", lang, target=_field(name, "streefwaarde"))
    if facts.period.phase and result.indicator.cumulative and facts.previous and facts.per_month(result.indicator, before=True):
        now, before = _field(name, "per_maand"), _field(name, "per_maand_vorige_fase")
        parts.append(text("draft.pace", lang, now=now, before=before, number=facts.previous.number))
    return "".join(parts) + "."


def _phrase(result: Result, lang: str) -> bool:
    """Whether the indicator has a phrase; one that a hub added may have none."""
    return f"draft.{result.indicator.id}.many" in texts(lang)


def _field(indicator: str, name: str) -> str:
    return f"{{{{ {indicator}.{name} }}}}"
