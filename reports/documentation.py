"""`docs/report-template.md`: the fields that a team's own Word template may use. `python -m reports.documentation` writes it."""

from pathlib import Path

from locales import text
from reports.report.fields import BLOCKS, GENERAL, INDICATOR, OBJECTIVE, PARTS

PAGE = Path(__file__).parent.parent / "docs" / "report-template.md"


def page(lang: str = "nl") -> str:
    """The whole page as Markdown."""
    lines = [f"# {_text('title', lang)}", "", _text("generated", lang), "", _text("how", lang), ""]
    groups = (
        ("general", [(name, False) for name in GENERAL]),
        ("objective", [(f"doel_3.{name}", name in BLOCKS) for name in OBJECTIVE]),
        ("indicator", [(f"D3.8.{name}", False) for name in INDICATOR]),
        ("part", [(f"deel.{name}", True) for name in PARTS]),
    )
    for key, fields in groups:
        lines += [
            f"## {_text(f'{key}.title', lang)}",
            "",
            _text(f"{key}.line", lang),
            "",
            f"| {_text('field', lang)} | {_text('gives', lang)} |",
            "| --- | --- |",
        ]
        lines += [f"| `{{{{ {name} }}}}` | {_meaning(key, name.rpartition('.')[2], lang)}{_text('alone', lang) if blocks else ''} |" for name, blocks in fields]
        lines.append("")
    return "\n".join(lines)


def _meaning(group: str, name: str, lang: str) -> str:
    return text(f"report.part.{PARTS[name]}", lang) if group == "part" and PARTS[name] in _SECTIONS else _text(f"{group}.{name}", lang)


def _text(key: str, lang: str) -> str:
    return text(f"template.{key}", lang)


_SECTIONS = frozenset(key for key in PARTS.values() if not key.startswith("annex_"))

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
