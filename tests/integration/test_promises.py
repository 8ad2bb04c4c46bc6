"""Every step of a promise's life, with its refusals and their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1000,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.cast_page import deliver
from teum.actions import promises, timers
from teum.actions.promises.steps import Next
from teum.core.actor import Actor
from teum.core.promise import LIFE, Debtor, State
from teum.core.refusal import Refused
from teum.models import Case, Event, Message, Promise, Revision, Task, Telling, Timer
from teum.queries.case_view import case_view
from teum.queries.promise_view import promise_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


def kinds(promise: Promise) -> list[str]:
    """The promise's history, by the names of its events."""
    found = Event.objects.of(promise.organisation_id).filter(promise=promise.pk).order_by("id")
    return [
        kind for kind in found.values_list("kind", flat=True) if kind.startswith(("Promise", "Cond", "Rev"))
    ]


def refused(act: Callable[[], Any]) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def offered(business: Business) -> Promise:
    """An offer that Dana is to answer by Monday."""
    return quote(business, answer_by=MONDAY_1000)


def waiting(business: Business, **said: Any) -> Promise:
    """A promise that waits for Dana's form until Monday."""
    given = {"condition": "אחרי שיגיע הטופס החתום", "condition_due": MONDAY_1000, **said}
    return quote(business, **given)


def reported(business: Business) -> Promise:
    """A promise that Yael reported done on Monday."""
    row = quote(business)
    return promises.report(promise_id=row.pk, by=by(business.yael), now=MONDAY_1000)


def kept(business: Business) -> Promise:
    """A promise that Dana confirmed; another one keeps the case open."""
    row = reported(business)
    return promises.confirm(promise_id=row.pk, by=business.as_customer, now=TUESDAY_1000)


# ── making ──


def test_a_whole_promise_is_open_told_and_watched(galil: Business) -> None:
    row = quote(galil)
    assert (row.state, row.owner, row.answerable, row.number) == ("open", galil.yael, galil.yael, 0)
    assert row.what == "אשלח לך במייל את הצעת המחיר והמפרט"
    assert set(of(Timer, galil, promise=row).values_list("kind", flat=True)) == {"ask", "hold", "due"}
    assert [m.kind for m in of(Message, galil, customer=galil.dana)] == ["agreed"]
    assert kinds(row) == ["PromiseMade"]


def test_what_the_words_say_need_not_be_said_again(galil: Business) -> None:
    row = quote(galil, channel=None, due=None)
    assert (row.channel, row.due) == ("email", TUESDAY_1400)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"body": cast.VAGUE}, "vague_window"),
        ({"includes": ("המפרט, בהקדם",)}, "vague_window"),
        ({"includes": ("the quote, as soon as possible",)}, "vague_window"),
        ({"condition": "כשיהיה זמן, בהקדם", "condition_due": MONDAY_1000}, "vague_window"),
        ({"body": "אשלח לך את המפרט", "due": None}, "vague_window"),
        ({"includes": ()}, "incomplete"),
        ({"includes": (" ",)}, "incomplete"),
        ({"body": "אשלח לך את המפרט", "channel": None}, "incomplete"),
        ({"due": THURSDAY_1400}, "window_mismatch"),
        ({"body": "אשלח לך את המפרט", "due": cast.THURSDAY_1740}, "due_past"),
        ({"body": "אשלח לך את המפרט", "start": WEDNESDAY_1200}, "due_before_start"),
        ({"body": "אשלח לך את המפרט", "due": TUESDAY_1400.replace(tzinfo=None)}, "naive_moment"),
        ({"answer_by": cast.THURSDAY_1740}, "due_past"),
        ({"answer_by": MONDAY_1000.replace(tzinfo=None)}, "naive_moment"),
        ({"answer_by": WEDNESDAY_1200}, "answer_after_due"),
        ({"condition": "אחרי שיגיע הטופס", "condition_due": cast.THURSDAY_1740}, "due_past"),
        ({"condition": "אחרי שיגיע הטופס", "condition_due": WEDNESDAY_1200}, "condition_after_due"),
        ({"owner": 999_999}, "not_found"),
        ({"replaces": 999_999}, "not_found"),
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_nothing(
    galil: Business, said: dict[str, Any], code: str
) -> None:
    case = cast.case(galil.yael, galil.john, promise=quote_draft(body="אשלח לך את המפרט"))
    before = (
        Promise.objects.of(galil.id).count(),
        Event.objects.of(galil.id).count(),
        Message.objects.of(galil.id).count(),
    )
    draft = quote_draft(**said)
    act = lambda: promises.make(case_id=case.pk, by=by(galil.yael), draft=draft, now=SUNDAY_1000)  # noqa: E731
    assert refused(act) == code
    after = (
        Promise.objects.of(galil.id).count(),
        Event.objects.of(galil.id).count(),
        Message.objects.of(galil.id).count(),
    )
    assert after == before


