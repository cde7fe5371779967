"""`python -m data doctor`: looks at a store and at all that it needs, says what is wrong and what to do, and changes nothing.

A check is a function that tells what it found; one that finds nothing is in order. What each says stands in `locales/…/doctor.yaml`.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from data.dataset import Dataset
from data.errors import UserError
from data.hub import load_hub
from data.indicator_names import Names
from data.reader import read
from data.settings import mistakes
from data.store.address import DEFAULT, SETTING, address, file_of, place, short_of_a_slash, with_a_slash
from data.store.address import told as known_as
from data.store.errors import StoreError, damaged
from data.store.recipe import Recipe
from data.store.schema import files, log, metadata, versions
from data.store.sqlite_file import beside, untouched
from data.store.store import Store, sha256_of
from data.store.upgrading import revisions
from locales import text

Level = Literal["info", "ok", "warning", "error"]
ENOUGH = 200 << 20  # bytes that should be free on the disk of a SQLite store, and room for a second one
HARDLY = 20 << 20
OTHERS = 0o007  # rights of everybody on the server
OPTION = "--store"
HOLDING = ("-journal", "-wal")  # by the end of its name, what holds a part of the store and is deleted where SQLite makes the file anew


@dataclass(frozen=True)
class Finding:
    """What a check says: `code` names its sentence, unless it is the error of another part of the program."""

    level: Level
    code: str
    params: dict[str, object] = field(default_factory=dict)
    error: UserError | None = None

    def message(self, lang: str) -> str:
        """The sentence."""
        return self.error.message(lang) if self.error else text(f"doctor.{self.level}.{self.code}", lang, **self.params)


@dataclass(frozen=True)
class Around:
    """What other rooms of the house know: the names of the indicators, how to compute figures, what else must be whole, and where the browser is."""

    names: Callable[[], Names]
    figures: Callable[[Dataset], object]
    whole: Sequence[Callable[[], object]] = ()
    browser: Callable[[], str | None] = lambda: None


@dataclass
class Patient:
    """The store that is looked at; `setting` says where, `engine` once it could be opened, `head` = its latest version."""

    where: sa.URL
    around: Around
    setting: str
    engine: sa.Engine | None = None
    head: int = 0

    @property
    def file(self) -> Path | None:
        """Its file, where it is one."""
        return file_of(self.where)

    @property
    def named(self) -> dict[str, object]:
        """How people know it, and what they change to name another one."""
        return {"store": known_as(self.where), "setting": self.setting, "meant": with_a_slash(self.where)}

    def rows(self, statement: sa.Executable) -> Sequence[Any]:
        """What the database answers."""
        assert self.engine is not None
        with self.engine.connect() as connection:
            return connection.execute(statement).all()


Check = Callable[[Patient], Iterator[Finding]]


def examine(url: str | None, around: Around) -> list[tuple[str, Finding]]:
    """Everything that was looked at, in order: the name of each check with what it found."""
    found = [("settings", Finding("error", error.key, error=error)) for error in mistakes(load_hub, _logos, *around.whole)]
    found = found or [("settings", Finding("ok", "settings"))]
    found += [("browser", Finding("ok", "browser") if around.browser() else Finding("warning", "browser"))]
    try:
        patient = Patient(place(url or address()), around, OPTION if url else SETTING)
    except StoreError as error:
        wrong = UserError("store-option", option=OPTION) if url else error
        said = {f.message("nl") for _, f in found}
        return found if wrong.message("nl") in said else [*found, ("address", Finding("error", wrong.key, error=wrong))]
    found.insert(0, ("store", Finding("info", "store", patient.named)))
    for stage in STAGES:
        stage_found = list(_looked(stage, patient))
        found += stage_found
        if any(f.level != "ok" and f.code in STOPS for _, f in stage_found):
            break
    if patient.engine:
        patient.engine.dispose()
    return found


def _looked(stage: Mapping[str, "Check"], patient: Patient) -> Iterator[tuple[str, Finding]]:
    """What the checks of a stage say that are about such a store at all."""
    for name, check in stage.items():
        if name not in (OF_SERVERS if patient.file else OF_FILES):
            yield from ((name, f) for f in _told(check, patient) or [Finding("ok", name, patient.named)])


def as_json(found: Sequence[tuple[str, Finding]], lang: str) -> dict[str, object]:
    """For machines."""
    lines = [{"check": name, "level": f.level, "code": f.code, "message": f.message(lang)} for name, f in found]
    return {"ok": not failed(found), "checks": lines}


def as_text(found: Sequence[tuple[str, Finding]], lang: str) -> str:
    """One line per finding."""
    return "\n".join(f"{text(f'doctor.level.{f.level}', lang)}: {f.message(lang)}" for _, f in found)


def failed(found: Sequence[tuple[str, Finding]]) -> bool:
    """Whether anything is wrong; a warning is not."""
    return any(f.level == "error" for _, f in found)


def _told(check: Check, patient: Patient) -> list[Finding]:
    found: list[Finding] = []
    try:
        found += check(patient)
    except UserError as error:
        found.append(Finding("error", error.key, error=error))
    except sa.exc.SQLAlchemyError as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        found.append(Finding("error", "integrity" if damaged(error) else "reachable", {**patient.named, "reason": said}))
    except Exception as error:  # noqa: BLE001 - a store may be broken in any way, and what can be said of it is that
        found.append(Finding("error", "check", {"kind": type(error).__name__}))
    return found


def _logos() -> None:
    """Raise UserError where the hub's folder lacks a logo that its configuration names."""
    for brands in load_hub().brands.values():
        for logo in {logo for brand in brands.values() for logo in brand.logos}:
            if not logo.is_file():
                raise UserError("logo-missing", file=logo.name)


