"""The customer's page: what stands on it and in which order, what it costs, and its news."""

from pathlib import Path
from re import findall, search

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests import cast, cast_page, cast_signing, cast_whole
from tests.cast import SUNDAY_1000, Business, by, of
from tests.web.conftest import Browser, words
from teum.actions import agreement_ends, cancellations, customers, links, promises, questions
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.core.promise import Debtor
from teum.core.survey import Gap
from teum.models import Case, ContactPoint, Promise, Remark, Survey
from teum.queries import verify

MOST_QUERIES = 8
MOST_BYTES = 150_000
BODY = "אשלח לך במייל את הצעת המחיר והמפרט"


# ── the first card ──


def test_the_first_card_says_what_comes_where_it_stands_and_what_is_needed(
    galil: Business, visitor: Browser
) -> None:
    promise = cast.quote(galil)
    cast_page.call(galil, promise.case)
    page = visitor.see(cast_page.address(galil))
    card = words(page[page.index("<h1") : page.index("</section>")])
    order = [
        "יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00.",
        "שלב 2 מתוך 4: הצעת מחיר, מפרט",
        "כרגע אין צורך בשום דבר ממך.",
    ]
    assert [card.index(said) for said in order] == sorted(card.index(said) for said in order)


def test_what_is_needed_first_leads_to_where_it_is_answered(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, due=cast.THURSDAY_1400, body=BODY, answer_by=cast.TUESDAY_1000)
    done = cast_page.call(galil, offer.case)
    promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = visitor.see(cast_page.address(galil))
    card = page[page.index("<h1") : page.index("</section>")]
    [anchor] = findall(r'href="#([^"]+)"', card)
    assert f'id="{anchor}"' in page
    first = search(r'id="(question-\d+|confirm-\d+)"', page)
    assert first and first[1] == anchor == f"question-{offer.pk}", "the most urgent stands first"
    assert "תשובתך על ההצעה שלנו, עד יום שלישי, 24.11, בשעה 10:00" in words(card)
    assert "אחר כך מחכה לך למטה עוד דבר אחד." in words(card)


@pytest.mark.parametrize(("language", "says"), [("he", "שלב 2 מתוך 3"), ("en", "Step 2 of 3")])
def test_where_it_stands_is_said_in_their_language(
    galil: Business, visitor: Browser, language: str, says: str
) -> None:
    cast.quote(galil)
    visitor.client.cookies["django_language"] = language
    assert says in words(visitor.see(cast_page.address(galil)))


