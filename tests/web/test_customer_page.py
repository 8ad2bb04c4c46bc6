"""The customer's page: what stands on it and in which order, what lies behind it, what it costs, and its news."""

from datetime import datetime, timedelta
from re import findall, search

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, links, words
from teum.actions import links as customer_links
from teum.actions import messages, outgoing, promises
from teum.actions.promises.steps import Next
from teum.models import Case, Customer, Message, Promise

MOST_QUERIES = 8
MOST_BYTES = 150_000


def _page(galil: Business, whose: Customer | None = None) -> str:
    return f"/p/{customer_links.of_customer(whose or galil.dana, now=cast.SUNDAY_1000).token}"


def _deliver(now: datetime) -> None:
    """Every message that waits is taken by its carrier."""
    while claimed := outgoing.claim(worker="test", limit=100, now=now + timedelta(days=1)):
        for message in claimed:
            messages.mark_accepted(message.pk, now=now)


def _call(galil: Business, case: Case, **said: object) -> Promise:
    """One more promise in a case: a call."""
    draft = cast.quote_draft(
        **{
            "body": "אתקשר אליך לתאם את ההתקנה",
            "includes": ("תיאום ההתקנה",),
            "channel": "phone",
            "due": cast.THURSDAY_1400,
            **said,
        }
    )
    return promises.make(case_id=case.pk, by=cast.by(galil.yael), draft=draft, now=cast.SUNDAY_1000)


def _move(galil: Business, promise: Promise, due: datetime, reason: str, *, now: datetime) -> None:
    promises.revise(promise_id=promise.pk, by=cast.by(galil.yael), due=due, reason=reason, now=now)


# ── the first card ──


def test_the_first_card_says_what_comes_where_it_stands_and_what_is_needed(
    galil: Business, visitor: Browser
) -> None:
    promise = cast.quote(galil)
    _call(galil, promise.case)
    page = visitor.see(_page(galil))
    card = words(page[page.index("<h1") : page.index("</section>")])
    order = [
        "יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00.",
        "שלב 2 מתוך 4: הצעת מחיר, מפרט",
        "כרגע אין צורך בשום דבר ממך.",
    ]
    assert [card.index(said) for said in order] == sorted(card.index(said) for said in order)


def test_what_is_needed_first_leads_to_where_it_is_answered(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.TUESDAY_1000)
    done = _call(galil, offer.case)
    promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = visitor.see(_page(galil))
    card = page[page.index("<h1") : page.index("</section>")]
    [anchor] = findall(r'href="#([^"]+)"', card)
    assert f'id="{anchor}"' in page
    first = search(r'id="(question-\d+|confirm-\d+)"', page)
    assert first and first[1] == anchor, "the most urgent stands first"
    assert "אחר כך מחכה לך למטה עוד דבר אחד." in words(card)


@pytest.mark.parametrize(("language", "says"), [("he", "שלב 2 מתוך 3"), ("en", "Step 2 of 3")])
def test_where_it_stands_is_said_in_their_language(
    galil: Business, visitor: Browser, language: str, says: str
) -> None:
    cast.quote(galil)
    visitor.client.cookies["django_language"] = language
    assert says in words(visitor.see(_page(galil)))


