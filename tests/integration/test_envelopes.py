"""Few messages: what must be said at once to one customer, in whichever case, is one; what can wait, waits for it."""

from collections import deque
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1400,
    TUESDAY_1500,
    Business,
    by,
    fresh,
    of,
)
from tests.property.world import World
from teum.actions import outbox, promises, words
from teum.actions.customers import Contact
from teum.clock import delivery, timers
from teum.core.promise import Nature
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer, Handed
from teum.models import Customer, Event, Message, Promise, Task

pytestmark = pytest.mark.django_db
HOLD = cast.at("2026-11-24 12:30")
TUESDAY = cast.at("2026-11-24 00:00")
QUOTE = "אשלח לך במייל את הצעת המחיר והמפרט"
THURSDAY_1200 = cast.at("2026-11-26 12:00")
A_BREATH = timedelta(minutes=2)


def two_cases(
    galil: Business, *, due: datetime = TUESDAY_1400, whose: Customer | None = None
) -> tuple[Promise, Promise]:
    """Two matters of Dana's, both promised for Tuesday 14:00; both were told what was agreed."""
    quote = cast.quote_draft(body=QUOTE, due=due)
    sofa = cast.promise_of(cast.case(galil.yael, whose or galil.dana, promise=quote))
    oven = cast.promise_of(
        cast.case(
            galil.dan,
            whose or galil.dana,
            title="תנור במטבח",
            promise=cast.quote_draft(
                body="אשלח לך במייל את תעודת האחריות",
                includes=("תעודת אחריות",),
                owner=galil.dan.pk,
                due=due,
            ),
        )
    )
    return sofa, oven


def given(world: World, *, since: datetime = TUESDAY) -> list[Handed]:
    """What the carrier was handed for customers, from Tuesday on."""
    mine = Message.objects.of(world.organisation).filter(customer__isnull=False)
    keys = set(mine.values_list("key", flat=True))
    return [h for h in world.carrier.handed if h.at >= since and keys.issuperset(h.keys)]


def to_dana(galil: Business, *kinds: str) -> list[Message]:
    return list(of(Message, galil, kind__in=kinds, customer__isnull=False).order_by("id"))


def answers(world: World, *said: Answer) -> None:
    """What the carrier says of the next messages to customers."""
    left = deque(said)

    def decide(*, key: str, address: str) -> Answer:
        return left.popleft() if left and address.endswith("@example.com") else Answer.TAKEN

    world.carrier.decide = decide


def give(galil: Business, case: int, *, now: datetime, due: datetime = THURSDAY_1200) -> Message:
    """A word that moves nothing: it comes before anything of the case is due."""
    words.give(case_id=case, by=by(galil.yael), text="הכול מתקדם כמתוכנן.", next_due=due, now=now)
    return to_dana(galil, "update")[-1]


