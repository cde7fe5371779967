"""How long the report takes: Word for four phases in seconds, and the pictures of the archive against the bare renderer."""

import time
from collections.abc import Callable

from benchmarks.measured import Measured


def writing(rounds: int) -> Measured:
    """Word with native charts for every phase of the example data."""
    from data import examples
    from data.raw import Source
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.periods import phase_period
    from reports.report.compose import compose
    from reports.report.request import Request
    from reports.word.report import word

    dataset = read([Source(examples.WORKBOOK.name, examples.WORKBOOK)], names=indicator_names())

    def all_phases() -> None:
        for phase in dataset.phases:
            word(compose(dataset, Request(phase_period(phase), examples.AS_OF)))

    return Measured("Word reports of four phases of the example data", "a second", [_time(all_phases) for _ in range(rounds)], 2.0)


def drawing(rounds: int) -> Measured:
    """Every chart of a report as PNG and SVG with its words, against the same charts without words."""
    from data import examples
    from data.raw import Source
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.periods import phase_period
    from reports.bundle import KINDS, SIZE, drawings
    from reports.presets import DOTS, PIXELS, preset
    from reports.renderer import renderer
    from reports.report.compose import compose
    from reports.report.request import Request

    dataset = read([Source(examples.WORKBOOK.name, examples.WORKBOOK)], names=indicator_names())
    report = compose(dataset, Request(phase_period(dataset.phases[-1]), examples.AS_OF))
    sizes = {kind: preset(SIZE).pixels(DOTS if kind == "png" else PIXELS) for kind in KINDS}

    def bare() -> None:
        for picture in report.pictures():
            for kind in KINDS:
                renderer().picture(picture.chart.figure.to_plotly_json(), kind, *sizes[kind])

    list(drawings(report))  # the browser is there before anything is timed
    ratios = [_time(lambda: list(drawings(report))) / _time(bare) for _ in range(rounds)]
    return Measured("every chart of a report as PNG and SVG with its words", "the bare charts by the same browser", ratios, 1.2)


def _time(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
