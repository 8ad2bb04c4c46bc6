"""The promise box: nothing vague is saved, nothing typed is lost, a window is one tap away (guarantee 1)."""

import re
from html import unescape

import pytest

from tests import cast
from tests.cast import Business, of
from tests.cast_page import deliver, move
from tests.web.conftest import Browser, SetClock, words
from teum.actions import drafts, promises
from teum.models import Conversation, Draft, Message, Promise

DUE = "|2026-11-24T14:00:00+02:00"


@pytest.fixture
def case_id(galil: Business) -> int:
    """Dana's case, with Yael's first contact promised."""
    contact = cast.quote_draft(
        body="אתקשר אליך ביום ראשון, 29.11, בין 10:00 ל-12:00", includes=("פרטים",), channel="phone",
        start=cast.at("2026-11-29 10:00"), due=cast.at("2026-11-29 12:00"),
    )  # fmt: skip
    return int(cast.case(galil.yael, galil.dana, promise=contact).pk)


def _call(galil: Business) -> Promise:
    found: Promise = Promise.objects.of(galil.id).get(channel="phone")
    return found


def _count(galil: Business) -> int:
    return int(Promise.objects.of(galil.id).count())


def test_vague_words_are_marked_and_refused(galil: Business, yael: Browser, case_id: int) -> None:
    answer = yael.send(f"/cases/{case_id}/promises", 422, body=cast.VAGUE)
    page = answer.content.decode()
    assert '<mark class="vague">בהקדם</mark>' in page
    assert "עוד לא נשמר" in page
    assert _count(galil) == 1


def test_everything_that_is_missing_is_asked_at_once(yael: Browser, case_id: int) -> None:
    page = yael.send(f"/cases/{case_id}/promises", 422, body=cast.VAGUE).content.decode()
    for name in ("includes", "channel", "replaces"):
        assert f'id="id_{name}_wrong"' in page, name


def test_a_way_that_reaches_nobody_is_said_before_and_refused_with_the_way_on(
    galil: Business, yael: Browser
) -> None:
    opened = cast.case(galil.yael, galil.john)
    page = yael.see(f"/cases/{opened.pk}?promise")
    assert "טלפון (אין כתובת)" in words(page) and "דואר אלקטרוני (אין כתובת)" not in words(page)
    answer = yael.send(
        f"/cases/{opened.pk}/promises", 422, body="אתקשר אליך", window=DUE, includes="תשובות", channel="phone",
        replaces="none",
    )  # fmt: skip
    assert "אין לנו מספר טלפון של הלקוח. אפשר לבחור דרך אחרת, או להוסיף מספר בפרטי הלקוח." in words(answer)
    assert Promise.objects.of(galil.id).filter(case=opened).count() == 1


def test_concrete_windows_are_offered(yael: Browser, case_id: int) -> None:
    page = yael.send(f"/cases/{case_id}/promises", 422, body=cast.VAGUE).content.decode()
    offered = re.findall(r'name="window" id="window-\d+" value="([^"]+)"', page)
    assert len(offered) >= 3
    assert all(
        re.fullmatch(r"[^|]*\|2026-\d\d-\d\dT\d\d:\d\d:\d\d\+0[23]:00", unescape(value)) for value in offered
    )


def test_vague_words_are_marked_where_no_act_is_said(galil: Business, yael: Browser, case_id: int) -> None:
    checked = yael.send(f"/cases/{case_id}/promises/check", status=200, body="הצעת מחיר בהקדם")
    assert '<mark class="vague">בהקדם</mark>' in checked.content.decode()


def test_a_chosen_window_takes_the_vague_words_place(galil: Business, yael: Browser, case_id: int) -> None:
    page = yael.send(
        f"/cases/{case_id}/promises",
        422,
        body=cast.VAGUE,
        window=DUE,
        includes="הצעת מחיר",
        channel="email",
        replaces="none",
    )
    assert "אשלח לך את המידע עד יום שלישי, 24.11, בשעה 14:00" in words(page)
    yael.send(
        f"/cases/{case_id}/promises", body="אשלח לך את המידע עד יום שלישי, 24.11, בשעה 14:00", window=DUE,
        includes="הצעת מחיר", channel="email", replaces="none",
    )  # fmt: skip
    assert _count(galil) == 2


