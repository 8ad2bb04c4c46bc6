"""The page of vague words: read, searched, tried, and added to, and from then on marked wherever one types."""

import re

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, links, signed_in, words
from teum.models import OwnWord, Promise

WORD = {
    "phrase": "בין הטיפות",
    "reason": "לא אומר מתי נתפנה",
    "better": "לכתוב יום ושעה",
    "kind": "time",
    "language": "he",
}
SAID = "אשלח לך את המידע בין הטיפות"


@pytest.fixture
def added(galil: Business, ruth: Browser) -> OwnWord:
    """A word that the principal added on her page."""
    page = ruth.send_and_see("/settings/words", **WORD)
    assert "נוספה. מעכשיו היא מסומנת" in page
    found: OwnWord = OwnWord.objects.of(galil.id).get()
    return found


def test_the_built_in_words_stand_with_their_reason_and_a_better_wording(ruth: Browser) -> None:
    page = words(ruth.see("/settings/words"))
    for shown in (
        "שני אנשים יבינו מזה שני זמנים שונים",
        "בהקדם",
        "as soon as possible",
        "לכתוב יום ושעה",
        "אשתדל",
    ):
        assert shown in page
    english = words(signed_in_english(ruth).see("/settings/words"))
    assert "two people would expect two different times" in english
    assert "name the day and the hour" in english


def signed_in_english(browser: Browser) -> Browser:
    browser.client.cookies["django_language"] = "en"
    return browser


@pytest.mark.parametrize(
    ("find", "shown", "hidden"),
    [
        ("ממש בקרוב", "ממש בקרוב", "אשתדל"),
        ("HOLIDAY", "after the holidays", "בהקדם"),
        ("זזזז", "״זזזז״ אינה ביניהן", "בהקדם"),
        ("<b>", "״<b>״ אינה ביניהן", "בהקדם"),
    ],
)
def test_a_word_is_searched_among_all_its_forms(ruth: Browser, find: str, shown: str, hidden: str) -> None:
    page = words(ruth.see(f"/settings/words?find={find}").split('id="built-in"')[1])
    assert shown in page
    assert hidden not in page


def test_an_added_word_stands_on_the_list_with_who_and_when(added: OwnWord, ruth: Browser) -> None:
    page = words(ruth.see("/settings/words"))
    assert "בין הטיפות לא אומר מתי נתפנה. לכתוב יום ושעה" in page
    assert "מסומנת כשאין לידה מועד ברור רות כהן ביום ראשון, 22.11, בשעה 10:00" in page


def test_an_added_word_is_marked_in_the_promise_box_and_refused(
    galil: Business, added: OwnWord, yael: Browser
) -> None:
    case = cast.case(galil.yael, galil.dana).pk
    checked = yael.send(f"/cases/{case}/promises/check", status=200, body=SAID).content.decode()
    assert '<mark class="vague">בין הטיפות</mark>' in checked
    assert "לא אומר מתי נתפנה. לכתוב יום ושעה" in words(checked)
    answers = {"body": SAID, "includes": "מידע", "channel": "email", "replaces": "none"}
    refused = yael.send(f"/cases/{case}/promises", status=422, **answers).content.decode()
    assert '<mark class="vague">בין הטיפות</mark>' in refused
    assert SAID in refused
    assert Promise.objects.of(galil.id).count() == 1


def test_words_to_the_customer_are_refused_with_the_reason_that_the_business_gave(
    galil: Business, added: OwnWord, yael: Browser
) -> None:
    case = cast.case(galil.yael, galil.dana).pk
    refused = yael.send(
        f"/cases/{case}/updates", status=422, text="נטפל בין הטיפות", due_on="2026-11-25", due_at="12:00"
    )
    assert "“בין הטיפות”: לא אומר מתי נתפנה. לכתוב יום ושעה." in words(refused)


def test_another_business_sees_nothing_of_it(added: OwnWord) -> None:
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    them = signed_in(stranger.ruth)
    assert "בין הטיפות" not in them.see("/settings/words")
    case = cast.case(stranger.yael, stranger.dana).pk
    checked = signed_in(stranger.yael).send(f"/cases/{case}/promises/check", status=200, body=SAID)
    assert "<mark" not in checked.content.decode()
    them.see(f"/settings/words/{added.pk}", status=404)
    them.send(f"/settings/words/{added.pk}", status=404, **WORD)
    them.send(f"/settings/words/{added.pk}/removal", status=404)


