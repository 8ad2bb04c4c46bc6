"""Two deliveries at once, and carriers that fail for a while: the messages of one case arrive in order, each once."""

import random
import threading
import time
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import pytest
from django.db import connection, transaction

from tests import cast
from tests.cast import SUNDAY_1000
from teum.actions import messages, outgoing
from teum.actions.customers import Contact
from teum.models import Customer, Message
from teum.queries import delivery

pytestmark = pytest.mark.django_db(transaction=True)
CASES, EACH, WORKERS = 6, 4, 2
SPEED = 600
"""Virtual seconds in one: the waits of retries pass while the test runs."""
PATIENCE_SECONDS = 30


def outbox(business: cast.Business) -> int:
    """Messages to customers, some of each case, all due; how many."""
    people = [business.dana, *(_customer(business, n) for n in range(1, CASES // 2))]
    for case in [cast.case(business.yael, people[n % len(people)], now=SUNDAY_1000) for n in range(CASES)]:
        first = Message.objects.of(business.id).get(case=case)
        copies = [Message(**{**_plain(first), "key": f"{case.pk} {n}"}) for n in range(1, EACH)]
        Message.objects.of(business.id).bulk_create(copies)
    apart = [SUNDAY_1000 + timedelta(minutes=n) for n in range(EACH)]
    for number, row in enumerate(Message.objects.of(business.id).order_by("id")):
        Message.objects.of(business.id).filter(pk=row.pk).update(send_at=apart[number % EACH])
    return CASES * EACH


def _customer(business: cast.Business, number: int) -> Customer:
    mail = Contact(channel="email", address=f"customer{number}@example.com")
    return cast.customer(business.ruth, f"דנה {number}", [mail])


def _plain(message: Message) -> dict[str, object]:
    return {
        field.attname: getattr(message, field.attname)
        for field in Message._meta.concrete_fields
        if not field.primary_key
    }


class Work:
    """What both workers share: a clock that runs fast, and what arrived."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.arrived: dict[int, list[int]] = defaultdict(list)
        self.retried: set[int] = set()
        self.began = time.monotonic()
        self.trouble: list[BaseException] = []

    def now(self) -> datetime:
        """Runs fast."""
        return SUNDAY_1000 + timedelta(minutes=1, seconds=(time.monotonic() - self.began) * SPEED)

    def is_done(self) -> bool:
        """Whether all have arrived, or it takes too long."""
        count = sum(map(len, self.arrived.values()))
        return count >= self.wanted or time.monotonic() - self.began > PATIENCE_SECONDS

    def run(self, name: str) -> None:
        """One worker: claims, hands over or fails, marks."""
        dice = random.Random(name)
        try:
            while not self.is_done():
                claimed = outgoing.claim(worker=name, limit=3, now=self.now())
                for _, parts in groupby(sorted(claimed, key=_in_envelopes), key=lambda row: row.envelope):
                    self._hand_over(list(parts), dice)
                time.sleep(0.01)
        except BaseException as error:
            self.trouble.append(error)
        finally:
            connection.close()

    def _hand_over(self, parts: list[Message], dice: random.Random) -> None:
        """One envelope: it fails once for every message that is in one for the first time, or arrives whole."""
        time.sleep(dice.uniform(0, 0.02))
        if not self.retried.issuperset(row.pk for row in parts) and dice.random() < 0.4:
            for row in parts:
                self.retried.add(row.pk)
                messages.mark_failed(row.pk, reason="451", permanent=False, now=self.now())
            return
        for row in parts:
            assert row.case_id is not None
            self.arrived[row.case_id].append(row.pk)
            messages.mark_accepted(row.pk, now=self.now())


def _in_envelopes(row: Message) -> tuple[str, int]:
    return row.envelope, row.pk


def test_each_case_hears_in_order_from_whoever_delivers() -> None:
    business = cast.galil()
    work = Work(outbox(business))
    workers = [threading.Thread(target=work.run, args=(f"worker {n}",)) for n in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert work.trouble == []
    assert work.retried, "none failed at first"
    expected = defaultdict(list)
    for message in Message.objects.of(business.id).order_by("id"):
        expected[message.case_id].append(message.pk)
    assert dict(work.arrived) == dict(expected)
    assert len(expected) == CASES and all(len(ids) == EACH for ids in expected.values())


NOW = SUNDAY_1000 + timedelta(minutes=5)


@pytest.fixture
def waits() -> tuple[Message, Message]:
    """One that waits to leave with another, and one after it in its case that leaves now and would take it along."""
    business = cast.galil()
    first = Message.objects.of(business.id).get(case=cast.case(business.yael, business.dana, now=SUNDAY_1000))
    last = Message(**{**_plain(first), "key": "after it"})
    last.save()
    Message.objects.of(business.id).filter(pk=first.pk).update(
        may_join_at=SUNDAY_1000, send_at=NOW + timedelta(minutes=1)
    )
    return first, last


def test_what_is_another_deliverys_a_moment_later_is_not_passed(
    waits: tuple[Message, Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = waits
    found = delivery.to_claim

    def to_claim(**asked: Any) -> dict[int, delivery.Reader]:
        leads = found(**asked)
        Message.objects.everywhere().filter(pk=first.pk).update(state="sending", claimed_by="another")
        return leads

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "to_claim", to_claim)
        assert outgoing.claim(worker="me", limit=3, now=NOW) == []
    assert Message.objects.everywhere().get(pk=last.pk).state == "queued"
    Message.objects.everywhere().filter(pk=first.pk).update(state="accepted")
    assert [row.pk for row in outgoing.claim(worker="me", limit=3, now=NOW)] == [last.pk]


def test_what_another_delivery_is_taking_is_not_passed(waits: tuple[Message, Message]) -> None:
    if connection.vendor == "sqlite":
        return  # one writer at a time: nothing is seen half taken
    first, last = waits
    has_it, is_over = threading.Event(), threading.Event()

    def take() -> None:
        with transaction.atomic():
            Message.objects.everywhere().select_for_update(no_key=True).get(pk=first.pk)
            has_it.set()
            is_over.wait(PATIENCE_SECONDS)
        connection.close()

    another = threading.Thread(target=take)
    another.start()
    assert has_it.wait(PATIENCE_SECONDS)
    try:
        assert outgoing.claim(worker="me", limit=3, now=NOW) == []
    finally:
        is_over.set()
        another.join()
    together = {row.pk for row in outgoing.claim(worker="me", limit=3, now=NOW)}
    assert together == {first.pk, last.pk}
