"""A mail that came in lands in its case with a promise of our answer, or before a named person; once, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast, cast_mail, cast_upload
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, fresh, of, quote
from tests.property.world import World
from teum.actions import inbox, members, outgoing, placing, promises, questions
from teum.actions.promises.steps import Next
from teum.core.inbox import MOST_AN_HOUR, Bounce
from teum.core.question import Kind
from teum.core.refusal import Refused
from teum.documents import store
from teum.management.rehearsal import guarantees
from teum.models import (
    Case,
    ContactPoint,
    Customer,
    Event,
    Incoming,
    Message,
    Promise,
    Question,
    Task,
    Upload,
)
from teum.queries import case_view, history, outbox
from teum.queries.day import my_day
from teum.queries.verify import verify
from teum.web.customer_page.told import TOLD

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(world: World, galil: Business) -> Promise:
    """Yael's promise to Dana, of which Dana was told; it is Monday morning."""
    promise = quote(galil)
    world.until(MONDAY_1000)
    return promise


def letter(business: Business, kind: str = "agreed") -> Message:
    """The newest letter of a kind to the customer."""
    found: Message = of(Message, business, kind=kind, direction="out").select_related("case").latest("id")
    return found


def holds() -> None:
    """The ledger, its texts, and every row against it."""
    assert verify(rebuild_rows=True).broken is None


def test_a_plain_reply_is_promised_an_answer(world: World, galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.answer_to(letter(galil)), now=MONDAY_1000)
    assert came and (came.kind, came.reason, came.case_id) == ("question", "proven", row.case_id)
    question = of(Question, galil).select_related("promise", "asked").get()
    assert (question.asked.text, question.asked.by) == (cast_mail.WORDS, "customer")
    assert (question.promise.state, question.promise.owner) == ("open", galil.yael)
    assert question.promise.due == cast.at("2026-11-23 12:30"), "the window of a first contact"
    world.until(MONDAY_1000 + timedelta(minutes=5))
    told = letter(galil, "received")
    assert "יעל ברק תשיב לך על המייל שלך" in told.text and told.state == "accepted"
    facts = of(Event, galil, kind="MessageReceived").get().facts
    assert cast_mail.WORDS not in str(facts), "the ledger holds no words"
    view = case_view.case_view(row.case_id, by=by(galil.yael), now=MONDAY_1000)
    assert any(message.direction == "in" for message in view.messages) and len(view.open_ends) == 2
    (item,) = [item for item in my_day(by=by(galil.yael), now=MONDAY_1000) if item.is_mail]
    assert item.what == cast_mail.WORDS
    holds()


def test_the_same_mail_lands_once(galil: Business, row: Promise) -> None:
    mail = cast_mail.answer_to(letter(galil))
    assert inbox.receive(mail, now=MONDAY_1000)
    assert inbox.receive(mail, now=MONDAY_1000 + timedelta(hours=1)) is None
    assert of(Question, galil).count() == 1


