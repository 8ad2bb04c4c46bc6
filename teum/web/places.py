"""Where something stands in a list that a manager orders: one place earlier or later, or there no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.http import Http404

Thing = TypeVar("Thing")


def moved(listed: Sequence[Thing], number: int, to: str) -> list[Thing]:
    """The list with its `number`-th (from 1) one place `earlier` or `later`, or `out`. Raises Http404."""
    things, place = list(listed), number - 1
    if not 0 <= place < len(things) or to not in ("earlier", "later", "out"):
        raise Http404
    thing = things.pop(place)
    if to != "out":
        things.insert(max(0, place + (1 if to == "later" else -1)), thing)
    return things
