"""The sealed copy of an agreement goes to both with a mail of its own words, once it is in force (B2)."""

from __future__ import annotations

import logging
from email.message import EmailMessage
from io import BytesIO

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from tests.cast import DANA_EMAIL, MONDAY_1000, Business, of
from tests.cast_signing import MINUTE, countersigned, in_force, signed
from tests.integration.conftest import Mailbox
from tests.integration.test_agreement_papers import approved
from teum.actions import links, papers
from teum.clock import delivery
from teum.core import envelope
from teum.documents import sealing, store
from teum.models import Agreement, ContactPoint, Message, Upload

pytestmark = pytest.mark.django_db
SOON = MONDAY_1000 + papers.UNDOABLE + MINUTE


def sent(mailbox: Mailbox) -> dict[str, list[EmailMessage]]:
    """What has left by now, by its reader."""
    delivery.once(SOON)
    found: dict[str, list[EmailMessage]] = {}
    for mail in mailbox.all():
        found.setdefault(mail["To"].addresses[0].addr_spec, []).append(mail)
    return found


def files(mails: list[EmailMessage]) -> list[tuple[str, bytes]]:
    """The papers that came with them."""
    parts = [part for mail in mails for part in mail.iter_attachments()]
    return [
        (part.get_filename() or "", part.get_content())
        for part in parts
        if part.get_content_type() == "application/pdf"
    ]


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def holds(content: bytes, settings: Settings) -> bool:
    """Whether a validator that is not ours finds the file whole, and sealed by this installation."""
    path = settings.TEUM.data / "keys" / "seal" / "authority.pem"
    der = x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(Encoding.DER)
    trust = ValidationContext(trust_roots=[asn1_x509.Certificate.load(der)], allow_fetching=False)
    (found,) = PdfFileReader(BytesIO(content)).embedded_signatures
    status = validate_pdf_signature(found, signer_validation_context=trust)
    return bool(status.intact and status.valid and status.docmdp_ok)


def test_the_sealed_copy_reaches_both_with_the_mail_and_holds(
    galil: Business, mailbox: Mailbox, settings: Settings
) -> None:
    row = in_force(galil)
    assert row.sealed is not None
    mails = sent(mailbox)
    for reader in (DANA_EMAIL, galil.yael.email):
        ((name, content),) = files(mails[reader])
        assert name == "הסכם חתום - מזגן לסלון - מזגני הגליל.pdf"
        assert content == store.read(galil.id, row.sealed.path)
        assert holds(content, settings) and sealing.check(content).holds
    (hers,) = [mail for mail in mails[DANA_EMAIL] if files([mail])]
    assert "https://galil.example/p/" in words(hers), "and it lies on her page"
    for said in (
        "מזגן לסלון",
        "\u2068דנה פרץ\u2069, ביום שני, 23.11.2026, בשעה 10:02",
        "יעל ברק",
        f"מצורף כאן: {name}",
    ):
        assert said in words(hers)


def test_nothing_goes_along_before_both_have_signed_and_it_is_sealed(
    galil: Business, mailbox: Mailbox
) -> None:
    row = signed(galil)
    assert not files([mail for mails in sent(mailbox).values() for mail in mails])
    countersigned(galil, row, is_sealed=False)
    assert not files([mail for mails in sent(mailbox).values() for mail in mails])


def test_what_one_tap_approved_goes_to_the_customer_and_nobody_calls_it_signed(
    galil: Business, mailbox: Mailbox
) -> None:
    row = approved(galil)
    assert row.sealed is not None
    mails = sent(mailbox)
    assert [name for name, _ in files(mails[DANA_EMAIL])] == [row.sealed.name]
    assert of(Message, galil, kind="copy", customer=None).count() == 0
    assert "חתמו" not in "".join(map(words, mails[DANA_EMAIL]))


def test_a_file_that_is_too_large_for_mails_is_led_to(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelope, "MOST_ATTACHED_BYTES", 1000)
    in_force(galil)
    mails = sent(mailbox)[DANA_EMAIL]
    assert not files(mails)
    assert "העותק החתום" in words(mails[-1]) and "https://galil.example/p/" in words(mails[-1])
    assert "מצורף" not in words(mails[-1])


def test_where_a_server_refuses_the_file_the_words_go_without_it(galil: Business, mailbox: Mailbox) -> None:
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(address="files-refused@example.com")
    in_force(galil)
    mails = sent(mailbox)["files-refused@example.com"]
    assert not files(mails) and "העותק החתום" in words(mails[-1])
    assert of(Message, galil, kind="copy", customer=galil.dana).get().state == "accepted"


def test_a_file_that_is_not_there_keeps_no_word_from_leaving(
    galil: Business, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    row = in_force(galil)
    assert row.sealed is not None
    store.drop(galil.id, row.sealed.path)
    with caplog.at_level(logging.ERROR):
        mails = sent(mailbox)[DANA_EMAIL]
    assert not files(mails) and "העותק החתום" in words(mails[-1])
    assert "is not there" in caplog.text


def test_a_file_that_cannot_be_read_keeps_no_word_from_leaving(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(organisation_id: int, name: str) -> bytes:
        raise PermissionError(name)

    in_force(galil)
    monkeypatch.setattr(store, "read", denied)
    mails = sent(mailbox)[DANA_EMAIL]
    assert not files(mails) and "העותק החתום" in words(mails[-1])


def test_no_copy_goes_to_an_address_that_nobody_has_shown_to_be_theirs(
    galil: Business, mailbox: Mailbox
) -> None:
    in_force(galil)
    link = links.of_customer(galil.dana, now=MONDAY_1000)
    of(ContactPoint, galil, customer=galil.dana, channel="email").update(given_on=link)
    assert not files(sent(mailbox)[DANA_EMAIL])


def test_the_row_of_a_message_holds_no_bytes(galil: Business) -> None:
    row = in_force(galil)
    both = of(Message, galil, kind="copy")
    assert {message.upload for message in both} == {of(Upload, galil).get(pk=row.sealed_id)}
    assert of(Agreement, galil).get().state == "in_force"
