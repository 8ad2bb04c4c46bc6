"""The outbox delivered: what arrives, what fails, what nobody can know (guarantee 4)."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from django.db import OperationalError
from pytest_django import Settings

from tests import cast
from tests.cast import Business
from tests.integration.conftest import Mailbox
from tests.ports import free_port
from teum.actions import cases, members, messages, organisations, outgoing, promises, words
from teum.actions import outbox as handled
from teum.actions.customers import Contact
from teum.actions.members import Person
from teum.actions.promises.steps import Next
from teum.channels import smtp
from teum.channels.letter import Envelope
from teum.channels.outcome import Outcome
from teum.clock import delivery, loop, patience, timers
from teum.clock.rates import Rates
from teum.configuration import values
from teum.core import delivery as rules
from teum.core.actor import Role
from teum.core.rate import Limit
from teum.models import ContactPoint, Event, Message, Organisation, Page, Promise, Task, Telling
from teum.queries import calendar
from teum.queries import delivery as outbox

pytestmark = pytest.mark.django_db
LATER = cast.SUNDAY_1000 + timedelta(minutes=5)
EMAIL = Contact(channel="email", address="gil@example.com")


def deliver(now: datetime = LATER) -> delivery.Delivered:
    return delivery.once(now)


def message_of(business: Business, **wanted: object) -> Message:
    return Message.objects.of(business.id).get(**wanted)


def quote_to(business: Business, *addresses: str, phone: str = "") -> Promise:
    """The promise of the story, to a customer with these addresses."""
    contacts = [Contact(channel="email", address=address) for address in addresses]
    contacts += [Contact(channel="phone", address=phone)] if phone else []
    customer = cast.customer(business.yael, "גיל רם", contacts)
    return cast.promise_of(cast.case(business.yael, customer))


def kinds(business: Business) -> list[str]:
    return list(Event.objects.of(business.id).order_by("id").values_list("kind", flat=True))


# ── what arrives ──


def test_a_link_that_was_revoked_meanwhile_is_not_sent(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    page = Page.objects.of(galil.id).get(customer=promise.case.customer, case=None)
    Page.objects.of(galil.id).filter(customer=promise.case.customer).update(revoked_at=cast.SUNDAY_1000)
    deliver()
    text = mailbox.only().get_body(("plain",)).get_content()
    assert page.token not in text and "/p/" not in text


def test_what_was_agreed_arrives_whole(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    assert deliver() == delivery.Delivered(sent=1)
    mail = mailbox.only()
    assert mail["Subject"] == "מזגני הגליל: מה סיכמנו: מזגן לסלון"
    assert mail["To"].addresses[0].addr_spec == cast.DANA_EMAIL
    assert mail["From"].addresses[0].addr_spec == "promises@galil.example"
    assert mail["From"].addresses[0].display_name == "מזגני הגליל"
    text = mail.get_body(("plain",)).get_content()
    assert text.startswith("מזגני הגליל")
    assert "24.11" in text and "14:00" in text and "הצעת מחיר" in text
    assert "https://galil.example/p/" in text.splitlines()[-1]
    message = message_of(galil)
    assert (message.state, message.told_at, message.provider_id) == (
        "accepted",
        LATER,
        "2.0.0 queued as 4AB12",
    )
    assert Telling.objects.of(galil.id).get(promise=promise).at == LATER
    assert kinds(galil)[-2:] == ["MessageAccepted", "PromiseTold"]


def entries(mail: EmailMessage) -> list[tuple[str, icalendar.Event]]:
    """What a mail enters in its reader's calendar, each with the method of its file."""
    found = []
    for part in mail.iter_attachments():
        assert part.get_content_type() == "text/calendar"
        said = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        assert str(said["METHOD"]) == part["Content-Type"].params["method"]
        found += [(str(said["METHOD"]), event) for event in said.events]
    return found


