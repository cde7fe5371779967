"""The fields that a team's own template may use: one declaration for filling, checking and documentation.

Names are Dutch in every language; what they give is in the language of the report.
"""

from collections.abc import Callable, Mapping, Sequence

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.scorecard import Result
from reports import words
from reports.report.blocks import Block, Document, Picture, Section, Table
from reports.report.facts import Facts, held
from reports.report.parts.results import said as stands
from reports.report.parts.summary import said as summary
from reports.report.request import OBJECTIVES

Words = Callable[[Facts, Document], str]
OfObjective = Callable[[Facts, Section], str | Sequence[Block]]
OfIndicator = Callable[[Facts, Result], str]
Value = str | tuple[Block, ...]


def _phase(facts: Facts, attribute: str) -> str:
    return str(getattr(facts.phase, attribute)) if facts.phase else ""


def _own(facts: Facts, section: Section, prompt: str) -> str:
    return facts.request.texts.get(section.key, {}).get(prompt, "")


def _number(amount: float | None, result: Result, lang: str) -> str:
    return formats.value(amount, result.indicator.decimals, result.indicator.percent, lang)


GENERAL: Mapping[str, Words] = {
    "titel": lambda _, d: d.title,
    "ondertitel": lambda _, d: d.subtitle,
    "hub": lambda f, _: f.dataset.hub.name,
    "promotor": lambda f, _: f.dataset.hub.promoter,
    "financier": lambda f, _: _phase(f, "funder"),
    "fase": lambda f, _: _phase(f, "number"),
    "fase_naam": lambda f, _: _phase(f, "name"),
    "periode": lambda f, _: formats.span(f.period.start, f.period.end),
    "peildatum": lambda f, _: formats.day(f.as_of),
    "bronbestanden": lambda f, _: ", ".join(f.request.sources),
    "gegevensversie": lambda f, _: f.request.version,
    "bron": lambda f, _: f.source,
    "vermelding": lambda _, d: "\n".join(d.brand.mentions),
    "opgelet": lambda f, _: f.example,
    "stand": lambda f, _: summary(f),
}
OBJECTIVE: Mapping[str, OfObjective] = {
    "naam": lambda f, s: text(f"ui.objectives.{s.key[-1]}", f.lang),
    "stand": lambda f, s: stands(f, int(s.key[-1])),
    "tabel": lambda _, s: [b for b in s.blocks if isinstance(b, Table)],
    "grafieken": lambda _, s: [b for b in s.blocks if isinstance(b, Picture)],
    "wat_zien_we": lambda f, s: _own(f, s, "see"),
    "waar_willen_we_naartoe": lambda f, s: _own(f, s, "aim"),
    "wat_stuurden_we_bij": lambda f, s: _own(f, s, "adjust"),
}
INDICATOR: Mapping[str, OfIndicator] = {
    "naam": lambda f, r: r.indicator.name[f.lang],
    "waarde": lambda f, r: f.value(r),
    "getal": lambda f, r: _number(r.value, r, f.lang),
    "eenheid": lambda f, r: r.indicator.unit[f.lang],
    "waarvan": lambda f, r: f.of_what(r),
    "in_fase": lambda f, r: f.value(held(r)),
    "streefwaarde": lambda f, r: _number(held(r).target, r, f.lang),
    "verwacht": lambda f, r: formats.value(held(r).expected, max(1, r.indicator.decimals), r.indicator.percent, f.lang),
    "status": lambda f, r: f.standing(held(r)),
    "per_maand": lambda f, r: f.per_month(r.indicator, before=False),
    "per_maand_vorige_fase": lambda f, r: f.per_month(r.indicator, before=True),
    "prognose": lambda f, r: words.forecast(r, f.lang),
    "definitie": lambda f, r: r.indicator.definition[f.lang],
}
PARTS: Mapping[str, str] = {
    "samenvatting": "summary", "context": "context", "trechter": "flow", "cases": "cases", "sociaal": "social", "ecologisch": "ecological",
    "communicatie": "outreach", "leerlessen": "lessons", "verankering": "anchoring", "afwijkingen": "deviations", "tabellen": "annex_phases",
    "fiches": "annex_sheets", "bewijsstukken": "annex_evidence", "afkortingen": "annex_abbreviations",
}  # fmt: skip
BLOCKS = ("tabel", "grafieken")  # fields of an objective that are no text


def known() -> dict[str, bool]:
    """Every field there is, and whether it gives blocks (a table, charts) that need a paragraph of their own."""
    found = dict.fromkeys(GENERAL, False)
    found |= {f"doel_{n}.{name}": name in BLOCKS for n in OBJECTIVES for name in OBJECTIVE}
    found |= {f"{i}.{name}": False for i in catalogue() for name in INDICATOR}
    return found | {f"deel.{name}": True for name in PARTS}


def values(facts: Facts, document: Document) -> dict[str, Value]:
    """Every field with what it gives; `document` holds all parts."""
    found: dict[str, Value] = {name: read(facts, document) for name, read in GENERAL.items()}
    for number in OBJECTIVES:
        section = document.section(f"objective_{number}")
        for name, of_objective in OBJECTIVE.items():
            value = of_objective(facts, section) if section else ""
            found[f"doel_{number}.{name}"] = value if isinstance(value, str) else tuple(value)
    for result in facts.results.values():
        found |= {f"{result.indicator.id}.{name}": of_indicator(facts, result) for name, of_indicator in INDICATOR.items()}
    for name, key in PARTS.items():
        section = document.section(key)
        found[f"deel.{name}"] = section.blocks if section else ()
    return found
