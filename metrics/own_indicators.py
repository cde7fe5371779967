"""The indicators of a hub's own folder, held to the schema and to the columns that exist before anything is counted with them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from data.contract import contract
from data.declared import Declared, declared
from metrics.columns import column_of
from metrics.declaration import indicator
from metrics.engine import needs
from metrics.indicator import Indicator

SCHEMA = Path(__file__).parent / "catalogue" / "schema.json"


def own(file: Path, ours: Mapping[str, Indicator]) -> list[Indicator]:
    """The indicators that a hub declares in a file of its own, held to the schema, the contract and `ours`; raises SettingsError."""
    declaration = declared(file)
    error = best_match(_validator().iter_errors(_plain(declaration.content)))
    if error is not None:
        path = tuple(error.absolute_path)
        raise declaration.wrong("indicator-wrong", *path, name=_named(declaration.content, path), field=_field(error))
    found: list[Indicator] = []
    for n, entry in enumerate(declaration.content["indicators"]):
        place = ("indicators", n)
        one = _known(entry, declaration, place)
        twin = next((i for i in (*ours.values(), *found) if i.id != one.id and set(i.name.values()) & set(one.name.values())), None)
        if twin is not None:
            raise declaration.wrong("indicator-name", *place, "name", name=one.id, other=twin.id)
        found.append(one)
    return found


def _known(entry: Mapping[str, Any], declaration: Declared, place: tuple[str, int]) -> Indicator:
    """One indicator of a hub whose columns all exist; raises SettingsError."""
    one = indicator(entry, declaration.content["objective"])
    try:
        needed = needs(one)
        columns = {(p.source, name) for p in one.parts for name in (*p.dates, *(c.column for c in p.where))}
        for source, path in columns:
            column_of(source, path)
    except (KeyError, ValueError) as error:
        raise declaration.wrong("indicator-column", *place, "parts", name=one.id, field=str(error.args[0])) from None
    for sheet, column in needed:
        if sheet not in contract():
            raise declaration.wrong("indicator-column", *place, "parts", name=one.id, field=column or sheet)
    return one


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _plain(content: Any) -> Any:
    """Days as text, which is what the schema knows."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_plain(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


def _named(content: Any, path: Sequence[str | int]) -> str:
    """The indicator that a place in a file is about, by its number or its place."""
    if len(path) < 2 or path[0] != "indicators":
        return ""
    entry = content["indicators"][path[1]]
    return str(entry.get("id", f"nr. {int(path[1]) + 1}")) if isinstance(entry, dict) else f"nr. {int(path[1]) + 1}"


def _field(error: ValidationError) -> str:
    """What is wrong, by the names of the fields: "unit", or those that miss."""
    fields: dict[str, Any] = error.instance if isinstance(error.instance, dict) else {}
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "required":
        return ", ".join(f"“{name}”" for name in schema.get("required", ()) if name not in fields)
    if error.validator == "additionalProperties":
        return ", ".join(f"“{name}”" for name in fields if name not in schema.get("properties", {}))
    return " → ".join(f"“{step}”" for step in list(error.absolute_path)[2:] if isinstance(step, str)) or "“indicators”"
