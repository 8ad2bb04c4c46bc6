"""The customer names another time for an offer, on their page and without scripts."""

import pytest

from tests import cast
from tests.cast import Business, fresh, of
from tests.web.conftest import Browser, SetClock, words
from teum.actions import links, promises
from teum.models import Promise, Revision, Task


@pytest.fixture
def offer(galil: Business) -> Promise:
    """To be answered by Monday at ten."""
    return cast.quote(galil, answer_by=cast.MONDAY_1000)


@pytest.fixture
def page(galil: Business) -> str:
    """Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def test_another_time_reaches_its_owner(galil: Business, visitor: Browser, offer: Promise, page: str) -> None:
    assert f"{page}/promises/{offer.pk}/counters" in visitor.see(page)
    text = visitor.send_and_see(f"{page}/promises/{offer.pk}/counters", due_on="2026-11-25", due_at="12:00")
    assert "המועד שהצעת הגיע אלינו" in text and "עד יום רביעי, 25.11, בשעה 12:00" in text
    assert (fresh(offer).state, fresh(offer).due) == ("offered", cast.WEDNESDAY_1200)
    assert of(Task, galil, promise=offer, kind="ask", member=galil.yael, done_at=None).exists()
    assert "/counters" not in visitor.see(page), "it is ours to answer now"


def test_a_visit_keeps_its_length(galil: Business, visitor: Browser, page: str) -> None:
    offer = cast.quote(
        galil,
        body="אתקין לך את המזגן",
        includes=("התקנה",),
        channel="visit",
        start=cast.at("2026-11-24 10:00"),
        due=cast.at("2026-11-24 12:00"),
        answer_by=cast.MONDAY_1000,
    )
    visitor.send(f"{page}/promises/{offer.pk}/counters", due_on="2026-11-25", due_at="14:00")
    moved = fresh(offer)
    assert (moved.start, moved.due) == (cast.at("2026-11-25 14:00"), cast.at("2026-11-25 16:00"))


def test_a_second_tap_changes_nothing(galil: Business, visitor: Browser, offer: Promise, page: str) -> None:
    for _ in range(2):
        visitor.send(f"{page}/promises/{offer.pk}/counters", due_on="2026-11-25", due_at="12:00")
    assert (of(Revision, galil, promise=offer).count(), fresh(offer).number) == (1, 1)


@pytest.mark.parametrize(
    ("on", "at", "said"),
    [
        ("2026-11-27", "15:00", "ביום שישי, 27.11 אנחנו כאן בין 09:00 ל-13:00."),
        ("2026-11-28", "12:00", "בשבת, 28.11 אנחנו סגורים. אפשר לבחור יום אחר."),
        ("2026-11-19", "12:00", "המועד הזה כבר עבר."),
        ("2026-11-24", "14:00", "זה המועד שכבר סוכם."),
        ("", "12:00", "זה עדיין חסר"),
        ("2027-03-26", "02:30", "השעה הזו לא קיימת"),
    ],
)
def test_what_cannot_be_is_said_kindly_and_what_was_typed_stays(
    galil: Business, visitor: Browser, offer: Promise, page: str, on: str, at: str, said: str
) -> None:
    answer = visitor.send(f"{page}/promises/{offer.pk}/counters", 422, due_on=on, due_at=at)
    assert said in words(answer)
    assert f'value="{at}"' in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not of(Revision, galil, promise=offer).exists()


def test_an_english_reader_is_answered_in_english(galil: Business, visitor: Browser) -> None:
    offer = cast.promise_of(
        cast.case(galil.yael, galil.john, promise=cast.quote_draft(answer_by=cast.MONDAY_1000))
    )
    page = f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}"
    answer = visitor.send(f"{page}/promises/{offer.pk}/counters", 422, due_on="2026-11-27", due_at="15:00")
    assert "On Friday 27 November we are here between 09:00 and 13:00." in words(answer)


def test_what_was_answered_meanwhile_stays_as_it_is(
    galil: Business, visitor: Browser, offer: Promise, page: str
) -> None:
    promises.accept(promise_id=offer.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    text = visitor.send_and_see(f"{page}/promises/{offer.pk}/counters", due_on="2026-11-25", due_at="12:00")
    assert "זה כבר נעשה" in text
    assert fresh(offer).due == cast.TUESDAY_1400


def test_only_what_the_link_covers(galil: Business, visitor: Browser, page: str, clock: SetClock) -> None:
    draft = cast.quote_draft(answer_by=cast.MONDAY_1000)
    johns = cast.promise_of(cast.case(galil.yael, galil.john, promise=draft))
    said = {"due_on": "2026-11-25", "due_at": "12:00"}
    cast.case(galil.yael, galil.dana)
    visitor.send(f"{page}/promises/{johns.pk}/counters", 404, **said)
    visitor.send(f"/p/guessed/promises/{johns.pk}/counters", 404, **said)
    assert visitor.client.get(f"{page}/promises/{johns.pk}/counters").status_code == 405
    assert fresh(johns).due == cast.TUESDAY_1400


def test_an_answer_to_an_offer_is_waited_for_by_its_own_time(
    galil: Business, visitor: Browser, offer: Promise, page: str
) -> None:
    assert "תשובתך על ההצעה שלנו, עד יום שני, 23.11, בשעה 10:00" in words(visitor.see(page))
