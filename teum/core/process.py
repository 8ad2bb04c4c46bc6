"""Processes (A5): the stages that a case goes through, where it stands, and about when what is to come comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
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
    """Something that was promised in the stage has not ended. Carries `promises`."""

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

    @property
    def facts(self) -> dict[str, Any]:
        """JSON-ready; read back by `stage`."""
        return asdict(self)


SAID = ("name", "party", "promise", "includes", "brings", "hears")
"""What of a stage is said in both languages."""


def stage(facts: Mapping[str, Any]) -> Stage:
    """A stage from its facts."""
    said = {name: Said(**facts[name]) for name in SAID}
    return Stage(**{**facts, **said, "actor": Debtor(facts["actor"])})


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
    """The way of a case through a process: the stages as they were taken from it, and how far it came."""

    stages: tuple[Stage, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def here(self) -> Passage | None:
        """The stage in which the case is; None before the first, and behind the last one that it left."""
        last = self.passages[-1] if self.passages else None
        return last if last and last.left is None else None

    @property
    def following(self) -> int | None:
        """The stage that comes next, or None at the end."""
        reached = self.passages[-1].stage if self.passages else -1
        return reached + 1 if reached + 1 < len(self.stages) else None

    @property
    def line(self) -> tuple[int, ...]:
        """The stages that were, the one in which the case is, and those to come; not those that were left out."""
        reached = self.passages[-1].stage if self.passages else -1
        passed = {passage.stage for passage in self.passages}
        return tuple(n for n in range(len(self.stages)) if n in passed or n > reached)

    @property
    def stands(self) -> int | None:
        """The stage in which the case is, between two of them the one that comes; None where it is over."""
        return self.here.stage if self.here else self.following

    @property
    def place(self) -> tuple[int, int] | None:
        """The how-manieth of how many steps: the first word is one before the stages, and the end one behind them."""
        if self.stands is None:
            return None
        return self.line.index(self.stands) + 2, len(self.line) + 2

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


def enter(journey: Journey, stage: int, *, live: Sequence[int], now: datetime) -> Journey:
    """Enter a stage: the one that follows, or any other; the one before is left, and what was promised in it has ended.

    `live` are the promises of the case of which something is still to come. Raises `StageNotDone`, `NoSuchStage`,
    `TooManyPassages`.
    """
    if not 0 <= stage < len(journey.stages) or (journey.here and journey.here.stage == stage):
        raise NoSuchStage(stage=stage)
    if len(journey.passages) >= MOST_PASSAGES:
        raise TooManyPassages(most=MOST_PASSAGES)
    before = leave(journey, live=live, now=now) if journey.here else journey
    return replace(before, passages=(*before.passages, Passage(stage=stage, entered=now)))


def leave(journey: Journey, *, live: Sequence[int], now: datetime) -> Journey:
    """Leave the stage in which the case is. Raises `StageNotDone`, `NoSuchStage` where it is in none."""
    here = journey.here
    if here is None:
        raise NoSuchStage(stage=None)
    if here.promise is not None and here.promise in live:
        raise StageNotDone(promises=[str(here.promise)])
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
    return Journey(stages=taken, passages=without_ahead(journey.passages, keeps=len(kept)))


def without_ahead(passages: Sequence[Passage], *, keeps: int) -> tuple[Passage, ...]:
    """The passages of the first so many stages: the others are no longer what was passed."""
    return tuple(passage for passage in passages if passage.stage < keeps)


def may_renew(journey: Journey, stages: Sequence[Stage]) -> bool:
    """Whether a process has other stages ahead than the journey, which can be taken over as it stands."""
    try:
        return renewed(journey, stages).stages != journey.stages
    except (NoSuchStage, StageGone, TooManyStages):
        return False


# ── what comes when ──


def ends(usual: str, *, calendar: Calendar, since: datetime) -> datetime:
    """When so long a time has passed, at an hour at which the business is there: nobody visits on Shabbat.

    Raises `UnknownTerm`.
    """
    at = term.due_after(usual, calendar=calendar, now=since).astimezone(calendar.zone)
    on = at.date()
    if calendar.is_open_day(on):
        at = min(at, calendar.close_of(on).astimezone(calendar.zone), key=_utc)
        if _utc(at) > _utc(since):
            return at
    return calendar.close_of(calendar.next_open_day(on)).astimezone(calendar.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """About when a stage ends that is not over: between two moments, by what it usually takes.

    `takes_longer`: it is over its usual time already. An estimate, and no promise.
    """

    stage: int
    earliest: datetime
    latest: datetime
    takes_longer: bool = False


def expected(
    journey: Journey, *, calendar: Calendar, promised: datetime | None, now: datetime
) -> tuple[Expected, ...]:
    """About when the stage in which the case is, and each that is to come, ends; they only grow wider.

    `promised` is by when what was promised in the present stage is due: what is promised is no estimate.
    """
    found: list[Expected] = []
    earliest = latest = now
    if here := journey.here:
        first = _ends(journey, here, calendar=calendar, promised=promised, now=now)
        found.append(first)
        earliest, latest = first.earliest, first.latest
    begin = journey.following
    for number in range(begin, len(journey.stages)) if begin is not None else ():
        stage = journey.stages[number]
        earliest = ends(stage.low, calendar=calendar, since=earliest)
        latest = max(earliest, ends(stage.high, calendar=calendar, since=latest))
        found.append(Expected(stage=number, earliest=earliest, latest=latest))
    return tuple(found)


def _ends(
    journey: Journey, here: Passage, *, calendar: Calendar, promised: datetime | None, now: datetime
) -> Expected:
    stage = journey.stages[here.stage]
    low, high = (ends(usual, calendar=calendar, since=here.entered) for usual in (stage.low, stage.high))
    latest = high if promised is None else promised
    return Expected(
        stage=here.stage,
        earliest=min(max(low, now, key=_utc), max(latest, now, key=_utc), key=_utc),
        latest=max(latest, now, key=_utc),
        takes_longer=_utc(latest) < _utc(now),
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
