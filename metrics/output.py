"""Results for machines (JSON, CSV) and for people (text)."""

import csv
import io
import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from data.dataset import Dataset
from data.findings import Findings
from locales import text
from locales.formats import day, value
from metrics.scorecard import Result


def as_json(dataset: Dataset, findings: Findings, results: Sequence[Result], as_of: date, lang: str = "nl") -> str:
    """Everything at once, in the fields that other programs rely on."""
    document = {
        "as_of": as_of.isoformat(),
        "rows": row_counts(dataset),
        "findings": _findings(findings, lang),
        "indicators": [record(r) for r in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def row_counts(dataset: Dataset) -> dict[str, dict[str, int]]:
    """The accounting per sheet, by its Dutch name."""
    counted = ("read", "accepted", "rejected", "blank", "total")
    return {dataset.tables[key].sheet.name: {c: getattr(counts, c) for c in counted} for key, counts in dataset.counts.items()}


def record(result: Result) -> dict[str, Any]:
    """One result as plain values; `in_phase` only where its period lies in one phase."""
    forecast = result.forecast
    fields: dict[str, Any] = {
        "id": result.indicator.id,
        "phase": result.period.phase,
        "start": result.period.start.isoformat(),
        "end": result.period.end.isoformat(),
        "value": plain(result.value),
        "numerator": plain(result.numerator),
        "denominator": plain(result.denominator),
        "used": result.used,
        "eligible": result.eligible,
        "applicable": result.applicable,
        "reason": None if result.reason is None else str(result.reason),
        "target": plain(result.target),
        "expected": plain(result.expected),
        "status": result.status.value,
        "forecast": None if forecast is None else {"value": forecast.value, "low": plain(forecast.low), "high": plain(forecast.high)},
        "forecast_reason": None if result.forecast_reason is None else str(result.forecast_reason),
    }
    if result.in_phase is not None:
        inside = result.in_phase
        fields["in_phase"] = {
            "phase": inside.period.phase,
            "value": plain(inside.value),
            "target": plain(inside.target),
            "expected": plain(inside.expected),
            "status": inside.status.value,
        }
    return fields


def as_csv(results: Sequence[Result]) -> str:
    """One line per result, with the fields of the JSON; a group's fields are named `forecast.value`. Separated by commas."""
    rows = [_flat(record(r)) for r in results]
    names = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().rstrip("\n")


def as_text(dataset: Dataset, findings: Findings, results: Sequence[Result], as_of: date, lang: str = "nl") -> str:
    """A table for people."""
    lines = [text("metrics.table.title", lang, as_of=day(as_of)), ""]
    lines += [text("metrics.table.rows", lang, sheet=sheet, **counts) for sheet, counts in row_counts(dataset).items()]
    lines += [text("metrics.table.findings", lang, errors=findings.count("error"), warnings=findings.count("warning")), ""]
    head = [text(f"metrics.table.{c}", lang) for c in ("id", "name", "phase", "value", "target", "expected", "status")]
    own = [r for r in results if r.period.phase is None]
    if own:
        lines.append(text("metrics.table.period", lang, start=day(own[0].period.start), end=day(own[0].period.end)))
    lines += table([head, *(_line(r, lang) for r in results)])
    inside = [r.in_phase for r in results if r.in_phase is not None]
    if inside:
        lines += ["", text("metrics.table.in_phase", lang, phase=inside[0].period.phase), *table([head, *(_line(r, lang) for r in inside)])]
    return "\n".join(lines)


def _line(result: Result, lang: str) -> list[str]:
    what = result.indicator
    shown = value(result.value, what.decimals, what.percent, lang) if result.reason is None else result.reason.text(lang)
    target = value(result.target, what.decimals, what.percent, lang)
    expected = value(result.expected, max(1, what.decimals), what.percent, lang)
    return [what.id, what.name[lang], result.period.phase or "", shown, target, expected, result.status.text(lang)]


def table(rows: list[list[str]], numeric: Collection[int] = (3, 4, 5)) -> list[str]:
    """Lines of text with the cells under each other; the columns in `numeric` stand right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(c.rjust(w) if i in numeric else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows]


def _findings(findings: Findings, lang: str) -> list[dict[str, Any]]:
    frame = findings.frame(lang)
    columns = {str(name): frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns}
    columns["row"] = [int(row) or None for row in columns["row"]]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def plain(number: float | None) -> float | int | None:
    """Whole numbers without a point."""
    return int(number) if number is not None and float(number).is_integer() else number


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, content in fields.items():
        if isinstance(content, dict):
            flat |= {f"{name}.{key}": v for key, v in content.items()}
        elif name == "forecast":
            flat |= {f"forecast.{key}": None for key in ("value", "low", "high")}
        else:
            flat[name] = content
    return flat
