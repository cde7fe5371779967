"""What the sheet Doelen may call an indicator: known by the layer above, and asked for by the reader."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorName:
    """What the sheet Doelen may call an indicator, and whether its targets are percentages."""

    id: str
    names: tuple[str, ...]
    percent: bool = False


@dataclass(frozen=True)
class Names:
    """What the layer above knows and a sheet may name: the indicators. Empty: any name is kept."""

    indicators: tuple[IndicatorName, ...] = ()