def test_what_was_done_waits_for_their_word(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    text = words(visitor.see(cast_page.address(galil)))
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
    assert "שלב 2 מתוך 3: העדכון הבא מאיתנו" in words(visitor.see(cast_page.address(galil)))


def test_what_is_over_says_when(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    visitor.send(f"{cast_page.address(galil)}/promises/{promise.pk}/releases")
    text = words(visitor.see(cast_page.address(galil)))
    assert "הסתיים ביום ראשון, 22.11, בשעה 10:00" in text
    assert "אין צורך בשום דבר נוסף ממך." in text


def test_what_comes_before_ours_is_said_to_be_done_in_its_place(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    page = visitor.see(cast_page.address(galil))
    assert f'href="#needed-{promise.pk}"' in page[page.index("<h1") : page.index("</section>")]
    assert "הטופס החתום, עד" in words(page) and "אם הכול יהיה כאן עד אז, החלק שלנו יסתיים עד" in words(page)
    told = visitor.send_and_see(f"{cast_page.address(galil)}/promises/{promise.pk}/completions", text="")
    assert "זה נעשה: הטופס החתום." in told and "שלחתי או עשיתי את זה" not in told
    promises.meet_condition(promise_id=promise.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert "זה הגיע אלינו, תודה." in words(visitor.see(cast_page.address(galil)))
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize(
    ("language", "says", "above", "theirs"),
    [
        ("he", "מה אנחנו צריכים ממך:", "מה שכתוב כאן למעלה.", "מצדך"),
        ("en", "What we need from you:", "What is written above.", "Your part"),
    ],
)
def test_that_it_is_theirs_to_do_is_said_once(
    galil: Business, visitor: Browser, language: str, says: str, above: str, theirs: str
) -> None:
    visitor.client.cookies["django_language"] = language
    alone = cast.quote(galil, body="לשלוח את הטופס החתום", includes=("הטופס",), debtor=Debtor.CUSTOMER)
    only = words(visitor.see(cast_page.address(galil)))
    assert f"{says} {above}" in only and only.count(theirs) == 1
    cast_page.call(galil, alone.case)
    both = words(visitor.see(cast_page.address(galil)))
    assert f"{says} לשלוח את הטופס החתום" in both and theirs not in both


# ── then the rest, in its order ──


def test_the_parts_stand_in_the_order_in_which_they_are_read(galil: Business, visitor: Browser) -> None:
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    promise = cast.quote(
        galil, body=BODY, due=cast.THURSDAY_1400, condition="הטופס החתום", condition_due=cast.WEDNESDAY_1200
    )
    done = cast_page.call(galil, promise.case)
    promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = visitor.see(f"{cast_page.address(galil)}?case={promise.case_id}")
    marks = (
        'id="next"',
        f'id="confirm-{done.pk}"',
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
    later = cast_page.call(galil, promise.case)
    cast_page.move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    cast_page.move(galil, later, cast.at("2026-11-30 14:00"), "המתקין חולה", now=cast.MONDAY_1000)
    page = visitor.see(cast_page.address(galil))
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
    cast_page.move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    cast_page.move(galil, promise, cast.THURSDAY_1400, "המתקין חולה", now=cast.TUESDAY_1000)
    page = visitor.see(cast_page.address(galil))
    asked, promised = page[: page.index('id="promised"')], page[page.index('id="promised"') :]
    assert "הסיבה: המתקין חולה" in words(asked) and "המתקין חולה" not in words(promised)
    assert "סיכמנו: עד יום רביעי, 25.11, בשעה 12:00. זה בתוקף עד ששני הצדדים יסכימו" in words(asked)


def test_what_was_told_otherwise_is_said_at_its_promise_also_once_it_is_kept(
    galil: Business, visitor: Browser
) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    address = f"{cast_page.address(galil)}/promises/{promise.pk}/objections"
    assert address in visitor.see(cast_page.address(galil))
    assert "זה עדיין חסר" in words(visitor.send(address, 422, text=""))
    text = visitor.send_and_see(address, text="נאמר לי שגם ההתקנה כלולה")
    assert "יעל ברק תחזור אליך עם תשובה" in text
    assert "שלב 3 מתוך 4: העדכון הבא מאיתנו" in text, "an answer is no step"


def test_a_question_of_ours_waits_for_them_among_the_rest(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.TUESDAY_1000)
    asked = questions.ask(
        case_id=offer.case_id, by=cast.by(galil.yael), text="באיזו קומה נמצאת הדירה?", due=cast.MONDAY_1000,
        now=cast.SUNDAY_1000,
    )  # fmt: skip
    page = visitor.see(cast_page.address(galil))
    assert f'href="#asked-{asked.pk}"' in page
    assert "התשובה שלך לשאלה שלנו, עד יום שני, 23.11, בשעה 10:00" in words(page)
    assert page.index(f'id="asked-{asked.pk}"') < page.index(f'id="question-{offer.pk}"')


def test_what_is_needed_in_other_matters_is_said_first(galil: Business, visitor: Browser) -> None:
    for number in range(2):
        done = cast.promise_of(cast.case(galil.yael, galil.dana, title=f"מזגן {number}"))
        promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
        cast.case(galil.yael, galil.dana, title="מזגן לחדר")
        html = visitor.see(cast_page.address(galil))
        card = html[html.index("<h1") : html.index("</section>")]
        assert "כרגע אין צורך בשום דבר" not in words(card)
        assert "בעניין הזה אין כרגע צורך בשום דבר ממך." in words(card)
        if number == 0:
            assert "דרוש לנו משהו ממך בעניין אחר: מזגן 0" in words(card)
            assert f"?case={done.case_id}" in card
    assert "דרוש לנו משהו ממך ב-2 עניינים אחרים" in words(card)
    assert 'href="#more"' in card and 'id="more"' in html


def test_other_matters_say_what_comes_next_in_them(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    over = cast.quote(galil)
    visitor.send(f"{cast_page.address(galil)}/promises/{over.pk}/releases")
    text = words(visitor.see(cast_page.address(galil))).partition("שאר הפניות")[2]
    assert "מזגן לסלון העניין הזה הסתיים." in text or "מזגן לסלון" in text
    other = words(visitor.see(f"{cast_page.address(galil)}?case={over.case_id}")).partition("שאר הפניות")[2]
    assert "מזגן לחדר יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00." in other


# ── what lies behind, and what it costs ──


def test_however_many_matters_somebody_has_each_is_there(galil: Business, visitor: Browser) -> None:
    first = cast.case(galil.yael, galil.dana, title="המזגן הראשון")
    for number in range(40):
        cast.case(galil.yael, galil.dana, title=f"מזגן {number}")
    page = cast_page.address(galil)
    assert "המזגן הראשון" in words(visitor.see(page))
    assert "המזגן הראשון" in words(visitor.see(f"{page}?case={first.pk}"))


def test_the_link_that_goes_out_opens_at_its_own_matter(galil: Business, visitor: Browser) -> None:
    first, newer = cast.quote(galil), cast.case(galil.yael, galil.dana, title="דוד שמש")
    path = links.carried(Case.objects.of(galil.id).get(pk=first.case_id), now=cast.SUNDAY_1000)
    assert path == f"{cast_page.address(galil)}?case={first.case_id}"
    assert "דוד שמש" in words(visitor.see(cast_page.address(galil))), "the newest, where none is named"
    visitor.see(f"{cast_page.address(galil)}?case={newer.pk + 1}", status=404)


def test_the_page_costs_few_queries_and_little_weight_however_much_lies_behind(
    galil: Business, visitor: Browser
) -> None:
    promise = cast_page.two_hundred(galil)
    page = f"{cast_page.address(galil)}?case={promise.case_id}"
    visitor.see(page)
    with CaptureQueriesContext(connection) as asked:
        html = visitor.see(page)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
    assert len(html.encode()) <= MOST_BYTES
    assert "תיאום 39" in html and "תיאום 3<" not in html, "the earliest steps are in the history"


def test_with_everything_at_once_it_costs_no_more(
    galil: Business, visitor: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = cast_whole.everything(galil)
    page = f"{cast_page.address(galil)}?case={case.pk}"
    _costs_little(
        visitor, page, "הצעת המחיר", "יש שריטה", "עיכוב במפעל", "שולמו", "בנק הגליל", "היתר העירייה"
    )
    history = f"{cast_page.address(galil)}/history?case={case.pk}"
    _costs_little(visitor, history, "יש שריטה")
    now = cast.SUNDAY_1000
    of(Promise, galil, case=case).exclude(state="withdrawn").update(state="released", ended_at=now)
    of(Case, galil, pk=case.pk).update(state="closed", closed_at=now)
    comment = Remark.objects.of(galil.id).create(
        case=case, kind="survey", text="היה טוב", by="customer", at=now
    )
    Survey.objects.of(galil.id).create(
        case=case, asked_at=now, answered_at=now, score=5, gap=Gap.BETTER, comment=comment
    )
    _costs_little(visitor, page, "היצרן הפסיק לייצר את הדגם", "הצעת המחיר", "5 מתוך 5")


def test_what_was_cancelled_or_came_to_nothing_costs_no_more(
    galil: Business, visitor: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    now = cast.SUNDAY_1000
    declined = cast_signing.offered(galil, now=now)
    agreement_ends.decline(agreement_id=declined.pk, by=galil.as_customer, reason="יקר לנו", now=now)
    page = cast_page.address(galil)
    _costs_little(visitor, f"{page}?case={declined.case_id}")
    agreed = cast_whole.in_force(galil, cast.promise_of(cast.case(galil.yael, galil.dana)).case)
    cast_whole.pay(galil, agreed)
    cancellations.cancel(alignment_id=agreed.alignment_id, by=galil.as_customer, now=now)
    _costs_little(visitor, f"{page}?case={agreed.case_id}", "ביטלת")


def _costs_little(visitor: Browser, page: str, *said: str) -> None:
    visitor.see(page)
    with CaptureQueriesContext(connection) as asked:
        text = words(visitor.see(page))
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
    assert not [one for one in said if one not in text], text


# ── news ──


def _live(html: str) -> str:
    found = search(r'data-live="([^"]+)"', html)
    assert found
    return found[1].replace("&amp;", "&")


def test_no_news_costs_one_query(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    address = _live(visitor.see(cast_page.address(galil)))
    with CaptureQueriesContext(connection) as asked:
        visitor.see(address, status=204)
    assert len(asked) == 1


def test_news_of_any_matter_is_the_new_content(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    address = _live(visitor.see(f"{cast_page.address(galil)}?case={promise.case_id}"))
    cast_page.move(galil, cast.promise_of(other), cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.MONDAY_1000)
    html = visitor.see(address)
    assert "<html" not in html and "25.11, בשעה 12:00" in words(html)
    visitor.see(_live(html), status=204)


def test_what_they_change_of_themselves_is_news_on_their_other_pages(
    galil: Business, visitor: Browser
) -> None:
    cast.quote(galil)
    page = cast_page.address(galil)
    address = _live(visitor.see(page))
    visitor.send(f"{page}/preferences", quiet_from="22:00", quiet_until="09:30")
    changed = visitor.see(address)
    assert 'value="22:00"' in changed
    of(ContactPoint, galil, customer=galil.dana, channel="phone").update(is_broken=True)
    broken = of(ContactPoint, galil, customer=galil.dana, channel="phone").get()
    visitor.send(f"{page}/contacts/{broken.pk}", address="054-765-4399")
    corrected = visitor.see(_live(changed))
    assert "(מסתיים ב-399)" in words(corrected)
    contact = Contact(channel="email", address="new@example.com")
    customers.change(
        customer_id=galil.dana.pk,
        by=cast.by(galil.yael),
        name="דנה",
        language="he",
        contacts=[contact],
        now=cast.SUNDAY_1000,
    )
    assert "new@" not in visitor.see(_live(corrected)) and "22:00" not in visitor.see(_live(corrected))


def test_a_refused_form_stays_until_it_is_sent_again(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    answer = visitor.send(f"{cast_page.address(galil)}/promises/{promise.pk}/disputes", 422, note="")
    assert "data-live" not in answer.content.decode()
