"""Guarantee 4, no lost word, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from teum.core.updates import DELIVERY
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Disclosure, Member, Message, Promise, Task, Telling

NEEDED_SOON = timedelta(minutes=15)
TIME_TO_CALL = timedelta(minutes=10)
A_BREATH = timedelta(minutes=2)
SEEN_AT_LEAST = ("reminder", "closed")
"""What keeps no case open where it did not arrive, and is before somebody all the same."""
ROUTINE = ("reminder", "update", "closed", "survey")
"""Kinds that may wait for tomorrow: all others tell a time that changed, or answer the customer."""
Marks = dict[str, datetime]
"""What the ledger says of a message, and when it said so last."""


def no_lost_word(scene: Scene) -> Iterator[Violation]:
    """Guarantee 4: each message is sent at most once unless a person chose otherwise, and none is lost from sight.

    What a carrier took is marked as taken; what was not taken is under way, overtaken by another, or failed or
    uncertain and then settled by a person or on the day of somebody present. Every step has its event.
    """
    marks: dict[int, Marks] = {}
    for fact in scene.picture.facts:
        if (message := getattr(fact.event, "message", None)) and fact.kind.startswith("Message"):
            marks.setdefault(message, {})[fact.kind] = fact.at
    for row in scene.picture.of(Message).values():
        if row["direction"] == "in":
            for kind, expected in _came_in(scene, row, marks.get(row["id"], {})):
                yield Violation(
                    kind=kind, at=scene.now, case=row["case_id"], message=row["id"], expected=expected
                )
        elif row["organisation_id"] == scene.organisation:
            found = (
                *_once(scene, row, marks.get(row["id"], {})),
                *(
                    _of_customer(scene, row, marks.get(row["id"], {}))
                    if row["customer_id"]
                    else _of_ours(scene, row)
                ),
            )
            for kind, expected in found:
                yield Violation(
                    kind=kind, at=scene.now, case=row["case_id"], message=row["id"], expected=expected
                )


def _of_customer(scene: Scene, row: Row, marks: Marks) -> Iterator[Found]:
    yield from _in_sight(scene, row)
    yield from _in_vain(scene, row)
    yield from _events(row, marks)


def _of_ours(scene: Scene, row: Row) -> Iterator[Found]:
    """A letter to one of ours leaves when it is due; one about a case that failed is before somebody.

    One about no case stands on every manager's day; of what is in doubt about a case, the matter itself does.
    """
    is_open = row["settled_at"] is None
    if row["state"] == "failed" and row["case_id"] and is_open and not _is_on_a_day(scene, row):
        yield Kind.UNSEEN, "to be seen by somebody present, for a letter to one of ours failed"
    stands = row["state"] == "queued" and row["send_at"] <= scene.now
    waits = scene.carrier.was_away(scene.now, scene.now) or scene.carrier.has_its_share(scene.now)
    if stands and not waits and not scene.is_away("delivery"):
        yield Kind.NOT_SENT, "to be sent to one of ours when it is due, and nobody sends it"


def _came_in(scene: Scene, row: Row, marks: Marks) -> Iterator[Found]:
    """Words that came are in a case, with a promise of our answer or somebody who sees them, or before a person."""
    if "MessageReceived" not in marks:
        yield Kind.STEP_UNRECORDED, "the ledger to say that it came"
    members = scene.picture.of(Member)
    is_before = row["member_id"] is not None and members[row["member_id"]]["is_active"]
    if row["kind"] == "unplaced" and row["settled_at"] is None and not is_before:
        yield Kind.UNSEEN, "to be before somebody present, for nobody knows where it belongs"
    if row["kind"] == "word" and not scene.picture.rows_by(Task, "message_id").get(row["id"]):
        yield Kind.UNSEEN, "to be seen by somebody"
    # One that a person had to place is in a case from then on.
    since = marks.get("MessageReceived", row["at"])
    if row["kind"] == "question" and not any(
        promise["made_at"] <= since <= promise["due"]
        for promise in scene.picture.rows_by(Promise, "case_id").get(row["case_id"], [])
    ):
        yield Kind.UNSEEN, "to be answered by a promise"


def _once(scene: Scene, row: Row, marks: Marks) -> Iterator[Found]:
    left = [handed for handed in scene.carrier.handed_as(row["key"]) if handed.answer in LEFT_US]
    is_taken = any(handed.answer == "taken" for handed in left)
    if len(left) > 1 + scene.resent[row["id"]]:
        yield Kind.SENT_TWICE, f"to be sent once, and it was sent {len(left)} times"
    if is_taken and row["state"] != "accepted":
        yield Kind.TAKEN_UNMARKED, f"to be marked as taken, and it is {row['state']}"
    is_vouched = row["id"] in scene.by_hand or scene.carrier.taken_at(row["key"])
    if row["state"] == "accepted" and not is_vouched:
        yield Kind.MARKED_UNTAKEN, "not to be marked as taken, for it never was"
    # What left, was in doubt, and was to be sent again by a person's choice may be overtaken before that.
    overtaken = row["state"] == "overtaken" and marks.get("MessageOvertaken", row["at"])
    if overtaken and len(left) > scene.resent[row["id"]] and left[-1].at >= overtaken:
        yield Kind.SENT_THOUGH_OVERTAKEN, "not to be sent after another took its place"
    if not all(_is_whole(row["text"], handed.text) for handed in left):
        yield Kind.WORDS_MISSING, "all of its words to be in what was sent"


def _is_whole(text: str, sent: str) -> bool:
    """Whether every paragraph of a message stands in the envelope, the first without the business's name."""
    first, *others = text.split("\n\n")
    return first.partition(": ")[2][1:] in sent and all(paragraph in sent for paragraph in others)


