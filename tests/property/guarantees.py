"""The five guarantees of docs/DOMAIN.md, each said so precisely that it can be false.

Each function looks at a `World` at rest (whoever runs has done what was due) and raises with what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from tests import cast
from tests.property import fold
from tests.property.carrier import LEFT_US, Answer
from tests.property.picture import Fact, Row
from tests.property.world import World
from teum import language
from teum.core import events
from teum.models import Case, ContactPoint, Member, Message, Promise, Task, Telling, Timer
from teum.queries import rows
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import promise_view

LIVE = ("offered", "waiting", "open", "reported")
TRUE_WORDS = ("holding", "revised", "reported", "withdrawn", "word", "call")
"""What is true and useful before due: done, moved, taken back, or when the next word comes."""
LAST_TIMER = {"open": "due", "waiting": "lapse", "offered": "lapse", "reported": "confirm"}


# ── 1. Nothing vague ──


def nothing_vague(world: World) -> None:
    """Guarantee 1: every promise has its five answers, and no words that go out name a time that nobody can keep.

    A promise says what and what is included, who (somebody present), by which channel, and an aware window whose
    due lies after its start; its words and every text to a customer hold no vague word in either language.
    """
    picture = world.picture
    members = picture.of(Member)
    for row in picture.of(Promise).values():
        name = f"promise {row['id']}"
        assert row["body"].strip() and row["what"].strip(), f"{name} says nothing"
        assert row["includes"] and all(item.strip() for item in row["includes"]), f"{name} includes nothing"
        assert row["channel"], f"{name} has no channel"
        assert row["due"].utcoffset() is not None, f"{name} is due at a naive moment"
        assert row["start"] is None or row["start"] <= row["due"], f"{name} ends before it begins"
        if row["state"] in LIVE:
            assert members[row["owner_id"]]["is_active"], f"{name} is owned by somebody who left"
        for words in (row["body"], row["what"], row["condition"], *row["includes"]):
            assert not _vague(words), f"{name} is vague: {words!r}"
    titles = {row["id"]: row["title"] for row in picture.of(Case).values()}
    for message in picture.of(Message).values():
        if message["customer_id"]:
            said = f"{message['subject']}\n{message['text']}".replace(titles[message["case_id"]], "…")
            assert not _vague(said), f"message {message['id']} is vague: {said!r}"


@lru_cache(maxsize=10_000)
def _vague(words: str) -> tuple[str, ...]:
    return tuple(found.quote for lang in ("he", "en") for found in language.vague_spans(words, lang))


# ── 2. No open case without a next step ──


def always_a_next_step(world: World) -> None:
    """Guarantee 2: every open case has a live promise whose next moment lies ahead, and a timer that will reach it.

    While the clock is away the moment may have passed, and its timer waits for the clock to return. A closed case
    has nothing live; a promise past its moment was looked at.
    """
    picture, away = world.picture, world.is_away("clock")
    timers = {(t["promise_id"], t["kind"], t["number"]): t["fire_at"] for t in picture.of(Timer).values()}
    live: dict[int, list[Row]] = {}
    for row in picture.of(Promise).values():
        if row["state"] in LIVE:
            live.setdefault(row["case_id"], []).append(row)
    for case in picture.of(Case).values():
        mine = live.get(case["id"], [])
        if case["state"] == "closed":
            assert not mine, f"case {case['id']} is closed over promises {[row['id'] for row in mine]}"
            continue
        ahead = [row for row in mine if _is_watched(row, timers, now=world.now, away=away)]
        assert ahead, f"case {case['id']} has no next step: {[(r['id'], r['state'], r['due']) for r in mine]}"
    for mine in live.values():
        for row in mine:
            _require_looked_at(row, world)


def _is_watched(row: Row, timers: dict[tuple[int, str, int], datetime], *, now: datetime, away: bool) -> bool:
    fires = timers.get((row["id"], LAST_TIMER[row["state"]], row["number"]))
    return fires is not None and fires == _next_at(row) and (fires > now or away)


def _next_at(row: Row) -> datetime:
    moments = {"waiting": row["condition_due"], "offered": row["answer_by"], "reported": row["answer_by"]}
    return moments.get(row["state"]) or row["due"]


def _require_looked_at(row: Row, world: World) -> None:
    """What is past its moment while the clock runs was recorded as a miss of that window."""
    if world.is_away("clock") or _next_at(row) > world.now:
        return
    assert row["state"] == "open", f"promise {row['id']} is {row['state']} past its moment"
    missed = [
        fact.event.number
        for fact in world.picture.facts_of(row["id"])
        if isinstance(fact.event, events.PromiseMissed)
    ]
    assert row["number"] in missed, f"promise {row['id']} is late and nobody recorded it"


# ── 3. No silent lateness ──


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


def is_met(world: World, duty: Duty, facts: list[Fact]) -> bool:
    """Whether at due it was done or let go of, or the customer had been told something true about this window."""
    past = [fact for fact in facts if fact.at <= duty.due]
    at_due = fold.of(past)
    if at_due.state in ("reported", "kept", "released"):
        return True
    disputed = max((f.at for f in past if isinstance(f.event, events.PromiseDisputed)), default=None)
    for what, told_at in words_about(world, duty.promise, duty.number):
        if told_at > duty.due or what not in TRUE_WORDS:
            continue
        if what == "withdrawn" and at_due.state != "withdrawn":
            continue
        # "It is done" was not true where the customer had to say that it was not.
        if what != "reported" or disputed is None or told_at > disputed:
            return True
    return False


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
    if world.was_away("delivery", duty.since, duty.due):
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


# ── 4. No lost word ──


def no_lost_word(world: World) -> None:
    """Guarantee 4: each message is sent at most once unless a person chose otherwise, and none is lost from sight.

    What a carrier took is marked as taken; what was not taken is under way, overtaken by another, or failed or
    uncertain and then settled by a person or on the day of somebody present. Every step has its event.
    """
    kinds: dict[int, set[str]] = {}
    for fact in world.picture.facts:
        if (message := getattr(fact.event, "message", None)) and fact.kind.startswith("Message"):
            kinds.setdefault(message, set()).add(fact.kind)
    for row in world.picture.of(Message).values():
        if row["organisation_id"] == world.stage.galil.id and row["customer_id"]:
            _require_once(world, row)
            _require_in_sight(world, row)
            _require_events(row, kinds.get(row["id"], set()))


def _require_once(world: World, row: Row) -> None:
    handed = [h for h in world.carrier.handed if h.key == row["key"]]
    left = [h for h in handed if h.answer in LEFT_US]
    assert len(left) <= 1 + world.resent[row["id"]], f"message {row['id']} was sent {len(left)} times"
    if any(h.answer is Answer.TAKEN for h in handed):
        assert row["state"] == "accepted", f"message {row['id']} was taken, and is {row['state']}"
    if row["state"] == "accepted" and row["id"] not in world.by_hand:
        assert any(h.answer is Answer.TAKEN for h in handed), f"message {row['id']} was never taken"
    if row["state"] == "overtaken":
        assert not left, f"message {row['id']} was sent although another took its place"


def _require_in_sight(world: World, row: Row) -> None:
    away = world.is_away("delivery")
    state = row["state"]
    if state in ("accepted", "delivered", "overtaken"):
        return
    if state == "queued":
        assert away or row["send_at"] > world.now, f"message {row['id']} is due and nobody sends it"
    elif state == "sending":
        assert row["claimed_at"] is not None and row["claimed_by"]
    else:
        assert state in ("failed", "uncertain"), f"message {row['id']} is {state}"
        assert row["settled_at"] or _is_on_a_day(world, row), (
            f"message {row['id']} is {state} and nobody sees it"
        )


def _is_on_a_day(world: World, row: Row) -> bool:
    members = world.picture.of(Member)
    return any(
        task["message_id"] == row["id"]
        and task["done_at"] is None
        and members[task["member_id"]]["is_active"]
        for task in world.picture.of(Task).values()
    )


_MARKS = {
    "accepted": {"MessageAccepted"},
    "failed": {"MessageFailed"},
    "uncertain": {"MessageUncertain"},
    "overtaken": {"MessageOvertaken"},
}


def _require_events(row: Row, kinds: set[str]) -> None:
    expected = {"MessageQueued"} | _MARKS.get(row["state"], set())
    if row["settled_at"] and row["state"] in ("failed", "uncertain"):
        expected |= {"MessageSettled"}
    assert expected <= kinds, (
        f"message {row['id']} is {row['state']}, and the ledger lacks {expected - kinds}"
    )


# ── 5. One truth ──


def one_truth(world: World) -> None:
    """Guarantee 5: every promise's row is what its events tell, and its verdict follows from them."""
    for row in world.picture.of(Promise).values():
        facts = world.picture.facts_of(row["id"])
        told = fold.of(facts)
        stands = (
            row["state"],
            row["due"].astimezone(UTC),
            _utc(row["start"]),
            row["owner_id"],
            row["number"],
        )
        assert stands == (told.state, told.due, told.start, told.owner, told.number), (
            f"promise {row['id']}: the row says {stands}, its events {told}"
        )
        rest = (row["answerable_id"], row["version"], row["revisions"], _utc(row["proposed_due"]))
        assert rest == (told.answerable, told.version, told.revisions, told.proposed_due), (
            f"promise {row['id']}: the row says {rest}, its events {told}"
        )
        assert row["verdict"] == fold.verdict(facts), (
            f"promise {row['id']}: {row['verdict']!r} is not its verdict"
        )


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None


