"""The conversation box, the summary and what the customer says to it, without scripts: nothing is made without a tap."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests import cast, cast_page
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import conversations, promises, summaries
from teum.actions.conversations import Said
from teum.core.conversation import Channel, Direction
from teum.models import Conversation, Draft, Event, Message, Promise, Question, Summary, Wish

NOTES = "אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00. באיזה צבע יהיה המזגן? ואת המפרט אשלח בהקדם."
BOX = {"channel": "call", "direction": "in", "reached": "yes", "notes": NOTES}
TAKEN = {
    "p0-source": "אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
    "p0-take": "on",
    "p0-debtor": "provider",
    "p0-body": "אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
    "p0-includes": "תשובה של היבואן, מחיר",
    "p0-channel": "phone",
    "p0-replaces": "none",
}


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def url(promise: Promise) -> str:
    """Where the case's conversations are logged."""
    return f"/cases/{promise.case_id}/conversations"


def counts(galil: Business) -> tuple[int, ...]:
    """How much there is that a tap could have made."""
    return tuple(
        of(model, galil).count() for model in (Promise, Question, Wish, Conversation, Message, Event)
    )


def test_the_notes_propose_and_nothing_is_made_without_a_tap(
    galil: Business, url: str, yael: Browser
) -> None:
    before = counts(galil)
    shown = yael.send(url, 200, **BOX, look="1").content.decode()
    text = words(shown)
    assert "הבטחות שניתנו" in text and "שאלות שמחכות לתשובה" in text
    assert "\nאתקשר אליך עד יום רביעי, 25.11, בשעה 12:00</textarea>" in shown
    assert "\nבאיזה צבע יהיה המזגן?</textarea>" in shown
    assert "כאן שני אנשים יבינו דברים שונים בהקדם" in text
    assert 'name="p0-take"' in shown and "checked" not in shown.partition('name="p0-take"')[2][:60]
    fragment = yael.send(f"{url}/proposals", 200, **BOX).content.decode()
    assert "<html" not in fragment and "הבטחות שניתנו" in words(fragment)
    yael.send(url, **BOX, save="1")
    assert counts(galil)[:3] == before[:3], "nothing was ticked"
    assert of(Conversation, galil).count() == 1


def test_what_was_typed_stands_there_when_one_comes_back(galil: Business, url: str, yael: Browser) -> None:
    yael.send(f"{url}/proposals", 200, **BOX, **TAKEN)
    again = yael.see(f"{url}/new")
    assert NOTES in words(again) and 'value="תשובה של היבואן, מחיר"' in again
    yael.send(url, **BOX, discard="1")
    assert not of(Draft, galil).exists() and NOTES not in words(yael.see(f"{url}/new"))


def test_before_hanging_up_the_answers_and_gaps_stand_at_a_glance(url: str, yael: Browser) -> None:
    half = {**TAKEN, "p0-includes": "", "p0-replaces": ""}
    text = words(yael.send(url, 200, **BOX, **half, **{"w0-text": "שעות הפתיחה"}, look="1"))
    panel = text.partition("לפני שמנתקים")[2]
    assert "חסרות 3 תשובות" in panel
    for gap in ("מה נכלל?", "במקום או בנוסף?", "הובטח, נענה או נדחה?"):
        assert gap in panel
    assert "מה שכבר פתוח" in panel and "יעל ברק תשלח לך במייל" in panel


def test_what_is_ticked_is_recorded_and_leads_to_the_summary(
    galil: Business, url: str, yael: Browser
) -> None:
    wishes = {
        "w0-text": "לדבר עם היבואן",
        "w0-outcome": "made:0",
        "w1-text": "שעות הפתיחה",
        "w1-outcome": "answered",
        "w1-answer": "פתוח בימים א׳ עד ה׳",
    }
    question = {"q0-source": "באיזה צבע יהיה המזגן?", "q0-take": "on", "q0-text": "באיזה צבע יהיה המזגן?"}
    page = yael.send_and_see(url, **BOX, **TAKEN, **wishes, **question, save="1")
    assert "השיחה נרשמה." in page and "סיכום השיחה" in page
    row = of(Conversation, galil).get()
    made = of(Promise, galil, conversation=row, nature="deed", channel="phone").get()
    assert made.includes == ["תשובה של היבואן", "מחיר"]
    assert [wish.outcome for wish in of(Wish, galil).order_by("position")] == ["promised", "answered"]
    assert of(Question, galil).get().asked.text == "באיזה צבע יהיה המזגן?"
    assert not of(Draft, galil).exists()
    case = words(yael.see(f"/cases/{row.case_id}"))
    assert "הלקוח פנה אל יעל ברק" in case and "כתיבת הסיכום" in case


