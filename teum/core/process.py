"""Processes (A5): the stages that a case goes through, where it stands, and about when what is to come comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from teum.core import term
from teum.core.promise import Debtor
from teum.core.refusal import Conflict, Invalid
from teum.core.said import NOTHING, Said
from teum.core.working_time import Calendar

MOST_STAGES = 20
"""So many stages a process may have."""
MOST_PASSAGES = 200
"""So often a case may enter a stage: it may go back, and on again."""
NAME = 80
TEXT = 300
"""So long at most are the name of a process, and each text of a stage."""


class UsualTurned(Invalid):
    """The shorter usual time of a stage is longer than the longer one. Carries `low`, `high`, `stage` (from 1)."""

    code = "usual_turned"


class StageNotDone(Conflict):
    """Something that was promised in the stage has not been reported as done. Carries `promises`."""

    code = "stage_not_done"


class NoSuchStage(Invalid):
    """The process has no such stage, or it is the one in which the case is. Carries `stage`."""

    code = "no_such_stage"


class OnItsWay(Conflict):
    """The case follows a process already."""

    code = "on_its_way"


class StageGone(Conflict):
    """The stage in which the case is stands in the process no more, by its name in both languages. Carries `stage`."""

    code = "stage_gone"


class TooManyStages(Conflict):
    """What lies behind and what the process has ahead are more than a process may have. Carries `most`."""

    code = "too_many_stages"


class TooManyPassages(Conflict):
    """The case has gone back and forth so often that another process, or none, fits it. Carries `most`."""

    code = "too_many_passages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage as a process knows it.

    `low` and `high` are terms (`core.term`): so long it usually takes. `actor` is who acts; a third party has a name,
    `party`. `promise` is what is promised when a case enters, and `includes` what that holds, a line each; without it
    a word is promised. `brings` is what the customer must bring first, a line each, `within` a term. `hears` is what
    they will hear, and `every` on what rhythm while somebody else is waited for. `channel` is how it is done or told
    (empty: as the customer is reached).

    What an alignment knows of it: `item` is the one that its promise is, `begins` the one by whose time it begins,
    and `parts` are, line by line, those that the customer's part is (a later payment as `cost.2`; empty: none).
    `is_before_agreement`: it leads to the agreement, and is behind a case in which one is in force.
    """

    name: Said
    actor: Debtor
    low: str
    high: str
    party: Said = NOTHING
    promise: Said = NOTHING
    includes: Said = NOTHING
    brings: Said = NOTHING
    within: str = ""
    hears: Said = NOTHING
    every: str = ""
    channel: str = ""
    item: str = ""
    begins: str = ""
    parts: tuple[str, ...] = ()
    is_before_agreement: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """JSON-ready; read back by `stage`."""
        return {**asdict(self), "parts": list(self.parts)}


SAID = ("name", "party", "promise", "includes", "brings", "hears")
"""What of a stage is said in both languages."""


def stage(facts: Mapping[str, Any]) -> Stage:
    """A stage from its facts."""
    said = {name: Said(**facts[name]) for name in SAID}
    parts = tuple(facts.get("parts", ()))
    return Stage(**{**facts, **said, "actor": Debtor(facts["actor"]), "parts": parts})


def lines(text: str) -> tuple[str, ...]:
    """A text that holds one thing a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def rewritten(before: Stage, after: Stage) -> Stage:
    """A stage written anew by somebody who saw nothing of its alignment: what that knows of it stays.

    A line of the customer's part that reads otherwise now is known no more.
    """
    known = dict(zip(lines(before.brings.he), before.parts, strict=False))
    parts = tuple(known.get(line, "") for line in lines(after.brings.he))
    return replace(
        after,
        item=before.item,
        begins=before.begins,
        parts=parts if any(parts) else (),
        is_before_agreement=before.is_before_agreement,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One going through a stage: entered, and left or not; `promise` is what was promised in it."""

    stage: int
    entered: datetime
    left: datetime | None = None
    promise: int | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """JSON-ready; read back by `passage`."""
        left = self.left.isoformat() if self.left else None
        return {**asdict(self), "entered": self.entered.isoformat(), "left": left}