def same_for_everybody(world: World, case_id: int) -> None:
    """Guarantee 5 on screen: staff, the customer and programs are shown the same state, words and next step."""
    galil = world.stage.galil
    staff = case_view(case_id, by=cast.by(galil.yael), now=world.now)
    theirs = case_view(case_id, by=galil.as_customer, now=world.now)
    assert _shown(staff) == _shown(theirs)
    stored = world.picture.of(Promise)
    for view in staff.promises:
        row = stored[view.id]
        window = rows.window(row["due"], row["start"], row["zone"])
        assert (view.state, view.window, view.verdict) == (row["state"], window, row["verdict"])
        assert view.in_words == language.in_words(window, staff.customer.language, world.now)
    newest = staff.promises[-1]
    assert newest == promise_view(newest.id, by=cast.by(galil.ruth), now=world.now)
    assert staff.state == world.picture.of(Case)[case_id]["state"]
    assert (staff.next is None) == (staff.state == "closed")
    live = {view.id for view in staff.promises if view.is_live}
    assert {end.id for end in staff.open_ends if end.kind == "promise"} == live
    assert staff.state == "open" or not live


def _shown(view: CaseView) -> tuple[object, ...]:
    return view.state, view.version, view.next, view.promises, view.open_ends, view.messages


def reachable_by_mail(world: World) -> bool:
    """Whether every customer of the first business still has an e-mail address that works."""
    points = world.picture.of(ContactPoint).values()
    return all(not point["is_broken"] for point in points if point["channel"] == "email")
