"""A letter goes out by SMTP, its reader answers, the answer lands in the case: real processes, some of them killed."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests import cast, dovecot
from tests.dovecot import Dovecot
from tests.e2e.conftest import Mails, Server, eventually, plain
from tests.e2e.test_crash import LATER, Look, database_held, deliver, kill, quotes, start

pytestmark = pytest.mark.e2e
READER = "dana0@example.com"
QUESTIONS = "SELECT count(*) FROM teum_question"
LOOKS = "SELECT count(*) FROM teum_pulse WHERE name = 'inbox'"


@pytest.fixture
def imap() -> Iterator[Dovecot]:
    """The mailbox that answers come to."""
    with dovecot.running() as made:
        yield made


@pytest.fixture
def server(new_server: Callable[..., Server], imap: Dovecot) -> Server:
    """A server that is not started: only its data, its clock and its settings."""
    return new_server(at=LATER, TEUM_IMAP_URL=imap.url)


@pytest.fixture
def look(server: Server, database_url: str) -> Look:
    """A look at what became of it."""
    return Look(server, database_url)


def reply(letter: EmailMessage, text: str, name: str) -> EmailMessage:
    """What a mail program makes of «reply»."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = READER, str(letter["Reply-To"]), f"Re: {letter['Subject']}"
    mail["Message-ID"] = f"<{name}@example.com>"
    mail["In-Reply-To"] = str(letter["Message-ID"])
    mail["References"] = f"{letter['References']} {letter['Message-ID']}"
    quoted = "\n".join(f"> {line}" for line in plain(letter).splitlines())
    mail.set_content(f"{text}\n\nבתאריך יום א׳, 22 בנוב׳ 2026 ב-10:05 מאת מזגני הגליל:\n{quoted}\n")
    return mail


def the_letter(server: Server, look: Look, mails: Mails) -> EmailMessage:
    """What was agreed, as its reader has it."""
    quotes(server, 1, "dana")
    assert deliver(server)["sent"] == 1
    (letter,) = mails.wait_for(READER)
    return letter


def moved(server: Server, minutes: int) -> None:
    """Time passes, for every process: a reader that died has the mailbox no longer."""
    server.clock.set(LATER + timedelta(minutes=minutes))


def test_an_answer_lands_once_whatever_is_killed(
    server: Server, look: Look, mails: Mails, imap: Dovecot, database_url: str
) -> None:
    letter = the_letter(server, look, mails)
    (key,) = look.keys("accepted")
    assert f"answers+{key}@galil.example" in str(letter["Reply-To"])

    clock = start(server, "clock")
    assert eventually(lambda: look.rows(LOOKS) == [(1,)]), "the mailbox was looked at"
    imap.deliver(reply(letter, "אפשר שיגיע אחרי ארבע?", "first"))
    assert eventually(lambda: look.rows(QUESTIONS) == [(1,)])
    assert look.rows("SELECT text FROM teum_message WHERE direction = 'in'") == [("אפשר שיגיע אחרי ארבע?",)]
    assert eventually(lambda: imap.seen() == 1)

    with database_held(server, database_url):
        imap.deliver(reply(letter, "ומה עם החנייה?", "second"))
        time.sleep(2)  # it is fetched, and cannot be written
        assert clock.poll() is None
        kill(clock)
    assert look.rows(QUESTIONS) == [(1,)]

    moved(server, 2)
    clocks = [start(server, "clock") for _ in range(2)]
    assert eventually(lambda: look.rows(QUESTIONS) == [(2,)])
    imap.deliver(
        reply(letter, "ומה עם החנייה?", "second")
    )  # the same once more, as a server on its way may do
    imap.deliver(reply(letter, "ואיפה החשבונית?", "third"))
    assert eventually(lambda: look.rows(QUESTIONS) == [(3,)])
    for one in clocks:
        one.send_signal(signal.SIGTERM)
        assert (one.wait(20), one.communicate()[1]) == (0, "")
    assert look.rows("SELECT count(*) FROM teum_message WHERE direction = 'in'") == [(3,)]

    assert deliver(server, after=timedelta(minutes=5))["sent"] >= 1
    answered = [plain(mail) for mail in mails.to(READER)[1:]]
    assert any("יעל ברק תשיב לך על המייל שלך" in text for text in answered)
    verified = server.run("verify", "--rebuild", "--json", check=False)
    assert verified.returncode == 0, verified.stdout


def test_a_mailbox_that_is_away_is_said_and_read_when_it_is_back(
    server: Server, look: Look, mails: Mails, imap: Dovecot
) -> None:
    letter = the_letter(server, look, mails)
    assert '"mails": 0' in server.run("clock", "--once", "--now", LATER.isoformat(), "--json").stdout
    imap.stop()
    imap.deliver(reply(letter, "אפשר שיגיע אחרי ארבע?", "waiting"))
    away = server.run("clock", "--once", "--now", LATER.isoformat(), check=False)
    assert away.returncode != 0 and away.stderr.count("\n") == 1 and imap.password not in away.stderr
    moved(server, 2)
    clock = start(server, "clock")
    timers = "SELECT at FROM teum_pulse WHERE name = 'clock'"
    before = look.rows(timers)
    moved(server, 4)
    assert eventually(lambda: look.rows(timers) != before), "the clock goes on without it"
    imap.start()
    assert eventually(lambda: look.rows(QUESTIONS) == [(1,)])
    clock.send_signal(signal.SIGTERM)
    said = clock.communicate(timeout=20)[1]
    assert "the mailbox cannot be read" in said and imap.password not in said
    assert cast.DANA_EMAIL not in said
