"""Figures in a text that people wrote: `{{ D3.8.waarde }}` says what the figure is now, and a text knows which of its figures changed since."""

import re
from collections.abc import Mapping

from reports.report.facts import Facts
from reports.report.fields import INDICATOR

FIELD = re.compile(r"\{\{\s*([A-Za-z]\w*\.\d+)\.(\w+)\s*\}\}")
BRACES = re.compile(r"\{\{[^{}]*\}\}")


def used(text: str) -> list[str]:
    """The figures that a text names, in their order, each once."""
    return list(dict.fromkeys(f"{match[1]}.{match[2]}" for match in FIELD.finditer(text)))


def values(facts: Facts, names: list[str]) -> dict[str, str]:
    """What each of these figures says now; one that does not exist is left out."""
    found = {}
    for name in names:
        indicator, _, field = name.rpartition(".")
        if indicator in facts.results and field in INDICATOR:
            found[name] = INDICATOR[field](facts, facts.results[indicator])
    return found


def resolved(text: str, facts: Facts) -> str:
    """The text with its figures filled in; what is no figure stays as it was written."""
    known = values(facts, used(text))
    return FIELD.sub(lambda match: known.get(f"{match[1]}.{match[2]}", match[0]), text)


def changed(then: Mapping[str, str], facts: Facts) -> dict[str, tuple[str, str]]:
    """The figures that say something else now than when the text was written: (then, now)."""
    now = values(facts, list(then))
    return {name: (was, now.get(name, "")) for name, was in then.items() if now.get(name, "") != was}


def unknown(text: str, facts: Facts) -> list[str]:
    """What looks like a figure and is none: a code or field that does not exist, or anything else between double braces."""
    strange = [match[0] for match in BRACES.finditer(text) if not FIELD.fullmatch(match[0])]
    return [*(name for name in used(text) if name not in values(facts, [name])), *dict.fromkeys(strange)]
