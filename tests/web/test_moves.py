"""The customer asks for another time for an appointment; it stands until both have agreed, with and without scripts."""

from re import findall

import pytest

from tests import cast, cast_page
from tests.cast import Business, fresh, of
from tests.web.conftest import Browser, SetClock, words
from teum.actions import links, moves, promises, questions
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
    assert "סיכמנו: ביום שלישי, 24.11, בין 10:00 ל-12:00. זה בתוקף עד ששני הצדדים יסכימו" in text
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


# ── another time that we ask for, while it waits for their word ──


def _quote_asked_to_move_again(galil: Business) -> Promise:
    """The quote was to come by Tuesday, then by Wednesday; now Dana is asked whether Thursday will do."""
    quote = cast.quote(galil)
    cast_page.move(galil, quote, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.SUNDAY_1000)
    cast_page.move(galil, quote, cast.THURSDAY_1400, "המתקין חולה", now=cast.SUNDAY_1000)
    return fresh(quote)


def test_the_page_says_what_was_agreed_and_what_we_ask(galil: Business, visitor: Browser) -> None:
    _quote_asked_to_move_again(galil)
    page = visitor.see(cast_page.address(galil))
    first = words(page[page.index("<h1") : page.index("</section>")])
    assert "עד יום רביעי, 25.11, בשעה 12:00" in first, "what is agreed"
    assert "הצענו מועד אחר: עד יום חמישי, 26.11, בשעה 14:00." in first, "what is asked"
    assert "התשובה שלך על המועד שביקשנו, עד יום חמישי, 26.11, בשעה 14:00" in first, "what is needed"
    card = words(page[page.index('class="card card-waiting') :].split("</section>")[0])
    assert "סיכמנו: עד יום רביעי, 25.11, בשעה 12:00. זה בתוקף עד ששני הצדדים יסכימו" in card


def test_they_agree_ask_for_another_time_or_leave(galil: Business, visitor: Browser) -> None:
    quote, page = _quote_asked_to_move_again(galil), cast_page.address(galil)
    html = visitor.see(page)
    for way in ("agreements", "moves", "releases"):
        assert html.count(f'action="{page}/promises/{quote.pk}/{way}"') == 1, way
    text = visitor.send_and_see(f"{page}/promises/{quote.pk}/moves", due_on="2026-11-25", due_at="16:00")
    assert "ביקשת מועד אחר: עד יום רביעי, 25.11, בשעה 16:00." in text
    asked = of(Question, galil).select_related("asked").get()
    assert "אפשר לקבוע מועד אחר, עד יום רביעי, 25.11, בשעה 16:00?" in asked.asked.text
    assert fresh(quote).proposed_due == cast.THURSDAY_1400, "what we asked can still be agreed to"


def test_the_time_that_we_ask_for_is_agreed_to_and_not_asked_for(galil: Business, visitor: Browser) -> None:
    quote, page = _quote_asked_to_move_again(galil), cast_page.address(galil)
    answer = visitor.send(f"{page}/promises/{quote.pk}/moves", 422, due_on="2026-11-26", due_at="14:00")
    assert "זה המועד שביקשנו ממך" in words(answer)
    assert not of(Question, galil).exists()


def test_the_desk_takes_the_time_that_suits_the_customer_better(
    galil: Business, visitor: Browser, yael: Browser
) -> None:
    quote, page = _quote_asked_to_move_again(galil), cast_page.address(galil)
    visitor.send(f"{page}/promises/{quote.pk}/moves", due_on="2026-11-25", due_at="16:00")
    question = of(Question, galil).get()
    address = f"/questions/{question.pk}/times/{int(cast.at('2026-11-25 16:00').timestamp())}"
    assert f'action="{address}"' in yael.see(f"/cases/{quote.case_id}")
    yael.send_and_see(address)
    moved = fresh(quote)
    assert (moved.start, moved.due, moved.proposed_due) == (None, cast.at("2026-11-25 16:00"), None)


def test_agreeing_to_what_we_ask_takes_back_what_they_asked_for(galil: Business, visitor: Browser) -> None:
    quote, page = _quote_asked_to_move_again(galil), cast_page.address(galil)
    visitor.send(f"{page}/promises/{quote.pk}/moves", due_on="2026-11-25", due_at="16:00")
    visitor.send(f"{page}/promises/{quote.pk}/agreements", version=fresh(quote).version)
    assert fresh(quote).due == cast.THURSDAY_1400
    assert of(Question, galil).select_related("promise").get().promise.state == "released"


def test_an_appointment_that_passed_still_has_the_three_ways(
    galil: Business, visitor: Browser, visit: Promise, page: str, clock: SetClock
) -> None:
    cast_page.move(galil, visit, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.SUNDAY_1000)
    cast_page.hears(visit, now=cast.SUNDAY_1000)
    promises.revise(
        promise_id=visit.pk, by=cast.by(galil.yael), start=cast.at("2026-11-26 10:00"),
        due=cast.at("2026-11-26 12:00"), reason="המתקין חולה", now=cast.SUNDAY_1000,
    )  # fmt: skip
    clock(cast.at("2026-11-25 13:00"))
    html = visitor.see(page)
    for way in ("agreements", "moves", "releases"):
        assert html.count(f'action="{page}/promises/{visit.pk}/{way}"') == 1, way
    text = words(html)
    assert "לא עמדנו במועד הזה" in text and "הצענו מועד אחר" in text
    assert "זה בתוקף עד ששני הצדדים" not in text, "what has passed does not stand"
