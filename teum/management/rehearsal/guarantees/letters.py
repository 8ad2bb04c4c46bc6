"""Guarantee 5 in letters: what is still to leave names the time that stands (said so that it can be false)."""

from __future__ import annotations

from collections.abc import Iterator

from teum.language.wording import in_words
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
