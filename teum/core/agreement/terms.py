"""From an alignment to the terms of an agreement: nothing without an answer, and everything with a time has its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC

from teum.core.agreement.value import SECTIONS, Term, Terms
from teum.core.alignment import Alignment, Due, Kind, Line, State, agree_to_all, dues
from teum.core.alignment import Side as Sides
from teum.core.window import Window


def of_alignment(alignment: Alignment, *, words: Callable[[Line], str], lang: str) -> Terms:
    """The terms of what both agree to, in the order of the items; `words` are those of an item with its answer."""
    agreed = [line for line in alignment.lines if line.is_agreed]
    return Terms(
        terms=tuple(
            Term(
                item=line.item.key,
                section=SECTIONS[line.item.topic],
                text=words(line),
                is_read=bool(line.item.clause) or line.item.kind not in (Kind.DATED, Kind.PRICE),
            )
            for line in agreed
        ),
        dues=keyed(alignment, lang=lang),
        price=next((line.answer.price for line in agreed if line.answer and line.answer.price), None),
    )


def as_agreed(alignment: Alignment) -> Alignment:
    """The alignment as it is once its customer agrees to all that they neither asked about nor want changed."""
    if alignment.state is not State.OPEN:
        return alignment
    return agree_to_all(agree_to_all(alignment, by=Sides.PROVIDER), by=Sides.CUSTOMER)


def keyed(alignment: Alignment, *, lang: str) -> Mapping[str, Due]:
    """What has a time, each under a key that a later version finds again: its item, and of payments which one."""
    count: Counter[str] = Counter()
    found: dict[str, Due] = {}
    for due in dues(alignment, lang=lang):
        count[due.item] += 1
        found[due.item if count[due.item] == 1 else f"{due.item}.{count[due.item]}"] = due
    return found


def as_promised(alignment: Alignment, windows: Mapping[str, Window]) -> Alignment:
    """What was agreed, each at the time at which it is promised by now (`windows`, by its key)."""
    count: Counter[str] = Counter()

    def now(item: str, window: Window) -> Window:
        count[item] += 1
        return windows.get(item if count[item] == 1 else f"{item}.{count[item]}", window)

    def said(line: Line) -> Line:
        answer, item = line.answer, line.item.key
        if answer and answer.window:
            answer = replace(answer, window=now(item, answer.window))
        if answer and answer.price:
            moved = [replace(one, window=now(item, one.window)) for one in answer.price.payments]
            ordered = tuple(sorted(moved, key=lambda one: one.window.due.astimezone(UTC)))
            answer = replace(answer, price=replace(answer.price, payments=ordered))
        return replace(line, answer=answer)

    return replace(alignment, lines=tuple(map(said, alignment.lines)))


def is_same_deed(old: Due, new: Due) -> bool:
    """Whether two versions owe the same, at whatever time."""
    return replace(old, window=new.window) == new


def successors(before: Mapping[str, Due], after: Mapping[str, Due]) -> Mapping[str, str]:
    """By the key of what a version names, the key of what it goes on from in the version before, if from anything.

    Of the same item first what is the same, then what is called the same, then what is left in its order: a payment
    that is new does not take the place of one that stood there.
    """
    found: dict[str, str] = {}
    for is_same in (_is_same, lambda old, new: old.what == new.what, lambda old, new: True):
        for key, due in after.items():
            free = (was for was, old in before.items() if old.item == due.item and is_same(old, due))
            was = next((was for was in free if was not in found.values()), None)
            if key not in found and was is not None:
                found[key] = was
    return found


def _is_same(old: Due, new: Due) -> bool:
    return old == new