def _in_sight(scene: Scene, row: Row) -> Iterator[Found]:
    state = row["state"]
    if state in ("accepted", "delivered", "overtaken"):
        return
    if state == "queued":
        is_due = row["send_at"] <= scene.now and not _waits_its_turn(scene, row)
        is_due = is_due and not _waits_for_carrier(scene, row) and not scene.carrier.has_its_share(scene.now)
        if not scene.is_away("delivery") and is_due:
            yield Kind.NOT_SENT, "to be sent when it is due, and nobody sends it"
        if row["may_join_at"] and not row["attempts"] and not _may_wait(row):
            yield Kind.KEPT_BACK, "not to be kept back, for the customer needs it now"
    elif state == "sending":
        if row["claimed_at"] is None or not row["claimed_by"]:
            yield Kind.IN_NOBODYS_HANDS, "to be in somebody's hands while it is being sent"
    elif state not in ("failed", "uncertain"):
        yield Kind.OUT_OF_THE_OUTBOX, f"to be failed or uncertain where no carrier took it, and it is {state}"
    elif not row["settled_at"] and not _is_on_a_day(scene, row):
        yield Kind.UNSEEN, f"to be seen by somebody present, for it is {state}"
    elif row["kind"] in SEEN_AT_LEAST and row["settled_at"] and not _was_on_a_day(scene, row):
        yield Kind.UNSEEN, "to have been before somebody, for it did not arrive and nobody dealt with it"
    elif row["id"] in scene.picture.put_aside and _tells_a_fault(scene, row):
        yield Kind.UNSEEN, "to be told, for it is of a fault, and it was put aside"


def _in_vain(scene: Scene, row: Row) -> Iterator[Found]:
    """Whoever is asked to call with words can: a call with what was said already is refused, and stands for ever."""
    is_over = row["state"] in ("accepted", "delivered", "overtaken") or row["settled_at"]
    asked = scene.picture.rows_by(Task, "message_id").get(row["id"], [])
    if is_over and any(task["kind"] == "call" and task["done_at"] is None for task in asked):
        yield Kind.CALL_IN_VAIN, f"nobody to be asked to call with it any more, for it is {row['state']}"


