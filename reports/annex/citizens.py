"""Names of citizens are names of persons: they are counted and never told, wherever they stand."""

from collections.abc import Sequence

from data.contract import contract
from data.dataset import Dataset, Table
from data.names import organisation_keys
from locales import text
from metrics.spelling import citizens, texts_of

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
        known = {t: self._told(t, multiple=column.multiple) for t in set(texts)}
        told = [known[t] for t in texts]
        if key != "organisation":
            return told
        return [self._word if person and t else t for t, person in zip(told, citizens(table), strict=True)]

    def _told(self, words: str, *, multiple: bool) -> str:
        parts = words.split("; ") if multiple else [words]
        keys = organisation_keys(parts)
        return "; ".join(self._word if k in self._keys and p else p for p, k in zip(parts, keys, strict=True))
