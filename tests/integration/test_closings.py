"""The end of a matter: the customer hears how it ended, and after silence only on a date that they were told (A9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.cast_disclosure import shower
from tests.property.world import World
from teum import language
from teum.actions import calls, cases, closings, disclosures, members, outbox, promises, questions, words
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.core.disclosure import How
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Case, Event, Member, Message, Promise, Survey, Task
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
FORM = {"body": "אשלח לכם את הטופס החתום", "includes": ("הטופס החתום",), "debtor": Debtor.CUSTOMER}
NEXT_SUNDAY = at("2026-11-29 12:00")


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def letters(business: Business, kind: str) -> list[Message]:
    """What was written to the customer, of a kind, in order."""
    return list(of(Message, business, kind=kind, customer__isnull=False).order_by("id"))


def the_case(business: Business) -> Case:
    """Dana's case as it stands."""
    return Case.objects.of(business.id).get()


def owed(business: Business) -> Promise:
    """Dana's case, in which she owes the form by Tuesday."""
    return quote(business, **FORM)


def silent(world: World, business: Business) -> Promise:
    """The same two days later: the form did not come, and the case is to be closed next Sunday."""
    row = owed(business)
    world.until(WEDNESDAY_1200)
    return closings.announce(
        case_id=row.case_id, by=by(business.yael), on=NEXT_SUNDAY, reason="הטופס לא הגיע", now=WEDNESDAY_1200
    )


# ── the summary ──


