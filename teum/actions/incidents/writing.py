"""Write an incident down as a draft, see whom it goes to, and say yes; a later word goes the same way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import bell, findings
from teum.actions.matter import NoSuchThing
from teum.core import digest, events, permissions
from teum.core import incident as core
from teum.core import remedy as remedies
from teum.core import undo as undoing
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.events import Event
from teum.core.incident import Rule, Said, State, Why, Word
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.window import Window
from teum.language import text as texts
from teum.models import Affected, Incident, IncidentWord, Member, Organisation, Promise
from teum.models import Event as EventRow
from teum.models.incident import NAME
from teum.models.tenancy import OrganisationRows
from teum.queries import incidents as queries
from teum.queries import rows, terms
from teum.queries.incidents import Chosen

# ── a draft ──


def draft(
    *,
    by: Actor,
    title: str,
    found_by: str,
    known_at: datetime,
    word: Word,
    chosen: Chosen,
    left_out: Collection[int] = (),
    only: Collection[int] | None = None,
    instead_of: int | None = None,
    now: datetime,
) -> Incident:
    """Write down a fault and the first word of it, for those who are chosen by a query; nobody is told yet.

    `left_out` are promises that a person takes out of the list; `only` those that they saw in it, where they saw it.
    `instead_of` is a draft that this one takes the place of. Raises `NothingToTell`, `NobodyAffected`, `KnownLater`,
    `BadRemedy`, `Incomplete`, `VagueWindow`, the refusals of a window, `NotAllowed`.
    """
    permissions.require(by, Act.TELL_MANY)
    title, found_by = texts.line(title), texts.line(found_by)
    missing = [name for name, said in (("title", title), ("found_by", found_by)) if not said]
    if missing:
        raise Incomplete(missing=missing)
    core.require_known(known_at, now=now)
    with transaction.atomic():
        if instead_of is not None:
            discard(incident_id=instead_of, by=by)
        found = [row for row in queries.fitting(chosen, by=by) if only is None or row.pk in only]
        row = Incident.objects.of(by.organisation_id).create(
            title=title[:NAME],
            found_by=found_by[:NAME],
            known_at=known_at,
            chosen=chosen.facts,
            salt=digest.salt(),
            by=_author(by),
            at=now,
        )
        _write_word(row, word, found, left_out=set(left_out), number=1, by=by, now=now)
        return row


def go_on(
    *, incident_id: int, by: Actor, word: Word, anew: bool = False, starts: bool = False, now: datetime
) -> Incident:
    """A later word to the same customers, without those whose promise ended; a draft as well, unless it `starts`.

    `anew`: it takes the place of the draft that waits. Raises `StillTelling`, and what `draft` does.
    """
    permissions.require(by, Act.TELL_MANY)
    with transaction.atomic():
        if anew:
            discard(incident_id=incident_id, by=by)
        row = _locked(incident_id, by=by)
        last = _words(row).order_by("number").last()
        waits = Affected.objects.of(by.organisation_id).filter(word=last, state=str(State.WAITING))
        if last is None or waits.exists():
            raise core.StillTelling(incident=str(incident_id))
        found = queries.goes_on_with(last)
        _write_word(row, word, found, left_out=set(), number=last.number + 1, by=by, now=now)
        if starts:
            _start(row, by=by, now=now)
        return row


def discard(*, incident_id: int, by: Actor) -> None:
    """Throw a draft away; with it the incident where nobody was told of it. Raises `NothingToTell`."""
    permissions.require(by, Act.TELL_MANY)
    with transaction.atomic():
        row = _locked(incident_id, by=by)
        word = _draft_of(row)
        Affected.objects.of(by.organisation_id).filter(word=word).delete()
        word.delete()
        if not _words(row).exists():
            row.delete()


def _author(by: Actor) -> Member:
    return Member.objects.of(by.organisation_id).get(pk=by.member_id or 0)


def _locked(incident_id: int, *, by: Actor) -> Incident:
    found = Incident.objects.of(by.organisation_id).select_for_update(no_key=True, of=("self",))
    row = found.select_related("organisation").filter(pk=incident_id).first()
    if row is None:
        raise NoSuchThing(incident=str(incident_id))
    return row


def _words(row: Incident) -> OrganisationRows[IncidentWord]:
    return IncidentWord.objects.of(row.organisation_id).filter(incident=row)


def _draft_of(row: Incident) -> IncidentWord:
    word = _words(row).filter(started_at=None).first()
    if word is None:
        raise core.NothingToTell(incident=str(row.pk))
    return word


def _write_word(
    incident: Incident,
    word: Word,
    found: Sequence[Promise],
    *,
    left_out: Collection[int],
    number: int,
    by: Actor,
    now: datetime,
) -> None:
    """Write a word and whom it goes to, each with their own new window; refused where one could not be told."""
    going = [row for row in found if row.pk not in left_out]
    if not going:
        raise core.NobodyAffected()
    organisation = going[0].case.organisation
    word = _cleaned(word, organisation, now=now)
    core.require_whole(word, languages={row.case.customer.language for row in going})
    if word.remedy:
        remedies.require_fair(word.remedy)
    _require_clear(word, organisation, now=now)
    told, offer = word.terms, word.remedy.remedy if word.remedy else None
    kept = IncidentWord.objects.of(by.organisation_id).create(
        incident=incident,
        number=number,
        texts={lang: {"what": said.what, "matters": said.matters} for lang, said in word.texts.items()},
        salt=digest.salt(),
        rule=str(told.rule),
        days=told.days,
        minutes=told.minutes,
        start=told.window.start if told.window else None,
        due=told.window.due if told.window else None,
        next_due=told.next_due,
        remedy_kind=str(offer.kind) if offer else "",
        remedy_value=offer.value if offer else 0,
        remedy_after_minutes=word.remedy.after_minutes if word.remedy else 0,
        by=_author(by),
        at=now,
    )
    affected = [_affected(kept, word, row, is_left_out=row.pk in left_out, now=now) for row in found]
    Affected.objects.of(by.organisation_id).bulk_create(affected)


def _cleaned(word: Word, organisation: Organisation, *, now: datetime) -> Word:
    """Its words tidied, and its moments held to what a promise's are held to."""
    zone, told = rows.zone(organisation.zone), word.terms
    said = {
        lang: Said(what=texts.clean(one.what).strip(), matters=texts.clean(one.matters).strip())
        for lang, one in word.texts.items()
    }
    window = told.window and windows.of(due=told.window.due, start=told.window.start, zone=zone, now=now)
    next_due = told.next_due and windows.of(due=told.next_due, zone=zone, now=now).due
    return replace(word, texts=said, terms=replace(told, window=window, next_due=next_due))


