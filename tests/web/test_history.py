"""What lies behind a case, on a page of its own that its customer reads without scripts."""

from re import findall

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast, cast_page
from tests.cast import Business
from tests.web.conftest import Browser, links, words
from teum.actions import promises, questions
from teum.models import Message

MOST_QUERIES = 8
MOST_BYTES = 150_000


def test_the_history_is_read_page_by_page_and_whole(galil: Business, visitor: Browser) -> None:
    promise = cast_page.two_hundred(galil)
    address, seen, pages = f"{cast_page.address(galil)}/history?case={promise.case_id}", [], 0
    while address:
        assert connection.features.supports_json_field, "found out by a statement, once"
        with CaptureQueriesContext(connection) as asked:
            html = visitor.see(address)
        assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
        assert len(html.encode()) <= MOST_BYTES
        items = findall(r'(?s)<li><time datetime="([^"]+)">(.*?)</li>', html)
        assert 0 < len(items) <= 50
        seen += items
        pages += 1
        earlier = [link for link in links(html) if "before=" in link]
        address = earlier[-1] if earlier else ""
    letters = Message.objects.of(galil.id).filter(
        case=promise.case_id, customer__isnull=False, told_at__isnull=False
    )
    assert len([item for item in seen if "letter" in item[1]]) == letters.count() > 50
    assert len(seen) >= 200 and pages == -(-len(seen) // 50)
    assert [at for at, _ in seen] == sorted((at for at, _ in seen), reverse=True)


def test_questions_and_their_answers_are_in_the_history(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    by, now = cast.by(galil.yael), cast.SUNDAY_1000
    for number in range(5):
        asked = questions.ask(
            case_id=promise.case_id, by=galil.as_customer, text=f"שאלה מספר {number}", now=now
        )
        questions.answer(question_id=asked.pk, by=by, text=f"תשובה מספר {number}", now=now)
        promises.confirm(promise_id=asked.promise_id, by=galil.as_customer, now=now)
    ours = questions.ask(case_id=promise.case_id, by=by, text="באיזו קומה?", due=cast.TUESDAY_1400, now=now)
    questions.answer(question_id=ours.pk, by=galil.as_customer, text="שלישית", now=now)
    page = words(visitor.see(cast_page.address(galil)))
    assert "שאלה מספר 4" in page and "שאלה מספר 1" not in page, "the newest are enough"
    behind = words(visitor.see(f"{cast_page.address(galil)}/history"))
    for said in ("שאלת: שאלה מספר 0", "ענינו: תשובה מספר 0", "שאלנו: באיזו קומה?", "ענית: שלישית"):
        assert said in behind


def test_an_answer_that_another_followed_lends_it_no_words(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    by, whose = cast.by(galil.yael), galil.as_customer
    asked = questions.ask(case_id=promise.case_id, by=whose, text="באיזה צבע?", now=cast.SUNDAY_1000)
    questions.answer(question_id=asked.pk, by=by, text="לבן", now=cast.SUNDAY_1000)
    promises.dispute(promise_id=asked.promise_id, by=whose, note="שאלתי על המסגרת", now=cast.MONDAY_1000)
    questions.answer(question_id=asked.pk, by=by, text="אפורה", now=cast.TUESDAY_1000)
    behind = words(visitor.see(f"{cast_page.address(galil)}/history"))
    assert behind.count("ענינו: אפורה") == 1
    assert behind.index("ענינו: אפורה") < behind.index("ענינו על השאלה שלך: באיזה צבע?")


def test_a_place_in_the_history_that_no_page_names_is_not_there(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    for before in ("x", "W10", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwwLDFd"):
        visitor.see(f"{cast_page.address(galil)}/history?before={before}", status=404)


def test_the_history_is_for_nobody_else(galil: Business, visitor: Browser) -> None:
    johns = cast.promise_of(cast.case(galil.yael, galil.john, title="Two quotes"))
    cast.quote(galil)
    visitor.see(f"{cast_page.address(galil)}/history?case={johns.case_id}", status=404)
    visitor.see("/p/guessed/history", status=404)
    assert visitor.client.get(f"{cast_page.address(galil)}/history")["X-Robots-Tag"] == "noindex, nofollow"
