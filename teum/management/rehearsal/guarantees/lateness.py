"""Guarantee 3, no silent lateness, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from teum.core import events
from teum.management.rehearsal import fold
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.guarantees.states import TRUE_WORDS
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message, Promise, Telling, Timer

ENOUGH = timedelta(minutes=5)
"""A clock that runs for so long before due has time to speak."""
NO_TIME = timedelta(minutes=2)
"""A word that is written for so short a time before due is one that no carrier can be sure to take before it."""
A_LOOK = timedelta(minutes=1)
"""A clock that runs for so long after due has looked back."""
NO_NEWS = ("agreed", "reminder")
"""What tells nothing of a time that passed."""
ENDS = ("withdrawn", "released")
"""What tells of every window, for none is left."""

ANEW = (events.PromiseAccepted, events.PromiseDisputed)
"""After which their customer counts on a window, whatever was said of it before."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A window of ours that was agreed while the promise was open, and whose due has passed."""

    case: int
    promise: int
    number: int
    since: datetime
    due: datetime


def no_silent_lateness(scene: Scene) -> Iterator[Violation]:
    """Guarantee 3: at the due moment of every window of ours it was done, or the customer had been told something true.

    Otherwise a silent miss stands in the ledger, the clock or the carrier really was away on the way there, and once
    the clock is back the customer is told. What the ledger says of a miss is what happened, in both directions, and of
    no window, be it the customer's own, before it is over.
    """
    yield from _missed_too_soon(scene)
    for duty, facts, miss in judged(scene):
        for kind, expected in _wrong(scene, duty, facts, miss):
            yield Violation(
                kind=kind,
                at=scene.now,
                case=duty.case,
                promise=duty.promise,
                expected=f"{expected} (window {duty.number}, due {duty.due.isoformat()})",
            )


def _missed_too_soon(scene: Scene) -> Iterator[Violation]:
    for row in scene.picture.of(Promise).values():
        if row["organisation_id"] != scene.organisation:
            continue
        for number, fact in _before_their_time(scene.picture.facts_of(row["id"])):
            yield Violation(
                kind=Kind.MISSED_TOO_SOON,
                at=scene.now,
                case=row["case_id"],
                promise=row["id"],
                expected=f"no miss of a window that is still to come (window {number}, at {fact.at.isoformat()})",
            )


def _before_their_time(facts: list[Fact]) -> Iterator[tuple[int, Fact]]:
    """The misses of windows that were not over, each with the number of its window."""
    due: dict[int, datetime] = {}
    try:
        steps = fold.steps(facts)
    except fold.Impossible:
        return
    for fact, told in steps:
        if not isinstance(fact.event, events.PromiseMissed):
            due[told.number] = told.due
        elif fact.event.number not in due or fact.at < due[fact.event.number]:
            yield fact.event.number, fact


def passed(scene: Scene) -> Iterator[tuple[Duty, bool]]:
    """The windows whose due has passed, and whether in silence, for something was out; that has its record."""
    for duty, facts, miss in judged(scene):
        yield duty, miss is not None and not miss.told and not is_met(scene, duty, facts)


Judged = tuple[Duty, list[Fact], events.PromiseMissed | None]


def judged(scene: Scene) -> Iterator[Judged]:
    """Every duty, with its promise's history and what the ledger says of how it was missed."""
    for row in scene.picture.of(Promise).values():
        if row["debtor"] == "customer" or row["organisation_id"] != scene.organisation:
            continue
        facts = scene.picture.facts_of(row["id"])
        misses = {f.event.number: f.event for f in facts if isinstance(f.event, events.PromiseMissed)}
        for duty in duties(row, facts, now=scene.now):
            if not _was_never_known(scene, duty, facts):
                yield duty, facts, misses.get(duty.number)


def _was_never_known(scene: Scene, duty: Duty, facts: list[Fact]) -> bool:
    """Whether somebody moved it on before its end, and no word of it or of a later one had left us by then.

    What was agreed first is known to who agreed to it, and what the customer did is known to them.
    """
    moved = [
        f.at for f in facts if isinstance(f.event, events.PromiseRevised) and f.event.number > duty.number
    ]
    is_theirs = any(f.at == duty.since and f.actor in ("customer", "visitor") for f in facts)
    if duty.number == 0 or is_theirs or not moved or min(moved) >= duty.due:
        return False
    return not any(
        telling["number"] + (telling["what"] == "revised") >= duty.number
        for telling, message in _tellings(scene, duty)
        if _left_at(scene, telling, message) <= min(moved)
    )


def _left_at(scene: Scene, telling: Row, message: Row | None) -> datetime:
    """When a word first left us, taken or not, or was said; late beyond all bounds where it did not."""
    never = datetime.max.replace(tzinfo=UTC)
    if message is None:
        return telling["at"] or never
    handed = [one.at for one in scene.carrier.handed_as(message["key"]) if one.answer in LEFT_US]
    return min([*handed, scene.by_hand.get(message["id"], never)])