def _tells_a_fault(scene: Scene, row: Row) -> bool:
    """Whether it is the last word of something that is good to know, of which nothing was chosen."""
    told = scene.picture.rows_by(Disclosure, "message_id").get(row["id"], [])
    return any(not one["chosen"] for one in told)


def _waits_for_carrier(scene: Scene, row: Row) -> bool:
    """Whether its carrier could not be reached just now; when it is time to call with it, somebody is asked to."""
    is_urgent = row["needed_by"] and row["needed_by"] - TIME_TO_CALL <= scene.now
    return (not is_urgent or _is_on_a_day(scene, row)) and scene.carrier.was_away(scene.now, scene.now)


def _waits_its_turn(scene: Scene, row: Row) -> bool:
    """Whether one that was written before it to the same customer of the same case is under way.

    From some minutes before it is needed nothing holds it back.
    """
    if row["needed_by"] and row["needed_by"] - NEEDED_SOON <= scene.now:
        return False
    return any(
        other["id"] < row["id"]
        and other["customer_id"] == row["customer_id"]
        and other["state"] in ("queued", "sending")
        for other in scene.picture.rows_by(Message, "case_id").get(row["case_id"], [])
    )


def _may_wait(row: Row) -> bool:
    """Whether it may be kept back: a breath, for more of the same; longer only what moves no time, and in time.

    One that had its turn after a long wait, which keeps its claim, may wait for its customer's hours where it is in
    time then, or what it is needed by was over already.
    """
    waits, had_turn = row["send_at"] - row["may_join_at"], row["claimed_at"]
    is_in_time = row["needed_by"] and row["send_at"] + DELIVERY <= row["needed_by"]
    rests = had_turn and (is_in_time or not row["needed_by"] or row["needed_by"] <= had_turn)
    if row["needed_by"] and not rests and row["send_at"] > row["needed_by"] - NEEDED_SOON:
        return bool(waits <= timedelta(0))
    return bool(waits <= A_BREATH or row["kind"] in ROUTINE or had_turn)


def _is_on_a_day(scene: Scene, row: Row) -> bool:
    members = scene.picture.of(Member)
    return any(
        task["done_at"] is None and members[task["member_id"]]["is_active"]
        for task in scene.picture.rows_by(Task, "message_id").get(row["id"], [])
    )


def _was_on_a_day(scene: Scene, row: Row) -> bool:
    """Whether somebody was ever asked about it, or to call about what it tells, as long as that stands."""
    tellings = scene.picture.rows_by(Telling, "message_id").get(row["id"], [])
    told = [scene.picture.of(Promise)[telling["promise_id"]] for telling in tellings]
    calls = [task for one in told for task in scene.picture.rows_by(Task, "promise_id").get(one["id"], [])]
    asked = scene.picture.rows_by(Task, "message_id").get(row["id"], [])
    is_over = row["kind"] == "reminder" and all(one["ended_at"] for one in told)
    return is_over or any(task["kind"] in ("call", "failed", "uncertain") for task in (*calls, *asked))


_MARKS = {
    "accepted": {"MessageAccepted"},
    "failed": {"MessageFailed"},
    "uncertain": {"MessageUncertain"},
    "overtaken": {"MessageOvertaken"},
}


def _events(row: Row, marks: Marks) -> Iterator[Found]:
    expected = {"MessageQueued"} | _MARKS.get(row["state"], set())
    if row["settled_at"] and row["state"] in ("failed", "uncertain"):
        expected |= {"MessageSettled"}
    if missing := expected - marks.keys():
        lacks = ", ".join(sorted(missing))
        yield Kind.STEP_UNRECORDED, f"the ledger to say how it became {row['state']}; it lacks {lacks}"
