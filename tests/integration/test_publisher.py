"""Delivery with a broker: which numbers are published, and what becomes of them where the broker fails (guarantee 4)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import OperationalError

from tests import cast
from tests.cast import Business
from tests.integration.conftest import Mailbox
from teum.actions import bell, outgoing
from teum.actions.customers import Contact
from teum.clock import delivery, loop, publisher, sender
from teum.clock.delivery import Delivered
from teum.clock.publisher import Away, Publisher
from teum.clock.rates import Rates
from teum.clock.sender import Sender
from teum.core.rate import Limit
from teum.models import ContactPoint, Message, Pulse

pytestmark = pytest.mark.django_db
LATER = cast.SUNDAY_1000 + timedelta(minutes=5)


@dataclass
class Queue:
    """A broker in memory that can be away, and a steady clock in our hands."""

    waiting: list[int] = field(default_factory=list)
    consumers: int = 1
    is_up: bool = True
    at: float = 1000.0

    def workers(self) -> int:
        """How many there are, where anybody answers."""
        if not self.is_up:
            raise Away("it cannot be reached")
        return self.consumers

    def publish(self, numbers: Sequence[int]) -> None:
        """Keep them."""
        self.waiting += numbers

    def taken(self) -> list[int]:
        """What waits, taken away."""
        found, self.waiting = self.waiting, []
        return found


@pytest.fixture
def queue() -> Queue:
    """The broker."""
    return Queue()


@pytest.fixture
def publishing(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A delivery that publishes there."""
    monkeypatch.setattr(delivery, "RATES", Rates(limit=lambda _: None))
    return Publisher(queue, seconds=lambda: queue.at)


def number_of(business: Business, **wanted: object) -> int:
    return Message.objects.of(business.id).get(**wanted).pk