def _require_clear(word: Word, organisation: Organisation, *, now: datetime) -> None:
    """Refuse words that are vague, or that promise a time which is told to nobody (guarantee 1)."""
    named = [window for window in (word.terms.window, _moment(word.terms.next_due)) if window]
    for lang, said in word.texts.items():
        for field in ("what", "matters"):
            findings.require_clear(
                getattr(said, field),
                field=f"texts.{lang}.{field}",
                told=lambda: named,
                calendar=terms.calendar(organisation),
                now=now,
                words=terms.vocabulary(organisation),
            )


def _moment(due: datetime | None) -> Window | None:
    return Window(due=due) if due else None


def _affected(kept: IncidentWord, word: Word, row: Promise, *, is_left_out: bool, now: datetime) -> Affected:
    old = rows.window(row.due, row.start, row.zone)
    calendar = terms.calendar(row.case.organisation)
    new = core.new_window(word.terms, old, calendar=calendar, now=now)
    if not is_left_out and word.terms.rule is not Rule.STAYS:
        core.require_ahead(new, now=now)
    offer = remedies.offered(word.remedy, old=old, new=new)
    return Affected(
        organisation_id=row.organisation_id,
        word=kept,
        case=row.case,
        promise=row,
        number=row.number,
        from_start=old.start,
        from_due=old.due,
        start=new.start if new else None,
        due=new.due if new else None,
        remedy_value=offer.value if offer else 0,
        state=str(State.LEFT_OUT if is_left_out else State.WAITING),
        reason=str(Why.CHOSEN) if is_left_out else "",
    )


# ── a person's yes ──


def start(*, incident_id: int, by: Actor, now: datetime) -> Incident:
    """Tell it to all whom the draft goes to, once the yes can no longer be undone. Raises `NothingToTell`."""
    permissions.require(by, Act.TELL_MANY)
    with transaction.atomic():
        row = _locked(incident_id, by=by)
        _start(row, by=by, now=now)
        return row


def _start(row: Incident, *, by: Actor, now: datetime) -> None:
    word = _draft_of(row)
    tells_at = now + timedelta(seconds=terms.policy(row.organisation).undo_seconds)
    word.started_at, word.tells_at = now, tells_at
    word.save(update_fields=["started_at", "tells_at"])
    affected = Affected.objects.of(by.organisation_id).filter(word=word, state=str(State.WAITING))
    listed = list(affected.select_related("case__customer", "case__organisation"))
    for one in listed:
        one.allowed_at = terms.quiet(one.case.organisation, one.case.customer).next_allowed(tells_at)
    Affected.objects.of(by.organisation_id).bulk_update(listed, ["allowed_at"], batch_size=100)
    if word.number == 1:
        opened = events.IncidentOpened(
            incident=row.pk,
            known_at=row.known_at,
            digest=digest.of(row.salt, row.title, row.found_by),
        )
        _record(opened, by=by, now=now)
    said = events.IncidentWorded(
        incident=row.pk,
        word=word.pk,
        rule=word.rule,
        count=len(listed),
        digest=digest.of(word.salt, word.texts),
    )
    _record(said, by=by, now=now)
    bell.ring("clock", at=tells_at, now=now)


def undo(*, incident_id: int, by: Actor, now: datetime) -> Incident:
    """Undo the yes to the last word, before anybody is told: it is a draft again, with its list and its windows.

    Raises `TooLate`, `NothingToUndo`.
    """
    permissions.require(by, Act.TELL_MANY)
    with transaction.atomic():
        row = _locked(incident_id, by=by)
        word = _words(row).order_by("number").last()
        if word is None or word.started_at is None or word.tells_at is None:
            raise core.NothingToUndo(incident=str(incident_id))
        # Locked in the order in which the clock locks what it tells: whoever comes second sees what the first did.
        theirs = Affected.objects.of(by.organisation_id).filter(word=word, allowed_at__isnull=False)
        listed = list(theirs.select_for_update(no_key=True).order_by("id"))
        undoing.require_in_time(
            wrote_at=word.started_at,
            undo_seconds=int((word.tells_at - word.started_at).total_seconds()),
            is_waiting=all(one.state == State.WAITING for one in listed),
            has_moved=False,
            dues=(),
            now=now,
        )
        theirs.update(allowed_at=None)
        word.started_at = word.tells_at = None
        word.save(update_fields=["started_at", "tells_at"])
        _record(events.IncidentUndone(incident=row.pk, word=word.pk), by=by, now=now)
        return row


def _record(event: Event, *, by: Actor, now: datetime) -> None:
    EventRow.objects.of(by.organisation_id).create(kind=event.kind, actor=by.label, at=now, facts=event.facts)
