"""Names of citizens are names of persons: they are counted and never told, wherever they stand."""

from collections.abc import Sequence

from data.citizens import citizens
from data.contract import contract
from data.dataset import Dataset, Table
from data.names import organisation_keys
from locales import text
from metrics.spelling import texts_of

TYPED = ("cases", "attendance")  # the sheets that say what kind of organisation it is


class Citizens:
    """Knows which names are those of citizens: given with that type somewhere, and nowhere with the type of an organisation."""

    def __init__(self, dataset: Dataset, lang: str) -> None:
        self._word = text("explore.citizen", lang)
        persons: set[str] = set()
        others: set[str] = set()
        for sheet in TYPED:
            table = dataset.tables.get(sheet)
            if table is None or not table.has("organisation"):
                continue
            names, person, typed = texts_of(table, "organisation"), citizens(table), texts_of(table, "organisation_type") != ""
            persons |= set(organisation_keys([str(n) for n in names[person & (names != "")]]))
            others |= set(organisation_keys([str(n) for n in names[~person & typed & (names != "")]]))
        self._keys = persons - others

    def hidden(self, table: Table, key: str, texts: Sequence[str]) -> list[str]:
        """The texts of a column (one per row) with "burger" in the place of a citizen's name."""
        column = contract()[table.sheet.key].by_key[key]
        if not column.organisation:
            return list(texts)
        told = self._told(texts, multiple=column.multiple) if self._keys else list(texts)
        if key != "organisation":
            return told
        return [self._word if person and t else t for t, person in zip(told, citizens(table), strict=True)]

    def _told(self, texts: Sequence[str], *, multiple: bool) -> list[str]:
        cells = {t: t.split("; ") if multiple else [t] for t in texts}
        names = list({name for parts in cells.values() for name in parts if name})
        shown = {n: self._word if k in self._keys else n for n, k in zip(names, organisation_keys(names), strict=True)} | {"": ""}
        told = {t: "; ".join(shown[name] for name in parts) for t, parts in cells.items()}
        return [told[t] for t in texts]
