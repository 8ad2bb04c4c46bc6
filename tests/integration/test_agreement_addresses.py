"""How the address to which a code went had become known is part of the evidence, as it happened (B2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast_mail
from tests.cast import DANA_EMAIL, MONDAY_1000, SUNDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, code, in_force, offered, signed
from tests.integration.test_agreements import LATER, amended
from teum.actions import customers, inbox, links, preferences
from teum.actions.customers import Contact
from teum.models import Agreement, ContactPoint, Message
from teum.queries import agreement_paper, verify

pytestmark = pytest.mark.django_db
ONLY_OURS = "לפני הקוד הזה רק העסק אמר שהיא של הלקוח"


def known(row: Agreement) -> str:
    """What the evidence says of the address to which the last code went."""
    return [act.address for act in agreement_paper.evidence(row).acts if act.address][-1]


def test_an_address_that_only_the_business_wrote_is_said_to_be_that(galil: Business) -> None:
    said = known(signed(galil))
    assert said == f"היא נרשמה על ידי רות כהן מטעם העסק, ביום ראשון, 22.11.2026, בשעה 09:00; {ONLY_OURS}"
    point = of(ContactPoint, galil, address=DANA_EMAIL).get()
    assert (point.shown_by, point.shown_at) == ("code", MONDAY_1000 + MINUTE)
    assert verify.verify(rebuild_rows=True).holds


def test_a_code_that_was_sent_and_not_given_back_shows_nothing(galil: Business) -> None:
    row = offered(galil)
    code(galil, row)
    assert of(ContactPoint, galil, address=DANA_EMAIL).get().shown_at is None
    assert ONLY_OURS in known(row)


def test_the_next_version_knows_that_a_code_was_given_back(galil: Business) -> None:
    first = in_force(galil)
    row = signed(galil, offered(galil, amended(galil, first), now=LATER), now=LATER)
    assert known(row).endswith("קוד שנשלח אליה הוזן נכון, ביום שני, 23.11.2026, בשעה 10:02")


@pytest.mark.parametrize(("is_checked", "is_shown"), [(True, True), (None, False)])
def test_a_mail_from_it_that_is_surely_theirs_shows_that_they_read_there(
    galil: Business, is_checked: bool | None, is_shown: bool
) -> None:
    row = offered(galil)
    mail = cast_mail.mail(is_checked=is_checked)
    if is_shown:
        letter = of(Message, galil, kind="asked").latest("id")
        mail = cast_mail.answer_to(letter)
    inbox.receive(mail, now=MONDAY_1000)
    said = known(signed(galil, row, now=LATER))
    assert ("נשלח ממנה דואר אל העסק, ביום שני, 23.11.2026, בשעה 10:00" in said) is is_shown
    assert (ONLY_OURS in said) is not is_shown


def test_an_address_that_the_customer_gave_on_their_page_is_said_to_be_theirs(galil: Business) -> None:
    row = offered(galil)
    page = links.of_customer(galil.dana, now=SUNDAY_1000)
    points = of(ContactPoint, galil, customer=galil.dana, channel="email")
    points.update(is_broken=True)
    given = preferences.correct(
        by=galil.as_customer,
        token=page.token,
        contact_id=points.get().pk,
        address="dana.peretz@example.com",
        now=MONDAY_1000,
    )
    preferences.prove(by=by(galil.yael), customer_id=galil.dana.pk, contact_id=given.pk, now=LATER)
    assert known(signed(galil, row, now=LATER)) == (
        "הלקוח מסר אותה בעמוד האישי, ביום שני, 23.11.2026, בשעה 10:00"
    )


def test_who_changes_it_is_who_wrote_it(galil: Business) -> None:
    contacts = [Contact(channel="email", address="dana@new.example")]
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.dan),
        name="דנה פרץ",
        language="he",
        contacts=contacts,
        now=SUNDAY_1000,
    )
    assert known(signed(galil)).startswith(
        "היא נרשמה על ידי דן שגב מטעם העסק, ביום ראשון, 22.11.2026, בשעה 10:00"
    )


def test_of_what_nobody_kept_the_evidence_says_nothing(galil: Business) -> None:
    of(ContactPoint, galil).update(given_by=None, given_at=None)
    row = signed(galil, now=MONDAY_1000 + timedelta(minutes=3))
    assert not [act for act in agreement_paper.evidence(row).acts if act.address]
