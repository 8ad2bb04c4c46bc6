"""The desk around the promise: messages, customers, the team, hours, settings, the first visit, signing in."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests import cast
from tests.cast import Business, by
from tests.web.conftest import Browser, SetClock, signed_in, words
from teum.actions import links, members, organisations, outbox, promises
from teum.actions.promises import steps
from teum.models import ContactPoint, Customer, Member, Message, Organisation, Promise, SpecialDay

# ── messages ──


def _agreed(galil: Business) -> Message:
    cast.quote(galil)
    found: Message = Message.objects.of(galil.id).filter(kind="agreed").get()
    return found


def test_one_tap_opens_whatsapp_and_marks_it_as_sent(galil: Business, yael: Browser) -> None:
    message = _agreed(galil)
    answer = yael.send(f"/messages/{message.pk}/by-hand")
    assert answer["Location"].startswith("https://wa.me/972547654321?text=")
    assert "%D7%9E" in answer["Location"]
    assert Message.objects.of(galil.id).get(pk=message.pk).state == "accepted"
    assert "https://wa.me" in yael.client.get("/messages")["Content-Security-Policy"]


def test_what_a_colleague_took_back_meanwhile_opens_no_chat(galil: Business, yael: Browser) -> None:
    message = _agreed(galil)
    outbox.take_back(message_id=message.pk, by=by(galil.ruth), now=cast.SUNDAY_1000)
    answer = yael.send(f"/messages/{message.pk}/by-hand", status=409)
    assert "ההודעה כבר יצאה, או שכבר טופלה." in words(answer)


def test_what_was_replaced_meanwhile_opens_no_chat_and_says_where_the_new_one_is(
    galil: Business, yael: Browser
) -> None:
    message = _agreed(galil)
    (row,) = Promise.objects.of(galil.id)
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם אזל אצל היבואן, ואין לנו דרך להשיג אותו.",
        after=steps.Next(close=True),
        now=cast.SUNDAY_1000 + timedelta(minutes=1),
    )
    answer = yael.send(f"/messages/{message.pk}/by-hand", status=409)
    assert "בינתיים נכתבה הודעה חדשה במקום ההודעה הזאת" in words(answer)


def test_to_a_number_from_the_page_no_link_goes_by_hand(galil: Business, yael: Browser) -> None:
    page = links.of_customer(galil.dana, now=cast.SUNDAY_1000)
    ContactPoint.objects.of(galil.id).filter(customer=galil.dana, channel="phone").update(given_on=page)
    answer = yael.send(f"/messages/{_agreed(galil).pk}/by-hand")
    assert answer["Location"].startswith("https://wa.me/972547654321?text=")
    assert page.token not in answer["Location"]


def test_a_message_is_taken_back_before_it_leaves(galil: Business, yael: Browser) -> None:
    message = _agreed(galil)
    assert "השליחה בוטלה" in yael.send_and_see(f"/messages/{message.pk}/taking-back")
    assert "ההודעה כבר יצאה, או שכבר טופלה" in words(yael.send(f"/messages/{message.pk}/taking-back", 409))


@pytest.mark.parametrize(
    ("outcome", "state"), [("told", "accepted"), ("resend", "queued"), ("dropped", "failed")]
)
def test_a_failed_message_is_dealt_with(galil: Business, yael: Browser, outcome: str, state: str) -> None:
    message = _agreed(galil)
    Message.objects.of(galil.id).filter(pk=message.pk).update(state="failed", settled_at=None)
    assert "דורשות טיפול" in yael.see("/messages")
    yael.send(f"/messages/{message.pk}/settlement/{outcome}")
    assert Message.objects.of(galil.id).get(pk=message.pk).state == state
    assert "דורשות טיפול" not in yael.see("/messages")


def test_an_unknown_outcome_is_no_address(galil: Business, yael: Browser) -> None:
    yael.send(f"/messages/{_agreed(galil).pk}/settlement/whatever", 404)


# ── customers and search ──


def test_a_new_customer_with_quiet_hours(galil: Business, yael: Browser) -> None:
    text = yael.send_and_see(
        "/customers/new", name="Olga Петрова", phone="054-765-4777", email="olga@example.com", preferred="whatsapp",
        language="en", quiet_from="14:00", quiet_until="16:00",
    )  # fmt: skip
    assert "מ-14:00 עד 16:00" in text
    made = Customer.objects.of(galil.id).get(name="Olga Петрова")
    assert not made.keeps_shabbat
    channels = list(ContactPoint.objects.of(galil.id).filter(customer=made).values_list("channel", flat=True))
    assert channels[0] == "whatsapp"


def test_details_are_changed(galil: Business, yael: Browser) -> None:
    yael.send(
        f"/customers/{galil.dana.pk}/details",
        name="דנה כהן",
        phone=cast.DANA_PHONE,
        email="new@example.com",
        preferred="email",
        language="he",
    )
    assert "new@example.com" in yael.see(f"/customers/{galil.dana.pk}")


def test_a_member_writes_down_that_bad_news_is_to_come_in_writing(galil: Business, yael: Browser) -> None:
    url, said = f"/customers/{galil.dana.pk}", {"name": "דנה פרץ", "language": "he", "email": cast.DANA_EMAIL}
    asked = "אם משהו משתבש, לכתוב מיד, בלי להתקשר קודם"
    assert asked in words(yael.see(f"{url}/details")) and 'name="in_writing"' in yael.see("/customers/new")
    assert "בכתב מיד, בלי שיחה" in yael.send_and_see(f"{url}/details", **said, in_writing="on")
    assert re.search(r'name="in_writing"[^>]*checked', yael.see(f"{url}/details"))
    assert "בכתב מיד, בלי שיחה" not in yael.send_and_see(f"{url}/details", **said)
    new = yael.send_and_see(
        "/customers/new", name="רון", phone="054-765-4777", language="he", in_writing="on"
    )
    assert "בכתב מיד, בלי שיחה" in new


def test_a_wrong_address_is_said_at_its_field(galil: Business, yael: Browser) -> None:
    answer = yael.send(f"/customers/{galil.dana.pk}/details", 422, name="דנה", phone="12", language="he")
    assert "אולי חסרה ספרה" in words(answer)


@pytest.mark.parametrize("asked", ["דנה", "054-765-4321", "4321", "dana@"])
def test_a_customer_is_found_by_name_number_or_mail(galil: Business, yael: Browser, asked: str) -> None:
    assert "דנה פרץ" in yael.see(f"/search?q={asked}")


def test_a_case_is_found_by_its_subject(galil: Business, yael: Browser) -> None:
    cast.case(galil.yael, galil.dana, title="רעש מהמדחס")
    assert "רעש מהמדחס" in yael.see("/search?q=מדחס")
    assert "לא נמצא דבר" in yael.see("/search?q=אין כזה")


def test_a_new_promise_asks_to_whom(galil: Business, yael: Browser) -> None:
    opened = cast.case(galil.yael, galil.dana)
    assert f"/cases/{opened.pk}?promise" in yael.see("/promises/new?q=דנה")
    assert f"/cases/new?customer={galil.john.pk}" in yael.see("/promises/new?q=John")


# ── the team ──


def test_without_a_mail_server_the_link_is_handed_over(galil: Business, ruth: Browser) -> None:
    text = ruth.send_and_see("/team", name="נטע גל", email="neta@galil.example", gender="f", role="agent")
    letter = Message.objects.of(galil.id).filter(kind="invite").get()
    assert "עדיין לא הוגדר שרת דואר" in text
    assert members.path_of_invitation(letter) in text


def test_a_member_is_invited_and_joins(galil: Business, ruth: Browser, visitor: Browser) -> None:
    organisations.change_mail(
        by=by(galil.ruth), url="smtp://mail.galil.example:587?tls=starttls", mail_from="office@galil.example"
    )
    text = ruth.send_and_see("/team", name="נטע גל", email="neta@galil.example", gender="f", role="agent")
    assert "ההזמנה בדרך אל neta@galil.example" in text
    assert "ממתין להצטרפות" in text
    from_mail = Message.objects.of(galil.id).filter(kind="invite").get()
    path = members.path_of_invitation(from_mail)
    assert "נטע גל" in visitor.see(path)
    assert "קל מדי" in words(visitor.send(path, 422, password="12345678901"))
    visitor.send(path, password="משפט ארוך ושקט מאוד")
    visitor.see(path, status=404)
    answer = visitor.client.post(
        "/account/login/", {"login": "neta@galil.example", "password": "משפט ארוך ושקט מאוד"}
    )
    assert answer.status_code == 302
    assert "היום שלי" in visitor.see("/")


def test_who_lost_the_invitation_gets_another_from_their_page(
    galil: Business, ruth: Browser, clock: SetClock, visitor: Browser
) -> None:
    ruth.send("/team", name="נטע גל", email="neta@galil.example", gender="f", role="agent")
    neta = Member.objects.of(galil.id).get(email="neta@galil.example")
    page = f"/team/{neta.pk}"
    assert "בתוקף עד יום ראשון, 29.11, בשעה 10:00" in words(ruth.see(page))
    clock(cast.at("2026-11-30 10:00"))
    assert "כבר אינו בתוקף" in words(ruth.see(page))
    said = ruth.send_and_see(f"{page}/invitations")
    path = members.path_of_invitation(Message.objects.of(galil.id).filter(kind="invite").order_by("-pk")[0])
    assert path in said and "נטע גל" in visitor.see(path)
    assert "בתוקף עד יום שני, 7.12, בשעה 10:00" in said


def test_whose_page_offers_an_invitation(galil: Business, ruth: Browser) -> None:
    assert "invitations" not in ruth.see(f"/team/{galil.yael.pk}"), "she is in"
    ruth.send(f"/team/{galil.dan.pk}/deactivation")
    assert "הזמנה לחזור" in words(ruth.see(f"/team/{galil.dan.pk}"))
    signed_in(galil.yael).send(f"/team/{galil.dan.pk}/invitations", 403)


def test_somebody_who_is_a_member_is_not_invited_again(galil: Business, ruth: Browser) -> None:
    answer = ruth.send("/team", 422, name="יעל", email=galil.yael.email, gender="f", role="agent")
    assert "כבר שייכת למישהו מהצוות" in words(answer)


def test_nobody_goes_before_a_hand_over(galil: Business, ruth: Browser) -> None:
    promise = cast.quote(galil)
    address = f"/team/{galil.yael.pk}"
    assert "אלה באחריות יעל ברק" in words(ruth.see(address))
    assert "צריך לבחור מי לוקח אותם" in words(ruth.send(f"{address}/deactivation", 409))
    ruth.send(f"{address}/deactivation", to=str(galil.dan.pk))
    assert cast.fresh(promise).owner_id == galil.dan.pk
    assert not Member.objects.of(galil.id).get(pk=galil.yael.pk).is_active
    signed_in(galil.yael).see("/", status=403)


def test_the_last_principal_stays(galil: Business, ruth: Browser) -> None:
    answer = ruth.send(f"/team/{galil.ruth.pk}", 422, name="רות", gender="f", language="he", role="agent")
    assert "מישהו צריך לנהל את העסק" in words(answer)


def test_everybody_changes_their_own_details(galil: Business, yael: Browser) -> None:
    yael.send(f"/team/{galil.yael.pk}", name="יעל ברק-לוי", gender="f", phone="", language="en")
    changed = Member.objects.of(galil.id).get(pk=galil.yael.pk)
    assert (changed.name, changed.language, changed.role) == ("יעל ברק-לוי", "en", "agent")
    yael.see(f"/team/{galil.dan.pk}", status=403)


# ── hours and settings ──


def _week(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="((?:opens|closes)_\d_\d)" value="([^"]*)"', page))


KINDS = {"holidays": "closed", "eves": "half", "chol_hamoed": "open", "memorial_days": "open"}


def test_hours_are_changed(galil: Business, ruth: Browser) -> None:
    week = _week(ruth.see("/hours"))
    assert week["opens_6_0"] == "09:00"
    ruth.send(
        "/hours", **{**week, **KINDS, "closes_6_0": "13:00", "opens_6_1": "16:00", "closes_6_1": "19:00"}
    )
    stored = Organisation.objects.get(pk=galil.id).hours["week"]
    assert stored["6"] == [["09:00", "13:00"], ["16:00", "19:00"]]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes_6_0": "08:00"}, "שעת הסגירה צריכה לבוא אחרי שעת הפתיחה"),
        ({"closes_6_0": ""}, "צריך שתי שעות"),
        ({"opens_6_1": "16:00", "closes_6_1": "19:00"}, "הזוג השני צריך להתחיל אחרי שהראשון מסתיים"),
    ],
)
def test_impossible_hours_are_refused(ruth: Browser, wrong: dict[str, str], said: str) -> None:
    week = _week(ruth.see("/hours"))
    assert said in words(ruth.send("/hours", 422, **{**week, **KINDS, **wrong}))


def test_a_business_is_open_at_some_time(ruth: Browser) -> None:
    assert "צריך לפחות שעת פעילות אחת" in words(ruth.send("/hours", 422, **KINDS))


def test_a_day_unlike_the_others_comes_and_goes(galil: Business, ruth: Browser) -> None:
    week = _week(ruth.see("/hours"))
    ruth.send("/hours", **{**week, **KINDS, "day_on": "2026-12-06", "day_name": "יום כיף"})
    assert "יום כיף" in ruth.see("/hours")
    ruth.send("/hours", remove="2026-12-06")
    assert not SpecialDay.objects.of(galil.id).exists()


def test_settings_are_changed(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings", name="מזגני הצפון", phone="04-698-1234", language="he", mail_url="", mail_from="")
    assert "מזגני הצפון" in ruth.see("/")
    assert "זו לא כתובת של שרת דואר" in words(
        ruth.send("/settings", 422, name="x", phone="", language="he", mail_url="ftp://x")
    )


# ── the first visit, and signing in ──

FIRST = {
    "organisation": "נועה תפירה", "phone": "", "language": "he", "zone": "Asia/Jerusalem", "name": "נועה דיין", "gender": "f",
    "email": "noa@sewing.example", "password": cast.PASSWORD, "preset": "with_friday", "mail_url": "", "mail_from": "",
}  # fmt: skip


def test_the_first_visit_is_one_form(visitor: Browser, clock: SetClock) -> None:
    assert visitor.client.get("/")["Location"] == "/welcome"
    text = visitor.send_and_see("/welcome", **FIRST)
    assert "ההבטחה הראשונה לוקחת דקה" in text
    assert Organisation.objects.get().hours["week"]["4"] == [["09:00", "13:00"]]
    assert visitor.client.get("/welcome").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"organisation": ""}, "זה עדיין חסר"),
        ({"email": "noa"}, "זו לא נראית כתובת דואר"),
        ({"password": "12345678901"}, "קל מדי"),
        ({"preset": "own"}, "צריך לפחות שעת פעילות אחת"),
        ({"mail_url": "nonsense"}, "זו לא כתובת של שרת דואר"),
    ],
)
def test_what_is_wrong_keeps_what_was_entered(visitor: Browser, wrong: dict[str, str], said: str) -> None:
    page = visitor.send("/welcome", 422, **{**FIRST, **wrong})
    assert said in words(page)
    assert "נועה דיין" in page.content.decode()
    assert not Organisation.objects.exists()


def test_there_is_no_second_first_visit(galil: Business, visitor: Browser) -> None:
    assert visitor.client.get("/welcome")["Location"] == "/account/login/"


def test_signing_in_and_out(galil: Business, visitor: Browser) -> None:
    wrong = visitor.client.post("/account/login/", {"login": galil.yael.email, "password": "not this"})
    assert "הכניסה לא הצליחה" in words(wrong)
    assert wrong.status_code == 200
    right = visitor.client.post("/account/login/", {"login": galil.yael.email, "password": cast.PASSWORD})
    assert right["Location"] == "/"
    assert "יעל ברק" in visitor.see("/")
    assert visitor.client.post("/account/logout/").status_code == 302
    assert visitor.client.get("/").status_code == 302


def test_a_forgotten_password(galil: Business, visitor: Browser, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    visitor.client.post("/account/password/reset/", {"email": galil.yael.email})
    [letter] = mail.outbox
    assert "סיסמה חדשה" in letter.subject
    link = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert link
    answer = visitor.client.get(link[1], follow=True)
    assert "סיסמה חדשה" in words(answer)
    done = visitor.client.post(
        answer.redirect_chain[-1][0],
        {"password1": "משפט חדש וארוך", "password2": "משפט חדש וארוך"},
        follow=True,
    )
    assert "הסיסמה הוחלפה" in words(done)
