"""A one-time code shows that who signs has the address to which it went (B2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from tests.cast import MONDAY_1000, TUESDAY_1400, Business, by, case, of, quote_draft
from tests.cast_alignment import ANSWERS, PRICE, VISIT, begun
from tests.cast_signing import MINUTE, code, countersigned, in_force, offered, read, signed
from tests.integration.test_agreements import amended, sign
from tests.integration.test_disclosures import refused
from teum.actions import agreement_ends, alignments, messages, outgoing, promises, signing, undo
from teum.core.agreement.code import MOST_CODES
from teum.core.alignment import Answer, facts
from teum.models import Agreement, AlignmentTemplate, ContactPoint, Event, Message, Promise, Signature, Task
from teum.queries import verify

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def other(number: str) -> str:
    """Six figures that are not the code."""
    return f"{(int(number) + 1) % 10**6:06}"


def give_back(galil: Business, row: Agreement, typed: str, now: datetime = LATER) -> None:
    signing.prove(agreement_id=row.pk, code=typed, by=galil.as_customer, now=now)


def test_a_code_is_tried_a_few_times_and_is_good_for_a_while(galil: Business) -> None:
    row = offered(galil)
    number = code(galil, row, now=MONDAY_1000)
    wrong = other(number)
    said: Callable[..., str] = lambda typed, now: refused(  # noqa: E731
        lambda: signing.prove(agreement_id=row.pk, code=typed, by=galil.as_customer, now=now)
    )
    assert said(number, MONDAY_1000 + 16 * MINUTE) == "no_code"
    assert [said(wrong, LATER) for _ in range(5)] == ["wrong_code"] * 4 + ["no_code"]
    assert said(number, LATER) == "no_code"


def test_a_wrong_code_behind_the_right_one_proves_nothing(galil: Business) -> None:
    row = offered(galil)
    read(galil, row)
    number = code(galil, row)
    give_back(galil, row, number)
    assert refused(lambda: give_back(galil, row, other(number))) == "wrong_code"
    assert refused(lambda: sign(galil, row)) == "no_code"
    assert of(Event, galil, kind="CodeProven").count() == 1
    give_back(galil, row, number)
    assert sign(galil, row).state == "signed"


def test_a_code_is_not_found_by_guessing_and_who_answers_for_it_hears_of_it(galil: Business) -> None:
    row = offered(galil)
    for wrong in range(3):
        code(galil, row, now=LATER + wrong * MINUTE)
        assert not of(Task, galil, kind="spent").exists()
        said = [refused(partial(give_back, galil, row, "-", LATER + wrong * MINUTE)) for _ in range(6)]
        assert said == ["wrong_code"] * 4 + ["no_code"] * 2
    assert refused(lambda: code(galil, row, now=LATER + 5 * MINUTE)) == "codes_spent"
    assert of(Task, galil, kind="spent").get().member == galil.yael
    assert code(galil, row, now=LATER + timedelta(days=1)), "the next day it goes on"


def test_so_many_codes_are_sent_in_a_day(galil: Business) -> None:
    row = offered(galil)
    for sent in range(MOST_CODES):
        code(galil, row, now=LATER + sent * MINUTE)
    assert refused(lambda: code(galil, row, now=LATER + MOST_CODES * MINUTE)) == "codes_spent"
    assert of(Task, galil, kind="spent").get().member == galil.yael


def test_no_code_is_sent_or_tried_for_what_is_over(galil: Business) -> None:
    row = offered(galil)
    number = code(galil, row)
    agreement_ends.decline(agreement_id=row.pk, reason="", by=galil.as_customer, now=LATER)
    assert refused(lambda: code(galil, row, now=LATER)) == "agreement_over"
    assert refused(lambda: give_back(galil, row, number)) == "agreement_over"
    assert not of(Event, galil, kind="CodeProven").exists()


@pytest.mark.parametrize("state", ["signed", "in_force"])
def test_a_signature_of_either_side_is_not_undone(galil: Business, state: str) -> None:
    row = signed(galil) if state == "signed" else in_force(galil)
    letter = of(Message, galil, kind="decided").latest("id")
    take_back = lambda: undo.act(message_id=letter.pk, by=by(galil.yael), now=letter.at)  # noqa: E731
    assert refused(take_back) == "too_late"
    row.refresh_from_db()
    assert row.state == state
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_laid_before_them_is_undone_also_once_its_file_was_made(galil: Business) -> None:
    row = offered(galil)
    letter = of(Message, galil, kind="asked").get()
    undo.act(message_id=letter.pk, by=by(galil.yael), now=MONDAY_1000 + timedelta(seconds=5))
    assert refused(lambda: code(galil, row, now=LATER)) == "not_found"
    assert verify.verify(rebuild_rows=True).holds
    again = in_force(galil, offered(galil, row.alignment, now=LATER), now=LATER + MINUTE)
    assert (again.version, again.state) == (1, "in_force")
    assert verify.verify(rebuild_rows=True).holds


def test_a_signature_that_is_waited_for_ends_with_the_agreement_and_not_by_itself(galil: Business) -> None:
    row = offered(galil)
    for state in ("offered", "signed"):
        waited = {"promise_id": row.promise_id, "by": by(galil.yael), "now": LATER}
        take_back = partial(promises.withdraw, disclosure="טעינו", **waited)  # type: ignore[arg-type]
        let_go = partial(promises.release, proof="אמרה בשיחה", **waited)  # type: ignore[arg-type]
        assert [row.state, refused(take_back), refused(let_go)] == [state, *["signature_needed"] * 2]
        row = signed(galil, row) if state == "offered" else row


# ── what could never come into force is signed by nobody ──


@pytest.mark.parametrize("what", ["מקדמה בהקדם האפשרי", "מקדמה עד יום חמישי"])
def test_a_payment_whose_name_is_vague_or_names_another_time_is_not_laid_before_them(
    galil: Business, what: str
) -> None:
    payments = (replace(PRICE.payments[0], what=what), PRICE.payments[1])
    answers = {**ANSWERS, "cost": Answer(price=replace(PRICE, payments=payments))}
    row = begun(galil)
    say = lambda: alignments.say(alignment_id=row.pk, answers=answers, by=by(galil.yael), now=MONDAY_1000)  # noqa: E731
    lay = lambda: offered(galil, say())  # noqa: E731
    assert refused(lay) in ("vague_window", "window_mismatch")
    assert not of(Agreement, galil).exists()


def test_what_reaches_its_customer_by_no_way_is_not_laid_before_them(galil: Business) -> None:
    template = AlignmentTemplate.objects.of(galil.id).create(
        he="מקלחון", en="Shower", items=facts.of_items([replace(VISIT, channel="whatsapp")])
    )
    of(ContactPoint, galil, customer=galil.dana).exclude(channel="email").update(is_broken=True)
    opened = case(galil.yael, galil.dana, promise=quote_draft())
    row = alignments.begin(case_id=opened.pk, template_id=template.pk, by=by(galil.yael), now=MONDAY_1000)
    said = {"visit": ANSWERS["visit"]}
    row = alignments.say(alignment_id=row.pk, answers=said, by=by(galil.yael), now=MONDAY_1000)
    assert refused(lambda: offered(galil, row)) == "no_address"


def test_neither_side_signs_what_names_a_time_that_has_passed(galil: Business) -> None:
    row, late = offered(galil), TUESDAY_1400 + MINUTE
    assert refused(lambda: signed(galil, row, now=late)) == "term_over"
    row = signed(galil, row)
    assert refused(lambda: countersigned(galil, row, now=late)) == "term_over"
    assert of(Signature, galil).count() == 1


def test_both_are_asked_to_sign_while_it_can_still_come_into_force(galil: Business) -> None:
    row = offered(galil)
    assert row.promise is not None
    assert row.promise.due == TUESDAY_1400 - timedelta(hours=1)
    row = signed(galil, row, now=TUESDAY_1400 - timedelta(minutes=40))
    assert row.promise.due == TUESDAY_1400 - timedelta(minutes=20)


def test_a_code_takes_no_bad_news_along_that_waits_for_a_call(galil: Business) -> None:
    first = in_force(galil)
    visit = of(Promise, galil).get(pk=first.promises["visit"])
    row = offered(galil, amended(galil, first), now=LATER)
    while claimed := outgoing.claim(worker="w", limit=100, now=LATER + MINUTE):
        for message in claimed:
            messages.mark_accepted(message.pk, now=LATER + MINUTE)
    now = LATER + 2 * MINUTE
    promises.revise(
        promise_id=visit.pk,
        by=by(galil.yael),
        due=TUESDAY_1400 + timedelta(days=1),
        reason="הספק איחר",
        now=now,
    )
    assert of(Message, galil, kind="revised").get().call_by, "they are called first"
    point = of(ContactPoint, galil, customer=galil.dana, channel="email").get()
    signing.send(agreement_id=row.pk, contact_id=point.pk, by=galil.as_customer, now=now + MINUTE)
    taken = outgoing.claim(worker="w", limit=100, now=now + 2 * MINUTE)
    assert [message.kind for message in taken if message.customer_id] == ["code"]
