"""A document on the customer's page and at the desk, without scripts; and what must not come in or go out."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests import cast
from tests import cast_upload as files
from tests.cast import Business, of
from tests.cast_upload import PDF, PNG, WANTED, document
from tests.web.conftest import Browser, signed_in, words
from teum.actions import links, uploads
from teum.core.upload import MOST_BYTES
from teum.models import Page, Promise, Question, Upload
from teum.web.files import FORM_BYTES

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def question(galil: Business, promise: Promise) -> Question:
    """Yael asks Dana for a document."""
    return document(galil, promise)


@pytest.fixture
def page(galil: Business, promise: Promise) -> str:
    """The address of Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def sent(
    visitor: Browser, address: str, content: bytes = PNG, name: str = "לוח.png", status: int = 303
) -> HttpResponse:
    """A form with a file."""
    return visitor.send(address, status, file=SimpleUploadedFile(name, content, "text/html"))


def test_a_document_is_asked_for_sent_and_seen(
    galil: Business, question: Question, page: str, visitor: Browser, yael: Browser
) -> None:
    before = visitor.see(page)
    assert "דרוש לנו ממך מסמך" in words(before) and WANTED in words(before)
    assert 'enctype="multipart/form-data"' in before
    address = f"{page}/questions/{question.pk}/uploads"
    assert "תודה, הקובץ הגיע." in words(visitor.client.get(sent(visitor, address)["Location"]))
    after = words(visitor.see(page))
    assert "דרוש לנו ממך מסמך" not in after and "לוח.png 1 ק״ב" in after and "שליחת קובץ נוסף" in after
    sent(visitor, address, PDF, "עוד.pdf")
    assert of(Upload, galil).count() == 2
    assert f"הגיע מסמך מאת דנה פרץ: {WANTED}" in words(yael.see("/"))
    case = words(yael.see(f"/cases/{question.case_id}"))
    assert "לוח.png" in case and "נשלח קובץ" in case
    history = words(visitor.see(f"{page}/history"))
    assert f"המסמך הגיע: {WANTED}" in history


@pytest.mark.parametrize("whose", ["customer", "desk"])
def test_a_file_goes_out_as_a_download_and_nothing_else(
    galil: Business, question: Question, page: str, visitor: Browser, yael: Browser, whose: str
) -> None:
    sent(visitor, f"{page}/questions/{question.pk}/uploads", name='..\\"א\u202e.html')
    upload = of(Upload, galil).get()
    browser, address = (visitor, f"{page}/uploads/") if whose == "customer" else (yael, "/uploads/")
    answer = browser.client.get(f"{address}{upload.pk}")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PNG, "image/png")
    assert {name: answer[name] for name in SAFE} == SAFE
    kept = answer["Content-Disposition"]
    assert kept.startswith("attachment;") and "\n" not in kept and "%E2%80%AE" not in kept
    assert not answer.cookies


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (files.SVG, "picture.svg", "קבצים מסוג זה לא נוכל לקבל"),
        (files.HTML, "page.png", "קבצים מסוג זה לא נוכל לקבל"),
        (b"", "empty.png", "אין בקובץ הזה דבר"),
        (PDF[:-6], "cut.pdf", "קובץ ה-PDF לא שלם, ואי אפשר לפתוח אותו"),
        (PNG + b"\0" * MOST_BYTES, "large.png", "הקובץ גדול מ-10 מ״ב"),
    ],
)
def test_what_is_not_taken_is_said_in_place(
    galil: Business, question: Question, page: str, visitor: Browser, content: bytes, name: str, says: str
) -> None:
    answer = sent(visitor, f"{page}/questions/{question.pk}/uploads", content, name, 422)
    assert says in words(answer) and "הקובץ לא הגיע" in words(answer)
    assert not of(Upload, galil).exists()


def test_nothing_chosen_is_said_in_place(question: Question, page: str, visitor: Browser) -> None:
    assert "זה עדיין חסר" in words(visitor.send(f"{page}/questions/{question.pk}/uploads", 422))


