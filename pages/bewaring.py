"""Wat we bewaren: what is kept, where and how long, which columns are personal, and the files that can be erased."""

from ui import custody
from ui.guard import guard

view = guard()
kept = custody.head(view)
custody.kinds()
custody.personal(view)
custody.files(kept, view)
