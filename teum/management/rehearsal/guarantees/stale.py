"""Guarantee 4 of words that waited: none leaves once it is stale (said so that it can be false)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from teum.core.promise import Nature
from teum.management.rehearsal import fold
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message, Promise, Telling

BY_WHEN = ("revised", "proposed", "moved", "no_date", "disputed", "update", "holding", "reminder", "closing")
"""Letters that say by when something comes, and little else."""
IN_HAND = timedelta(minutes=2)
"""What was claimed while it was true may leave so much later."""
A_MOMENT = timedelta(microseconds=1)


def nothing_stale(scene: Scene) -> Iterator[Violation]:
    """What left named a time to come where it named any, and called nothing unfinished that was done."""
    for letter in scene.picture.of(Message).values():
        if not letter["customer_id"] or letter["kind"] not in BY_WHEN or not letter["claimed_at"]:
            continue
        left = [handed.at for handed in scene.carrier.handed_as(letter["key"]) if handed.answer in LEFT_US]
        if not left or letter["id"] in scene.by_hand or scene.resent[letter["id"]]:
            continue
        told = scene.picture.rows_by(Telling, "message_id").get(letter["id"], [])
        mine = [one["promise_id"] for one in told if one["what"] != "word"]
        for kind, expected in (*_over(scene, letter, mine, left[-1]), *_done(scene, letter, mine, left[-1])):
            yield Violation(
                kind=kind, at=scene.now, case=letter["case_id"], message=letter["id"], expected=expected
            )


def _over(scene: Scene, letter: Row, told: list[int], left: datetime) -> Iterator[Found]:
    """Where all is over that it said was to come, and stood as it said when it left; or a next word that it names."""
    words = [
        row["id"]
        for row in scene.picture.rows_by(Promise, "case_id").get(letter["case_id"], [])
        if row["nature"] == Nature.UPDATE and row["made_at"] == letter["at"]
    ]
    ends = [
        (end, promise)
        for promise in {*told, *words}
        if (before := _stood(scene, promise, letter["at"] + A_MOMENT))
        and (after := _stood(scene, promise, max(left, letter["at"] + A_MOMENT)))
        and (before.state, before.number) == (after.state, after.number)
        for end in (before.due, before.proposed_due)
        if end and before.state == "open" and letter["at"] < end
    ]
    over = [max(ends)[0]] if ends else []
    over += [end for end, promise in ends if promise in words]
    if over and min(over) < left - IN_HAND:
        by = min(over).isoformat()
        yield (
            Kind.SENT_THOUGH_STALE,
            f"no {letter['kind']} letter at {left.isoformat()}, for what it says is to come was over by {by}",
        )


def _done(scene: Scene, letter: Row, told: list[int], left: datetime) -> Iterator[Found]:
    """Where it says of something that it is not finished, or closes a matter, and that was done, moved or ended."""
    if letter["kind"] not in ("holding", "closing"):
        return
    claimed = max(min(letter["claimed_at"], left), letter["at"] + A_MOMENT)
    for promise in sorted({_subject(scene, promise) for promise in told}):
        before, after = _stood(scene, promise, letter["at"] + A_MOMENT), _stood(scene, promise, claimed)
        if before is None or after is None:
            continue
        is_word = scene.picture.of(Promise)[promise]["nature"] == Nature.UPDATE
        had_ended = letter["kind"] == "holding" and not is_word and before.state in fold.FINISHED
        changed = before.state == "open" and (before.state, before.number) != (after.state, after.number)
        if had_ended or changed:
            yield (
                Kind.SENT_THOUGH_STALE,
                f"no {letter['kind']} letter of promise {promise} at {left.isoformat()}, for it was {after.state}",
            )


def _subject(scene: Scene, promise: int) -> int:
    """What a promised word is about in the end: a word may be about one that was given."""
    while about := scene.picture.of(Promise)[promise]["about_id"]:
        promise = about
    return promise


def _stood(scene: Scene, promise: int, at: datetime) -> fold.Told | None:
    """How it stood just before; an act that was undone changed nothing."""
    facts = fold.without_undone(scene.picture.facts_of(promise))
    then = [told for fact, told in fold.steps(facts) if fact.at.astimezone(UTC) < at]
    return then[-1] if then else None
