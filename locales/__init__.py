"""Every sentence a user may read, by key and language.

The texts live in `locales/<lang>/<area>.yaml`; `text("findings.date-unreadable", "nl", value="31/02")` gives the entry
`date-unreadable` of the area `findings`. Dutch is the default and the fallback.
"""

from functools import cache
from pathlib import Path

from locales.signs import calm
from locales.yaml_files import load

LANGUAGES = ("nl", "en")
_HERE = Path(__file__).parent


@cache
def texts(lang: str) -> dict[str, str]:
    """All texts of a language as {"area.key.subkey": template}."""
    flat: dict[str, str] = {}
    for file in sorted((_HERE / lang).glob("*.yaml")):
        _flatten(load(file) or {}, file.stem, flat)
    return flat


def text(key: str, lang: str = "nl", /, **params: object) -> str:
    """The text for `key` with its `{placeholders}` filled in; raises KeyError for an unknown key."""
    template = texts(lang).get(key) or texts("nl")[key]
    return template.format(**{name: calm(said) if isinstance(said, str) else said for name, said in params.items()}) if params else template


def _flatten(node: object, prefix: str, into: dict[str, str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _flatten(value, f"{prefix}.{key}", into)
    else:
        into[prefix] = str(node)
