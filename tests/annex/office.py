"""LibreOffice as a second opinion: it opens a workbook, computes every formula anew, and keeps what comes out."""

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
_RESULT = re.compile(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>")


def office() -> str | None:
    """The program, None where it is not installed."""
    return shutil.which(os.environ.get("SOFFICE") or "soffice")


def without_results(workbook: bytes) -> bytes:
    """The workbook without the results that go with its formulas, so that none can pass for a computed one."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, _RESULT.sub(rb"\1", content) if name.startswith("xl/worksheets/sheet") else content)
    return target.getvalue()


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, openpyxl.Workbook]:
    """What LibreOffice makes of these workbooks, all in one run, with values in the place of formulas."""
    profile, given, made = folder / "profile", folder / "given", folder / "made"
    for path in (profile / "user", given):
        path.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    for name, content in workbooks.items():
        (given / f"{name}.xlsx").write_bytes(without_results(content))
    program = office()
    assert program is not None
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(made)]
    subprocess.run([*command, *(str(given / f"{name}.xlsx") for name in workbooks)], check=True, capture_output=True, timeout=600)
    return {name: openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True) for name in workbooks}
