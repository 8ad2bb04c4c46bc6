"""What somebody without a sign-in sees and does: the contact form, its answer, and the customer's page."""

import pytest
from django.core.cache import cache

from tests import cast
from tests.cast import Business
from tests.cast_page import deliver
from tests.web.conftest import Browser, SetClock, field_of, words
from teum.actions import links, promises
from teum.actions.promises.steps import Next
from teum.models import Case, ContactPoint, Customer, Promise

SUNDAY_AFTER = cast.at("2026-11-29 12:00")


@pytest.fixture(autouse=True)
def _no_one_wrote_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def form(galil: Business) -> str:
    """The address of the contact form."""
    return f"/contact/{galil.organisation.slug}"


def _page(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


# ── the contact form ──


def test_the_answer_names_who_when_and_on_which_number(form: str, visitor: Browser, clock: SetClock) -> None:
    clock(cast.THURSDAY_1740)
    text = visitor.send_and_see(
        form, name="רוני שקד", phone="054-765-4321", about="מחיר למזגן לחנות", channel="phone"
    )
    assert "תתקשר אליך" in text or "יתקשר אליך" in text
    assert "ביום שישי, 20.11, בין 09:00 ל-11:00" in text
    assert "למספר שמסתיים ב-321" in text
    assert "לדף של הפנייה" in text


@pytest.mark.parametrize(
    ("prefers", "says"), [("whatsapp", "בוואטסאפ בנוגע לפנייתך"), ("email", "במייל על פנייתך")]
)
def test_the_answer_comes_the_way_the_visitor_likes_best(
    galil: Business, form: str, visitor: Browser, prefers: str, says: str
) -> None:
    text = visitor.send_and_see(
        form, name="רוני", phone="054-765-4321", email="roni@example.com", about="מחיר", channel=prefers
    )
    assert says in text
    assert Promise.objects.of(galil.id).get().channel == prefers
    assert ContactPoint.objects.of(galil.id).filter(customer__name="רוני")[0].channel == prefers


def test_a_case_and_an_open_promise_exist(galil: Business, form: str, visitor: Browser) -> None:
    visitor.send(form, name="רוני שקד", phone="054-765-4321", email="roni@example.com", about="מחיר למזגן")
    case = Case.objects.of(galil.id).get()
    assert Promise.objects.of(galil.id).get(case=case).state == "open"


def test_the_trap_catches_programs(galil: Business, form: str, visitor: Browser) -> None:
    visitor.send(form, name="x", phone="054-765-4321", about="y", website="http://spam.example")
    assert not Case.objects.of(galil.id).exists()


def test_too_many_from_one_place(form: str, visitor: Browser) -> None:
    for _ in range(8):
        visitor.send(form, name="x", phone="054-765-4321", about="y")
    assert "אפשר פשוט להתקשר" in words(visitor.send(form, 429, name="x", phone="054-765-4321", about="y"))


def test_a_known_address_reveals_nothing(galil: Business, form: str, visitor: Browser) -> None:
    cast.quote(galil)
    answer = visitor.send(form, name="מישהו", phone=cast.DANA_PHONE, email=cast.DANA_EMAIL, about="שאלה")
    text = words(visitor.client.get(answer["Location"])) + words(
        visitor.client.get(f"/p/{answer['Location'].rpartition('/')[2]}")
    )
    assert "דנה" not in text
    assert "המפרט" not in text
    assert Customer.objects.of(galil.id).filter(is_verified=False).count() == 1


def test_what_is_wrong_is_said_at_its_field(form: str, visitor: Browser) -> None:
    page = visitor.send(form, 422, name="", phone="12", about="מחיר").content.decode()
    assert "זה עדיין חסר" in page
    assert 'aria-invalid="true"' in page
    assert "אולי חסרה ספרה" in words(visitor.send(form, 422, name="x", phone="12", about="מחיר"))


def test_an_unknown_business_has_no_form(visitor: Browser, galil: Business) -> None:
    visitor.see("/contact/nobody", status=404)


def test_the_form_of_the_only_business(galil: Business, visitor: Browser, form: str) -> None:
    assert visitor.client.get("/contact")["Location"] == form


# ── the customer's page ──


def test_the_first_sentence_says_who_what_how_and_when(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    page = visitor.see(_page(galil))
    assert "יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00." in words(page)
    assert page.index("<h1") < page.index("24.11") < page.index('class="stages"')


def test_the_page_is_for_nobody_else(galil: Business, visitor: Browser) -> None:
    cast.quote(galil)
    answer = visitor.client.get(_page(galil))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert (
        answer["Referrer-Policy"] == "no-referrer"
        or 'name="referrer" content="no-referrer"' in answer.content.decode()
    )
    lost = visitor.see("/p/guessed", status=404)
    assert "או פשוט להשיב עליה" in words(lost) and 'class="button button-main"' not in lost


def test_received_thank_you(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = _page(galil)
    assert "קיבלתי, תודה" in visitor.see(page)
    text = visitor.send_and_see(f"{page}/promises/{promise.pk}/confirmations")
    assert "שמחים שהכול הגיע" in text
    assert cast.fresh(promise).verdict == "kept"
    assert Case.objects.of(galil.id).get().state == "closed"


def test_something_is_missing(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = _page(galil)
    visitor.send(f"{page}/promises/{promise.pk}/disputes", 422, note="")
    text = visitor.send_and_see(f"{page}/promises/{promise.pk}/disputes", note="המפרט חסר")
    assert "בדף הזה כתוב מי מטפל בזה ועד מתי" in text
    assert cast.fresh(promise).state == "open"
    assert Promise.objects.of(galil.id).filter(nature="update", state="open").exists()


def test_a_second_tap_does_no_harm(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    address = f"{_page(galil)}/promises/{promise.pk}/confirmations"
    visitor.send(address)
    assert "זה כבר נעשה" in visitor.send_and_see(address)


def test_a_link_answers_only_for_its_own(galil: Business, visitor: Browser) -> None:
    johns = cast.promise_of(cast.case(galil.yael, galil.john))
    cast.quote(galil)
    visitor.send(f"{_page(galil)}/promises/{johns.pk}/confirmations", 404)
    visitor.send(f"/p/guessed/promises/{johns.pk}/confirmations", 404)


def test_what_we_need_from_them_is_asked(galil: Business, visitor: Browser) -> None:
    cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    text = words(visitor.see(_page(galil)))
    assert "מה אנחנו צריכים ממך" in text
    assert "הטופס החתום" in text


def test_changes_are_told_as_they_were(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.WEDNESDAY_1200,
        reason="עיכוב במפעל",
        now=cast.MONDAY_1000,
    )
    text = words(visitor.see(f"{_page(galil)}/history"))
    assert "סיכמנו: יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00" in text
    assert "מועד חדש, עד יום רביעי, 25.11, בשעה 12:00" in text


def test_a_second_change_asks_for_their_word(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    for due, now in ((cast.WEDNESDAY_1200, cast.MONDAY_1000), (cast.THURSDAY_1400, cast.TUESDAY_1000)):
        deliver(now)
        promises.revise(promise_id=promise.pk, by=cast.by(galil.yael), due=due, reason="עיכוב במפעל", now=now)
    page = _page(galil)
    shown = visitor.see(page)
    assert "המועד החדש מתאים לי" in shown
    promises.revise(
        promise_id=promise.pk, by=cast.by(galil.yael), due=SUNDAY_AFTER, reason="עיכוב", now=cast.TUESDAY_1000
    )
    address = f"{page}/promises/{promise.pk}/agreements"
    for stale in ({"version": field_of(shown, "version")}, {}):
        assert "בינתיים מישהו אחר שינה את זה" in visitor.send_and_see(address, **stale)
    assert cast.fresh(promise).due == cast.WEDNESDAY_1200, "nobody agrees to a time that they did not see"
    visitor.send(address, version=field_of(visitor.see(page), "version"))
    assert cast.fresh(promise).due == SUNDAY_AFTER


def test_the_free_way_out(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    visitor.send(f"{_page(galil)}/promises/{promise.pk}/releases")
    assert cast.fresh(promise).state == "released"


def test_an_offer_is_answered(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    page = _page(galil)
    shown = visitor.see(page)
    assert "מתאים לי" in shown
    address, by = f"{page}/promises/{offer.pk}/acceptances", cast.by(galil.yael)
    for due in (cast.WEDNESDAY_1200, cast.THURSDAY_1400):  # what they said in a call, and our answer
        promises.counter(promise_id=offer.pk, by=by, due=due, now=cast.SUNDAY_1000)
    visitor.send(address, version=field_of(shown, "version"))
    assert cast.fresh(offer).state == "offered", "what stands now was not what they saw"
    visitor.send(address, version=field_of(visitor.see(page), "version"))
    assert cast.fresh(offer).state == "open"


def test_an_offer_is_put_as_an_offer(galil: Business, visitor: Browser) -> None:
    cast.quote(galil, answer_by=cast.MONDAY_1000)
    text = words(visitor.see(_page(galil)))
    assert (
        "יעל ברק מציעה לשלוח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00. מתאים לך?"
        " אפשר לענות עד יום שני, 23.11, בשעה 10:00, בעמוד שלך או בתשובה להודעה שלנו." in text
    )
    behind = words(visitor.see(f"{_page(galil)}/history"))
    assert "הצענו, וביקשנו את תשובתך עד יום שני, 23.11, בשעה 10:00: יעל ברק תשלח" in behind
    assert "סיכמנו" not in text + behind


def test_an_offer_that_the_customer_countered_waits_for_us(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    promises.counter(promise_id=offer.pk, by=galil.as_customer, due=cast.WEDNESDAY_1200, now=cast.SUNDAY_1000)
    page = visitor.see(_page(galil))
    assert (
        "ההצעה שלך הגיעה אלינו: יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום רביעי, 25.11, בשעה 12:00."
        " התשובה שלנו תגיע אליך עד יום שני, 23.11, בשעה 10:00." in words(page)
    )
    assert "מתאים לך" not in words(page) and "/acceptances" not in page, "it is not theirs to answer"


def test_our_own_answer_is_theirs_to_accept_again(galil: Business, visitor: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    for who, due in ((galil.as_customer, cast.WEDNESDAY_1200), (cast.by(galil.yael), cast.THURSDAY_1400)):
        promises.counter(promise_id=offer.pk, by=who, due=due, now=cast.SUNDAY_1000)
    page = visitor.see(_page(galil))
    assert "מתאים לך?" in words(page) and "/acceptances" in page


def test_what_must_come_first_is_said_first(galil: Business, visitor: Browser) -> None:
    cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    text = words(visitor.see(_page(galil)))
    first = "קודם, עד יום שני, 23.11, בשעה 10:00: הטופס החתום. ואז: יעל ברק תשלח לך"
    assert f"{first} במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00." in text
    assert f"סיכמנו: {first}" in words(visitor.see(f"{_page(galil)}/history"))


def test_what_we_took_back_is_not_called_done(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.withdraw(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        disclosure="הדגם הופסק אצל היצרן.",
        after=Next(close=True),
        now=cast.MONDAY_1000,
    )
    text = words(visitor.see(_page(galil)))
    assert "ביטלנו את מה שסיכמנו: לשלוח לך במייל את הצעת המחיר והמפרט. הדגם הופסק אצל היצרן." in text
    assert "כל מה שסיכמנו בוצע" not in text


def test_what_the_customer_let_go_of_is_not_called_done(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    visitor.send(f"{_page(galil)}/promises/{promise.pk}/releases")
    text = words(visitor.see(_page(galil)))
    assert "בוטל לבקשתך: לשלוח לך במייל את הצעת המחיר והמפרט." in text
    assert "כל מה שסיכמנו בוצע" not in text


def test_what_was_kept_is_called_done(galil: Business, visitor: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    visitor.send(f"{_page(galil)}/promises/{promise.pk}/confirmations")
    assert "כל מה שסיכמנו בוצע" in words(visitor.see(_page(galil)))


def test_what_is_done_stands_before_where_we_are(galil: Business, visitor: Browser) -> None:
    case = cast.case(galil.yael, galil.dana)
    later = cast.quote_draft(
        body="אתקין את המזגן", includes=("התקנה",), channel="visit", due=cast.THURSDAY_1400
    )
    second = promises.make(case_id=case.pk, by=cast.by(galil.yael), draft=later, now=cast.SUNDAY_1000)
    promises.report(promise_id=second.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = visitor.see(_page(galil))
    line = words(page[page.index('class="stages"') :])
    assert line.index("התקנה") < line.index("הצעת מחיר, מפרט")
    assert "26.11" not in line.partition("הצעת מחיר, מפרט")[0]


def test_all_of_their_matters(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.dana, title="מזגן לסלון")
    other = cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    page = _page(galil)
    assert "מזגן לסלון" in visitor.see(f"{page}?case={other.pk}")
    assert "שאר הפניות שלך אצלנו" in visitor.see(page)


def test_an_english_customer_reads_english(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.john)
    page = visitor.see(f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}")
    assert '<html lang="en" dir="ltr">' in page
