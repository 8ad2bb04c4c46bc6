"""Each side of an agreement acts for itself: nobody of ours for the customer, and nobody in another's name (B2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.cast import MONDAY_1000, Business, by, fresh, of
from tests.cast_alignment import filled
from tests.cast_signing import MINUTE, code, countersigned, offered, read, signed
from tests.integration.test_agreements import LATER, sign
from tests.integration.test_disclosures import refused
from teum.actions import agreement_ends, agreements, alignments, links, papers, promises, signing
from teum.core.actor import Actor
from teum.core.agreement import Section
from teum.core.disclosure import How
from teum.models import Agreement, ContactPoint, Event, Promise, Signature
from teum.queries import agreement_paper, verify

pytestmark = pytest.mark.django_db


def theirs(galil: Business, row: Agreement, number: str) -> list[Callable[..., object]]:
    """What the customer alone does while it is signed."""
    point = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    mine = {"agreement_id": row.pk, "now": LATER}
    return [
        partial(agreements.open_, **mine),
        partial(agreements.confirm, section=Section(row.terms[0]["section"]), **mine),
        partial(signing.send, contact_id=point.pk, **mine),
        partial(signing.prove, code=number, **mine),
        partial(agreement_ends.decline, reason="", **mine),
    ]


WHO: dict[str, Callable[[Business], Actor]] = {
    "runs it": lambda galil: by(galil.ruth),
    "manages": lambda galil: by(galil.amir),
    "answers for it": lambda galil: by(galil.yael),
    "a partner": lambda galil: by(galil.sami),
    "the clock": lambda galil: galil.as_clock,
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_of_ours_does_what_is_the_customers(galil: Business, who: str) -> None:
    row = offered(galil)
    number = code(galil, row)
    before = of(Event, galil).count()
    for act in theirs(galil, row, number):
        assert refused(partial(act, by=WHO[who](galil))) == "not_allowed"
    assert of(Event, galil).count() == before
    row.refresh_from_db()
    assert (row.state, row.opened_at, row.confirmed) == ("offered", None, {})


def test_whoever_proves_and_reads_for_themselves_still_signs_for_nobody_else(galil: Business) -> None:
    row = offered(galil)
    read(galil, row)
    signing.prove(agreement_id=row.pk, code=code(galil, row), by=galil.as_customer, now=LATER)
    assert refused(lambda: sign(galil, row, name="דן שגב", by=by(galil.dan))) == "they_sign_first"
    assert refused(lambda: sign(galil, row, name="דנה פרץ", by=by(galil.dan))) == "not_your_name"
    assert refused(lambda: sign(galil, row, by=galil.as_clock)) == "not_allowed"
    assert not of(Signature, galil).exists()


def test_the_customer_lays_nothing_before_themselves_and_takes_nothing_back(galil: Business) -> None:
    alignment = filled(galil)
    offer = partial(agreements.offer, alignment_id=alignment.pk, seen=alignment.version, now=MONDAY_1000)
    assert refused(partial(offer, by=galil.as_customer)) == "not_allowed"
    row = countersigned(galil, signed(galil, offered(galil, alignment)))
    mine = {"agreement_id": row.pk, "by": galil.as_customer, "now": LATER}
    assert refused(partial(agreement_ends.void, reason="לא מתאים", **mine)) == "not_allowed"
    assert refused(partial(agreement_ends.amend, **mine)) == "not_allowed"


@pytest.mark.parametrize("name", ["יעל ברק", " יעל  ברק ", "יעל-ברק", "רות כהן", "דנה פרץ"])
def test_a_member_signs_in_nobody_elses_name(galil: Business, name: str) -> None:
    row = signed(galil)
    assert refused(lambda: sign(galil, row, name=name, by=by(galil.dan))) == "not_your_name"
    sign(galil, row, name="דן  שגב", by=by(galil.dan))
    kept = of(Signature, galil, side="provider").get()
    assert (kept.name, kept.member) == ("דן שגב", galil.dan)
    who = [act.who for act in agreement_paper.evidence(row).acts if act.what == "ההסכם נחתם"]
    assert who == ["דנה פרץ", "דן שגב"]


def test_a_name_of_ones_own_that_is_written_otherwise_is_shown_beside_the_account(galil: Business) -> None:
    row = signed(galil)
    sign(galil, row, name='ד"ר דן שגב', by=by(galil.dan))
    assert 'ד"ר דן שגב (דן שגב)' in [act.who for act in agreement_paper.evidence(row).acts]


def test_whoever_has_no_address_for_a_code_approves_in_person_and_nobody_calls_it_signed(
    galil: Business,
) -> None:
    alignment = filled(galil)
    link = links.of_customer(galil.dana, now=MONDAY_1000)
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(given_on=link)
    assert refused(lambda: offered(galil, alignment)) == "code_address_needed"
    approve = partial(
        alignments.approve, alignment_id=alignment.pk, by=by(galil.yael), seen=alignment.version, now=LATER
    )
    assert refused(partial(approve, how=How.PAGE)) == "proof_needed"
    approve(how=How.COUNTER, proof="אמרה כן, ליד הדלפק")
    row = of(Agreement, galil).get()
    assert (row.form, row.state) == ("light", "in_force")
    said = [act.what for act in agreement_paper.evidence(row).acts]
    assert "האישור נמסר במקום, ונרשם" in said and "ההסכם נחתם" not in said


def test_what_the_customer_signed_they_take_back_until_we_sign_too(galil: Business) -> None:
    row = signed(galil)
    ours = row.promise
    let_go = lambda: promises.release(promise_id=ours.pk, by=galil.as_customer, now=LATER)  # noqa: E731
    assert refused(let_go) == "signature_needed", "else it would still be there for us to sign"
    agreement_ends.decline(agreement_id=row.pk, reason="יקר לי", by=galil.as_customer, now=LATER)
    row.refresh_from_db()
    assert (row.state, fresh(ours).state) == ("declined", "released")
    assert refused(lambda: countersigned(galil, row, now=LATER + MINUTE)) == "agreement_over"
    assert not of(Promise, galil, nature="deed", debtor="customer", state="open").exists()
    papers.once(LATER)
    assert "ההסכם כפי שהוא לא מתאים ללקוח" in [act.what for act in agreement_paper.evidence(row).acts]
    assert verify.verify(rebuild_rows=True).holds
