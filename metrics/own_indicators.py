"""The indicators of a hub's own folder, held to the schema and to what each column holds before anything is counted with them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from data.declared import Declared, declared, is_day, shown
from metrics.declaration import indicator
from metrics.indicator import Indicator
from metrics.roles import fault

SCHEMA = Path(__file__).parent / "catalogue" / "schema.json"


def own(file: Path, ours: Mapping[str, Indicator], before: Mapping[str, Path]) -> list[Indicator]:
    """The indicators that a hub declares in a file of its own, held to the schema, the contract and `ours`; raises SettingsError.

    `before` are the numbers that earlier files of the same folder declare, each with its file: a number stands there once.
    """
    declaration = declared(file)
    error = best_match(_validator().iter_errors(_plain(declaration.content)))
    if error is not None:
        path = tuple(error.absolute_path)
        raise declaration.wrong("indicator-wrong", *path, name=_named(declaration.content, path), field=_field(error))
    found: list[Indicator] = []
    for n, entry in enumerate(declaration.content["indicators"]):
        place = ("indicators", n)
        one = _known(entry, declaration, place)
        first = before.get(one.id) or next((file for other in found if other.id == one.id), None)
        if first is not None:
            raise declaration.wrong("indicator-twice", *place, "id", name=one.id, first=shown(first))
        twin = next((i for i in (*ours.values(), *found) if i.id != one.id and set(i.name.values()) & set(one.name.values())), None)
        if twin is not None:
            raise declaration.wrong("indicator-name", *place, "name", name=one.id, other=twin.id)
        found.append(one)
    return found


def _known(entry: Mapping[str, Any], declaration: Declared, place: tuple[str, int]) -> Indicator:
    """One indicator of a hub that can be counted as it is declared; raises SettingsError."""
    for n, change in enumerate(entry.get("changes", ())):
        if not is_day(change["date"]):
            raise declaration.wrong("settings-value", *place, "changes", n, "date", field="date", example="date: 2025-01-01")
    one = indicator(entry, declaration.content["objective"])
    found = fault(one)
    if found is not None:
        told = {key: value for key, value in vars(found).items() if key not in ("key", "at")}
        raise declaration.wrong(found.key, *place, *found.at, name=one.id, **told)
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
