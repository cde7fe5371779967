"""The typical mistakes of a workbook that people keep by hand: what the reader must understand, or say.

Each is put in a row that the table below names by the place of that row, counted from the first row of its sheet.
"""

from collections.abc import Callable

from data.examples.cases import Row

Sheets = dict[str, list[Row]]
BLANK: Row = {}

CELLS: list[tuple[str, int, str, object]] = [
    # understood as it is
    ("cases", 20, "intake_date", "{day:%d/%m/%Y}"),
    ("cases", 47, "municipality", "oud turnhout"),
    ("cases", 71, "organisation_type", "Bedrijf"),
    ("cases", 104, "remark", "n.v.t."),
    ("cases", 130, "r_strategy", "R3"),
    ("events", 12, "attendances", "ca. 20"),
    ("events", 33, "date", "{day:%d.%m.%y}"),
    # to be corrected
    ("cases", 63, "municipality", "Turnout"),
    ("cases", 88, "material_stream", "Divers"),
    ("cases", 151, "tonnes_estimated", "20 ton"),
    ("events", 50, "attendances", "veel volk"),
    ("referrals", 30, "case_id", "K-2022-999"),
    ("subsidies", 9, "decision_date", "31/02/2023"),
    ("communication", 25, "date", "maart 2022"),
]


def make_mistakes(sheets: Sheets) -> None:
    """Put them in."""
    for sheet, place, key, value in CELLS:
        row = sheets[sheet][place]
        row[key] = value.format(day=row.get(key)) if isinstance(value, str) and "{day" in value else value
    _spoil(sheets["cases"], lambda r: "realised_date" in r and "anchored_date" not in r, "realised_date", "31/04/2024")
    _spoil(sheets["cases"], lambda r: r["status"] == "Project", "project_date", None)  # a status without its date
    cases = sheets["cases"]
    cases.insert(120, cases[118] | {"title": f"{cases[118]['title']} (vervolg)"})  # an ID used twice
    sheets["referrals"].insert(41, dict(sheets["referrals"][40]))  # a row pasted twice
    share = next(r for r in sheets["targets"] if (r["indicator"], r["phase"]) == ("D3.7", 4))
    share["target"] = 60  # per cent, where a share is asked
    cases.insert(160, BLANK)
    cases.insert(160, BLANK)
    cases.append({"case_id": f"Totaal: {len(cases) - 2}"})
    sheets["events"].append({"event_id": "Totaal", "attendances": sum(v for r in sheets["events"] if isinstance(v := r.get("attendances"), int))})


def _spoil(rows: list[Row], which: Callable[[Row], bool], key: str, value: object) -> None:
    found = [r for r in rows if which(r)]
    found[len(found) // 2][key] = value
