"""Gegevens: deliver files, see what they would change, mend or confirm; nothing is stored before that."""

from ui import delivery, keeping, own, uploads
from ui.guard import guard

view = guard()
delivery.head(view)
delivery.done()
delivery.drop()
now = uploads.pending()
if now is not None:
    delivery.examined(view, now)
else:
    own.template()
keeping.draw()
