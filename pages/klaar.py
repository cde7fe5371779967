"""Is mijn rapport klaar?: what still misses before a report about the phase or period, point by point, with what to mend."""

from ui import ready
from ui.guard import guard
from ui.links import linked

view = guard()
ready.head(view)
linked(ready.points(view), "ready", view.lang, ready.follow)
ready.opened(view)
