"""How a result is told: figures with their unit, why one is missing, and its status with a symbol; on screen and in a report alike.

Absent is never 0: `n.v.t.`, `geen gegevens` and 0 are three different things.
"""

from charts.chart import Measure
from data.contract import contract
from data.dataset import Dataset
from locales import formats, text
from metrics.engine import needs
from metrics.indicator import Indicator, Rows
from metrics.scorecard import Result
from metrics.status import Status

SYMBOLS = {
    Status.REACHED: "✓", Status.ON_TRACK: "●", Status.SLIGHTLY_BEHIND: "◐", Status.BEHIND: "▼",
    Status.NOT_APPLICABLE: "–", Status.NO_DATA: "∅", Status.NOT_STARTED: "○", Status.NO_TARGET: "◇",
}  # fmt: skip
# Which colour of charts/colours.yaml a status has; whatever is not compared with a target is grey.
COLOURS = {Status.REACHED: "good", Status.ON_TRACK: "on_track", Status.SLIGHTLY_BEHIND: "slightly_behind", Status.BEHIND: "behind"}
LATE = (Status.BEHIND, Status.SLIGHTLY_BEHIND)


def measure(indicator: Indicator, lang: str) -> Measure:
    """What the charts need to know of an indicator."""
    return Measure(indicator.name[lang], unit(indicator, lang), indicator.decimals, indicator.percent, not indicator.cumulative, indicator.unit[lang])


def unit(indicator: Indicator, lang: str) -> str:
    """The unit as it stands behind a figure: nothing for a plain count or a percentage."""
    name = indicator.unit[lang]
    return "" if name in ("aantal", "number", "%") else name


def figure(amount: float | None, indicator: Indicator, lang: str, with_unit: bool = True) -> str:
    """A figure of an indicator; empty when there is none."""
    return measure(indicator, lang).write(amount, lang, unit=with_unit)


def value(result: Result, dataset: Dataset, lang: str) -> str:
    """What was reached, percentages with what they are of ("62 % (26 van 42)"), or why there is no figure."""
    if result.actual is None:
        return missing(result, dataset, lang)
    shown = figure(result.actual, result.indicator, lang)
    if result.indicator.percent and result.denominator:
        return f"{shown} ({parts(result, lang)})"
    return shown


def parts(result: Result, lang: str) -> str:
    """Numerator and denominator of a share: "26 van 42"."""
    return text("words.of", lang, part=formats.number(result.numerator, 0, lang), whole=formats.number(result.denominator, 0, lang))


def missing(result: Result, dataset: Dataset, lang: str) -> str:
    """Why there is no figure, naming the sheet or column that is not there."""
    if not result.applicable:
        return Status.NOT_APPLICABLE.text(lang)
    if result.reason is None:
        return Status.NO_DATA.text(lang)
    if result.reason.key == "source-absent":
        sheet = next((s for s, _ in needs(result.indicator) if s not in dataset.tables), "")
        return text("words.source_absent", lang, sheet=contract()[sheet].title(lang)) if sheet else result.reason.text(lang)
    return result.reason.text(lang)


def coverage(result: Result, lang: str) -> str:
    """How many of the rows had what the figure needs: "41 van 45 cases"; nothing for a plain count of rows."""
    if result.value is None or isinstance(result.indicator.aggregation, Rows) or not result.eligible:
        return ""
    words = text(f"words.rows.{result.indicator.parts[0].source}", lang) if len(result.indicator.parts) == 1 else text("words.rows.several", lang)
    return f"{text('words.of', lang, part=formats.number(result.used, 0, lang), whole=formats.number(result.eligible, 0, lang))} {words}"


def forecast(result: Result, lang: str) -> str:
    """The forecast with its 80 % interval, or why there is none."""
    if result.forecast is None:
        return result.forecast_reason.text(lang) if result.forecast_reason else ""
    shown = figure(result.forecast.value, result.indicator, lang, with_unit=False)
    if result.forecast.low is None or result.forecast.high is None:
        return shown
    low, high = (figure(v, result.indicator, lang, with_unit=False) for v in (result.forecast.low, result.forecast.high))
    return text("words.forecast", lang, value=shown, low=low, high=high)


def needed(result: Result, lang: str) -> str:
    """What is needed from here per month, or what fell short where the phase is over; empty when nothing is."""
    if result.needed_per_month:
        decimals = 1 if result.needed_per_month < 10 else 0
        return text("words.needed", lang, value=formats.number(result.needed_per_month, decimals, lang))
    if result.status in LATE and result.target is not None and result.actual is not None and result.needed_per_month is None and result.indicator.cumulative:
        return text("words.short", lang, value=figure(result.target - result.actual, result.indicator, lang, with_unit=False))
    return ""
