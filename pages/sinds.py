"""Sinds de vorige keer: what changed since an earlier version or an earlier day, on one page that can be printed."""

from ui import caselink, choices, since
from ui.guard import guard
from ui.links import linked
from ui.navigation import open_indicator

view = guard()
earlier = since.head(view)
linked(since.figures(view, earlier), "since-figures", view.lang, open_indicator)
linked(since.cases(view, earlier, choices.STALLED.chosen()), "since-cases", view.lang, caselink.open_case)
since.data(view, earlier)
