"""Guarantee 4, no lost word, said so precisely that it can be false."""

from __future__ import annotations

from datetime import timedelta

from tests.property.carrier import LEFT_US, Answer
from tests.property.picture import Row
from tests.property.world import World
from teum.models import Member, Message, Task


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
        waits = row["send_at"] > world.now or _waits_its_turn(world, row)
        assert away or waits, f"message {row['id']} is due and nobody sends it"
    elif state == "sending":
        assert row["claimed_at"] is not None and row["claimed_by"]
    else:
        assert state in ("failed", "uncertain"), f"message {row['id']} is {state}"
        assert row["settled_at"] or _is_on_a_day(world, row), (
            f"message {row['id']} is {state} and nobody sees it"
        )


def _waits_its_turn(world: World, row: Row) -> bool:
    """Whether one that was written before it to the same customer of the same case is under way.

    From 15 minutes before it is needed nothing holds it back.
    """
    if row["needed_by"] and row["needed_by"] - timedelta(minutes=15) <= world.now:
        return False
    return any(
        other["id"] < row["id"]
        and (other["case_id"], other["customer_id"]) == (row["case_id"], row["customer_id"])
        and other["state"] in ("queued", "sending")
        for other in world.picture.of(Message).values()
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
