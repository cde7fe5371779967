"""Random sheets for property tests: few names and few days, so that everything coincides with everything."""

from datetime import date, timedelta

from hypothesis import strategies as st

from data.contract import contract
from data.hub import load_hub

DAYS = [(date(2022, 11, 1) + timedelta(days=23 * n)).isoformat() for n in range(45)]
NAMES = ["Plank nv", "PLANK", "Zaag bvba", "zaag", "Stad Mol", "OCMW Mol", "Vijs & Moer", "Élan", "elan vzw"]
SHEETS = ("cases", "events", "attendance", "referrals", "subsidies", "communication", "lessons", "anchoring")


def cells(sheet: str, column, ids: int):
    """What a cell of a column may hold, empty included."""
    empty = st.just("")
    if column.unique:
        raise ValueError("IDs are given out one by one")
    if column.references:
        return empty | st.integers(0, ids + 1).map(lambda n: f"{column.references}-{n}")
    match column.type:
        case "date":
            return empty | st.sampled_from(DAYS)
        case "number":
            return empty | st.integers(0, 500).map(lambda n: f"{n / 10}")
        case "objectives":
            return st.sets(st.integers(1, 5), max_size=3).map(lambda s: ";".join(map(str, sorted(s))))
        case "enum":
            values = load_hub().municipality_values[:6] if isinstance(column.values, str) else column.values
            return empty | st.sampled_from([v.value for v in values])
    if column.multiple:
        return st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map("; ".join)
    return empty | st.sampled_from(NAMES)


@st.composite
def sheets(draw, rows: int = 12) -> dict[str, list[dict[str, str]]]:
    """All sheets with up to `rows` rows, and a factor for wood and textile."""
    found: dict[str, list[dict[str, str]]] = {}
    for key in SHEETS:
        sheet = contract()[key]
        kept = [c for c in sheet.columns if not c.personal]
        count = draw(st.integers(1, rows))
        columns = {
            c.header: [f"{key}-{n}" for n in range(count)] if c.unique else draw(st.lists(cells(key, c, rows), min_size=count, max_size=count)) for c in kept
        }
        found[sheet.name] = [{h: v[n] for h, v in columns.items()} for n in range(count)]
    found["Factoren"] = [{"Materiaalstroom": "Hout", "kg CO2 per kg": "0.5"}, {"Materiaalstroom": "Textiel", "kg CO2 per kg": "3"}]
    return found
