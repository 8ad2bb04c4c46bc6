"""Words that a member types for the customer: never vague, and never a time that is recorded nowhere (guarantee 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1230,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    by,
    quote,
    quote_draft,
)
from teum.actions import contact, promises, words
from teum.actions.promises.steps import Next
from teum.core.refusal import Refused
from teum.models import Case, Message, Promise

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def updated(business: Business, text: str) -> Promise:
    """A word to the customer that promises the next one for Tuesday at half past twelve."""
    row = quote(business)
    return words.give(
        case_id=row.case_id, by=by(business.yael), text=text, next_due=TUESDAY_1230, now=SUNDAY_1000
    )


def revised(business: Business, reason: str) -> Promise:
    """The promise of the story, moved to Wednesday at noon."""
    row = quote(business)
    return promises.revise(
        promise_id=row.pk, by=by(business.yael), due=WEDNESDAY_1200, reason=reason, now=MONDAY_1000
    )


def reported(business: Business, note: str, after: Next | None = None) -> Promise:
    """The promise of the story, reported done."""
    row = quote(business)
    return promises.report(
        promise_id=row.pk, by=by(business.yael), note=note, after=after or Next(), now=MONDAY_1000
    )


def withdrawn(business: Business, disclosure: str) -> Promise:
    """The promise of the story, taken back; the case closes."""
    row = quote(business)
    return promises.withdraw(
        promise_id=row.pk,
        by=by(business.yael),
        disclosure=disclosure,
        after=Next(close=True),
        now=MONDAY_1000,
    )


@pytest.mark.parametrize(
    ("act", "text", "field", "named"),
    [
        (updated, "No answer yet. You will hear from us by Wednesday at 10:00", "text", "2026-11-25T10:00"),
        (revised, "The part is missing; we will come on Thursday at 9:00", "reason", "2026-11-26T09:00"),
        (revised, "חסר חלק; נגיע ביום חמישי בשעה 9:00", "reason", "2026-11-26T09:00"),
        (revised, "We will send it by Tuesday at 14:00", "reason", "2026-11-24T14:00"),
        (reported, "Done. The invoice I will send you tomorrow by 10:00", "note", "2026-11-24T10:00"),
        (
            withdrawn,
            "We do not do this. Dan will call you on Thursday at 9:00",
            "disclosure",
            "2026-11-26T09:00",
        ),
    ],
)
def test_a_time_that_is_recorded_nowhere_is_refused(
    galil: Business, act: Callable[[Business, str], Any], text: str, field: str, named: str
) -> None:
    found = refused(lambda: act(galil, text))
    assert (found.code, found.details["field"]) == ("window_mismatch", field)
    assert found.details["named"].startswith(named)
    assert found.details["quote"] in text


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (updated, "No answer yet. You will hear from us by Tuesday at 12:30"),
        (updated, "עוד אין תשובה. את הצעת המחיר אשלח לך עד יום שלישי בשעה 14:00"),
        (updated, "We were there on Thursday at 9:00, and nobody answered. Shall we come on Monday at 9:00?"),
        (updated, "כדי להמשיך נחוץ לנו ממך הטופס. נא לשלוח אותו עד יום שני בשעה 10:00"),
        (revised, "The part is missing; I will send it by Wednesday at 12:00"),
        (revised, "לא נוכל להגיע ביום שלישי בשעה 14:00"),
        (reported, "We sent it on Sunday at 16:00"),
        (withdrawn, "You asked us on Thursday to come at 9:00; we do not do this"),
    ],
)
def test_what_is_told_and_what_is_no_promise_of_ours_passes(
    galil: Business, act: Callable[[Business, str], Any], text: str
) -> None:
    act(galil, text)
    assert Message.objects.of(galil.id).filter(text__contains=text).exists()


def test_the_promise_that_is_recorded_with_the_words_may_be_named_in_them(galil: Business) -> None:
    after = Next(
        promise=quote_draft(
            body="אשלח לך במייל את החשבונית עד יום חמישי, 26.11, בשעה 14:00",
            includes=("חשבונית",),
            due=THURSDAY_1400,
        )
    )
    row = reported(galil, "בוצע. את החשבונית אשלח לך עד יום חמישי בשעה 14:00", after)
    assert row.state == "reported"


@pytest.mark.parametrize(
    "body", ["הצעת מחיר בהקדם", "ההצעה תהיה אצלך בקרוב", "quote ASAP", "דחוף", "urgent", "הצעה, בלי נדר"]
)
def test_a_promise_in_which_no_act_is_found_is_vague_all_the_same(galil: Business, body: str) -> None:
    assert refused(lambda: quote(galil, body=body)).code == "vague_window"


@pytest.mark.parametrize("text", ["נטפל בזה דחוף", "We will do it urgently", "דחוף", "urgent"])
def test_urgent_is_no_time_in_any_text(galil: Business, text: str) -> None:
    assert refused(lambda: updated(galil, text)).code == "vague_window"
    for said in ({"includes": (text,)}, {"condition": text, "condition_due": MONDAY_1000}):
        found = refused(lambda said=said: quote(galil, **said))  # type: ignore[misc]
        assert found.code == "vague_window"


def test_urgent_may_be_said_of_what_it_is(galil: Business) -> None:
    assert quote(galil, body="הצעת מחיר דחופה").state == "open"
    assert quote(galil, includes=("תיקון דחוף", "urgent repair")).state == "open"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"includes": ("הצעת מחיר", "התקנה ביום חמישי בשעה 9:00")}, "includes.1"),
        ({"includes": ("the quote by Thursday",)}, "includes.0"),
        ({"condition": "הטופס עד יום רביעי בשעה 10:00", "condition_due": MONDAY_1000}, "condition"),
    ],
)
def test_other_fields_name_no_other_time(galil: Business, said: dict[str, Any], field: str) -> None:
    found = refused(lambda: quote(galil, **said))
    assert (found.code, found.details["field"]) == ("window_mismatch", field)


def test_lengths_and_dates_of_things_are_no_other_time(galil: Business) -> None:
    includes = ("אחריות ל-12 חודשים", "דוח הביקור מיום חמישי", "שיחה של שעה", "2 hours of work")
    assert quote(galil, includes=includes).state == "open"


def test_a_condition_that_says_by_when_needs_no_second_answer(galil: Business) -> None:
    row = quote(galil, condition="הטופס החתום עד יום שני בשעה 10:00")
    assert (row.condition_due, row.due) == (MONDAY_1000, TUESDAY_1400)


# ── what a case is called ──


@pytest.mark.parametrize("title", ["We will get back to you soon, ASAP", "נחזור אליך בהקדם", "so\u200bon"])
def test_a_members_title_is_no_vague_promise(galil: Business, title: str) -> None:
    found = refused(lambda: cast.case(galil.yael, galil.dana, title=title))
    assert (found.code, found.details["field"]) == ("vague_window", "title")
    assert not Case.objects.of(galil.id).exists()


def test_a_members_title_promises_no_time_of_its_own(galil: Business) -> None:
    title = "We will come on Thursday at 9:00"
    assert refused(lambda: cast.case(galil.yael, galil.dana, title=title)).code == "window_mismatch"
    assert (
        cast.case(galil.yael, galil.dana, title="התקנה ביום חמישי, 26.11").title == "התקנה ביום חמישי, 26.11"
    )


def test_a_visitors_own_words_stand_in_quotation_marks(galil: Business) -> None:
    contact.receive(
        organisation_id=galil.id,
        name="רוני\nשקד",
        email="roni@example.com",
        about="צריך תשובה בהקדם",
        now=SUNDAY_1000,
    )
    message = Message.objects.of(galil.id).get(kind="received")
    assert "בנושא ״צריך תשובה בהקדם״." in message.text


def test_a_title_and_a_name_stand_in_one_line(galil: Business) -> None:
    opened = cast.case(galil.yael, galil.dana, title="מזגן\r\nלסלון")
    person = cast.customer(galil.yael, "מיכל\n אור", [])
    assert (opened.title, person.name) == ("מזגן לסלון", "מיכל אור")