def test_the_customer_hears_how_it_ended_and_is_asked_how_it_was(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    question = questions.ask(case_id=row.case_id, by=galil.as_customer, text="באיזה צבע?", now=MONDAY_1000)
    questions.answer(question_id=question.pk, by=by(galil.yael), text="המזגן לבן.", now=MONDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=question.promise.pk, by=galil.as_customer, now=MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    assert the_case(galil).state == "closed"
    (told,) = letters(galil, "closed")
    assert (
        "הצעת מחיר, מפרט: סיכמנו: עד יום שלישי, 24.11, בשעה 14:00; הסתיים ביום שני, 23.11, בשעה 10:00."
        in told.text
    )
    assert "״המזגן לבן.״" in told.text and "לא נשאר שום דבר פתוח." in told.text
    assert "לפתוח את העניין מחדש" in told.text and "שום הטבה או הנחה לא תלויה בה" in told.text
    assert Survey.objects.of(galil.id).filter(case=row.case_id, answered_at=None).count() == 1
    assert verify().broken is None


def test_the_summary_says_what_was_chosen_by_whom_when_and_what_it_cost(galil: Business) -> None:
    row = quote(galil)
    told = disclosures.disclose(
        case_id=row.case_id,
        by=by(galil.yael),
        shown=shower(),
        about=row.pk,
        decide_by=TUESDAY_1400,
        now=SUNDAY_1000,
    )
    disclosures.decide(
        disclosure_id=told.pk,
        by=by(galil.ruth),
        option="cancel",
        shown=disclosures.shown_digest(told.told),
        how=How.COUNTER,
        now=MONDAY_1000,
    )
    (closed,) = letters(galil, "closed")
    assert (
        "מה שבחרת:\n• לא לקנות, ללא עלות: בחרת אצלנו, ורות כהן רשמה זאת ביום שני, 23.11, בשעה 10:00."
        in closed.text
    )
    assert "הבחירה שלך" not in closed.text, "the choice stands once"
    assert not language.vague_spans(closed.text)


def test_what_was_not_kept_is_said_as_it_was(galil: Business) -> None:
    row = quote(galil)
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם הופסק אצל היצרן.",
        after=Next(close=True),
        now=MONDAY_1000,
    )
    (told,) = letters(galil, "closed")
    assert "ביטלנו את מה שסיכמנו: לשלוח לך במייל את הצעת המחיר והמפרט." in told.text
    assert "ונעשה" not in told.text


def test_a_closing_is_refused_with_its_open_ends_and_tells_nobody(galil: Business) -> None:
    row = quote(galil)
    found = refused(lambda: cases.close(case_id=row.case_id, by=by(galil.yael), now=MONDAY_1000))
    assert found.code == "open_ends" and [end["id"] for end in found.details["open_ends"]] == [str(row.pk)]
    assert not letters(galil, "closed") and not Survey.objects.of(galil.id).exists()


def test_a_summary_that_has_not_left_is_not_sent_once_the_matter_is_open_again(galil: Business) -> None:
    row = quote(galil)
    promises.release(
        promise_id=row.pk, by=by(galil.yael), proof="אמרה בטלפון", after=Next(close=True), now=MONDAY_1000
    )
    closings.reopen(case_id=row.case_id, by=galil.as_customer, missing="בכל זאת צריך", now=MONDAY_1000)
    (told,) = letters(galil, "closed")
    assert told.state == "overtaken"


# ── a customer who does not answer ──


def test_a_silent_customer_is_told_the_date_reminded_of_it_and_then_it_is_closed(
    world: World, galil: Business
) -> None:
    announced = silent(world, galil)
    assert (announced.nature, announced.debtor, announced.owner) == ("closing", "customer", galil.yael)
    (told,) = letters(galil, "closing")
    assert "• הטופס החתום" in told.text
    assert "אם לא נשמע ממך עד יום ראשון, 29.11, בשעה 12:00, נסגור את העניין." in told.text
    world.until(NEXT_SUNDAY - timedelta(minutes=1))
    assert told.pk and letters(galil, "closing")[0].state == "accepted"
    assert "נסגור את העניין: מזגן לסלון" in letters(galil, "reminder")[-1].text
    assert the_case(galil).state == "open"
    world.until(NEXT_SUNDAY + timedelta(minutes=5))
    assert the_case(galil).state == "closed"
    assert of(Event, galil, kind="CaseClosed").get().facts["why"] == "silent_customer"
    (ended,) = letters(galil, "closed")
    assert "לא שמענו ממך" in ended.text and "מ-1" not in ended.text
    assert not Survey.objects.of(galil.id).exists()
    assert not of(Task, galil, done_at=None, kind__in=("call", "ask")).exists()
    assert {row.state for row in of(Promise, galil)} <= {"released", "kept"}
    assert verify().broken is None


def test_silence_closes_nothing_of_which_the_customer_was_not_told(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(WEDNESDAY_1200)
    world.carrier.is_down = True
    closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_SUNDAY, now=WEDNESDAY_1200)
    world.until(NEXT_SUNDAY + timedelta(minutes=5))
    assert the_case(galil).state == "open"
    again = of(Promise, galil, nature="closing", state="open").get()
    assert again.due > NEXT_SUNDAY + timedelta(days=2)
    assert of(Task, galil, kind="call", promise=again, done_at=None).exists()


def test_a_date_that_was_dropped_closes_nothing(world: World, galil: Business) -> None:
    """Its letter did not get through, and whoever dealt with that told nobody."""
    row = owed(galil)
    world.until(WEDNESDAY_1200)
    world.carrier.script.extend([Answer.REFUSED])
    closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_SUNDAY, now=WEDNESDAY_1200)
    world.until(WEDNESDAY_1200 + timedelta(hours=1))
    (told,) = letters(galil, "closing")
    outbox.settle(message_id=told.pk, by=by(galil.yael), outcome="dropped", now=world.now)
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=False, now=world.now)
    world.until(NEXT_SUNDAY + timedelta(minutes=5))
    assert the_case(galil).state == "open" and len(letters(galil, "closing")) == 2


def test_a_call_tells_the_date_too(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(WEDNESDAY_1200)
    world.carrier.script.extend([Answer.REFUSED])
    closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_SUNDAY, now=WEDNESDAY_1200)
    soon = WEDNESDAY_1200 + timedelta(hours=1)
    world.until(soon)
    assert letters(galil, "closing")[0].state == "failed"
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=soon)
    world.until(NEXT_SUNDAY + timedelta(minutes=5))
    assert the_case(galil).state == "closed"


