"""`docs/indicators.md`: every indicator as declared, with the examples that the tests hold it to. `python -m metrics.documentation` writes it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data.contract import contract
from locales import text
from locales.yaml_files import load
from metrics.catalogue import catalogue
from metrics.definitions import header, left_out, value
from metrics.indicator import Indicator, Part

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "indicators.md"
EXAMPLES = ROOT / "tests" / "metrics" / "spec"


def page(lang: str = "nl") -> str:
    """The whole page as Markdown."""
    examples = [raw for file in sorted(EXAMPLES.glob("*.yaml")) for raw in load(file)]
    lines = [f"# {_text('title', lang)}", "", _text("generated", lang), "", _text("rules", lang).strip(), ""]
    objective = 0
    for indicator in catalogue().values():
        if indicator.objective != objective:
            objective = indicator.objective
            lines += [f"## {_text('objective', lang, number=objective, name=text(f'metrics.objective.{objective}', lang))}", ""]
        lines += _indicator(indicator, lang)
        for example in (e for e in examples if e["indicator"] == indicator.id):
            lines += _example(example, lang)
    return "\n".join(lines).rstrip() + "\n"


def _indicator(indicator: Indicator, lang: str) -> list[str]:
    lead = f" · {_text('lead', lang)}" if indicator.lead else ""
    facts = [
        f"{text(f'metrics.level.{indicator.level}', lang)}{' · ' + _text('is_level', lang) if indicator.is_level else ''}",
        indicator.unit[lang],
        *([_text("lower", lang)] if indicator.direction == "down" else []),
    ]
    lines = [f"### {indicator.id} {indicator.name[lang]}{lead}", "", f"*{indicator.question[lang]}*", "", indicator.definition[lang], ""]
    rows = [
        (_text("kind", lang), " · ".join(facts)),
        (_text("source", lang), "; ".join(_source(part, lang) for part in indicator.parts)),
        (_text("value", lang), value(indicator, lang)),
        (_text("counts", lang), indicator.counts[lang]),
        (_text("excludes", lang), indicator.excludes[lang]),
        *((_text("changed", lang, day=f"{c.date:%d/%m/%Y}"), c.text[lang]) for c in indicator.changes),
    ]
    return [*lines, "| | |", "| --- | --- |", *(f"| {name} | {content} |" for name, content in rows), ""]


def _source(part: Part, lang: str) -> str:
    """A part in words: the sheet, by which date, and which rows are left out."""
    dates = ", ".join(header(part, path, lang) for path in part.dates)
    excluded = left_out(part, lang)
    conditions = _text("left_out", lang, reasons="; ".join(excluded)) if excluded else ""
    return f"**{contract()[part.source].title(lang)}**, {_text('by' if len(part.dates) == 1 else 'by_any', lang, dates=dates)}{conditions}"


def _example(example: dict[str, Any], lang: str) -> list[str]:
    """An example as tables: the sheets, what must come out and why."""
    moments = []
    if "period" in example:
        moments.append(_text("period", lang, start=f"{example['period'][0]:%d/%m/%Y}", end=f"{example['period'][1]:%d/%m/%Y}"))
    if "as_of" in example:
        moments.append(_text("as_of", lang, day=f"{example['as_of']:%d/%m/%Y}"))
    lines = ["<details>", f"<summary>{example['what']}</summary>", ""]
    for name, content in example["sheets"].items():
        lines += [f"{_text('sheet', lang)} {name}{' · ' + ' · '.join(moments) if moments else ''}:", "", *_table(content), ""]
    return [*lines, f"{_text('gives', lang)} {_outcome(example['expected'], lang)}", "", "</details>", ""]


def _table(content: str) -> Iterator[str]:
    rows = [[cell.strip() for cell in line.split("|")] for line in content.strip().splitlines()]
    yield "| " + " | ".join(rows[0]) + " |"
    yield "|" + " --- |" * len(rows[0])
    for row in rows[1:]:
        shown: Sequence[str] = [re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", cell) for cell in row]
        yield "| " + " | ".join(shown) + " |"


def _outcome(expected: object, lang: str) -> str:
    found: dict[str, Any] = expected if isinstance(expected, dict) else {"value": expected}
    if found["value"] is None:
        return _text("empty", lang, reason=found.get("reason", ""))
    said = f"**{_number(found['value'])}**"
    if "denominator" in found:
        said += _text("fraction", lang, numerator=_number(found["numerator"]), denominator=_number(found["denominator"]))
    elif "used" in found:
        said += _text("coverage", lang, used=found["used"], eligible=found["eligible"])
    return said


def _number(number: float) -> str:
    return f"{round(number, 3):g}".replace(".", ",") if number < 1000 else f"{number:.10g}".replace(".", ",")


def _text(key: str, lang: str, **params: object) -> str:
    return text(f"indicators.{key}", lang, **params)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
