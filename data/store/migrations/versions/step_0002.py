"""Texts of reports, and what was reported."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.triggers import keep_forever

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; nothing that was there changes."""
    op.create_table(
        "narratives",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("prompt", sa.String(20), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_narratives"),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("phase", sa.String(20).with_variant(sa.Text(), "postgresql")),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("catalogue", sa.String(64), nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.ForeignKeyConstraint(["version"], ["versions.number"], name="fk_reports_version"),
    )
    op.create_table(
        "report_files",
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("report", "name", name="pk_report_files"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_report_files_report"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_report_files_sha256"),
    )
    keep_forever("narratives", "reports", "report_files")