def test_what_is_missing_is_asked(galil: Business, yael: Browser, case_id: int) -> None:
    text = words(
        yael.send(
            f"/cases/{case_id}/promises", 422, body="אשלח לך את הצעת המחיר עד יום שלישי, 24.11, בשעה 14:00"
        )
    )
    assert "מה נכלל?" in text
    assert "איך הלקוח יקבל את זה?" in text
    assert "במקום מה שכבר הובטח, או בנוסף?" in text
    assert _count(galil) == 1


def test_the_whole_promise_is_saved_as_said(galil: Business, yael: Browser, case_id: int) -> None:
    text = yael.send_and_see(
        f"/cases/{case_id}/promises",
        body=cast.QUOTE,
        includes="הצעת מחיר\nמפרט",
        replaces=str(_call(galil).pk),
    )
    assert "יעל ברק תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00" in text
    made = Promise.objects.of(galil.id).latest("id")
    assert (made.channel, made.includes, made.due) == ("email", ["הצעת מחיר", "מפרט"], cast.TUESDAY_1400)
    assert cast.fresh(_call(galil)).state == "released"


def test_another_date_and_hour(galil: Business, yael: Browser, case_id: int) -> None:
    yael.send(
        f"/cases/{case_id}/promises", body="אשלח לך את הצעת המחיר", includes="הצעת מחיר", channel="email", replaces="none",
        window="other", due_on="2026-11-25", start_at="10:00", due_at="12:00",
    )  # fmt: skip
    made = Promise.objects.of(galil.id).latest("id")
    assert (made.start, made.due) == (cast.at("2026-11-25 10:00"), cast.WEDNESDAY_1200)


def test_a_past_date_is_refused(yael: Browser, case_id: int) -> None:
    answer = yael.send(
        f"/cases/{case_id}/promises", 422, body="אשלח לך את הצעת המחיר", includes="הצעה", channel="email", replaces="none",
        window="other", due_on="2026-11-20", due_at="12:00",
    )  # fmt: skip
    assert "המועד הזה כבר עבר" in words(answer)


def test_words_and_window_must_agree(yael: Browser, case_id: int) -> None:
    answer = yael.send(
        f"/cases/{case_id}/promises",
        422,
        body=cast.QUOTE,
        includes="הצעה",
        replaces="none",
        window="|2026-11-25T14:00:00+02:00",
    )
    assert "בטקסט כתוב מועד אחד ונבחר מועד אחר" in words(answer)


def test_what_was_refused_stays_as_a_draft(yael: Browser, case_id: int) -> None:
    yael.send(f"/cases/{case_id}/promises", 422, body=cast.VAGUE, includes="קטלוג")
    again = yael.see(f"/cases/{case_id}")
    assert cast.VAGUE in again
    assert "קטלוג" in again
    assert "עוד לא נשמר" not in again


def test_the_draft_is_kept_from_the_first_words_on(yael: Browser, case_id: int, clock: SetClock) -> None:
    fragment = yael.send(f"/cases/{case_id}/promises/check", 200, body="אשלח לך את").content.decode()
    assert "הטיוטה נשמרה בשעה 10:00" in words(fragment)
    assert "<html" not in fragment
    assert "אשלח לך את" in yael.see(f"/cases/{case_id}")


def test_a_draft_is_thrown_away(yael: Browser, case_id: int) -> None:
    yael.send(f"/cases/{case_id}/promises/check", 200, body=cast.VAGUE)
    yael.send(f"/cases/{case_id}/promises", body=cast.VAGUE, discard="1")
    assert cast.VAGUE not in yael.see(f"/cases/{case_id}")


def test_a_draft_ends_with_the_promise_that_was_typed_and_with_no_other(
    galil: Business, yael: Browser, case_id: int, clock: SetClock
) -> None:
    yael.send(f"/cases/{case_id}/promises/check", 200, body=cast.VAGUE)
    by = cast.by(galil.yael)
    promises.make(case_id=case_id, by=by, draft=cast.quote_draft(replaces=None), now=cast.SUNDAY_1000)
    assert cast.VAGUE in yael.see(f"/cases/{case_id}"), "a program with her key leaves what she types alone"
    promises.make(
        case_id=case_id, by=by, draft=cast.quote_draft(replaces=None), now=cast.SUNDAY_1000, is_typed=True
    )
    assert cast.VAGUE not in yael.see(f"/cases/{case_id}")


