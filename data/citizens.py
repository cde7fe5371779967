"""Citizens: what stands under Organisatie is a person's name there. They are counted, and their names are never told."""

import numpy as np
from numpy.typing import NDArray

from data.dataset import Table

CITIZEN = "Burger"


def citizens(table: Table) -> NDArray[np.bool_]:
    """Which rows are about a citizen."""
    if not table.has("organisation_type"):
        return np.zeros(len(table), bool)
    column = table.frame["organisation_type"].array
    found: NDArray[np.bool_] = np.append(np.asarray(column.categories == CITIZEN), False)[np.asarray(column.codes)]
    return found
