"""The call list, "still no answer" in two taps, and undo, as a browser without scripts has them."""

from datetime import timedelta

import pytest

from tests import cast, cast_page
from tests.cast import Business, fresh, of
from tests.web.conftest import Browser, SetClock, links, words
from teum.actions import outbox, promises
from teum.models import ContactPoint, Event, Message, Promise, Task
from teum.queries import holding


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana, of which she was told."""
    row = cast.quote(galil)
    agreed = of(Message, galil, kind="agreed").get()
    outbox.sent_by_hand(message_id=agreed.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    return row


def _moved(galil: Business, promise: Promise) -> Message:
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.WEDNESDAY_1200,
        reason="החלק מתעכב",
        now=cast.SUNDAY_1000,
    )
    found: Message = of(Message, galil, kind="revised").get()
    return found


def test_the_list_has_the_number_the_words_and_what_happens_else(
    galil: Business, promise: Promise, yael: Browser
) -> None:
    _moved(galil, promise)
    page = yael.see("/calls")
    text = words(page)
    assert "להתקשר עכשיו" in text and "דנה פרץ" in text
    assert "שלום דנה פרץ, מדברת יעל ברק ממזגני הגליל." in text and "הסיבה: החלק מתעכב." in text
    assert "אם לא תהיה שיחה, ההודעה תצא ביום ראשון, 22.11, בשעה 11:00." in text
    assert {"tel:+972547654321", "https://wa.me/972547654321"} <= set(links(page))
    assert "/calls" in " ".join(links(yael.see("/")))


def test_one_tap_about_two_words_is_one_conversation(
    galil: Business, promise: Promise, ruth: Browser
) -> None:
    other = cast_page.call(galil, promise.case, body="אשלח לך מפרט", includes=("מפרט",), channel="email")
    cast_page.deliver(cast.SUNDAY_1000)
    first = _moved(galil, promise)
    cast_page.move(galil, other, cast.at("2026-11-29 12:00"), "החלק מתעכב עוד", now=cast.SUNDAY_1000)
    second = of(Message, galil, state="queued").exclude(pk=first.pk).get()
    page = ruth.see("/calls?whose=team")
    assert page.count("<article") == 1 and f'value="message-{second.pk}"' in page
    ruth.send(f"/messages/{first.pk}/calls", result="reached", also=f"message-{second.pk}")
    assert of(Event, galil, kind="ConversationLogged").count() == 1
    assert of(Message, galil, state="overtaken").count() == 2, "both were told in it"
    offered = {link for link in links(ruth.see(f"/cases/{promise.case_id}")) if link.endswith("/summary")}
    assert len(offered) == 1, "there is one summary to write"


def test_what_is_said_from_the_teams_list_leads_back_to_it(
    galil: Business, promise: Promise, ruth: Browser
) -> None:
    message = _moved(galil, promise)
    where = f"/messages/{message.pk}/calls?whose=team"
    assert f'action="{where}"' in ruth.see("/calls?whose=team")
    assert ruth.send(where, result="no_answer").headers["Location"] == "/calls?whose=team"
    assert ruth.send(where.partition("?")[0], result="no_answer").headers["Location"] == "/calls"


def test_one_tap_says_that_they_were_told(galil: Business, promise: Promise, yael: Browser) -> None:
    message = _moved(galil, promise)
    text = yael.send_and_see(f"/messages/{message.pk}/calls", result="reached")
    assert "נרשם: הדברים נאמרו ללקוח בטלפון." in text and "אף אחד לא מחכה לשיחה" in text
    message.refresh_from_db()
    assert message.state == "overtaken"
    yael.send(f"/messages/{message.pk}/calls", 409, result="reached")


def test_one_tap_says_that_nobody_answered(
    galil: Business, promise: Promise, yael: Browser, clock: SetClock
) -> None:
    clock(cast.SUNDAY_1000)
    message = _moved(galil, promise)
    text = yael.send_and_see(f"/messages/{message.pk}/calls", result="no_answer")
    assert "הניסיון הבא יופיע ברשימה ביום ראשון, 22.11, בשעה 10:20." in text
    assert "בהמשך" in text and "ניסיון אחד בלי מענה" in text


def test_one_tap_says_that_the_number_is_wrong(galil: Business, promise: Promise, yael: Browser) -> None:
    message = _moved(galil, promise)
    point = of(ContactPoint, galil, address=cast.DANA_PHONE).get()
    text = yael.send_and_see(f"/messages/{message.pk}/calls", result="wrong_number", contact=point.pk)
    assert "המספר לא שייך ללקוח" in text and "ההודעה ללקוח יוצאת עכשיו." in text
    assert "אין אצלנו מספר שעובד." in text


def test_a_promise_is_called_about_too(
    galil: Business, promise: Promise, yael: Browser, clock: SetClock
) -> None:
    _moved(galil, promise)
    cast_page.deliver(cast.SUNDAY_1000)
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.THURSDAY_1400,
        reason="שוב מתעכב",
        now=cast.MONDAY_1000,
    )
    clock(cast.MONDAY_1000)
    text = words(yael.see("/calls"))
    assert "מועד חדש מחכה לתשובה" in text and "זה מתאים לך? אפשר גם לבחור מועד אחר" in text
    assert "הניסיון הבא" in yael.send_and_see(f"/promises/{promise.pk}/calls", result="no_answer")
    assert of(Task, galil, kind="call", promise=promise, tries=1).exists()


@pytest.mark.parametrize("result", ["", "maybe"])
def test_a_result_that_there_is_not_changes_nothing(
    galil: Business, promise: Promise, yael: Browser, result: str
) -> None:
    message = _moved(galil, promise)
    yael.send(f"/messages/{message.pk}/calls", 400, result=result)
    yael.send(f"/promises/{promise.pk}/calls", 400, result=result)
    assert not of(Task, galil, tries__gt=0).exists()


def test_an_empty_list_teaches_what_comes_here(yael: Browser, ruth: Browser) -> None:
    assert "מי שצריך להתקשר אליו יופיע כאן מעצמו" in words(yael.see("/calls"))
    assert "/calls?whose=team" in links(ruth.see("/calls"))


# ── still no answer ──


def test_still_no_answer_is_two_taps(galil: Business, promise: Promise, yael: Browser) -> None:
    case = f"/cases/{promise.case_id}"
    assert f"{case}/holding" in links(yael.see(case))
    page = yael.see(f"{case}/holding")
    assert "עוד אין לנו תשובה סופית. סיכמנו לשלוח לך" in words(page)
    ready = holding.ready(promise.case_id, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    assert page.count('name="next_due"') == len(ready.moments) >= 3
    next_due = ready.moments[0]
    text = yael.send_and_see(f"{case}/holding", text=ready.text, next_due=next_due.isoformat())
    assert "העדכון נרשם." in text
    assert of(Promise, galil, nature="update").get().due == next_due


@pytest.mark.parametrize("next_due", ["", "tomorrow", "2026-11-25T12:00"])
def test_a_moment_that_is_none_is_asked_for(promise: Promise, yael: Browser, next_due: str) -> None:
    sent = yael.send(f"/cases/{promise.case_id}/holding", 422, text="עוד אין תשובה", next_due=next_due)
    assert "זה עדיין חסר" in words(sent)


def test_vague_words_are_refused_in_place(promise: Promise, yael: Browser) -> None:
    sent = yael.send(
        f"/cases/{promise.case_id}/holding",
        422,
        text="נחזור אליך בהקדם",
        next_due=cast.WEDNESDAY_1200.isoformat(),
    )
    assert "בהקדם" in words(sent)


# ── undo ──


def _revise(yael: Browser, promise: Promise) -> str:
    answer = yael.send(
        f"/promises/{promise.pk}/revisions",
        window="other",
        due_on="2026-11-25",
        due_at="12:00",
        reason="החלק מתעכב",
    )
    return yael.see(answer["Location"])


def test_what_was_just_done_is_undone_by_one_button(
    galil: Business, promise: Promise, yael: Browser, clock: SetClock
) -> None:
    page = _revise(yael, promise)
    message = of(Message, galil, kind="revised").get()
    undo = f"/messages/{message.pk}/undo"
    assert f'action="{undo}"' in page and "ביטול הפעולה" in page
    assert f"/calls#message-{message.pk}" in links(page)
    clock(cast.SUNDAY_1000 + timedelta(seconds=9))
    text = yael.send_and_see(undo)
    assert "בוטל: הכול כמו שהיה" in text
    assert "עד יום שלישי, 24.11, בשעה 14:00" in text
    assert fresh(promise).due == cast.TUESDAY_1400


def test_too_late_says_what_to_do_instead(
    galil: Business, promise: Promise, yael: Browser, clock: SetClock
) -> None:
    _revise(yael, promise)
    clock(cast.SUNDAY_1000 + timedelta(seconds=30))
    message = of(Message, galil, kind="revised").get()
    assert "כבר אי אפשר לבטל את זה" in words(yael.send(f"/messages/{message.pk}/undo", 409))
    assert fresh(promise).due == cast.WEDNESDAY_1200


def test_the_policy_says_what_becomes_of_bad_news(ruth: Browser) -> None:
    page = ruth.see("/settings/policy")
    assert 'name="voice_minutes_0" value="1"' in page
    text = words(page)
    assert "אם המועד היה צריך לזוז עכשיו, קודם היינו מבקשים להתקשר" in text
