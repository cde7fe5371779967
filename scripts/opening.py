"""Opens the dashboard in the browser once it answers: `python -m scripts.opening PORT` (start.cmd runs it beside the server)."""

import sys
import time
import urllib.request
import webbrowser
from contextlib import suppress

PATIENCE = 120  # seconds; the first start on a slow computer takes a while


def main(port: str, patience: float = PATIENCE) -> bool:
    """Wait for the server and open its address; gives whether it answered in time."""
    address = f"http://localhost:{port}"
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(f"{address}/gezond", timeout=5):  # an address of this computer  # nosec B310
            webbrowser.open(address)
            return True
        time.sleep(1)
    return False


if __name__ == "__main__":
    main(sys.argv[1])
