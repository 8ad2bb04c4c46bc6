"""Summaries: one letter that says what was agreed, which the customer confirms or corrects (A6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import MONDAY_1000, Business, by, fresh, of, quote
from tests.cast_disclosure import shower
from tests.integration.test_conversations import CALL_BACK, talk
from tests.property.world import World
from teum import language
from teum.actions import disclosures, outbox, promises, summaries
from teum.actions.conversations import Asked, Wished
from teum.actions.promises import Draft
from teum.core.conversation import Outcome
from teum.core.disclosure import How
from teum.core.refusal import Refused
from teum.language.notices.money import price_words
from teum.models import Conversation, Message, Question, Summary, Telling
from teum.queries import summary_draft
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
COLOUR = "באיזה צבע יהיה המזגן?"


def refused(act: Callable[[], object]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def full(business: Business, who: Any = None, promise: Draft = CALL_BACK) -> Conversation:
    """A call on Monday of which a promise, a question and wishes came; the quote was promised on Sunday."""
    opened = cast.case(business.yael, who or business.dana)
    return talk(
        business,
        opened.pk,
        now=MONDAY_1000,
        promises=[promise],
        questions=[Asked(text=COLOUR, is_theirs=True)],
        wishes=[
            Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, made=0),
            Wished(text="שעות הפתיחה", outcome=Outcome.ANSWERED, answer="פתוח בימים א׳ עד ה׳"),
            Wished(text="התקנה בשבת", outcome=Outcome.DECLINED, answer="הצוות לא עובד בשבת"),
        ],
    )


def send(business: Business, row: Conversation, text: str | None = None) -> Summary:
    return summaries.send(conversation_id=row.pk, by=by(business.yael), text=text, now=MONDAY_1000)


def test_a_summary_says_who_does_what_by_when_how_and_what_is_open(world: World, galil: Business) -> None:
    row = full(galil)
    text = send(galil, row).message.text
    for said in (
        "יעל ברק תתקשר אליך",
        "עד יום רביעי, 25.11, בשעה 12:00",
        "כולל: תשובה של היבואן",
        f"״{COLOUR}״ יעל ברק תשיב לך על השאלה שלך",
        "״שעות הפתיחה״: פתוח בימים א׳ עד ה׳",
        "״התקנה בשבת״: את זה לא נעשה. הצוות לא עובד בשבת",
        "המועד הקרוב מצידנו",
    ):
        assert said in text, text
    assert not language.vague_spans(text)
    assert verify(rebuild_rows=True).broken is None


def test_one_letter_leaves_after_a_conversation(world: World, galil: Business) -> None:
    world.until(MONDAY_1000)
    row = full(galil)
    sent = send(galil, row)
    world.until(MONDAY_1000 + timedelta(hours=1))
    left = of(Message, galil, customer=galil.dana, state="accepted", at__gte=MONDAY_1000)
    assert [m.kind for m in left] == ["summary"]
    assert left.get() == sent.message
    told = of(Telling, galil, message=sent.message, what="agreed", at__isnull=False)
    made = [promise.pk for promise in of(cast.Promise, galil, conversation=row)]
    assert set(made) <= set(told.values_list("promise", flat=True))


def test_it_says_what_was_chosen_in_the_conversation_and_no_other_choice(galil: Business) -> None:
    row = full(galil)
    for how, option, at in (
        (How.CALL, "other", MONDAY_1000 + timedelta(minutes=5)),
        (How.PAGE, "cancel", MONDAY_1000),
    ):
        told = disclosures.disclose(
            case_id=row.case_id,
            by=by(galil.yael),
            shown=shower(),
            decide_by=cast.TUESDAY_1400,
            now=MONDAY_1000,
        )
        disclosures.decide(
            disclosure_id=told.pk,
            by=galil.as_customer if how is How.PAGE else by(galil.yael),
            option=option,
            shown=disclosures.shown_digest(told.told),
            how=how,
            proof="" if how is How.PAGE else "בשיחה, את הדגם האחר",
            now=at,
        )
    text = send(galil, row).message.text
    assert (
        f"מה שבחרת:\n• דגם אחר, בלי פגם, {price_words(179_000, 'he')}: בחרת בשיחה, ויעל ברק רשמה זאת ביום שני"
        in text
    )
    assert "לא לקנות" not in text and not language.vague_spans(text)


def test_a_summary_in_english_is_clear_too(galil: Business) -> None:
    row = full(galil, galil.john, replace(CALL_BACK, channel="email"))
    text = send(galil, row).message.text
    assert "this is a summary of our call on Monday 23 November" in text
    assert "this we will not do" in text and not language.vague_spans(text)


def test_the_words_may_change_but_no_time_may_be_left_out(galil: Business) -> None:
    row = full(galil)
    draft = summary_draft.draft(row.pk, by=by(galil.yael), now=MONDAY_1000)
    found = refused(lambda: send(galil, row, draft.text.replace("רביעי, 25.11", "רביעי")))
    assert found.code == "summary_leaves_out"
    assert found.details["times"] == ["עד יום רביעי, 25.11, בשעה 12:00"]
    assert refused(lambda: send(galil, row, f"{draft.text}\n\nנחזור אליך בהקדם")).code == "vague_window"
    promised = f"{draft.text}\n\nאתקשר אליך ביום חמישי, 26.11, בשעה 9:00"
    assert refused(lambda: send(galil, row, promised)).code == "window_mismatch"
    assert refused(lambda: send(galil, row, " . ")).code == "incomplete"
    sent = send(galil, row, f"{draft.text}\n\nהיה נעים לדבר.")
    assert sent.message.text.endswith("היה נעים לדבר.")


def test_a_time_that_moved_since_the_draft_is_found_missing(galil: Business) -> None:
    row = full(galil)
    draft = summary_draft.draft(row.pk, by=by(galil.yael), now=MONDAY_1000)
    moved = of(cast.Promise, galil, conversation=row, channel="phone").get()
    promises.revise(
        promise_id=moved.pk, by=by(galil.yael), due=cast.THURSDAY_1400, reason="היבואן סגור", now=MONDAY_1000
    )
    assert refused(lambda: send(galil, row, draft.text)).code == "summary_leaves_out"


def test_a_conversation_is_summed_up_once_unless_it_was_taken_back(galil: Business) -> None:
    row = full(galil)
    first = send(galil, row)
    assert refused(lambda: send(galil, row)).code == "summary_sent"
    outbox.take_back(message_id=first.message_id, by=by(galil.yael), now=MONDAY_1000)
    again = send(galil, row)
    assert (again.pk, again.message_id > first.message_id) == (first.pk, True)
    assert verify(rebuild_rows=True).broken is None


def test_what_reached_nobody_is_not_summed_up(galil: Business) -> None:
    row = talk(galil, quote(galil).case_id, reached=False)
    assert refused(lambda: send(galil, row)).code == "nothing_to_sum_up"


def _told(world: World, business: Business) -> Summary:
    row = full(business)
    world.until(MONDAY_1000)
    sent = send(business, row)
    world.until(MONDAY_1000 + timedelta(minutes=5))
    return sent


def test_the_customer_confirms_a_summary_and_may_correct_it_after_all(world: World, galil: Business) -> None:
    sent = _told(world, galil)
    for _ in range(2):
        found = summaries.confirm(summary_id=sent.pk, by=galil.as_customer, now=world.now)
        assert found.answer == "confirmed"
    text = "סיכמנו גם על שלט נוסף"
    found = summaries.correct(summary_id=sent.pk, by=galil.as_customer, text=text, now=world.now)
    question = Question.objects.of(galil.id).select_related("asked", "promise").get(pk=found.question_id)
    assert (question.asked.text, question.promise.state, question.promise.debtor) == (
        text,
        "open",
        "provider",
    )
    assert fresh(question.promise).due > world.now
    for act in (summaries.confirm, lambda **it: summaries.correct(text="שוב", **it)):
        assert (
            refused(lambda act=act: act(summary_id=sent.pk, by=galil.as_customer, now=world.now)).code
            == "summary_answered"
        )
    assert verify(rebuild_rows=True).broken is None


def test_a_summary_is_its_customers_own_and_is_there_once_it_was_told(world: World, galil: Business) -> None:
    row = full(galil)
    sent = send(galil, row)
    confirm = lambda who: summaries.confirm(summary_id=sent.pk, by=who, now=MONDAY_1000)  # noqa: E731
    assert refused(lambda: confirm(galil.as_customer)).code == "not_found"
    assert refused(lambda: confirm(galil.as_whom(galil.john))).code == "not_found"
    assert refused(lambda: confirm(by(galil.sami))).code == "not_found"
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    assert refused(lambda: confirm(by(other.ruth))).code == "not_found"
    assert confirm(by(galil.yael)).answer == "confirmed"


def test_a_correction_says_something(world: World, galil: Business) -> None:
    sent = _told(world, galil)
    found = refused(
        lambda: summaries.correct(summary_id=sent.pk, by=galil.as_customer, text=" . ", now=world.now)
    )
    assert found.code == "incomplete"
    assert Summary.objects.of(galil.id).get().answer == ""
