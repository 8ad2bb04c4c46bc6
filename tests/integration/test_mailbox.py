"""The mailbox of a real Dovecot is read in order, once, by one reader; whatever is killed, moved or away."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError

from tests import cast, dovecot
from tests.cast import MONDAY_1000, Business, of
from tests.dovecot import Dovecot
from tests.integration.conftest import eventually
from teum.actions import inbox as actions
from teum.actions import mailboxes
from teum.channels import incoming
from teum.channels.mailbox import LARGEST, Away, Session
from teum.clock import inbox
from teum.configuration import values
from teum.core.inbox import Mail
from teum.models import Incoming, Mailbox, Message, Question

WORDS = "אפשר שהטכנאי יגיע אחרי ארבע?"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One server for these tests."""
    with dovecot.running() as made:
        yield made


def reply(
    letter: Message | None = None, *, name: str, text: str = WORDS, sender: str = cast.DANA_EMAIL
) -> EmailMessage:
    """A mail as a customer's program writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, dovecot.ADDRESS, "Re: מזגן לסלון"
    mail["Message-ID"] = f"<{name}@example.com>"
    if letter is not None:
        mail["In-Reply-To"] = f"<{letter.key}@galil.example>"
    mail.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 10:00, Galil <x@galil.example> wrote:\n> מה סיכמנו\n")
    return mail


def look(box: Dovecot, *, after: timedelta = timedelta()) -> int:
    """One look at it; how many mails were taken in."""
    return inbox.once(box.box, moment=MONDAY_1000 + after)


@pytest.fixture
def galil(db: None) -> Business:
    """The business whose mailbox it is."""
    return cast.galil()


@pytest.fixture
def ours(galil: Business, server: Dovecot) -> Dovecot:
    """The mailbox, looked at for the first time just now."""
    for file in [*(server.place / "mail" / "new").iterdir(), *(server.place / "mail" / "cur").iterdir()]:
        file.unlink()
    look(server)
    return server


@pytest.fixture
def letter(galil: Business) -> Message:
    """What Dana was told of Yael's promise."""
    cast.quote(galil)
    found: Message = of(Message, galil, kind="agreed").get()
    return found


def test_a_reply_lands_in_its_case_and_is_marked_as_seen(
    galil: Business, ours: Dovecot, letter: Message
) -> None:
    ours.deliver(reply(letter, name="one"))
    assert (look(ours), look(ours)) == (1, 0)
    question = of(Question, galil).select_related("asked").get()
    assert question.asked.text == WORDS and question.case_id == letter.case_id
    assert ours.seen() == 1
    kept = of(Incoming, galil).select_related("mailbox").get()
    assert kept.mailbox and (kept.validity, kept.uid) == (kept.mailbox.validity, kept.mailbox.uid)


def test_what_lay_there_before_stays_as_it_is(galil: Business, server: Dovecot, letter: Message) -> None:
    server.deliver(reply(letter, name="old"))
    assert look(server) == 0
    server.deliver(reply(letter, name="new", text="ומה עם החנייה?"))
    assert look(server) == 1


def test_a_server_that_counts_anew_is_read_anew_and_nothing_lands_twice(
    galil: Business, ours: Dovecot, letter: Message
) -> None:
    ours.deliver(reply(letter, name="first"))
    look(ours)
    was = Mailbox.objects.get().validity
    ours.begin_anew()
    ours.deliver(reply(letter, name="second", text="ומה עם החנייה?"))
    assert look(ours) == 1 and Mailbox.objects.get().validity != was
    assert of(Question, galil).count() == 2


