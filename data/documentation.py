"""What people may read about the columns: the note at a column in the template, and the page docs/workbook.md. Run, it writes docs/instellingen.md too."""

from collections.abc import Sequence
from pathlib import Path

from data import settings
from data.contract import ORDER, REQUIRED_ONE_OF, Column, Sheet, contract
from data.hub import load_hub
from locales import text

PAGE = Path(__file__).parent.parent / "docs" / "workbook.md"
MANY = 14  # a longer list of values is not written out in a note


def describe(column: Column, lang: str = "nl", values: Sequence[str] = ()) -> str:
    """One column in a few sentences: what it holds, whether it is required, in which unit, and which values it may hold."""
    parts = [column.help[lang]]
    if column.unique or column.required:
        parts.insert(0, text(f"workbook.column.{'unique' if column.unique else 'required'}", lang))
    if column.personal:
        parts.append(text("workbook.column.personal", lang))
    if column.unit:
        parts.append(text("workbook.column.unit", lang, unit=column.unit))
    if 0 < len(values) <= MANY:
        parts.append(text("workbook.column.values", lang, values=", ".join(values)))
    return "\n".join(parts)


def page(lang: str = "nl") -> str:
    """The whole contract as Markdown."""

    def say(key: str) -> str:
        return text(f"workbook.documentation.{key}", lang, **{k: contract()[k].name for k in REQUIRED_ONE_OF})

    lines = [f"# {say('title')}", "", f"<!-- {say('generated')} -->", "", say("intro"), "", say("blank"), "", say("feedback")]
    for key in ORDER:
        lines += ["", *_sheet(contract()[key], lang)]
    return "\n".join(lines) + "\n"


def _sheet(sheet: Sheet, lang: str) -> list[str]:
    heads = [text(f"workbook.documentation.{k}", lang) for k in ("column", "key", "type", "required", "meaning", "synonyms")]
    about = [sheet.help[lang]]
    if sheet.synonyms:
        about.append(text("workbook.documentation.also", lang, names=", ".join(sheet.synonyms)))
    table = [_row(heads), _row(["---"] * len(heads)), *(_row(_cells(c, lang)) for c in sheet.columns)]
    return [f"## {sheet.name} (`{sheet.key}`)", "", " ".join(about), "", *table]


def _cells(column: Column, lang: str) -> list[str]:
    required = text(f"workbook.documentation.{'unique' if column.unique else 'mandatory'}", lang) if column.required or column.unique else ""
    meaning = [column.help[lang]]
    if values := _values(column, lang):
        meaning.append(text("workbook.column.values", lang, values=values))
    kind = text(f"workbook.type.{column.type}", lang)
    return [column.header, f"`{column.key}`", f"{kind} ({column.unit})" if column.unit else kind, required, " ".join(meaning), ", ".join(column.synonyms)]


def _values(column: Column, lang: str) -> str:
    """The values of an enum, each with the spellings that are understood as well; a list of the hub's by what it holds."""
    if isinstance(column.values, str):
        source = {"municipalities": "from_hub", "indicators": "from_catalogue", "phases": "from_phases"}[column.values]
        return text(f"workbook.documentation.{source}", lang, outside=load_hub().outside_area)
    return ", ".join(f"{v.value} ({', '.join(v.synonyms)})" if v.synonyms else v.value for v in column.values)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    settings.PAGE.write_text(settings.page(), encoding="utf-8", newline="\n")
