"""Every act on a promise and on a case, as a form of one question, without scripts."""

import re

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, SetClock, field_of, links, signed_in, words
from teum.actions import promises
from teum.clock import timers
from teum.models import Case, Message, Promise


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise of the quote to Dana."""
    return cast.quote(galil)


def _case(galil: Business, promise: Promise) -> Case:
    found: Case = Case.objects.of(galil.id).get(pk=promise.case_id)
    return found


def test_revise_by_a_chip_tells_the_customer(galil: Business, yael: Browser, promise: Promise) -> None:
    text = yael.send_and_see(
        f"/promises/{promise.pk}/revisions",
        window="|2026-11-25T12:00:00+02:00",
        reason="הספק עדיין מעדכן את המחיר",
    )
    assert "המועד שונה" in text
    assert cast.fresh(promise).due == cast.WEDNESDAY_1200
    assert "הספק עדיין מעדכן את המחיר" in Message.objects.of(galil.id).filter(kind="revised").get().text


def test_a_visit_is_not_offered_a_time_before_the_agreed_one(galil: Business, yael: Browser) -> None:
    visit = cast.quote(
        galil, body="אתקין לך את המזגן", includes=("התקנה",), channel="visit",
        start=cast.at("2026-11-24 10:00"), due=cast.at("2026-11-24 12:00"),
    )  # fmt: skip
    offered = re.findall(r'name="window"[^>]*value="([^"|]+)\|', yael.see(f"/promises/{visit.pk}/revisions"))
    assert len(offered) == 4 and min(offered) == "2026-11-24T14:00:00+02:00"


def test_revise_by_date_and_hours(yael: Browser, promise: Promise) -> None:
    yael.send(
        f"/promises/{promise.pk}/revisions",
        window="other",
        due_on="2026-11-26",
        start_at="12:00",
        due_at="14:00",
        reason="עיכוב במפעל",
    )
    moved = cast.fresh(promise)
    assert (moved.start, moved.due) == (cast.at("2026-11-26 12:00"), cast.THURSDAY_1400)


def test_a_revision_needs_its_time_and_its_reason(yael: Browser, promise: Promise) -> None:
    text = words(yael.send(f"/promises/{promise.pk}/revisions", 422))
    assert "למה המועד זז? זה עדיין חסר." in text
    assert "עד איזה תאריך ושעה?" in words(
        yael.send(f"/promises/{promise.pk}/revisions", 422, reason="עיכוב במפעל")
    )


def test_a_vague_reason_is_refused(yael: Browser, promise: Promise) -> None:
    answer = yael.send(
        f"/promises/{promise.pk}/revisions",
        422,
        window="|2026-11-25T12:00:00+02:00",
        reason="נחזור אליך בהקדם",
    )
    assert "בהקדם" in words(answer)
    assert cast.fresh(promise).due == cast.TUESDAY_1400


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [("2027-03-26", "02:30", "השעה הזו לא קיימת"), ("2027-10-31", "01:30", "השעה הזו באה פעמיים")],
)
def test_an_hour_that_the_clock_change_makes_unclear(
    yael: Browser, promise: Promise, day: str, hour: str, said: str
) -> None:
    answer = yael.send(
        f"/promises/{promise.pk}/revisions",
        422,
        window="other",
        due_on=day,
        due_at=hour,
        reason="עיכוב במפעל",
    )
    assert said in words(answer)


def test_a_stale_view_is_told_of(galil: Business, yael: Browser, promise: Promise) -> None:
    seen = field_of(yael.see(f"/promises/{promise.pk}/reports"), "version")
    promises.delegate(promise_id=promise.pk, by=cast.by(galil.yael), owner=galil.dan.pk, now=cast.SUNDAY_1000)
    answer = yael.send(f"/promises/{promise.pk}/reports", 422, version=seen)
    assert "בינתיים מישהו אחר שינה את זה" in words(answer)


def test_report_done(galil: Business, yael: Browser, promise: Promise) -> None:
    text = yael.send_and_see(f"/promises/{promise.pk}/reports", note="המפרט מצורף")
    assert "הדיווח נרשם" in text
    assert "בוצעה, ממתינה לאישור" in text
    assert cast.fresh(promise).state == "reported"


def test_the_customer_confirmed_on_the_phone(galil: Business, yael: Browser, promise: Promise) -> None:
    yael.send(f"/promises/{promise.pk}/reports")
    answer = yael.send(f"/promises/{promise.pk}/confirmations", 422, after="goes_on")
    assert "הלקוח יישאר בלי צעד הבא" in words(answer)
    yael.send(f"/promises/{promise.pk}/confirmations", after="close")
    assert (cast.fresh(promise).verdict, _case(galil, promise).state) == ("kept", "closed")


def test_something_is_missing(yael: Browser, promise: Promise) -> None:
    yael.send(f"/promises/{promise.pk}/reports")
    text = yael.send_and_see(f"/promises/{promise.pk}/disputes", note="המפרט לא הגיע")
    assert "ההבטחה פתוחה שוב" in text
    assert cast.fresh(promise).state == "open"


def test_withdraw_openly_needs_words_and_a_next_step(
    galil: Business, yael: Browser, promise: Promise
) -> None:
    address = f"/promises/{promise.pk}/withdrawals"
    assert "מה ייאמר ללקוח? זה עדיין חסר." in words(yael.send(address, 422, after="close"))
    said = "הדגם אזל אצל היבואן. אפשר לקבל דגם אחר באותו מחיר."
    assert "הלקוח יישאר בלי צעד הבא" in words(yael.send(address, 422, disclosure=said, after="goes_on"))
    yael.send(address, disclosure=said, after="update", due_on="2026-11-25", due_at="12:00")
    assert cast.fresh(promise).state == "withdrawn"
    following = Promise.objects.of(galil.id).latest("id")
    assert (following.nature, following.due) == ("update", cast.WEDNESDAY_1200)


def test_release_needs_proof(galil: Business, yael: Browser, promise: Promise) -> None:
    address = f"/promises/{promise.pk}/releases"
    yael.send(address, 422, after="close")
    yael.send(address, proof="בשיחה היום ב-11:20, נמצא ספק אחר", after="close")
    assert (cast.fresh(promise).state, _case(galil, promise).state) == ("released", "closed")


@pytest.fixture
def told(galil: Business, promise: Promise, clock: SetClock) -> None:
    """What was agreed has reached the customer; it is the day after."""
    Message.objects.of(galil.id).update(state="accepted")
    clock(cast.MONDAY_1000)


def test_hand_to_somebody_else(galil: Business, yael: Browser, promise: Promise, told: None) -> None:
    text = yael.send_and_see(f"/promises/{promise.pk}/delegations", owner=str(galil.dan.pk))
    assert cast.fresh(promise).owner_id == galil.dan.pk
    assert "הועבר אל דן שגב." in text
    assert "בדף שלו מופיע מעכשיו השם דן שגב, והאחריות מול הלקוח נשארת אצל יעל ברק." in text


def test_a_promise_that_comes_back_rests_on_one_person_again(
    galil: Business, yael: Browser, promise: Promise, told: None
) -> None:
    yael.send(f"/promises/{promise.pk}/delegations", owner=str(galil.dan.pk))
    text = yael.send_and_see(f"/promises/{promise.pk}/delegations", owner=str(galil.yael.pk))
    assert "הועבר אל יעל ברק." in text and "מופיע מעכשיו השם יעל ברק." in text


def test_an_offer_is_accepted_or_declined(galil: Business, yael: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    yael.send(f"/promises/{offer.pk}/acceptances")
    assert cast.fresh(offer).state == "open"
    other = cast.quote(galil, answer_by=cast.MONDAY_1000)
    yael.send(f"/promises/{other.pk}/declines", after="close")
    assert cast.fresh(other).state == "declined"


def test_what_had_to_come_first_came(galil: Business, yael: Browser) -> None:
    waiting = cast.quote(galil, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    assert waiting.state == "waiting"
    text = yael.send_and_see(f"/promises/{waiting.pk}/conditions-met")
    assert "נרשם. ההודעה מוצגת כאן בלבד" in text
    assert cast.fresh(waiting).state == "open"


def test_the_owner_is_shown_what_would_go_out(
    galil: Business, yael: Browser, promise: Promise, clock: SetClock
) -> None:
    clock(cast.TUESDAY_1000)
    text = words(yael.see(f"/promises/{promise.pk}/ask"))
    assert "זה יהיה בזמן?" in text
    assert "אל דנה פרץ יישלח עדכון הביניים הזה" in text
    assert "העדכון הבא" in text


def test_the_owner_says_it_is_on_time(yael: Browser, promise: Promise, clock: SetClock) -> None:
    clock(cast.TUESDAY_1000)
    assert "נרשם. אם זה לא ייעשה עד המועד, הלקוח יעודכן לפני כן בכל מקרה." in yael.send_and_see(
        f"/promises/{promise.pk}/assurances"
    )


def test_the_owner_sends_the_holding_update(
    galil: Business, yael: Browser, promise: Promise, clock: SetClock
) -> None:
    clock(cast.TUESDAY_1000)
    assert "עדכון הביניים נרשם" in yael.send_and_see(f"/promises/{promise.pk}/holding-updates")
    assert Message.objects.of(galil.id).filter(kind="holding").count() == 1
    again = yael.send(f"/promises/{promise.pk}/holding-updates", 409)
    assert "הפעולה לא בוצעה" in words(again)


def test_an_update_carries_the_next_one(galil: Business, yael: Browser, promise: Promise) -> None:
    address = f"/cases/{promise.case_id}/updates"
    assert "בהקדם" in words(
        yael.send(address, 422, text="נעדכן אותך בהקדם", due_on="2026-11-23", due_at="12:00")
    )
    yael.send(address, text="המעבדה בודקת את המנוע.", due_on="2026-11-23", due_at="12:00")
    following = Promise.objects.of(galil.id).latest("id")
    assert (following.nature, following.due) == ("update", cast.at("2026-11-23 12:00"))


def test_a_call_is_recorded(galil: Business, yael: Browser, promise: Promise) -> None:
    assert "השיחה תועדה" in yael.send_and_see(
        f"/cases/{promise.case_id}/calls", reached="yes", note="דיברנו על המידות"
    )
    assert "דיברנו על המידות" in yael.see(f"/cases/{promise.case_id}")


def test_a_case_closes_only_without_open_ends(galil: Business, yael: Browser, promise: Promise) -> None:
    address = f"/cases/{promise.case_id}/closing"
    assert "עוד אי אפשר לסגור את הפנייה" in words(yael.send(address, 422))
    yael.send(f"/promises/{promise.pk}/releases", proof="בשיחה היום", after="close")
    assert "הפנייה סגורה" in words(yael.send(address, 422))


def test_a_closed_case_is_opened_again_with_a_next_step(
    galil: Business, yael: Browser, promise: Promise
) -> None:
    yael.send(f"/promises/{promise.pk}/releases", proof="בשיחה היום", after="close")
    assert "הפנייה פתוחה שוב" in yael.send_and_see(f"/cases/{promise.case_id}/reopening")
    assert _case(galil, promise).state == "open"


def test_a_case_is_handed_over(galil: Business, yael: Browser, promise: Promise) -> None:
    yael.send(f"/cases/{promise.case_id}/handover", to=str(galil.dan.pk))
    assert _case(galil, promise).owner_id == galil.dan.pk


def test_a_new_case_starts_with_a_next_step(galil: Business, yael: Browser) -> None:
    text = yael.send_and_see("/cases/new", name="אורי מזרחי", phone="054-765-4999", title="מזגן מטפטף")
    assert "תתקשר אליך" in text
    assert "למספר שמסתיים ב-999" in text


def test_a_new_case_of_a_known_customer(galil: Business, yael: Browser) -> None:
    yael.send("/cases/new", customer=str(galil.dana.pk), title="מזגן שני")
    assert Case.objects.of(galil.id).get(title="מזגן שני").customer_id == galil.dana.pk


def test_a_case_needs_a_subject_and_a_number_that_exists(yael: Browser) -> None:
    assert "זה עדיין חסר" in words(yael.send("/cases/new", 422, name="אורי"))
    assert "אולי חסרה ספרה" in words(yael.send("/cases/new", 422, name="אורי", phone="12", title="x"))


def test_my_day_says_what_to_do_now_and_what_happens_otherwise(
    galil: Business, promise: Promise, clock: SetClock
) -> None:
    clock(cast.TUESDAY_1230)
    text = words(signed_in(galil.yael).see("/"))
    assert "עכשיו" in text
    assert "עד היום, יום שלישי, 24.11, בשעה 14:00" in text or "24.11, בשעה 14:00" in text


def test_an_empty_desk_teaches_the_first_promise(ruth: Browser) -> None:
    assert "ההבטחה הראשונה לוקחת דקה" in words(ruth.see("/"))


def test_a_partner_may_report_their_own_promise_only(galil: Business) -> None:
    theirs, other = cast.quote(galil, owner=galil.sami.pk), cast.quote(galil)
    sami = signed_in(galil.sami)
    sami.send(f"/promises/{theirs.pk}/reports")
    sami.send(f"/promises/{other.pk}/reports", 404)


def test_closing_words_come_from_the_ledger(galil: Business, yael: Browser, promise: Promise) -> None:
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.MONDAY_1000)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=cast.TUESDAY_1000)
    assert _case(galil, promise).state == "closed"
    text = words(yael.see(f"/cases/{promise.case_id}"))
    assert "קוימה" in text


def test_what_is_late_is_not_asked_whether_it_will_be_on_time(
    yael: Browser, promise: Promise, clock: SetClock
) -> None:
    ask = f"/promises/{promise.pk}/ask"
    assert ask in yael.see(f"/cases/{promise.case_id}")
    assert "כן, זה יהיה בזמן" in yael.see(ask)
    clock(cast.TUESDAY_1500)
    assert ask not in yael.see(f"/cases/{promise.case_id}")
    page = yael.see(ask)
    assert "כן, זה יהיה בזמן" not in page
    assert f'class="button button-main button-wide" href="/promises/{promise.pk}/revisions"' in page


def test_the_ask_offers_a_call_first_and_the_moment_of_the_next_word_is_filled_in(
    galil: Business, yael: Browser, promise: Promise, clock: SetClock
) -> None:
    clock(cast.TUESDAY_1000)
    page = yael.see(f"/promises/{promise.pk}/ask")
    assert "חדשות לא טובות עדיף לומר בשיחה" in words(page)
    assert page.index("tel:+972547654321") < page.index("holding-updates")
    (spoken,) = [link for link in links(page) if "/calls?" in link]
    form = yael.see(spoken)
    assert 'value="2026-11-25"' in form and 'value="12:00"' in form
    yael.send(spoken, reached="yes", note="דיברנו", due_on="2026-11-25", due_at="12:00")

    timers.once(cast.TUESDAY_1330)
    assert not Message.objects.of(galil.id).filter(kind="holding").exists()
