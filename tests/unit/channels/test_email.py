"""A message as an e-mail: what its reader's program makes of it."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import SUNDAY_1000
from teum.channels.email import BadAddress, Mail, ascii_domain, build, directed, one_line
from teum.channels.letter import Envelope, Party

ENVELOPE = Envelope(
    sender=Party(address="promises@galil.example", name="מזגני הגליל"),
    to=Party(address="dana@example.com", name="דנה פרץ"),
    reply_to=Party(address="yael@galil.example", name='Yael "Y." Barak'),
    subject="מה סיכמנו",
    text="שלום\n",
    html="<p>שלום</p>",
    lang="he",
    key="0a1b",
    thread="case.77",
    at=SUNDAY_1000,
)


def read(mail: Mail) -> EmailMessage:
    return email.message_from_bytes(mail.content, policy=email.policy.default)  # type: ignore[return-value]


def built(**values: object) -> EmailMessage:
    return read(build(replace(ENVELOPE, **values)))  # type: ignore[arg-type]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


@given(WORDS)
@example("נעמוד בזה? דנה פרץ: אשלח לך במייל את הצעת המחיר והמפרט")
@example("Re: a very long subject of plain words " * 7)
@example("=?utf-8?b?15A=?= said the header")
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    mail = built(subject=subject)
    if not subject.startswith("=?"):  # what looks like an encoded word is read as one
        assert str(mail["Subject"]) == one_line(subject)
    assert mail["Message-ID"] == "<0a1b@galil.example>", "no header was lost or added"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=100))
@example("Cohen, Levi & Sons <office@evil.example>")
@example('says "hello" \\ there')
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    sender = built(sender=replace(ENVELOPE.sender, name=name))["From"].addresses
    assert len(sender) == 1
    assert sender[0].addr_spec == "promises@galil.example"
    if "=?" not in name:
        # The reader here shows a space between two encoded words of a name, where the standard wants none.
        assert sender[0].display_name.replace(" ", "") == one_line(name).replace(" ", "")


def test_a_long_name_is_broken_between_its_words() -> None:
    name = "מזגני הגליל והסביבה, שירות ותיקונים בכל הארץ בע״מ"
    sender = built(sender=replace(ENVELOPE.sender, name=name))["From"].addresses
    assert sender[0].display_name.split() == name.split()


def test_every_line_of_the_head_is_plain_and_short() -> None:
    content = build(replace(ENVELOPE, subject="הצעת מחיר " * 20)).content
    head = content.partition(b"\r\n\r\n")[0]
    assert head.isascii() and max(len(line) for line in head.split(b"\r\n")) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_nothing_is_smuggled_into_a_header() -> None:
    mail = built(
        subject="x\r\nBcc: all@example.com",
        to=Party(address="dana@example.com", name="D\r\nBcc: all@example.com"),
    )
    assert mail["Bcc"] is None and len(mail["To"].addresses) == 1


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "dana",
        "@x.com",
        "dana@",
        "a b@x.com",
        "a@x.com\r\nRCPT TO:<b@x.com>",
        "a@x.com,b@x.com",
        "<a@x.com>",
    ],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(BadAddress):
        ascii_domain(bad)


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("dana@Example.COM", "dana@example.com"),
        ("dana@דוגמה.example", "dana@xn--6dbbec0c.example"),
        ("דנה@example.com", "דנה@example.com"),
    ],
)
def test_domains_as_the_name_system_knows_them(written: str, known_as: str) -> None:
    assert ascii_domain(written) == known_as


def test_a_name_before_the_at_sign_that_is_not_latin_needs_an_international_server() -> None:
    mail = build(replace(ENVELOPE, to=Party(address="דנה@example.com")))
    assert mail.is_international
    assert "דנה@example.com" in mail.content.decode()
    assert not build(replace(ENVELOPE, to=Party(address="dana@דוגמה.example"))).is_international


def test_text_and_html_are_both_there_in_their_language() -> None:
    mail = built(text="שלום\nGalil: מזגן\nhttps://x.example/p/1\n")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Content-Language"] == "he"


def test_the_clocks_mails_say_so() -> None:
    assert built()["Auto-Submitted"] is None
    assert built(is_automatic=True)["Auto-Submitted"] == "auto-generated"


def test_a_case_is_one_thread_and_a_message_without_one_stands_alone() -> None:
    assert built()["References"] == built()["In-Reply-To"] == "<case.77@galil.example>"
    assert built(thread="")["References"] is None


def test_the_same_message_makes_the_same_name() -> None:
    assert built()["Message-ID"] == built(subject="other")["Message-ID"]


def test_a_hebrew_line_that_begins_in_latin_still_reads_from_the_right() -> None:
    assert directed("Galil: שלום\nhttps://x.example\nשלום Galil", "he").split("\n") == [
        "\u200fGalil: שלום",
        "https://x.example",
        "שלום Galil",
    ]
    assert directed("Galil: שלום", "en") == "Galil: שלום"
