"""Definities: what every indicator asks and means, from which columns it comes, and what counts."""

from ui import choices, definitions
from ui.guard import guard
from ui.links import linked
from ui.navigation import open_indicator

view = guard()


words = choices.DEFINITION.chosen()
found = definitions.matching(words, view.lang)
definitions.head(view.lang, words, found)
definitions.box(view.lang)
linked(definitions.sheets(view, tuple(i.id for i in found)), "sheets", view.lang, open_indicator)
