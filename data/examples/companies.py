"""The fictional organisations that ask, match and come to events."""

from dataclasses import dataclass

from data.examples import assumptions as a
from data.examples.chance import Chance
from data.hub import Hub


@dataclass(frozen=True)
class Organisation:
    """One organisation with its type, municipality and, for a company, its material stream."""

    name: str
    type: str
    municipality: str
    stream: str = ""


def organisations(hub: Hub) -> list[Organisation]:
    """Companies per stream, then social-economy companies, associations and the local authorities of the area."""
    chance = Chance("organisations")
    inhabitants = {m.name: m.inhabitants * a.EXTRA_WEIGHT.get(m.name, 1.0) for m in hub.municipalities}

    def place() -> str:
        return hub.outside_area if chance.happens(a.OUTSIDE_SHARE) else chance.weighted(inhabitants)

    names = [f"{trade} {fairy} {chance.one(a.LEGAL_FORMS)}".strip() for trade, fairy in _trades_and_names(chance)]
    streams = [stream for stream, (share, *_) in a.STREAMS.items() for _ in range(max(2, share))]
    companies = [Organisation(name, "Onderneming", place(), stream) for name, stream in zip(names, streams, strict=True)]
    social = [Organisation(name, "SE-bedrijf", chance.weighted(inhabitants)) for name in a.SE_COMPANIES]
    clubs = [Organisation(name, "Middenveld", chance.weighted(inhabitants)) for name in a.ASSOCIATIONS]
    authorities = [Organisation(authority(m.name), "Lokaal bestuur", m.name) for m in hub.municipalities]
    schools = [Organisation("Thomas More", "Kennisinstelling", "Geel"), Organisation("VITO", "Kennisinstelling", "Mol")]
    return [*companies, *social, *clubs, *authorities, *schools]


def authority(municipality: str) -> str:
    """What a local authority is called."""
    return f"{'Stad' if municipality in a.CITIES else 'Gemeente'} {municipality}"


def _trades_and_names(chance: Chance) -> list[tuple[str, str]]:
    pairs = []
    for stream, (share, *_) in a.STREAMS.items():
        fairies = chance.some(a.FAIRY_NAMES, len(a.FAIRY_NAMES), len(a.FAIRY_NAMES))
        pairs += [(a.TRADES[stream][i % len(a.TRADES[stream])], fairies[i]) for i in range(max(2, share))]
    return pairs
