"""The question bank in settings, and its chips where one asks."""

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, signed_in, words
from teum.models import BankQuestion, Question

FLOOR = {
    "he": "באיזו קומה נמצאת הדירה?",
    "en": "Which floor is the flat on?",
    "phase": "before",
    "kind": "text",
}


def test_a_question_is_kept_changed_and_asked_by_one_tap(
    galil: Business, ruth: Browser, yael: Browser
) -> None:
    listed = ruth.send_and_see("/settings/questions", **FLOOR)
    assert "נשאלות לפני תחילת העבודה" in listed and FLOOR["he"] in listed and FLOOR["en"] in listed
    row = of(BankQuestion, galil).get()
    case = cast.case(galil.yael, galil.dana)
    asking = yael.see(f"/cases/{case.pk}/questions")
    assert "לשאול בלחיצה אחת" in words(asking) and f'name="bank" value="{row.pk}"' in asking
    shown = yael.send_and_see(f"/cases/{case.pk}/bank-questions", bank=row.pk)
    assert "השאלה נרשמה" in shown and FLOOR["he"] in shown
    assert of(Question, galil).get().bank == row
    assert "לשאול בלחיצה אחת" not in words(yael.see(f"/cases/{case.pk}/questions"))
    ruth.send(f"/settings/questions/{row.pk}", **{**FLOOR, "he": "באיזה רחוב?"})
    assert "כבר לא נשאלת" in words(ruth.see("/settings/questions"))


def test_what_is_asked_at_another_time_stands_apart(galil: Business, ruth: Browser, yael: Browser) -> None:
    ruth.send("/settings/questions", **{**FLOOR, "phase": "end"})
    case = cast.case(galil.yael, galil.dana)
    assert "מה ששואלים בזמן אחר" in words(yael.see(f"/cases/{case.pk}/questions"))


def test_documents_of_the_bank_are_asked_for_on_the_case(
    galil: Business, ruth: Browser, yael: Browser
) -> None:
    ruth.send("/settings/questions", **{**FLOOR, "he": "צילום הלוח", "en": "a picture", "kind": "document"})
    case = cast.case(galil.yael, galil.dana)
    page = words(yael.see(f"/cases/{case.pk}"))
    assert "צילום הלוח" in page and "העתק החשבונית" not in page


@pytest.mark.parametrize(
    ("said", "says"),
    [({"he": ""}, "זה עדיין חסר"), ({"en": "we will reply soon, ok?"}, "“soon”"), ({"phase": "x"}, "")],
)
def test_what_is_wrong_is_said_in_place(ruth: Browser, said: dict[str, str], says: str) -> None:
    assert says in words(ruth.send("/settings/questions", status=422, **{**FLOOR, **said}))


def test_only_managers_keep_it(galil: Business, ruth: Browser, yael: Browser) -> None:
    ruth.send("/settings/questions", **FLOOR)
    row = of(BankQuestion, galil).get()
    yael.see("/settings/questions", status=403)
    yael.see(f"/settings/questions/{row.pk}", status=403)
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    signed_in(stranger.ruth).see(f"/settings/questions/{row.pk}", status=404)
    case = cast.case(galil.yael, galil.dana)
    yael.send(f"/cases/{case.pk}/bank-questions", status=404, bank="x")
