"""What a customer says to a summary is their own, of words that they had, and a correction is answered by us.

Read from the facts and from rows that are there anyway: a picture costs no query more for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from teum.core import events
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact
from teum.management.rehearsal.scene import Scene
from teum.models import Message, Promise


def summed_up(scene: Scene) -> Iterator[Violation]:
    """Each confirmation and correction of the business that is judged."""
    letters: dict[int, int] = {}
    for fact in scene.picture.facts:
        if fact.organisation != scene.organisation:
            continue
        match fact.event:
            case events.SummaryWritten(summary=summary, message=message):
                letters[summary] = message
            case events.SummaryConfirmed(summary=summary):
                yield from _own(scene, fact, letters.get(summary, 0))
            case events.SummaryCorrected(summary=summary):
                yield from _own(scene, fact, letters.get(summary, 0))
                yield from _heard(scene, fact)


def _own(scene: Scene, fact: Fact, message: int) -> Iterator[Violation]:
    """Said by the customer, who had it by then, or recorded by a member."""
    by_them = fact.actor == "customer" and any(at <= fact.at for at in _had(scene, message))
    if not by_them and not fact.actor.startswith("member:"):
        yield Violation(
            kind=Kind.ANSWERED_UNREAD,
            at=scene.now,
            case=fact.case,
            message=message,
            expected=f"an answer of who had the summary, not one by {fact.actor} before that",
        )


def _had(scene: Scene, message: int) -> Iterator[datetime]:
    """When its words were really there: from the carrier, or by a person."""
    row = scene.picture.of(Message).get(message)
    if row is None:
        return
    taken = scene.carrier.taken_at(row["key"])
    if taken:
        yield taken
    if message in scene.by_hand:
        yield scene.by_hand[message]
    if row["settled_at"] and row["told_at"]:
        yield row["told_at"]


def _heard(scene: Scene, fact: Fact) -> Iterator[Violation]:
    """What it asks of us has a promise of ours, which was open when it was asked."""
    row = scene.picture.of(Promise).get(fact.promise or 0)
    if row and row["debtor"] == "provider" and (row["ended_at"] is None or row["ended_at"] > fact.at):
        return
    yield Violation(
        kind=Kind.CORRECTION_UNHEARD,
        at=scene.now,
        case=fact.case,
        promise=fact.promise,
        expected="a promise of ours to answer what was corrected",
    )
