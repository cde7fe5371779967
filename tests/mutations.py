"""`python -m tests.mutations`: changes the parsers of cells, the engine and the targets a bit at a time, and counts how many changes a test notices (mutmut)."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.reliability.record import record

ROOT = Path(__file__).parent.parent
MUTMUT = Path(sys.executable).with_name("mutmut")
STATS = ROOT / "mutants" / "mutmut-cicd-stats.json"
ENOUGH = 0.9  # of all changes that a test must notice


def main() -> int:
    """Run, record and say; 1 where too few were noticed. `mutmut results` names those that were not, `mutmut show NAME` shows one."""
    begun = time.monotonic()
    subprocess.run([MUTMUT, "run"], cwd=ROOT, check=True)
    subprocess.run([MUTMUT, "export-cicd-stats"], cwd=ROOT, check=True)
    found = json.loads(STATS.read_text(encoding="utf-8"))
    noticed = found["killed"] + found["timeout"]
    share = noticed / found["total"]
    note = f"{noticed} noticed ({share:.1%}), {found['total'] - noticed} not"
    record("mutations", tried=found["total"], failed=0 if share >= ENOUGH else 1, seconds=time.monotonic() - begun, note=note)
    print(note)
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
