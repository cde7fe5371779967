"""Writes docs/reliability.md from what was tried and what the runs measured: `python -m tests.reliability`."""

from tests.reliability.table import TARGET, page

if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(TARGET)
