"""The words around a chart: the same on screen, in a picture and in a workbook."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """What a chart shows, of when, for what and from where; every part in the reader's language, empty where it does not apply.

    `subtitle` holds the unit, `remarks` are what people wrote about its days, `example` says that the figures are made up, `note` what was left out ("<5 = …").
    """

    title: str
    subtitle: str = ""
    period: str = ""
    filters: str = ""
    example: str = ""
    source: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def below(self) -> tuple[str, ...]:
        """The lines under the chart, without the empty ones."""
        lines = (*self.remarks, *self.sources)
        return tuple(line for line in lines if line)

    @property
    def sources(self) -> tuple[str, ...]:
        """The lines without the remarks."""
        lines = (self.note, _joined(self.period, self.filters), _joined(self.example, self.source))
        return tuple(line for line in lines if line)

    @property
    def origin(self) -> str:
        """Where the figures come from and of what, in one line for a table."""
        return _joined(self.filters, self.example, self.source)


def _joined(*parts: str) -> str:
    return " · ".join(p for p in parts if p)
