"""Gegevens: deliver files, see what they would change, mend or confirm; nothing is stored before that."""

from ui import delivery, keeping, own, uploads
from ui.guard import guard

view = guard()
latest = delivery.head(view)
delivery.done(latest)
delivery.drop()
now = uploads.pending()
if now is not None:
    delivery.examined(view, now)
else:
    own.template()
keeping.draw(latest)
