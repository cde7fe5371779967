"""How a step has the database itself refuse any change of a table."""

from alembic import op


def keep_forever(*tables: str) -> None:
    """Rows of these tables can be added and never changed or removed."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE OR REPLACE FUNCTION impactmonitor_refuse() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION '% stay as they are', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
        )
    for table in tables:
        if postgresql:
            for name, what, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
                op.execute(f"CREATE TRIGGER {table}_no_{name} BEFORE {what} ON {table} FOR EACH {each} EXECUTE FUNCTION impactmonitor_refuse()")
        else:
            for what in ("UPDATE", "DELETE"):
                op.execute(f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{table} stay as they are'); END")


def guard_truncate(*tables: str) -> None:
    """On PostgreSQL: have it refuse to empty these tables too, where it does not yet."""
    for table in tables:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION impactmonitor_refuse()")
