"""The tables of the store. How an older store gets there is in `migrations/`."""

from typing import Any

import sqlalchemy as sa

UNWRITABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")


class Words(sa.types.TypeDecorator[str]):
    """Text as people and programs write it, with a replacement character for signs that PostgreSQL does not take (NUL, half a surrogate pair).

    So of a name or a remark that holds one all the rest is kept, in any database. JSON writes them out, and keeps them.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        return value if value is None else value.translate(UNWRITABLE)


NAMES = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
         "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}  # fmt: skip
metadata = sa.MetaData(naming_convention=NAMES)

# Content by its fingerprint: a file that comes twice is kept once. `content` is empty once it was purged; the fingerprint stays.
files = sa.Table(
    "files", metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", sa.LargeBinary),
)  # fmt: skip

# Whether a content was erased. By its length: to see whether it is NULL, SQLite would read all of it.
ERASED = sa.func.length(files.c.content).is_(None)

# One row per confirmed state of the data. Its number is that of its parent plus one, so the line can't fork and has no holes:
# of two people who build on one version, the second gets a refusal from the database itself.
versions = sa.Table(
    "versions", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer, sa.ForeignKey("versions.number")),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Column("who", Words, nullable=False),
    sa.Column("note", Words, nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("recipe", Words, nullable=False),  # JSON, see recipe.py: which sheets of which files, and the decisions
    sa.Column("accounting", Words, nullable=False),  # JSON: rows per sheet of what was received
    sa.Column("fingerprint", sa.String(64), nullable=False),  # of the tables that come out
    # Every store has them under these names with the table's name twice.
    sa.CheckConstraint("(number = 1 AND parent IS NULL) OR (parent IS NOT NULL AND number = parent + 1)", name="ck_versions_line"),
    sa.CheckConstraint("kind IN ('upload', 'undo')", name="ck_versions_kind"),
)  # fmt: skip

# What came in with a version, under the names that people know.
received = sa.Table(
    "received", metadata,
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", Words, nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
)  # fmt: skip

# Remarks on an indicator. Nothing is overwritten: a remark that is changed or taken back gets a later row with the same `thread`.
notes = sa.Table(
    "notes", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("thread", sa.String(32), nullable=False, index=True),
    sa.Column("indicator", sa.String(20), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("who", Words, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Column("withdrawn", sa.Boolean, nullable=False),
)  # fmt: skip

# The text of a report: per place in it, period, prompt and language, with the figures that it named when it was written. Nothing is
# overwritten: the latest row counts, the earlier ones are its versions.
narratives = sa.Table(
    "narratives", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("section", sa.String(40), nullable=False),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("prompt", sa.String(20), nullable=False),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("figures", Words, nullable=False),  # JSON: field -> what it said
    sa.Column("who", Words, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
)  # fmt: skip

# What was reported stays reported: the figures as they were, what they were computed from, and the files that went out.
reports = sa.Table(
    "reports", metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("phase", sa.String(20).with_variant(sa.Text(), "postgresql")),  # a hub calls it what it likes; SQLite holds to no length
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("catalogue", sa.String(64), nullable=False),  # fingerprint of the definitions
    sa.Column("figures", Words, nullable=False),  # JSON: one record per indicator
    sa.Column("settings", Words, nullable=False),  # JSON: phases and factors as they were
    sa.Column("texts", Words, nullable=False),  # JSON: the narrative as it was
    sa.Column("who", Words, nullable=False),
    sa.Column("note", Words, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
)  # fmt: skip
report_files = sa.Table(
    "report_files", metadata,
    sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
)  # fmt: skip

# Who did what and when, in the order in which it happened.
log = sa.Table(
    "log", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Column("who", Words, nullable=False),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("about", Words, nullable=False),  # JSON
)  # fmt: skip

# Rows of these tables are never changed or removed; the database itself refuses.
FOREVER = ("versions", "received", "notes", "narratives", "reports", "report_files", "log")


def only(column: sa.Column[int], number: int | None) -> sa.ColumnElement[bool]:
    """The condition for the rows of one number; without one for all."""
    return sa.true() if number is None else column == number
