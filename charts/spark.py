"""A small trend without axes, as inline SVG: for a cell of the matrix."""

from collections.abc import Sequence


def spark(values: Sequence[float | None], running: bool = False, width: int = 96, height: int = 22) -> str:
    """Columns in the colour of the text around them; an absent value leaves a gap, the last one is hollow while its period runs."""
    if not any(v is not None for v in values):
        return ""
    top = max([v for v in values if v is not None] + [0]) or 1
    slot = width / max(len(values), 6)
    bars = []
    for i, value in enumerate(values):
        if value is None:
            continue
        tall = max(1.0, (height - 2) * max(value, 0) / top)
        hollow = running and i == len(values) - 1
        fill = 'fill="none" stroke="currentColor" stroke-width="1"' if hollow else 'fill="currentColor"'
        bars.append(f'<rect x="{i * slot + 1:.1f}" y="{height - 1 - tall:.1f}" width="{max(slot - 2, 1):.1f}" height="{tall:.1f}" {fill}/>')
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" preserveAspectRatio="none"'
    return f'<svg class="im-spark" {size} aria-hidden="true" focusable="false">{"".join(bars)}</svg>'