def test_instead_of_or_as_well_must_be_said_where_there_is_another(galil: Business) -> None:
    row = quote(galil)
    draft = quote_draft(says_replaces=False)
    act = lambda: promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=SUNDAY_1000)  # noqa: E731
    with pytest.raises(Refused) as found:
        act()
    assert (found.value.code, found.value.details["missing"]) == ("incomplete", ["replaces"])


def test_a_promise_instead_of_another_lets_go_of_it_and_of_its_promised_word(galil: Business) -> None:
    row = quote(galil)
    timers.fire(of(Timer, galil, promise=row, kind="hold").get(), now=cast.TUESDAY_1230)
    word = of(Promise, galil, nature="update").get()
    draft = quote_draft(body="אשלח לך את החוזה", replaces=row.pk, due=THURSDAY_1400)
    made = promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=cast.TUESDAY_1330)
    assert (fresh(row).state, fresh(row).verdict, made.replaces_id) == ("released", "released", row.pk)
    assert fresh(word).state == "kept"
    assert Event.objects.of(galil.id).get(kind="PromiseReleased").facts["replaced_by"] == made.pk


def test_replacing_after_an_outage_does_not_erase_the_miss(galil: Business) -> None:
    row = quote(galil)
    draft = quote_draft(body="אשלח לך את החוזה", replaces=row.pk, due=THURSDAY_1400)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=TUESDAY_1500)
    assert fresh(row).verdict == "late_silent"


def test_what_was_agreed_in_one_sitting_is_one_message(galil: Business) -> None:
    row = quote(galil)
    draft = quote_draft(body="אשלח לך את החוזה", due=THURSDAY_1400)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=SUNDAY_1000)
    states = list(of(Message, galil, kind="agreed").order_by("id").values_list("state", flat=True))
    assert states == ["overtaken", "queued"]
    newest = of(Message, galil, state="queued").get()
    assert set(of(Telling, galil, message=newest).values_list("what", flat=True)) == {"agreed"}
    assert "החוזה" in newest.text and "המפרט" in newest.text


# ── offers ──


def test_an_accepted_offer_is_open_and_watched(galil: Business) -> None:
    row = offered(galil)
    assert row.state == "offered"
    promises.accept(promise_id=row.pk, by=galil.as_customer, now=cast.at("2026-11-22 12:00"))
    assert fresh(row).state == "open"
    assert set(of(Timer, galil, promise=row).values_list("kind", flat=True)) == {"ask", "hold", "due"}


def test_an_offer_cannot_be_accepted_after_its_window(galil: Business) -> None:
    row = offered(galil)
    assert (
        refused(lambda: promises.accept(promise_id=row.pk, by=galil.as_customer, now=TUESDAY_1500))
        == "due_past"
    )


def test_a_countered_offer_waits_for_us(galil: Business) -> None:
    row = offered(galil)
    now = cast.at("2026-11-22 12:00")
    promises.counter(promise_id=row.pk, by=galil.as_customer, due=WEDNESDAY_1200, now=now)
    row = fresh(row)
    assert (row.state, row.due, row.number) == ("offered", WEDNESDAY_1200, 1)
    assert of(Task, galil, promise=row, kind="ask", member=galil.yael, done_at=None).exists()
    assert (
        refused(lambda: promises.accept(promise_id=row.pk, by=galil.as_customer, now=now)) == "not_possible"
    )
    promises.accept(promise_id=row.pk, by=by(galil.yael), now=now)
    assert fresh(row).state == "open"


def test_an_offer_countered_to_an_earlier_window_is_answered_by_then(galil: Business) -> None:
    row = offered(galil)
    now, sooner = cast.at("2026-11-22 12:00"), cast.at("2026-11-22 15:00")
    assert row.answer_by is not None
    assert row.answer_by > sooner
    promises.counter(promise_id=row.pk, by=galil.as_customer, due=sooner, now=now)
    row = fresh(row)
    assert (row.due, row.answer_by) == (sooner, sooner)
    assert verify(rebuild_rows=True).holds
    promises.counter(promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, now=now)
    assert fresh(row).answer_by == sooner


