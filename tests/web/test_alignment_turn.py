"""Whose turn it is while both say what they expect: desk and customer's page say the same, and it is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import SUNDAY_1000, WEDNESDAY_1200, Business, by, of
from tests.cast_alignment import ANSWERS, PRICE, all_seen, begun, seen
from tests.web.conftest import Browser, words
from tests.web.test_alignments import page_of
from teum.actions import alignments, promises, questions
from teum.core.alignment import Answer, Mark
from teum.core.window import Window
from teum.models import Alignment, Question

NOTHING = "כרגע אין צורך בשום דבר ממך"
AWAITED = "מחכים לתשובה של דנה פרץ"


def shared(galil: Business) -> Alignment:
    """Yael said hers, and Dana is asked for the rest."""
    row = begun(galil)
    ours = {key: said for key, said in ANSWERS.items() if key in ("visit", "cost")}
    alignments.say(alignment_id=row.pk, answers=ours, by=by(galil.yael), now=SUNDAY_1000)
    return alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)


def filled_in(galil: Business) -> Alignment:
    """Dana filled in hers behind her link, and nobody has looked at it yet."""
    theirs = {key: said for key, said in ANSWERS.items() if key in ("wish", "glass")}
    return alignments.say(
        alignment_id=shared(galil).pk, answers=theirs, by=galil.as_customer, now=SUNDAY_1000
    )


def wanted_otherwise(galil: Business, row: Alignment) -> Question:
    """Dana wants the visit at another time."""
    alignments.mark(
        alignment_id=row.pk,
        item="visit",
        mark=Mark.CHANGE,
        by=galil.as_customer,
        seen=seen(row, "visit"),
        counter="יום רביעי בצהריים",
        now=SUNDAY_1000,
    )
    asked: Question = of(Question, galil).get()
    return asked


def test_what_the_customer_filled_in_waits_for_us_and_not_for_them(galil: Business, yael: Browser) -> None:
    row = shared(galil)
    assert AWAITED in words(yael.see(f"/alignments/{row.pk}"))
    row = alignments.say(
        alignment_id=row.pk,
        answers={key: ANSWERS[key] for key in ("wish", "glass")},
        by=galil.as_customer,
        now=SUNDAY_1000,
    )
    html = yael.see(f"/alignments/{row.pk}")
    assert "2 סעיפים שמולאו מצד דנה פרץ מחכים להסכמה שלכם" in words(html) and 'href="#unseen"' in html
    assert AWAITED not in words(html) and AWAITED not in words(yael.see(f"/cases/{row.case_id}"))
    yael.send(f"/alignments/{row.pk}/agreed", **{f"seen-{key}": told for key, told in all_seen(row).items()})
    assert AWAITED in words(yael.see(f"/alignments/{row.pk}"))


def test_a_change_that_they_want_waits_for_us_until_it_is_answered(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = filled_in(galil)
    alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=SUNDAY_1000)
    asked = wanted_otherwise(galil, row)
    assert NOTHING in words(visitor.see(page_of(galil)))
    shown = words(yael.see(f"/alignments/{row.pk}"))
    assert "סעיף אחד מחכה לתשובה שלכם" in shown and AWAITED not in shown
    questions.answer(
        question_id=asked.pk, by=by(galil.yael), text="ביום רביעי אנחנו לא באזור שלך", now=SUNDAY_1000
    )
    promises.confirm(promise_id=asked.promise_id, by=galil.as_customer, now=SUNDAY_1000)
    page = words(visitor.see(page_of(galil)))
    assert "לחזור לסעיף אחד ששאלת עליו או ביקשת לשנות, עד" in page and NOTHING not in page
    assert AWAITED in words(yael.see(f"/alignments/{row.pk}"))


def test_what_they_wanted_and_we_wrote_is_answered_by_what_stands_there(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = filled_in(galil)
    asked = wanted_otherwise(galil, row)
    newer = {"visit": Answer(window=Window(due=WEDNESDAY_1200))}
    alignments.say(alignment_id=row.pk, answers=newer, by=by(galil.yael), now=SUNDAY_1000)
    assert asked.asked.text == "בתשובה לשאלה ״מתי מודדים?״ לכתוב: ״יום רביעי בצהריים״"
    asked.refresh_from_db()
    assert asked.answer is not None
    page = words(visitor.see(page_of(galil)))
    assert "בעקבות מה שכתבת הסעיף כתוב עכשיו אחרת" in page and "עד יום רביעי, 25.11, בשעה 12:00" in page


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("visit", Answer(window=Window(start=WEDNESDAY_1200, due=WEDNESDAY_1200 + timedelta(hours=2)))),
        (
            "cost",
            Answer(
                price=replace(PRICE, total=520_000, payments=(replace(PRICE.payments[0], amount=520_000),))
            ),
        ),
        ("tiles", Answer(text="תיקון אריחים לא כלול, ופינוי פסולת כלול")),
    ],
)
def test_whatever_is_written_otherwise_is_its_own_answer(
    galil: Business, visitor: Browser, item: str, said: Answer
) -> None:
    row = filled_in(galil)
    alignments.mark(
        alignment_id=row.pk,
        item=item,
        mark=Mark.CHANGE,
        by=galil.as_customer,
        seen=seen(row, item),
        counter="משהו אחר",
        now=SUNDAY_1000,
    )
    alignments.say(alignment_id=row.pk, answers={item: said}, by=by(galil.yael), now=SUNDAY_1000)
    assert of(Question, galil).get().answer is not None