# --- the file, before it is opened


def _there(patient: Patient) -> Iterator[Finding]:
    file = patient.file
    if file and file.is_dir():
        yield Finding("error", "directory", patient.named)
    elif short_of_a_slash(patient.where):
        yield Finding("error", "slashes", patient.named)
    elif file and not file.parent.is_dir() and file != file_of(place(DEFAULT)):  # the folder of that one is made at the first start
        yield Finding("error", "folder", patient.named)


def _rights(patient: Patient) -> Iterator[Finding]:
    if patient.file and os.name == "posix" and patient.file.is_file() and patient.file.stat().st_mode & OTHERS:
        yield Finding("warning", "rights", patient.named)


def _room(patient: Patient) -> Iterator[Finding]:
    file = patient.file
    if not file:
        return
    free, size = shutil.disk_usage(_standing(file)).free, file.stat().st_size if file.is_file() else 0
    if free < max(ENOUGH, 2 * size):
        yield Finding("error" if free < HARDLY else "warning", "room", {"free": free >> 20, "wanted": max(ENOUGH, 2 * size) >> 20})


def _writable(patient: Patient) -> Iterator[Finding]:
    file = patient.file
    if file and not (os.access(_standing(file), os.W_OK) and (not file.exists() or os.access(file, os.W_OK))):
        yield Finding("error", "writable", patient.named)


def _standing(file: Path) -> Path:
    """The folder that a file is in, or the nearest one that is there."""
    return next(folder for folder in file.absolute().parents if folder.is_dir())


def _leftovers(patient: Patient) -> Iterator[Finding]:
    """What a program that was killed left beside the file; SQLite clears it up at the next start, if it belongs to this file."""
    file = patient.file
    if not file:
        return
    size = beside(file)
    if not (file.is_file() and file.stat().st_size) and any(size.get(end) for end in HOLDING):
        yield Finding("error", "apart", {**patient.named, "files": ", ".join(file.name + end for end in size)})
    elif size.get("-journal") or (size.get("-wal") and "-shm" not in size) or (size.keys() - {"-shm"} and not file.is_file()):
        yield Finding("warning", "leftovers", patient.named)


# --- the database


def _reachable(patient: Patient) -> Iterator[Finding]:
    if patient.file and not patient.file.is_file():
        yield Finding("warning", "absent", patient.named)
        return
    patient.engine = _opened(patient)
    patient.rows(sa.text("SELECT 1 FROM sqlite_master" if patient.file else "SELECT 1"))


def _opened(patient: Patient) -> sa.Engine:
    """A way to read it that writes nothing, not even beside it where nobody is at work in it."""
    if patient.file:
        return untouched(patient.file)
    options: dict[str, Any] = {"connect_timeout": 10, "options": "-c default_transaction_read_only=on", "prepare_threshold": None}
    return sa.create_engine(patient.where, connect_args={k: v for k, v in options.items() if k not in patient.where.query})


def _integrity(patient: Patient) -> Iterator[Finding]:
    if not patient.file:
        return
    said = [str(row[0]) for row in patient.rows(sa.text("PRAGMA integrity_check(100)"))]
    if said != ["ok"]:
        yield Finding("error", "integrity", {**patient.named, "reason": len(said)})
    loose = patient.rows(sa.text("PRAGMA foreign_key_check"))
    if loose:
        yield Finding("error", "references", {**patient.named, "count": len(loose)})


