"""The first store: files, versions in a line, what was received, notes."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.triggers import keep_forever

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and have the database refuse any change of what must stay."""
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("accounting", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_versions"),
        sa.ForeignKeyConstraint(["parent"], ["versions.number"], name="fk_versions_parent"),
        sa.CheckConstraint("(number = 1 AND parent IS NULL) OR (parent IS NOT NULL AND number = parent + 1)", name="ck_versions_line"),
        sa.CheckConstraint("kind IN ('upload', 'undo')", name="ck_versions_kind"),
    )
    op.create_table(
        "received",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("version", "position", name="pk_received"),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name="fk_received_version"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_received_sha256"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("indicator", sa.String(20), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_thread", "notes", ["thread"])
    keep_forever("versions", "received", "notes")