def test_a_window_that_is_chosen_takes_the_place_of_the_vague_word(
    galil: Business, url: str, yael: Browser
) -> None:
    vague = {
        "notes": "אשלח את המפרט בהקדם.",
        "p0-source": "אשלח את המפרט בהקדם",
        "p0-body": "אשלח את המפרט בהקדם",
    }
    chosen = {
        **BOX,
        **TAKEN,
        **vague,
        "p0-channel": "email",
        "p0-window": f"|{cast.TUESDAY_1400.isoformat()}",
    }
    clear = "אשלח את המפרט עד יום שלישי, 24.11, בשעה 14:00"
    assert f"\n{clear}</textarea>" in yael.send(url, 200, **chosen, look="1").content.decode()
    yael.send_and_see(url, **chosen, save="1")
    made = of(Promise, galil, nature="deed").latest("id")
    assert (made.body, made.due) == (clear, cast.TUESDAY_1400)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"p0-replaces": ""}, "במקום מה שכבר הובטח, או בנוסף?"),
        ({"p0-includes": ""}, "זה עדיין חסר"),
        ({"p0-body": "אתקשר אליך בהקדם", "p0-source": "x"}, "שני אנשים"),
        ({"w0-text": "שעות הפתיחה"}, "מה עלה בזה: הובטח, נענה או נדחה?"),
        ({"direction": "out", "reached": "no"}, "לא היה מענה"),
        ({"channel": ""}, "זה עדיין חסר"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    galil: Business, url: str, yael: Browser, changed: dict[str, str], said: str
) -> None:
    shown = yael.send(url, 422, **{**BOX, **TAKEN, **changed}, save="1").content.decode()
    assert said in words(shown)
    assert NOTES in words(shown)
    assert not of(Conversation, galil).exists()


def test_all_that_is_missing_is_asked_for_at_once(url: str, yael: Browser) -> None:
    bodies = ("אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00", "ואת המפרט אשלח עד יום חמישי, 26.11, בשעה 14:00")
    taken = {
        f"p{at}-{name}": said
        for at, body in enumerate(bodies)
        for name, said in {"take": "on", "source": body, "body": body, "debtor": "provider"}.items()
    }
    shown = yael.send(url, 422, **{**BOX, **taken}, save="1").content.decode()
    assert 'id="id_p0-includes_wrong"' in shown and 'id="id_p1-includes_wrong"' in shown


def _talk(galil: Business, promise: Promise) -> Conversation:
    said = Said(
        channel=Channel.CALL,
        direction=Direction.IN,
        notes="דיברנו",
        promises=[
            cast.quote_draft(
                body="אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
                includes=("תשובה",),
                channel="phone",
                due=cast.WEDNESDAY_1200,
            )
        ],
    )
    return conversations.log(case_id=promise.case_id, by=cast.by(galil.yael), said=said, now=cast.SUNDAY_1000)