def test_an_appointment_stands_in_its_letter_as_an_entry_that_moves_and_goes(
    galil: Business, mailbox: Mailbox
) -> None:
    visit = cast.quote_draft(
        body="אגיע להתקין",
        includes=("התקנה",),
        channel="visit",
        start=cast.TUESDAY_1230,
        due=cast.TUESDAY_1400,
    )
    row = cast.promise_of(cast.case(galil.yael, galil.dana, promise=visit))
    deliver()
    by = cast.by(galil.yael)
    for act, at in (
        (
            lambda at: promises.revise(
                promise_id=row.pk, by=by, due=cast.WEDNESDAY_1200, reason="המתקין חולה", now=at
            ),
            cast.MONDAY_1000,
        ),
        (
            lambda at: promises.withdraw(
                promise_id=row.pk, by=by, disclosure="הדגם הופסק.", after=Next(close=True), now=at
            ),
            cast.TUESDAY_1000,
        ),
    ):
        act(at)
        deliver(at + timedelta(hours=3))
    said = [entry for mail in mailbox.all() for entry in entries(mail)]
    assert [method for method, _ in said] == ["PUBLISH", "PUBLISH", "CANCEL"]
    events = [event for _, event in said]
    assert len({str(event["UID"]) for event in events}) == 1, "one entry for its whole life"
    numbers = [int(event["SEQUENCE"]) for event in events]
    assert numbers == sorted(set(numbers)), "each moves the one before it"
    assert [event.start for event in events[:2]] == [cast.TUESDAY_1230, cast.WEDNESDAY_1200]
    assert (events[0].end, str(events[2]["STATUS"])) == (cast.TUESDAY_1400, "CANCELLED")
    assert str(events[0]["ORGANIZER"]) == "mailto:promises@galil.example"
    shown = calendar.one(row.pk, by=galil.as_customer, now=cast.TUESDAY_1000, lang="he")
    assert shown and (shown.uid, shown.version) == (str(events[2]["UID"]), numbers[2]), "as on their page"


def test_what_is_only_due_by_a_moment_is_no_appointment(galil: Business, mailbox: Mailbox) -> None:
    quote_to(galil, "gil@example.com")
    deliver()
    assert not entries(mailbox.only())


def test_a_hebrew_mail_reads_from_the_right(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil)
    deliver()
    html = mailbox.only().get_body(("html",)).get_content()
    assert '<html lang="he" dir="rtl">' in html and '<body dir="rtl"' in html
    assert '<bdi dir="ltr">14:00</bdi>' in html
    assert mailbox.only()["Content-Language"] == "he"


def test_an_english_mail_reads_from_the_left(galil: Business, mailbox: Mailbox) -> None:
    draft = cast.quote_draft(
        body="I'll e-mail you the quote by Tuesday 24 November, 14:00", includes=("the quote",)
    )
    cast.case(galil.yael, galil.john, title="Living room", promise=draft)
    deliver()
    mail = mailbox.only()
    html = mail.get_body(("html",)).get_content()
    assert '<html lang="en" dir="ltr">' in html and '<body dir="ltr"' in html
    assert "by Tuesday 24 November, 14:00" in mail.get_body(("plain",)).get_content()


def test_a_reply_reaches_who_answers_for_the_case(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil)
    deliver()
    assert mailbox.only()["Reply-To"].addresses[0].addr_spec == galil.yael.email


def test_the_mails_of_a_case_stand_together(galil: Business, mailbox: Mailbox) -> None:
    cast.writes_first(galil)
    promise = cast.quote(galil)
    deliver()
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.THURSDAY_1400,
        reason="הספק שלח דגם אחר",
        now=cast.MONDAY_1000,
    )
    deliver(cast.MONDAY_1000 + timedelta(minutes=5))
    cast.case(galil.yael, galil.dana, title="תנור במטבח")
    deliver(cast.MONDAY_1000 + timedelta(minutes=5))
    first, *others = mailbox.all()
    assert first["References"] == first["In-Reply-To"]
    assert len({mail["Message-ID"] for mail in mailbox.all()}) == 3
    same = [mail for mail in others if mail["References"] == first["References"]]
    assert len(same) == 1 and "מזגן לסלון" in same[0]["Subject"]


def test_a_message_is_named_by_its_key(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil)
    deliver()
    assert mailbox.only()["Message-ID"] == f"<{message_of(galil).key}@galil.example>"


