"""Files in which people write settings (YAML): their content with the line of every entry, so that a mistake is named where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from data.errors import UserError
from locales import LANGUAGES
from locales.yaml_files import Loader

Where = tuple[str | int, ...]


class SettingsError(UserError):
    """A file with settings holds a mistake, or is not there; the sentence says which line to change."""


@dataclass(frozen=True)
class Declared:
    """One file: `content` as plain values, `lines` the line (1-based) on which each entry stands, by its path ("phases", 0, "start")."""

    file: Path
    content: Any
    lines: Mapping[Where, int]

    def line(self, *path: str | int) -> int:
        """The line of an entry, or of the nearest one around it that is there."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)

    def wrong(self, key: str, *path: str | int, **params: object) -> SettingsError:
        """The error for an entry, with its file and line; `key` names the sentence."""
        return SettingsError(key, file=shown(self.file), line=self.line(*path), **params)


@dataclass(frozen=True)
class Field:
    """What may stand under a name: `fits` says whether a value will do, `example` is the line as it should be written."""

    name: str
    fits: Callable[[Any], bool]
    example: str
    required: bool = True


def shown(file: Path) -> str:
    """A file by the last parts of its path, which is how people know it ("hubs/kempen/hub.yaml")."""
    return "/".join(file.parts[-3:]) if len(file.parts) > 2 else str(file)


def written(file: Path) -> str:
    """What stands in a file of settings; raises SettingsError where it is not there or is no text."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError("settings-missing", file=shown(file)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError("settings-unreadable", file=shown(file)) from None


def declared(file: Path) -> Declared:
    """Read a file; raises SettingsError where it is not there or is no YAML."""
    loader = Loader(written(file))
    try:
        node = loader.get_single_node()
        content = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise SettingsError("settings-yaml", file=shown(file), line=mark.line + 1 if mark else 1) from None
    found: dict[Where, int] = {}
    if node is not None:
        _lines(node, (), found)
    return Declared(file, content, found)


def check(of: Declared, fields: Sequence[Field], *path: str | int) -> None:
    """Hold a mapping to its fields; raises SettingsError for the first that is missing, wrong or unknown."""
    content = of.content
    for step in path:
        content = content[step]
    if not isinstance(content, dict):
        key, field_name = ("settings-value", path[-1]) if path else ("settings-lacks", fields[0].name)
        raise of.wrong(key, *path, field=field_name, example=fields[0].example)
    known = {f.name for f in fields}
    for name in content:
        if name not in known:
            raise of.wrong("settings-unknown", *path, name, field=name, known=", ".join(f.name for f in fields))
    for field in fields:
        if content.get(field.name) is None:
            if field.required:
                raise of.wrong("settings-lacks", *path, field=field.name, example=field.example)
        elif not field.fits(content[field.name]):
            raise of.wrong("settings-value", *path, field.name, field=field.name, example=field.example)


def is_text(value: Any) -> bool:
    """Words on one line."""
    return isinstance(value, str) and bool(value.strip())


def is_number_or_text(value: Any) -> bool:
    """A number of a phase, which people write with and without quotes."""
    return is_text(value) or (isinstance(value, int) and not isinstance(value, bool))


def is_day(value: Any) -> bool:
    """A day, which YAML knows when it is written as 2024-01-31."""
    return isinstance(value, date) and not isinstance(value, datetime)


def is_label(value: Any) -> bool:
    """The same words in each language."""
    return isinstance(value, dict) and set(value) == set(LANGUAGES) and all(is_text(v) for v in value.values())


def is_list(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A list of such values."""
    return lambda value: isinstance(value, list) and all(fits(v) for v in value)


def is_mapping(value: Any) -> bool:
    """Names with their values."""
    return isinstance(value, dict)


def _lines(node: yaml.Node, path: Where, into: dict[Where, int]) -> None:
    into.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = yaml.SafeLoader("").construct_object(key) if isinstance(key, yaml.ScalarNode) else None
            if isinstance(name, str | int):
                into[*path, name] = key.start_mark.line + 1
                _lines(value, (*path, name), into)
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            _lines(item, (*path, n), into)