def test_a_summary_is_read_changed_and_sent(galil: Business, promise: Promise, yael: Browser) -> None:
    row = _talk(galil, promise)
    url = f"/conversations/{row.pk}/summary"
    shown = yael.see(url)
    assert "יעל ברק תתקשר אליך" in shown
    refused = words(yael.send(url, 422, text="דיברנו, תודה"))
    assert "מועד שסוכם חסר, או שהשתנה בינתיים: עד יום שלישי, 24.11, בשעה 14:00; עד יום רביעי" in refused
    assert "דיברנו, תודה" in refused
    text = "נתקשר עד יום רביעי, 25.11, בשעה 12:00, ועד יום שלישי, 24.11, בשעה 14:00 תגיע ההצעה"
    assert "שני אנשים" in words(yael.send(url, 422, text=f"{text}. את השאר נשלח בהקדם"))
    yael.send(url, text=text)
    shown = yael.see(f"/cases/{promise.case_id}")
    message = of(Message, galil, kind="summary").get()
    assert "הסיכום בדרך" in words(shown) and f'action="/messages/{message.pk}/undo"' in shown
    assert of(Message, galil, kind="summary").get().text == text


def test_a_summary_that_was_changed_and_refused_stands_there_as_it_was_changed(
    galil: Business, promise: Promise, yael: Browser
) -> None:
    row = _talk(galil, promise)
    url = f"/conversations/{row.pk}/summary"
    text = "נתקשר עד יום רביעי, 25.11, בשעה 12:00, ועד יום שלישי, 24.11, בשעה 14:00 תגיע ההצעה"
    yael.send(url, 422, text=f"{text}. את השאר נשלח בהקדם")
    assert "את השאר נשלח בהקדם" in words(yael.see(url)), "what was typed is never lost"
    other = _talk(galil, promise)
    assert "את השאר" not in words(yael.see(f"/conversations/{other.pk}/summary")), "it is another's"
    yael.send(url, 422, text="")
    again = words(yael.see(url))
    assert "את השאר" not in again and "יעל ברק תתקשר אליך" in again, "emptied, it is composed again"
    yael.send(url, 422, text=f"{text}. את השאר נשלח בהקדם")
    yael.send(url, text=text)
    assert not of(Draft, galil).exists(), "sent, it is no draft any more"