def test_what_is_far_too_long_is_not_even_read(
    galil: Business, question: Question, page: str, visitor: Browser, folder: Path
) -> None:
    address = f"{page}/questions/{question.pk}/uploads"
    answer = sent(visitor, address, PNG + b"\0" * (MOST_BYTES + FORM_BYTES), status=413)
    assert "הקובץ גדול מ-10 מ״ב" in words(answer) and not folder.exists()
    for length in (str(2**40), "many", "-1"):
        unread = visitor.client.generic("POST", address, b"", CONTENT_LENGTH=length)
        assert unread.status_code == 413, length


@pytest.mark.parametrize("address", ["/account/login/", "/contact", "/language", "/p/nobody", "/nowhere"])
def test_no_other_address_reads_files(galil: Business, visitor: Browser, address: str) -> None:
    with mock.patch.object(WSGIRequest, "_load_post_and_files", side_effect=AssertionError("it was read")):
        answer = visitor.client.post(address, {"file": SimpleUploadedFile("a.png", PNG * 2**16)})
    assert answer.status_code == 413 and "זה גדול מדי" in words(answer)


@pytest.mark.parametrize("address", ["/cases/{case}/files", "/cases/{case}/disclosures"])
def test_the_desk_takes_files_as_large_as_it_says(
    galil: Business, promise: Promise, visitor: Browser, yael: Browser, address: str
) -> None:
    address, said = address.format(case=promise.case_id), {"text": "הצעת המחיר", "alt_1": "הלוח"}
    name = "file" if address.endswith("files") else "photo_1"

    def large() -> SimpleUploadedFile:
        return SimpleUploadedFile("לוח.png", PNG + b"\0" * (MOST_BYTES - len(PNG)), "image/png")

    yael.send(address, 303 if name == "file" else 422, **said, **{name: large()})
    assert of(Upload, galil).count() == 1
    with mock.patch.object(WSGIRequest, "_load_post_and_files", side_effect=AssertionError("it was read")):
        assert visitor.client.post(address, {**said, name: large()}).status_code == 413
        whole = yael.client.generic("POST", address, b"-", "multipart/form-data", CONTENT_LENGTH=str(2**27))
        assert whole.status_code == 413


def test_another_customer_sees_and_sends_nothing(
    galil: Business, question: Question, page: str, visitor: Browser
) -> None:
    sent(visitor, f"{page}/questions/{question.pk}/uploads")
    upload = of(Upload, galil).get()
    cast.case(galil.yael, galil.john)
    theirs = f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}"
    visitor.see(f"{theirs}/uploads/{upload.pk}", status=404)
    visitor.see(f"/p/nobody/uploads/{upload.pk}", status=404)
    sent(visitor, f"{theirs}/questions/{question.pk}/uploads", status=404)
    assert visitor.client.get(f"/uploads/{upload.pk}").status_code == 302
    signed_in(galil.sami).see(f"/uploads/{upload.pk}", status=404)
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    signed_in(stranger.ruth).see(f"/uploads/{upload.pk}", status=404)
    of(Page, galil).update(revoked_at=cast.SUNDAY_1000)
    assert visitor.client.get(f"{page}/uploads/{upload.pk}").status_code in (404, 410)


def test_a_link_to_one_case_opens_no_file_of_another(
    galil: Business, question: Question, page: str, visitor: Browser
) -> None:
    sent(visitor, f"{page}/questions/{question.pk}/uploads")
    other = cast.case(galil.yael, galil.dana, title="דוד שמש")
    of(Page, galil).update(case=other)
    visitor.see(f"{page}/uploads/{of(Upload, galil).get().pk}", status=404)


def test_the_page_with_files_takes_no_more_than_eight_queries(
    question: Question, page: str, visitor: Browser
) -> None:
    sent(visitor, f"{page}/questions/{question.pk}/uploads")
    visitor.see(page)
    with CaptureQueriesContext(connection) as asked:
        visitor.see(page)
    assert len(asked) <= 8, [query["sql"] for query in asked.captured_queries]


def test_the_files_are_no_part_of_the_web_server(
    galil: Business, question: Question, folder: Path, visitor: Browser
) -> None:
    upload = uploads.receive(
        question_id=question.pk, by=galil.as_customer, name="a.png", content=PNG, now=cast.SUNDAY_1000
    )
    for address in (f"/files/{galil.id}/{upload.path}", f"/media/{upload.path}", f"/static/{upload.path}"):
        visitor.see(address, status=404)


