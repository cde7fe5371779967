"""`python -m tests.store.crowd ADDRESS PEOPLE`: people who all confirm at once, each a case of their own added to what is there.

Who is overtaken looks again and decides again, as the page asks. Prints what each was told.
"""

import json
import multiprocessing
import sys

from data.store.database import database
from data.store.store import OvertakenError, open_store
from tests.store.confirming import cases, entry


def main() -> None:
    """Let them all begin at the same moment."""
    address, people = sys.argv[1], int(sys.argv[2])
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(people), context.Queue()
    crowd = [context.Process(target=_person, args=(address, n, start, told)) for n in range(people)]
    for person in crowd:
        person.start()
    found = [told.get(timeout=300) for _ in crowd]
    for person in crowd:
        person.join()
    print(json.dumps(found))


def _person(address: str, number: int, start, told) -> None:
    database.cache_clear()
    store = open_store(address)
    source = cases(f"P{number}", file=f"van {number}.xlsx")
    overtaken = []
    at, made = entry(store, source, "update", f"persoon {number}")
    start.wait()  # everybody has looked at the same version
    while True:
        try:
            version = store.confirm(at, made)
        except OvertakenError as error:
            overtaken.append(error.version.number)
            at, made = entry(store, source, "update", f"persoon {number}")
        else:
            told.put({"person": number, "version": version.number, "overtaken": overtaken})
            return


if __name__ == "__main__":
    main()
