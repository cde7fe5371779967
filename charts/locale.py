"""What plotly itself says in a chart (hover of dates, buttons), in Dutch: plotly loads no language on its own."""

from typing import Any

from locales import formats, text

_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"]


def config(lang: str, name: str) -> dict[str, Any]:
    """The `config` of a chart on screen: the language, and one button that saves the picture as `name`.png."""
    return {
        "locale": lang,
        "locales": {lang: locale(lang)},
        "displaylogo": False,
        "scrollZoom": False,
        "responsive": True,
        "modeBarButtonsToRemove": _BUTTONS,
        "toImageButtonOptions": {"format": "png", "filename": name, "scale": 3},
    }


def locale(lang: str) -> dict[str, Any]:
    """What plotly needs to speak a language: names of days and months, separators, its own few words."""
    names = formats.locale(lang)
    months, short = names.months["format"]["wide"], names.months["format"]["abbreviated"]
    days, short_days = names.days["format"]["wide"], names.days["format"]["abbreviated"]
    week = [6, 0, 1, 2, 3, 4, 5]  # plotly's week begins on Sunday, Babel's on Monday
    return {
        "moduleType": "locale", "name": lang,
        "dictionary": {key: text(f"charts.plotly.{word}", lang) for key, word in _WORDS.items()},
        "format": {
            "days": [days[i] for i in week], "shortDays": [short_days[i] for i in week],
            "months": [months[i] for i in range(1, 13)], "shortMonths": [short[i].rstrip(".") for i in range(1, 13)],
            "date": "%d/%m/%Y", "time": "%H:%M", "dateTime": "%d/%m/%Y %H:%M", "periods": ["AM", "PM"], "grouping": [3], "currency": ["", " €"],
            "decimal": "," if lang == "nl" else ".", "thousands": "." if lang == "nl" else ",",
        },
    }  # fmt: skip


_WORDS = {
    "Download plot as a PNG": "download",
    "Download plot as a png": "download",
    "Taking snapshot - this may take a few seconds": "busy",
    "Snapshot succeeded": "done",
    "Sorry, there was a problem downloading your snapshot!": "failed",
}
