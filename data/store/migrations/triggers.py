"""How a step has the database itself refuse any change of a table. Steps that have come out take it from here: another way needs a step of its own."""

from alembic import op

from data.store.refusing import refusals


def keep_forever(*tables: str) -> None:
    """Rows of these tables can be added and never changed or removed."""
    for statement in refusals(op.get_bind().dialect.name, *tables):
        op.execute(statement)


def guard_truncate(*tables: str) -> None:
    """On PostgreSQL: have it refuse to empty these tables too, where it does not yet."""
    for table in tables:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION impactmonitor_refuse()")
