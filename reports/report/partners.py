"""The edition for partners, as the last step of composing: blocks that are about single cases go, and in what stays no case is named.

That last step goes through every text of the document, so that a new part can't name anybody either. What people wrote themselves goes out as
they wrote it: they are told so where they make the edition.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import TypeVar

from data.contract import contract
from data.dataset import Dataset
from data.names import LEGAL_FORMS, organisation_key, organisation_keys
from locales import text, texts
from metrics.catalogue import catalogue
from metrics.spelling import texts_of
from reports.report.blocks import Document, Slot

# Lists of cases: without names they would still tell which case is whose.
OMITTED = ("cases.realised", "social.companies", "annex.evidence")
NAMING = ("organisation", "match_with", "se_companies", "contact_name", "contact_email")  # columns of Cases whose names are never told
TITLE = 3  # words from which a title is a name and no ordinary phrase
SAID_BY_US = ("report", "metrics", "charts", "words", "breakdown", "ui")  # areas of our own texts that can stand in a report
UNREAD = ("key", "kind", "tone", "colour", "colours", "drawn", "figure", "lang")  # what of a block is no text; neither HTML nor PDF draws `figure`
WORD = re.compile(r"[^\W_]+(?:[.'’‘`´][^\W_]+)*")
LEGAL = re.compile(rf"[ ,]+(?:{'|'.join(sorted(LEGAL_FORMS))}|comm\.? ?v)\b\.?", re.IGNORECASE)

Words = tuple[str, ...]
T = TypeVar("T")


def for_partners(document: Document, names: "Names") -> Document:
    """The document as it goes to partners."""
    sections = [replace(s, blocks=tuple(b for b in s.blocks if getattr(b, "key", "") not in OMITTED)) for s in document.sections]
    left = tuple(s for s, was in zip(sections, document.sections, strict=True) if s.blocks or not was.blocks)
    return names.out_of(replace(document, sections=left))


@dataclass(frozen=True)
class Names:
    """What is never told: names of organisations and people behind cases, titles and numbers of cases.

    Who is a partner of the programme is public: the sheet Partners and the hub itself may be named. So may whatever the dashboard itself says
    ("Hout", "Turnhout"), even where a case is called so: it points to nobody.
    """

    dataset: Dataset
    lang: str

    def out_of(self, thing: T) -> T:
        """The same thing, whatever it is made of, with a mark in the place of every name; people's own words stay."""
        if isinstance(thing, str):
            return self.without(thing)  # type: ignore[return-value]
        if isinstance(thing, tuple | list):
            return type(thing)(map(self.out_of, thing))
        if isinstance(thing, Slot) or not is_dataclass(thing) or isinstance(thing, type):
            return thing
        changed = {f.name: self.out_of(getattr(thing, f.name)) for f in fields(thing) if f.init and f.name not in UNREAD}
        return replace(thing, **changed)

    def without(self, words: str) -> str:
        """A text with a mark in the place of every name."""
        found, past = [], 0
        for start, end in self._places(words, self._secret):
            found += [words[past:start], text("report.partner.name", self.lang)]
            past = end
        return "".join(found) + words[past:]

    @cached_property
    def _secret(self) -> dict[str, list[Words]]:
        """The names by their first word, the longest first."""
        cases = self.dataset.tables.get("cases")
        if cases is None:
            return {}
        named = _names(v for key in NAMING for v in texts_of(cases, key)) - _names(self._public())
        numbers = _names(v for v in texts_of(cases, "case_id") if any(map(str.isalpha, v)) and any(map(str.isdigit, v)))
        titles = {name for name in _names((v for v in texts_of(cases, "title")), whole=True) if len(name) >= TITLE}
        every = _by_first({name for name in named | numbers | titles if len("".join(name)) > 1 and any(map(str.isalpha, "".join(name)))})
        own = {tuple(organisation_key(said[start:end]).split()) for said in self._vocabulary() for start, end in self._places(said, every)}
        return _by_first({name for names in every.values() for name in names} - own)

    def _public(self) -> Iterator[str]:
        hub, partners = self.dataset.hub, self.dataset.tables.get("partners")
        yield from (hub.name, hub.promoter, *(p.funder for p in self.dataset.phases))
        if partners is not None:
            yield from texts_of(partners, "organisation")

    def _vocabulary(self) -> Iterator[str]:
        """Every text of the dashboard's own that can stand in a report."""
        yield from (said for key, said in texts(self.lang).items() if key.split(".")[0] in SAID_BY_US)
        for indicator in catalogue().values():
            yield from (indicator.id, indicator.name[self.lang], indicator.unit[self.lang], indicator.definition[self.lang])
        for sheet in contract().values():
            for column in sheet.columns:
                yield from (v.value for v in column.values if not isinstance(v, str))
        hub = self.dataset.hub
        yield from (hub.name, hub.area_name[self.lang], hub.outside_area, *(m.name for m in hub.municipalities), *(m.subregion for m in hub.municipalities))

    @staticmethod
    def _places(words: str, names: dict[str, list[Words]]) -> Iterator[tuple[int, int]]:
        """Where names stand in a text, with the legal form behind them."""
        found = [(m, organisation_key(m[0])) for m in WORD.finditer(words)] if names else []
        found = [(m, key) for m, key in found if key not in LEGAL_FORMS]
        tokens = [key for _, key in found]
        at = 0
        while at < len(tokens):
            name = next((n for n in names.get(tokens[at], ()) if tuple(tokens[at : at + len(n)]) == n), None)
            if name is None:
                at += 1
                continue
            end = found[at + len(name) - 1][0].end()
            form = LEGAL.match(words, end)
            yield found[at][0].start(), form.end() if form else end
            at += len(name)


def _names(values: Iterable[str], whole: bool = False) -> set[Words]:
    """Names as they are compared, out of cells that may hold several."""
    cells = {str(v) for v in values if v}
    single = cells if whole else {name.strip() for cell in cells for name in cell.split("; ")} - {""}
    return {tuple(key.split()) for key in organisation_keys(sorted(single))} - {()}


def _by_first(names: set[Words]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        found.setdefault(name[0], []).append(name)
    return found
