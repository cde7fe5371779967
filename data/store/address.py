"""Where a store is: one SQLite file by default, or the SQLite file or PostgreSQL that the setting IMPACTMONITOR_DATABASE_URL gives.

What people write there is judged here, made into the address that the program uses, and told as they know it. No database is opened.
"""

import os
from pathlib import Path

import sqlalchemy as sa

from data.settings import value
from data.store.errors import StoreError, opening

SETTING = "IMPACTMONITOR_DATABASE_URL"
ROOT = Path(__file__).parent.parent.parent
DEFAULT = f"sqlite:///{ROOT / 'deliveries' / 'impactmonitor.db'}"
DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}  # by what people write before "://"
HERE = ("", "localhost", "127.0.0.1", "::1")


def address() -> str:
    """Where the store is."""
    return value(SETTING) or DEFAULT


def elsewhere() -> str:
    """The name of the server that holds the store; empty where that is this one."""
    where = place(address())
    host = str(where.host or where.query.get("host") or "")
    return "" if host.startswith("/") or host in HERE else host


def lasts() -> bool:
    """Whether what is written is there after a restart: a file is not on Streamlit Community Cloud, and where a setting says so."""
    on_disk = place(address()).get_backend_name() == "sqlite"
    return not on_disk or (value("IMPACTMONITOR_DISK") != "temporary" and not ROOT.is_relative_to("/mount/src"))


def place(url: str) -> sa.URL:
    """What people paste, as the address that the program uses; raises StoreError for anything that is no address of SQLite or PostgreSQL."""
    try:
        where = sa.make_url(url.strip().strip("\"'"))
        driver = DRIVERS[where.drivername.partition("+")[0].lower()]
        if driver != "sqlite":
            _check_server(where, url.partition("?")[0])
        elif where.host or where.database in (None, "", ":memory:") or str(where.database).startswith("file:") or "uri" in where.query:
            # What is kept in memory is gone at the next start, and SQLite reads an address of its own otherwise than we read the name of a file.
            raise StoreError("store-address", setting=SETTING)
    except (sa.exc.ArgumentError, ValueError, KeyError) as error:
        raise StoreError("store-address", setting=SETTING) from error
    return where.set(drivername=driver)


def _check_server(where: sa.URL, written: str) -> None:
    """Raise ValueError where PostgreSQL does not know the options behind "?", or where a name would tell the end of a password with an @ in it.

    `written` = the address as it was written, up to its options: an @ of a name itself is written %40.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    if written.count("@") > 1:
        raise ValueError
    try:
        make_conninfo("", **dict.fromkeys(where.query, "1"))
    except ProgrammingError as error:
        raise ValueError from error


def file_of(where: sa.URL) -> Path | None:
    """The file of a store, where it is one, by its full path; what a link leads to, as SQLite does, also where nothing stands there yet."""
    return Path(os.path.realpath(where.database or "")) if where.get_backend_name() == "sqlite" else None


def told(where: sa.URL) -> str:
    """An address as people know it: the file with its full path, or what they write themselves, without the password."""
    file = file_of(where)
    if file:
        return str(file)
    return where.set(drivername="postgresql").difference_update_query(_secret()).render_as_string(hide_password=True)


def _secret() -> list[str]:
    """The options of a PostgreSQL that its library says to show as stars."""
    from psycopg.pq import Conninfo

    return [option.keyword.decode() for option in Conninfo.get_defaults() if option.dispchar == b"*"]


def short_of_a_slash(where: sa.URL) -> bool:
    """Whether an address is of a file in a folder that is not here, as when sqlite:///srv/hub.db was written for sqlite:////srv/hub.db."""
    file = file_of(where)
    return file is not None and not Path(where.database or "").is_absolute() and not (file.parent.is_dir() or _default_folder(file))


def with_a_slash(where: sa.URL) -> str:
    """What was meant there."""
    return f"sqlite:////{where.database}"


def absent(where: sa.URL) -> StoreError:
    """That there is no store at an address, with the address that was probably meant."""
    return StoreError("store-absent-slashes" if short_of_a_slash(where) else "store-absent", store=told(where), setting=SETTING, meant=with_a_slash(where))


def check_place(url: str) -> None:
    """Raise StoreError for an address that is none, or of a file where no file can be: no start mends that."""
    where = place(url)
    file = file_of(where)
    if file is None:
        return
    with opening():
        if short_of_a_slash(where) or file.is_dir():
            raise absent(where)
        check_folder(file)


def check_folder(file: Path) -> None:
    """Raise StoreError where the folder of a store is not there; that of the default one is made."""
    if _default_folder(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.parent.is_dir():  # a typing error in the setting would otherwise look like an empty hub
        raise StoreError("store-folder", setting=SETTING)


def _default_folder(file: Path) -> bool:
    """Whether a file belongs in the folder of the default store, which is made where it is not there."""
    default = file_of(place(DEFAULT))
    return default is not None and file.parent == default.parent
