"""`python -m benchmarks.growth`: how computing grows with the cases and waiting with the visitors; draws both charts of docs/performance.md.

Each point bears its figure, so that the page can quote them.
"""

import asyncio
import json
import sys
from functools import partial
from pathlib import Path

import plotly.graph_objects as go

from benchmarks.computing import AS_OF, seconds
from benchmarks.crowd import crowd, elements_of
from benchmarks.redraws import FEW, PHASES
from benchmarks.served import dashboard
from benchmarks.workbook import kept
from locales import formats
from scripts.serving import ROOT

DOCS = ROOT / "docs"
CASES = (500, 2_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)
LARGEST_READ = 100_000  # larger ones are made from it
VISITORS = (10, 25, 50, 100, 200)
ROUNDS, MINUTES = 3, 1.0  # ten visitors make some hundred redraws in a minute


def main() -> int:
    """Measure and draw."""
    cases, visitors = by_cases(), by_visitors()
    print(json.dumps({"cases": cases, "visitors": visitors}, indent=1))
    charts(cases, visitors)
    return 0


def charts(cases: dict[int, float], visitors: dict[int, dict[str, float]]) -> None:
    """Draw both."""
    draw(
        DOCS / "performance-cases.svg", "Alle indicatoren berekenen", "aantal cases", "seconden",
        {"rekentijd": list(cases.items())},
    )  # fmt: skip
    draw(
        DOCS / "performance-visitors.svg", "Wachten na een andere fase", "bezoekers tegelijk", "milliseconden",
        {name: [(n, ms[name]) for n, ms in visitors.items()] for name in ("p50", "p95")},
    )  # fmt: skip


def by_cases() -> dict[int, float]:
    """Seconds to compute all indicators for every phase, the median of some rounds, each on a copy that nothing is remembered of."""
    from benchmarks.enlarge import enlarge
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.scorecard import scorecard

    found = {}
    for cases in CASES:
        base = min(cases, LARGEST_READ)
        small = read([kept(base)], names=indicator_names())
        took = sorted(seconds(partial(scorecard, enlarge(small, cases // base), AS_OF)) for _ in range(ROUNDS))
        found[cases] = round(took[ROUNDS // 2], 4)
    return found


def by_visitors() -> dict[int, dict[str, float]]:
    """Milliseconds that visitors wait after a change of phase, all of them changing one every five seconds."""
    found = {}
    for visitors in VISITORS:
        with dashboard(kept(FEW)) as address:
            asyncio.run(elements_of(address))
            seen = asyncio.run(crowd(address, visitors, MINUTES, PHASES, [{}] * 6))
        assert not seen.errors, seen.errors[:3]
        found[visitors] = {name: round(seen.percentile(part) * 1000, 1) for name, part in (("p50", 50), ("p95", 95), ("p99", 99))}
    return found


def draw(target: Path, title: str, x: str, y: str, lines: dict[str, list[tuple[int, float]]]) -> None:
    """A chart with both axes by tens: a straight line of one step up per step aside is cost that grows with the size."""
    from reports.renderer import renderer

    figure = go.Figure()
    for (name, points), colour in zip(lines.items(), ("#095f37", "#114281"), strict=False):
        figure.add_scatter(
            x=[n for n, _ in points], y=[v for _, v in points], name=name, mode="lines+markers+text", line={"color": colour},
            text=[formats.number(v, max(0, 3 - len(str(int(v)))) if v >= 0.1 else 3, "nl") for _, v in points], textposition="top center",
        )  # fmt: skip
    figure.update_layout(title=title, template="plotly_white", font={"family": "Noto Sans, Arial, sans-serif"}, showlegend=len(lines) > 1, separators=",.")
    figure.update_xaxes(title=x, type="log", tickvals=[n for n, _ in next(iter(lines.values()))], tickformat=",d")
    figure.update_yaxes(title=y, type="log", dtick=1, tickformat=",~r")
    target.write_bytes(renderer().picture(figure.to_plotly_json(), "svg", 900, 460))


if __name__ == "__main__":
    sys.exit(main())