@pytest.mark.parametrize("what", ["question", "arrival", "promise", "word"])
def test_whatever_comes_before_the_date_keeps_it_open_with_a_next_step(
    world: World, galil: Business, what: str
) -> None:
    announced = silent(world, galil)
    row = of(Promise, galil, nature="deed").get()
    world.until(THURSDAY_1400)
    now, yael = THURSDAY_1400, by(galil.yael)
    acts: dict[str, Callable[[], Any]] = {
        "question": lambda: questions.ask(
            case_id=row.case_id, by=galil.as_customer, text="איזה טופס?", now=now
        ),
        "arrival": lambda: promises.report(
            promise_id=row.pk, by=yael, after=Next(word_by=NEXT_SUNDAY), now=now
        ),
        "promise": lambda: promises.make(
            case_id=row.case_id,
            by=yael,
            draft=quote_draft(body="אתקשר אליך", channel="phone", due=NEXT_SUNDAY),
            now=now,
        ),
        "word": lambda: promises.report(
            promise_id=announced.pk, by=yael, after=Next(word_by=NEXT_SUNDAY), now=now
        ),
    }
    acts[what]()
    assert fresh(announced).state == ("kept" if what == "word" else "released")
    world.until(NEXT_SUNDAY - timedelta(hours=1))
    assert the_case(galil).state == "open"
    assert case_view(row.case_id, by=yael, now=world.now).next is not None


def test_a_customers_tap_keeps_it_open(world: World, galil: Business) -> None:
    """An offer that they accept, while the date is announced."""
    row = owed(galil)
    world.until(WEDNESDAY_1200)
    offer = promises.make(
        case_id=row.case_id,
        by=by(galil.yael),
        draft=quote_draft(body="אתקשר אליך", channel="phone", due=NEXT_SUNDAY, answer_by=THURSDAY_1400),
        now=WEDNESDAY_1200,
    )
    announced = closings.announce(
        case_id=row.case_id, by=by(galil.yael), on=at("2026-12-01 12:00"), now=WEDNESDAY_1200
    )
    promises.accept(promise_id=offer.pk, by=galil.as_customer, now=WEDNESDAY_1200)
    assert fresh(announced).state == "released" and fresh(offer).state == "open"


MONDAY_2030 = at("2026-11-23 20:30")


def test_a_date_is_not_announced_once_they_have_written(world: World, galil: Business) -> None:
    """Its letter waits for the morning; the word that it was to give as well is owed as before."""
    row = owed(galil)
    world.until(MONDAY_2030)
    word = words.give(
        case_id=row.case_id, by=by(galil.yael), text=None, next_due=THURSDAY_1400, now=MONDAY_2030
    )
    closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_SUNDAY, now=MONDAY_2030)
    world.until(MONDAY_2030 + timedelta(minutes=30))
    questions.ask(case_id=row.case_id, by=galil.as_customer, text="איזה טופס?", now=world.now)
    assert [letter.state for letter in letters(galil, "closing")] == ["overtaken"]
    world.until(TUESDAY_1400)
    assert fresh(word).state == "open", "nothing kept it"
    assert not [found for hold in guarantees.ALL for found in hold(world)]


def test_nobody_calls_with_a_date_that_holds_no_more(world: World, galil: Business) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    row = cast.promise_of(cast.case(galil.yael, shula, promise=quote_draft(**FORM, channel="phone")))
    for agreed in of(Message, galil, state="failed"):
        outbox.settle(message_id=agreed.pk, by=by(galil.yael), outcome="told", now=SUNDAY_1000)
    closings.announce(case_id=row.case_id, by=by(galil.yael), on=NEXT_SUNDAY, now=MONDAY_1000)
    waits = of(Message, galil, kind="closing").get()
    assert of(Task, galil, message=waits, done_at=None).exists()
    promises.make(
        case_id=row.case_id,
        by=by(galil.yael),
        draft=quote_draft(body="אתקשר אליך", channel="phone", due=NEXT_SUNDAY),
        now=MONDAY_1000,
    )
    assert of(Message, galil, kind="closing").get().state == "overtaken"
    assert not of(Task, galil, message=waits, done_at=None).exists()


