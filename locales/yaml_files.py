"""How the project's own YAML files are read: by libyaml, which is ten times faster than Python, where it is there."""

from pathlib import Path
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(file: Path) -> Any:
    """What the file holds."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # either is a safe one  # nosec B506
