"""The settings in the environment (IMPACTMONITOR_…, and CHROMIUM): which there are, what each means, and whether what stands there can be used.

A setting is declared here once; the start of the dashboard, `python -m data doctor` and docs/instellingen.md all read this list. What each means
stands in `locales/…/settings.yaml` under its name.
"""

import math
import os
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from data.errors import UserError
from locales import text

PREFIX = "IMPACTMONITOR_"
PAGE = Path(__file__).parent.parent / "docs" / "instellingen.md"
SET_BY_OTHERS = re.compile(rf"{PREFIX}(SERVICE|PORT)(_|$)")  # Kubernetes does so beside a service that is called Impactmonitor
ALIKE = 0.85  # from here on a name without our prefix is one of ours with a typing error in it
WHOLE, DECIMAL = re.compile(r"[0-9]+"), re.compile(r"[0-9]+([.,][0-9]+)?")
THOUSANDS = re.compile(r"0*[1-9][0-9]*[.,][0-9]{3}")  # 1.000 is a thousand to one, and 1 to another
SHOWN = 40  # signs of a wrong value


class WrongSettingError(UserError):
    """A setting that can't be used, or that does not exist."""


@dataclass(frozen=True)
class Setting:
    """One setting: `check` raises UserError for a value that can't be used; `example` is a value as people write it."""

    name: str
    check: Callable[[str, str], None]
    example: str


def _database(_name: str, value: str) -> None:
    if value.startswith("sqlite:///"):  # a file where one can be; what judges all other addresses takes long to load
        name = value.removeprefix("sqlite:///")
        with suppress(OSError):
            file = Path(os.path.realpath(name))
            if not re.search("[?:@%]", name) and file.parent.is_dir() and not file.is_dir():
                return
    from data.store.address import check_place

    check_place(value)


def _hub(_name: str, value: str) -> None:
    from data.hub import load_hub

    load_hub(Path(value))


def _together(_name: str, value: str) -> None:
    from data.together import members

    members(Path(value))


def _anything(_name: str, _value: str) -> None:
    """Whoever uses it says what is wrong with it, where it is used."""


def _one_of(*values: str) -> Callable[[str, str], None]:
    def check(name: str, value: str) -> None:
        if value not in values:
            raise WrongSettingError("setting-choice", name=name, value=_short(value), choices=", ".join(values))

    return check


def _plain(name: str, value: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]+", value):
        raise WrongSettingError("setting-plain", name=name)


def _number(name: str, value: str) -> None:
    _read(name, value, _decimal)


def _whole(name: str, value: str) -> None:
    _read(name, value, _integer)


SETTINGS = (
    Setting("IMPACTMONITOR_DATABASE_URL", _database, "sqlite:////srv/hub/impactmonitor.db"),
    Setting("IMPACTMONITOR_DISK", _one_of("temporary"), "temporary"),
    Setting("IMPACTMONITOR_HUB", _hub, "/srv/hub"),
    Setting("IMPACTMONITOR_TOGETHER", _together, "/srv/hubs-samen.yaml"),
    Setting("IMPACTMONITOR_ACCESS", _anything, "/etc/impactmonitor/access.toml"),  # ui/access/opening.py looks into it where people sign in
    Setting("IMPACTMONITOR_WITHOUT_SIGN_IN", _one_of("iedereen-mag-alles"), "iedereen-mag-alles"),
    Setting("IMPACTMONITOR_MAX_MIB", _number, "200"),
    Setting("IMPACTMONITOR_MAX_UNPACKED_GIB", _number, "2"),
    Setting("IMPACTMONITOR_MAX_ROWS", _whole, "3000000"),
    Setting("IMPACTMONITOR_MAX_SECONDS", _number, "120"),
    Setting("IMPACTMONITOR_MAX_MEMORY_GIB", _number, "4"),
    Setting("IMPACTMONITOR_LOG", _one_of("text", "json"), "json"),
    Setting("CHROMIUM", _anything, "/usr/bin/google-chrome"),  # reports/chromium.py does without where it is no program, and `doctor` tells
    Setting("IMPACTMONITOR_DATABASE_PASSWORD", _plain, "alleenlettersencijfers"),  # of deploy/compose.yaml alone, which writes it into the address
)
KNOWN = {s.name: s for s in SETTINGS}
OURS = [name for name in KNOWN if name.startswith(PREFIX)]