def test_silence_on_an_offer_leaves_the_date_as_it_was_told(world: World, galil: Business) -> None:
    row = owed(galil)
    world.until(WEDNESDAY_1200)
    promises.make(
        case_id=row.case_id,
        by=by(galil.yael),
        draft=quote_draft(body="אתקשר אליך", channel="phone", due=NEXT_SUNDAY, answer_by=THURSDAY_1400),
        now=WEDNESDAY_1200,
    )
    on = at("2026-12-01 12:00")
    announced = closings.announce(case_id=row.case_id, by=by(galil.yael), on=on, now=WEDNESDAY_1200)
    world.until(NEXT_SUNDAY)
    assert fresh(announced).state == "open"
    world.until(on + timedelta(minutes=5))
    assert the_case(galil).state == "closed"


def test_only_what_waits_for_the_customer_may_be_closed_by_silence(galil: Business) -> None:
    announce = lambda row, on=NEXT_SUNDAY, now=SUNDAY_1000: closings.announce(  # noqa: E731
        case_id=row.case_id, by=by(galil.yael), on=on, now=now
    )
    ours = quote(galil)
    found = refused(lambda: announce(ours))
    assert found.code == "not_their_part"
    assert [end["id"] for end in found.details["open_ends"]] == [str(ours.pk)]
    theirs = owed(galil)
    assert refused(lambda: announce(theirs, on=TUESDAY_1400)).code == "closing_too_soon", (
        "they have until then"
    )
    assert refused(lambda: announce(theirs, on=MONDAY_1000)).code == "closing_too_soon"
    announce(theirs)
    assert refused(lambda: announce(theirs)).code == "already_announced"


def test_an_announced_date_is_neither_moved_nor_taken_back(world: World, galil: Business) -> None:
    announced = silent(world, galil)
    said: dict[str, Any] = {"promise_id": announced.pk, "by": by(galil.yael), "now": WEDNESDAY_1200}
    acts = [
        lambda: promises.revise(**said, due=NEXT_SUNDAY + timedelta(days=1), reason="חג"),
        lambda: promises.withdraw(**said, disclosure="טעינו"),
        lambda: promises.release(**said, proof="אמרה בטלפון"),
    ]
    assert [refused(act).code for act in acts] == ["not_possible"] * 3
    (told,) = letters(galil, "closing")
    assert refused(
        lambda: outbox.take_back(message_id=told.pk, by=by(galil.yael), now=WEDNESDAY_1200)
    ).code == ("must_be_heard")


def test_a_member_may_close_while_the_date_is_ahead_where_nothing_is_open(
    world: World, galil: Business
) -> None:
    announced = silent(world, galil)
    row = of(Promise, galil, nature="deed").get()
    world.until(THURSDAY_1400)
    promises.report(promise_id=row.pk, by=by(galil.yael), after=Next(close=True), now=THURSDAY_1400)
    assert the_case(galil).state == "closed" and fresh(announced).state == "released"
    assert Survey.objects.of(galil.id).count() == 1


# ── open again ──


def closed(world: World, business: Business) -> Promise:
    """The case of the story, kept and closed on Monday."""
    row = quote(business)
    promises.report(promise_id=row.pk, by=by(business.yael), now=SUNDAY_1000)
    world.until(MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=business.as_customer, now=MONDAY_1000)
    assert the_case(business).state == "closed"
    return row


