"""Guarantee 4, one after the other: a case is told in the order in which it was written (said so it can be false)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from teum.core.events.message import (
    MessageAccepted,
    MessageFailed,
    MessageOvertaken,
    MessageQueued,
    MessageUncertain,
)
from teum.management.rehearsal.carrier import Answer
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message

GOES_AHEAD = timedelta(minutes=15)
"""What is needed by a moment may pass what was written before it from so long before."""
BY_HAND = "by_hand"
"""What a person tells waits for nothing."""
MOVES_NO_TIME = ("reminder", "update", "closed", "survey")
"""What may wait for another day."""
OUTCOMES = (MessageAccepted, MessageFailed, MessageUncertain, MessageOvertaken)
"""After one of these a message holds back nothing that was written after it."""


def one_after_the_other(scene: Scene) -> Iterator[Violation]:
    """To one customer of one case nothing passes what was written before it and is under way."""
    taken: dict[int, Fact] = {}
    over: dict[int, int] = {}
    queued: defaultdict[int, list[int]] = defaultdict(list)
    for fact in scene.picture.facts:
        if isinstance(fact.event, MessageQueued):
            queued[fact.event.message].append(fact.id)
        if isinstance(fact.event, OUTCOMES):
            over.setdefault(fact.event.message, fact.id)
        if isinstance(fact.event, MessageAccepted) and fact.event.how != BY_HAND:
            taken.setdefault(fact.event.message, fact)
    for rows in scene.picture.rows_by(Message, "case_id").values():
        told = sorted((row for row in rows if _is_told(row)), key=lambda row: row["id"])
        for place, row in enumerate(told):
            by = taken.get(row["id"])
            if by is None or _went_ahead(row, by):
                continue
            for before in told[:place]:
                if over.get(before["id"], by.id) < by.id or before["customer_id"] != row["customer_id"]:
                    continue
                went_on = sum(fact < by.id for fact in queued[before["id"]]) > 1
                goes_along = _goes_along(before, row) and not _were_refused(scene, before, row)
                if goes_along or went_on or not _waits_by_choice(scene, before, row, by):
                    yield Violation(
                        kind=Kind.OUT_OF_ORDER,
                        at=scene.now,
                        case=row["case_id"],
                        message=row["id"],
                        expected=f"to wait for message {before['id']}, which was written before it",
                    )


def _is_told(row: Row) -> bool:
    return row["direction"] == "out" and row["case_id"] is not None and row["customer_id"] is not None


def _went_ahead(row: Row, taken: Fact) -> bool:
    return bool(row["needed_by"]) and row["needed_by"] - GOES_AHEAD <= taken.at


def _goes_along(before: Row, row: Row) -> bool:
    """Whether one letter carries both; a code takes nothing along."""
    same = all(before[name] == row[name] for name in ("channel", "address", "language"))
    return same and row["kind"] != "code"


def _were_refused(scene: Scene, before: Row, row: Row) -> bool:
    """Whether one letter with both was refused for good: they went apart then."""
    return any(
        row["key"] in handed.keys and handed.answer is Answer.REFUSED
        for handed in scene.carrier.handed_as(before["key"])
    )


def _waits_by_choice(scene: Scene, before: Row, row: Row, by: Fact) -> bool:
    """Whether it waited for another day and nobody had tried it since for itself: what is tried again is under way."""
    since = before["may_join_at"]
    if before["kind"] not in MOVES_NO_TIME or since is None:
        return False
    tried = [each for each in scene.carrier.handed_as(before["key"]) if row["key"] not in each.keys]
    return not any(since <= handed.at < by.at for handed in tried)
