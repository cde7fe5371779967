"""Text as a workbook can hold it."""

import re

MOST = 32_000  # a cell and a note hold 32,767 characters
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def shown(words: str) -> str:
    """Without characters that XML knows no way to write, and with what Excel would take for the code of one (`_x0041_`) kept as it is."""
    kept = words if len(words) <= MOST else f"{words[: MOST - 1]}…"
    return _CODE.sub("_x005F_", _NEVER.sub("\ufffd", kept))
