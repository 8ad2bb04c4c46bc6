"""A disclosure on the customer's page and at the desk, without scripts: nothing is chosen but by a tap."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tests import cast
from tests.cast import Business, of
from tests.cast_disclosure import AS_IS, CANCEL, FLAW, OTHER, shower
from tests.cast_upload import PNG
from tests.web.conftest import Browser, alert, field_of, words
from teum.actions import disclosures, links
from teum.models import Disclosure, Message, Promise, Question, Upload

SHOWN = re.compile(r'name="shown" value="(\w+)"')


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def told(galil: Business, promise: Promise) -> Disclosure:
    """The flaw, and between what Dana chooses until Tuesday at two."""
    return disclosures.disclose(
        case_id=promise.case_id,
        by=cast.by(galil.yael),
        shown=shower(),
        decide_by=cast.TUESDAY_1400,
        now=cast.SUNDAY_1000,
    )


@pytest.fixture
def page(galil: Business, promise: Promise) -> str:
    """The address of Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


@pytest.fixture
def photo_folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


def _shown(html: str) -> str:
    found = SHOWN.search(html)
    assert found
    return found[1]


def test_the_choice_waits_side_by_side_with_nothing_chosen(
    page: str, told: Disclosure, visitor: Browser
) -> None:
    html = visitor.see(page)
    text = words(html)
    for said in (FLAW, "1,490 ₪", "1,790 ₪", "ללא עלות", "ההמלצה שלנו: דגם אחר", "לא נבחר שום דבר במקומך"):
        assert said in text
    assert "הבחירה שלך בין מה שהצענו, עד יום שלישי, 24.11, בשעה 14:00" in text
    radios = re.findall(r'<input type="radio" name="option"[^>]*>', html)
    assert len(radios) == 3 and not [radio for radio in radios if "checked" in radio]


def test_the_customer_chooses_in_place(
    galil: Business, page: str, told: Disclosure, visitor: Browser
) -> None:
    url = f"{page}/disclosures/{told.pk}/decisions"
    shown = _shown(visitor.see(page))
    sent = visitor.send(url, 422, shown=shown).content.decode()
    assert "מה הבחירה שלך? צריך לבחור אחת מהן" in alert(sent)
    assert (
        f'aria-describedby="wrong-{told.pk}"' in sent
        and not of(Promise, galil, includes=["דגם אחר, בלי פגם"]).exists()
    )
    text = visitor.send_and_see(url, option="other", shown=shown)
    assert "הבחירה שלך: דגם אחר, בלי פגם, 1,790 ₪" in text.replace("\u2067", "").replace(
        "\u2069", ""
    ).replace("\u2068", "")
    assert "יעל ברק תבצע את מה שבחרת" in text
    assert "הבחירה כבר נעשתה" in visitor.send_and_see(url, option="as_is", shown=shown)
    assert of(Disclosure, galil).get().chosen == "other"
    assert "הבחירה שלך" in words(visitor.see(f"{page}/history"))


def test_who_chooses_of_former_words_is_shown_what_stands(
    galil: Business, page: str, told: Disclosure, visitor: Browser
) -> None:
    before = _shown(visitor.see(page))
    dearer = shower(options=(AS_IS, replace(OTHER, price=199_000), CANCEL))
    disclosures.correct(disclosure_id=told.pk, by=cast.by(galil.yael), shown=dearer, now=cast.SUNDAY_1000)
    sent = visitor.send(f"{page}/disclosures/{told.pk}/decisions", 409, option="other", shown=before)
    text = words(sent)
    assert not re.search(r'name="option"[^>]* checked', sent.content.decode()), "chosen of former words"
    assert "מה שמוצע השתנה בינתיים" in text and "1,990 ₪" in text
    assert of(Disclosure, galil).get().chosen == ""


def test_whom_it_matters_to_says_so_in_place(
    galil: Business, page: str, told: Disclosure, visitor: Browser, ruth: Browser
) -> None:
    text = "לי זה מפריע, כי המקלחון מול הדלת"
    seen = visitor.send_and_see(f"{page}/disclosures/{told.pk}/objections", text=text)
    assert text in seen and "תשיב לך על השאלה שלך" in seen
    day = words(ruth.see("/"))
    assert "זה דווקא היה חשוב" in day and text in day


