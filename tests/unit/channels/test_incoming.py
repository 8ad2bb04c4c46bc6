"""A mail's bytes read as a value: words, names, machines, bounces; whatever character set, whatever nonsense."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.channels import html, incoming
from teum.configuration import values
from teum.core.inbox import Mail

found = values.imap(
    "imaps://answers%40galil.example:secret@mail.galil.example/INBOX?tag=+&trusts=mx.galil.example"
)
assert found
BOX = found
KEY = "0123456789abcdef0123456789abcdef"
WORDS = "שלום, באיזו קומה נמצאת הדירה?"


def read(raw: bytes, **options: Any) -> Mail:
    return incoming.read(raw, box=BOX, **options)


def mail(**headers: str) -> EmailMessage:
    made = EmailMessage()
    said = {
        "From": "Dana <Dana@Example.com>",
        "To": "answers@galil.example",
        "Subject": "Re: x",
        "Message-ID": "<a@b>",
    }
    for name, value in {**said, **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(WORDS)
    return made


def test_the_plain_text_is_preferred_and_the_sender_is_written_as_ours_are() -> None:
    made = mail()
    made.add_alternative(f"<p>{WORDS} <b>html</b></p>", subtype="html")
    seen = read(made.as_bytes())
    assert (seen.text, seen.sender, seen.sender_name, seen.subject) == (
        WORDS,
        "dana@example.com",
        "Dana",
        "Re: x",
    )
    assert seen.to == ("answers@galil.example",) and not seen.is_automatic and seen.bounce is None


@pytest.mark.parametrize(
    "charset", ["windows-1255", "iso-8859-8-i", "iso-8859-8", "utf-8", "x-nobody-knows", ""]
)
def test_hebrew_is_read_in_every_character_set(charset: str) -> None:
    encoding = {"iso-8859-8-i": "iso-8859-8", "x-nobody-knows": "windows-1255", "": "utf-8"}.get(
        charset, charset
    )
    kind = f'Content-Type: text/plain; charset="{charset}"\r\n' if charset else ""
    head = f"From: d@example.com\r\nMessage-ID: <a@b>\r\n{kind}Content-Transfer-Encoding: 8bit\r\n\r\n"
    assert read(head.encode() + WORDS.encode(encoding)).text == WORDS


def test_html_alone_becomes_words() -> None:
    made = mail()
    made.set_content(
        "<html><head><style>p{color:red}</style></head><body><script>alert(1)</script><p>שורה ראשונה</p>"
        "<div>שנייה &amp; שלישית<br>רביעית</div><blockquote><p>מה שכתבנו</p></blockquote></body></html>",
        subtype="html",
    )
    assert read(made.as_bytes()).text == "שורה ראשונה\n\nשנייה & שלישית\nרביעית"


def test_what_it_answers_is_named_the_nearest_first() -> None:
    made = mail(
        In_Reply_To=f"<{KEY}@galil.example>", References=f"<case.abc@galil.example> <{KEY}@galil.example>"
    )
    assert read(made.as_bytes()).names == (KEY, "case.abc")
    tagged = mail(To=f"answers+{KEY}@galil.example")
    assert read(tagged.as_bytes()).names == (KEY,)
    assert read(mail(To=f"other+{KEY}@galil.example").as_bytes()).names == ()


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=x"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"List_Unsubscribe": "<mailto:x@y>"},
        {"From": "answers@galil.example"},
    ],
)
def test_machines_are_known(header: dict[str, str]) -> None:
    assert read(mail(**header).as_bytes()).is_automatic


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Return_Path": "<dana@example.com>"},
        {"X_Priority": "1"},
        {"List_Id": "<office.example.com>", "In_Reply_To": f"<{KEY}@galil.example>"},
    ],
)
def test_people_are_no_machines(header: dict[str, str]) -> None:
    assert not read(mail(**header).as_bytes()).is_automatic


def test_attachments_are_named_and_pictures_in_the_text_are_not() -> None:
    made = mail()
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../חשבונית.pdf")
    made.add_attachment(
        b"GIF", maintype="image", subtype="gif", filename="logo.gif", disposition="inline", cid="<l>"
    )
    assert read(made.as_bytes()).files == ("חשבונית.pdf",)


@pytest.mark.parametrize(
    ("results", "is_checked"),
    [
        ("mx.galil.example; dmarc=pass header.from=example.com", True),
        ("mx.galil.example; dkim=pass header.d=example.com; dmarc=fail header.from=example.com", False),
        ("mx.galil.example; dkim=pass header.d=example.com", True),
        ("mx.galil.example; spf=pass smtp.mailfrom=x@bounces.example.com", True),
        ("mx.galil.example; dkim=pass header.d=elsewhere.example", None),
        ("mx.galil.example; spf=fail smtp.mailfrom=dana@example.com", False),
        ("mx.elsewhere.example; dmarc=pass header.from=example.com", None),
        ("mx.galil.example; none", None),
    ],
)
def test_only_the_trusted_server_is_believed(results: str, is_checked: bool | None) -> None:
    assert read(mail(Authentication_Results=results).as_bytes()).is_checked is is_checked


REPORT = """\
From: MAILER-DAEMON@mx.example
To: answers@galil.example
Message-ID: <dsn@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

