"""A slow server: what surely never left is not left in doubt, and what is claimed no longer is not sent."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from tests import cast
from tests.cast import MONDAY_1000, Business, by, of
from tests.property.world import World
from teum.actions import messages, promises
from teum.clock import delivery, expiry, patience
from teum.core.delivery import LEASE
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Message

pytestmark = pytest.mark.django_db
SLOW = timedelta(seconds=100)
"""A claim that is still fresh, and a server that takes its time to refuse."""


class Tarpit:
    """A server that is slow to refuse what leaves together; meanwhile another delivery looks at what was left."""

    def __init__(self, *seconds: int) -> None:
        self.now: datetime = MONDAY_1000 + timedelta(minutes=5)
        self.takes = [timedelta(seconds=number) for number in seconds]
        self.left: list[int] = []

    def answer(self, *, key: str, address: str) -> Answer:
        """The first refuses the words, the others take them."""
        is_first = len(self.takes) == LETTERS + 1
        self.now += self.takes.pop(0)
        self.left += expiry.leases(now=self.now)
        return Answer.REFUSED if is_first else Answer.TAKEN


LETTERS = 2


@pytest.fixture
def reported(world: World, galil: Business) -> list[Message]:
    """Two letters of one case that leave together."""
    first = cast.quote(galil)
    draft = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", due=cast.TUESDAY_1400)
    second = promises.make(case_id=first.case_id, by=by(galil.yael), draft=draft, now=world.now)
    world.until(MONDAY_1000)
    for promise in (first, second):
        promises.report(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    world.carrier.handed.clear()
    return list(of(Message, galil, kind="reported").order_by("id"))


def states(reported: list[Message]) -> list[str]:
    """What became of them by now."""
    return [Message.objects.everywhere().get(pk=row.pk).state for row in reported]


def test_what_comes_apart_is_claimed_anew_and_not_in_doubt(world: World, reported: list[Message]) -> None:
    server = Tarpit(100, 50, 10)
    world.carrier.decide = server.answer
    delivery.once(server.now, moment=lambda: server.now)
    assert server.left == [], "nothing of it had left"
    assert states(reported) == ["accepted", "accepted"]


def test_what_is_in_doubt_by_then_is_not_sent_in_its_parts(world: World, reported: list[Message]) -> None:
    server = Tarpit(int(LEASE.total_seconds()) + 10, 0, 0)
    world.carrier.decide = server.answer
    delivery.once(server.now, moment=lambda: server.now)
    assert len(world.carrier.handed) == 1
    assert states(reported) == ["uncertain", "uncertain"]


def test_what_was_not_handed_over_or_not_taken_is_in_no_doubt_where_its_mark_is_lost(
    world: World, reported: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_away(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    now = MONDAY_1000 + timedelta(minutes=5)
    for answer in ("is_down", "is_away"):
        setattr(world.carrier, answer, True)
        with monkeypatch.context() as patched:
            patched.setattr(messages, "mark_away", is_away)
            patched.setattr(messages, "mark_failed", is_away)
            patched.setattr(patience, "TRIES", 1)
            with pytest.raises(OperationalError):
                delivery.once(now)
        assert states(reported) == ["sending", "sending"]
        delivery._give_back_what_was_left()
        assert states(reported) == ["queued", "queued"]


def test_what_only_went_along_is_not_sent_for_itself(world: World, reported: list[Message]) -> None:
    """An update that waits for tomorrow is in the letter whose words are refused, and is before the other in time."""
    first, *_ = reported
    morning = world.now + timedelta(days=1)
    Message.objects.everywhere().filter(pk=first.pk).update(
        kind="update", send_at=morning, may_join_at=world.now
    )
    world.carrier.script.extend([Answer.REFUSED, Answer.TAKEN])
    server_now = MONDAY_1000 + timedelta(minutes=5)
    delivery.once(server_now, moment=lambda: server_now)
    first.refresh_from_db()
    assert (states(reported), first.send_at, first.attempts) == (["queued", "accepted"], morning, 0)
    world.look()
    assert list(guarantees.one_after_the_other(world)) == []
