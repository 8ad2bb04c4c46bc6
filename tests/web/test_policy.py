"""The page of the policy: numbers in people's words, tried before they are kept, refused on their field."""

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, links, signed_in, words
from teum.models import Organisation, Timer

NUMBERS = {
    "ask_minutes": (4, 60),
    "hold_minutes": (90, 1),
    "manager_minutes": (1, 60),
    "first_contact_minutes": (2, 60),
    "voice_minutes": (1, 60),
    "undo_seconds": (10, 1),
    "agreed_seconds": (2, 60),
}
STANDS = {
    **{f"{name}_{at}": value for name, both in NUMBERS.items() for at, value in enumerate(both)},
    "confirm_days": 2,
    "word_days": 1,
    "word_hour": 12,
    "quiet_from_hour": 20,
    "quiet_until_hour": 8,
}
TWO_HOURS = {**STANDS, "hold_minutes_0": 2, "hold_minutes_1": 60}


def stored(galil: Business) -> dict[str, int]:
    found: dict[str, int] = Organisation.objects.get(pk=galil.id).policy
    return found


def test_the_page_shows_the_numbers_and_what_they_do(ruth: Browser) -> None:
    page = signed_in_english(ruth).see("/settings/policy")
    shown = words(page)
    for said in (
        "A promise that is made now: by Tuesday 24 November, 14:00",
        "On Tuesday 24 November, at 09:00 The managers are asked first, if this is the second time in a row",
        "On Tuesday 24 November, at 10:00 The owner is asked",
        "On Tuesday 24 November, at 12:30 If nobody acted, the customer hears",
        "the next update comes by Wednesday 25 November, 12:00. The managers are told as well.",
        "by Monday 23 November, 08:30",
        "earlier than usual, because nothing goes out in quiet time",
        "When we ask and when we tell",
        "before a time passes, we ask whoever is responsible, and then tell the customer",
        "If nobody set a day, within how many business days does the next update come?",
        "working hours",
    ):
        assert said in shown, said
    assert 'name="ask_minutes_0" value="4"' in page and 'name="hold_minutes_0" value="90"' in page


def signed_in_english(browser: Browser) -> Browser:
    browser.client.cookies["django_language"] = "en"
    return browser


def test_hebrew_says_the_same(ruth: Browser) -> None:
    shown = words(ruth.see("/settings/policy"))
    assert "ביום שלישי, 24.11, בשעה 12:30 אם איש לא פעל, הלקוח שומע" in shown
    assert "הבטחות שכבר ניתנו שומרות על התוכנית" in shown


def test_what_is_saved_holds_from_now_on_and_moves_nothing_promised(galil: Business, ruth: Browser) -> None:
    cast.quote(galil)
    before = sorted(Timer.objects.of(galil.id).values_list("kind", "fire_at"))
    page = ruth.send_and_see("/settings/policy", **TWO_HOURS)
    assert "נשמר. הבטחות שכבר ניתנו שומרות על התוכנית שלהן." in page
    assert stored(galil)["hold_minutes"] == 120
    assert sorted(Timer.objects.of(galil.id).values_list("kind", "fire_at")) == before
    assert "בשעה 12:00 אם איש לא פעל" in page


def test_typed_numbers_are_shown_and_not_kept(galil: Business, ruth: Browser) -> None:
    page = ruth.client.post("/settings/policy/preview", TWO_HOURS)
    assert page.status_code == 200 and "בשעה 12:00 אם איש לא פעל" in words(page)
    assert 'name="hold_minutes_0" value="2"' in page.content.decode()
    piece = ruth.client.post("/settings/policy/preview", TWO_HOURS, headers={"HX-Request": "true"})
    assert "בשעה 12:00 אם איש לא פעל" in words(piece) and "<html" not in piece.content.decode()
    assert stored(galil) == {}


@pytest.mark.parametrize("url", ["/settings/policy", "/settings/policy/preview"])
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"hold_minutes_0": 4, "hold_minutes_1": 60}, "ask_minutes", "יותר מ-4 שעות לפני המועד"),
        ({"hold_minutes_0": 1}, "hold_minutes", "אפשר לבחור מ-5 דקות עד 7 ימים"),
        ({"undo_seconds_0": 20, "undo_seconds_1": 60}, "undo_seconds", "אפשר לבחור מ-0 שניות עד 10 דקות"),
        ({"word_days": 31}, "word_days", "אפשר לבחור מ-1 עד 30"),
        ({"word_days": ""}, "word_days", "עדיין חסר"),
        ({"ask_minutes_0": "x"}, "ask_minutes", "צריך מספר שלם"),
        ({"ask_minutes_0": ""}, "ask_minutes", "עדיין חסר"),
        ({"ask_minutes_1": 7}, "ask_minutes", ""),
        ({"word_hour": 24}, "word_hour", ""),
    ],
)
def test_a_number_that_cannot_be_kept_is_refused_on_its_field(
    galil: Business, ruth: Browser, url: str, typed: dict[str, object], field: str, said: str
) -> None:
    page = ruth.send(url, 422, **{**STANDS, **typed})
    html = page.content.decode()
    assert f'id="id_{field}_wrong"' in html and said in words(page)
    assert stored(galil) == {}


def test_managers_set_it_and_nobody_below_them(galil: Business, ruth: Browser, yael: Browser) -> None:
    amir = signed_in(galil.amir)
    amir.send("/settings/policy", **TWO_HOURS)
    assert stored(galil)["hold_minutes"] == 120
    assert "/settings/policy" in links(amir.see("/team")) and "/settings/policy" in links(
        ruth.see("/settings")
    )
    yael.see("/settings/policy", status=403)
    yael.send("/settings/policy", 403, **STANDS)
    yael.send("/settings/policy/preview", 403, **STANDS)


def test_a_business_of_one_is_told_what_it_gets(galil: Business) -> None:
    noa, _ = cast.alone()
    shown = words(signed_in(noa).see("/settings/policy"))
    assert "נשאל אותך אם נעמוד במועד" in shown and "המנהלים" not in shown
    saved = {name: value for name, value in TWO_HOURS.items() if not name.startswith("manager")}
    signed_in(noa).send("/settings/policy", **saved)
    assert Organisation.objects.get(pk=noa.organisation_id).policy["hold_minutes"] == 120


def test_a_reminder_by_mail_is_shown_where_it_is_wanted(galil: Business, ruth: Browser) -> None:
    assert "תזכורת במייל." not in words(ruth.see("/settings/policy"))
    page = ruth.send_and_see("/settings/policy", **STANDS, remind_by_mail="on")
    assert "ביום שלישי, 24.11, בשעה 9:00 מי שאחראי מקבל תזכורת במייל." in page.replace("09:00", "9:00")
    assert stored(galil)["remind_by_mail"] == 1