def passage(facts: Mapping[str, Any]) -> Passage:
    """A passage from its facts."""
    moments = {
        name: datetime.fromisoformat(facts[name]) if facts[name] else None for name in ("entered", "left")
    }
    return Passage(**{**facts, **moments})


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The way of a case through a process: the stages as they were taken from it, and how far it came.

    `is_agreed`: an agreement is in force in the case.
    """

    stages: tuple[Stage, ...]
    passages: tuple[Passage, ...] = ()
    is_agreed: bool = False

    @property
    def here(self) -> Passage | None:
        """The stage in which the case is; None before the first, and behind the last one that it left."""
        last = self.passages[-1] if self.passages else None
        return last if last and last.left is None else None

    @property
    def following(self) -> int | None:
        """The stage that comes next, or None at the end."""
        return next(iter(self.ahead), None)

    @property
    def ahead(self) -> tuple[int, ...]:
        """The stages to come: without those that the agreement has settled."""
        reached = self.passages[-1].stage if self.passages else -1
        return tuple(n for n in range(reached + 1, len(self.stages)) if not self.is_settled(n))

    def is_settled(self, stage: int) -> bool:
        """Whether what a stage was for is agreed."""
        return self.is_agreed and self.stages[stage].is_before_agreement

    @property
    def stands(self) -> int | None:
        """The stage in which the case is, between two of them the one that comes; None where it is over."""
        return self.here.stage if self.here else self.following

    @property
    def place(self) -> tuple[int, int] | None:
        """The how-manieth of how many steps: the first word is one before the stages, and the end one behind them."""
        if self.stands is None:
            return None
        return self.stands + 2, len(self.stages) + 2

    @property
    def is_over(self) -> bool:
        """Whether every stage that was to come has been left."""
        return bool(self.passages) and self.here is None and self.following is None


def require_whole(stages: Sequence[Stage], *, calendar: Calendar, now: datetime) -> None:
    """Refuse stages whose usual times are no terms, or stand the wrong way round.

    Raises `UnknownTerm`, `UsualTurned`.
    """
    for number, stage in enumerate(stages, start=1):
        low, high = (term.due_after(usual, calendar=calendar, now=now) for usual in (stage.low, stage.high))
        if low > high:
            raise UsualTurned(low=stage.low, high=stage.high, stage=number)
        for other in (stage.within, stage.every):
            if other:
                term.require(other)


# ── going on ──


def enter(journey: Journey, stage: int, *, owed: Mapping[int, int], now: datetime) -> Journey:
    """Enter a stage: the one that follows, or any other; the one before is left, and what it promised is reported.

    `owed` are the promises of the case of which the deed is still to come (`core.adoption`). Raises `StageNotDone`,
    `NoSuchStage`, `TooManyPassages`.
    """
    if not 0 <= stage < len(journey.stages) or (journey.here and journey.here.stage == stage):
        raise NoSuchStage(stage=stage)
    if len(journey.passages) >= MOST_PASSAGES:
        raise TooManyPassages(most=MOST_PASSAGES)
    before = leave(journey, owed=owed, now=now) if journey.here else journey
    return replace(before, passages=(*before.passages, Passage(stage=stage, entered=now)))


def leave(journey: Journey, *, owed: Mapping[int, int], now: datetime) -> Journey:
    """Leave the stage in which the case is. Raises `StageNotDone`, `NoSuchStage` where it is in none."""
    here = journey.here
    if here is None:
        raise NoSuchStage(stage=None)
    if here.promise is not None and here.promise in owed:
        raise StageNotDone(promises=[str(owed[here.promise])])
    return replace(journey, passages=(*journey.passages[:-1], replace(here, left=now)))


def with_promise(journey: Journey, promise: int) -> Journey:
    """What was promised in the stage in which the case is."""
    *before, here = journey.passages
    return replace(journey, passages=(*before, replace(here, promise=promise)))


def renewed(journey: Journey, stages: Sequence[Stage]) -> Journey:
    """Take over what a process has ahead now; what was and the present stage stay as they are.

    The present one, or the last that was left, is found by its name in both languages: of several the nearest. What
    was passed behind it, before the case went back, is forgotten. Raises `NoSuchStage` where the journey is over,
    `StageGone`, `TooManyStages`.
    """
    if journey.is_over or not journey.passages:
        raise NoSuchStage(stage=None)
    reached = journey.passages[-1].stage
    kept = journey.stages[: reached + 1]
    places = [place for place, stage in enumerate(stages) if stage.name == kept[-1].name]
    if not places:
        raise StageGone(stage=kept[-1].name.he)
    place = min(places, key=lambda one: abs(one - reached))
    taken = (*kept, *stages[place + 1 :])
    if len(taken) > MOST_STAGES:
        raise TooManyStages(most=MOST_STAGES)
    return replace(journey, stages=taken, passages=without_ahead(journey.passages, keeps=len(kept)))


def without_ahead(passages: Sequence[Passage], *, keeps: int) -> tuple[Passage, ...]:
    """The passages of the first so many stages: the others are no longer what was passed."""
    return tuple(passage for passage in passages if passage.stage < keeps)


def may_renew(journey: Journey, stages: Sequence[Stage]) -> bool:
    """Whether a process has other stages ahead than the journey, which can be taken over as it stands."""
    try:
        return renewed(journey, stages).stages != journey.stages
    except (NoSuchStage, StageGone, TooManyStages):
        return False