def duties(row: Row, facts: list[Fact], *, now: datetime) -> Iterator[Duty]:
    """The windows that the customer could count on, and whose due has passed."""
    seen: set[int] = set()
    try:
        steps = fold.steps(fold.without_undone(facts))
    except fold.Impossible:  # what no promise can have is told by guarantee 5
        return
    for fact, told in steps:
        if told.state == "open" and told.number not in seen:
            seen.add(told.number)
            if told.due < now:
                yield Duty(row["case_id"], row["id"], told.number, fact.at, told.due)


def _wrong(scene: Scene, duty: Duty, facts: list[Fact], miss: events.PromiseMissed | None) -> Iterator[Found]:
    if is_met(scene, duty, facts):
        if miss is not None and not miss.told:
            yield Kind.TOLD_CALLED_SILENT, "the ledger to say that the customer knew"
        return
    if miss is None and _was_withdrawn_by(duty.due, facts):
        yield from _withdrawn_in_silence(scene, duty, facts)
        return
    if miss is None and not scene.ran("clock", A_LOOK, since=duty.due):
        # Nobody has looked yet, or somebody ended it meanwhile: then its timer is there or the act recorded it.
        timers = scene.picture.rows_by(Timer, "promise_id").get(duty.promise, [])
        if not any(timer["kind"] == "due" and timer["number"] == duty.number for timer in timers):
            yield Kind.DUE_FORGOTTEN, "a passed due moment not to be forgotten"
        return
    if miss is None:
        yield Kind.NEITHER_WORD_NOR_MISS, "a word to the customer before it was due, or the record of a miss"
        return
    if miss.told:
        yield Kind.SILENT_CALLED_TOLD, "the ledger not to say that the customer knew, for nobody told them"
    yield from _without_cause(scene, duty, facts, miss)
    if not scene.is_away("clock") and not _is_told_of(scene, duty, facts):
        yield Kind.LATENESS_UNTOLD, "the customer to be told of what they learnt too late"


def _withdrawn_in_silence(scene: Scene, duty: Duty, facts: list[Fact]) -> Iterator[Found]:
    verdict = scene.picture.of(Promise)[duty.promise]["verdict"]
    if verdict not in ("withdrawn_silent", "late_silent"):
        yield (
            Kind.WITHDRAWAL_MISJUDGED,
            f"a verdict that says that it was taken back in silence, not {verdict}",
        )
    if not is_carrier_to_blame(scene, duty, facts):
        yield Kind.WITHDRAWN_WITHOUT_A_WORD, "not to be taken back in silence while nothing was out"
    if not _is_told_of(scene, duty, facts):
        yield Kind.WITHDRAWAL_UNTOLD, "the customer to be told that it was taken back"


def _was_withdrawn_by(due: datetime, facts: list[Fact]) -> bool:
    """Whether it was taken back before due: the verdict on it, not a miss, says whether the customer knew."""
    return fold.of(fact for fact in facts if fact.at < due).state == "withdrawn"


def is_met(scene: Scene, duty: Duty, facts: list[Fact]) -> bool:
    """Whether before due it was done or let go of, or the customer had been told something true about this window.

    At the due moment itself it is too late: a window is over then.
    """
    past = [fact for fact in facts if fact.at < duty.due]
    at_due = fold.of(past)
    if at_due.state in ("reported", "kept", "released"):
        return True
    return any(
        what in TRUE_WORDS and told_at < duty.due and (what != "withdrawn" or at_due.state == "withdrawn")
        for what, told_at in words_about(scene, duty, facts)
    )


def words_about(scene: Scene, duty: Duty, facts: list[Fact]) -> Iterator[tuple[str, datetime]]:
    """What was really told of a window, and when: from the carrier's own memory, or because a person said so.

    Who was told of a later one does not count on this one any more. Who accepted it, or denied that it was done, counts
    on it anew: what was said of it before that is nothing to them.
    """
    anew = _counted_on_anew(duty, facts)
    for telling, message in _tellings(scene, duty):
        if telling["number"] < duty.number:
            continue
        said_at = message["at"] if message else telling["at"]
        if anew and telling["number"] == duty.number and said_at and said_at < anew:
            continue
        if message is None:
            if telling["at"] is not None:
                yield telling["what"], telling["at"]
            continue
        at = scene.carrier.taken_at(message["key"]) or scene.by_hand.get(message["id"])
        if at:
            yield telling["what"], at


def _counted_on_anew(duty: Duty, facts: list[Fact]) -> datetime | None:
    steps = fold.steps(fold.without_undone(facts))
    answered = [
        fact.at for fact, told in steps if isinstance(fact.event, ANEW) and told.number == duty.number
    ]
    return max(answered, default=None)