def test_a_link_chooses_only_for_its_own(
    galil: Business, page: str, visitor: Browser, promise: Promise
) -> None:
    theirs = cast.case(galil.yael, galil.john, promise=cast.quote_draft())
    told = disclosures.disclose(
        case_id=theirs.pk,
        by=cast.by(galil.yael),
        shown=shower(),
        decide_by=cast.TUESDAY_1400,
        now=cast.SUNDAY_1000,
    )
    shown = disclosures.shown_digest(told.told)
    visitor.send(f"{page}/disclosures/{told.pk}/decisions", 404, option="other", shown=shown)
    visitor.send(f"{page}/disclosures/{told.pk}/objections", 404, text="לי זה מפריע")
    assert not of(Question, galil).exists()


# ── at the desk ──

FORM = {
    "kind": "before_sale",
    "what": FLAW,
    "matters": "השריטה בפינה התחתונה.",
    "affects": ["looks", "price"],
    "found_on": "2026-11-19",
    "no_date": "זה דגם תצוגה",
    "channel": "visit",
    "as_is_what": "המקלחון מהמבצע, עם השריטה",
    "as_is_price": "1490",
    "as_is_on": "2026-11-26",
    "as_is_at": "14:00",
    "other_what": "דגם אחר, בלי פגם",
    "other_price": "1790.50",
    "other_on": "2026-12-01",
    "other_at": "14:00",
    "cancel": "on",
    "recommended": "other",
    "interest": "הוא יקר יותר",
    "decide_on": "2026-11-24",
    "decide_at": "14:00",
}


def test_a_member_tells_it_whole_and_records_the_choice(
    galil: Business, promise: Promise, yael: Browser
) -> None:
    text = yael.send_and_see(f"/cases/{promise.case_id}/disclosures", **FORM)
    assert FLAW in text and "ממתינים לבחירה של דנה פרץ עד יום שלישי, 24.11, בשעה 14:00" in text
    told = of(Disclosure, galil).get()
    assert f'href="/disclosures/{told.pk}/decisions"' in yael.see("/")
    url = f"/disclosures/{told.pk}/decisions"
    html = yael.see(url)
    assert "1,790.50 ₪" in words(html) and "checked" not in html
    sent = {"option": "other", "shown": _shown(html)}
    yael.send(url, 422, how="call", **sent)
    nothing = yael.send(url, 422, how="counter", shown=sent["shown"]).content.decode()
    assert "מה הבחירה שלך? צריך לבחור אחת מהן" in alert(nothing)
    seen = yael.send_and_see(url, how="counter", **sent)
    assert "הבחירה נרשמה" in seen and "דגם אחר, בלי פגם" in seen


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"other_on": ""}, "other_on"),
        ({"channel": ""}, "channel"),
        ({"cancel": ""}, "do_nothing"),
        ({"interest": ""}, "interest"),
        ({"no_date": ""}, "no_date"),
        ({"decide_on": ""}, "decide_on"),
        ({"other_what": "דגם אחר, יגיע בקרוב"}, "other_what"),
    ],
)
def test_what_is_told_half_is_asked_for_on_its_field(
    galil: Business, promise: Promise, yael: Browser, said: dict[str, str], field: str
) -> None:
    form = {name: value for name, value in {**FORM, **said}.items() if value}
    html = yael.send(f"/cases/{promise.case_id}/disclosures", 422, **form).content.decode()
    assert f'id="id_{field}_wrong"' in html
    assert not of(Disclosure, galil).exists()


def test_how_they_get_it_is_asked_and_nothing_else_is_wrong(
    galil: Business, promise: Promise, yael: Browser
) -> None:
    url = f"/cases/{promise.case_id}/disclosures"
    html = yael.send(url, 422, **{**FORM, "channel": ""}).content.decode()
    assert re.findall(r'id="id_(\w+)_wrong"', html) == ["channel"]
    label = words(yael.see(url)).partition("איך הלקוח יקבל את מה שיבחר?")[2]
    assert not label.lstrip().startswith("(לא חובה)")


def test_who_else_found_it_is_named(galil: Business, promise: Promise, yael: Browser) -> None:
    url = f"/cases/{promise.case_id}/disclosures"
    assert field_of(yael.see(url), "found_by") == "יעל ברק"
    seen = yael.send_and_see(url, **{**FORM, "found_by": "היבואן"})
    assert "היבואן" in seen
    told = of(Disclosure, galil).get()
    assert field_of(yael.see(f"/disclosures/{told.pk}/corrections"), "found_by") == "היבואן"


def test_what_was_told_is_set_right_in_the_same_form(
    galil: Business, told: Disclosure, yael: Browser
) -> None:
    html = yael.see(f"/disclosures/{told.pk}/corrections")
    assert FLAW in html and 'value="1790"' in html
    sent = {name: value for name, value in FORM.items() if not name.startswith("decide")}
    yael.send(f"/disclosures/{told.pk}/corrections", **sent)
    shown = of(Disclosure, galil).select_related("told").get()
    assert disclosures.shown_digest(shown.told) != disclosures.shown_digest(told.told)


