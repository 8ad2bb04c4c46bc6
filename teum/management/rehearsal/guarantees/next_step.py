"""Guarantee 2, no open case without a next step, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from teum.core import events
from teum.core.events.message import MessageFailed, MessageUncertain
from teum.management.rehearsal.guarantees.states import LAST_TIMER, LIVE
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Message, Promise, Timer

TROUBLED = ("failed", "uncertain")
Timers = dict[tuple[int, str, int], datetime]


def always_a_next_step(scene: Scene) -> Iterator[Violation]:
    """Guarantee 2: every open case has a live promise whose next moment lies ahead, and a timer that will reach it.

    While the clock is away the moment may have passed, and its timer waits for the clock to return. A closed case
    has nothing live, and was closed over no message that nobody had dealt with. What is past its moment was looked at.
    """
    yield from _closed_over_unsettled(scene)
    picture, away = scene.picture, scene.is_away("clock")
    timers = {(t["promise_id"], t["kind"], t["number"]): t["fire_at"] for t in picture.of(Timer).values()}
    live: dict[int, list[Row]] = {}
    for row in picture.of(Promise).values():
        if row["state"] in LIVE:
            live.setdefault(row["case_id"], []).append(row)
    for case in picture.of(Case).values():
        mine = live.get(case["id"], [])
        ids = [(row["id"], row["state"], row["due"].isoformat()) for row in mine]
        if case["state"] == "closed":
            if mine:
                yield Violation(
                    kind=Kind.CLOSED_OVER_LIVE,
                    at=scene.now,
                    case=case["id"],
                    expected=f"closed over nothing live, not {ids}",
                )
        elif not any(_is_watched(row, timers, now=scene.now, away=away) for row in mine):
            yield Violation(
                kind=Kind.NO_NEXT_STEP,
                at=scene.now,
                case=case["id"],
                expected=f"a next step that is watched, not {ids}",
            )
    for mine in live.values():
        for row in mine:
            yield from _looked_at(row, scene)


def _closed_over_unsettled(scene: Scene) -> Iterator[Violation]:
    """What had failed, or was in doubt, when its case was closed, and is so still."""
    closed, troubled = _last_facts(scene)
    for row in scene.picture.of(Message).values():
        end = closed.get(row["case_id"])
        is_open_end = row["customer_id"] and row["state"] in TROUBLED and row["settled_at"] is None
        if is_open_end and end is not None and troubled.get(row["id"], end) < end:
            yield Violation(
                kind=Kind.CLOSED_OVER_UNSETTLED,
                at=scene.now,
                case=row["case_id"],
                message=row["id"],
                expected=f"somebody to have dealt with it before the end, for it was {row['state']}",
            )


def _last_facts(scene: Scene) -> tuple[dict[int | None, int], dict[int, int]]:
    """The last end of each case, and the last trouble of each message, as their places in the ledger."""
    closed: dict[int | None, int] = {}
    troubled: dict[int, int] = {}
    for fact in scene.picture.counted:
        if isinstance(fact.event, events.CaseClosed):
            closed[fact.case] = fact.id
        elif isinstance(fact.event, MessageFailed | MessageUncertain):
            troubled[fact.event.message] = fact.id
    is_over = {case["id"] for case in scene.picture.of(Case).values() if case["state"] == "closed"}
    return {case: end for case, end in closed.items() if case in is_over}, troubled


def _is_watched(row: Row, timers: Timers, *, now: datetime, away: bool) -> bool:
    fires = timers.get((row["id"], LAST_TIMER[row["state"]], row["number"]))
    return fires is not None and fires == _next_at(row) and (fires > now or away)


def _next_at(row: Row) -> datetime:
    moments = {"waiting": row["condition_due"], "offered": row["answer_by"], "reported": row["answer_by"]}
    at: datetime = moments.get(row["state"]) or row["due"]
    return at


def _looked_at(row: Row, scene: Scene) -> Iterator[Violation]:
    """What is past its moment while the clock runs was recorded as a miss of that window."""
    if scene.is_away("clock") or _next_at(row) > scene.now:
        return
    missed = [
        fact.event.number
        for fact in scene.picture.facts_of(row["id"])
        if isinstance(fact.event, events.PromiseMissed)
    ]
    if row["state"] != "open" or row["number"] not in missed:
        yield Violation(
            kind=Kind.NOT_LOOKED_AT,
            at=scene.now,
            case=row["case_id"],
            promise=row["id"],
            expected=f"its passed moment was looked at, and it is {row['state']} with misses {missed}",
        )
