"""What was changed in earlier steps after they had come out: a store that was made before that gets it now, any other is as it should be already."""

import sqlalchemy as sa
from alembic import op

from data.store.migrations.triggers import guard_truncate, keep_forever

revision = "0004"
down_revision = "0003"
FOREVER = ("versions", "received", "notes", "narratives", "reports", "report_files", "log")


def upgrade() -> None:
    """Nothing that people wrote changes; the earliest texts of reports were named by the number of their objective, and are now by its section."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if any(column["name"] == "objective" for column in sa.inspect(op.get_bind()).get_columns("narratives")):
        if postgresql:
            op.execute("ALTER TABLE narratives ALTER COLUMN objective TYPE VARCHAR(40) USING 'objective_' || objective")
            op.execute("ALTER TABLE narratives RENAME COLUMN objective TO section")
        else:
            _anew()
    if postgresql:
        op.execute("ALTER TABLE reports ALTER COLUMN phase TYPE TEXT")
        guard_truncate(*FOREVER)


def _anew() -> None:
    """SQLite changes no column: the table is made again, with every row as it was."""
    op.rename_table("narratives", "narratives_before")
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
    op.execute(
        'INSERT INTO narratives (id, section, start, "end", prompt, lang, text, figures, who, at) '
        "SELECT id, 'objective_' || objective, start, \"end\", prompt, lang, text, figures, who, at FROM narratives_before"
    )
    op.drop_table("narratives_before")  # and with it the triggers that kept its rows
    keep_forever("narratives")
