"""One truth (A5): what is promised in a case already, by an agreement or otherwise, no stage promises once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from teum.core.expected import Promised, ends
from teum.core.process import Journey, Stage, lines
from teum.core.promise import Debtor, Nature, State
from teum.core.working_time import Calendar

OWED = (State.OFFERED, State.WAITING, State.OPEN)
"""The deed is still to come: what is reported is done, unless the customer objects."""
WITHIN = "P7D"
"""So long the customer has for what they must bring first, where the stage does not say."""
STANDS = (*OWED, State.REPORTED, State.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A promise of the case, as far as a stage asks for it; `begins` is when it is to be done at the earliest."""

    id: int
    state: State
    due: datetime
    what: str
    debtor: Debtor
    nature: Nature = Nature.DEED
    begins: datetime | None = None
    replaces: int | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is promised in a case: all of it by id, and what of the agreement in force each of its keys became."""

    held: Mapping[int, Held] = field(default_factory=dict)
    agreed: Mapping[str, int] = field(default_factory=dict)

    def last(self, promise: int) -> Held | None:
        """A promise, or what has replaced it by now."""
        while promise in self._after:
            promise = self._after[promise]
        return self.held.get(promise)

    @cached_property
    def _after(self) -> Mapping[int, int]:
        return {one.replaces: one.id for one in self.held.values() if one.replaces is not None}

    def of(self, key: str) -> Held | None:
        """What was promised of an item of the agreement, and still stands or is done."""
        found = self.last(self.agreed[key]) if key in self.agreed else None
        return found if found and found.state in STANDS else None

    @property
    def owed(self) -> Mapping[int, int]:
        """Each promise of which the deed is still to come, and by which one it is now."""
        ends = {pk: self.last(pk) for pk in self.held}
        return {pk: end.id for pk, end in ends.items() if end and end.state in OWED}


def adopted(stage: Stage, known: Known, *, lang: str) -> Held | None:
    """What promises already what a stage promises: its item of the agreement, or an open one in the same words."""
    if stage.item and (found := known.of(stage.item)):
        return found
    said = stage.promise.of(lang)
    same = (
        one
        for one in known.held.values()
        if one.state in OWED and one.nature is Nature.DEED and (one.what, one.debtor) == (said, stage.actor)
    )
    return next(same, None) if said else None


def needed(stage: Stage, known: Known, *, lang: str) -> tuple[str, ...]:
    """What the customer must still bring: not what they promised in the agreement, and did or do by its own date."""
    parts = (*stage.parts, *[""] * len(lines(stage.brings.of(lang))))
    said = zip(lines(stage.brings.of(lang)), parts, strict=False)
    return tuple(line for line, key in said if not (key and known.of(key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """By when what a stage promises is `due`; before, until `needs_due`, the customer brings what it `needs`.

    `term` runs from then.
    """

    due: datetime
    needs: tuple[str, ...] = ()
    needs_due: datetime | None = None
    term: str = ""


def times(stage: Stage, known: Known, *, lang: str, calendar: Calendar, now: datetime) -> Times:
    """When what a stage promises is due, if it is entered now.

    Where it is promised already when it begins, its time runs from there, and so does that for the customer's part.
    """
    said = _begins(stage, known)
    begins = said if said and said > now else None
    needs = needed(stage, known, lang=lang) if stage.actor is Debtor.PROVIDER else ()
    if not needs:
        return Times(due=ends(stage.high, calendar=calendar, since=begins or now))
    since = begins or ends(stage.within or WITHIN, calendar=calendar, since=now)
    return Times(
        due=ends(stage.high, calendar=calendar, since=since),
        needs=needs,
        needs_due=since,
        term="" if begins else stage.high,
    )


def promised(journey: Journey, known: Known) -> Mapping[int, Promised]:
    """What is promised of the stage in which the case is, and of each to come, by their numbers."""
    found = {number: _promised(journey.stages[number], known) for number in journey.ahead}
    if here := journey.here:
        held = known.last(here.promise) if here.promise is not None else None
        is_live = held is not None and held.state in (*OWED, State.REPORTED)
        found[here.stage] = Promised(
            begins=_begins(journey.stages[here.stage], known),
            due=held.due if held and is_live else None,
            promise=held.id if held and is_live else None,
        )
    return found


def _promised(stage: Stage, known: Known) -> Promised:
    held = known.of(stage.item)
    return Promised(
        begins=_begins(stage, known),
        due=held.due if held else None,
        promise=held.id if held else None,
        is_kept=held is not None and held.state not in OWED,
    )


def _begins(stage: Stage, known: Known) -> datetime | None:
    """When a stage begins, as it is promised, where that is still to come."""
    found = known.of(stage.begins)
    return (found.begins or found.due) if found and found.state in OWED else None
