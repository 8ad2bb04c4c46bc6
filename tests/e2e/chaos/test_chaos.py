"""Chaos in short: killed processes, crashed servers, a primary that dies. The long forms: `python -m tests.e2e.chaos`."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.chaos import judge, outbox, scenario
from tests.e2e.chaos.look import Look
from tests.e2e.chaos.scenario import Plan, Scenario
from teum.clock import delivery

pytestmark = pytest.mark.e2e
KILLS = Plan(name="kills", promises=120, kills=10, seed=1)
DATABASES = (
    Plan(name="restarts", promises=40, kills=2, restarts=2, seed=2),
    Plan(name="failovers", promises=40, kills=2, failovers=1, seed=3),
)


def test_killed_processes_act_and_send_once_and_the_judge_would_see_if_not(tmp_path: Path) -> None:
    with ExitStack() as stack:
        scene = scenario.played(KILLS, tmp_path, stack)
        judge.acquit(scene)
        spoil(scene)
        wrong = "\n".join(judge.judged(scene).wrong)
    assert "HoldingSent 2 times" in wrong
    assert "HoldingSent of window 0 2 times" in wrong
    assert "ManagerTold of window 0 2 times" in wrong
    assert "is queued, and the carrier has it 1 times" in wrong
    assert "is accepted, and the carrier has it 2 times" in wrong
    assert "came before message" in wrong
    assert "the delivery failed, 3 in a row" in wrong
    assert "case 999999999 was acknowledged and is not whole" in wrong
    assert "is uncertain, and nobody was told" in wrong
    assert "the clock spoke for it, and 0 messages say so" in wrong
    assert "its word came after it was due" in wrong
    assert "it counts as untold, and the carrier took its word" in wrong
    assert "it passed in silence, and no word says that it is late" in wrong


@pytest.mark.parametrize("plan", DATABASES, ids=lambda plan: plan.name)
def test_what_is_acknowledged_outlives_the_server(plan: Plan, tmp_path: Path) -> None:
    with ExitStack() as stack:
        judge.acquit(scenario.played(plan, tmp_path, stack))


def spoil(scene: Scenario) -> None:
    """Make it what a product would leave that fires twice, sends twice, forgets and keeps silent."""
    columns = 'kind, organisation_id, "case", promise, actor, at, facts'
    first = (
        "SELECT {} FROM teum_message WHERE state = 'accepted' AND at >= %(begins)s AND {} ORDER BY id LIMIT 1"
    )
    look, begins = scene.look, scenario.BEGINS
    pass_by(scene)
    again = look.one(first.format("key", "member_id IS NOT NULL"), begins=begins)
    with scene.carrier.file.open("a") as file:
        file.write(f"{again}\n")
    with (scene.folder / "acknowledged").open("a") as file:
        file.write("999999999\n")
    for kind in ("HoldingSent", "ManagerTold"):
        look.do(
            f"INSERT INTO teum_event ({columns}) SELECT {columns} FROM teum_event WHERE kind = %(kind)s LIMIT 1",
            kind=kind,
        )
    for state in ("queued", "uncertain"):
        chosen = look.one(first.format("id", "kind = 'holding'"), begins=begins)
        look.do("UPDATE teum_message SET state = %(state)s WHERE id = %(chosen)s", state=state, chosen=chosen)
    leave_untold(look)
    with (scene.folder / "log").open("a") as file:
        file.write("the delivery failed, 3 in a row\n")


def pass_by(scene: Scenario) -> None:
    """Make it what a product would leave that sends a letter before another of its case that was written before it."""
    told = [
        sent
        for sent in outbox.sent(scene)
        if sent.is_to_customer and sent.place is not None and not (sent.may_pass or sent.may_be_passed)
    ]
    first = told[0]
    later = next(sent for sent in told if sent.mail != first.mail)
    scene.look.do(
        "UPDATE teum_message SET case_id = %(case)s WHERE id = %(later)s", case=first.case, later=later.id
    )
    numbers = scene.carrier.file.read_text().split()
    number = list(scene.carrier.taken())[later.place or 0]
    numbers.remove(number)
    scene.carrier.file.write_text("\n".join([number, *numbers, ""]))


def leave_untold(look: Look) -> None:
    """Make it what a product would leave whose clock says that it spoke: to nobody, too late, or unheard."""
    held = look.rows(
        "SELECT t.promise_id, t.id FROM teum_telling t JOIN teum_message m ON m.id = t.message_id"
        " WHERE t.what = 'holding' AND m.state = 'accepted' ORDER BY t.id DESC LIMIT 3"
    )
    (_, unsaid), (late, said_late), (unheard, _) = held
    look.do("DELETE FROM teum_telling WHERE id = %(unsaid)s", unsaid=unsaid)
    due = "SELECT due FROM teum_promise WHERE id = %(late)s"
    look.do(f"UPDATE teum_telling SET at = ({due}) WHERE id = %(said)s", late=late, said=said_late)
    look.do("SET session_replication_role = replica")  # the ledger's triggers would forbid it
    look.do(
        """UPDATE teum_event SET facts = facts || '{"told": false, "outage": "carrier"}'"""
        " WHERE kind = 'PromiseMissed' AND promise = %(unheard)s",
        unheard=unheard,
    )


def test_the_judge_knows_how_much_one_delivery_has_in_its_hands() -> None:
    assert judge.IN_THE_AIR == delivery.BATCH


def test_faults_are_the_same_for_the_same_seed_and_fall_into_the_work() -> None:
    plan = Plan(name="all", promises=10, kills=5, restarts=2, failovers=1, brokers=1, seed=7)
    assert plan.faults() == plan.faults() != replace(plan, seed=8).faults()
    assert sorted(name for _, name in plan.faults()) == [
        "broker",
        "failover",
        *["kill"] * 5,
        *["restart"] * 2,
    ]
    assert all(0 < share < 1 for share, _ in plan.faults())
