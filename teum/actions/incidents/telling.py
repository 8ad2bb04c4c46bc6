"""The clock tells one case of an incident in one transaction; when its customer was told is found by every act."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import delays, matter, promises, tasks, words
from teum.actions.matter import Matter
from teum.core import actor, events, updates
from teum.core import incident as core
from teum.core.incident import Rule, State, Terms, Why, Word
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.models import Affected, Case, Message, prepared
from teum.models import Event as EventRow
from teum.models.message import OF_CUSTOMER
from teum.models.tenancy import OrganisationRows
from teum.queries import incidents as queries
from teum.queries import rows, terms

TO_CALL = timedelta(hours=4)
"""Within so long somebody calls whom a word cannot be written to."""

# ── the clock tells one ──

_FREE_CASE = prepared.rows(
    lambda organisation, case: (
        Case.objects.of(organisation)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(pk=case)
    )
)


def tell(affected_id: int, *, now: datetime) -> int:
    """Tell one and what else of its case the word goes to, in one transaction; how many they were.

    0 where another clock holds the case, or has told it: the case is locked before its rows are read, in the order
    in which every act locks. What the core refuses is shown as failed, and whoever wrote the word is asked to call;
    that promise stands as it was, with its timers.
    """
    with transaction.atomic():
        row = Affected.objects.everywhere().filter(pk=affected_id).first()
        if row is None or _FREE_CASE.first(row.organisation_id, row.case_id) is None:
            return 0
        waiting = list(_waiting(row, now=now))
        given: Message | None = None
        for one in waiting:
            given = _try(one, given, now=now)
        return len(waiting)


def _waiting(row: Affected, *, now: datetime) -> OrganisationRows[Affected]:
    """What waits of a word in one case; nothing where it is a draft, or the yes to it may still be undone."""
    found = Affected.objects.of(row.organisation_id).filter(word=row.word_id, case=row.case_id)
    waiting = found.filter(state=str(State.WAITING), allowed_at__isnull=False, word__tells_at__lte=now)
    waiting = waiting.select_for_update(no_key=True, of=("self",)).order_by("id")
    return waiting.select_related(
        "word__incident", "word__by", "promise", "case__customer", "case__organisation"
    )


def _try(row: Affected, given: Message | None, *, now: datetime) -> Message | None:
    """Tell one; `given` is the letter that has told its case already. The letter by which it was told."""
    row.state = str(State.WRITTEN)
    row.save(update_fields=["state"])
    try:
        with transaction.atomic():
            _tell(row, given, now=now)
    except Refused as refused:
        row.state, row.reason, row.message = str(State.FAILED), refused.code[:40], None
        _ask_to_call(row, now=now)
    row.save(update_fields=["state", "reason", "message", "start", "due"])
    return row.message or given


def _ask_to_call(row: Affected, *, now: datetime) -> None:
    """Nothing tells it to this customer by itself: who wrote the word does."""
    with matter.of_case(row.case_id, by=actor.clock(row.organisation_id), now=now) as opened:
        tasks.ask(opened, row.word.by, "call", due=now + TO_CALL, promise=row.promise)


def _tell(row: Affected, given: Message | None, *, now: datetime) -> None:
    why = _left_out(row)
    if why:
        row.state, row.reason = str(State.LEFT_OUT), str(why)
        return
    word = queries.word_of(row.word, zone=row.case.organisation.zone)
    offer = word.remedy.remedy if word.remedy and row.remedy_value else None
    row.message = _write(row, word, given, said=queries.said(row, now=now), now=now)
    if offer:
        by = actor.clock(row.organisation_id)
        with matter.of_case(row.case_id, by=by, now=now) as opened:
            offered = events.RemedyOffered(
                incident=row.word.incident_id, kind_of=str(offer.kind), value=offer.value
            )
            opened.record(offered, promise=row.promise_id)


def _left_out(row: Affected) -> Why | None:
    """Why they are not told after all: a person saw another window than the one that stands now, or none does."""
    if row.promise.state != "open":
        return Why.ENDED
    return Why.MOVED if row.promise.number != row.number else None


def _write(row: Affected, word: Word, given: Message | None, *, said: str, now: datetime) -> Message:
    """Do with the promise what the rule says; the letter of that tells it. A word that moves nothing is one a case."""
    by, told = actor.clock(row.organisation_id), word.terms
    if told.rule is Rule.STAYS and given:
        return given
    if told.rule in (Rule.SHIFT, Rule.FIXED):
        new = _window(row, told, now=now)
        row.start, row.due = new.start, new.due
        promises.revise(promise_id=row.promise_id, by=by, due=new.due, start=new.start, reason=said, now=now)
        return _message(row, now=now)
    next_due = _next_due(row, told, now=now)
    if told.rule is Rule.NONE:
        delays.no_date(promise_id=row.promise_id, by=by, reason=said, next_due=next_due, now=now)
    else:
        words.give(case_id=row.case_id, by=by, text=said, next_due=next_due, now=now)
    return _message(row, now=now)


def _window(row: Affected, told: Terms, *, now: datetime) -> Window:
    """The new window that a person saw. What a clock that was away let pass moves on from now, as all that is late."""
    assert row.due
    seen = rows.window(row.due, row.start, row.promise.zone)
    if told.rule is Rule.FIXED or not seen.is_over(now):
        return seen
    old = rows.window(row.promise.due, row.promise.start, row.promise.zone)
    moved = core.new_window(told, old, calendar=terms.calendar(row.case.organisation), now=now)
    return moved or seen


def _next_due(row: Affected, told: Terms, *, now: datetime) -> datetime:
    """The next word that was named; on the policy's rhythm where its time passed while no clock ran."""
    assert told.next_due
    if told.next_due > now:
        return told.next_due
    business = row.case.organisation
    return updates.next_word(calendar=terms.calendar(business), policy=terms.policy(business), now=now)


def _message(row: Affected, *, now: datetime) -> Message:
    """The letter that the act has just written to the customer."""
    written = Message.objects.of(row.organisation_id).filter(OF_CUSTOMER, case=row.case_id, at=now)
    return written.order_by("-id")[0]


# ── when it was told ──

_WRITTEN = prepared.rows(
    lambda organisation, message: (
        Affected.objects.of(organisation)
        .filter(message=message, state="written")
        .select_related("word", "word__incident")
    )
)


def end(opened: Matter) -> None:
    """Whatever act it was by which a customer was told of an incident: how long that took is recorded with it."""
    told = [event.facts["message"] for event in opened.written if _is_told(event)]
    for pk in told:
        for row in _WRITTEN(opened.organisation_id, pk):
            _mark(opened, row)


def _is_told(event: EventRow) -> bool:
    by_call = event.kind == "MessageSettled" and event.facts["outcome"] == "told"
    return by_call or event.kind == "MessageAccepted"


def _mark(opened: Matter, row: Affected) -> None:
    incident = row.word.incident
    row.state, row.told_at = str(State.TOLD), opened.now
    row.seconds = core.seconds_to_tell(known_at=incident.known_at, told_at=opened.now)
    row.save(update_fields=["state", "told_at", "seconds"])
    assert row.message_id
    told = events.IncidentTold(
        incident=incident.pk, word=row.word_id, seconds=row.seconds, message=row.message_id
    )
    opened.record(told, promise=row.promise_id)
