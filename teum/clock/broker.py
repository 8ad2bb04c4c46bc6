"""The broker: a quorum queue of RabbitMQ that carries numbers of messages, and Celery's worker at its end.

The one module that knows Celery; it is loaded where a broker is named and nowhere else. The queue may lose all that it
carries, and bring it twice: the outbox is the truth, and its claim decides ([record 12](docs/adr/0012-broker.md)).
"""

from __future__ import annotations

import logging
import signal
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from amqp.exceptions import AMQPError, InternalError
from celery import Celery
from celery.worker import WorkController, state
from celery.worker.consumer import Connection, Consumer, Tasks
from celery.worker.consumer.consumer import Evloop
from django.conf import settings
from kombu import Connection as Wire
from kombu import Exchange, Queue

from teum.clock import loop, publisher
from teum.clock.publisher import Away
from teum.clock.sender import Sender

NAME = "teum.outbox"
ANSWER_SECONDS = 5.0
"""The broker takes a number within this time, or counts as away."""
HEARTBEAT_SECONDS = 180
"""Longer than a worker can be busy with one message (`channels.smtp.SEND_SECONDS`): it says nothing meanwhile."""
MOST_DELIVERIES = 3
RENEW_SECONDS = 1.0
"""No more often than this is a queue made anew that fails again."""
QUEUE = Queue(
    NAME,
    Exchange(NAME),
    routing_key=NAME,
    queue_arguments={"x-queue-type": "quorum", "x-delivery-limit": MOST_DELIVERIES},
    message_ttl=publisher.AGAIN_SECONDS,
)
logger = logging.getLogger(__name__)


class Listener(Consumer):  # type: ignore[misc]
    """Celery's consumer without what talks about workers: no events, gossip, remote control, or queues for delays."""

    class Blueprint(Consumer.Blueprint):  # type: ignore[misc]
        """What it is made of."""

        default_steps = (Connection, Tasks, Evloop)

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Hang up and begin anew; with a queue made anew where the broker is there and the queue says nothing.

        A broker that dies soon after a quorum queue was made may know it afterwards, and answer never, or with an error
        of its own (541).
        """
        if isinstance(exc, TimeoutError | InternalError):
            _renew_queue()
        Consumer.on_connection_error_after_connected(self, exc)


app = Celery("teum", set_as_current=False, fixups=[])
app.conf.update(
    broker_url=settings.TEUM.broker_url,
    broker_use_ssl=(
        {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None}
        if settings.TEUM.broker_url.startswith("amqps:")
        else False
    ),
    broker_connection_timeout=ANSWER_SECONDS,
    broker_transport_options={"read_timeout": ANSWER_SECONDS},
    broker_connection_max_retries=None,
    broker_connection_retry_on_startup=True,
    broker_heartbeat=HEARTBEAT_SECONDS,
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_queues=[QUEUE],
    task_default_queue=NAME,
    worker_consumer=Listener,
    worker_pool="solo",
    worker_concurrency=1,
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
)
SENDER = Sender()


def _deliver(number: object) -> None:
    """Deliver the message of this number; what is no number is dropped."""
    if isinstance(number, int) and not isinstance(number, bool):
        SENDER.deliver(number)
    else:
        logger.error("the broker brought something that is no number of a message")


deliver = app.task(_deliver, name="teum.deliver")


@dataclass(slots=True)
class Confirmations:
    """Which of the numbers handed over, counted from 1, the broker has not confirmed yet; one that it refuses stays."""

    missing: set[int]

    def take(self, tag: int, is_multiple: bool) -> None:
        """The broker has this one, or all up to it."""
        self.missing -= {one for one in self.missing if one <= tag} if is_multiple else {tag}


@dataclass(slots=True)
class Broker:
    """The way in, on a connection that is opened when it is needed and kept."""

    _wire: Wire | None = field(default=None, init=False)

    def workers(self) -> int:
        """How many workers wait at the other end. Raises `Away`."""
        try:
            if self._wire is None:
                self._wire = _connected()
            return int(QUEUE(self._wire.default_channel).queue_declare(passive=True).consumer_count)
        except Exception as error:
            raise self._gone(error) from error

    def publish(self, numbers: Sequence[int]) -> None:
        """Hand numbers over; the broker has each on disk when this returns. Raises `Away`."""
        if not numbers:
            return
        try:
            if self._wire is None:
                self._wire = _connected()
            channel = self._wire.channel()
            confirmations = Confirmations(set(range(1, len(numbers) + 1)))
            channel.confirm_select()
            channel.events["basic_ack"].add(confirmations.take)
            producer = app.amqp.Producer(channel)
            for number in numbers:
                deliver.apply_async((number,), producer=producer, retry=False)
            while confirmations.missing:
                self._wire.drain_events(timeout=ANSWER_SECONDS)
            channel.close()
        except Exception as error:
            raise self._gone(error) from error

    def close(self) -> None:
        """Hang up, without a word: there may be nobody."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.collect()

    def _gone(self, error: Exception) -> Away:
        """Whatever the client says: what the broker did not confirm it does not have."""
        self.close()
        return Away(f"it cannot be reached ({type(error).__name__})")


def _connected() -> Wire:
    """A connection that waits for no answer for ever, to a queue that is there."""
    wire = app.connection_for_write()
    QUEUE(wire.default_channel).declare()
    return wire


def _renew_queue() -> None:
    """Put another queue in the place of one that answers nobody; what it carried is published again."""
    time.sleep(RENEW_SECONDS)
    try:
        wire = _connected()
        QUEUE(wire.default_channel).delete()
        QUEUE(wire.default_channel).declare()
        wire.collect()
    except (AMQPError, OSError) as error:
        logger.warning("the broker's queue cannot be made anew (%s)", type(error).__name__)


def publish(stop: threading.Event) -> None:
    """Publish what is due until told to stop."""
    broker = Broker()
    loop.run_delivery(stop, publisher.passes(broker))
    broker.close()


def work() -> None:
    """Deliver what the broker brings until SIGTERM or SIGINT; what is being sent is marked first."""
    worker = WorkController(app=app, without_gossip=True, without_mingle=True, without_heartbeat=True)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _stop)
    worker.timer.call_repeatedly(loop.TICK_SECONDS, _look_up)
    worker.start()
    SENDER.close()


def _look_up() -> None:
    """Nothing; but whoever waits at the broker wakes for it, and sees that they are told to stop."""


def _stop(*_: Any) -> None:
    state.should_stop = 0