def test_words_that_look_like_headers_stay_words(galil: Business, mailbox: Mailbox) -> None:
    cast.case(galil.yael, galil.dana, title="x\r\nBcc: everybody@example.com\r\n\r\nhello")
    Message.objects.of(galil.id).update(subject="x\r\nBcc: everybody@example.com")
    deliver()
    mail = mailbox.only()
    assert mail["Bcc"] is None
    assert mail["Subject"] == "x Bcc: everybody@example.com"


def test_markup_in_a_title_is_shown_as_it_was_typed(galil: Business, mailbox: Mailbox) -> None:
    cast.case(galil.yael, galil.dana, title="<b>מזגן</b> & תנור")
    deliver()
    html = mailbox.only().get_body(("html",)).get_content()
    assert "&lt;b&gt;מזגן&lt;/b&gt; &amp; תנור" in html and "<b>מזגן" not in html


def test_a_member_is_asked_by_mail_that_answers_itself(galil: Business, mailbox: Mailbox) -> None:
    members.invite(
        by=cast.by(galil.ruth),
        person=Person(name="נורית", email="nurit@galil.example"),
        role=Role.AGENT,
        now=cast.SUNDAY_1000,
    )
    deliver()
    mail = mailbox.only()
    link = mail.get_body(("plain",)).get_content().split()[-1]
    token = link.removeprefix("https://galil.example/join/")
    assert members.invited(token, now=LATER).name == "נורית"


def test_a_persons_mail_and_the_clocks_are_told_apart(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil)
    cases.open_case(customer_id=galil.john.pk, by=cast.by(galil.yael), title="Quote", now=cast.SUNDAY_1000)
    deliver()
    found = {mail["To"].addresses[0].addr_spec: mail["Auto-Submitted"] for mail in mailbox.all()}
    assert found == {cast.DANA_EMAIL: None, cast.JOHN_EMAIL: "auto-generated"}


def test_the_businesss_own_server_and_sender_come_first(
    galil: Business, mailbox: Mailbox, settings: Settings
) -> None:
    settings.TEUM = replace(settings.TEUM, smtp_url=values.Smtp("127.0.0.1", free_port()))
    url = f"smtp://{mailbox.server.host}:{mailbox.server.port}"
    organisations.change_mail(by=cast.by(galil.ruth), url=url, mail_from="office@own.example")
    assert url not in Organisation.objects.get(pk=galil.id).smtp
    cast.quote(galil)
    assert deliver().sent == 1
    assert mailbox.only()["From"].addresses[0].addr_spec == "office@own.example"


# ── what fails ──


def test_a_refused_address_is_marked_and_the_next_one_tried(galil: Business, mailbox: Mailbox) -> None:
    promise = quote_to(galil, "bounce@example.com", "second@example.com")
    deliver()
    assert deliver().sent + len(mailbox.all()) >= 1
    assert mailbox.only()["To"].addresses[0].addr_spec == "second@example.com"
    assert list(
        ContactPoint.objects.of(galil.id).filter(is_broken=True).values_list("address", flat=True)
    ) == ["bounce@example.com"]
    assert Telling.objects.of(galil.id).get(promise=promise).at is not None


def test_where_no_carrier_is_left_a_named_person_calls_before_it_is_needed(
    galil: Business, mailbox: Mailbox
) -> None:
    promise = quote_to(galil, "bounce@example.com", phone="054-765-4322")
    deliver()
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.THURSDAY_1400,
        reason="הספק שלח דגם אחר",
        now=cast.MONDAY_1000,
    )
    task = Task.objects.of(galil.id).get(kind="call", done_at=None, message__kind="revised")
    assert (task.member_id, task.due) == (galil.yael.pk, cast.TUESDAY_1400)
    assert "MessageFailed" in kinds(galil)


@pytest.mark.parametrize("word", ["later", "relay", "drop"])
def test_what_passes_is_tried_again_and_blames_no_address(
    galil: Business, mailbox: Mailbox, word: str
) -> None:
    quote_to(galil, f"{word}@example.com")
    assert deliver() == delivery.Delivered(failed=1)
    message = message_of(galil)
    again = LATER + rules.wait(attempts=1, key=str(message.pk))
    assert (message.state, message.attempts, message.send_at) == ("queued", 1, again)
    assert not ContactPoint.objects.of(galil.id).filter(is_broken=True).exists()
    assert deliver() == delivery.Delivered(), "not before its moment"
    assert deliver(LATER + timedelta(seconds=30)) == delivery.Delivered(failed=1)