def test_two_taps_at_the_desk_ask_for_a_document(galil: Business, promise: Promise, yael: Browser) -> None:
    case = f"/cases/{promise.case_id}"
    assert "לבקש מסמך" in words(yael.see(case)) and "צילום של המקום" in words(yael.see(case))
    shown = yael.send_and_see(f"{case}/documents", text="צילום של המקום")
    question = of(Question, galil).get()
    assert (question.kind, question.asked.text) == ("document", "צילום של המקום")
    assert "ביקשנו מסמך מאת דנה פרץ, עד יום" in shown
    assert "זה עדיין חסר" in words(yael.send(f"{case}/documents", 422, text=""))
    assert "“בהקדם”" in words(yael.send(f"{case}/documents", 422, text="את הטופס, בהקדם"))


def test_what_a_promise_waits_for_is_asked_for_and_begun_by_one_tap_each(
    galil: Business, visitor: Browser, yael: Browser, page: str
) -> None:
    waiting = cast.quote(
        galil, condition="הטופס החתום", condition_due=cast.TUESDAY_1400, due=cast.THURSDAY_1400,
        body="אשלח לך במייל את הצעת המחיר",
    )  # fmt: skip
    case = f"/cases/{waiting.case_id}"
    assert f'name="about" value="{waiting.pk}"' in yael.see(case)
    yael.send(f"{case}/documents", text="הטופס החתום", about=waiting.pk)
    assert f'name="about" value="{waiting.pk}"' not in yael.see(case), "it is asked for once"
    question = of(Question, galil).get()
    shown = words(visitor.see(f"{page}?case={waiting.case_id}"))
    assert shown.count("הטופס החתום") and "מה שהבטחנו מתחיל כשהוא מגיע" in shown
    sent(visitor, f"{page}/questions/{question.pk}/uploads")
    assert "הגיע מה שחיכית לו מאת דנה פרץ: הטופס החתום" in words(yael.see("/"))
    assert "זה מתחיל מעכשיו" in yael.send_and_see(f"/promises/{waiting.pk}/starts")
    assert cast.fresh(waiting).state == "open"
    assert yael.client.post(f"/promises/{waiting.pk}/starts").status_code == 409


# ── what we hand over, and what is brought to us ──


def test_a_file_is_handed_over_and_downloaded(
    galil: Business, promise: Promise, page: str, visitor: Browser, yael: Browser
) -> None:
    address = f"/cases/{promise.case_id}/files"
    assert f'href="{address}"' in yael.see(f"/cases/{promise.case_id}")
    answer = yael.send(address, 422, text="הצעה")
    assert "זה עדיין חסר" in words(answer)
    said = {"text": "הצעת המחיר", "file": SimpleUploadedFile("הצעה.pdf", PDF, "text/html")}
    assert "הצעת המחיר הצעה.pdf" in yael.send_and_see(address, **said)
    seen = visitor.see(page)
    assert "קבצים בשבילך הצעת המחיר הצעה.pdf" in words(seen)
    upload = of(Upload, galil).get()
    file = visitor.client.get(f"{page}/uploads/{upload.pk}")
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert {name: file[name] for name in SAFE} == SAFE
    assert "הוספנו לעמוד שלך קובץ בשבילך." in words(visitor.see(f"{page}/history"))
    assert visitor.client.get(f"/uploads/{upload.pk}").status_code != 200


def test_paper_is_taken_in_at_the_counter(galil: Business, question: Question, yael: Browser) -> None:
    address = f"/questions/{question.pk}/answers"
    assert 'enctype="multipart/form-data"' in yael.see(address)
    assert "עדיין חסר" in words(yael.send(address, 422, after="goes_on"))
    wrong = SimpleUploadedFile("a.png", files.SVG)
    assert "קבצים מסוג זה" in words(yael.send(address, 422, after="goes_on", file=wrong))
    seen = yael.send_and_see(address, after="goes_on", file=SimpleUploadedFile("א.png", PNG))
    assert "א.png" in seen and of(Upload, galil).get().question_id == question.pk
