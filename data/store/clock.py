"""The one place where the store looks at the clock. It says when something was written and never what came first: numbers do."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment in UTC, as the tables hold it (without a zone)."""
    return datetime.now(UTC).replace(tzinfo=None)
