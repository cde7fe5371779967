"""Zip archives without the time at which they were made: the same content gives the same bytes."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

MOMENT = (2000, 1, 1, 0, 0, 0)


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive with these members, in their order."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return target.getvalue()


def timeless(raw: bytes) -> bytes:
    """The same archive with a fixed time at every member."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return packed([(m.filename, archive.read(m)) for m in archive.infolist()])
