"""Incidents: one fault, written once, told to each customer with their own window (B4)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.db import connections

from tests import cast, cast_incident
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
)
from tests.cast_incident import DAY_LATER, TELLS, drafted, told, word
from tests.cast_page import deliver
from tests.property.world import World
from teum.actions import calls, incidents, organisations, promises
from teum.actions.customers import Contact
from teum.actions.incidents import telling
from teum.actions.promises.steps import Next
from teum.clock import incidents as clock
from teum.core.incident import Progress, Rule, Said, State, Terms
from teum.core.refusal import Refused
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.management.rehearsal import guarantees
from teum.models import Affected, Customer, Event, Incident, Message, Promise, Task
from teum.queries import calls as call_list
from teum.queries import incident_view
from teum.queries import incidents as queries
from teum.queries.incidents import Chosen
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
SOON = MONDAY_1000 + timedelta(minutes=5)
TEN_PERCENT = RemedyRule(remedy=Remedy(kind=Kind.PERCENT, value=10), after_minutes=60)


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def progress(business: Business, incident: Incident) -> Progress:
    return incident_view.view(incident.pk, by=by(business.amir)).words[0].progress


def affected(business: Business, incident: Incident) -> tuple[incident_view.AffectedView, ...]:
    return incident_view.view(incident.pk, by=by(business.amir)).words[0].affected


def letter(business: Business, kind: str, whose: object) -> Message:
    (found,) = of(Message, business, kind=kind, customer=whose)
    assert isinstance(found, Message)
    return found


def test_each_customer_reads_their_own_new_time_in_their_language(world: World, galil: Business) -> None:
    dana = quote(galil)
    john = cast.promise_of(
        cast.case(
            galil.dan,
            galil.john,
            promise=cast.quote_draft(
                body="I'll e-mail you the quote", includes=("the quote",), due=WEDNESDAY_1200
            ),
        )
    )
    world.until(MONDAY_1000)
    incident = told(galil)
    assert progress(galil, incident) == Progress(waiting=2, told=0, left_out=0, failed=0)
    world.until(SOON)
    assert progress(galil, incident) == Progress(waiting=0, told=2, left_out=0, failed=0)
    hebrew, english = letter(galil, "revised", galil.dana), letter(galil, "revised", galil.john)
    assert "הרכב של צוות ההתקנות התקלקל. המזגנים עצמם במחסן, ולא ניזוקו." in hebrew.text
    assert "נודע לנו על כך ביום שני, 23.11, בשעה 10:00." in hebrew.text
    assert "עד יום רביעי, 25.11, בשעה 14:00" in hebrew.text
    assert "The van of our installers broke down." in english.text
    assert "by Thursday 26 November, 12:00" in english.text
    assert fresh(dana).due == TUESDAY_1400 + timedelta(days=1)
    assert fresh(john).due == WEDNESDAY_1200 + timedelta(days=1)
    assert verify(rebuild_rows=True).broken is None


def test_the_time_from_knowing_to_telling_is_recorded_for_each(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    told(galil, known_at=MONDAY_1000 - timedelta(minutes=40))
    world.until(SOON)
    (event,) = of(Event, galil, kind="IncidentTold")
    assert (event.case, event.promise) == (row.case_id, row.pk)
    told_at = letter(galil, "revised", galil.dana).told_at
    assert told_at is not None
    assert event.facts["seconds"] == 40 * 60 + (told_at - MONDAY_1000).seconds
    (affected,) = of(Affected, galil)
    assert (affected.seconds, affected.told_at) == (event.facts["seconds"], told_at)


def test_they_are_chosen_by_query_and_a_person_leaves_some_out(galil: Business) -> None:
    dana = quote(galil)
    others = cast_incident.customers(galil, 3)
    late = cast.case(
        galil.dan,
        galil.dana,
        title="דוד שמש",
        promise=cast.quote_draft(body="אשלח לך במייל את החשבון", due=THURSDAY_1400),
    )
    theirs = cast.promise_of(late)
    amir = by(galil.amir)

    def found(**asked: object) -> set[int]:
        return {one.promise for one in queries.candidates(Chosen(**asked), by=amir)}  # type: ignore[arg-type]

    mine = {dana.pk, *(row.pk for _, row in others)}
    assert found() == mine | {theirs.pk}
    assert found(owner=galil.dan.pk) == found(text="דוד") == found(due_from=WEDNESDAY_1200) == {theirs.pk}
    assert found(due_until=WEDNESDAY_1200, text="המפרט") == mine
    assert found(text="אין כזה") == set()

    out = others[0][1].pk
    incident = drafted(galil, chosen=Chosen(due_until=WEDNESDAY_1200), left_out=[out])
    assert progress(galil, incident) == Progress(waiting=3, told=0, left_out=1, failed=0)
    assert {row.promise_id: row.reason for row in of(Affected, galil, state="left_out")} == {out: "chosen"}
    assert clock.once(SOON) == 0, "nobody said yes to the draft"
    incidents.start(incident_id=incident.pk, by=amir, now=MONDAY_1000)
    assert clock.once(SOON) == 3
    assert fresh(others[0][1]).due == TUESDAY_1400


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (Terms(rule=Rule.SHIFT, days=2), "2026-11-26 14:00"),
        (Terms(rule=Rule.SHIFT, minutes=240), "2026-11-25 10:00"),
        (Terms(rule=Rule.FIXED, window=Window(due=cast.at("2026-11-29 12:00"))), "2026-11-29 12:00"),
    ],
)
def test_the_rule_gives_each_their_window(galil: Business, terms: Terms, due: str) -> None:
    row = quote(galil)
    told(galil, word(terms))
    assert clock.once(TELLS) == 1
    assert fresh(row).due == cast.at(due)


def test_a_second_change_still_asks_the_customer(world: World, galil: Business) -> None:
    row = quote(galil)
    deliver(SUNDAY_1000)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="הספק איחר", now=SUNDAY_1000
    )
    untouched = quote(galil)
    world.until(MONDAY_1000)
    incident = drafted(galil)
    shown = {row.pk: True, untouched.pk: False}
    assert {one.promise: one.is_asked for one in affected(galil, incident)} == shown
    incidents.start(incident_id=incident.pk, by=by(galil.amir), now=MONDAY_1000)
    world.until(SOON)
    assert {one.promise: one.is_asked for one in affected(galil, incident)} == shown
    asked = fresh(row)
    assert (asked.due, asked.revisions) == (THURSDAY_1400, 1)
    assert asked.proposed_due == cast.at("2026-11-27 13:00") or asked.proposed_due == cast.at(
        "2026-11-27 14:00"
    )
    assert "לבטל בלי עלות" in letter(galil, "proposed", galil.dana).text
    assert progress(galil, incident).told == 2


def test_without_a_date_they_hear_why_and_when_the_next_word_comes(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    incident = told(galil, word(Terms(rule=Rule.NONE, next_due=cast.TUESDAY_1230)))
    world.until(SOON)
    assert progress(galil, incident).told == 1 and fresh(row).due == TUESDAY_1400
    said = letter(galil, "no_date", galil.dana)
    assert "הרכב של צוות ההתקנות התקלקל" in said.text and "יום שלישי, 24.11, בשעה 12:30" in said.text
    assert "לבטל בלי עלות" in said.text, "the free way out, at every delay"
    assert of(Promise, galil, nature="update", due=cast.TUESDAY_1230).exists()


def test_a_later_word_goes_to_the_same_without_those_whose_promise_ended(
    world: World, galil: Business
) -> None:
    dana = quote(galil)
    others = cast_incident.customers(galil, 3)
    world.until(MONDAY_1000)
    incident = told(galil, left_out=[others[2][1].pk])
    amir = by(galil.amir)
    stays = word(
        Terms(rule=Rule.STAYS, next_due=cast.TUESDAY_1230),
        texts={"he": Said(what="הרכב תוקן", matters="המועד החדש נשאר")},
    )
    assert (
        refused(lambda: incidents.go_on(incident_id=incident.pk, by=amir, word=stays, now=MONDAY_1000))
        == "still_telling"
    )
    world.until(SOON)
    promises.release(promise_id=others[0][1].pk, by=galil.as_whom(others[0][0]), now=SOON)
    incidents.go_on(incident_id=incident.pk, by=amir, word=stays, now=SOON)
    incidents.start(incident_id=incident.pk, by=amir, now=SOON)
    world.until(SOON + timedelta(minutes=5))
    second = incident_view.view(incident.pk, by=amir).words[0]
    assert {one.promise for one in second.affected} == {dana.pk, others[1][1].pk}
    assert second.progress == Progress(waiting=0, told=2, left_out=0, failed=0)
    assert fresh(dana).due == TUESDAY_1400 + timedelta(days=1)
    assert verify(rebuild_rows=True).broken is None


def test_who_may_be_written_to_first_goes_first_and_the_quiet_ones_later(
    world: World, galil: Business
) -> None:
    quiet, loud = cast_incident.customers(galil, 2)
    Customer.objects.of(galil.id).filter(pk=quiet[0].pk).update(quiet_from=time(9), quiet_until=time(15))
    world.until(MONDAY_1000)
    incident = told(galil)
    world.until(SOON)
    assert progress(galil, incident) == Progress(waiting=1, told=1, left_out=0, failed=0)
    first, second = incident_view.view(incident.pk, by=by(galil.amir)).words[0].affected
    assert (first.case, second.case) == (loud[1].case_id, quiet[1].case_id)
    assert second.leaves_at == cast.at("2026-11-23 15:00")
    assert fresh(quiet[1]).due == TUESDAY_1400 + timedelta(days=1), "their page shows it already"
    world.until(cast.at("2026-11-23 15:05"))
    assert progress(galil, incident).told == 2


def test_a_word_that_moves_nothing_is_one_message_a_case(world: World, galil: Business) -> None:
    row = quote(galil)
    more = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", includes=("תעודה",), owner=galil.dan.pk)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=SUNDAY_1000)
    world.until(MONDAY_1000)
    incident = told(galil, word(Terms(rule=Rule.STAYS, next_due=cast.TUESDAY_1230)))
    world.until(SOON)
    assert progress(galil, incident).told == of(Event, galil, kind="IncidentTold").count() == 2
    assert of(Message, galil, kind="update").count() == 1


def test_several_of_one_customer_leave_in_one_envelope(world: World, galil: Business) -> None:
    quote(galil)
    cast.case(
        galil.dan, galil.dana, title="דוד שמש", promise=cast.quote_draft(body="אשלח לך במייל את החשבון")
    )
    world.until(MONDAY_1000)
    handed = len(world.carrier.handed)
    told(galil)
    world.until(SOON)
    assert of(Affected, galil, state="told").count() == 2
    assert len(world.carrier.handed) - handed == 1


def test_a_remedy_is_offered_by_rule(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    incident = told(galil, word(remedy=TEN_PERCENT))
    world.until(SOON)
    assert "כמחווה מצידנו: הנחה של 10% על מה שסיכמנו." in letter(galil, "revised", galil.dana).text
    (event,) = of(Event, galil, kind="RemedyOffered")
    assert event.facts == {"incident": incident.pk, "kind_of": "percent", "value": 10}
    assert (event.case, event.promise) == (row.case_id, row.pk)


def test_what_was_offered_is_said_once_more_at_the_end(world: World, galil: Business) -> None:
    row, other = quote(galil), quote(galil)
    world.until(MONDAY_1000)
    told(galil, word(remedy=TEN_PERCENT), left_out=[other.pk])
    world.until(SOON)
    for one in (row, other):
        promises.report(promise_id=one.pk, by=by(galil.yael), now=SOON)
        promises.confirm(promise_id=one.pk, by=by(galil.yael), after=Next(close=True), now=SOON)
    last = {one.case_id: one.text for one in of(Message, galil, kind="closed")}
    said = "כמחווה מצידנו: הנחה של 10% על מה שסיכמנו."
    assert (last[row.case_id].count(said), last[other.case_id].count(said)) == (1, 0)


def test_what_ended_or_moved_meanwhile_is_left_out_and_shown(galil: Business) -> None:
    ended, moved, stands = (row for _, row in cast_incident.customers(galil, 3))
    incident = told(galil)
    promises.report(promise_id=ended.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.revise(
        promise_id=moved.pk, by=by(galil.yael), due=THURSDAY_1400, reason="הספק איחר", now=MONDAY_1000
    )
    assert clock.once(TELLS) == 3
    found = {row.promise_id: (row.state, row.reason) for row in of(Affected, galil)}
    assert found == {
        ended.pk: ("left_out", "ended"),
        moved.pk: ("left_out", "moved"),
        stands.pk: ("written", ""),
    }
    assert progress(galil, incident) == Progress(waiting=1, told=0, left_out=2, failed=0)
    assert fresh(moved).due == THURSDAY_1400


def test_what_the_core_refuses_is_shown_as_failed_and_changes_nothing(galil: Business) -> None:
    row = quote(galil)
    told(galil, word(Terms(rule=Rule.FIXED, window=Window(due=cast.MONDAY_1000 + timedelta(hours=1)))))
    assert clock.once(MONDAY_1000 + timedelta(hours=2)) == 1
    (affected,) = of(Affected, galil)
    assert (affected.state, affected.reason) == ("failed", "due_past")
    assert fresh(row).due == TUESDAY_1400 and not of(Message, galil, kind="revised").exists()
    (task,) = of(Task, galil, kind="call", promise=row, done_at=None)
    assert task.member == galil.amir, "who wrote it tells it"
    (call,) = call_list.call_list(by=by(galil.amir), now=MONDAY_1000 + timedelta(hours=2))
    assert call.why == "passed" and "הרכב של צוות ההתקנות התקלקל" in " ".join(call.words)


@pytest.mark.parametrize(
    ("terms", "kind", "says"),
    [
        (Terms(rule=Rule.NONE, next_due=cast.TUESDAY_1230), "no_date", "יום חמישי, 26.11, בשעה 12:00"),
        (Terms(rule=Rule.STAYS, next_due=cast.TUESDAY_1230), "update", "יום חמישי, 26.11, בשעה 12:00"),
        (Terms(rule=Rule.SHIFT, minutes=60), "revised", "יום רביעי, 25.11, בשעה 11:30"),
    ],
)
def test_what_a_clock_that_was_away_let_pass_is_told_with_what_is_still_true(
    world: World, galil: Business, terms: Terms, kind: str, says: str
) -> None:
    quote(galil)
    world.until(MONDAY_1000)
    world.goes_away("clock")
    incident = told(galil, word(terms))
    world.until(cast.at("2026-11-25 10:30"))
    world.returns("clock")
    world.until(cast.at("2026-11-25 10:45"))
    assert progress(galil, incident) == Progress(waiting=0, told=1, left_out=0, failed=0)
    said = letter(galil, kind, galil.dana).text
    assert "הרכב של צוות ההתקנות התקלקל" in said and says in said
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_who_has_no_mail_is_called_and_told_by_that(galil: Business) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    opened = cast.case(
        galil.yael, shula, promise=cast.chat_draft(channel="phone", body="אתקשר אליך עם הצעת המחיר")
    )
    incident = told(galil)
    clock.once(TELLS)
    assert progress(galil, incident) == Progress(waiting=1, told=0, left_out=0, failed=0)
    later = MONDAY_1000 + timedelta(minutes=20)
    calls.log(case_id=opened.pk, by=by(galil.yael), reached=True, now=later)
    assert progress(galil, incident).told == 1
    (event,) = of(Event, galil, kind="IncidentTold")
    assert event.facts["seconds"] == 20 * 60


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"texts": {"he": cast_incident.HE, "en": Said(what="", matters="")}}, "incomplete"),
        (
            {"texts": {"he": Said(what="נחזור אליך בהקדם", matters="המזגן תקין"), "en": cast_incident.EN}},
            "vague_window",
        ),
        ({"terms": Terms(rule=Rule.SHIFT)}, "incomplete"),
        ({"terms": Terms(rule=Rule.NONE)}, "incomplete"),
        ({"terms": Terms(rule=Rule.FIXED, window=Window(due=SUNDAY_1000))}, "due_past"),
        ({"remedy": RemedyRule(remedy=Remedy(kind=Kind.PERCENT, value=101))}, "bad_remedy"),
    ],
)
def test_what_is_not_whole_is_refused(galil: Business, given: dict[str, object], code: str) -> None:
    quote(galil)
    cast.case(
        galil.dan,
        galil.john,
        promise=cast.quote_draft(body="I'll e-mail you the quote", includes=("the quote",)),
    )
    assert refused(lambda: drafted(galil, word(**given))) == code  # type: ignore[arg-type]
    assert not Incident.objects.of(galil.id).exists()


def test_only_who_manages_tells_many_and_not_of_what_is_not_known(galil: Business) -> None:
    assert refused(lambda: drafted(galil)) == "nobody_affected"
    quote(galil)
    assert refused(lambda: drafted(galil, title=" ")) == "incomplete"
    assert refused(lambda: drafted(galil, known_at=SOON)) == "known_later"
    incident = drafted(galil)
    for who in (galil.yael, galil.sami):
        assert (
            refused(lambda who=who: incidents.start(incident_id=incident.pk, by=by(who), now=SOON))
            == "not_allowed"
        )  # type: ignore[misc]
        assert refused(lambda who=who: incident_view.view(incident.pk, by=by(who))) == "not_allowed"  # type: ignore[misc]
    incidents.discard(incident_id=incident.pk, by=by(galil.ruth))
    assert not Incident.objects.of(galil.id).exists()
    assert refused(lambda: incidents.discard(incident_id=incident.pk, by=by(galil.ruth))) == "not_found"


def test_a_word_is_told_once_though_a_person_says_yes_twice(galil: Business) -> None:
    quote(galil)
    incident = told(galil, word(DAY_LATER))
    again = refused(lambda: incidents.start(incident_id=incident.pk, by=by(galil.ruth), now=MONDAY_1000))
    assert again == "nothing_to_tell"
    assert (clock.once(TELLS), clock.once(TELLS)) == (1, 0)
    assert of(Message, galil, kind="revised").count() == 1
    assert of(Affected, galil).get().state == State.WRITTEN


@pytest.mark.parametrize("seconds", [0, 10])
def test_a_yes_is_undone_within_its_seconds_and_it_is_the_draft_that_it_was(
    world: World, galil: Business, seconds: int
) -> None:
    first, second = (row for _, row in cast_incident.customers(galil, 2))
    amir, at = by(galil.amir), MONDAY_1000 + timedelta(seconds=seconds)
    world.until(MONDAY_1000)
    incident = drafted(galil, word(remedy=TEN_PERCENT), left_out=[second.pk])
    draft = incident_view.view(incident.pk, by=amir)
    incidents.start(incident_id=incident.pk, by=amir, now=MONDAY_1000)
    assert incident_view.view(incident.pk, by=amir) != draft
    world.until(at - timedelta(seconds=1) if seconds else at)
    incidents.undo(incident_id=incident.pk, by=amir, now=at)
    world.until(SOON)
    assert incident_view.view(incident.pk, by=amir) == draft
    assert fresh(first).due == TUESDAY_1400
    assert not of(Message, galil, kind="revised").exists()
    assert refused(lambda: incidents.undo(incident_id=incident.pk, by=amir, now=SOON)) == "nothing_to_undo"

    incidents.start(incident_id=incident.pk, by=amir, now=SOON)
    world.until(SOON + timedelta(minutes=5))
    assert progress(galil, incident) == Progress(waiting=0, told=1, left_out=1, failed=0)
    facts = of(Event, galil, kind__startswith="Incident").order_by("id").values_list("kind", flat=True)
    yes = ["IncidentOpened", "IncidentWorded"]
    assert [*facts] == [*yes, "IncidentUndone", *yes, "IncidentTold"]
    assert verify(rebuild_rows=True).broken is None


def test_nobody_is_told_within_the_seconds_and_whoever_was_cannot_be_told_otherwise(galil: Business) -> None:
    row = quote(galil)
    incident = told(galil)
    (waiting,) = of(Affected, galil)
    early = TELLS - timedelta(seconds=1)
    assert clock.once(early) == incidents.tell(waiting.pk, now=early) == 0
    assert refused(lambda: incidents.undo(incident_id=incident.pk, by=by(galil.yael), now=early)) == (
        "not_allowed"
    )
    assert clock.once(TELLS) == 1
    for now in (TELLS, TELLS + timedelta(seconds=1)):
        again = refused(lambda now=now: incidents.undo(incident_id=incident.pk, by=by(galil.ruth), now=now))  # type: ignore[misc]
        assert again == "too_late"
    assert fresh(row).due == TUESDAY_1400 + timedelta(days=1)


def test_after_its_seconds_a_yes_stands_though_nobody_was_told_yet(galil: Business) -> None:
    quote(galil)
    incident = told(galil)
    late = TELLS + timedelta(seconds=1)
    assert refused(lambda: incidents.undo(incident_id=incident.pk, by=by(galil.amir), now=late)) == "too_late"
    assert clock.once(late) == 1


def test_the_business_says_how_long_a_yes_can_be_undone(galil: Business) -> None:
    quote(galil)
    organisations.change_policy(by=by(galil.ruth), undo_seconds=60, now=SUNDAY_1000)
    told(galil)
    organisations.change_policy(by=by(galil.ruth), undo_seconds=0, now=MONDAY_1000)
    assert clock.once(TELLS) == 0, "what was said yes to keeps its seconds"
    assert clock.once(MONDAY_1000 + timedelta(seconds=60)) == 1


def test_a_later_word_is_undone_alone(world: World, galil: Business) -> None:
    quote(galil)
    world.until(MONDAY_1000)
    incident, amir = told(galil), by(galil.amir)
    world.until(SOON)
    stays = word(Terms(rule=Rule.STAYS, next_due=cast.TUESDAY_1230))
    incidents.go_on(incident_id=incident.pk, by=amir, word=stays, starts=True, now=SOON)
    incidents.undo(incident_id=incident.pk, by=amir, now=SOON + timedelta(seconds=5))
    second, first = incident_view.view(incident.pk, by=amir).words
    assert (second.started_at, second.progress.waiting) == (None, 1)
    assert (first.started_at, first.progress.told) == (MONDAY_1000, 1)
    incidents.discard(incident_id=incident.pk, by=amir)
    assert verify(rebuild_rows=True).broken is None


def test_an_undone_draft_may_be_thrown_away_and_the_ledger_says_what_was_done(galil: Business) -> None:
    quote(galil)
    amir = by(galil.amir)
    incident = told(galil)
    incidents.undo(incident_id=incident.pk, by=amir, now=MONDAY_1000)
    anew = drafted(galil, instead_of=incident.pk)
    assert verify(rebuild_rows=True).broken is None, "its texts went with it"
    incidents.start(incident_id=anew.pk, by=amir, now=MONDAY_1000)
    assert clock.once(TELLS) == 1
    assert verify(rebuild_rows=True).broken is None
    said = of(Affected, galil).get().word
    of(Affected, galil).delete()
    said.delete()
    broken = verify().broken
    assert broken and (broken.what, broken.detail) == ("row_missing", "IncidentWorded")


def test_who_dies_in_the_middle_has_told_each_once_or_not_yet(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast_incident.customers(galil, 5)
    told(galil)
    written: list[int] = []
    find = telling._message

    def dies(row: Affected, *, now: datetime) -> Message:
        """The third is written when the power goes, in the same transaction as its promise's new time."""
        written.append(row.pk)
        if len(written) == 3:
            raise KeyboardInterrupt
        return find(row, now=now)

    with monkeypatch.context() as patched:
        patched.setattr(telling, "_message", dies)
        with pytest.raises(KeyboardInterrupt):
            clock.once(TELLS)
    assert of(Affected, galil, state="written").count() == 2
    assert of(Message, galil, kind="revised").count() == 2
    assert of(Promise, galil, due__gt=TUESDAY_1400).count() == 2
    assert clock.once(TELLS) == 3
    assert of(Message, galil, kind="revised").count() == of(Promise, galil, number=1).count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_tell_each_once() -> None:
    galil = cast.galil()
    cast_incident.customers(galil, 12)
    told(galil)
    together, counts = threading.Barrier(2), []

    def runs() -> None:
        together.wait(timeout=30)
        counts.append(clock.once(TELLS))
        connections.close_all()

    clocks = [threading.Thread(target=runs) for _ in range(2)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    assert sum(counts) == of(Affected, galil, state="written").count() == 12
    assert of(Message, galil, kind="revised").count() == of(Promise, galil, number=1).count() == 12


@pytest.mark.django_db(transaction=True)
def test_an_undo_beside_the_clock_leaves_all_told_or_nobody() -> None:
    """At the very last moment of its seconds."""
    galil = cast.galil()
    cast_incident.customers(galil, 12)
    for _ in range(3):
        incident = told(galil)
        together, answers = threading.Barrier(2), []

        def tells(together: threading.Barrier = together) -> None:
            together.wait(timeout=30)
            clock.once(TELLS)
            connections.close_all()

        def undoes(
            pk: int = incident.pk,
            together: threading.Barrier = together,
            answers: list[str] = answers,
        ) -> None:
            together.wait(timeout=30)
            try:
                incidents.undo(incident_id=pk, by=by(galil.amir), now=TELLS)
            except Refused as refused:
                answers.append(refused.code)
            connections.close_all()

        both = [threading.Thread(target=one) for one in (tells, undoes)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        states = set(of(Affected, galil, word__incident=incident).values_list("state", flat=True))
        assert (states, answers) in (({"waiting"}, []), ({"written"}, ["too_late"]))
        if not answers:
            incidents.discard(incident_id=incident.pk, by=by(galil.amir))
