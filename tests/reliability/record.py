"""What was thrown at the dashboard, how often, and how often it fell over: told by the runs themselves, for docs/reliability.md.

Every line of the table is a file in `tried/` (what, how to run it, what failed before it was mended) and one in `measured/`, which the run
writes when it is asked to (`RELIABILITY_RECORD=1`).
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
TRIED, MEASURED = HERE / "tried", HERE / "measured"
ASKED = "RELIABILITY_RECORD"


def record(key: str, *, tried: int, failed: int, seed: int | str = "", seconds: float = 0, note: str = "") -> None:
    """Keep what a run found under its key, a file in `tried/`; only when the run was asked to, so that no test writes into the repository unasked."""
    if not (TRIED / f"{key}.yaml").exists():
        raise KeyError(f"tests/reliability/tried/{key}.yaml says what this run is; it does not exist")
    if not os.environ.get(ASKED):
        return
    found = {"tried": tried, "failed": failed, "seed": seed, "seconds": round(seconds), "note": note, "day": f"{datetime.now(UTC):%d/%m/%Y}"}
    (MEASURED / f"{key}.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