def test_who_has_no_date_says_so_from_the_desk_and_the_page_has_the_way_out(
    galil: Business, promise: Promise, page: str, yael: Browser, visitor: Browser
) -> None:
    url = f"/promises/{promise.pk}/no-dates"
    assert f'href="{url}"' in yael.see(f"/cases/{promise.case_id}")
    yael.send(url, 422, reason="נחזור אליך בהקדם", due_on="2026-11-23", due_at="12:00")
    sent = {"reason": "היצרן לא ענה לנו", "due_on": "2026-11-23", "due_at": "12:00"}
    assert "זה נמסר ללקוח" in yael.send_and_see(url, **sent)
    told = words(visitor.see(page))
    assert "לבטל רק את זה, ללא עלות" in told and "כן, לבטל" in told, "one tap opens it, another cancels"
    visitor.send(f"{page}/promises/{promise.pk}/releases")
    assert cast.fresh(promise).state == "released"


# ── photos ──


def test_a_photo_is_attached_kept_through_a_refusal_and_shown(
    galil: Business, promise: Promise, page: str, yael: Browser, visitor: Browser, photo_folder: None
) -> None:
    address = f"/cases/{promise.case_id}/disclosures"
    assert 'enctype="multipart/form-data"' in yael.see(address)
    photo = SimpleUploadedFile("a.png", PNG, "text/html")
    wordless = yael.send(address, 422, **FORM, photo_1=photo)
    assert "נא לכתוב מה רואים בתמונה" in words(wordless) and not of(Upload, galil).exists()
    photo.seek(0)
    said = {**FORM, "photo_1": photo, "alt_1": "השריטה מקרוב"}
    vague = yael.send(address, 422, **{**said, "what": "נחזור אליך בהקדם"}).content.decode()
    kept = of(Upload, galil).get()
    assert f'name="photos" value="{kept.pk}"' in vague and "checked" in vague.split('name="photos"')[1][:120]
    yael.send(address, 303, **FORM, photos=[kept.pk])
    html = visitor.see(page)
    shown = f'<img src="{page}/uploads/{kept.pk}" alt="השריטה מקרוב" loading="lazy">'
    assert shown in html and of(Upload, galil).count() == 1
    answer = visitor.client.get(f"{page}/uploads/{kept.pk}")
    assert (answer.content, answer["X-Content-Type-Options"]) == (PNG, "nosniff")
    assert 'alt="השריטה מקרוב"' in yael.see(f"/cases/{promise.case_id}")
    told = of(Disclosure, galil).get()
    correction = yael.see(f"/disclosures/{told.pk}/corrections")
    assert "checked" in correction.split('name="photos"')[1][:120]


def test_what_is_rarely_needed_is_folded_and_opens_where_it_is_wrong(galil: Business, yael: Browser) -> None:
    url = f"/cases/{cast.quote(galil).case_id}/disclosures"

    def folds(html: str) -> list[tuple[bool, str]]:
        found = re.findall(r'<details class="fold"( open)?><summary>([^<]*)</summary>', html)
        return [(bool(is_open), summary) for is_open, summary in found]

    assert folds(yael.see(url)) == [(False, "תמונות"), (False, "אפשרויות לבחירה")]
    short = {name: FORM[name] for name in ("kind", "what", "matters", "affects", "found_on")}
    refused = yael.send(url, 422, **short, as_is_price="abc").content.decode()
    assert folds(refused) == [(False, "תמונות"), (True, "אפשרויות לבחירה")]
    refused = yael.send(url, 422, **{**short, "what": ""}, alt_1="השריטה").content.decode()
    assert folds(refused) == [(True, "תמונות"), (False, "אפשרויות לבחירה")]
    assert FORM["as_is_what"] in yael.send(url, 422, **{**FORM, "what": ""}).content.decode()
    yael.send(url, **short, no_date="היצרן אינו מחליף את הזכוכית", do_nothing="on", cancel="on")
    (told,) = of(Disclosure, galil)
    assert told.promise is None, "who opens no fold tells, and asks for no choice"


def test_the_ways_out_are_in_the_customers_own_language(galil: Business, yael: Browser) -> None:
    opened = cast.case(galil.yael, galil.john, promise=cast.quote_draft(), now=cast.SUNDAY_1000)
    yael.send(f"/cases/{opened.pk}/disclosures", **FORM, do_nothing="on")
    told = str(Message.objects.of(galil.id).filter(customer=galil.john).latest("id").text)
    assert "Leave things as they are, the price does not change." in told
    assert "Cancel, free of charge." in told
