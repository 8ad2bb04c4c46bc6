"""What the customer owes is answered on their page: it is done, it needs another time, it was said otherwise."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast, cast_page, cast_upload
from tests.cast import Business, fresh, of
from tests.property.world import beginning
from tests.web.conftest import Browser, SetClock, words
from teum.actions import promises
from teum.actions.promises.steps import Next
from teum.core.promise import Debtor
from teum.models import Message, Promise, Question, Upload


@pytest.fixture
def part(galil: Business) -> Promise:
    """Dana owes the signed form by Tuesday 14:00."""
    return cast.quote(galil, body="לשלוח את הטופס החתום", includes=("הטופס החתום",), debtor=Debtor.CUSTOMER)


@pytest.fixture
def page(galil: Business, part: Promise) -> str:
    """Dana's page."""
    return cast_page.address(galil)


def test_it_can_be_answered_where_it_stands(visitor: Browser, part: Promise, page: str) -> None:
    text = words(visitor.see(page))
    for said in ("שלחתי או עשיתי את זה", "נחוץ לי מועד אחר", "לא זה מה שאמרתי"):
        assert said in text


def test_it_is_done_with_a_file_and_they_read_who_confirms_it_by_when(
    galil: Business, visitor: Browser, yael: Browser, part: Promise, page: str
) -> None:
    for _ in range(2):
        sent = SimpleUploadedFile("form.pdf", cast_upload.PDF, "application/pdf")
        text = visitor.send_and_see(
            f"{page}/promises/{part.pk}/completions", text="חתמתי על שני הצדדים", file=sent
        )
        assert "זה נעשה: הטופס החתום. חתמתי על שני הצדדים" in text
        assert "לתשובה" not in text, "it is with us now"
        assert "נעדכן אותך" in text and "שלחתי או עשיתי את זה" not in text
    question = of(Question, galil).select_related("promise").get()
    assert (question.kind, question.about_id, question.promise.owner) == ("done", part.pk, galil.yael)
    assert of(Upload, galil, question=question).exists()
    assert fresh(part).state == "open", "whether it arrived is ours to say"
    desk = words(yael.see(f"/cases/{part.case_id}"))
    assert "דנה פרץ: זה נעשה. נאשר" in desk and "form.pdf" in desk


def test_that_it_arrived_is_the_answer(galil: Business, visitor: Browser, part: Promise, page: str) -> None:
    visitor.send(f"{page}/promises/{part.pk}/completions", text="")
    promises.report(promise_id=part.pk, by=cast.by(galil.yael), after=Next(close=True), now=cast.SUNDAY_1000)
    question = of(Question, galil).select_related("promise", "answer").get()
    assert question.promise.state == "kept" and question.answer.text == "זה הגיע אלינו, תודה."
    assert "הגיע אלינו מה שביקשנו: הטופס החתום." in of(Message, galil, kind="answered").get().text


def test_who_said_that_it_is_done_is_neither_reminded_nor_called(
    galil: Business, visitor: Browser, part: Promise, page: str
) -> None:
    visitor.send(f"{page}/promises/{part.pk}/completions", text="")
    with beginning(galil, cast.SUNDAY_1000) as world:
        world.until(cast.TUESDAY_1500)
        assert not of(Message, galil, kind="reminder").exists()


def test_another_time_for_it_is_asked_for_and_agreed(
    galil: Business, visitor: Browser, yael: Browser, part: Promise, page: str
) -> None:
    late_evening = {"due_on": "2026-11-26", "due_at": "21:00"}
    text = visitor.send_and_see(f"{page}/promises/{part.pk}/moves", **late_evening)
    assert "ביקשת מועד אחר: עד יום חמישי, 26.11, בשעה 21:00." in text
    question = of(Question, galil).get()
    case = yael.see(f"/cases/{part.case_id}")
    assert "מתאים לנו: עד יום חמישי, 26.11, בשעה 21:00" in words(case)
    begins = int(cast.at("2026-11-26 21:00").timestamp())
    yael.send(f"/questions/{question.pk}/times/{begins}")
    moved = fresh(part)
    assert (moved.start, moved.due) == (None, cast.at("2026-11-26 21:00"))
    assert "עד יום חמישי, 26.11, בשעה 21:00" in words(visitor.see(page))


def test_it_is_not_what_they_said(galil: Business, visitor: Browser, part: Promise, page: str) -> None:
    visitor.send(f"{page}/promises/{part.pk}/objections", text="אמרתי שאשלח רק את העמוד הראשון")
    question = of(Question, galil).get()
    assert (question.kind, question.about_id) == ("objection", part.pk)


@pytest.mark.parametrize("what", ["completions", "moves"])
def test_what_is_ours_is_not_theirs_to_finish(
    galil: Business, visitor: Browser, page: str, what: str
) -> None:
    ours = cast_page.call(galil, of(Promise, galil).get().case)
    visitor.send(f"{page}/promises/{ours.pk}/{what}", due_on="2026-11-26", due_at="12:00")
    assert not of(Question, galil).exists()


def test_what_is_theirs_and_past_is_said_as_theirs_with_whom_to_speak(
    galil: Business, visitor: Browser, part: Promise, page: str, clock: SetClock
) -> None:
    with beginning(galil, cast.SUNDAY_1000) as world:
        world.until(cast.TUESDAY_1500)
        clock(cast.TUESDAY_1500)
        text = words(visitor.see(page))
        said = (
            "לשלוח את הטופס החתום. זה היה אמור להגיע עד יום שלישי, 24.11, בשעה 14:00, ולא רשום אצלנו שהגיע."
        )
        assert said in text
        assert "אפשר גם לדבר עם יעל ברק" in text
        behind = words(visitor.see(f"{page}/history"))
        assert "המועד שסיכמנו עבר, וזה עוד לא הגיע: לשלוח את הטופס החתום" in behind
        assert "לא עמדנו" not in text + behind