def test_a_word_is_changed_and_removed(galil: Business, added: OwnWord, ruth: Browser) -> None:
    address = f"/settings/words/{added.pk}"
    assert address in links(ruth.see("/settings/words"))
    assert 'value="לא אומר מתי נתפנה"' in ruth.see(address)
    assert "נשמר" in ruth.send_and_see(address, **{**WORD, "reason": "אף אחד לא יודע מתי", "kind": "hedge"})
    assert "אף אחד לא יודע מתי" in words(ruth.see("/settings/words"))
    assert "הוסרה" in ruth.send_and_see(f"{address}/removal")
    assert not OwnWord.objects.of(galil.id).exists()
    ruth.send(f"{address}/removal", status=404)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"phrase": ""}, ""),
        ({"phrase": "א" * 61}, ""),
        ({"phrase": "14:00"}, "זו אינה מילה או צירוף"),
        ({"phrase": "ביום"}, "במילה הזאת כותבים מועדים ברורים"),
        ({"phrase": "בין הטיפות!"}, "המילה הזאת כבר ברשימה"),
        ({"reason": " "}, ""),
        ({"better": "\u202e"}, "מה לכתוב במקומה"),
        ({"kind": "urgent"}, ""),
        ({"language": "fr"}, ""),
        ({"phrase": "א\0"}, ""),
    ],
)
def test_what_cannot_be_added_is_said_on_its_field_and_stays_typed(
    galil: Business, added: OwnWord, ruth: Browser, said: dict[str, str], told: str
) -> None:
    for address in ("/settings/words", f"/settings/words/{added.pk}"):
        if address != "/settings/words" and said.get("phrase") == "בין הטיפות!":
            continue
        answer = ruth.send(address, status=422, **{**WORD, "phrase": "מתישהו נראה", **said})
        assert told in words(answer)
        assert re.search(r'aria-invalid="true"|field-wrong', answer.content.decode())
    assert OwnWord.objects.of(galil.id).get().phrase == "בין הטיפות"


def test_a_sentence_is_tried_and_nothing_of_it_kept(galil: Business, added: OwnWord, ruth: Browser) -> None:
    page = ruth.send(
        "/settings/words/trial", status=200, trial="נחזור <b> בהקדם, בין הטיפות"
    ).content.decode()
    assert '<mark class="vague">בהקדם</mark>' in page
    assert '<mark class="vague">בין הטיפות</mark>' in page
    assert "&lt;b&gt;" in page
    assert "לא אומר מתי נתפנה" in words(page)
    assert "נחזור" not in ruth.see("/settings/words")
    clear = ruth.send("/settings/words/trial", status=200, trial="נחזור אליך מחר עד 14:00")
    assert "אין כאן מילה עמומה" in words(clear)
    assert "אין כאן מילה עמומה" not in words(ruth.send("/settings/words/trial", status=200, trial=" "))


def test_while_one_types_only_the_answer_comes(ruth: Browser) -> None:
    answer = ruth.client.post("/settings/words/trial", {"trial": "בהקדם"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="tried"')
    assert "<mark" in page
    assert "<form" not in page


def test_a_manager_finds_the_page_from_the_team_and_the_principal_from_the_settings(galil: Business) -> None:
    assert "/settings/words" in links(signed_in(galil.amir).see("/team"))
    assert "/settings/words" in links(signed_in(galil.ruth).see("/settings"))
    signed_in(galil.amir).send("/settings/words", **WORD)


@pytest.mark.parametrize("who", ["yael", "sami"])
def test_others_neither_see_nor_change_the_words(galil: Business, added: OwnWord, who: str) -> None:
    them = signed_in(getattr(galil, who))
    them.see("/settings/words", status=403)
    them.send("/settings/words", status=403, **{**WORD, "phrase": "אחרת"})
    them.send("/settings/words/trial", status=403, trial="בהקדם")
    them.see(f"/settings/words/{added.pk}", status=403)
    them.send(f"/settings/words/{added.pk}/removal", status=403)
    assert OwnWord.objects.of(galil.id).count() == 1
