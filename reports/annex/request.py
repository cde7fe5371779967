"""What an annex is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from metrics.periods import Period


@dataclass(frozen=True)
class Request:
    """One report: the reference date and the phase or reporting period it is about (`Period.phase` set = that phase).

    `files` are the names of the source files (by default those of the dataset), `version` says which version of the data it is,
    `fictional` that the data is the example. `texts` is place -> question -> what people wrote, as in the report.
    """

    as_of: date
    period: Period
    files: tuple[str, ...] = ()
    version: str = ""
    fictional: bool = False
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
