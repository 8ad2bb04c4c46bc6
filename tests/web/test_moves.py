"""The customer asks for another time for an appointment; it stands until both have agreed, with and without scripts."""

from re import findall

import pytest

from tests import cast
from tests.cast import Business, fresh, of
from tests.web.conftest import Browser, words
from teum.actions import links, moves, questions
from teum.core.actor import Actor
from teum.models import Promise, Question


@pytest.fixture
def visit(galil: Business) -> Promise:
    """Dana's installation on Tuesday from ten to twelve."""
    return cast.appointment(galil)


@pytest.fixture
def page(galil: Business, visit: Promise) -> str:
    """Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def test_several_times_are_asked_for_at_once_and_what_was_agreed_stands(
    galil: Business, visitor: Browser, visit: Promise, page: str
) -> None:
    assert "זה בתוקף עד ששני הצדדים יסכימו" in words(visitor.see(page))
    for _ in range(2):
        text = visitor.send_and_see(
            f"{page}/promises/{visit.pk}/moves",
            begins=["2026-11-25T10:00:00+02:00"], due_on="2026-11-25", due_at="14:00",
        )  # fmt: skip
        assert "בעמוד הזה רואים מי ישיב לך ועד מתי" in text
    assert (
        "ביקשת מועד אחר: ביום רביעי, 25.11, בין 10:00 ל-12:00 או ביום רביעי, 25.11, בין 14:00 ל-16:00."
        in text
    )
    assert "עד שזה יסוכם, מה שקבענו בתוקף: ביום שלישי, 24.11, בין 10:00 ל-12:00." in text
    question = of(Question, galil).select_related("asked", "promise").get()
    assert question.asked.text == (
        "אפשר לקבוע מועד אחר, ביום רביעי, 25.11, בין 10:00 ל-12:00 או ביום רביעי, 25.11, בין 14:00 ל-16:00?"
        " סיכמנו: התקנה, ביום שלישי, 24.11, בין 10:00 ל-12:00."
    )
    assert (question.promise.debtor, question.promise.owner) == ("provider", galil.yael)
    assert (fresh(visit).start, fresh(visit).due) == (visit.start, visit.due)


def test_what_we_can_keep_is_offered_to_choose_from(visitor: Browser, page: str) -> None:
    text = words(visitor.see(page))
    assert "איזה מהמועדים האלה מתאים לך?" in text and "ביום רביעי, 25.11, בין 10:00 ל-12:00" in text


@pytest.mark.parametrize(
    ("on", "at", "said"),
    [
        ("2026-11-24", "16:00", "ביום שלישי, 24.11 אנחנו כאן בין 09:00 ל-17:00."),
        ("2026-11-24", "10:00", "זה המועד שכבר סוכם."),
        ("2026-11-19", "10:00", "המועד הזה כבר עבר."),
        ("2026-11-22", "09:30", "המועד הזה כבר עבר."),
        ("2026-11-25", "", "זה עדיין חסר"),
        ("", "", "זה עדיין חסר"),
    ],
)
def test_an_appointment_is_not_asked_to_move_to_where_it_cannot(
    galil: Business, visitor: Browser, visit: Promise, page: str, on: str, at: str, said: str
) -> None:
    answer = visitor.send(f"{page}/promises/{visit.pk}/moves", 422, due_on=on, due_at=at)
    assert said in words(answer)
    assert not of(Question, galil).exists()


def test_no_more_than_three_are_asked_for_and_what_was_chosen_stays(
    galil: Business, visitor: Browser, visit: Promise, page: str
) -> None:
    four = [f"2026-11-25T{hour}:00:00+02:00" for hour in ("09", "11", "13", "15")]
    answer = visitor.send(f"{page}/promises/{visit.pk}/moves", 422, begins=four)
    assert "אפשר לבחור עד שלושה." in words(answer)
    assert len(findall(r'name="begins"[^>]* checked', answer.content.decode())) == 4
    assert not of(Question, galil).exists()
    assert "בין 11:00 ל-13:00" in words(answer)


def test_nonsense_is_no_time(visitor: Browser, visit: Promise, page: str) -> None:
    visitor.send(f"{page}/promises/{visit.pk}/moves", 422, begins=["soon"])
    visitor.send(f"{page}/promises/{visit.pk}/moves", 422, begins=["2026-11-25T10:00:00"])


def test_only_an_appointment_of_ours_is_asked_to_move(galil: Business, visitor: Browser, page: str) -> None:
    quote = cast.quote(galil)
    assert f"/promises/{quote.pk}/moves" not in visitor.see(page)
    text = visitor.send_and_see(f"{page}/promises/{quote.pk}/moves", due_on="2026-11-25", due_at="14:00")
    assert "זה כבר נעשה" in text and not of(Question, galil).exists()


# ── at the desk ──


def _asked(
    galil: Business, visit: Promise, *, by: Actor | None = None, hours: tuple[str, ...] = ("14:00",)
) -> Question:
    begins = [cast.at(f"2026-11-25 {hour}") for hour in hours]
    return moves.ask(promise_id=visit.pk, by=by or galil.as_customer, begins=begins, now=cast.SUNDAY_1000)


def test_one_tap_on_the_day_agrees(galil: Business, yael: Browser, visit: Promise) -> None:
    question = _asked(galil, visit)
    address = f"/questions/{question.pk}/times/{int(cast.at('2026-11-25 14:00').timestamp())}"
    assert f'action="{address}"' in yael.see("/")
    text = yael.send_and_see(address)
    assert "סוכם, והמועד הוזז." in text
    assert fresh(visit).start == cast.at("2026-11-25 14:00")
    yael.send(address, 409)


def test_among_several_one_is_chosen_in_the_case(galil: Business, yael: Browser, visit: Promise) -> None:
    question = _asked(galil, visit, hours=("10:00", "14:00"))
    assert f'/cases/{visit.case_id}#question-{question.pk}"' in yael.see("/")
    text = words(yael.see(f"/cases/{visit.case_id}"))
    assert "מתאים לנו: ביום רביעי, 25.11, בין 10:00 ל-12:00" in text
    assert "מתאים לנו: ביום רביעי, 25.11, בין 14:00 ל-16:00" in text


def test_another_time_is_offered_and_the_customer_takes_it(
    galil: Business, yael: Browser, visitor: Browser, visit: Promise, page: str
) -> None:
    question = _asked(galil, visit)
    assert "זה עדיין" not in words(yael.see(f"/questions/{question.pk}/offers"))
    yael.send(f"/questions/{question.pk}/offers", 422, reason="")
    yael.send(
        f"/questions/{question.pk}/offers",
        due_on="2026-11-26", start_at="10:00", due_at="12:00", reason="ביום רביעי אין מתקין פנוי",
    )  # fmt: skip
    text = words(visitor.see(page))
    assert "התקנה: במקום המועד שביקשת אנחנו מציעים ביום חמישי, 26.11, בין 10:00 ל-12:00." in text
    assert "מה שסיכמנו בתוקף: ביום שלישי, 24.11, בין 10:00 ל-12:00." in text
    assert fresh(visit).due == visit.due
    visitor.send(f"{page}/promises/{visit.pk}/agreements", version=fresh(visit).version)
    assert fresh(visit).start == cast.at("2026-11-26 10:00")
    assert fresh(question.promise).state == "kept", "agreeing to it says that it answers them"


def test_it_stays_is_said_with_words_that_are_ready(
    galil: Business, yael: Browser, visitor: Browser, visit: Promise, page: str
) -> None:
    question = _asked(galil, visit)
    ready = "אי אפשר לקבוע את המועד שביקשת. מה שקבענו בתוקף: ביום שלישי, 24.11, בין 10:00 ל-12:00."
    assert ready in words(yael.see(f"/questions/{question.pk}/answers"))
    yael.send(f"/questions/{question.pk}/answers", text=ready, after="goes_on")
    assert ready in words(visitor.see(page))
    assert fresh(visit).start == visit.start


def test_what_is_no_wish_for_another_time_has_no_such_page(galil: Business, yael: Browser) -> None:
    quote = cast.quote(galil)
    asked = questions.ask(
        case_id=quote.case_id, by=galil.as_customer, text="מה מידות היחידה?", now=cast.SUNDAY_1000
    )
    yael.see(f"/questions/{asked.pk}/offers", status=404)
    yael.see("/questions/999/offers", status=404)
    yael.send(f"/questions/{asked.pk}/times/1", 409)
    yael.send(f"/questions/{asked.pk}/times/99999999999999", 409)
