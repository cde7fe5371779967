"""The log: who did what and when."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.triggers import keep_forever

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table; what happened before is not in it."""
    op.create_table(
        "log",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
    )
    keep_forever("log")