def test_the_clock_speaks_of_two_cases_in_one_message(world: World, galil: Business) -> None:
    sofa, oven = two_cases(galil)
    world.until(TUESDAY_1500)
    (handed,) = given(world)
    first, second = to_dana(galil, "holding")
    assert handed.at == HOLD and handed.keys == (first.key, second.key)
    assert "הצעת המחיר" in handed.text and "תעודת האחריות" in handed.text
    assert "בשני עניינים שלך" in handed.text
    assert handed.text.count("אפשר פשוט להשיב להודעה הזאת.") == 1
    assert [message.case_id for message in (first, second)] == [sofa.case_id, oven.case_id]
    assert {message.envelope for message in (first, second)} == {first.key}
    for message in (first, second):
        told = of(Event, galil, kind="MessageAccepted", case=message.case_id, facts__message=message.pk)
        assert told.count() == 1 and message.told_at == HOLD
    misses = of(Event, galil, kind="PromiseMissed")
    assert {event.promise: event.facts["told"] for event in misses} == {sofa.pk: True, oven.pk: True}
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_one_part_that_is_refused_for_its_words_does_not_sink_the_rest(world: World, galil: Business) -> None:
    two_cases(galil)
    world.until(HOLD - A_BREATH)
    answers(world, Answer.REFUSED, Answer.TAKEN, Answer.REFUSED)
    world.until(TUESDAY_1400 - timedelta(minutes=20))
    first, second = to_dana(galil, "holding")
    assert [len(handed.keys) for handed in given(world)] == [2, 1, 1]
    assert (first.state, second.state) == ("accepted", "failed")
    assert {first.envelope, second.envelope} == {""}
    assert of(Task, galil, kind="call", done_at=None).get().message == second
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_what_is_tried_again_alone_is_passed_by_nothing_of_its_case(world: World, galil: Business) -> None:
    first = cast.quote(galil)
    draft = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", due=TUESDAY_1400)
    second = promises.make(case_id=first.case_id, by=by(galil.yael), draft=draft, now=world.now)
    world.until(MONDAY_1000)
    answers(world, Answer.REFUSED, Answer.BUSY)
    for promise in (first, second):
        promises.report(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(hours=1))
    handed = given(world, since=MONDAY_1000)
    assert [len(one.keys) for one in handed] == [2, 1, 2], "together, alone and tried again, together"
    assert [letter.state for letter in to_dana(galil, "reported")] == ["accepted", "accepted"]
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_after_an_outage_a_customer_gets_one_message_the_most_urgent_first(
    world: World, galil: Business
) -> None:
    sofa, oven = two_cases(galil)
    roof = cast.promise_of(
        cast.case(galil.yael, galil.dana, title="מזגן בגג", promise=cast.quote_draft(body=QUOTE, due=HOLD))
    )
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    world.returns("clock")
    world.until(TUESDAY_1500 + A_BREATH)
    (handed,) = given(world)
    places = [handed.text.index(title) for title in ("מזגן בגג", "מזגן לסלון", "תנור במטבח")]
    assert places == sorted(places)
    assert [message.case_id for message in to_dana(galil, "late")] == [
        roof.case_id,
        sofa.case_id,
        oven.case_id,
    ]
    assert not [v for hold in guarantees.ALL for v in hold(world)]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([Answer.REFUSED] * 3, "failed"),  # together, and then each for itself
        ([Answer.UNKNOWN], "uncertain"),
        ([Answer.CRASH_AFTER], "uncertain"),
    ],
)
def test_every_case_knows_what_became_of_the_message(
    world: World, galil: Business, said: list[Answer], state: str
) -> None:
    two_cases(galil)
    world.until(MONDAY_1000)
    answers(world, *said)
    world.until(cast.at("2026-11-24 13:00"))
    found = to_dana(galil, "holding")
    assert [message.state for message in found] == [state, state]
    tasks = of(Task, galil, message__in=[message.pk for message in found], done_at=None)
    assert sorted(task.case_id for task in tasks) == sorted(message.case_id for message in found)
    assert len(given(world)) == len(said)


def test_after_a_passing_failure_it_is_one_message_again(world: World, galil: Business) -> None:
    two_cases(galil)
    world.until(MONDAY_1000)
    answers(world, Answer.BUSY, Answer.BUSY)
    world.until(cast.at("2026-11-24 13:00"))
    assert [len(handed.keys) for handed in given(world)] == [2, 2, 2]
    assert [message.state for message in to_dana(galil, "holding")] == ["accepted", "accepted"]


def test_a_dead_address_leads_both_to_the_next_one(world: World, galil: Business) -> None:
    dead, work = (Contact(channel="email", address=f"{name}@example.com") for name in ("dead", "work"))
    two_cases(galil, whose=cast.customer(galil.ruth, "דנה לוי", [dead, work]))
    world.until(MONDAY_1000)
    answers(world, Answer.NO_SUCH_ADDRESS)
    world.until(cast.at("2026-11-24 13:00"))
    assert [len(handed.keys) for handed in given(world)] == [2, 2]
    found = to_dana(galil, "holding")
    assert {(message.state, message.address) for message in found} == {("accepted", "work@example.com")}


def test_what_was_overtaken_leaves_the_message(world: World, galil: Business) -> None:
    sofa, oven = two_cases(galil)
    world.until(HOLD - A_BREATH)
    world.now = HOLD
    timers.once(HOLD)
    promises.report(promise_id=oven.pk, by=by(galil.dan), now=HOLD)
    delivery.once(HOLD)
    assert given(world) == [], "what waits for it does not leave in its place"
    delivery.once(HOLD + A_BREATH)
    (handed,) = given(world)
    assert "הצעת המחיר" in handed.text and "עוד לא סיימנו" in handed.text
    assert handed.text.count("עוד לא סיימנו") == 1, "the other says that it is done"
    states = {message.case_id: message.state for message in to_dana(galil, "holding")}
    assert states == {sofa.case_id: "accepted", oven.case_id: "overtaken"}


