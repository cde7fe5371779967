"""Whether hubs are looked at together, and which indicators they have: what the frame needs to know of it."""

from data.errors import UserError
from data.together import members, setting
from metrics.catalogue import catalogue
from metrics.together import Participant, known


def names() -> list[str]:
    """The indicators that the address may ask for: those of all hubs, without looking at their data."""
    try:
        file = setting()
        hubs = [Participant(m.hub, catalogue(m.hub.folder / "indicators")) for m in members(file)] if file else []
    except UserError:
        hubs = []
    return list(known(hubs)) if hubs else list(catalogue())