@pytest.fixture
def summary(galil: Business, promise: Promise) -> Summary:
    """The summary of a call, with Dana."""
    row = _talk(galil, promise)
    sent = summaries.send(conversation_id=row.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    cast_page.deliver(cast.SUNDAY_1000)
    return sent


def test_a_summary_of_a_time_that_moved_says_so_and_asks_nothing(
    galil: Business, promise: Promise, summary: Summary, visitor: Browser
) -> None:
    promises.revise(
        promise_id=cast.of(Promise, galil, conversation=summary.conversation_id).first().pk,
        by=cast.by(galil.yael),
        due=cast.THURSDAY_1400,
        reason="החלק מתעכב",
        now=cast.SUNDAY_1000 + timedelta(minutes=5),
    )
    page = cast_page.address(galil)
    text = words(visitor.see(page))
    assert "תשובתך על סיכום השיחה" not in text and "כן, זה מה שסיכמנו" not in text
    assert "מאז השתנה:" in text and "עכשיו עד יום חמישי, 26.11, בשעה 14:00" in text
    after = visitor.send_and_see(f"{page}/summaries/{summary.pk}/confirmations")
    assert "תודה. כך סיכמנו." not in after, after[:400]
    summary.refresh_from_db()
    assert summary.answer == ""


def test_a_summary_reads_in_the_direction_of_its_language_also_where_it_begins_with_a_name(
    galil: Business, summary: Summary, visitor: Browser, yael: Browser
) -> None:
    letter = '<div class="letter" lang="he" dir="rtl">'
    assert letter in visitor.see(cast_page.address(galil))
    assert letter in yael.see(f"/cases/{summary.case_id}")


def test_the_customer_confirms_a_summary_on_their_page(
    galil: Business, summary: Summary, visitor: Browser, yael: Browser
) -> None:
    page = cast_page.address(galil)
    seen = visitor.see(page)
    first, text = words(seen[seen.index("<h1") : seen.index("</section>")]), words(seen)
    assert "מה אנחנו צריכים ממך: תשובתך על סיכום השיחה שלנו: זה מה שסיכמנו?" in first
    assert f'href="#summary-{summary.pk}"' in seen and f'id="summary-{summary.pk}"' in seen
    assert seen.index(f"/summaries/{summary.pk}/confirmations") < seen.index('id="stands"')
    assert "זה הסיכום של השיחה שלנו" in text and "סיכומי השיחות שלנו" not in text
    after = visitor.send_and_see(f"{page}/summaries/{summary.pk}/confirmations")
    assert "תודה. כך סיכמנו." in after and "אישרת את הסיכום" in after and "כן, זה מה שסיכמנו" not in after
    assert "כרגע אין צורך בשום דבר ממך." in after and "סיכומי השיחות שלנו" in after
    assert "הלקוח אישר את הסיכום" in words(yael.see(f"/cases/{summary.case_id}"))


def test_a_correction_asks_us_and_says_who_answers(
    galil: Business, summary: Summary, visitor: Browser, yael: Browser
) -> None:
    page = cast_page.address(galil)
    url = f"{page}/summaries/{summary.pk}/corrections"
    assert "זה עדיין חסר" in words(visitor.send(url, 422, text=""))
    after = visitor.send_and_see(url, text="סיכמנו גם על שלט נוסף")
    assert "התיקון שלך לסיכום סיכמנו גם על שלט נוסף" in after and "השאלה שלך" not in after
    assert "יעל ברק תשיב לך על התיקון שלך" in after
    assert "דנה פרץ: תיקון לסיכום. אנחנו משיבים" in words(yael.see(f"/cases/{summary.case_id}"))
    assert "התיקון שלך לסיכום: סיכמנו גם על שלט נוסף" in words(visitor.see(f"{page}/history"))
    assert "התקבלה תשובה" in visitor.send_and_see(url, text="שוב")
    assert "הלקוח תיקן את הסיכום" in words(yael.see(f"/cases/{summary.case_id}"))


def test_the_pdf_is_kept_by_its_readers_alone(
    galil: Business, summary: Summary, visitor: Browser, yael: Browser
) -> None:
    page = cast_page.address(galil)
    for browser, url in (
        (visitor, f"{page}/summaries/{summary.pk}/summary.pdf"),
        (yael, f"/summaries/{summary.pk}/summary.pdf"),
    ):
        answer = browser.client.get(url)
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="summary.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    visitor.see(f"/p/guessed/summaries/{summary.pk}/summary.pdf", status=404)
    john = cast_page.address(galil, galil.john)
    cast.case(galil.yael, galil.john)
    visitor.see(f"{john}/summaries/{summary.pk}/summary.pdf", status=404)
    visitor.send(f"{john}/summaries/{summary.pk}/confirmations", 404)


def test_what_has_not_left_is_not_on_the_customers_page(
    galil: Business, promise: Promise, visitor: Browser
) -> None:
    row = _talk(galil, promise)
    sent = summaries.send(conversation_id=row.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    page = cast_page.address(galil)
    assert "סיכומי השיחות" not in words(visitor.see(page))
    visitor.see(f"{page}/summaries/{sent.pk}/summary.pdf", status=404)


def test_managers_see_how_much_was_told_whole(
    galil: Business, summary: Summary, ruth: Browser, yael: Browser
) -> None:
    assert "1 מתוך 1 עניינים: הכול בפנייה אחת" in words(ruth.see("/"))
    _talk(galil, of(Promise, galil).earliest("id"))
    text = words(ruth.see("/conversations"))
    assert "0 מתוך 1 עניינים" in text, "the customer turned to us again"
    yael.see("/conversations", status=403)
    assert "הכול בפנייה אחת" not in words(yael.see("/"))


def test_words_without_a_time_are_asked_about_before_hanging_up(url: str, yael: Browser) -> None:
    shown = words(yael.send(f"{url}/proposals", 200, **{**BOX, "notes": "אשלח לך את ההצעה בהקדם"}))
    assert "בהערות כתוב ״בהקדם״: מתי זה?" in shown
    assert "לא חסר דבר" not in shown


def test_a_question_of_the_notes_is_named_before_hanging_up_until_somebody_deals_with_it(
    url: str, yael: Browser
) -> None:
    asks = {**BOX, "notes": "כמה יעלה הטיפול? ומתי תגיעו?"}
    shown = words(yael.send(f"{url}/proposals", 200, **asks))
    assert "בהערות שואלים: ״כמה יעלה הטיפול?״" in shown and "״ומתי תגיעו?״" in shown
    assert "לא חסר דבר" not in shown
    dealt = {
        "q0-source": "כמה יעלה הטיפול?", "q0-text": "מה המחיר?", "q0-take": "on", "q0-asked_by": "customer",
        "w0-text": "ומתי תגיעו", "w0-outcome": "answered", "w0-answer": "ביום שני, 23.11, בשעה 10:00",
    }  # fmt: skip
    assert "בהערות שואלים" not in words(yael.send(f"{url}/proposals", 200, **asks, **dealt))


def test_what_the_customer_promises_over_their_page_is_taken_as_it_is_proposed(
    url: str, yael: Browser
) -> None:
    shown = yael.send(f"{url}/proposals", 200, **{**BOX, "notes": "את תשלחי לי תמונה עד יום שלישי ב-12:00"})
    page = shown.content.decode()
    assert re.search(r'value="portal" selected', page) and "field-wrong" not in page


# ── who does it ──

DAN_CALLS = {**BOX, "notes": "דיברנו על המזגן. דן יתקשר אליך מחר בשעה 10:00."}


def _owners(page: str) -> str:
    """Who stands in the field of the first promise, by id; nobody where it is open."""
    (field,) = re.findall(r'<select name="p0-owner".*?</select>', page, re.DOTALL)
    return (re.findall(r'<option value="(\d*)" selected', field) or [""])[0]


def test_who_is_named_in_the_notes_is_proposed_and_can_be_changed(
    galil: Business, url: str, yael: Browser
) -> None:
    shown = yael.send(f"{url}/proposals", 200, **DAN_CALLS).content.decode()
    assert _owners(shown) == str(galil.dan.pk)
    taken = {
        "p0-source": "דן יתקשר אליך מחר בשעה 10:00",
        "p0-take": "on",
        "p0-debtor": "provider",
        "p0-owner": str(galil.dan.pk),
        "p0-body": "דן יתקשר אליך מחר בשעה 10:00",
        "p0-includes": "תשובה",
        "p0-channel": "phone",
        "p0-replaces": "none",
    }
    read = yael.send(f"{url}/proposals", 200, **DAN_CALLS, **taken).content.decode()
    assert "דן שגב" in words(read.partition('id="hanging-up"')[2])
    yael.send(url, **DAN_CALLS, **taken, save="1")
    assert of(Promise, galil).latest("id").owner_id == galil.dan.pk
    changed = {**taken, "p0-owner": str(galil.yael.pk), "p0-includes": "תשובה אחרת"}
    yael.send(url, **DAN_CALLS, **changed, save="1")
    assert of(Promise, galil).latest("id").owner_id == galil.yael.pk


def test_of_two_with_one_name_nobody_is_proposed_and_one_has_to_be_chosen(
    galil: Business, url: str, yael: Browser
) -> None:
    other = cast.second_dan(galil)
    taken = {
        "p0-source": "דן יתקשר אליך מחר בשעה 10:00",
        "p0-body": "דן יתקשר אליך מחר בשעה 10:00",
        "p0-debtor": "provider",
        "p0-owner": "",
        "p0-includes": "תשובה",
        "p0-channel": "phone",
        "p0-replaces": "none",
    }
    assert _owners(yael.send(f"{url}/proposals", 200, **DAN_CALLS).content.decode()) == ""
    page = yael.send(url, 422, **DAN_CALLS, **taken, **{"p0-take": "on"}, save="1").content.decode()
    assert 'id="id_p0-owner_wrong"' in page
    yael.send(url, **DAN_CALLS, **taken, save="1")  # not ticked: nothing to choose
    taken["p0-owner"] = str(other.pk)
    yael.send(url, **DAN_CALLS, **taken, **{"p0-take": "on"}, save="1")
    assert of(Promise, galil).latest("id").owner_id == other.pk