It could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; dana@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--B
Content-Type: {kind}

Message-ID: <{key}@galil.example>
References: <case.abc@galil.example>
Subject: x

--B--
"""


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize(
    ("status", "said", "blames"),
    [
        ("5.1.1", "550 5.1.1 <dana@example.com>: no such user", True),
        ("5.1.1", "no such user", True),
        ("5.2.2", "552 5.2.2 mailbox full", False),
        ("5.7.1", "550 5.7.1 we do not like you", False),
    ],
)
def test_a_report_says_what_came_back_and_why(kind: str, status: str, said: str, blames: bool) -> None:
    raw = REPORT.format(action="failed", status=status, said=said, kind=kind, key=KEY)
    bounce = read(raw.encode()).bounce
    assert bounce and bounce.names[0] == KEY and bounce.address == "dana@example.com"
    assert bounce.blames_address is blames


def test_a_delay_is_no_bounce() -> None:
    raw = REPORT.format(action="delayed", status="4.4.1", said="timeout", kind="message/rfc822", key=KEY)
    seen = read(raw.encode())
    assert seen.bounce is None and seen.is_automatic


def test_that_a_letter_was_read_is_no_word_of_its_reader() -> None:
    raw = (
        "From: dana@example.com\r\nMessage-ID: <read@b>\r\nMIME-Version: 1.0\r\n"
        f"In-Reply-To: <{KEY}@galil.example>\r\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n\r\n--B--\r\n"
    )
    assert read(raw.encode()).is_automatic


def test_a_server_that_writes_no_report_is_understood() -> None:
    made = mail(From="Mail Delivery System <MAILER-DAEMON@mx.example>", Return_Path="<>")
    made.set_content(f"Could not deliver.\n\nMessage-ID: <{KEY}@galil.example>\n")
    bounce = read(made.as_bytes()).bounce
    assert bounce and bounce.names == (KEY,) and not bounce.blames_address


@given(st.binary(max_size=400))
def test_no_bytes_break_it(raw: bytes) -> None:
    assert "\0" not in read(raw).text
    assert (
        "\0"
        not in read(b"From: x\r\nContent-Type: multipart/report; boundary=B\r\n\r\n--B\r\n" + raw).subject
    )


@pytest.mark.parametrize(
    "headers",
    [
        "From: =?utf-8?b?!!!?= <<>>,;\r\nSubject: =?nope?q?x?=\r\nMessage-ID: <\r\n",
        'From: \r\nTo: ,,,\r\nContent-Type: text/plain; charset="\0"\r\n',
        "Content-Type: multipart/mixed\r\nSubject: \xff\xfe\r\n",
        "Content-Type: message/rfc822\r\n",
    ],
)
def test_broken_headers_are_read_as_far_as_they_go(headers: str) -> None:
    assert read(headers.encode("latin-1") + b"\r\nwords").sender is not None


@given(st.text(alphabet="<>/abdivp &;!-=\"'x\n", max_size=200))
def test_no_html_breaks_it(source: str) -> None:
    assert isinstance(html.words(source), str)


def test_the_settings_name_a_mailbox() -> None:
    assert (BOX.port, BOX.address, BOX.tls, BOX.folder) == (993, "answers@galil.example", "implicit", "INBOX")
    assert BOX.tagged(KEY) == f"answers+{KEY}@galil.example"
    assert "secret" not in repr(BOX)
    plain = values.imap("imap://box:p%40ss@mail.example:1143/Team%2FIn?tls=none&address=Shop@Example.com")
    assert plain and (plain.port, plain.password, plain.folder) == (1143, "p@ss", "Team/In")
    assert plain.address == "shop@example.com" and plain.tagged(KEY) == "shop@example.com"
    for wrong in (
        "imaps://mail.example",
        "smtp://u:p@x",
        "imaps://u@x?wrong=1",
        "imaps://u@x:port",
        "imaps://u@x?tls=yes",
    ):
        with pytest.raises(ValueError, match="imaps://user:password"):
            values.imap(wrong)


@pytest.mark.parametrize("bit", ["<", "<a", "<!--", '<a b="', "<![CDATA[", "</a", "<script>", "<!", "&#"])
def test_half_a_megabyte_that_never_ends_is_read_at_once(bit: str) -> None:
    """The standard library's parser takes up to an hour for one of these, in the process of the clock."""
    assert isinstance(html.words(bit * (500_000 // len(bit))), str)


def test_a_tag_holds_what_its_values_say_and_what_was_none_stays() -> None:
    assert html.words("<a title='a>b' href=\"x>y\">שלום</a> 2<3, x<y") == "שלום 2<3, x<y"
    assert html.words("לפני <!-- <p> --> אחרי<!-- ולא זה") == "לפני אחרי"
