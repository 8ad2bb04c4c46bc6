"""Guarantee 4, one after the other: a case is told in the order in which it was written (said so it can be false)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from teum.core.events.message import MessageAccepted, MessageFailed, MessageOvertaken, MessageUncertain
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message

GOES_AHEAD = timedelta(minutes=15)
"""What is needed by a moment may pass what was written before it from so long before."""
BY_HAND = "by_hand"
"""What a person tells waits for nothing."""
OUTCOMES = (MessageAccepted, MessageFailed, MessageUncertain, MessageOvertaken)
"""After one of these a message holds back nothing that was written after it."""


def one_after_the_other(scene: Scene) -> Iterator[Violation]:
    """To one customer of one case nothing passes what was written before it and is under way."""
    taken: dict[int, Fact] = {}
    over: dict[int, int] = {}
    for fact in scene.picture.facts:
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
                if over.get(before["id"], by.id) >= by.id and _holds(before, row):
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


def _holds(before: Row, row: Row) -> bool:
    """Whether it holds back what was written after it: not what waits for tomorrow, and cannot leave with this one."""
    same = all(before[name] == row[name] for name in ("channel", "address", "language"))
    joins = same and row["kind"] != "code"
    return bool(before["customer_id"] == row["customer_id"] and (joins or before["may_join_at"] is None))
