"""The web page printed by the server's Chromium, as a program of its own with a time limit."""

import os
import re
import signal
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data.errors import UserError
from reports.chromium import chromium
from reports.page.html import html
from reports.report.blocks import Document

LIMIT = 60.0  # seconds
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--generate-pdf-document-outline",
)  # fmt: skip
END = b"%%EOF"
_MOMENT = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}([^)]*)\)")


def pdf(report: Document) -> bytes:
    """The PDF's bytes; raises UserError where there is no browser, or where it fails or takes too long."""
    path = chromium()
    if path is None:
        raise UserError("no-browser-pdf")
    made = html(report)
    try:  # the disk may be full, and what is called the browser may be none
        with TemporaryDirectory(prefix="impactmonitor-", ignore_cleanup_errors=True) as folder:
            page, out = Path(folder) / "report.html", Path(folder) / "report.pdf"
            page.write_bytes(made)
            _print([path, *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()])
            printed = out.read_bytes()
    except OSError as error:
        raise UserError("pdf-failed") from error
    if not printed.rstrip().endswith(END):  # a browser that died while it wrote
        raise UserError("pdf-failed")
    return _timeless(printed, report.day)


def _print(command: Sequence[str]) -> None:
    """Run the browser; one that takes too long is ended with all that it started."""
    # The browser that was found on this computer, with a page of our own, without a shell.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # nosec B603
    try:
        process.wait(LIMIT)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UserError("pdf-failed") from error


def _timeless(raw: bytes, day: date) -> bytes:
    """The same file with the reference date as the day on which it was made; of the same length, so that nothing in it moves."""
    return _MOMENT.sub(lambda m: b"/" + m[1] + b" (D:" + f"{day:%Y%m%d}000000".encode() + m[2] + b")", raw)
