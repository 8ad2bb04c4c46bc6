"""Delivery over a real RabbitMQ, with everything in it killed on the way (guarantee 4). The long form: `broker_chaos`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import broker_chaos, rabbit
from tests.e2e.broker_chaos import WORKERS, Team
from tests.e2e.conftest import Mails, eventually

pytestmark = pytest.mark.e2e
PROMISES = 60


@pytest.fixture
def team(tmp_path: Path, database_url: str, mails: Mails) -> Iterator[Team]:
    """Everybody who delivers, not started yet, beside a RabbitMQ that is."""
    assert database_url, "run it with scripts/with-postgres"
    with rabbit.running() as node, broker_chaos.team(tmp_path, database_url, node, mails) as made:
        yield made


def test_whoever_is_killed_each_message_is_sent_once_or_uncertain_and_none_is_lost(team: Team) -> None:
    team.promise(PROMISES)
    team.start("deliver", *WORKERS, "clock")
    broker_chaos.storm(team, before=0, messages=PROMISES, kills=("worker 1", "rabbit"))
    by_workers = team.sent_by_workers()
    assert by_workers > PROMISES / 4, "workers took their share before RabbitMQ was killed"

    broker_chaos.settle(team, at=broker_chaos.PROMISED)
    team.node.wait()
    team.clock.set(broker_chaos.LAST_CALL)
    broker_chaos.storm(team, before=PROMISES, messages=PROMISES, kills=("worker 2", "deliver"))
    broker_chaos.settle(team, at=broker_chaos.LAST_CALL)
    assert team.sent_by_workers() > by_workers, "workers came back to a RabbitMQ that came back"

    found = broker_chaos.judge(team, promises=PROMISES)
    assert found.wrong == (), found
    assert found.states.get("uncertain", 0) <= 4 * broker_chaos.MOST_UNCERTAIN
    assert eventually(lambda: team.rows("SELECT 1 FROM teum_pulse WHERE name = 'broker'"))
    assert set(team.stop().values()) == {0}
    assert team.node.password not in team.said() and "Traceback" not in team.said()