def value(name: str) -> str:
    """What a setting says; empty where it is not set, or set to nothing."""
    return os.environ.get(KNOWN[name].name, "")


def number(name: str, default: float) -> float:
    """A setting that is a number, with a comma or a point for the decimals; raises WrongSettingError for anything else."""
    said = value(name)
    return _read(name, said, _decimal) if said else default


def whole(name: str, default: int) -> int:
    """A setting that is a whole number; raises WrongSettingError for anything else."""
    said = value(name)
    return int(_read(name, said, _integer)) if said else default


def mistakes(*more: Callable[[], object], environment: Mapping[str, str] | None = None) -> list[UserError]:
    """Everything that is wrong with the settings, one error each, and what `more` checks raise; a mistake that two of them find is told once."""
    found: dict[str, UserError] = {}
    for check in (*_of(os.environ if environment is None else environment), *more):
        try:
            check()
        except UserError as error:
            found.setdefault(error.message(), error)
    return list(found.values())


def mistakes_for(uses: Collection[str]) -> tuple[list[UserError], list[UserError]]:
    """What is wrong with the settings of these names and with those that do not exist; and what is wrong with all others."""
    others = {name: said for name, said in os.environ.items() if name in KNOWN and name not in uses}
    return mistakes(environment={name: said for name, said in os.environ.items() if name not in others}), mistakes(environment=others)


def page(lang: str = "nl") -> str:
    """docs/instellingen.md: every setting with what it means and an example."""
    rows = [f"| `{s.name}` | {text(f'settings.meaning.{s.name}', lang)} | `{s.example}` |" for s in SETTINGS]
    head = [text(f"settings.page.{part}", lang) for part in ("title", "generated", "intro", "columns")]
    return "\n".join([f"# {head[0]}", "", f"<!-- {head[1]} -->", "", head[2], "", f"| {head[3]} |", "| --- | --- | --- |", *rows]) + "\n"


def _of(environment: Mapping[str, str]) -> list[Callable[[], object]]:
    """The check of each setting that is there."""
    return [check for name, said in sorted(environment.items()) if said and (check := _check(name, said))]


def _check(name: str, said: str) -> Callable[[], object] | None:
    """How a variable of the environment is checked; None for one that is not ours."""
    if name in KNOWN:
        return lambda: KNOWN[name].check(name, said)
    if SET_BY_OTHERS.match(name):
        return None
    ours = name.upper().startswith(PREFIX)
    meant = get_close_matches(name.upper(), OURS, 1, 0.0 if ours else ALIKE)
    return (lambda: _unknown(name, meant[0])) if meant else None


def _unknown(name: str, nearest: str) -> None:
    raise WrongSettingError("setting-unknown", name=_short(name), nearest=nearest)


def _read(name: str, said: str, kind: Callable[[str], float]) -> float:
    if kind is _decimal and THOUSANDS.fullmatch(said.strip()):
        raise WrongSettingError("setting-thousands", name=name, value=_short(said), example=KNOWN[name].example)
    try:
        found = kind(said)
    except ValueError:
        found = 0
    if not (math.isfinite(found) and found > 0):
        raise WrongSettingError("setting-whole" if kind is _integer else "setting-number", name=name, value=_short(said), example=KNOWN[name].example)
    return found


def _decimal(said: str) -> float:
    return float(_digits(said, DECIMAL).replace(",", "."))


def _integer(said: str) -> int:
    return int(_digits(said, WHOLE))


def _digits(said: str, form: re.Pattern[str]) -> str:
    """A number as people here write it; Python takes more (1_0, 1e3, the digits of any script). Raises ValueError."""
    if not form.fullmatch(said.strip()):
        raise ValueError
    return said.strip()


def _short(said: str) -> str:
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
