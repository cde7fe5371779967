"""Logboek: who did what and when."""

from ui import logbook
from ui.guard import guard

view = guard()
logbook.draw(view)