def test_a_declined_offer_of_a_case_without_ends_closes_it(galil: Business) -> None:
    row = offered(galil)
    promises.decline(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    assert (fresh(row).verdict, fresh(row).case.state) == ("declined", "closed")


@pytest.mark.parametrize(("make", "case"), [(offered, "closed"), (waiting, "open")])
def test_what_is_not_answered_lapses_and_the_case_closes_or_its_date_is_told(
    galil: Business, make: Callable[[Business], Promise], case: str
) -> None:
    row = make(galil)
    timer = of(Timer, galil, promise=row, kind="lapse").get()
    assert timer.fire_at == MONDAY_1000
    timers.fire(timer, now=MONDAY_1000)
    assert (fresh(row).state, fresh(row).verdict, fresh(row).case.state) == ("lapsed", "lapsed", case)


# ── conditions ──


def test_a_met_condition_opens_the_promise_with_the_window_that_runs_from_it(galil: Business) -> None:
    row = waiting(galil, body="אשלח לך את המפרט", due=THURSDAY_1400, term="2 business days")
    assert row.state == "waiting"
    promises.meet_condition(promise_id=row.pk, by=by(galil.yael), now=cast.at("2026-11-22 12:00"))
    row = fresh(row)
    assert (row.state, row.due, row.number) == ("open", cast.at("2026-11-24 17:00"), 1)


def test_a_condition_met_after_the_window_opens_nothing(galil: Business) -> None:
    row = waiting(galil)
    act = lambda: promises.meet_condition(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1500)  # noqa: E731
    assert refused(act) == "due_past"


# ── changes of time ──


def revised(business: Business, row: Promise, due: Any, now: Any, **said: Any) -> Promise:
    """Yael moves it, once Dana has heard what was agreed before."""
    deliver(SUNDAY_1000 if row.number == 0 else now)
    given = {"reason": "הספק מאחר", **said}
    return promises.revise(promise_id=row.pk, by=by(business.yael), due=due, now=now, **given)


def test_a_first_change_takes_effect_and_the_customer_is_told(galil: Business) -> None:
    row = revised(galil, quote(galil), WEDNESDAY_1200, MONDAY_1000)
    assert (row.due, row.number, row.revisions, row.state) == (WEDNESDAY_1200, 1, 1, "open")
    assert Event.objects.of(galil.id).get(kind="PromiseRevised").facts["late"] is False
    assert of(Telling, galil, promise=row, what="revised", number=0).exists()
    numbers = of(Timer, galil, promise=row, kind="due").values_list("number", flat=True)
    assert set(numbers) == {0, 1}, "the old due moment stays, to find whether the customer was told by then"


def test_a_second_change_is_put_to_the_customer_and_the_agreed_time_stands(galil: Business) -> None:
    row = revised(galil, quote(galil), WEDNESDAY_1200, MONDAY_1000)
    row = revised(galil, row, THURSDAY_1400, TUESDAY_1000)
    assert (row.due, row.proposed_due, row.number) == (WEDNESDAY_1200, THURSDAY_1400, 1)
    assert of(Revision, galil, promise=row).last().consent == "pending"
    assert of(Task, galil, promise=row, kind="call", done_at=None).exists()
    promises.agree(promise_id=row.pk, by=galil.as_customer, now=TUESDAY_1400)
    row = fresh(row)
    assert (row.due, row.proposed_due, row.number, row.revisions) == (THURSDAY_1400, None, 2, 2)


def test_nobody_agrees_to_a_time_that_has_passed(galil: Business) -> None:
    row = revised(galil, quote(galil), WEDNESDAY_1200, MONDAY_1000)
    row = revised(galil, row, THURSDAY_1400, TUESDAY_1000)
    before, after = THURSDAY_1400 - timedelta(minutes=1), THURSDAY_1400
    assert promise_view(row.pk, by=galil.as_customer, now=before).proposed is not None
    assert promise_view(row.pk, by=galil.as_customer, now=after).proposed is None
    act = lambda: promises.agree(promise_id=row.pk, by=galil.as_customer, now=after)  # noqa: E731
    assert refused(act) == "not_possible"
    assert (fresh(row).due, fresh(row).number) == (WEDNESDAY_1200, 1)


def test_a_newer_proposal_takes_the_place_of_the_older(galil: Business) -> None:
    row = revised(galil, quote(galil), WEDNESDAY_1200, MONDAY_1000)
    row = revised(galil, row, THURSDAY_1400, TUESDAY_1000)
    row = revised(galil, row, cast.at("2026-11-29 12:00"), TUESDAY_1000 + timedelta(hours=1))
    promises.agree(promise_id=row.pk, by=galil.as_customer, now=TUESDAY_1400)
    consents = list(of(Revision, galil, promise=row).values_list("consent", flat=True))
    assert consents == ["given", "overtaken", "given"]


def test_a_change_after_due_moves_the_window_and_the_miss_stands(galil: Business) -> None:
    row = revised(galil, quote(galil), WEDNESDAY_1200, TUESDAY_1500)
    assert Event.objects.of(galil.id).get(kind="PromiseRevised").facts["late"] is True
    assert Event.objects.of(galil.id).get(kind="PromiseMissed").facts["told"] is False
    promises.report(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1500)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=TUESDAY_1500)
    assert fresh(row).verdict == "late_silent"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": ""}, "reason_needed"),
        ({"reason": "נסיים בהקדם"}, "vague_window"),
        ({"reason": "as soon as possible"}, "vague_window"),
        ({"due": TUESDAY_1400}, "same_window"),
        ({"due": cast.THURSDAY_1740}, "due_past"),
        ({"start": THURSDAY_1400}, "due_before_start"),
        ({"seen": 7}, "stale"),
    ],
)
def test_a_change_of_time_is_refused(galil: Business, said: dict[str, Any], code: str) -> None:
    row = quote(galil)
    given = {"due": WEDNESDAY_1200, "reason": "הספק מאחר", **said}
    act = lambda: promises.revise(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000, **given)  # noqa: E731
    assert refused(act) == code
    assert fresh(row).version == 1


