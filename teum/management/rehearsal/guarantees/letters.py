"""Guarantee 5 in letters: they name what stands, and tell of nothing that ended (said so that it can be false)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from teum.core import events
from teum.language.wording import in_words
from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message, Promise, Telling
from teum.queries import rows

NAMES = ("agreed", "received", "revised", "moved", "disputed")
"""Letters of ours that say by when something is done."""
TO_LEAVE = ("queued", "sending")
STANDING = ("offered", "waiting", "open")
"""What is still to be done by a time; what is done names none any more."""
WHILE_OPEN = ("late", "revised", "no_date", "proposed", "disputed")
"""Letters that say how something stands that is still to be done."""
ENDS = (events.PromiseKept, events.PromiseReleased)
"""How a customer ends it."""


def letters_name_what_stands(scene: Scene) -> Iterator[Violation]:
    """Of what is live, the last letter about it that has not left names its window as desk and page show it."""
    waiting = {row["id"]: row for row in scene.picture.of(Message).values() if _is_to_leave(row)}
    if not waiting:
        return
    for promise in scene.picture.of(Promise).values():
        tellings = scene.picture.rows_by(Telling, "promise_id").get(promise["id"], [])
        told = [one["message_id"] for one in tellings if one["what"] != "word"]
        mine = [waiting[message] for message in told if message in waiting]
        if promise["state"] not in STANDING or promise["term"] or not mine:
            continue
        letter = max(mine, key=lambda row: row["id"])
        if _words(promise, letter) not in letter["text"]:
            yield Violation(
                kind=Kind.NAMES_ANOTHER_TIME,
                at=scene.now,
                case=promise["case_id"],
                promise=promise["id"],
                message=letter["id"],
                expected=f"to name {_words(promise, letter)!r}, not {letter['text']!r}",
            )


def _is_to_leave(row: Row) -> bool:
    return bool(row["customer_id"] and row["kind"] in NAMES and row["state"] in TO_LEAVE)


def _words(promise: Row, letter: Row) -> str:
    window = rows.window(promise["due"], promise["start"], promise["zone"])
    return in_words(window, letter["language"], letter["at"])


def nothing_after_the_end(scene: Scene) -> Iterator[Violation]:
    """No letter leaves that says how things stood, once its customer has ended all of which it tells."""
    for letter in scene.picture.of(Message).values():
        if not letter["customer_id"] or letter["kind"] not in WHILE_OPEN or not letter["claimed_at"]:
            continue
        taken = scene.carrier.taken_at(letter["key"])
        told = scene.picture.rows_by(Telling, "message_id").get(letter["id"], [])
        ended = [_ended_at(scene, one["promise_id"]) for one in told if one["what"] != "word"]
        last = max((at for at in ended if at), default=None)
        if taken is None or last is None or None in ended:
            continue
        if letter["at"] <= last < min(letter["claimed_at"], taken):
            yield Violation(
                kind=Kind.TOLD_THOUGH_ENDED,
                at=scene.now,
                case=letter["case_id"],
                message=letter["id"],
                expected=f"no {letter['kind']} letter after its customer had ended the matter at {last.isoformat()}",
            )


def _ended_at(scene: Scene, promise: int) -> datetime | None:
    """When its customer ended it; None where nobody has, or somebody else did."""
    facts = fold.without_undone(scene.picture.facts_of(promise))
    ends = (one.at for one in facts if isinstance(one.event, ENDS) and one.actor == "customer")
    return next(ends, None)