@pytest.mark.parametrize(
    ("word", "reason"), [("spam", "content_refused_554"), ("large", "content_refused_552")]
)
def test_refused_content_is_refused_for_good_and_a_person_calls_while_the_address_stays(
    galil: Business, mailbox: Mailbox, word: str, reason: str
) -> None:
    promise = quote_to(galil, f"{word}@example.com")
    assert deliver() == delivery.Delivered(failed=1)
    message = message_of(galil)
    assert (message.state, message.reason) == ("failed", reason)
    assert Task.objects.of(galil.id).get(kind="call", done_at=None).member_id == galil.yael.pk
    assert not ContactPoint.objects.of(galil.id).filter(is_broken=True).exists()
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.MONDAY_1000)
    assert message_of(galil, kind="reported").state == "queued", "the next words go there again"


def test_content_that_one_server_refuses_is_offered_to_the_customers_other_one(
    galil: Business, mailbox: Mailbox
) -> None:
    quote_to(galil, "spam@example.com", "second@example.com")
    assert deliver() == delivery.Delivered(failed=1, sent=1)
    assert mailbox.only()["To"].addresses[0].addr_spec == "second@example.com"
    assert not ContactPoint.objects.of(galil.id).filter(is_broken=True).exists()


def test_an_address_to_which_nothing_can_be_sent_is_marked(galil: Business, mailbox: Mailbox) -> None:
    quote_to(galil, "dana@example.com")
    Message.objects.of(galil.id).update(address="dana")
    assert deliver() == delivery.Delivered(failed=1)
    assert ContactPoint.objects.of(galil.id).filter(is_broken=True).count() == 1


def test_a_sender_of_ours_that_is_no_address_blames_no_customer(
    galil: Business, mailbox: Mailbox, settings: Settings
) -> None:
    settings.TEUM = replace(settings.TEUM, mail_from="Teum <nobody>")
    quote_to(galil, "dana@example.com")
    assert deliver() == delivery.Delivered(failed=1)
    assert not ContactPoint.objects.of(galil.id).filter(is_broken=True).exists()


def test_a_server_that_is_not_there_is_asked_once_a_pass(galil: Business, settings: Settings) -> None:
    settings.TEUM = replace(settings.TEUM, smtp_url=values.Smtp("127.0.0.1", free_port()))
    cast.quote(galil)
    cast.case(galil.yael, galil.john, title="Living room")
    assert deliver() == delivery.Delivered(waiting=2)
    assert {(m.state, m.reason) for m in Message.objects.of(galil.id)} == {("queued", "connect")}


def test_a_server_that_does_not_let_us_in_is_our_own_trouble(
    galil: Business, mailbox: Mailbox, settings: Settings
) -> None:
    settings.TEUM = replace(settings.TEUM, smtp_url=replace(mailbox.server, user="teum", password="wrong"))
    cast.quote(galil)
    assert deliver() == delivery.Delivered(waiting=1)
    assert (message_of(galil).state, message_of(galil).reason) == ("queued", "sign_in")


def test_a_mail_server_locked_with_another_key_is_our_own_trouble(
    galil: Business, mailbox: Mailbox, settings: Settings
) -> None:
    organisations.change_mail(by=cast.by(galil.ruth), url="smtp://mail.own.example")
    settings.SECRET_KEY = "another"
    cast.quote(galil)
    assert deliver() == delivery.Delivered(waiting=1)
    assert message_of(galil).reason == "mail_settings_unreadable"


# ── what nobody can know ──


@pytest.mark.parametrize("word", ["lost", "hang"])
def test_without_an_answer_it_is_uncertain_and_never_sent_again(
    galil: Business, mailbox: Mailbox, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.5)
    promise = quote_to(galil, f"{word}@example.com")
    assert deliver() == delivery.Delivered(uncertain=1)
    assert message_of(galil).state == "uncertain"
    assert Telling.objects.of(galil.id).get(promise=promise).at is None, "not told until somebody knows"
    assert Task.objects.of(galil.id).get(kind="uncertain").member_id == galil.yael.pk
    assert deliver(LATER + timedelta(days=1)) == delivery.Delivered()
    assert len(mailbox.all()) == 1


