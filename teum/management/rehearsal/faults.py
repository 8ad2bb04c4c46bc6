"""What may go wrong in a rehearsal, by name."""

from __future__ import annotations

import difflib
from collections.abc import Collection

FAULTS = {
    "forgetting": "people forget promises, and deal with what is on their day late",
    "leaving": "people go on holiday or leave; what rests on them is handed over",
    "silence": "customers do not answer offers, reports or new times",
    "addresses": "customers without an email address, and addresses at which nobody is reached",
    "refusals": "carriers refuse for good, or for a while",
    "timeouts": "carriers give no answer after the words were handed over",
    "receipts": "carriers answer late, and twice",
    "rates": "carriers take only a few letters a minute from one business",
    "outages": "the clock, delivery, or all carriers are away for hours",
    "kills": "the clock, delivery, or whoever acts is killed at any statement",
    "database": "the database is restarted: connections break at any statement",
    "edits": "the policy, the week and single dates change meanwhile",
}


class UnknownFault(Exception):
    """There is no fault of that name. The message is the one line to show."""


def read(said: str) -> frozenset[str]:
    """The faults of a list such as `kills,outages`; `all` and `none` are names too. Raises `UnknownFault`."""
    if said in ("all", "none"):
        return frozenset(FAULTS if said == "all" else ())
    names = [name.strip() for name in said.split(",") if name.strip()]
    for name in names:
        if name not in FAULTS:
            near = difflib.get_close_matches(name, FAULTS, n=1, cutoff=0.0)[0]
            raise UnknownFault(
                f"there is no fault {name}; the nearest is {near} of: all, none, {', '.join(FAULTS)}"
            )
    return frozenset(names)


def told() -> str:
    """Every fault in words, for whoever asks."""
    return "; ".join(f"{name} ({meaning})" for name, meaning in FAULTS.items())


def ordered(names: Collection[str]) -> list[str]:
    """These names in the order in which they are told."""
    return [name for name in FAULTS if name in names]