def test_killed_between_the_reading_and_the_mark_it_is_read_once(
    galil: Business, ours: Dovecot, letter: Message
) -> None:
    ours.deliver(reply(letter, name="killed"))
    with (
        mock.patch.object(Session, "mark_seen", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        look(ours)
    assert look(ours) == 0 and of(Question, galil).count() == 1


def test_killed_before_it_was_written_it_is_read_again(
    galil: Business, ours: Dovecot, letter: Message
) -> None:
    ours.deliver(reply(letter, name="again"))
    with mock.patch.object(actions, "_write", side_effect=OperationalError), pytest.raises(OperationalError):
        look(ours)
    assert not of(Message, galil, direction="in").exists()
    assert look(ours) == 1


def test_a_mail_that_breaks_us_is_before_a_person_and_stops_no_other(
    galil: Business, ours: Dovecot, letter: Message, caplog: pytest.LogCaptureFixture
) -> None:
    ours.deliver(reply(letter, name="breaks"))
    ours.deliver(reply(letter, name="follows", text="ומה עם החנייה?"))
    read = incoming.read

    def breaks(raw: bytes, **options: Any) -> Mail:
        if b"<breaks@" in raw:
            raise RecursionError
        return read(raw, **options)

    with mock.patch.object(incoming, "read", breaks):
        assert look(ours) == 2
    assert of(Message, galil, kind="unplaced").count() == 1 and of(Question, galil).count() == 1
    assert "cannot be read" in caplog.text


def test_another_reader_leaves_it_alone(galil: Business, ours: Dovecot, letter: Message) -> None:
    name = inbox.name_of(ours.box)
    assert mailboxes.hold(name, reader="elsewhere", now=MONDAY_1000)
    ours.deliver(reply(letter, name="held"))
    assert look(ours) == 0
    assert look(ours, after=mailboxes.LEASE) == 1, "whoever has gone has it no longer"


def test_a_server_that_is_away_is_said_without_a_secret(galil: Business, ours: Dovecot) -> None:
    for broken in (ours.url.replace(ours.password, "wrong-password"), ours.url.replace(str(ours.port), "1")):
        box = values.imap(broken)
        assert box
        with pytest.raises(Away) as away:
            inbox.once(box, moment=MONDAY_1000)
        assert "wrong-password" not in str(away.value) and ours.password not in str(away.value)


def test_a_large_mail_is_heard_and_the_rest_stays_in_the_mailbox(
    galil: Business, ours: Dovecot, letter: Message
) -> None:
    mail = reply(letter, name="large")
    mail.add_attachment(b"x" * (LARGEST + 1), maintype="application", subtype="pdf", filename="plan.pdf")
    ours.deliver(mail)
    assert look(ours) == 1
    kept = of(Incoming, galil).get()
    assert kept.is_cut and kept.files == ["plan.pdf"]
    assert of(Question, galil).select_related("asked").get().asked.text == WORDS


def test_the_server_says_when_something_comes(ours: Dovecot) -> None:
    session = Session(ours.box)
    session.open()
    threading.Timer(0.5, lambda: ours.deliver(reply(name="idle"))).start()
    began = time.monotonic()
    session.wait(20, is_stopped=lambda: False)
    assert time.monotonic() - began < 15
    assert eventually(lambda: session.uids(after=session.next_uid - 1))
    session.wait(20, is_stopped=lambda: True)
    session.close()


def test_what_the_server_says_while_it_answers_something_else_is_not_waited_for(ours: Dovecot) -> None:
    session = Session(ours.box)
    session.open()
    ours.deliver(reply(name="one"))
    (first,) = eventually(lambda: session.uids(after=session.next_uid - 1))
    ours.deliver(reply(name="two"))
    time.sleep(0.1)
    session.mark_seen(first)  # with its answer the server says that there are two now, and with no later one
    began = time.monotonic()
    session.wait(10, is_stopped=lambda: False)
    assert time.monotonic() - began < 5
    assert session.uids(after=first)
    session.wait(0.2, is_stopped=lambda: False)
    session.close()


def listen(session: Session) -> None:
    """Wait and look, as the product does: what came before may be said first."""
    for _ in range(50):
        session.wait(20, is_stopped=lambda: False)
        session.uids(after=0)


def test_a_server_that_dies_while_we_wait_is_noticed(ours: Dovecot) -> None:
    session = Session(ours.box)
    session.open()
    threading.Timer(0.5, ours.stop).start()
    with pytest.raises(Away):
        listen(session)
    session.close()
    ours.start()
