"""Guarantee 2, no open case without a next step, said so precisely that it can be false."""

from __future__ import annotations

from datetime import datetime

from tests.property.guarantees.states import LAST_TIMER, LIVE
from tests.property.picture import Row
from tests.property.world import World
from teum.core import events
from teum.models import Case, Promise, Timer


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
