"""The roles and what each may do: the one place for this rule."""

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["lezer", "bewerker", "beheerder"]
ROLES: tuple[Role, ...] = get_args(Role)  # the least first: each may do whatever those before it may
Action = Literal["see", "deliver", "note", "write", "undo", "freeze", "original", "backup", "purge", "log"]
ACTIONS: tuple[Action, ...] = get_args(Action)
NEEDS: Mapping[Action, Role] = {
    "see": "lezer",  # every page with figures, and every download of them
    "deliver": "bewerker",  # drop files, look at what they change, confirm
    "note": "bewerker",
    "write": "bewerker",  # the texts of the report
    "undo": "beheerder",
    "freeze": "beheerder",
    "original": "beheerder",  # the files as they were received, which may hold personal data
    "backup": "beheerder",
    "purge": "beheerder",
    "log": "beheerder",
}


def may(role: Role, action: Action) -> bool:
    """Whether a role is enough for an action."""
    return ROLES.index(role) >= ROLES.index(NEEDS[action])
