"""Guarantee 3, no silent lateness, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.property import fold
from tests.property.guarantees.states import TRUE_WORDS
from tests.property.picture import Fact
from tests.property.world import World
from teum.core import events
from teum.models import Message, Promise, Telling, Timer


@dataclass(frozen=True, slots=True)
class Duty:
    """A window of ours that was agreed while the promise was open, and whose due has passed."""

    promise: int
    number: int
    since: datetime
    due: datetime


def no_silent_lateness(world: World) -> None:
    """Guarantee 3: at the due moment of every window of ours it was done, or the customer had been told something true.

    Otherwise a silent miss stands in the ledger, the clock or the carrier really was away on the way there, and once
    the clock is back the customer is told. What the ledger says of a miss is what happened, in both directions.
    """
    for row in world.picture.of(Promise).values():
        if row["debtor"] == "customer" or row["organisation_id"] != world.stage.galil.id:
            continue
        facts = world.picture.facts_of(row["id"])
        misses = {f.event.number: f.event for f in facts if isinstance(f.event, events.PromiseMissed)}
        for duty in duties(facts, now=world.now):
            _require_kept_or_told(world, duty, facts, misses.get(duty.number))


def duties(facts: list[Fact], *, now: datetime) -> Iterator[Duty]:
    """The windows that the customer could count on, and whose due has passed."""
    seen: set[int] = set()
    for position, fact in enumerate(facts):
        told = fold.of(facts[: position + 1])
        if told.state == "open" and told.number not in seen:
            seen.add(told.number)
            if told.due < now:
                yield Duty(fact.promise or 0, told.number, fact.at, told.due)


def _require_kept_or_told(
    world: World, duty: Duty, facts: list[Fact], miss: events.PromiseMissed | None
) -> None:
    name = f"window {duty.number} of promise {duty.promise}, due {duty.due:%d.%m %H:%M:%S}"
    if is_met(world, duty, facts):
        assert miss is None or miss.told, f"{name}: the customer knew, and the ledger says that they did not"
        return
    if miss is None and _was_withdrawn_by(duty.due, facts):
        verdict = world.picture.of(Promise)[duty.promise]["verdict"]
        assert verdict in ("withdrawn_silent", "late_silent"), f"{name}: taken back in silence, and {verdict}"
        assert is_carrier_to_blame(world, duty), f"{name}: taken back in silence, and nothing was out"
        assert _is_told_of(world, duty, facts), f"{name}: taken back, and the customer was never told"
        return
    if miss is None and (world.is_away("clock") or world.was_away("clock", duty.due, world.now)):
        # Nobody has looked yet, or somebody ended it meanwhile: then its timer is there or the act recorded it.
        timers = world.picture.of(Timer).values()
        assert any(t["promise_id"] == duty.promise and t["kind"] == "due" for t in timers), (
            f"{name}: forgotten"
        )
        return
    assert miss is not None, f"{name}: silence, and no miss recorded"
    assert not miss.told, f"{name}: the ledger says that the customer knew, and nobody told them"
    _require_cause(world, duty, miss, name)
    if not world.is_away("clock"):
        assert _is_told_of(world, duty, facts), f"{name}: a silent miss of which the customer was never told"


def _was_withdrawn_by(due: datetime, facts: list[Fact]) -> bool:
    """Whether it was taken back before due: the verdict on it, not a miss, says whether the customer knew."""
    return fold.of(fact for fact in facts if fact.at <= due).state == "withdrawn"


def is_met(world: World, duty: Duty, facts: list[Fact]) -> bool:
    """Whether at due it was done or let go of, or the customer had been told something true about this window."""
    past = [fact for fact in facts if fact.at <= duty.due]
    at_due = fold.of(past)
    if at_due.state in ("reported", "kept", "released"):
        return True
    disputed = max((f.at for f in past if isinstance(f.event, events.PromiseDisputed)), default=None)
    for what, told_at in words_about(world, duty.promise, duty.number):
        is_late = told_at > duty.due or (told_at == duty.due and _was_missed_at_due(duty, facts))
        if is_late or what not in TRUE_WORDS:
            continue
        if what == "withdrawn" and at_due.state != "withdrawn":
            continue
        # "It is done" was not true where the customer had to say that it was not.
        if what != "reported" or disputed is None or told_at > disputed:
            return True
    return False


def _was_missed_at_due(duty: Duty, facts: list[Fact]) -> bool:
    """Whether the clock looked in the very moment of due, and found silence: what is said in it after that is late."""
    return any(
        isinstance(fact.event, events.PromiseMissed)
        and (fact.event.number, fact.event.told, fact.at) == (duty.number, False, duty.due)
        for fact in facts
    )


def words_about(world: World, promise: int, number: int) -> Iterator[tuple[str, datetime]]:
    """What was really told of a window, and when: from the carrier's own memory, or because a person said so."""
    messages = world.picture.of(Message)
    for telling in world.picture.of(Telling).values():
        if telling["promise_id"] != promise or telling["number"] != number:
            continue
        if telling["message_id"] is None:
            assert telling["at"] is not None, "a word without a message is told when it is recorded"
            yield telling["what"], telling["at"]
            continue
        message = messages[telling["message_id"]]
        at = world.carrier.taken_at(message["key"]) or world.by_hand.get(message["id"])
        if at:
            yield telling["what"], at