def _schema(patient: Patient) -> Iterator[Finding]:
    assert patient.engine is not None
    there = set(sa.inspect(patient.engine).get_table_names())
    if "alembic_version" not in there:
        yield Finding("error" if there else "warning", "foreign" if there else "empty", patient.named)
        return
    found = patient.rows(sa.text("SELECT version_num FROM alembic_version"))
    revision = str(found[0][0]) if found else ""
    if revision not in revisions():
        yield Finding("error", "newer", patient.named)
    elif revision != revisions()[-1]:
        yield Finding("warning", "older", patient.named)
    elif missing := sorted(t.name for t in metadata.sorted_tables if t.name not in there):
        yield Finding("error", "tables", {"tables": ", ".join(missing)})


def _allowed(patient: Patient) -> Iterator[Finding]:
    """Whether the user of a PostgreSQL may write, and the server takes it."""
    if patient.file:
        return
    question = "SELECT pg_is_in_recovery() OR current_setting('server_version_num')::int < 120000, has_table_privilege('log', 'INSERT')"
    ((standby, may),) = patient.rows(sa.text(question))
    if standby or not may:
        yield Finding("error", "writable", patient.named)


# --- what is in it


def _line(patient: Patient) -> Iterator[Finding]:
    """Each version in the line, readable, with every file that it rests on."""
    known = {row[0] for row in patient.rows(sa.select(files.c.sha256))}
    numbers = []
    for number, raw in patient.rows(sa.select(versions.c.number, versions.c.recipe).order_by(versions.c.number)):
        numbers.append(number)
        try:
            resting = Recipe.from_json(raw).contents
        except ValueError:
            yield Finding("error", "recipe", {"number": number})
            continue
        if resting - known:
            yield Finding("error", "lacks", {"number": number, "count": len(resting - known)})
    if numbers != list(range(1, len(numbers) + 1)):
        yield Finding("error", "line", {"count": len(numbers), "last": max(numbers)})
    patient.head = max(numbers, default=0)


def _contents(patient: Patient) -> Iterator[Finding]:
    """Each file as received is still what it was, byte for byte."""
    wrong = 0
    for (sha,) in patient.rows(sa.select(files.c.sha256)):
        ((size, content),) = patient.rows(sa.select(files.c.size, files.c.content).where(files.c.sha256 == sha))
        wrong += content is not None and not (isinstance(content, bytes) and len(content) == size and sha256_of(content) == sha)
    if wrong:
        yield Finding("error", "contents", {"count": wrong})


def _current(patient: Patient) -> Iterator[Finding]:
    """The latest version can be read, and its figures computed."""
    if not patient.head:
        yield Finding("warning", "nothing", patient.named)
        return
    assert patient.engine is not None
    store = Store(patient.engine)
    recipe = store.version(patient.head).recipe
    dataset = read(store.sources(recipe), load_hub(), patient.around.names(), decisions=recipe.decisions)
    try:
        patient.around.figures(dataset)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, this version has no figures
        yield Finding("error", "figures", {"number": patient.head, "kind": type(error).__name__})


def _log(patient: Patient) -> Iterator[Finding]:
    """The log goes on without holes in what it tells of versions."""
    import json

    told = set()
    for (about,) in patient.rows(sa.select(log.c.about).where(log.c.act.in_(("confirm", "undo")))):
        with suppress(ValueError, KeyError, TypeError):
            told.add(json.loads(about)["version"])
    after = min(told, default=patient.head + 1)  # what was confirmed before there was a log is not in it
    gone = [n for n in range(after, patient.head + 1) if n not in told]
    if gone:
        yield Finding("warning", "log", {"count": len(gone)})


# Each stage needs what the one before it looked at.
STAGES: tuple[dict[str, Check], ...] = (
    {"there": _there},
    {"rights": _rights, "room": _room, "writable": _writable, "leftovers": _leftovers},
    {"reachable": _reachable},
    {"integrity": _integrity},
    {"schema": _schema},
    {"allowed": _allowed, "line": _line, "contents": _contents, "current": _current, "log": _log},
)
OF_FILES = {"there", "rights", "room", "writable", "leftovers", "integrity"}  # checks of a SQLite file
OF_SERVERS = {"allowed"}  # checks of a PostgreSQL
STOPS = {
    "folder",
    "directory",
    "slashes",
    "apart",
    "absent",
    "reachable",
    "check",
    "integrity",
    "foreign",
    "empty",
    "newer",
    "older",
    "tables",
}  # with these there is no more to look at