def test_what_was_done_waits_for_their_word(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    text = words(visitor.see(_page(galil)))
    assert "נשאר רק לשמוע ממך, עד יום שלישי, 24.11, בשעה 17:00, שהכול הגיע." in text
    assert "שלב 3 מתוך 4: תשובתך: האם הכול הגיע?" in text
    assert "הצעת מחיר, מפרט" in text.partition("שלב 3")[2]


def test_where_nothing_is_promised_the_next_word_is_where_we_are(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    after = Next(word_by=cast.WEDNESDAY_1200)
    by = cast.by(galil.yael)
    promises.withdraw(
        promise_id=promise.pk, by=by, disclosure="הדגם הופסק.", after=after, now=cast.MONDAY_1000
    )
    assert "שלב 2 מתוך 3: העדכון הבא מאיתנו" in words(visitor.see(_page(galil)))


def test_what_is_over_says_when(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    visitor.send(f"{_page(galil)}/promises/{promise.pk}/releases")
    text = words(visitor.see(_page(galil)))
    assert "הסתיים ביום ראשון, 22.11, בשעה 10:00" in text
    assert "אין צורך בשום דבר נוסף ממך." in text


# ── then the rest, in its order ──


def test_the_parts_stand_in_the_order_in_which_they_are_read(galil: Business, visitor: Browser) -> None:
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    promise = cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    page = visitor.see(f"{_page(galil)}?case={promise.case_id}")
    marks = (
        'id="next"',
        f'id="needed-{promise.pk}"',
        'id="promised"',
        'id="stands"',
        "/history?case=",
        f"?case={other.pk}",
        'id="question"',
    )
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_each_promise_tells_its_changes_and_why(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    later = _call(galil, promise.case)
    _move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    _move(galil, later, cast.at("2026-11-30 14:00"), "המתקין חולה", now=cast.MONDAY_1000)
    page = visitor.see(_page(galil))
    promised = words(page[page.index('id="promised"') : page.index('id="stands"')])
    assert (
        "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) השתנה: עד יום רביעי, 25.11, בשעה 12:00."
        " הסיבה: עיכוב במפעל" in promised
    )
    assert (
        promised.index("עיכוב במפעל") < promised.index("יעל ברק תתקשר אליך") < promised.index("המתקין חולה")
    )


def test_a_time_that_waits_for_their_word_is_no_change_yet(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    _move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    _move(galil, promise, cast.THURSDAY_1400, "המתקין חולה", now=cast.TUESDAY_1000)
    page = visitor.see(_page(galil))
    asked, promised = page[: page.index('id="promised"')], page[page.index('id="promised"') :]
    assert "הסיבה: המתקין חולה" in words(asked) and "המתקין חולה" not in words(promised)
    assert "המועד שסוכם: עד יום רביעי, 25.11, בשעה 12:00." in words(asked)


def test_other_matters_say_what_comes_next_in_them(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    over = cast.quote(galil)
    visitor.send(f"{_page(galil)}/promises/{over.pk}/releases")
    text = words(visitor.see(_page(galil))).partition("שאר הפניות")[2]
    assert "מזגן לסלון העניין הזה הסתיים." in text or "מזגן לסלון" in text
    other = words(visitor.see(f"{_page(galil)}?case={over.case_id}")).partition("שאר הפניות")[2]
    assert "מזגן לחדר יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00." in other


# ── what lies behind, and what it costs ──


def _two_hundred(galil: Business) -> Promise:
    """A case in which two hundred things were agreed, moved, done and written, with one of everything still to come."""
    promise = cast.quote(galil)
    case, by, now = promise.case, cast.by(galil.yael), cast.SUNDAY_1000
    _move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=now)
    _move(galil, promise, cast.THURSDAY_1400, "המתקין חולה", now=now)
    for number in range(40):
        done = _call(galil, case, includes=(f"תיאום {number}",))
        _deliver(now)
        promises.report(promise_id=done.pk, by=by, now=now)
        _deliver(now)
        promises.confirm(promise_id=done.pk, by=galil.as_customer, now=now)
    gone = _call(galil, case)
    promises.withdraw(promise_id=gone.pk, by=by, disclosure="הדגם הופסק אצל היצרן.", now=now)
    _call(galil, case, answer_by=cast.TUESDAY_1000)
    _call(galil, case, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    waits = _call(galil, case)
    promises.report(promise_id=waits.pk, by=by, now=now)
    cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    over = cast.promise_of(cast.case(galil.yael, galil.dana, title="מזגן למשרד"))
    promises.release(promise_id=over.pk, by=galil.as_customer, now=now)
    _deliver(now)
    return promise


def test_the_page_costs_few_queries_and_little_weight_however_much_lies_behind(
    galil: Business, visitor: Browser
) -> None:
    promise = _two_hundred(galil)
    page = f"{_page(galil)}?case={promise.case_id}"
    visitor.see(page)
    with CaptureQueriesContext(connection) as asked:
        html = visitor.see(page)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
    assert len(html.encode()) <= MOST_BYTES
    assert "תיאום 39" in html and "תיאום 3<" not in html, "the earliest steps are in the history"


def test_the_history_is_read_page_by_page_and_whole(galil: Business, visitor: Browser) -> None:
    promise = _two_hundred(galil)
    address, seen, pages = f"{_page(galil)}/history?case={promise.case_id}", [], 0
    while address:
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


def test_a_place_in_the_history_that_no_page_names_is_not_there(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    for before in ("x", "W10", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwwLDFd"):
        visitor.see(f"{_page(galil)}/history?before={before}", status=404)


def test_the_history_is_for_nobody_else(galil: Business, visitor: Browser) -> None:
    johns = cast.promise_of(cast.case(galil.yael, galil.john, title="Two quotes"))
    cast.quote(galil)
    assert "Two quotes" not in visitor.see(f"{_page(galil)}/history?case={johns.case_id}")
    visitor.see("/p/guessed/history", status=404)
    assert visitor.client.get(f"{_page(galil)}/history")["X-Robots-Tag"] == "noindex, nofollow"


# ── news ──


def _live(html: str) -> str:
    found = search(r'data-live="([^"]+)"', html)
    assert found
    return found[1].replace("&amp;", "&")


def test_no_news_costs_one_query(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    address = _live(visitor.see(_page(galil)))
    with CaptureQueriesContext(connection) as asked:
        visitor.see(address, status=204)
    assert len(asked) == 1


def test_news_of_any_matter_is_the_new_content(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    address = _live(visitor.see(f"{_page(galil)}?case={promise.case_id}"))
    _move(galil, cast.promise_of(other), cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    html = visitor.see(address)
    assert "<html" not in html and "25.11, בשעה 12:00" in words(html)
    visitor.see(_live(html), status=204)


def test_a_refused_form_stays_until_it_is_sent_again(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    answer = visitor.send(f"{_page(galil)}/promises/{promise.pk}/disputes", 422, note="")
    assert "data-live" not in answer.content.decode()
