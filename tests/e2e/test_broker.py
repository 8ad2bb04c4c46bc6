"""Delivery over a real RabbitMQ, with everything in it killed on the way (guarantee 4). The long form: `broker_chaos`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e import broker_chaos, rabbit
from tests.e2e.broker_chaos import WORKERS, Team
from tests.e2e.conftest import Mails, Server, family
from tests.e2e.rabbit import Rabbit
from teum.clock import delivery

pytestmark = pytest.mark.e2e
PROMISES = 60


@pytest.fixture(scope="module")
def node() -> Iterator[Rabbit]:
    """A RabbitMQ that runs."""
    with rabbit.running() as node:
        yield node


@pytest.fixture
def team(tmp_path: Path, database_url: str, mails: Mails, node: Rabbit) -> Iterator[Team]:
    """Everybody who delivers, not started yet."""
    assert database_url, "run it with scripts/with-postgres"
    with broker_chaos.team(tmp_path, database_url, node, mails) as made:
        yield made


def test_whoever_is_killed_each_message_is_sent_once_or_uncertain_and_none_is_lost(team: Team) -> None:
    team.promise(PROMISES)
    team.clock.set(broker_chaos.BEFORE)
    team.start("deliver", *WORKERS, "clock")
    broker_chaos.wait_for_workers(team, since=broker_chaos.BEFORE)
    team.clock.set(broker_chaos.PROMISED)
    broker_chaos.storm(team, messages=PROMISES, kills=("worker 1", "rabbit and clock"))
    by_workers = team.sent_by_workers()
    assert by_workers > PROMISES / 4, "workers took their share before RabbitMQ was killed"

    broker_chaos.settle(team, at=broker_chaos.PROMISED)
    broker_chaos.wait_for_workers(team, since=broker_chaos.PROMISED + broker_chaos.LEASE_LATER)
    team.clock.set(broker_chaos.LAST_CALL)
    broker_chaos.storm(
        team, messages=broker_chaos.LATER_EACH * PROMISES, kills=("worker 2", "deliver and clock")
    )
    broker_chaos.settle(team, at=broker_chaos.LAST_CALL)
    assert team.sent_by_workers() > by_workers, "workers came back to a RabbitMQ that came back"

    found = broker_chaos.judge(team, promises=PROMISES)
    assert found.wrong == (), found
    assert delivery.BATCH == broker_chaos.MOST_UNCERTAIN
    assert len(team.numbers("uncertain")) <= 4 * broker_chaos.MOST_UNCERTAIN
    assert team.rows("SELECT 1 FROM teum_pulse WHERE name = 'broker'")
    assert set(team.stop().items()) == {(name, 0) for name in ("deliver", *WORKERS, "clock")}
    assert team.node.password not in team.said() and "Traceback" not in team.said()


def test_the_server_has_a_worker_of_its_own(
    new_server: Callable[..., Server], team: Team, mails: Mails, node: Rabbit
) -> None:
    team.promise(1)
    server = new_server(at=broker_chaos.PROMISED, TEUM_BROKER_URL=node.url)
    server.start()
    assert server.process
    assert len(family(server.process.pid)) >= 5, "web and its two, clock, delivery, worker"
    mails.wait_for("customer0@example.com")
    assert server.stop() == 0
    assert node.password not in server.said.read_text()