def test_what_a_person_may_still_take_back_joins_nothing(world: World, galil: Business) -> None:
    two_cases(galil)
    world.until(HOLD - A_BREATH)
    third = cast.case(galil.yael, galil.dana, title="מזגן בגג", now=HOLD - A_BREATH / 2)
    world.now = HOLD
    timers.once(HOLD)
    delivery.once(HOLD)
    assert len(given(world)) == 1
    assert {message.state for message in to_dana(galil, "agreed") if message.case_id == third.pk} == {
        "queued"
    }


def test_a_word_that_moves_nothing_waits_for_the_next_day(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil, due=THURSDAY_1400)
    world.until(SUNDAY_1000 + A_BREATH)
    update = give(galil, sofa.case_id, now=SUNDAY_1000 + timedelta(hours=1))
    assert update.send_at == cast.at("2026-11-23 08:00"), "Dana had a message today"
    assert update.may_join_at == SUNDAY_1000 + timedelta(hours=1, seconds=10)
    world.until(cast.at("2026-11-23 09:00"))
    assert fresh_message(update).told_at == cast.at("2026-11-23 08:00")


def test_on_a_day_without_a_message_it_leaves_at_once(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil, due=THURSDAY_1400)
    world.until(MONDAY_1000)
    update = give(galil, sofa.case_id, now=MONDAY_1000)
    world.until(MONDAY_1000 + A_BREATH)
    assert fresh_message(update).told_at == MONDAY_1000 + timedelta(seconds=10)


def test_what_waits_leaves_with_the_next_message_in_whichever_case(world: World, galil: Business) -> None:
    cast.writes_first(galil)
    sofa, oven = two_cases(galil, due=THURSDAY_1400)
    world.until(SUNDAY_1000 + A_BREATH)
    update = give(galil, sofa.case_id, now=SUNDAY_1000 + timedelta(hours=1))
    later = SUNDAY_1000 + timedelta(hours=2)
    world.until(later)
    promises.revise(
        promise_id=oven.pk, by=by(galil.dan), due=cast.at("2026-11-26 16:00"), reason="הספק מאחר", now=later
    )
    world.until(later + A_BREATH)
    last = given(world, since=later)[-1]
    assert len(last.keys) == 2 and update.key in last.keys
    assert fresh_message(update).state == "accepted"
    assert last.text.index("תנור במטבח") < last.text.index("מזגן לסלון"), "the changed time comes first"


def test_what_waits_can_be_taken_back(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil, due=THURSDAY_1400)
    world.until(SUNDAY_1000 + A_BREATH)
    now = SUNDAY_1000 + timedelta(hours=1)
    update = give(galil, sofa.case_id, now=now)
    outbox.take_back(message_id=update.pk, by=by(galil.yael), now=now + timedelta(hours=3))
    assert fresh_message(update).state == "overtaken"


def test_it_waits_for_nobody_where_it_is_needed_today(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil, due=THURSDAY_1400)
    world.until(SUNDAY_1000 + A_BREATH)
    now = SUNDAY_1000 + timedelta(hours=1)
    update = give(galil, sofa.case_id, now=now, due=cast.at("2026-11-22 17:00"))
    assert update.send_at == now + timedelta(seconds=10) and update.may_join_at is None


def test_it_does_not_wait_where_it_names_a_new_time_for_what_we_owe(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil, due=THURSDAY_1400)
    world.until(SUNDAY_1000 + A_BREATH)
    now = SUNDAY_1000 + timedelta(hours=1)
    update = give(galil, sofa.case_id, now=now, due=THURSDAY_1400)
    assert update.may_join_at is None


def test_a_reminder_waits_where_the_customer_has_the_time(world: World, galil: Business) -> None:
    draft = cast.quote_draft(
        body="אשלח לך במייל את החוזה",
        due=cast.at("2026-11-27 12:00"),
        condition="הטופס החתום",
        condition_due=cast.at("2026-11-26 19:00"),
    )
    cast.case(galil.yael, galil.dana, title="חוזה", promise=draft)
    world.until(cast.at("2026-11-25 18:00"))
    later = cast.quote_draft(body=QUOTE, due=cast.at("2026-11-27 12:00"))
    cast.case(galil.yael, galil.dana, title="תנור במטבח", promise=later, now=cast.at("2026-11-25 18:00"))
    world.until(cast.at("2026-11-25 20:00"))
    (reminder,) = to_dana(galil, "reminder")
    assert reminder.state == "queued" and reminder.send_at == cast.at("2026-11-26 08:00")
    world.until(cast.at("2026-11-26 08:00"))
    assert fresh_message(reminder).state == "accepted"