def _tellings(scene: Scene, duty: Duty) -> Iterator[tuple[Row, Row | None]]:
    messages = scene.picture.of(Message)
    for telling in scene.picture.rows_by(Telling, "promise_id").get(duty.promise, []):
        yield telling, messages.get(telling["message_id"])


def _without_cause(
    scene: Scene, duty: Duty, facts: list[Fact], miss: events.PromiseMissed
) -> Iterator[Found]:
    """Blame is where it belongs: the clock was away shortly before due, or a message could not be delivered by then."""
    clock = scene.was_away("clock", max(duty.since, duty.due - ENOUGH), duty.due)
    carrier = is_carrier_to_blame(scene, duty, facts)
    if not clock and not carrier:
        yield (
            Kind.SILENT_WITHOUT_CAUSE,
            f"a word before it was due, for nothing was out (the ledger blames: {miss.outage})",
        )
    if miss.outage == "clock":
        if not clock:
            yield Kind.CLOCK_BLAMED, "the clock, which ran, not to be blamed"
    elif miss.outage == "carrier":
        if not carrier and not _had_no_time(scene, duty):
            yield Kind.CARRIER_BLAMED, "the carrier, which took what it was handed, not to be blamed"
    else:
        yield Kind.CAUSE_UNNAMED, "a silent miss to name its cause"


def is_carrier_to_blame(scene: Scene, duty: Duty, facts: list[Fact]) -> bool:
    """Whether a true word about the window, or a later one, met with trouble on its way, before it was over.

    What came of a reminder, or of a word about what they counted on before, excuses no silence about this one.
    """
    anew = _counted_on_anew(duty, facts)
    return any(
        _met_with_trouble(scene, message, until=duty.due)
        for telling, message in _tellings(scene, duty)
        if message and telling["what"] in TRUE_WORDS and telling["number"] >= duty.number
        if not (anew and telling["number"] == duty.number and message["at"] < anew)
    )


def _met_with_trouble(scene: Scene, message: Row, *, until: datetime) -> bool:
    """Whether it could not be sent, was not taken, is in doubt, or lay while delivery or carriers were away.

    Only from its writing on, and no longer than until it was taken or said.
    """
    since, carrier = message["at"], scene.carrier
    heard_at = carrier.taken_at(message["key"]) or scene.by_hand.get(message["id"])
    end = min(heard_at, until) if heard_at else until
    troubled = scene.picture.troubled.get(message["id"])
    return since < end and (
        (message["state"] == "sending" and message["claimed_at"] < end)
        or (troubled is not None and troubled < end)
        or any(since <= crash < end for crash in scene.crashes)
        or scene.was_away("delivery", since, end)
        or carrier.was_away(since, end)
        or carrier.was_bad_to(message["key"], until=end)
    )


def _had_no_time(scene: Scene, duty: Duty) -> bool:
    """Whether somebody spoke at the last moment: it was with the carrier as the window ended."""
    return any(
        duty.due - NO_TIME < message["at"] <= duty.due
        for telling, message in _tellings(scene, duty)
        if message and telling["what"] in TRUE_WORDS and telling["number"] == duty.number
    )


def _is_told_of(scene: Scene, duty: Duty, facts: list[Fact]) -> bool:
    """Whether the customer has heard of the lateness, or a message about it is on its way or on somebody's day.

    One that was put aside tells nothing, nor does what was told before, or of an earlier window.
    """
    if any(f.at >= duty.due and (f.actor == "customer" or _is_let_go(f)) for f in facts):
        return True
    return any(
        telling["at"] >= duty.due if telling["at"] else message is not None and _is_under_way(message)
        for telling, message in _tellings(scene, duty)
        if telling["what"] in ENDS or (telling["what"] not in NO_NEWS and telling["number"] >= duty.number)
    )


def _is_under_way(message: Row) -> bool:
    return message["state"] != "overtaken" and not message["settled_at"]


def _is_let_go(fact: Fact) -> bool:
    """Whether another was agreed on in its stead, or they let go of it, as they said to one of ours."""
    return isinstance(fact.event, events.PromiseReleased) and bool(
        fact.event.replaced_by or fact.event.digest
    )


def never_silent(scene: Scene) -> Iterator[Violation]:
    """Guarantee 3 in fair weather, where the clock runs and the carrier takes what it is handed: no silence, ever."""
    for fact in scene.picture.facts:
        if isinstance(fact.event, events.PromiseMissed) and not fact.event.told:
            kind = Kind.SILENT_IN_FAIR_WEATHER
            expected = f"no silence in fair weather (window {fact.event.number}, {fact.event.outage})"
        elif isinstance(fact.event, events.ClockReturned):
            kind, expected = Kind.AWAY_IN_FAIR_WEATHER, "the clock not to say that it was away"
        else:
            continue
        yield Violation(kind=kind, at=scene.now, case=fact.case, promise=fact.promise, expected=expected)
