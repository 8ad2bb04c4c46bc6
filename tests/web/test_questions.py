"""Questions on the customer's page and at the desk, without scripts."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import links, promises, questions
from teum.core.question import Kind
from teum.models import Promise, Question

ASKED = "באיזה צבע יהיה המזגן?"
WE_ASK = "באיזו קומה נמצאת הדירה?"


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def page(galil: Business, promise: Promise) -> str:
    """The address of Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _we_ask(galil: Business, promise: Promise, kind: Kind = Kind.TEXT) -> Question:
    return questions.ask(
        case_id=promise.case_id,
        by=cast.by(galil.yael),
        text=WE_ASK,
        kind=kind,
        due=cast.TUESDAY_1400,
        now=cast.SUNDAY_1000,
    )


def test_a_customer_asks_and_reads_who_answers_by_when(
    galil: Business, promise: Promise, page: str, visitor: Browser
) -> None:
    text = visitor.send_and_see(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    assert ASKED in text
    assert "יעל ברק תשיב לך על השאלה שלך במייל עד יום שני, 23.11, בשעה 12:00." in text
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    assert of(Question, galil).count() == 1, "a second tap asks nothing more"


def test_more_than_any_form_holds_is_refused_in_words(promise: Promise, page: str, visitor: Browser) -> None:
    told = visitor.send(f"{page}/cases/{promise.case_id}/questions", 413, text="א" * 3_000_000)
    assert "זה גדול מדי" in words(told)


def test_an_empty_question_is_asked_for_in_place(promise: Promise, page: str, visitor: Browser) -> None:
    sent = visitor.send(f"{page}/cases/{promise.case_id}/questions", 422, text="").content.decode()
    assert "זה עדיין חסר" in sent and '<details class="fold" open>' in sent


def test_an_answer_is_judged_in_place(galil: Business, promise: Promise, page: str, visitor: Browser) -> None:
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    question = of(Question, galil).get()
    answer = "המזגן לבן, והמסגרת אפורה."
    questions.answer(question_id=question.pk, by=cast.by(galil.yael), text=answer, now=cast.SUNDAY_1000)
    text = words(visitor.see(page))
    assert "זו התשובה שלנו" in text and answer in text
    assert "נבין שקיבלת תשובה" in text and "הגיע לך הכול" not in text
    visitor.send(f"{page}/promises/{question.promise_id}/disputes", note="שאלתי על החדר")
    assert cast.fresh(question.promise).state == "open"


def test_a_customer_answers_ours(galil: Business, promise: Promise, page: str, visitor: Browser) -> None:
    question = _we_ask(galil, promise)
    before = words(visitor.see(page))
    assert WE_ASK in before and "התשובה שלך דרושה לנו עד יום שלישי, 24.11, בשעה 14:00." in before
    after = visitor.send_and_see(f"{page}/questions/{question.pk}/answers", text="קומה שלישית")
    assert "קומה שלישית" in after and "דרושה לנו" not in after
    again = visitor.send_and_see(f"{page}/questions/{question.pk}/answers", text="קומה שנייה")
    assert "בינתיים ענו על השאלה הזאת" in again and "כתבת: ״קומה שנייה״" in again
    assert again.count("קומה שנייה") == 1, "their words are shown once more, and recorded nowhere"


@pytest.mark.parametrize(
    ("way", "sent", "is_right"),
    [("confirmations", {}, True), ("answers", {"text": "קומה שנייה", "is_right": "false"}, False)],
)
def test_a_readback_is_confirmed_or_corrected(
    galil: Business,
    promise: Promise,
    page: str,
    visitor: Browser,
    way: str,
    sent: dict[str, str],
    is_right: bool,
) -> None:
    question = _we_ask(galil, promise, Kind.READBACK)
    assert "כך הבנו. האם זה נכון?" in words(visitor.see(page))
    visitor.send(f"{page}/questions/{question.pk}/{way}", **sent)
    assert of(Question, galil).get().is_right is is_right


def test_what_was_told_otherwise_is_said_of_its_promise(
    galil: Business, promise: Promise, page: str, visitor: Browser
) -> None:
    visitor.send(f"{page}/promises/{promise.pk}/objections", text="נאמר לי שגם ההתקנה כלולה")
    question = of(Question, galil).get()
    assert (question.kind, question.about_id) == ("objection", promise.pk)
    assert "יעל ברק תחזור אליך עם תשובה" in words(visitor.see(page))


def test_a_link_asks_and_answers_only_for_its_own(
    galil: Business, promise: Promise, page: str, visitor: Browser
) -> None:
    theirs = cast.case(galil.yael, galil.john, promise=cast.quote_draft())
    question = _we_ask(galil, cast.promise_of(theirs))
    visitor.send(f"{page}/cases/{theirs.pk}/questions", 404, text=ASKED)
    visitor.send(f"{page}/questions/{question.pk}/answers", 404, text="קומה שלישית")
    visitor.send(f"{page}/promises/{question.promise_id}/objections", 404, text="נאמר לי אחרת")
    assert of(Question, galil).count() == 1


# ── at the desk ──


def test_a_member_asks_and_the_case_shows_both_sides(
    galil: Business, promise: Promise, page: str, yael: Browser, visitor: Browser
) -> None:
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    sent = {"kind": "text", "text": WE_ASK, "due_on": "2026-11-24", "due_at": "14:00"}
    text = yael.send_and_see(f"/cases/{promise.case_id}/questions", **sent)
    assert "שאלה מאת דנה פרץ. התשובה שלנו תגיע" in text and ASKED in text
    assert "שאלה שלנו. התשובה של דנה פרץ צריכה להגיע עד יום שלישי, 24.11, בשעה 14:00." in text


def test_what_a_customer_asked_on_the_phone_is_recorded_as_theirs(
    galil: Business, promise: Promise, yael: Browser
) -> None:
    yael.send(f"/cases/{promise.case_id}/questions", kind="theirs", text=ASKED)
    assert of(Question, galil).select_related("promise").get().promise.debtor == "provider"


def test_my_day_asks_for_the_answer_and_shows_theirs(
    galil: Business, promise: Promise, page: str, yael: Browser, visitor: Browser
) -> None:
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    theirs = of(Question, galil).get()
    ours = _we_ask(galil, promise)
    assert f'href="/questions/{ours.pk}/answers"' in yael.see("/"), (
        "what Dana says on the phone is her answer"
    )
    visitor.send(f"{page}/questions/{ours.pk}/answers", text="קומה שלישית")
    day = yael.see("/")
    assert f'href="/questions/{theirs.pk}/answers"' in day
    assert "קומה שלישית" in words(day) and WE_ASK in words(day)
    yael.send(f"/questions/{theirs.pk}/answers", text="המזגן לבן", after="goes_on", version=1)
    assert cast.fresh(theirs.promise).state == "reported"


def test_a_promised_answer_is_not_reported_done_without_one(
    galil: Business, promise: Promise, page: str, visitor: Browser
) -> None:
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    theirs = of(Question, galil).get()
    with pytest.raises(Exception, match="answer_needed"):
        promises.report(promise_id=theirs.promise_id, by=cast.by(galil.yael), now=cast.SUNDAY_1000)


def test_its_page_offers_the_answer_and_no_plain_done(
    galil: Business, promise: Promise, page: str, yael: Browser, visitor: Browser
) -> None:
    visitor.send(f"{page}/cases/{promise.case_id}/questions", text=ASKED)
    theirs, ours = of(Question, galil).get(), _we_ask(galil, promise)
    for asked, done in ((theirs, "report"), (ours, "arrival")):
        shown = yael.see(f"/promises/{asked.promise_id}")
        assert f'href="/questions/{asked.pk}/answers"' in shown
        assert f'href="{reverse(done, args=[asked.promise_id])}"' not in shown