def test_a_draft_is_its_writers_own(galil: Business, ruth: Browser, yael: Browser, case_id: int) -> None:
    yael.send(f"/cases/{case_id}/promises/check", 200, body=cast.VAGUE)
    assert cast.VAGUE not in ruth.see(f"/cases/{case_id}")


def test_the_check_reads_like_a_sentence(yael: Browser, case_id: int) -> None:
    text = words(yael.send(f"/cases/{case_id}/promises/check", 200, body=cast.QUOTE, includes="הצעת מחיר"))
    assert (
        "יעל ברק אשלח לך במייל את הצעת המחיר והמפרט הצעת מחיר במייל עד יום שלישי, 24.11, בשעה 14:00" in text
    )
    assert "במקום או בנוסף?" in text


def test_what_is_typed_is_escaped(yael: Browser, case_id: int) -> None:
    page = yael.send(
        f"/cases/{case_id}/promises/check", 200, body="<script>alert(1)</script> בהקדם"
    ).content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_several_promises_are_recorded_one_by_one(yael: Browser, case_id: int) -> None:
    body = "אשלח לך את ההצעה עד יום שלישי, 24.11, בשעה 14:00, ואתקשר אליך ביום רביעי, 25.11, בשעה 10:00"
    assert "יש כאן יותר מהבטחה אחת" in words(
        yael.send(f"/cases/{case_id}/promises", 422, body=body, includes="x", replaces="none")
    )


@pytest.mark.parametrize("body", ["x" * 10_001, "אשלח\x00 לך"])
def test_text_without_measure_is_refused(yael: Browser, case_id: int, body: str) -> None:
    yael.send(f"/cases/{case_id}/promises", 422, body=body)


def test_what_is_refused_is_named_in_the_readers_language(yael: Browser, case_id: int) -> None:
    text = words(yael.send(f"/cases/{case_id}/promises", 422, body="אשלח לך במייל את המפרט בהקדם"))
    assert "Window" not in text
    assert "מה נכלל?: מה נכלל?" not in text
    assert "?:" not in text


def test_a_short_password_is_said_to_be_short(visitor: Browser, clock: SetClock) -> None:
    text = words(visitor.send("/welcome", 422, password="123"))
    assert "הסיסמה קצרה מדי: צריך לפחות 10 תווים." in text
    assert "This password" not in text


def test_a_wrong_number_is_called_a_number(galil: Business, visitor: Browser) -> None:
    form = f"/contact/{galil.organisation.slug}"
    text = words(visitor.send(form, 422, name="אורי", phone="12", about="מחיר", channel="phone"))
    assert "אי אפשר לחייג למספר הזה. אולי חסרה ספרה?" in text
    assert "אות?" not in text


# ── a later time, to which only the customer can agree ──


@pytest.fixture
def delayed(galil: Business) -> Promise:
    """The promise of the story, whose time was moved once."""
    row = cast.quote(galil)
    deliver(cast.SUNDAY_1000)
    move(galil, row, cast.WEDNESDAY_1200, "חסר חלק", now=cast.SUNDAY_1000)
    deliver(cast.SUNDAY_1000)
    return cast.fresh(row)


def _later(row: Promise, **said: str) -> dict[str, str]:
    due = cast.THURSDAY_1400.isoformat()
    return {
        "body": "אשלח לך מפרט", "window": f"|{due}", "includes": "מפרט", "channel": "email",
        "replaces": str(row.pk), **said,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("agreed", "talk"), [("out", ("call", "out")), ("in", ("call", "in")), ("here", ("meeting", "in"))]
)
def test_who_is_on_the_line_agrees_to_a_later_time_by_one_tap(
    galil: Business, yael: Browser, delayed: Promise, agreed: str, talk: tuple[str, str]
) -> None:
    url = f"/cases/{delayed.case_id}/promises"
    assert 'name="agreed"' not in yael.see(f"/cases/{delayed.case_id}?promise")
    asked = yael.send(url, 422, **_later(delayed)).content.decode()
    assert "הלקוח הסכים עכשיו למועד המאוחר יותר?" in words(asked)
    assert asked.index('name="save"') < asked.index('name="agreed"'), "Enter never says that they agreed"
    assert cast.fresh(delayed).state == "open"

    answer = yael.send(url, **_later(delayed), agreed=agreed)
    (row,) = of(Conversation, galil)
    assert (row.channel, row.direction, row.reached) == (*talk, True)
    made = Promise.objects.of(galil.id).get(replaces=delayed)
    assert (made.due, made.conversation, made.revisions) == (cast.THURSDAY_1400, row, 2)
    assert cast.fresh(delayed).state == "released" and not of(Draft, galil).exists()
    assert answer["Location"] == f"/conversations/{row.pk}/summary"
    assert "השיחה נרשמה" in words(yael.see(answer["Location"]))


