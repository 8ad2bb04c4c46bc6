"""The clock's letters name what they are about, and its time while that is ahead (A4, guarantee 3)."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, at, by, of, quote
from tests.property.world import World
from teum.actions import calls, delays, promises, words
from teum.language.notices import silence
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.kinds import Kind
from teum.models import Message, Promise

pytestmark = pytest.mark.django_db
TUESDAY_1200, THURSDAY_1400 = at("2026-11-24 12:00"), at("2026-11-26 14:00")
MAY_SLIP = "עד יום חמישי, 26.11, בשעה 14:00. עוד לא סיימנו, וייתכן שלא נעמוד במועד הזה."
STANDS = "עד יום חמישי, 26.11, בשעה 14:00, והמועד הזה לא השתנה."
NO_DATE, CANCEL = "אין לנו כרגע מועד חדש", "אפשר לבטל בלי עלות"


def held(galil: Business, until: datetime) -> list[str]:
    """The clock's letters of before a moment."""
    found = of(Message, galil, kind="holding", customer__isnull=False, at__lt=until).order_by("id")
    return [letter.text for letter in found]


def give(galil: Business, row: Promise, said: str | None = None) -> Promise:
    return words.give(
        case_id=row.case_id, by=by(galil.yael), text=said, next_due=TUESDAY_1200, now=MONDAY_1000
    )


@pytest.mark.parametrize(("said", "told"), [(None, MAY_SLIP), ("החלק בדרך", STANDS)])
def test_what_follows_a_persons_word_names_the_deed_and_its_time(
    world: World, galil: Business, said: str | None, told: str
) -> None:
    """Whether that is in doubt is as they heard it; nobody says that there is no date while it is ahead."""
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    assert give(galil, row, said).about == row
    world.until(at("2026-11-26 12:00"))
    letters = held(galil, THURSDAY_1400)
    assert len(letters) == 3 and all(told in text for text in letters)
    assert not any(NO_DATE in text or CANCEL in text for text in letters)


def test_once_that_time_is_over_there_is_honestly_no_other(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    give(galil, row)
    world.until(at("2026-11-27 12:00"))
    last = held(galil, world.now)[-1]
    assert NO_DATE in last and CANCEL in last and "לשלוח לך" in last


def test_a_word_that_is_promised_in_a_call_is_about_the_deed(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    calls.log(
        case_id=row.case_id,
        by=by(galil.yael),
        reached=True,
        next_due=TUESDAY_1200,
        now=MONDAY_1000,
    )
    assert of(Promise, galil, nature="update").get().about == row


def test_a_date_that_will_not_be_kept_is_not_named_again(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק מאחר", next_due=TUESDAY_1200, now=world.now
    )
    world.until(TUESDAY_1200)
    (text,) = held(galil, world.now)
    assert "לשלוח לך" in text and "26.11" not in text


def test_who_denies_that_it_is_done_counts_on_the_date_that_was_given_up(
    world: World, galil: Business
) -> None:
    """It is named again, also where the clock speaks for the third time in a row."""
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק מאחר", next_due=TUESDAY_1200, now=world.now
    )
    world.until(at("2026-11-23 15:00"))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-23 16:00"))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(at("2026-11-26 13:00"))
    world.look()
    letters = held(galil, THURSDAY_1400)
    assert len(letters) >= 3 and all("26.11, בשעה 14:00" in text for text in letters)
    assert list(guarantees.spoken_in_a_row(world)) == []


def test_where_nothing_is_owed_there_is_no_answer_in_the_matter(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    of(Promise, galil).filter(pk=row.pk).update(state="released", ended_at=SUNDAY_1000)
    give(galil, row)
    world.until(TUESDAY_1200)
    assert "עוד אין לנו תשובה בנושא" in held(galil, world.now)[-1]


def test_two_words_for_one_moment_are_one(galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    assert give(galil, row) == give(galil, row)


def test_that_the_agreed_time_passed_is_said_once_and_then_that_it_is_not_done(
    world: World, galil: Business
) -> None:
    quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(at("2026-11-29 12:00"))
    before, first, after = held(galil, world.now)[-3:]
    passed = "עד יום חמישי, 26.11, בשעה 14:00. המועד הזה עבר, ועוד לא עשינו זאת. אנחנו מתנצלים."
    assert "וייתכן שלא נעמוד" in before and passed not in before
    assert f"סיכמנו לשלוח לך את המפרט {passed}" in first
    assert "סיכמנו לשלוח לך את המפרט. זה עוד לא נעשה." in after and "עבר" not in after


def test_who_read_that_we_are_late_does_not_read_it_again(world: World, galil: Business) -> None:
    quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(at("2026-11-26 15:00"))
    world.returns("clock")
    world.until(at("2026-11-27 12:00"))
    assert of(Message, galil, kind="late", customer__isnull=False).exists()
    (said,) = held(galil, world.now)
    assert "זה עוד לא נעשה." in said and "מתנצלים" not in said


def test_several_that_are_not_done_are_listed_under_one_sentence(world: World, galil: Business) -> None:
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    more = cast.quote_draft(body="אשלח לך את ההצעה", due=THURSDAY_1400)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=SUNDAY_1000)
    world.until(at("2026-11-29 12:00"))
    first, after = held(galil, world.now)[-2:]
    assert first.count("המועד הזה עבר") == 2 and first.count("מתנצלים") == 1
    assert "עוד לא עשינו את מה שסיכמנו:\n• לשלוח לך את המפרט\n• לשלוח לך את ההצעה" in after


def test_the_judge_sees_who_gives_up_while_the_time_is_ahead(
    world: World, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "_long_wait", lambda *_: (f"{NO_DATE}.",))
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    give(galil, row)
    world.until(TUESDAY_1200)
    world.look()
    assert {found.kind for found in guarantees.spoken_in_a_row(world)} == {Kind.DATE_CLAIMED}


def test_who_is_asked_of_a_word_reads_what_it_is_about(world: World, galil: Business) -> None:
    """Beside the word itself, which says that it will come and nothing else."""
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    world.until(MONDAY_1000)
    word = give(galil, row)
    world.until(TUESDAY_1200)
    asked = of(Message, galil, kind="ask", member=word.owner).order_by("id").first()
    assert asked is not None and asked.subject == "נעמוד בזה? דנה פרץ: אשלח לך את המפרט"
    assert "״אעדכן אותך איפה הדברים עומדים״, בעניין: ״אשלח לך את המפרט״, " in asked.text
