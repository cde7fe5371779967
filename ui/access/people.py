"""The list of people: which address, or which domain, has which role. Read anew as soon as the file changes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from data import settings
from data.errors import UserError
from locales import text
from ui.access.rights import ROLES, Role

SETTING = "IMPACTMONITOR_ACCESS"
ROOT = Path(__file__).parent.parent.parent
DEFAULT = ROOT / ".streamlit" / "access.toml"
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
HOURS = 12.0  # how long a sign-in holds unless the file says otherwise
MOST_HOURS = 24 * 30
SHOWN = 40  # signs of what is wrong


class ListError(UserError):
    """A mistake in the list; `mistake` names the sentence that says what to change (errors.access-mistake)."""

    def __init__(self, mistake: str, **params: object) -> None:
        self.mistake = mistake
        super().__init__("access-unreadable", **params)

    def message(self, lang: str = "nl") -> str:
        """Both sentences, in the reader's language."""
        change = text(f"errors.access-mistake.{self.mistake}", lang, **self.params)
        return text(f"errors.{self.key}", lang, file=file().name, change=change)


@dataclass(frozen=True)
class People:
    """`roles`: e-mail address ("an@hub.be") or domain ("@hub.be") -> role; `hours` = how long a sign-in holds."""

    roles: Mapping[str, Role]
    hours: float = HOURS

    def role(self, email: str) -> Role | None:
        """The role of an address: its own, else that of its domain, else none."""
        address = folded(email)
        name, _, domain = address.partition("@")
        known = name and domain and "@" not in domain
        return (self.roles.get(address) or self.roles.get(f"@{domain}")) if known else None


def folded(email: str) -> str:
    """An address as it is compared. Only A to Z have a small letter here: "an@groß.be" is not "an@gross.be", and somebody else may own it."""
    return email.strip().translate(_SMALL)


def file() -> Path:
    """Where the list is."""
    return Path(settings.value(SETTING) or DEFAULT)


def people() -> People:
    """The list as it stands at this moment; raises UserError where it can't be read, so that nobody gets in by a mistake in it."""
    path = file()
    try:
        found = path.stat()
    except OSError as error:
        raise UserError("access-missing", file=path.name) from error
    return _read(path, (found.st_mtime_ns, found.st_size, found.st_ino))


@lru_cache(maxsize=4)
def _read(path: Path, _state: tuple[int, int, int]) -> People:
    try:
        raw = path.read_text(encoding="utf-8")
        return parse(tomllib.loads(raw))
    except OSError as error:
        raise ListError("closed") from error
    except UnicodeDecodeError as error:
        raise ListError("signs") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))  # it says so only in words; otherwise what it misses is at the end
        raise ListError("line", line=line[1] if line else len(raw.splitlines())) from error
    except (ValueError, RecursionError) as error:  # a number, or brackets in brackets, that Python itself gives up on
        raise ListError("strange") from error


def parse(content: Mapping[str, Any]) -> People:
    """The list from the content of its file; of someone who stands under two roles the higher one counts. Raises ListError."""
    strange = content.keys() - {*ROLES, "hours"}
    if strange:
        raise ListError("role", name=", ".join(sorted(strange)))
    roles: dict[str, Role] = {}
    for role in ROLES:
        listed = content.get(role, [])
        if not isinstance(listed, list):
            raise ListError("brackets", name=role)
        for entry in listed:
            address = folded(str(entry))
            if address.count("@") != 1 or address.endswith("@"):
                raise ListError("address", name=_short(str(entry)))
            roles[address] = role
    hours = content.get("hours", HOURS)
    if isinstance(hours, bool) or not isinstance(hours, (int, float)) or not 0 < hours <= MOST_HOURS:
        raise ListError("hours", hours=_short(_written(hours)), most=MOST_HOURS)
    return People(roles, float(hours))


def _written(value: object) -> str:
    """A value as it is written in the file: "12" in quotes is a text, and true begins with a small letter."""
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _short(told: str) -> str:
    """No more of it than a sentence can hold."""
    return told if len(told) <= SHOWN else f"{told[:SHOWN]}…"
