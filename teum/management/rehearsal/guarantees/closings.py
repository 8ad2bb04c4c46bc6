"""Guarantee 2 at the end of a matter: nobody's case is closed without a word, and silence closes none unannounced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from teum.core import events
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Message, Promise, Question, Survey, Telling

A_DAY = timedelta(days=1)


def told_at_the_end(scene: Scene) -> Iterator[Violation]:
    """Each closing is told; one by silence a day after its customer was told the date; a bad answer is promised one."""
    cases = scene.picture.of(Case)
    for fact in scene.picture.facts:
        if fact.organisation != scene.organisation or fact.case not in cases:
            continue
        if isinstance(fact.event, events.CaseClosed):
            yield from _closed(scene, fact, why=fact.event.why)
        elif isinstance(fact.event, events.PromiseLapsed):
            yield from _lapsed(scene, fact)
    yield from _bad_answers(scene)


def _closed(scene: Scene, fact: Fact, *, why: str) -> Iterator[Violation]:
    assert fact.case is not None
    messages = scene.picture.rows_by(Message, "case_id").get(fact.case, [])
    if not any(message["kind"] == "closed" and message["at"] == fact.at for message in messages):
        yield Violation(
            kind=Kind.CLOSED_WITHOUT_A_WORD,
            at=scene.now,
            case=fact.case,
            expected="a word to the customer that all is finished, written as it was closed",
        )
    if why == "silent_customer" and not any(at + A_DAY <= fact.at for at in _told(scene, fact)):
        yield Violation(
            kind=Kind.CLOSED_UNTOLD,
            at=scene.now,
            case=fact.case,
            expected="the customer to have been told the date a day before, for silence to close their case",
        )


def _told(scene: Scene, fact: Fact) -> Iterator[datetime]:
    """When the customer was really told of the date that came: from the carrier, or by a person."""
    messages = scene.picture.of(Message)
    for row in scene.picture.rows_by(Promise, "case_id").get(fact.case, []):
        if row["nature"] != "closing" or row["ended_at"] != fact.at:
            continue
        for telling in scene.picture.rows_by(Telling, "promise_id").get(row["id"], []):
            message = messages.get(telling["message_id"])
            if message is None or message["kind"] != "closing":
                continue
            at = scene.carrier.taken_at(message["key"]) or scene.by_hand.get(message["id"])
            if at:
                yield at


def _lapsed(scene: Scene, fact: Fact) -> Iterator[Violation]:
    """What we waited for from the customer, and they were long given, ran out after they were reminded of it."""
    assert fact.promise is not None
    row = scene.picture.of(Promise)[fact.promise]
    awaited_until = row["condition_due"] or row["answer_by"]
    given = [past.at for past in scene.picture.facts_of(row["id"]) if isinstance(past.event, GIVES_TIME)]
    hangs_on_it = None if row["term"] else row["due"]
    no_time_left = hangs_on_it is not None and hangs_on_it <= fact.at + A_DAY
    if awaited_until is None or awaited_until - max(given) < A_WHILE or no_time_left or _is_ours(scene, row):
        return
    tellings = scene.picture.rows_by(Telling, "promise_id").get(row["id"], [])
    if not any(telling["what"] == "reminder" for telling in tellings):
        yield Violation(
            kind=Kind.LAPSED_UNREMINDED,
            at=scene.now,
            case=fact.case,
            promise=row["id"],
            expected=f"a reminder of what they were given until {awaited_until}, before it ran out at {fact.at}",
        )


GIVES_TIME = (events.PromiseMade, events.PromiseRevised, events.AnswerAwaited, events.ActUndone)
A_WHILE = A_DAY + timedelta(hours=1)
"""Who has so long is reminded the day before."""


def _is_ours(scene: Scene, row: Row) -> bool:
    """Whether the next step was ours: they named another time, or say that it is done; or a document is asked for."""
    others = scene.picture.rows_by(Promise, "case_id").get(row["case_id"], [])
    asked = [question["about_id"] for question in scene.picture.of(Question).values()]
    is_countered = any(
        isinstance(past.event, events.PromiseCountered) for past in scene.picture.facts_of(row["id"])
    )
    return is_countered or row["id"] in asked or any(other["about_id"] == row["id"] for other in others)


def _bad_answers(scene: Scene) -> Iterator[Violation]:
    """Who said that it was not good was promised something by us at that moment."""
    for row in scene.picture.of(Survey).values():
        if row["answered_at"] is None or not (row["score"] <= 2 or row["gap"] == "worse"):
            continue
        promises = scene.picture.rows_by(Promise, "case_id").get(row["case_id"], [])
        ours = [p for p in promises if p["debtor"] == "provider" and p["made_at"] == row["answered_at"]]
        if not ours:
            yield Violation(
                kind=Kind.BAD_ANSWER_UNHEARD,
                at=scene.now,
                case=row["case_id"],
                expected="a promise of ours to whom found it not good",
            )
