"""Delivery over a real RabbitMQ, with everything in it killed on the way (guarantee 4). The long form: `python -m tests.e2e.chaos`."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e import rabbit
from tests.e2e.chaos import judge, scenario
from tests.e2e.chaos.scenario import Plan, Scenario
from tests.e2e.conftest import ROOT, Mails, Server, family
from tests.e2e.rabbit import Rabbit

pytestmark = pytest.mark.e2e
PLAN = Plan(name="broker", promises=40, kills=2, brokers=1, seed=4)
SCENE = Path(__file__).with_name("scene.py")
PROMISED = datetime.fromisoformat("2026-11-22T10:05+02:00")
"""Just after the promises of `scene` were made, and can be taken back no more."""


@pytest.fixture(scope="module")
def node() -> Iterator[Rabbit]:
    """A RabbitMQ that runs."""
    with rabbit.running() as node:
        yield node


def test_whoever_is_killed_each_message_is_sent_once_or_uncertain_and_none_is_lost(
    tmp_path: Path, node: Rabbit
) -> None:
    with ExitStack() as stack:
        scene = scenario.played(PLAN, tmp_path, stack, node=node)
        judge.acquit(scene)
        assert "Traceback" not in "\n".join(scene.machines.said())
        leave_to_delivery(scene)
        wrong = judge.judged(scene).wrong
    assert len([one for one in wrong if one.startswith("workers sent 0 of")]) == 2, "before and after"


def leave_to_delivery(scene: Scenario) -> None:
    """Make it what a product would leave whose workers wait at the broker and send nothing."""
    scene.look.do("UPDATE teum_message SET claimed_by = 'another-0-process' WHERE claimed_by <> ''")


def test_the_server_has_a_worker_of_its_own(
    new_server: Callable[..., Server], mails: Mails, node: Rabbit, database_url: str
) -> None:
    assert database_url, "run it with scripts/with-postgres"
    server = new_server(at=PROMISED, TEUM_BROKER_URL=node.url)
    settings = {**server.environment, "PYTHONPATH": str(ROOT), "TEUM_DATA": str(server.data)}
    subprocess.run([sys.executable, SCENE, "1", "customer"], env=settings, check=True)
    server.start()
    assert server.process
    assert len(family(server.process.pid)) >= 5, "web and its two, clock, delivery, worker"
    mails.wait_for("customer0@example.com")
    assert server.stop() == 0
    assert node.password not in server.said.read_text()
