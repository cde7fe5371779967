"""What an indicator means, as (term, text) pairs for the workbook and the reports."""

from locales import formats, text
from metrics.definitions import fiche
from metrics.indicator import Indicator

Fact = tuple[str, str]


def definition(indicator: Indicator, lang: str) -> tuple[Fact, ...]:
    """Question, definition, unit, what counts and what doesn't, source columns, level, direction and changes."""
    f = fiche(indicator, lang)
    facts: list[Fact] = [("indicator", f"{f.id} {f.name}"), ("question", f.question), ("definition", f.definition), ("unit", f.unit)]
    facts += [("value", f.value), ("counts", f.counts), ("excludes", f.excludes), ("level", f.level), ("direction", f.direction)]
    facts += [("columns", f"{s.sheet}: {', '.join(s.columns)}" if s.columns else s.sheet) for s in f.sources]
    facts += [("change", f"{formats.day(day)}: {what}") for day, what in f.changes]
    return tuple((text(f"files.definition.{key}", lang), words) for key, words in facts)
