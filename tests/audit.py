"""Whether the packages that the dashboard runs on have faults that are known: `python -m tests.audit` (`make audit`).

pip-audit asks the registry about every pinned package. Where that can't be reached, the age of the lock says how much may have been found since:
older than `OLDEST` days it fails, so that somebody looks. A change is not held up by it: this is no part of what must hold before one lands.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.txt"
OLDEST = 120  # days


@dataclass(frozen=True)
class Fault:
    """A fault that is known of a package, and the versions in which it is mended."""

    package: str
    version: str
    name: str
    mended: tuple[str, ...]


def main() -> int:
    """Ask, and say what came of it; 1 where a fault is known, or where nobody could say and the lock is old."""
    faults = found(asked())
    if faults is None:
        age = (date.today() - locked()).days
        print(f"The registry can't be reached. The lock is {age} days old (at most {OLDEST}).")
        return int(age > OLDEST)
    for fault in faults:
        print(f"{fault.package} {fault.version}: {fault.name}, mended in {', '.join(fault.mended) or 'no version yet'}")
    print(f"{len(faults)} known faults in the packages of {LOCK.name}")
    return int(bool(faults))


def asked(lock: Path = LOCK) -> str:
    """What pip-audit answers about a lock, as JSON; something else where it could not ask."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(lock),
        "--disable-pip",
        "--require-hashes",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=600).stdout


def found(answer: str) -> list[Fault] | None:
    """The faults in an answer; None where there is none."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return [
        Fault(package["name"], package["version"], vulnerability["id"], tuple(vulnerability["fix_versions"]))
        for package in packages
        for vulnerability in package.get("vulns", ())
    ]


def locked() -> date:
    """The day on which the lock last changed."""
    said = subprocess.run(["git", "log", "-1", "--format=%cs", "--", LOCK.name], capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()
    return date.fromisoformat(said) if said else date.fromtimestamp(LOCK.stat().st_mtime)


if __name__ == "__main__":
    sys.exit(main())