def test_what_may_go_is_published_once_and_stays_queued(
    galil: Business, queue: Queue, publishing: Publisher, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    assert publishing.once(cast.SUNDAY_1000) == Delivered() and queue.taken() == [], "undo has ten seconds"
    assert publishing.once(LATER) == Delivered()
    assert queue.taken() == [number_of(galil)]
    publishing.once(LATER)
    assert queue.taken() == [] and mailbox.all() == []
    assert Message.objects.of(galil.id).get().state == "queued"
    assert Pulse.objects.get(name="broker").at == LATER


def test_what_nobody_claimed_is_published_again_after_a_while(
    galil: Business, queue: Queue, publishing: Publisher
) -> None:
    cast.quote(galil)
    cast.case(galil.yael, galil.john, title="Living room")
    publishing.once(LATER)
    claimed, lost = queue.taken()
    assert publishing.next_at(LATER) == LATER + publisher.LOOKS_AGAIN, "what workers finish may let others go"
    outgoing.claim(worker="me", limit=1, now=LATER, only=claimed)
    publishing.once(LATER)
    assert queue.taken() == []
    queue.at += publisher.AGAIN_SECONDS
    publishing.once(LATER)
    assert queue.taken() == [lost]
    outgoing.claim(worker="me", limit=1, now=LATER, only=lost)
    queue.at += publisher.AGAIN_SECONDS
    publishing.once(LATER)
    assert queue.taken() == []
    assert publishing.next_at(LATER) == LATER + timedelta(minutes=2), "the end of those claims"
    assert publishing.once(LATER + timedelta(minutes=2)) == Delivered(uncertain=2)


def test_where_nobody_claims_anything_delivery_sends_by_itself(
    galil: Business,
    queue: Queue,
    publishing: Publisher,
    mailbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    cast.quote(galil)
    publishing.once(LATER)
    assert mailbox.all() == []
    queue.at += publisher.AGAIN_SECONDS
    assert publishing.once(LATER) == Delivered(sent=1)
    assert "nobody claims what it was given" in caplog.messages[0]
    queue.at += 30
    publishing.once(LATER)
    assert caplog.messages[1:] == ["the broker takes messages again"]


def second_of(business: Business, *, address: str) -> int:
    """Another message of the same case to the same customer."""
    case = cast.quote(business).case
    contact = ContactPoint.objects.of(business.id).filter(customer=business.dana, address=address).first()
    return (
        Message.objects.of(business.id)
        .create(
            organisation_id=business.id, case=case, customer=business.dana, contact=contact, channel="email",
            address=address, kind="update", language="he", subject="x", text="x", salt="x", key="second",
            send_at=LATER, at=LATER,
        )
        .pk
    )  # fmt: skip


def test_the_second_message_of_a_case_is_published_when_the_first_has_gone(
    galil: Business, queue: Queue, publishing: Publisher, mailbox: Mailbox
) -> None:
    second = second_of(galil, address="another@example.com")
    publishing.once(LATER)
    [first] = queue.taken()
    this = delivery.Round(moment=lambda: LATER)
    assert not delivery.one(second, this=this), "a number that came too early"
    assert delivery.one(first, this=this)
    this.close()
    publishing.once(LATER)
    assert queue.taken() == [second]


def test_what_leaves_with_the_first_message_of_a_case_is_not_published(
    galil: Business, queue: Queue, publishing: Publisher, mailbox: Mailbox
) -> None:
    second_of(galil, address=cast.DANA_EMAIL)
    publishing.once(LATER)
    [first] = queue.taken()
    this = delivery.Round(moment=lambda: LATER)
    assert delivery.one(first, this=this)
    this.close()
    assert this.done == Delivered(sent=2) and len(mailbox.all()) == 1, "one envelope"
    publishing.once(LATER)
    assert queue.taken() == []


def test_rates_are_kept_where_it_is_published(
    galil: Business, queue: Queue, publishing: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = Rates(limit=lambda _: Limit(a_second=1, burst=2), seconds=lambda: queue.at)
    monkeypatch.setattr(delivery, "RATES", two)
    for title in "abcd":
        cast.case(galil.yael, galil.john, title=title)
    publishing.once(LATER)
    assert len(queue.taken()) == 2
    queue.at += 1
    publishing.once(LATER)
    assert len(queue.taken()) == 1


def test_what_is_needed_is_published_first_and_becomes_a_call_where_nobody_claims_it_in_time(
    galil: Business, queue: Queue, publishing: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "MOST_WAITING", 2)
    for name in "abc":
        mail = Contact(channel="email", address=f"{name}@example.com")
        cast.case(galil.yael, cast.customer(galil.ruth, name, [mail]))
    first, _, needed = Message.objects.of(galil.id).order_by("id")
    Message.objects.of(galil.id).filter(pk=needed.pk).update(needed_by=LATER + timedelta(minutes=9))
    publishing.once(LATER)
    assert queue.taken() == [needed.pk, first.pk]
    outgoing.claim(worker="me", limit=1, now=LATER, only=first.pk)
    at = LATER + timedelta(seconds=90)
    publishing.once(at)
    needed.refresh_from_db()
    assert needed.state == "queued", "the broker has it"
    queue.at += publisher.AGAIN_SECONDS
    publishing.once(at)
    needed.refresh_from_db()
    assert (needed.state, needed.reason) == ("queued", "out_of_time")


def test_no_more_waits_at_the_broker_than_a_while_of_work(
    galil: Business, queue: Queue, publishing: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "MOST_WAITING", 2)
    for title in "abc":
        cast.case(galil.yael, galil.john, title=title)
    for _ in range(2):
        publishing.once(LATER)
    assert len(queue.waiting) == 2


@pytest.mark.parametrize(("is_up", "consumers"), [(False, 0), (True, 0)])
def test_where_nobody_takes_it_delivery_sends_by_itself_and_says_so(
    galil: Business,
    queue: Queue,
    publishing: Publisher,
    mailbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
    is_up: bool,
    consumers: int,
) -> None:
    caplog.set_level(logging.WARNING)
    queue.is_up, queue.consumers = is_up, consumers
    cast.quote(galil)
    assert publishing.once(LATER) == Delivered(sent=1)
    assert caplog.messages == [], "a restart is no news"
    for _ in range(5):
        queue.at += 60
        publishing.once(LATER)
    assert len(caplog.messages) == 1 and "Delivery sends by itself meanwhile" in caplog.messages[0]
    assert not Pulse.objects.filter(name="broker").exists()
    queue.is_up, queue.consumers = True, 1
    cast.case(galil.yael, galil.john, title="Living room")
    queue.at += 60
    publishing.once(LATER)
    assert len(queue.waiting) == 1 and len(mailbox.all()) == 1
    assert caplog.messages[1:] == ["the broker takes messages again"]


def test_a_broker_that_is_away_is_asked_less_and_less(queue: Queue, publishing: Publisher) -> None:
    queue.is_up = False
    publishing.once(LATER)
    queue.is_up = True
    publishing.once(LATER)
    assert not Pulse.objects.filter(name="broker").exists(), "not before half a second has passed"
    queue.at += 0.5
    publishing.once(LATER)
    assert Pulse.objects.filter(name="broker").exists()


def sleeps(publishing: Publisher) -> float:
    """How long it sleeps after a pass that took a moment."""
    after = LATER + timedelta(milliseconds=20)
    return loop.sleep_seconds(publishing.next_at(after), began=LATER, moment=after)


def test_while_workers_have_something_it_looks_twice_a_second(
    galil: Business, queue: Queue, publishing: Publisher
) -> None:
    cast.quote(galil)
    publishing.once(LATER)
    assert sleeps(publishing) == loop.AGAIN_SECONDS


def test_while_the_broker_is_away_it_sleeps_as_who_has_none(
    galil: Business, queue: Queue, publishing: Publisher, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    publishing.once(LATER)
    queue.is_up = False
    assert publishing.once(LATER) == Delivered(sent=1)
    assert sleeps(publishing) == bell.NEXT_LOOK.total_seconds()


# ── the other end ──


@pytest.fixture
def sending(monkeypatch: pytest.MonkeyPatch) -> Sender:
    """A worker, at a moment when everything is due."""
    monkeypatch.setattr(sender, "now", lambda: LATER)
    monkeypatch.setattr(sender, "close_old_connections", lambda: None)
    return Sender()


def test_a_number_that_comes_twice_is_sent_once(galil: Business, mailbox: Mailbox, sending: Sender) -> None:
    cast.quote(galil)
    for number in (number_of(galil), number_of(galil), 999_999):
        sending.deliver(number)
    sending.close()
    assert len(mailbox.all()) == 1 and Message.objects.of(galil.id).get().state == "accepted"


def test_a_number_that_comes_a_moment_too_early_by_our_clock_is_waited_for(
    galil: Business, mailbox: Mailbox, sending: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.quote(galil)
    due = Message.objects.of(galil.id).get().send_at
    at = [due - timedelta(seconds=1)]
    monkeypatch.setattr(sender, "now", lambda: at[0])
    monkeypatch.setattr(
        sender.time, "sleep", lambda seconds: at.__setitem__(0, at[0] + timedelta(seconds=seconds))
    )
    sending.deliver(number_of(galil))
    sending.close()
    assert at == [due] and len(mailbox.all()) == 1


def test_what_breaks_before_the_claim_leaves_the_message_in_the_outbox(
    galil: Business,
    sending: Sender,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(**_: object) -> list[Message]:
        raise RuntimeError("broken")

    cast.quote(galil)
    monkeypatch.setattr(outgoing, "claim", broken)
    monkeypatch.setattr(sender, "PAUSE_SECONDS", 0)
    sending.deliver(number_of(galil))
    assert caplog.messages == [f"message {number_of(galil)} was left in the outbox"]
    assert Message.objects.of(galil.id).get().state == "queued"


def test_a_database_that_goes_away_before_the_sending_leaves_no_doubt(
    galil: Business, mailbox: Mailbox, sending: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(message: object) -> object:
        raise OperationalError

    cast.quote(galil)
    monkeypatch.setattr(sender, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(sender.connections, "close_all", lambda: None)
    with monkeypatch.context() as broken:
        broken.setattr(outgoing, "of", away)
        sending.deliver(number_of(galil))
    assert Message.objects.of(galil.id).get().state == "sending"
    sending.deliver(999_999)
    assert Message.objects.of(galil.id).get().state == "queued", "whoever has the database back gives it back"
    sending.deliver(number_of(galil))
    sending.close()
    assert len(mailbox.all()) == 1