def test_what_is_missing_besides_is_asked_and_the_way_on_stays(
    galil: Business, yael: Browser, delayed: Promise
) -> None:
    url = f"/cases/{delayed.case_id}/promises"
    again = yael.send(url, 422, **_later(delayed, includes=""), agreed="out")
    assert "מה נכלל?" in words(again) and 'name="agreed"' in again.content.decode()
    assert not of(Conversation, galil).exists() and of(Draft, galil).get().fields["body"] == "אשלח לך מפרט"


def test_the_draft_of_a_conversation_is_not_the_boxs_to_end(
    galil: Business, yael: Browser, delayed: Promise
) -> None:
    by = cast.by(galil.yael)
    drafts.keep(
        case_id=delayed.case_id, by=by, fields={"notes": "עוד"}, of="conversation", now=cast.SUNDAY_1000
    )
    yael.send(f"/cases/{delayed.case_id}/promises", 422, **_later(delayed))
    yael.send(f"/cases/{delayed.case_id}/promises", **_later(delayed), agreed="out")
    assert of(Draft, galil).get().fields == {"notes": "עוד"}
    message = of(Message, galil, kind="agreed").latest("id")
    yael.send(f"/messages/{message.pk}/undo")
    assert {draft.of for draft in of(Draft, galil)} == {"conversation", "promise"}, "and undo brings it back"
    assert cast.fresh(delayed).state == "open"


def _check(yael: Browser, case_id: int, *, retyped: bool = True, **typed: str) -> str:
    """The fragment that comes as one types, or picks a window."""
    headers = {"HX-Trigger-Name": "body" if retyped else "window"}
    return yael.client.post(f"/cases/{case_id}/promises/check", typed, headers=headers).content.decode()


def _ticked(page: str) -> str:
    found = re.search(r'name="window" id="[^"]+" value="([^"]+)" checked', page)
    return unescape(found[1]) if found else ""


