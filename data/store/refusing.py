"""How the database itself is told to refuse any change of a table: rows can be added, and never changed or removed."""

from collections.abc import Iterator

FUNCTION = (
    "CREATE OR REPLACE FUNCTION impactmonitor_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '% stay as they are', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)


def refusals(dialect: str, *tables: str) -> Iterator[str]:
    """The statements for a database of that kind."""
    if dialect == "postgresql":
        yield FUNCTION
        for table in tables:
            for name, what, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
                yield f"CREATE TRIGGER {table}_no_{name} BEFORE {what} ON {table} FOR EACH {each} EXECUTE FUNCTION impactmonitor_refuse()"
    else:
        for table in tables:
            for what in ("UPDATE", "DELETE"):
                yield f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{table} stay as they are'); END"