def test_nothing_was_proposed_so_nothing_is_agreed(galil: Business) -> None:
    row = quote(galil)
    assert (
        refused(lambda: promises.agree(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000))
        == "not_possible"
    )


# ── the end ──


def test_reported_is_told_with_the_time_that_the_customer_has(galil: Business) -> None:
    row = reported(galil)
    assert (row.state, row.answer_by) == ("reported", cast.at("2026-11-25 17:00"))
    message = of(Message, galil, kind="reported").get()
    assert "25.11" in message.text
    assert {t.kind for t in of(Timer, galil, promise=row)} == {"confirm"}


def test_the_customers_thanks_close_a_case_without_ends(galil: Business) -> None:
    row = kept(galil)
    assert (fresh(row).verdict, fresh(row).case.state) == ("kept", "closed")


def test_a_member_who_confirms_says_what_comes_next_or_closes(galil: Business) -> None:
    row = reported(galil)
    act = lambda **after: promises.confirm(  # noqa: E731
        promise_id=row.pk, by=by(galil.yael), after=Next(**after), now=TUESDAY_1000
    )
    assert refused(act) == "no_next_step"
    assert fresh(row).state == "reported"
    act(promise=quote_draft(body="אתקשר אליך", channel="phone", due=THURSDAY_1400))
    assert fresh(row).case.state == "open"


def test_what_we_promised_is_reported_before_we_say_that_it_arrived(galil: Business) -> None:
    row = quote(galil)
    act = lambda who: promises.confirm(  # noqa: E731
        promise_id=row.pk, by=who, after=Next(close=True), now=TUESDAY_1000
    )
    assert refused(lambda: act(by(galil.yael))) == "not_possible"
    assert fresh(row).state == "open"
    act(galil.as_customer)
    assert fresh(row).state == "kept"


def test_silence_does_not_count_where_its_time_was_told_once_it_was_over(galil: Business) -> None:
    row = reported(galil)
    of(Telling, galil, promise=row, what="reported").update(at=row.answer_by)
    timers.fire(of(Timer, galil, promise=row, kind="confirm").get(), now=row.answer_by + timedelta(hours=1))
    assert fresh(row).state == "reported" and fresh(row).answer_by > row.answer_by