def test_what_a_dead_process_held_becomes_uncertain_after_its_lease(
    galil: Business, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    assert len(outgoing.claim(worker="dead", limit=10, now=LATER)) == 1
    assert deliver(LATER + timedelta(seconds=119)) == delivery.Delivered(), "its lease still runs"
    assert deliver(LATER + timedelta(seconds=120)) == delivery.Delivered(uncertain=1)
    assert mailbox.all() == []


def test_a_break_on_the_way_is_uncertain_and_the_others_go_on(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = smtp.Smtp.send

    def broken(self: smtp.Smtp, envelope: Envelope) -> Outcome:
        if envelope.to.address == cast.DANA_EMAIL:
            raise RuntimeError("broken")
        return whole(self, envelope)

    monkeypatch.setattr(smtp.Smtp, "send", broken)
    cast.quote(galil)
    cast.case(galil.yael, galil.john, title="Living room")
    assert deliver() == delivery.Delivered(sent=1, uncertain=1)


def test_what_cannot_even_be_laid_out_did_not_leave_and_is_tried_again(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(message: delivery.Outgoing, *, at: datetime) -> Envelope:
        raise RuntimeError("broken")

    monkeypatch.setattr(delivery.letterhead, "envelope", broken)
    cast.quote(galil)
    assert deliver() == delivery.Delivered(failed=1)
    assert (message_of(galil).state, message_of(galil).reason) == ("queued", "broke")


# ── how fast ──


def test_who_has_used_up_their_rate_waits_and_the_others_go_on(
    galil: Business, mailbox: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TEUM = replace(settings.TEUM, email_a_minute=60, email_burst=2)
    seconds = [0.0]
    monkeypatch.setattr(delivery, "RATES", Rates(seconds=lambda: seconds[0]))
    monkeypatch.setattr(delivery, "PATIENCE_SECONDS", 0.0)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    for _ in range(4):
        cast.case(galil.yael, cast.customer(galil.yael, "גיל רם", [EMAIL]))
    cast.case(other.yael, cast.customer(other.yael, "גיל רם", [EMAIL]), now=LATER - timedelta(minutes=1))
    assert deliver(LATER + timedelta(minutes=5)) == delivery.Delivered(sent=3)
    left = Message.objects.everywhere().filter(state="queued")
    assert {message.organisation_id for message in left} == {galil.id}
    assert deliver(LATER + timedelta(minutes=5)) == delivery.Delivered(), "nothing is left of its rate"
    seconds[0] += 1
    assert deliver(LATER + timedelta(minutes=5)) == delivery.Delivered(sent=1)
    assert left.all().count() == 1 and not left.filter(attempts__gt=0).exists()


def test_a_short_wait_is_waited_out_in_the_same_pass(
    galil: Business, mailbox: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TEUM = replace(settings.TEUM, email_a_minute=600, email_burst=1)
    monkeypatch.setattr(delivery, "RATES", Rates())
    for _ in range(3):
        cast.case(galil.yael, cast.customer(galil.yael, "גיל רם", [EMAIL]))
    started = time.monotonic()
    assert deliver() == delivery.Delivered(sent=3)
    assert time.monotonic() - started >= 0.2


def test_all_that_is_due_at_once_waits_out_a_slow_rate(
    galil: Business, mailbox: Mailbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TEUM = replace(settings.TEUM, email_a_minute=30, email_burst=2)
    seconds, slept = [0.0], []

    def sleep(wait: float) -> None:
        slept.append(wait)
        seconds[0] += wait

    monkeypatch.setattr(delivery, "RATES", Rates(seconds=lambda: seconds[0]))
    monkeypatch.setattr(time, "sleep", sleep)
    for number in range(4):
        gil = Contact(channel="email", address=f"gil{number}@example.com")
        cast.case(galil.yael, cast.customer(galil.yael, "גיל רם", [gil]))
    assert loop.DeliveryPass().until_idle(lambda: LATER) == delivery.Delivered(sent=4)
    assert slept == [2.0, 2.0], "it ends with the last letter"


# ── in order ──


def in_one_case(business: Business, count: int = 2) -> list[Message]:
    """Messages to one customer of one case, all due, in the order in which they were written."""
    promise = quote_to(business, "later0@example.com")
    for number in range(count - 1):
        words.give(
            case_id=promise.case_id,
            by=cast.by(business.yael),
            text=f"הדגם הגיע למחסן, ויש עוד {number}",
            next_due=cast.WEDNESDAY_1200 + timedelta(hours=number),
            now=cast.SUNDAY_1000 + timedelta(seconds=number),
        )
    made = Message.objects.of(business.id).filter(customer__isnull=False).order_by("id")
    made.update(send_at=LATER, needed_by=None)
    made.exclude(pk=made[0].pk).update(address="dana@example.com")
    return list(made)


def test_a_message_waits_while_the_one_before_it_is_tried_again(galil: Business, mailbox: Mailbox) -> None:
    first, _ = in_one_case(galil)
    assert deliver() == delivery.Delivered(failed=1), "the second was not even tried"
    assert outbox.next_at(now=LATER) == Message.objects.of(galil.id).get(pk=first.pk).send_at
    Message.objects.of(galil.id).filter(pk=first.pk).update(address="first@example.com")
    assert deliver(LATER + timedelta(seconds=30)) == delivery.Delivered(sent=2)
    assert [str(mail["To"]) for mail in mailbox.all()] == [
        "גיל רם <first@example.com>",
        "גיל רם <dana@example.com>",
    ]


def test_what_failed_for_good_holds_nothing_back(galil: Business, mailbox: Mailbox) -> None:
    first, _ = in_one_case(galil)
    Message.objects.of(galil.id).filter(pk=first.pk).update(address="spam@example.com")
    assert deliver() == delivery.Delivered(failed=1, sent=1)


def test_another_case_and_a_member_wait_for_nobody(galil: Business, mailbox: Mailbox) -> None:
    first, second = in_one_case(galil)
    to_member = {"customer": None, "member": galil.yael, "contact": None, "address": galil.yael.email}
    Message.objects.of(galil.id).filter(pk=second.pk).update(**to_member)
    cast.case(galil.yael, galil.dana)
    assert deliver() == delivery.Delivered(failed=1, sent=2)
    assert Message.objects.of(galil.id).get(pk=first.pk).state == "queued"


def test_what_is_needed_goes_ahead_while_there_is_time_to_call(galil: Business, mailbox: Mailbox) -> None:
    first, second = in_one_case(galil)
    needed = LATER + timedelta(hours=1)
    Message.objects.of(galil.id).filter(pk=second.pk).update(needed_by=needed)
    Message.objects.of(galil.id).filter(pk=first.pk).update(send_at=LATER - timedelta(seconds=1))
    assert deliver(LATER) == delivery.Delivered(failed=1)
    Message.objects.of(galil.id).filter(pk=first.pk).update(send_at=needed + timedelta(hours=1))
    ahead = needed - timedelta(minutes=15)
    assert outbox.next_at(now=LATER) == ahead
    assert deliver(ahead - timedelta(seconds=1)) == delivery.Delivered()
    assert deliver(ahead) == delivery.Delivered(sent=1)


# ── still true ──


def held(business: Business) -> Promise:
    """The promise of the story, of which the clock has just written a holding update."""
    promise = cast.quote(business)
    deliver()
    timers.once(cast.TUESDAY_1230)
    assert message_of(business, kind="holding").state == "queued"
    return promise


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """What somebody does once delivery has claimed, and before it sends."""
    whole = outgoing.claim

    def claim(**how: Any) -> list[Message]:
        claimed = whole(**how)
        if any(message.kind in ("holding", "reminder") for message in claimed):
            act()
        return claimed

    monkeypatch.setattr(outgoing, "claim", claim)


def test_a_promise_that_is_kept_between_claim_and_send_is_not_excused(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = held(galil)
    meanwhile(
        monkeypatch,
        lambda: promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.TUESDAY_1230),
    )
    assert deliver(cast.TUESDAY_1230).overtaken == 3, "with the letters to the managers, which tell of it"
    assert message_of(galil, kind="holding").state == "overtaken"
    assert "MessageOvertaken" in kinds(galil)
    assert len([mail for mail in mailbox.all() if cast.DANA_EMAIL in str(mail["To"])]) == 1, "what was agreed"


def test_what_is_not_true_any_more_uses_up_nothing_of_the_rate(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = held(galil)
    one = Limit(a_second=0.001, burst=1)
    monkeypatch.setattr(delivery, "RATES", Rates(limit=lambda _: one))
    meanwhile(
        monkeypatch,
        lambda: promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.TUESDAY_1230),
    )
    assert deliver(cast.TUESDAY_1230).overtaken == 3
    assert not delivery.RATES.waits(), "the carrier was handed nothing"


def test_a_window_that_moved_meanwhile_is_not_held(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.writes_first(galil)
    promise = held(galil)
    meanwhile(
        monkeypatch,
        lambda: promises.revise(
            promise_id=promise.pk,
            by=cast.by(galil.yael),
            due=cast.THURSDAY_1400,
            reason="הספק שלח דגם אחר",
            now=cast.TUESDAY_1230,
        ),
    )
    assert deliver(cast.TUESDAY_1230).overtaken == 3, "with the letters to the managers, which tell of it"
    assert deliver(cast.TUESDAY_1230 + timedelta(minutes=1)).sent == 1, "the new time is told"


def test_what_nobody_touched_is_still_true(galil: Business, mailbox: Mailbox) -> None:
    held(galil)
    assert deliver(cast.TUESDAY_1230).overtaken == 0
    assert message_of(galil, kind="holding").state == "accepted"


def test_what_a_person_settled_meanwhile_is_not_sent(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(galil)
    meanwhile(
        monkeypatch,
        lambda: messages.mark_uncertain(message_of(galil, kind="holding").pk, now=cast.TUESDAY_1230),
    )
    deliver(cast.TUESDAY_1230)
    assert message_of(galil, kind="holding").state == "uncertain"
    assert len([mail for mail in mailbox.all() if cast.DANA_EMAIL in str(mail["To"])]) == 1, "what was agreed"


# ── when ──


def test_a_notice_waits_for_more_of_the_same_call(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    promises.make(
        case_id=promise.case_id,
        by=cast.by(galil.yael),
        draft=cast.quote_draft(
            body="אתקשר אליך ביום רביעי, 25.11, בשעה 12:00",
            includes=("תשובות לשאלות",),
            channel="phone",
            due=cast.WEDNESDAY_1200,
        ),
        now=cast.SUNDAY_1000 + timedelta(seconds=60),
    )
    assert deliver(cast.SUNDAY_1000 + timedelta(seconds=119)) == delivery.Delivered()
    assert deliver(cast.SUNDAY_1000 + timedelta(seconds=180)) == delivery.Delivered(sent=1)
    text = mailbox.only().get_body(("plain",)).get_content()
    assert "14:00" in text and "12:00" in text


def test_a_person_has_ten_seconds_to_take_it_back(galil: Business, mailbox: Mailbox) -> None:
    promise = cast.quote(galil)
    deliver()
    words.give(
        case_id=promise.case_id,
        by=cast.by(galil.yael),
        text="הדגם הגיע למחסן",
        next_due=cast.WEDNESDAY_1200,
        now=cast.MONDAY_1000,
    )
    update = message_of(galil, kind="update")
    assert deliver(cast.MONDAY_1000 + timedelta(seconds=9)) == delivery.Delivered()
    handled.take_back(
        message_id=update.pk, by=cast.by(galil.yael), now=cast.MONDAY_1000 + timedelta(seconds=9)
    )
    assert deliver(cast.MONDAY_1000 + timedelta(minutes=1)) == delivery.Delivered()
    assert message_of(galil, kind="update").state == "overtaken"


def test_what_was_claimed_cannot_be_taken_back(galil: Business) -> None:
    cast.quote(galil)
    outgoing.claim(worker="me", limit=10, now=LATER)
    with pytest.raises(handled.NotWaiting):
        handled.take_back(message_id=message_of(galil).pk, by=cast.by(galil.yael), now=LATER)


def test_nothing_goes_out_on_shabbat(galil: Business, mailbox: Mailbox) -> None:
    cast.quote(galil, now=cast.at("2026-11-21 11:00"))
    assert deliver(cast.at("2026-11-21 15:00")) == delivery.Delivered()
    assert message_of(galil).send_at >= cast.at("2026-11-21 17:30")
    assert deliver(cast.SUNDAY_0900) == delivery.Delivered(sent=1)


# ── the embedded default ──


def test_without_a_mail_server_the_outbox_shows_it_and_nobody_counts_as_told(galil: Business) -> None:
    promise = cast.quote(galil)
    assert deliver() == delivery.Delivered(shown=1)
    assert message_of(galil).state == "shown_locally"
    assert Telling.objects.of(galil.id).get(promise=promise).at is None


def test_in_the_demo_what_is_shown_counts_as_told() -> None:
    demo = cast.galil(is_demo=True)
    promise = cast.quote(demo)
    assert deliver() == delivery.Delivered(shown=1)
    assert Telling.objects.of(demo.id).get(promise=promise).at == LATER


# ── claims ──


def test_a_claim_that_grew_old_is_given_back_unsent(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "FRESH_SECONDS", -1.0)
    cast.quote(galil)
    passes = iter([False, True])
    assert delivery.once(LATER, is_stopped=lambda: next(passes, True)) == delivery.Delivered()
    assert message_of(galil).state == "queued" and mailbox.all() == []
    monkeypatch.setattr(delivery, "FRESH_SECONDS", 40.0)
    assert deliver() == delivery.Delivered(sent=1)


def test_what_a_sleeping_computer_had_claimed_does_not_leave_in_the_night(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening, night = cast.at("2026-11-22 19:55"), cast.at("2026-11-23 02:00")
    clock, whole = [evening], smtp.Smtp.send

    def sleeps(self: smtp.Smtp, envelope: Envelope) -> Outcome:
        clock[:] = [night]
        return whole(self, envelope)

    monkeypatch.setattr(smtp.Smtp, "send", sleeps)
    for number in range(2):
        quote_to(galil, f"gil{number}@example.com")
    Message.objects.of(galil.id).update(send_at=evening)
    assert delivery.once(evening, moment=lambda: clock[0]) == delivery.Delivered(sent=1, waiting=1)
    assert message_of(galil, state="queued").send_at == cast.at("2026-11-23 08:00")


def test_one_message_is_delivered_by_its_number_once_and_only_when_it_may_go(
    galil: Business, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    cast.case(galil.yael, galil.john, title="Living room")
    first = message_of(galil, customer=galil.dana)
    early, due = (
        delivery.Round(moment=lambda at=at: at) for at in (first.send_at - timedelta(seconds=1), LATER)
    )  # type: ignore[misc]
    assert not delivery.one(first.pk, this=early)
    assert delivery.one(first.pk, this=due)
    assert not delivery.one(first.pk, this=due), "it is not queued any more"
    assert not delivery.one(first.pk + 1000, this=due)
    due.close()
    assert due.done == delivery.Delivered(sent=1)
    assert [mail["To"].addresses[0].addr_spec for mail in mailbox.all()] == [cast.DANA_EMAIL]


def test_what_was_claimed_and_not_begun_when_the_database_went_away_is_sent_once_it_is_back(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        quote_to(galil, f"gil{number}@example.com")

    def is_away(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(messages, "mark_accepted", is_away)
        patched.setattr(patience, "TRIES", 1)
        with pytest.raises(OperationalError):
            deliver()
    assert deliver() == delivery.Delivered(sent=2)
    assert len(mailbox.all()) == 3
    assert deliver(LATER + rules.LEASE) == delivery.Delivered(uncertain=1)  # the one whose mark was lost


def test_a_database_that_is_away_while_a_letter_is_laid_out_costs_no_try_and_leaves_no_doubt(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.quote(galil)

    def is_away(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(calendar, "told_by", is_away)
        patched.setattr(patience, "TRIES", 1)
        with pytest.raises(OperationalError):
            deliver()
    assert deliver() == delivery.Delivered(sent=1)
    assert message_of(galil).attempts == 0


def test_told_is_the_moment_of_the_carriers_word_and_not_of_the_claim(
    galil: Business, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    moments = iter(LATER + timedelta(seconds=second) for second in range(20))
    delivery.once(LATER, moment=lambda: next(moments))
    told_at = message_of(galil).told_at
    assert told_at is not None and told_at > LATER