def _said(page: str) -> str:
    found = re.search(r'name="window_said" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_a_window_that_the_words_ticked_follows_the_words(yael: Browser, case_id: int) -> None:
    page = _check(yael, case_id, body="אבוא אליך ביום שלישי בשעה 12:00")
    ticked = _ticked(page)
    assert ticked == _said(page) != ""
    page = _check(yael, case_id, body="אבוא אליך מחר בשעה 14:00", window=ticked, window_said=ticked)
    assert "2026-11-23T14:00" in _ticked(page)
    assert "12:00" not in words(page).partition("כך זה ייקרא")[2]
    page = _check(yael, case_id, body="אבוא אליך מחר בין 12:00 ל-10:00", window=ticked, window_said=ticked)
    assert not _ticked(page)
    assert "הטווח נגמר לפני שהוא מתחיל" in words(page)


def test_a_window_that_was_picked_and_agrees_no_longer_is_unticked_and_that_is_said(
    yael: Browser, case_id: int
) -> None:
    picked = "2026-11-24T12:00:00+02:00|2026-11-24T12:00:00+02:00"
    assert _ticked(_check(yael, case_id, body="אבוא אליך", window=picked)) == picked
    page = _check(yael, case_id, body="אבוא אליך מחר בשעה 14:00", window=picked)
    assert "2026-11-23T14:00" in _ticked(page)
    assert "כבר לא מסומן: ביום שלישי, 24.11, בשעה 12:00" in words(page)
    kept = _check(yael, case_id, body="אבוא אליך ביום שלישי", window=picked)
    assert _ticked(kept) == picked and "כבר לא מסומן" not in words(kept)


def test_who_saves_changed_words_saves_what_they_say(galil: Business, yael: Browser, case_id: int) -> None:
    yael.send(
        f"/cases/{case_id}/promises", body="אשלח לך את הצעת המחיר עד יום שלישי, 24.11, בשעה 14:00", includes="הצעה",
        channel="email", replaces="none", window="|2026-11-25T12:00:00+02:00", window_said="|2026-11-25T12:00:00+02:00",
    )  # fmt: skip
    assert Promise.objects.of(galil.id).latest("id").due == cast.TUESDAY_1400


def test_a_closed_time_is_said_with_the_nearest_open_ones_and_may_stay(
    galil: Business, yael: Browser, case_id: int
) -> None:
    body = "אבוא אליך בשבת בשעה 12:00"
    page = _check(yael, case_id, body=body)
    assert "בשבת, 28.11, בשעה 12:00 העסק סגור." in words(page)
    assert "המועדים הפתוחים הקרובים:" in words(page)
    yael.send(f"/cases/{case_id}/promises", body=body, includes="ביקור", channel="visit", replaces="none")
    assert Promise.objects.of(galil.id).latest("id").due == cast.at("2026-11-28 12:00")
    assert "העסק סגור" not in words(_check(yael, case_id, body="אבוא אליך מחר בשעה 12:00"))


def test_yesterday_is_no_time_for_a_promise_whatever_is_picked(
    galil: Business, yael: Browser, case_id: int
) -> None:
    page = yael.send(
        f"/cases/{case_id}/promises", 422, body="אתקשר אליך אתמול בשעה 10:00", window=DUE, includes="תשובות",
        channel="phone", replaces="none",
    )  # fmt: skip
    assert "אתקשר אליך עד יום שלישי, 24.11, בשעה 14:00" in words(page)
    assert _count(galil) == 1


# ── who does it ──


DAN_CALLS = "דן יתקשר אליך מחר בשעה 10:00"


def _owner(page: str) -> str:
    """Who stands in the field, by id; nobody where it is open."""
    (field,) = re.findall(r'<select name="owner".*?</select>', page, re.DOTALL)
    return (re.findall(r'<option value="(\d*)" selected', field) or [""])[0]


def test_who_is_named_in_the_words_is_proposed(galil: Business, yael: Browser, case_id: int) -> None:
    for said in (DAN_CALLS, "סיכמנו שדן יתקשר אליך מחר בשעה 10:00", "מחר בשעה 10:00 דן שגב יתקשר אליך"):
        checked = yael.send(f"/cases/{case_id}/promises/check", status=200, body=said, owner=str(galil.yael.pk),
                            owner_said=str(galil.yael.pk)).content.decode()  # fmt: skip
        assert _owner(checked) == str(galil.dan.pk), said
        assert "דן שגב" in words(checked.split("box-reads")[1])


def test_who_was_chosen_stays_whatever_the_words_say(galil: Business, yael: Browser, case_id: int) -> None:
    url, yael_id, dan_id = f"/cases/{case_id}/promises/check", str(galil.yael.pk), str(galil.dan.pk)
    chosen = yael.send(url, status=200, body=DAN_CALLS, owner=yael_id, owner_said=dan_id)
    assert _owner(chosen.content.decode()) == yael_id
    followed = yael.send(url, status=200, body="אתקשר אליך מחר בשעה 10:00", owner=dan_id, owner_said=dan_id)
    assert _owner(followed.content.decode()) == yael_id


def test_a_promise_that_names_who_does_it_is_theirs(galil: Business, yael: Browser, case_id: int) -> None:
    yael.send(
        f"/cases/{case_id}/promises", body=DAN_CALLS, includes="פרטים", channel="phone", replaces="none"
    )
    assert Promise.objects.of(galil.id).latest("id").owner_id == galil.dan.pk


def test_of_two_with_one_name_one_has_to_be_chosen(galil: Business, yael: Browser, case_id: int) -> None:
    other = cast.second_dan(galil)
    said = {"body": DAN_CALLS, "includes": "פרטים", "channel": "phone", "replaces": "none"}
    page = yael.send(f"/cases/{case_id}/promises", 422, **said).content.decode()
    assert _owner(page) == "" and 'id="id_owner_wrong"' in page
    assert "המילים האלה מתאימות ליותר מאדם אחד" in words(page)
    assert _count(galil) == 1
    yael.send(f"/cases/{case_id}/promises", **said, owner=str(other.pk), owner_said="")
    assert Promise.objects.of(galil.id).latest("id").owner_id == other.pk