def test_silence_counts_only_where_the_customer_was_told_that_it_would(galil: Business) -> None:
    row = reported(galil)
    timers.fire(of(Timer, galil, promise=row, kind="confirm").get(), now=row.answer_by)
    row = fresh(row)
    assert row.state == "reported" and row.answer_by > cast.at("2026-11-25 17:00")
    assert of(Event, galil, promise=row.pk, kind="AnswerAwaited").exists()
    assert verify(rebuild_rows=True).holds
    assert of(Task, galil, promise=row, kind="call", done_at=None).exists()
    of(Telling, galil, promise=row, what="reported").update(at=MONDAY_1000)
    timers.fire(of(Timer, galil, promise=row, kind="confirm").get(), now=row.answer_by)
    assert (fresh(row).state, fresh(row).verdict) == ("kept", "kept")


def test_what_was_told_of_an_earlier_report_does_not_count_for_the_next(galil: Business) -> None:
    row = reported(galil)
    of(Telling, galil, promise=row, what="reported").update(at=MONDAY_1000)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000 + timedelta(hours=1))
    again = promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000 + timedelta(hours=2))
    assert again.number == 0
    timers.fire(of(Timer, galil, promise=row, kind="confirm").get(), now=again.answer_by)
    assert fresh(row).state == "reported"


def test_a_dispute_opens_it_again_with_its_own_next_word(galil: Business) -> None:
    row = reported(galil)
    promises.dispute(
        promise_id=row.pk, by=galil.as_customer, note="חסר המפרט", now=MONDAY_1000 + timedelta(hours=3)
    )
    row = fresh(row)
    assert (row.state, row.due, row.answer_by) == ("open", TUESDAY_1400, None)
    word = of(Promise, galil, nature="update").get()
    assert (word.about_id, word.due, word.owner) == (row.pk, TUESDAY_1400.replace(hour=12), galil.yael)
    assert of(Task, galil, promise=row, kind="missing", member=galil.yael, done_at=None).exists()
    letter = of(Message, galil, kind="disputed").get().text
    assert letter.index("24.11, בשעה 14:00") < letter.index("24.11, בשעה 12:00"), (
        "what stands, and the next word"
    )


def test_a_dispute_after_due_has_a_new_window_and_the_letter_names_it_once(galil: Business) -> None:
    row = reported(galil)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=TUESDAY_1500)
    row = fresh(row)
    assert (row.due, row.number) == (WEDNESDAY_1200, 1)
    assert of(Message, galil, kind="disputed").get().text.count("25.11") == 1


def test_only_the_creditor_lets_go_and_a_member_only_with_proof(galil: Business) -> None:
    row = quote(galil)
    say = lambda **said: promises.release(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000, **said)  # noqa: E731
    assert refused(say) == "proof_needed"
    assert refused(lambda: say(proof="כתבה שאין צורך")) == "no_next_step"
    say(proof="כתבה שאין צורך", after=Next(close=True))
    assert (fresh(row).verdict, fresh(row).case.state) == ("released", "closed")