def test_a_reply_to_what_we_asked_answers_it(world: World, galil: Business, row: Promise) -> None:
    asked = questions.ask(
        case_id=row.case_id, by=by(galil.yael), text="באיזו קומה?", due=TUESDAY_1400, now=MONDAY_1000
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    came = inbox.receive(cast_mail.answer_to(letter(galil, "asked"), "קומה שלישית"), now=world.now)
    assert came and came.kind == "answer"
    answered = of(Question, galil).select_related("answer").get()
    assert answered.answer.text == "קומה שלישית" and fresh(asked.promise).state == "kept"
    holds()


def test_a_yes_is_an_answer(world: World, galil: Business, row: Promise) -> None:
    asked = questions.ask(
        case_id=row.case_id, by=by(galil.yael), text="יום שלישי מתאים?", due=TUESDAY_1400, now=MONDAY_1000
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    came = inbox.receive(cast_mail.answer_to(letter(galil, "asked"), "בסדר, תודה"), now=world.now)
    assert came and came.kind == "answer" and fresh(asked.promise).state == "kept"


@pytest.mark.parametrize("is_named", [True, False])
def test_what_is_not_surely_theirs_answers_and_decides_nothing(
    world: World, galil: Business, row: Promise, is_named: bool
) -> None:
    asked = questions.ask(
        case_id=row.case_id, by=by(galil.yael), text="באיזו קומה?", due=TUESDAY_1400, now=MONDAY_1000
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    claim = cast_mail.mail("קומה שלישית")
    if is_named:
        claim = cast_mail.answer_to(letter(galil, "asked"), "קומה שלישית", sender="else@example.com")
    came = inbox.receive(claim, now=world.now)
    assert came and (came.kind, came.reason) == ("question", "forwarded" if is_named else "claimed")
    assert fresh(asked.promise).state == "open"
    view = case_view.case_view(row.case_id, by=by(galil.yael), now=world.now)
    assert [one.is_claimed for one in view.questions] == [False, True]
    holds()


def test_a_readback_is_not_confirmed_by_words(world: World, galil: Business, row: Promise) -> None:
    asked = questions.ask(
        case_id=row.case_id,
        by=by(galil.yael),
        text="הדירה בקומה שלישית.",
        kind=Kind.READBACK,
        due=TUESDAY_1400,
        now=MONDAY_1000,
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    came = inbox.receive(cast_mail.answer_to(letter(galil, "asked"), "כן, נכון"), now=world.now)
    assert came and came.kind == "question" and fresh(asked.promise).state == "open"


def test_a_thread_leads_to_its_case_where_the_server_renamed_our_letter(
    galil: Business, row: Promise
) -> None:
    newer = cast.case(galil.dan, galil.dana, title="מזגן לחדר", now=MONDAY_1000)
    thread = outgoing.thread_of(Case.objects.of(galil.id).get(pk=row.case_id))
    came = inbox.receive(cast_mail.mail(names=("renamed", thread)), now=MONDAY_1000)
    assert came and (came.case_id, came.reason) == (row.case_id, "proven") and newer.pk != row.case_id


def test_a_claim_goes_to_the_open_case_that_we_wrote_about_last(
    world: World, galil: Business, row: Promise
) -> None:
    newer = cast.case(galil.dan, galil.dana, title="מזגן לחדר", now=MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(minutes=5))
    came = inbox.receive(cast_mail.mail(), now=world.now)
    assert came and came.case_id == newer.pk


def test_what_the_mail_server_doubts_goes_before_a_person(galil: Business, row: Promise) -> None:
    assert inbox.receive(cast_mail.mail(is_checked=True), now=MONDAY_1000).reason == "checked"  # type: ignore[union-attr]
    came = inbox.receive(cast_mail.mail("עוד", is_checked=False), now=MONDAY_1000)
    assert came and (came.kind, came.reason, came.case) == ("unplaced", "doubted", None)


def test_a_closed_case_goes_on(world: World, galil: Business, row: Promise) -> None:
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, after=Next(close=True), now=MONDAY_1000)
    assert of(Case, galil).get().state == "closed"
    inbox.receive(cast_mail.answer_to(letter(galil)), now=MONDAY_1000)
    assert of(Case, galil).get().state == "open"
    assert of(Event, galil, kind="CaseReopened").get().facts["why"] == "customer_wrote"
    holds()


def test_a_thanks_is_seen_and_waits_for_nothing(galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.answer_to(letter(galil), "תודה רבה!"), now=MONDAY_1000)
    assert came and came.kind == "word" and not of(Question, galil).exists()
    assert of(Task, galil, kind="wrote", member=galil.yael, message=came, done_at=None).exists()
    assert not of(Message, galil, kind="received").exists()


def test_a_thanks_that_is_signed_waits_for_nothing_as_well(galil: Business, row: Promise) -> None:
    came = inbox.receive(
        cast_mail.answer_to(letter(galil), "תודה רבה!\n\nדנה", sender_name="דנה פרץ"), now=MONDAY_1000
    )
    assert came and came.kind == "word" and not of(Question, galil).exists()


def test_neither_our_subject_nor_a_thanks_answers_what_we_asked(
    world: World, galil: Business, row: Promise
) -> None:
    asked = questions.ask(
        case_id=row.case_id, by=by(galil.yael), text="באיזו קומה?", due=TUESDAY_1400, now=MONDAY_1000
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    for said in ("👍", "תודה רבה"):
        came = inbox.receive(cast_mail.answer_to(letter(galil, "asked"), said), now=world.now)
        assert came and came.kind == "word" and fresh(asked.promise).state == "open", said
    assert not of(Question, galil).filter(promise__debtor="provider").exists(), "nobody asked 'Re: …'"
    photo = cast_mail.answer_to(letter(galil), "", files=("קומה.jpg",))
    assert inbox.receive(photo, now=world.now)
    assert of(Question, galil).select_related("asked").latest("id").asked.text == "קומה.jpg"
    holds()


def test_a_machine_is_filed_and_answered_by_nobody(galil: Business, row: Promise) -> None:
    before = of(Message, galil, direction="out").count(), of(Task, galil).count()
    came = inbox.receive(cast_mail.answer_to(letter(galil), "אני בחופשה", is_automatic=True), now=MONDAY_1000)
    assert came and (came.kind, came.case_id) == ("auto_reply", row.case_id)
    assert before == (of(Message, galil, direction="out").count(), of(Task, galil).count())
    assert outbox.unsettled_count(by=by(galil.yael)) == 0
    holds()


def test_two_machines_do_not_answer_each_other_for_ever(galil: Business, row: Promise) -> None:
    for number in range(MOST_AN_HOUR + 5):
        inbox.receive(cast_mail.answer_to(letter(galil), f"פנייתך התקבלה, מספר {number}"), now=MONDAY_1000)
    assert of(Question, galil).count() == MOST_AN_HOUR
    assert of(Task, galil, kind="wrote").count() == 5, "the rest is seen by a person"


def test_a_stranger_is_laid_before_a_person_who_opens_a_case(world: World, galil: Business) -> None:
    came = inbox.receive(
        cast_mail.mail(sender="noa@example.com", sender_name="נועה", subject="הצעת מחיר"), now=MONDAY_1000
    )
    assert came and came.kind == "unplaced" and came.member is not None
    who = came.member
    (item,) = [item for item in my_day(by=by(who), now=MONDAY_1000) if item.kind == "mail"]
    assert item.customer == "noa@example.com" and outbox.unsettled_count(by=by(who)) == 1
    placed = placing.place(message_id=came.pk, by=by(who), now=MONDAY_1000)
    case = of(Case, galil).select_related("customer").get()
    assert (placed.case, case.customer.name, case.owner, case.source) == (case, "נועה", who, "mail")
    assert of(Question, galil).select_related("asked").get().asked.text == cast_mail.WORDS
    world.until(MONDAY_1000 + timedelta(minutes=5))
    assert letter(galil, "received").address == "noa@example.com"
    with pytest.raises(Refused, match="not_waiting"):
        placing.place(message_id=came.pk, by=by(who), now=MONDAY_1000)
    holds()


def test_a_mail_is_put_into_a_case_or_aside(galil: Business, row: Promise) -> None:
    first, second = (
        inbox.receive(cast_mail.mail(text, sender="dana@work.example"), now=MONDAY_1000)
        for text in ("מה שלום המזגן?", "בואו לכנס שלנו")
    )
    assert first and second
    placing.place(message_id=first.pk, by=by(galil.yael), case_id=row.case_id, now=MONDAY_1000)
    placing.set_aside(message_id=second.pk, by=by(galil.yael), now=MONDAY_1000)
    assert of(Question, galil).get().case_id == row.case_id
    assert outbox.unsettled_count(by=by(galil.yael)) == 0
    with pytest.raises(Refused, match="not_allowed"):
        placing.set_aside(message_id=second.pk, by=by(galil.sami), now=MONDAY_1000)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    with pytest.raises(Refused, match="not_found"):
        placing.set_aside(message_id=second.pk, by=by(other.ruth), now=MONDAY_1000)
    holds()


def test_a_mail_in_a_wrong_case_is_taken_out_of_it(world: World, galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.mail("הקוד לשער הוא 4711", sender="noa@example.com"), now=MONDAY_1000)
    assert came
    placing.place(message_id=came.pk, by=by(galil.yael), case_id=row.case_id, now=MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(minutes=5))
    assert letter(galil, "received").state == "accepted", "Dana reads that we answer her mail"
    placing.take_out(message_id=came.pk, by=by(galil.yael), now=world.now)
    view = case_view.case_view(row.case_id, by=galil.as_customer, now=world.now)
    assert "4711" not in repr(view) and not view.questions
    assert "4711" not in repr(history.history(row.case_id, by=galil.as_customer, kinds=TOLD))
    assert view.next and view.next.promise_id == row.pk, "what was promised before stands"
    world.until(world.now + timedelta(minutes=5))
    told = letter(galil, "withdrawn")
    assert told.state == "accepted" and "שויך לפנייה הזאת בטעות" in told.text and "4711" not in told.text
    (item,) = [item for item in my_day(by=by(galil.yael), now=world.now) if item.kind == "mail"]
    assert item.customer == "noa@example.com", "it waits for its place again"
    placed = placing.place(message_id=came.pk, by=by(galil.yael), now=world.now)
    assert placed.case_id != row.case_id and "4711" in of(Question, galil).get().asked.text
    holds()


def test_a_case_that_only_a_misplaced_mail_kept_open_ends_with_it(galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.mail(sender="noa@example.com"), now=MONDAY_1000)
    assert came
    placed = placing.place(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    opened = placed.case_id
    placing.take_out(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    assert of(Case, galil).get(pk=opened).state == "closed"
    placing.place(message_id=came.pk, by=by(galil.yael), case_id=row.case_id, now=MONDAY_1000)
    assert of(Question, galil).get().case_id == row.case_id
    holds()


def test_a_mail_in_the_same_words_does_not_lose_its_answer_to_one_taken_out(
    galil: Business, row: Promise
) -> None:
    first, again, other = (
        inbox.receive(cast_mail.mail(said), now=MONDAY_1000)
        for said in (cast_mail.WORDS, cast_mail.WORDS, "ומה עם החנייה?")
    )
    assert first and again and other and of(Question, galil).count() == 2, "all were read at one moment"
    placing.take_out(message_id=first.pk, by=by(galil.yael), now=MONDAY_1000)
    waiting = of(Task, galil, kind="wrote", done_at=None)
    assert waiting.get().message == again, "nobody promised to answer it, so somebody sees it"
    placing.take_out(message_id=again.pk, by=by(galil.yael), now=MONDAY_1000)
    assert not waiting.exists() and of(Question, galil).get().asked.text == other.text
    holds()


def test_what_is_answered_or_surely_theirs_stays_where_it_is(galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.mail(sender="noa@example.com"), now=MONDAY_1000)
    assert came
    placing.place(message_id=came.pk, by=by(galil.yael), case_id=row.case_id, now=MONDAY_1000)
    with pytest.raises(Refused, match="not_allowed"):
        placing.take_out(message_id=came.pk, by=by(galil.sami), now=MONDAY_1000)
    question = of(Question, galil).get()
    questions.answer(question_id=question.pk, by=by(galil.yael), text="כן, אפשר", now=MONDAY_1000)
    with pytest.raises(Refused, match="already_answered"):
        placing.take_out(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    proven = inbox.receive(cast_mail.answer_to(letter(galil), "ומה עם החנייה?"), now=MONDAY_1000)
    assert proven and proven.reason == "proven"
    with pytest.raises(Refused, match="not_waiting"):
        placing.take_out(message_id=proven.pk, by=by(galil.yael), now=MONDAY_1000)
    holds()


def test_a_reply_about_another_matter_is_moved_there_with_its_files_and_its_time(
    world: World, galil: Business, row: Promise
) -> None:
    told = letter(galil)
    other = cast.case(galil.dan, galil.dana, title="מזגן לחדר", now=MONDAY_1000)
    mail = cast_mail.answer_to(
        told, "מצורפת התוכנית של החדר", files=("plan.pdf",), contents=(PDF,), sender_name="דנה"
    )
    came = inbox.receive(mail, now=MONDAY_1000)
    assert came and (came.reason, came.case_id) == ("proven", row.case_id)
    asked = of(Question, galil).select_related("promise").get()
    world.until(MONDAY_1000 + timedelta(minutes=5))
    placing.place(message_id=came.pk, by=by(galil.yael), case_id=other.pk, now=world.now)
    moved = of(Question, galil).select_related("promise", "asked").get()
    assert (moved.case_id, moved.promise.owner, moved.asked.by) == (other.pk, galil.dan, "customer")
    assert moved.promise.due == asked.promise.due, "they have its answer by when they were told"
    for case_id, names in ((row.case_id, []), (other.pk, ["plan.pdf"])):
        view = case_view.case_view(case_id, by=galil.as_customer, now=world.now)
        assert [file.name for question in view.questions for file in question.uploads] == names
    assert "מצורפת" not in repr(history.history(row.case_id, by=galil.as_customer, kinds=TOLD))
    world.until(world.now + timedelta(minutes=5))
    told = letter(galil, "withdrawn")
    assert told.state == "accepted" and "המייל שלך עבר לנושא אחר: מזגן לחדר" in told.text
    assert "להתעלם" not in told.text, "they are answered, elsewhere"
    assert letter(galil, "received").case_id == other.pk
    world.look()
    assert not [wrong for hold in guarantees.ALL for wrong in hold(world)]
    holds()


def test_a_reply_of_a_matter_of_its_own_opens_one(galil: Business, row: Promise) -> None:
    said = "כמה עולה ניקוי של מזגן?"
    came = inbox.receive(cast_mail.answer_to(letter(galil), said), now=MONDAY_1000)
    assert came
    placing.place(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    opened = of(Case, galil).latest("id")
    assert (opened.customer, opened.title, opened.source) == (galil.dana, said, "mail")
    assert of(Question, galil).get().case_id == opened.pk
    holds()


def test_a_mail_of_files_alone_is_still_called_as_they_are_where_it_is_moved(
    galil: Business, row: Promise
) -> None:
    mail = cast_mail.answer_to(letter(galil), "", files=("plan.pdf",), contents=(PDF,))
    came = inbox.receive(mail, now=MONDAY_1000)
    assert came
    placing.place(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    opened = of(Case, galil).latest("id")
    assert (opened.title, of(Question, galil).get().asked.text) == ("plan.pdf", "plan.pdf")
    assert of(Incoming, galil, message=came).get().files == [], "it is kept with the question"
    holds()


def test_a_reply_is_moved_within_its_customers_matters_alone(galil: Business, row: Promise) -> None:
    came = inbox.receive(cast_mail.answer_to(letter(galil)), now=MONDAY_1000)
    johns = cast.case(galil.yael, galil.john, now=MONDAY_1000)
    claimed = inbox.receive(cast_mail.mail("ומה עם החנייה?"), now=MONDAY_1000)
    others = cast.galil(name="דודי השרון", domain="sharon.example")
    assert came and claimed
    for message, who, where, code in (
        (came, galil.yael, johns.pk, "not_found"),
        (came, galil.yael, row.case_id, "not_waiting"),
        (came, galil.sami, None, "not_allowed"),
        (came, others.ruth, None, "not_found"),
        (claimed, galil.yael, None, "not_waiting"),
    ):
        with pytest.raises(Refused, match=code):
            placing.place(message_id=message.pk, by=by(who), case_id=where, now=MONDAY_1000)
    asked = of(Question, galil).earliest("id")
    questions.answer(question_id=asked.pk, by=by(galil.yael), text="כן, אפשר", now=MONDAY_1000)
    with pytest.raises(Refused, match="already_answered"):
        placing.place(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    holds()


def test_what_came_with_a_mail_goes_out_of_the_case_with_it(galil: Business, row: Promise) -> None:
    mail = cast_mail.mail("החוזה שלי", files=("plan.pdf", "run.exe"), contents=(PDF, b"MZ"))
    came = inbox.receive(mail, now=MONDAY_1000)
    assert came and of(Upload, galil).count() == 1
    placing.take_out(message_id=came.pk, by=by(galil.yael), now=MONDAY_1000)
    assert not of(Upload, galil).exists() and of(Case, galil).get().files == 0
    assert sorted(of(Incoming, galil, message=came).get().files) == ["plan.pdf", "run.exe"], "in the mailbox"
    assert "plan.pdf" not in repr(history.history(row.case_id, by=galil.as_customer, kinds=TOLD))
    holds()


def test_who_leaves_passes_mails_on(galil: Business) -> None:
    came = inbox.receive(cast_mail.mail(sender="noa@example.com"), now=MONDAY_1000)
    assert came and came.member
    members.deactivate(member_id=came.member.pk, by=by(galil.ruth), heir=galil.amir.pk, now=MONDAY_1000)
    assert of(Message, galil, pk=came.pk).get().member == galil.amir


def bounce(of_letter: Message, **said: object) -> Bounce:
    """What came back of a letter."""
    values = {"address": of_letter.address, "blames_address": True, "reason": "bounced_5.1.1", **said}
    return Bounce(names=(of_letter.key,), **values)  # type: ignore[arg-type]


def test_a_bounce_marks_the_address_and_somebody_calls(galil: Business, row: Promise) -> None:
    told = letter(galil)
    assert told.state == "accepted"
    inbox.receive(cast_mail.mail(sender="mailer-daemon@mx.example", bounce=bounce(told)), now=MONDAY_1000)
    told.refresh_from_db()
    assert (told.state, told.reason) == ("failed", "bounced_5.1.1")
    assert of(ContactPoint, galil, address=cast.DANA_EMAIL).get().is_broken
    assert of(Task, galil, kind="call", message=told, member=galil.yael, done_at=None).exists()
    assert of(Message, galil, kind="bounce").get().case_id == row.case_id
    again = replace(cast_mail.mail(sender="mailer-daemon@mx.example"), bounce=bounce(told))
    inbox.receive(again, now=MONDAY_1000)
    assert of(Event, galil, kind="MessageFailed").count() == 1, "what failed fails once"
    holds()


def test_a_full_mailbox_is_tried_another_way_and_stays(galil: Business, row: Promise) -> None:
    second = ContactPoint.objects.of(galil.id).create(
        customer=galil.dana, channel="email", address="dana@home.example", position=9
    )
    told = letter(galil)
    inbox.receive(cast_mail.mail(bounce=bounce(told, blames_address=False)), now=MONDAY_1000)
    told.refresh_from_db()
    assert (told.state, told.contact, told.address) == ("queued", second, "dana@home.example")
    assert not of(ContactPoint, galil, address=cast.DANA_EMAIL).get().is_broken
    holds()


def test_a_bounce_that_names_no_letter_of_ours_breaks_nothing(galil: Business, row: Promise) -> None:
    forged = Bounce(names=("guessed",), address=cast.DANA_EMAIL, blames_address=True, reason="bounced_5.1.1")
    came = inbox.receive(cast_mail.mail(bounce=forged), now=MONDAY_1000)
    assert came and came.kind == "unplaced"
    assert not of(ContactPoint, galil, is_broken=True).exists()


def test_a_bounce_waits_for_the_mark_of_its_letter(galil: Business, row: Promise) -> None:
    told = letter(galil)
    of(Message, galil, pk=told.pk).update(state="sending", claimed_at=MONDAY_1000, claimed_by="x")
    with pytest.raises(inbox.TooSoon):
        inbox.receive(cast_mail.mail(bounce=bounce(told)), now=MONDAY_1000)


def test_businesses_on_one_mailbox_stay_apart(world: World, galil: Business, row: Promise) -> None:
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    theirs = cast.quote(other, now=MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(minutes=5))
    came = inbox.receive(cast_mail.answer_to(letter(galil)), now=world.now)
    assert came and came.organisation_id == galil.id
    newest = Message.objects.of(other.id).filter(kind="agreed").select_related("case").get()
    came = inbox.receive(cast_mail.answer_to(newest, "עוד משהו"), now=world.now)
    assert came and (came.organisation_id, came.case_id) == (other.id, theirs.case_id)


def test_whoever_has_left_answers_for_nothing_new(world: World, galil: Business, row: Promise) -> None:
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, after=Next(close=True), now=MONDAY_1000)
    members.deactivate(member_id=galil.yael.pk, by=by(galil.ruth), now=MONDAY_1000)
    came = inbox.receive(cast_mail.answer_to(letter(galil)), now=MONDAY_1000)
    assert came and came.kind == "question"
    assert of(Question, galil).select_related("promise__owner").get().promise.owner.is_active
    holds()


def test_files_alone_are_heard(galil: Business, row: Promise) -> None:
    mail = cast_mail.answer_to(letter(galil), "", subject="", files=("קומה.jpg",))
    assert inbox.receive(mail, now=MONDAY_1000)
    assert of(Question, galil).select_related("asked").get().asked.text == "קומה.jpg"


def test_before_the_promise_was_told_a_reply_is_late_in_coming_but_not_lost(galil: Business) -> None:
    case = cast.case(galil.yael, galil.john, now=SUNDAY_1000)
    came = inbox.receive(cast_mail.mail("when?", sender=cast.JOHN_EMAIL), now=SUNDAY_1000)
    assert came and came.case_id == case.pk and came.language == "en"
    assert "answer your email" in letter(galil, "received").text


PDF = b"%PDF-1.7 a plan\nstartxref\n0\n%%EOF"


def test_files_that_came_with_a_mail_are_kept_and_the_others_named(galil: Business, row: Promise) -> None:
    mail = cast_mail.answer_to(
        letter(galil),
        files=("plan.pdf", "run.exe", "a.jpg"),
        contents=(PDF, b"MZ", cast_upload.taken("JPEG")),
    )
    came = inbox.receive(mail, now=MONDAY_1000)
    view = case_view.case_view(row.case_id, by=galil.as_customer, now=MONDAY_1000)
    (question,) = view.questions
    assert [one.name for one in question.uploads] == ["plan.pdf", "a.jpg"]
    assert of(Incoming, galil, message=came).get().files == ["run.exe"]
    plan, picture = (store.read(galil.id, row.path) for row in of(Upload, galil).order_by("id"))
    assert plan == PDF and cast_upload.CAMERA.encode() not in picture
    holds()


def test_a_document_that_we_asked_for_comes_by_mail(world: World, galil: Business, row: Promise) -> None:
    asked = questions.ask(
        case_id=row.case_id,
        by=by(galil.yael),
        text="תוכנית הדירה",
        kind=Kind.DOCUMENT,
        due=TUESDAY_1400,
        now=MONDAY_1000,
    )
    world.until(MONDAY_1000 + timedelta(minutes=5))
    words = inbox.receive(cast_mail.answer_to(letter(galil, "asked"), "אשלח מחר"), now=world.now)
    assert words and words.kind == "question" and fresh(asked.promise).state == "open"
    mail = cast_mail.answer_to(letter(galil, "asked"), "מצורף", files=("plan.pdf",), contents=(PDF,))
    came = inbox.receive(mail, now=world.now)
    assert came and came.kind == "answer" and fresh(asked.promise).state == "kept"
    assert of(Upload, galil).get().question == asked
    holds()


def test_a_mail_to_one_business_is_not_read_by_another(galil: Business) -> None:
    others = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    for business, address in ((galil, "office@galil.example"), (others, "office@carmel.example")):
        type(business.organisation).objects.filter(pk=business.id).update(mail_from=address)
        quote(business)  # Dana is a customer of both
    came = inbox.receive(cast_mail.mail(to=("office@galil.example",)), now=SUNDAY_1000)
    assert came and (came.organisation_id, came.kind, came.reason) == (galil.id, "question", "claimed")
    Customer.objects.of(galil.id).filter(pk=galil.dana.pk).update(erased_at=SUNDAY_1000)
    came = inbox.receive(cast_mail.mail("ומה עם החנייה?", to=("office@galil.example",)), now=SUNDAY_1000)
    assert came and (came.organisation_id, came.kind) == (galil.id, "unplaced")
