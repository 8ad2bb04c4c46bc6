"""A one-time code shows that its own address is theirs: it goes there, and nowhere else, and nobody of ours reads it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cast import DANA_EMAIL, MONDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, code, offered
from tests.integration.test_disclosures import refused
from teum.actions import calls as talking
from teum.actions import customers, matter, messages, outgoing
from teum.actions import outbox as settling
from teum.actions.customers import Contact
from teum.clock import expiry
from teum.core.calls import Result
from teum.models import ContactPoint, Message, Task
from teum.queries import calls, day, outbox
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def also_reached_at(galil: Business, address: str) -> None:
    """Dana is known to read mail at one more address."""
    points = of(ContactPoint, galil, customer=galil.dana).order_by("position")
    known = [Contact(channel=one.channel, address=one.address) for one in points]
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.ruth),
        name=galil.dana.name,
        language="he",
        contacts=[*known, Contact(channel="email", address=address)],
        now=LATER,
    )


def test_a_code_that_does_not_arrive_goes_to_no_other_address(galil: Business) -> None:
    code(galil, offered(galil), now=LATER)
    also_reached_at(galil, "dana.work@example.com")
    sent = of(Message, galil, kind="code").get()
    outgoing.claim(worker="test", limit=9, now=LATER)
    messages.mark_failed(sent.pk, reason="no_such_address", permanent=True, blames_address=True, now=LATER)
    sent.refresh_from_db()
    assert (sent.state, sent.address) == ("failed", DANA_EMAIL), "who reads the other one does not prove this"
    assert of(Task, galil, kind="failed", message=sent).exists()


def read_by_ours(galil: Business, now: datetime) -> str:
    """All that one of ours is shown of the case, wherever they look."""
    ruth = by(galil.ruth)
    case = of(Message, galil, kind="code").latest("id").case_id or 0
    seen: list[object] = [
        day.my_day(by=ruth, now=now, whole_team=True),
        calls.call_list(by=ruth, now=now, whole_team=True),
        case_view(case, by=ruth, now=now),
        outbox.outbox(by=ruth),
        outbox.unsettled(by=ruth),
        list(of(Message, galil, member__isnull=False).values_list("subject", "text")),
    ]
    with matter.of_case(case, by=ruth, now=now) as opened:
        seen.append(opened.open_ends())
    return repr(seen)


@pytest.mark.parametrize("fate", ["refused", "in doubt", "carrier away", "no turn"])
def test_whatever_becomes_of_a_code_nobody_of_ours_reads_it(galil: Business, fate: str) -> None:
    number = code(galil, offered(galil), now=LATER)
    sent = of(Message, galil, kind="code").get()
    later = LATER + 2 * MINUTE
    if fate == "no turn":
        expiry.waits(now=later)
    else:
        outgoing.claim(worker="test", limit=9, now=later)
    if fate == "refused":
        messages.mark_failed(sent.pk, reason="no_such_address", permanent=True, now=later)
    elif fate == "in doubt":
        messages.mark_uncertain(sent.pk, now=later)
    elif fate == "carrier away":
        messages.mark_away(sent.pk, reason="connect", now=later)
    assert of(Task, galil, message=sent, done_at=None).exists(), "somebody sees that it did not arrive"
    assert not of(Task, galil, kind="call", message=sent).exists(), "nobody can say it in its place"
    assert number not in read_by_ours(galil, later)
    by_hand = lambda: settling.sent_by_hand(message_id=sent.pk, by=by(galil.yael), now=later)  # noqa: E731
    assert refused(by_hand) == "not_waiting"


def test_a_code_that_waits_for_its_carrier_leaves_while_it_is_good_and_not_after(galil: Business) -> None:
    code(galil, offered(galil), now=LATER)
    sent = of(Message, galil, kind="code").get()
    outgoing.claim(worker="test", limit=9, now=LATER)
    messages.mark_away(sent.pk, reason="connect", now=LATER)
    outgoing.claim(worker="test", limit=9, now=LATER + 10 * MINUTE)
    assert messages.is_still_true(sent.pk, now=LATER + 10 * MINUTE)
    assert not messages.is_still_true(sent.pk, now=LATER + 16 * MINUTE), "it is good for nothing any more"
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert of(Task, galil, kind="failed", message=sent, done_at=None).exists()
    again = lambda: settling.settle(  # noqa: E731
        message_id=sent.pk, by=by(galil.yael), outcome="resend", now=LATER + 20 * MINUTE
    )
    assert refused(again) == "words_passed"


def test_a_code_that_left_late_but_in_time_stands_on_nobodys_day(galil: Business) -> None:
    code(galil, offered(galil), now=LATER)
    sent = of(Message, galil, kind="code").get()
    outgoing.claim(worker="test", limit=9, now=LATER)
    messages.mark_away(sent.pk, reason="connect", now=LATER)
    outgoing.claim(worker="test", limit=9, now=LATER + 5 * MINUTE)
    messages.mark_accepted(sent.pk, now=LATER + 5 * MINUTE)
    assert not of(Task, galil, message=sent, done_at=None).exists()


def test_nobody_says_that_they_told_a_code(galil: Business) -> None:
    """It is not certain that it left: nobody of ours can read it, so nobody can have said it."""
    code(galil, offered(galil), now=LATER)
    sent = of(Message, galil, kind="code").get()
    outgoing.claim(worker="test", limit=9, now=LATER)
    messages.mark_uncertain(sent.pk, now=LATER)
    who = by(galil.yael)
    told = lambda: settling.settle(  # noqa: E731
        message_id=sent.pk, by=who, outcome="told", way="call", now=LATER
    )
    called = lambda: talking.of_message(  # noqa: E731
        message_id=sent.pk, by=who, result=Result.REACHED, now=LATER
    )
    assert refused(told) == refused(called) == "read_by_nobody"
    sent.refresh_from_db()
    assert (sent.state, sent.told_at) == ("uncertain", None)
    settling.settle(message_id=sent.pk, by=who, outcome="dropped", now=LATER)
