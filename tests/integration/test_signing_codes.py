"""A one-time code shows that its own address is theirs: it goes there, and nowhere else."""

import pytest

from tests.cast import DANA_EMAIL, MONDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, code, offered
from teum.actions import customers, messages, outgoing
from teum.actions.customers import Contact
from teum.models import ContactPoint, Message, Task

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
