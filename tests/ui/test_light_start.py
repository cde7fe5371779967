"""What the first answer waits for: a server that starts has loaded nothing that only a page needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"pandas", "numpy", "sqlalchemy", "alembic", "kaleido", "openpyxl", "docx", "fastexcel", "jsonschema"}


def test_the_server_answers_before_the_pages_code_is_loaded() -> None:
    """A browser fetches Streamlit's own files meanwhile (ui/warm.py)."""
    asked = "import sys, dashboard; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "ui.warm" in done.stdout.split()
    assert not HEAVY & set(done.stdout.split())
