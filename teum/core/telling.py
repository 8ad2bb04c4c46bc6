"""Which window of a promise its customer knows: what was told, not what was decided (guarantee 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teum.core import events
from teum.core.events import Event

OF_THE_OTHER_SIDE = (events.PromiseAccepted, events.PromiseCountered, events.PromiseDeclined)
"""Steps of the other side, whoever records them: they name the window or answer it."""
STEPS = (
    events.PromiseMade,
    events.ConditionMet,
    events.PromiseRevised,
    events.PromiseDisputed,
    *OF_THE_OTHER_SIDE,
)

ANEW = (events.PromiseAccepted, events.PromiseDisputed)
"""With which a customer counts on a window anew: they accept it, or deny that it is done."""


def known(past: Iterable[tuple[bool, Event]]) -> int | None:
    """The number of the newest window of which they know; None where they have heard of none.

    `past`: the promise's facts in order, each with whether the customer did it on their page, where they saw what came
    of it. A word that a time changed tells the window that came of it, as soon as there is one.
    """
    number, found, asked = 0, -1, None
    for is_theirs, fact in past:
        if isinstance(fact, events.PromiseTold):
            found = max(found, min(number, fact.number + (fact.what == "revised")))
        elif isinstance(fact, events.RevisionProposed):
            asked = fact.proposed_due
        elif isinstance(fact, STEPS):
            number = getattr(fact, "number", number)
            agreed = isinstance(fact, events.PromiseRevised) and fact.due == asked
            if is_theirs or agreed or isinstance(fact, OF_THE_OTHER_SIDE):
                found = number
    return found if found >= 0 else None


def unheard_delays(past: Iterable[tuple[bool, Event]], *, number: int | None) -> int:
    """How many delays of the promise they have not heard of, who know the window with this number; `past` as above."""
    known_to = -1 if number is None else number
    moves = admitted = 0
    for _, fact in past:
        if isinstance(fact, events.PromiseRevised):
            moves += fact.number > known_to and fact.asked is None and not fact.unheard
        elif isinstance(fact, events.NoDateGiven):
            admitted += not fact.unheard
        elif isinstance(fact, events.PromiseTold) and fact.what == "holding":
            admitted = 0
    return moves + admitted


def counted_on_since(past: Iterable[tuple[datetime, Event]]) -> dict[int, datetime]:
    """Since when their customer counts on windows that they accepted, or of which they denied that it is done.

    What was said of such a window before tells nothing of it any more; by its number. `past`: the promise's facts, each
    with its moment.
    """
    number, found = 0, {}
    for at, fact in past:
        if isinstance(fact, STEPS):
            number = getattr(fact, "number", number)
        if isinstance(fact, ANEW):
            found[number] = at
    return found