def test_the_customer_lets_go_without_proof_and_the_case_closes(galil: Business) -> None:
    row = quote(galil)
    promises.release(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    assert (fresh(row).verdict, fresh(row).case.state) == ("released", "closed")


def test_taking_it_back_needs_words_and_a_next_step(galil: Business) -> None:
    row = quote(galil)
    say = lambda said, **more: promises.withdraw(  # noqa: E731
        promise_id=row.pk, by=by(galil.yael), disclosure=said, now=MONDAY_1000, **more
    )
    assert refused(lambda: say("")) == "disclosure_needed"
    assert refused(lambda: say("נחזור אליך בהקדם")) == "vague_window"
    assert refused(lambda: say("הדגם אינו מיוצר עוד")) == "no_next_step"
    say(
        "הדגם אינו מיוצר עוד",
        after=Next(promise=quote_draft(body="אתקשר אליך", channel="phone", due=THURSDAY_1400)),
    )
    assert fresh(row).verdict == "withdrawn_silent", "until a carrier takes the message"
    assert fresh(row).case.state == "open"


def test_delegating_leaves_the_customer_facing_owner_answerable(galil: Business) -> None:
    row = quote(galil)
    timed = set(of(Timer, galil, promise=row).values_list("kind", "fire_at"))
    promises.delegate(promise_id=row.pk, by=by(galil.yael), owner=galil.sami.pk, now=MONDAY_1000)
    row = fresh(row)
    assert (row.owner, row.answerable) == (galil.sami, galil.yael)
    assert set(of(Timer, galil, promise=row).values_list("kind", "fire_at")) == timed
    stranger = lambda: promises.delegate(promise_id=row.pk, by=by(galil.yael), owner=999_999, now=MONDAY_1000)  # noqa: E731
    assert refused(stranger) == "not_found"


# ── whose it is ──


def test_the_customers_own_promise_is_confirmed_by_us(galil: Business) -> None:
    row = quote(galil, body="אשלח לכם את הטופס החתום", debtor=Debtor.CUSTOMER)
    for act in (promises.confirm, promises.release):
        assert (
            refused(lambda act=act: act(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000))
            == "not_allowed"
        )
    promises.report(promise_id=row.pk, by=by(galil.yael), after=Next(close=True), now=MONDAY_1000)
    assert (fresh(row).state, fresh(row).verdict) == ("kept", "kept")


def test_a_late_customer_is_asked_kindly_and_the_case_goes_on(galil: Business) -> None:
    row = quote(galil, body="אשלח לכם את הטופס החתום", debtor=Debtor.CUSTOMER)
    timers.fire(of(Timer, galil, promise=row, kind="due").get(), now=TUESDAY_1400)
    assert of(Task, galil, promise=row, kind="call", member=galil.yael, done_at=None).exists()
    assert of(Promise, galil, nature="update", state="open").get().due == WEDNESDAY_1200


def test_a_partner_changes_only_what_is_theirs(galil: Business) -> None:
    row = quote(galil)
    act = lambda: promises.report(promise_id=row.pk, by=by(galil.sami), now=MONDAY_1000)  # noqa: E731
    assert refused(act) == "not_found"
    promises.delegate(promise_id=row.pk, by=by(galil.yael), owner=galil.sami.pk, now=MONDAY_1000)
    act()
    assert fresh(row).state == "reported"


def test_another_businesss_promise_is_not_there(galil: Business) -> None:
    row = quote(galil)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    for who in (by(other.ruth), other.as_customer):
        act = lambda who=who: promises.confirm(promise_id=row.pk, by=who, now=MONDAY_1000)  # noqa: E731
        assert refused(act) == "not_found"


def test_another_customers_promise_is_not_there(galil: Business) -> None:
    row, john = quote(galil), galil.as_whom(galil.john)
    assert refused(lambda: promises.release(promise_id=row.pk, by=john, now=MONDAY_1000)) == "not_found"
    assert refused(lambda: promise_view(row.pk, by=john, now=MONDAY_1000)) == "not_found"
    assert refused(lambda: case_view(row.case_id, by=john, now=MONDAY_1000)) == "not_found"


# ── no other steps ──

STATES: dict[State, Callable[[Business], Promise]] = {
    State.OPEN: quote,
    State.OFFERED: offered,
    State.WAITING: waiting,
    State.REPORTED: reported,
    State.KEPT: kept,
}


def _acts(row: Promise, business: Business) -> Iterator[tuple[str, Callable[[], Any]]]:
    yael: Actor = by(business.yael)
    pk, now = row.pk, TUESDAY_1000
    closing = Next(close=True)
    yield "accept", lambda: promises.accept(promise_id=pk, by=yael, now=now)
    yield "counter", lambda: promises.counter(promise_id=pk, by=yael, due=THURSDAY_1400, now=now)
    yield "decline", lambda: promises.decline(promise_id=pk, by=yael, after=closing, now=now)
    yield "meet_condition", lambda: promises.meet_condition(promise_id=pk, by=yael, now=now)
    yield (
        "revise",
        lambda: promises.revise(promise_id=pk, by=yael, due=THURSDAY_1400, reason="הספק מאחר", now=now),
    )
    yield "report", lambda: promises.report(promise_id=pk, by=yael, now=now)
    yield "confirm", lambda: promises.confirm(promise_id=pk, by=yael, after=closing, now=now)
    yield "release", lambda: promises.release(promise_id=pk, by=yael, proof="כתבה", after=closing, now=now)
    yield (
        "withdraw",
        lambda: promises.withdraw(promise_id=pk, by=yael, disclosure="הדגם אזל", after=closing, now=now),
    )
    yield "delegate", lambda: promises.delegate(promise_id=pk, by=yael, owner=business.dan.pk, now=now)


@pytest.mark.parametrize("state", STATES)
def test_a_step_that_its_life_does_not_have_is_refused(galil: Business, state: State) -> None:
    row = STATES[state](galil)
    assert fresh(row).state == state
    for name, act in _acts(row, galil):
        if state not in LIFE[name]:
            assert refused(act) == "not_possible", f"{name} from {state}"
            assert fresh(row).state == state
    assert Case.objects.of(galil.id).filter(pk=row.case_id).exists()
