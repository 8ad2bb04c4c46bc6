"""Our signature that is promised ends with its agreement: by no other way, after which that could still be signed (B2)."""

from __future__ import annotations

from functools import partial

import pytest

from tests.cast import MONDAY_1000, WEDNESDAY_1200, Business, by, fresh, of, quote_draft
from tests.cast_disclosure import shower
from tests.cast_signing import MINUTE, countersigned, signed
from tests.integration.test_disclosures import refused
from teum.actions import disclosures, promises
from teum.core.disclosure import How
from teum.models import Disclosure, Message

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def test_no_choice_is_told_of_it_that_would_end_it_alone(galil: Business) -> None:
    ours = signed(galil).promise
    tell = partial(disclosures.disclose, case_id=ours.case_id, by=by(galil.yael), about=ours.pk, now=LATER)
    assert refused(partial(tell, shown=shower(), decide_by=WEDNESDAY_1200)) == "signature_needed"


def test_a_choice_that_was_told_before_does_not_end_it_alone(galil: Business) -> None:
    ours = signed(galil).promise
    choice = disclosures.disclose(
        case_id=ours.case_id, by=by(galil.yael), shown=shower(), decide_by=WEDNESDAY_1200, now=LATER
    )
    of(Disclosure, galil, pk=choice.pk).update(about=ours)
    choose = partial(
        disclosures.decide,
        disclosure_id=choice.pk,
        by=galil.as_customer,
        shown=disclosures.shown_digest(choice.told),
        how=How.PAGE,
        now=LATER,
    )
    assert [refused(partial(choose, option=one)) for one in ("cancel", "as_is")] == ["signature_needed"] * 2
    assert fresh(ours).state == "open"


def test_nothing_takes_its_place_while_the_agreement_can_be_signed(galil: Business) -> None:
    ours = signed(galil).promise
    make = partial(promises.make, case_id=ours.case_id, by=by(galil.yael), now=LATER)
    assert refused(partial(make, draft=quote_draft(replaces=ours.pk))) == "signature_needed"
    assert fresh(ours).state == "open"


def test_that_we_signed_is_needed_before_our_signature_was_due(galil: Business) -> None:
    row = signed(galil)
    countersigned(galil, row)
    letter = of(Message, galil, kind="decided", customer__isnull=False).latest("id")
    assert row.promise is not None and letter.needed_by == row.promise.due