def _require_cause(world: World, duty: Duty, miss: events.PromiseMissed, name: str) -> None:
    """Blame is where it belongs: the clock was away before due, or a message could not be delivered by then."""
    clock = world.was_away("clock", duty.since, duty.due)
    assert clock or is_carrier_to_blame(world, duty), (
        f"{name}: a silent miss ({miss.outage}) and nothing was out"
    )
    if miss.outage == "clock":
        assert clock, f"{name}: blamed on the clock, which ran"
    else:
        assert miss.outage == "carrier", f"{name}: a silent miss without its cause"


def is_carrier_to_blame(world: World, duty: Duty) -> bool:
    """Whether delivery was away before due, or a word about the window was not taken, or could not be sent at all."""
    died = any(duty.since <= at <= duty.due for at in world.crashes)
    if died or world.was_away("delivery", duty.since, duty.due):
        return True
    messages = world.picture.of(Message)
    tellings = world.picture.of(Telling).values()
    about = [
        messages[t["message_id"]] for t in tellings if t["promise_id"] == duty.promise and t["message_id"]
    ]
    return any(m["reason"] == "by_hand" for m in about) or world.carrier.was_bad_to({m["key"] for m in about})


def _is_told_of(world: World, duty: Duty, facts: list[Fact]) -> bool:
    """Whether the customer has heard of the lateness, or a message about it is on its way or on somebody's day."""
    if any(f.at > duty.due and (f.actor == "customer" or _is_replaced(f)) for f in facts):
        return True
    messages = world.picture.of(Message)
    for telling in world.picture.of(Telling).values():
        if telling["promise_id"] != duty.promise or telling["what"] in ("agreed", "reminder"):
            continue
        message = messages.get(telling["message_id"])
        if message is None or message["state"] != "overtaken":
            return True
    return False


def _is_replaced(fact: Fact) -> bool:
    return isinstance(fact.event, events.PromiseReleased) and fact.event.replaced_by is not None


def never_silent(world: World) -> None:
    """Guarantee 3 in fair weather: with the clock running and the carrier taking what it is handed, no silence, ever."""
    for fact in world.picture.facts:
        assert not (isinstance(fact.event, events.PromiseMissed) and not fact.event.told), (
            f"promise {fact.promise} was late in silence, window {fact.event.number} ({fact.event.outage})"
        )
        assert not isinstance(fact.event, events.ClockReturned), "the clock says that it was away"