def test_the_customer_opens_it_again_and_is_promised_an_answer(world: World, galil: Business) -> None:
    row = closed(world, galil)
    world.until(TUESDAY_1400)
    for _ in range(2):  # a second tap
        closings.reopen(case_id=row.case_id, by=galil.as_customer, missing="המפרט לא מלא", now=TUESDAY_1400)
    case = the_case(galil)
    promised = of(Promise, galil, state="open").get()
    assert case.state == "open" and promised.owner_id == galil.yael.pk
    (told,) = letters(galil, "disputed")
    assert "יעל ברק תחזור אליך עם תשובה במייל עד" in told.text
    assert verify().broken is None


def test_a_customer_says_what_is_missing(world: World, galil: Business) -> None:
    row = closed(world, galil)
    found = refused(
        lambda: closings.reopen(case_id=row.case_id, by=galil.as_customer, missing=" . ", now=MONDAY_1000)
    )
    assert (found.code, found.details["missing"]) == ("incomplete", ["text"])
    stranger = galil.as_whom(galil.john)
    assert refused(
        lambda: closings.reopen(case_id=row.case_id, by=stranger, missing="חסר", now=MONDAY_1000)
    ).code == ("not_found")


def test_who_left_meanwhile_answers_for_nothing(world: World, galil: Business) -> None:
    row = closed(world, galil)
    members.deactivate(member_id=galil.yael.pk, by=by(galil.ruth), heir=None, now=MONDAY_1000)
    closings.reopen(case_id=row.case_id, by=galil.as_customer, missing="המפרט לא מלא", now=MONDAY_1000)
    owner = Member.objects.of(galil.id).get(pk=the_case(galil).owner_id)
    assert owner.is_active and of(Promise, galil, state="open").get().owner_id == owner.pk


def test_staff_open_what_is_closed_and_nothing_else(world: World, galil: Business) -> None:
    row = quote(galil)
    reopen = lambda: closings.reopen(case_id=row.case_id, by=by(galil.dan), now=MONDAY_1000)  # noqa: E731
    assert refused(reopen).code == "not_closed"
    promises.release(
        promise_id=row.pk, by=by(galil.yael), proof="אמרה בטלפון", after=Next(close=True), now=SUNDAY_1000
    )
    reopen()
    assert cast.promise_of(the_case(galil)).state == "open"


# ── what had to come first ──

MONDAY_NOON = at("2026-11-23 12:00")


def test_what_does_not_come_closes_the_case_only_on_a_date_that_was_told(
    world: World, galil: Business
) -> None:
    row = quote(galil, condition="צילום של לוח החשמל", condition_due=MONDAY_NOON)
    world.until(MONDAY_NOON - timedelta(minutes=1))
    reminder = of(Message, galil, kind="reminder").get().text
    assert "צילום של לוח החשמל, עד יום שני, 23.11, בשעה 12:00" in reminder
    assert "אם זה לא יגיע עד אז, לא נוכל להתחיל במה שסיכמנו: לשלוח לך" in reminder
    world.until(MONDAY_NOON + timedelta(minutes=5))
    assert (fresh(row).state, fresh(row).case.state) == ("lapsed", "open")
    announced = of(Message, galil, kind="closing").get().text
    assert "כדי להמשיך נחוץ לנו ממך:\n• צילום של לוח החשמל" in announced
    assert "נסגור את העניין" in announced
    date = cast.promise_of(fresh(row).case)
    assert date.nature == "closing"
    world.until(date.due + timedelta(minutes=5))
    assert fresh(row).case.state == "closed"
    closed = of(Message, galil, kind="closed").get().text
    assert "מה שהיה צריך לבוא קודם לא הגיע: צילום של לוח החשמל. לכן זה לא נעשה: לשלוח לך" in closed
    assert verify(rebuild_rows=True).holds


def test_a_word_of_theirs_keeps_it_open(world: World, galil: Business) -> None:
    row = quote(galil, condition="צילום של לוח החשמל", condition_due=MONDAY_NOON)
    world.until(MONDAY_NOON + timedelta(minutes=5))
    questions.ask(case_id=row.case_id, by=galil.as_customer, text="אפשר לשלוח מחר?", now=world.now)
    world.until(world.now + timedelta(days=20))
    assert fresh(row).case.state == "open"
