"""How the business is paid is written down once, and read by customers beside the payment that is due."""

from __future__ import annotations

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, of
from tests.cast_alignment import filled
from tests.integration.test_cancellations import approved, unisolated
from tests.property.world import World
from teum.actions import alignments, receipts, ways_to_pay
from teum.core.disclosure import How
from teum.core.permissions import NotAllowed
from teum.core.price import Means
from teum.core.promise import VagueWindow
from teum.core.said import Said
from teum.models import Agreement, Message, Organisation, WayToPay
from teum.queries import case_view
from teum.queries import ways_to_pay as queries

pytestmark = pytest.mark.django_db
ACCOUNT = "בנק 12, סניף 345, חשבון 678901, על שם מזגני הגליל"


def write(galil: Business, means: Means = Means.TRANSFER, said: Said = Said(ACCOUNT, "")) -> None:  # noqa: B008
    ways_to_pay.write(by=by(galil.ruth), ways={means: said}, now=SUNDAY_1000)


def test_who_runs_the_business_says_where_its_money_goes(galil: Business) -> None:
    for member in (galil.amir, galil.yael):
        with pytest.raises(NotAllowed):
            ways_to_pay.write(by=by(member), ways={Means.TRANSFER: Said(ACCOUNT, "")}, now=SUNDAY_1000)
    write(galil)
    told = queries.told(Organisation.objects.get(pk=galil.id), "en")
    assert told == {Means.TRANSFER: ACCOUNT}, "in the other language, where that is all"
    write(galil, said=Said("", ""))
    assert not of(WayToPay, galil).exists()
    assert queries.told(Organisation.objects.get(pk=galil.id), "en") == {}, "what was kept is read anew"


def test_nothing_vague_is_told_with_it(galil: Business) -> None:
    with pytest.raises(VagueWindow) as refused:
        write(galil, said=Said("נתקשר אליך בהקדם", ""))
    assert refused.value.details["field"] == "transfer_he"


def test_it_stands_beside_the_payment_that_is_paid_so(galil: Business) -> None:
    write(galil)
    row = approved(galil)
    view = case_view.case_view(row.case_id, by=by(galil.yael), now=MONDAY_1000)
    deposit, balance = view.accounts[0].payments
    assert (deposit.how, balance.how) == (ACCOUNT, "")


def test_the_reminder_says_what_is_left_and_how_it_is_paid(world: World, galil: Business) -> None:
    write(galil)
    row = filled(galil)
    world.until(MONDAY_1000)
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    deposit = of(Agreement, galil, alignment=row).get().promises["cost"]
    receipts.take(
        promise_id=deposit,
        by=by(galil.yael),
        amount=40_000,
        means=Means.CASH,
        on=MONDAY_1000.date(),
        now=MONDAY_1000,
    )
    world.until(cast.TUESDAY_1330)
    reminder = unisolated(of(Message, galil, kind="reminder").get().text)
    assert "מתוך זה כבר שולמו 400 ₪. נשארו לתשלום 600 ₪." in reminder
    assert f"איך משלמים: {ACCOUNT}" in reminder
