"""Compare rows with what is known of them from the ledger, value by value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teum.queries.verify.report import Break, Broken

Known = dict[tuple[str, int], dict[str, Any]]
"""What is known of each row of a case, by its table's name and its id."""


def compare(organisation_id: int, told: Mapping[int, Known], held: Mapping[int, Known]) -> int:
    """Count the rows of these cases. Raises `Break` at the first that is not what its facts say.

    A value of which the facts say nothing is not compared.
    """
    for case, said in told.items():
        rows = held.get(case, {})
        for key in sorted(said.keys() | rows.keys()):
            _compare(organisation_id, case, key, said.get(key), rows.get(key))
    return sum(len(rows) for rows in held.values())


def _compare(
    organisation_id: int,
    case: int,
    key: tuple[str, int],
    told: dict[str, Any] | None,
    held: dict[str, Any] | None,
) -> None:
    what, different = "", list[str]()
    if told is None:
        what = "history_impossible"
    elif held is None:
        what = "row_missing"
    else:
        different = [name for name, value in told.items() if value != held[name]]
        what = "row_differs" if different else ""
    if what:
        detail = f"{key[0]} {key[1]}" + (f": {', '.join(different)}" if different else "")
        raise Break(Broken(what=what, organisation=organisation_id, case=case, detail=detail))
