"""What the broker is told of messages: their numbers, kept on disk by most of its nodes, and nothing else."""

import logging

import pytest
from amqp.exceptions import InternalError

from teum.clock import broker, publisher
from teum.clock.broker import Confirmations


def test_the_queue_is_kept_by_most_nodes_and_what_waits_too_long_leaves_it() -> None:
    arguments = broker.QUEUE.queue_arguments
    assert (arguments["x-queue-type"], arguments["x-delivery-limit"]) == ("quorum", broker.MOST_DELIVERIES)
    assert broker.QUEUE.durable and broker.QUEUE.message_ttl == publisher.AGAIN_SECONDS


def test_a_worker_takes_one_number_at_a_time_and_gives_it_up_when_it_dies() -> None:
    conf = broker.app.conf
    assert (conf.worker_prefetch_multiplier, conf.worker_concurrency, conf.task_acks_late) == (1, 1, True)
    assert conf.accept_content == ["json"] and conf.result_backend is None
    assert not conf.worker_enable_remote_control and not conf.worker_send_task_events


@pytest.mark.parametrize("brought", ["7", 7.0, None, True, [7], {"id": 7}])
def test_what_is_no_number_is_dropped(
    brought: object, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []
    monkeypatch.setattr(broker.Sender, "deliver", lambda _, number: taken.append(number))
    caplog.set_level(logging.ERROR)
    broker.deliver(brought)
    assert not taken and caplog.messages == ["the broker brought something that is no number of a message"]
    broker.deliver(7)
    assert taken == [7]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ([], {1, 2, 3, 4}),
        ([(2, False)], {1, 3, 4}),
        ([(2, True)], {3, 4}),
        ([(3, False), (2, True)], {4}),
        ([(4, True)], set()),
    ],
)
def test_the_broker_confirms_one_or_all_up_to_one(said: list[tuple[int, bool]], missing: set[int]) -> None:
    confirmations = Confirmations({1, 2, 3, 4})
    for tag, is_multiple in said:
        confirmations.take(tag, is_multiple)
    assert confirmations.missing == missing


def test_nobody_at_the_address_is_away_without_a_word_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker.app.conf, "broker_url", "amqp://teum:hunter2@127.0.0.1:1/")
    with pytest.raises(publisher.Away) as away:
        broker.Broker().workers()
    assert str(away.value) == "it cannot be reached (OperationalError)"


@pytest.mark.parametrize(
    ("said", "is_anew"), [(TimeoutError(), True), (InternalError(), True), (ConnectionResetError(), False)]
)
def test_a_queue_that_answers_nobody_is_made_anew(
    said: Exception, is_anew: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    monkeypatch.setattr(broker, "_renew_queue", lambda: made.append(True))
    monkeypatch.setattr(broker.Consumer, "on_connection_error_after_connected", lambda *_: None)
    broker.Listener.on_connection_error_after_connected(object(), said)
    assert bool(made) is is_anew