def test_two_that_can_wait_are_asked_once_more_as_they_leave(world: World, galil: Business) -> None:
    """Both were written on a day without a message; the first that leaves is the day's."""
    sofa, oven = two_cases(galil, due=THURSDAY_1400)
    world.until(MONDAY_1000)
    first = give(galil, sofa.case_id, now=MONDAY_1000)
    of(Message, galil, pk=first.pk).update(send_at=MONDAY_1000)
    second = give(galil, oven.case_id, now=MONDAY_1000, due=cast.at("2026-11-26 13:00"))
    of(Message, galil, pk=second.pk).update(send_at=MONDAY_1000 + timedelta(minutes=1), may_join_at=None)
    world.until(MONDAY_1000 + A_BREATH)
    assert fresh_message(first).state == "accepted"
    waits = fresh_message(second)
    assert (waits.state, waits.send_at) == ("queued", cast.at("2026-11-24 08:00"))
    world.until(cast.at("2026-11-24 08:00"))
    assert fresh_message(second).state == "accepted"


def test_what_the_clock_owes_is_never_kept_back(world: World, galil: Business) -> None:
    """A day on which Dana had a message already: the holding update goes out all the same, before due."""
    sofa, _ = two_cases(galil)
    world.until(cast.at("2026-11-24 10:00"))
    later = cast.quote_draft(body=QUOTE, due=THURSDAY_1400)
    cast.case(galil.yael, galil.dana, title="מזגן בגג", promise=later, now=cast.at("2026-11-24 10:00"))
    world.until(cast.at("2026-11-24 13:00"))
    assert {message.told_at for message in to_dana(galil, "holding")} == {HOLD}
    assert fresh(sofa).nature == Nature.DEED


def fresh_message(message: Message) -> Message:
    return Message.objects.of(message.organisation_id).get(pk=message.pk)


def test_what_the_managers_are_told_of_it_is_asked_again_as_well(world: World, galil: Business) -> None:
    sofa, _ = two_cases(galil)
    world.until(HOLD - A_BREATH)
    world.now = HOLD
    timers.once(HOLD)
    promises.report(promise_id=sofa.pk, by=by(galil.yael), now=HOLD)
    delivery.once(HOLD)
    letters = of(Message, galil, kind="manager")
    states = {(letter.case_id == sofa.case_id, letter.state) for letter in letters}
    assert states == {(True, "overtaken"), (False, "accepted")}
    overtaken = of(Event, galil, kind="MessageOvertaken", case=sofa.case_id)
    assert overtaken.count() == 1 + 2, "the word, and the letters to both who manage"


def left_together(world: World, galil: Business, *, since: datetime) -> datetime:
    """When the late and the holding letter of one pass left, in one envelope."""
    world.until(cast.at("2026-11-29 12:00"))
    late = of(Message, galil, kind="late", customer__isnull=False).get()
    holding = of(Message, galil, kind="holding", customer__isnull=False, at=late.at).get()
    (letter,) = (handed for handed in given(world, since=since) if late.key in handed.keys)
    assert holding.key in letter.keys
    assert [found for hold in guarantees.ALL for found in hold(world)] == []
    return letter.at


def test_what_rests_over_shabbat_leaves_with_what_cannot(world: World, galil: Business) -> None:
    """The clock was away on Friday afternoon: what passed meanwhile waits until Shabbat is out, and what is due before
    that does not."""
    friday, saturday = cast.at("2026-11-27 12:00"), cast.at("2026-11-28 17:30")
    row = cast.quote(galil, body=QUOTE, due=friday)
    more = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", includes=("תעודת אחריות",), due=saturday)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=SUNDAY_1000)
    world.until(cast.at("2026-11-27 08:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-27 19:45"))
    world.returns("clock")
    assert left_together(world, galil, since=friday) < saturday


def test_what_is_said_on_return_of_another_matter_goes_along_at_once(world: World, galil: Business) -> None:
    """The clock is back on Shabbat: one matter cannot wait, and what passed in the other leaves with it."""
    friday, saturday = cast.at("2026-11-27 12:00"), cast.at("2026-11-27 20:40")
    cast.quote(galil, body=QUOTE, due=friday)
    other = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", includes=("תעודת אחריות",), due=saturday)
    cast.case(galil.yael, galil.dana, title="תנור במטבח", promise=other)
    world.until(cast.at("2026-11-27 08:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-27 20:00"))
    world.returns("clock")
    assert left_together(world, galil, since=friday) < saturday
