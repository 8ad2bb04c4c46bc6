"""The page that says what a seal proves: in plain words to whoever holds the file, and nothing of it stays here."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser
from pytest_django import Settings

from tests import cast, cast_agreement, cast_upload
from tests.cast import Business
from tests.cast_agreement import AT, HEBREW
from tests.cast_upload import PNG
from tests.unit.test_sealing import gap
from tests.web.conftest import Browser, alert, words
from teum.actions import links
from teum.core.rate import Limit
from teum.core.upload import MOST_BYTES
from teum.documents import agreement, evidence, sealing
from teum.web import proof
from teum.web.limits import Limiter

WHOLE = "הקובץ שלם: שום דבר בו לא השתנה מאז שנחתם כאן בחותם."
CHANGED = "הקובץ הזה שונה אחרי שנחתם בחותם."
ADDED = "לקובץ הזה נוסף משהו אחרי שנחתם בחותם."
UNSEALED = "אין בקובץ הזה חותם שלנו."
NO_PDF = "זה אינו קובץ PDF."
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """Dana's agreement as it was signed."""
    shown = agreement.draw(HEBREW)
    return evidence.draw(cast_agreement.signed(HEBREW), cast_agreement.evidence(shown, "he"))


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own, from which nobody sent a file yet."""
    settings.TEUM = replace(settings.TEUM, data=tmp_path / "data")
    (tmp_path / "data").mkdir()
    proof.LOOKS.forget()
    yield tmp_path / "data"
    proof.LOOKS.forget()


@pytest.fixture
def sealed(drawn: bytes) -> bytes:
    """The same with its seal."""
    return sealing.seal(drawn, now=AT)


def sent(browser: Browser, content: bytes, status: int = 200, name: str = "agreement.pdf") -> HttpResponse:
    file = SimpleUploadedFile(name, content, "application/pdf")
    return browser.send("/verify", status, file=file)


def said(browser: Browser, content: bytes) -> str:
    return words(sent(browser, content))


def test_a_whole_file_names_who_sealed_it_and_when(visitor: Browser, galil: Business, sealed: bytes) -> None:
    page = said(visitor, sealed)
    assert WHOLE in page and "Teum seal of 127.0.0.1" in page
    assert "ביום ראשון, 22.11, בשעה 10:00" in page and "Asia/Jerusalem" in page
    assert "אין. המועד הוא לפי השעון של מי שחתם בחותם." in page
    assert hashlib.sha256(sealed).hexdigest() in page


def test_a_file_says_what_it_is_and_nothing_of_what_became_of_it(
    visitor: Browser, galil: Business, drawn: bytes
) -> None:
    about = "הסכם: מזגן לסלון, גרסה 2, בין מזגני הגליל לבין דנה פרץ"
    page = said(visitor, sealing.seal(drawn, about=about, now=AT))
    assert about in page and "את זה יודעים רק שני הצדדים שלו" in page


def test_it_is_said_in_english_too(visitor: Browser, galil: Business, sealed: bytes) -> None:
    visitor.client.cookies["django_language"] = "en"
    answer = sent(visitor, sealed)
    assert 'lang="en"' in answer.content.decode()
    page = words(answer)
    assert "not one byte has changed" in page and "on Sunday 22 November, at 10:00" in page


def test_a_year_that_is_not_this_one_is_named(visitor: Browser, galil: Business, drawn: bytes) -> None:
    old = sealing.seal(drawn, now=AT.replace(year=2025))
    assert "22.11.2025" in said(visitor, old)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_one_flipped_byte_is_told(visitor: Browser, galil: Business, sealed: bytes, part: float) -> None:
    changed = bytearray(sealed)
    changed[int(len(sealed) * part)] ^= 1
    page = said(visitor, bytes(changed))
    assert CHANGED in page and "אין להסתמך עליו" in page and WHOLE not in page
    assert hashlib.sha256(changed).hexdigest() in page


def test_a_flipped_byte_in_the_seal_itself_proves_nothing(
    visitor: Browser, galil: Business, sealed: bytes
) -> None:
    begin, end = gap(sealed)
    for at in range(begin, end, (end - begin) // 12):
        changed = bytearray(sealed)
        changed[at] ^= 1
        assert WHOLE not in said(visitor, bytes(changed))


@pytest.mark.parametrize("more", [b"\n", b"\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n" * 40])
def test_what_was_added_behind_the_seal_is_told(
    visitor: Browser, galil: Business, sealed: bytes, more: bytes
) -> None:
    page = said(visitor, sealed + more)
    assert ADDED in page and "Teum seal of 127.0.0.1" in page and WHOLE not in page


def test_a_file_that_we_did_not_seal_is_none_of_ours(
    visitor: Browser, galil: Business, drawn: bytes, sealed: bytes, settings: Settings, tmp_path: Path
) -> None:
    assert UNSEALED in said(visitor, drawn) and UNSEALED in said(visitor, PDF)
    (tmp_path / "other").mkdir()
    settings.TEUM = replace(settings.TEUM, data=tmp_path / "other")
    page = said(visitor, sealed)
    assert UNSEALED in page and "Teum seal of" not in page


def test_what_is_no_pdf_is_told_with_its_digest(visitor: Browser, galil: Business) -> None:
    page = said(visitor, PNG)
    assert NO_PDF in page and hashlib.sha256(PNG).hexdigest() in page


def hostile(sealed: bytes) -> Iterator[bytes]:
    """What somebody might send to break it."""
    yield from (sealed[: len(sealed) * part // 8] for part in range(1, 8))
    yield b"%PDF-"
    yield b"\0" * 100_000
    yield PDF + b"/Encrypt << /Filter /Standard /V 5 /R 6 >>" + PDF
    yield b"%PDF-1.7\n" + b"/ByteRange [0 10 99 20]\n" * 50_000
    yield b"%PDF-1.7\n" + b"/ByteRange [0 9999999999 9999999999 9999999999]" + b"<" * 50_000
    held = b"<" + b"30" * 90_000 + b">"
    head = b"%%PDF-1.7\n/ByteRange [0 %d %d %d]\n"
    begin = len(head % (10, 100_000, 10)) + 2
    yield (head % (begin, begin + len(held), 5)).ljust(begin) + held + b"%%EOF\n"
    yield sealed + sealed
    yield sealed[:-1]
    yield b"\n" + sealed


def test_whatever_is_sent_is_answered(visitor: Browser, galil: Business, sealed: bytes) -> None:
    for content in hostile(sealed):
        proof.LOOKS.forget()
        page = said(visitor, content)
        assert WHOLE not in page and hashlib.sha256(content).hexdigest() in page


def test_a_server_that_vouched_for_the_time_is_named(
    visitor: Browser, galil: Business, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped = replace(
        sealing.check(sealed), stamped_at=AT.replace(hour=11), stamper="Common Name: Time of the Galilee"
    )
    monkeypatch.setattr(sealing, "check", lambda content: stamped)
    page = said(visitor, sealed)
    assert "שרת חותמות זמן אישר אותה: ביום ראשון, 22.11, בשעה 11:00" in page
    assert "Time of the Galilee" in page


# ── what is refused ──


def test_nothing_is_no_file(visitor: Browser, galil: Business) -> None:
    assert "קובץ PDF" in alert(visitor.send("/verify", 422).content.decode())
    assert "אין בקובץ הזה דבר" in alert(sent(visitor, b"", 422).content.decode())


def test_a_file_that_is_too_large_is_told_so_unread(visitor: Browser, galil: Business) -> None:
    answer = sent(visitor, b"%PDF-" + b"0" * (MOST_BYTES + 2**17), 413)
    assert "10" in alert(answer.content.decode())
    almost = sent(visitor, b"%PDF-" + b"0" * MOST_BYTES, 422)
    assert "10" in alert(almost.content.decode())


@pytest.mark.parametrize("place", ["/verify", "/p/{token}/questions/{question}/uploads"])
def test_nothing_is_read_of_what_is_too_long(
    visitor: Browser, galil: Business, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    asked = cast_upload.document(galil, cast.quote(galil))
    token = links.of_customer(galil.dana, now=cast.SUNDAY_1000).token

    def read(parser: MultiPartParser) -> None:
        raise AssertionError("what is sent is read")

    monkeypatch.setattr(MultiPartParser, "parse", read)
    file = SimpleUploadedFile("a.pdf", b"0" * (MOST_BYTES + 2**17))
    sent = {"file": file, "once": "a-key-of-the-form"}
    visitor.send(place.format(token=token, question=asked.pk), 413, **sent)


def test_who_sends_very_many_waits_and_is_told_how_long(
    visitor: Browser, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "LOOKS", Limiter(Limit(a_second=1 / 6, burst=2)))
    for _ in range(2):
        sent(visitor, PDF)
    answer = sent(visitor, PDF, 429)
    assert int(answer["Retry-After"]) > 0
    assert "הגיעו מכאן הרבה קבצים" in alert(answer.content.decode())


# ── nothing is kept ──


def test_nothing_is_stored_or_logged(
    visitor: Browser,
    galil: Business,
    sealed: bytes,
    installation: Path,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rows() -> dict[str, int]:
        return {model.__name__: model._base_manager.count() for model in apps.get_models()}

    def files() -> set[Path]:
        return set(tmp_path.rglob("*"))

    def disk(*args: object, **named: object) -> None:
        raise AssertionError("a file is written")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, disk)
    settings.MEDIA_ROOT = tmp_path / "files"
    before = rows(), files()
    with caplog.at_level(0):
        for content in (sealed, sealed.ljust(settings.FILE_UPLOAD_MAX_MEMORY_SIZE * 2), PNG):
            sent(visitor, content)
    assert (rows(), files()) == before
    assert not [record for record in caplog.records if "agreement.pdf" in record.getMessage()]
    assert not visitor.client.session.keys()


def test_it_stands_open_without_a_business_and_is_kept_by_no_cache(visitor: Browser) -> None:
    answer = visitor.client.get("/verify")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store, private"
    assert "בדיקת הקובץ" in words(answer)


def test_the_way_to_it_is_on_the_page_where_one_signs_in(visitor: Browser, galil: Business) -> None:
    assert 'href="/verify"' in visitor.see("/account/login/")
