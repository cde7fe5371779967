"""Is mijn rapport klaar?: what still misses before a report about the phase or period, point by point, with what to mend."""

from ui import ready
from ui.guard import guard
from ui.links import linked

view = guard()
texts = ready.written(view)
ready.head(view, texts)
linked(ready.points(view, texts), "ready", view.lang, ready.follow)
ready.opened(view, texts)
