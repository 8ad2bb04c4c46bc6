"""A promise as it is shown: desk, customer's page and API read this one picture of it (guarantee 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from teum import language
from teum.core import outlook as core
from teum.core import permissions
from teum.core.actor import Actor, Role
from teum.core.outlook import Outlook
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.refusal import Missing
from teum.core.window import Window
from teum.models import Affected, Case, Event, Member, Promise, prepared
from teum.queries import offers, outlook, revision_view, rows, sentences
from teum.queries.revision_view import RevisionView

WITH_ROW = {"told": outlook.TOLD, "changes": revision_view.CHANGES}
"""What is read with a promise's row, so that it can be shown: `annotate(**WITH_ROW)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member as they are shown; `gender` is grammatical, `f` or `m`."""

    id: int
    name: str
    gender: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise as it stands.

    `what` are its words without their time, `sentence` says who does what, how and by when, and of what is late, in
    doubt or done, that it is (`outlook`); `next_word` is by when the customer hears of it again. `next_at` is the
    moment by which something happens with it (due, or by when the other side answers); `is_late`: due passed
    and it is not done. `delays` counts the changes of its time, and the words that there is no date.
    `is_countered`: an offer whose window the customer named, so that we are to answer.
    """

    id: int
    case_id: int
    case_state: str
    case_version: int
    nature: str
    debtor: str
    channel: str
    state: str
    version: int
    body: str
    what: str
    includes: tuple[str, ...]
    who: Person
    answerable: Person
    window: Window
    original_window: Window
    in_words: str
    sentence: str
    next_at: datetime
    next_in_words: str
    is_live: bool
    is_late: bool
    outlook: Outlook
    next_word: datetime | None
    verdict: str
    revisions: tuple[RevisionView, ...]
    delays: int
    condition: str
    condition_due: datetime | None
    term: str
    answer_by: datetime | None
    proposed: Window | None
    proposed_in_words: str
    is_countered: bool
    replaces: int | None
    about: int | None
    conversation: int | None
    made_at: datetime
    ended_at: datetime | None

    @property
    def more(self) -> tuple[str, ...]:
        """What it includes and its own words do not say: where it is one thing they name it."""
        is_said = len(self.includes) == 1 and self.what.endswith(self.includes[0])
        return () if is_said else self.includes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact of the ledger as it is shown; `who` is a member's name, or empty where none of ours acted.

    Of what the clock did with a word to many, it is who wrote and approved that word.

    `whom` is the member who was asked or told, where there was one.
    """

    id: int
    kind: str
    at: datetime
    actor: str
    who: str
    promise: int | None
    facts: Mapping[str, object]
    whom: str = ""


def person(row: Member) -> Person:
    """A member's row as they are shown."""
    return Person(id=row.pk, name=row.name, gender=row.gender, phone=row.phone)


def promise_view(promise_id: int, *, by: Actor, now: datetime, lang: str | None = None) -> PromiseView:
    """One promise, in the customer's language unless another is asked for. Raises `Missing`, `NotAllowed`."""
    row = _SHOWN.first(by.organisation_id, promise_id)
    if row is None or not by.reaches(row.case.customer_id) or not _is_visible(row, by):
        raise Missing(promise=str(promise_id))
    permissions.require(by, Act.SEE_CASE, owner_id=row.owner_id)
    return of_rows([row], case=row.case, now=now, lang=lang)[0]


def _is_visible(row: Promise, by: Actor) -> bool:
    """A subcontractor sees their own."""
    return by.role is not Role.PARTNER or row.owner_id == by.member_id


def case_of(promise_id: int, *, by: Actor) -> int | None:
    """The case of a promise; None where there is no such promise."""
    return Promise.objects.of(by.organisation_id).filter(pk=promise_id).values_list("case", flat=True).first()


_SHOWN = prepared.rows(
    lambda organisation, promise: (
        Promise.objects.of(organisation)
        .filter(pk=promise)
        .select_related("owner", "answerable", "case", "case__customer", "case__organisation")
        .annotate(**WITH_ROW)
    )
)


def history(promise_id: int, *, organisation_id: int) -> tuple[Entry, ...]:
    """What the ledger holds of a promise, in order."""
    return entries(Event.objects.of(organisation_id).filter(promise=promise_id).order_by("id"))


def entries(events: Iterable[Event], *, with_names: bool = True) -> tuple[Entry, ...]:
    """Facts of one organisation as they are shown, with the names of the members who acted where they are wanted."""
    listed = list(events)
    names = _names(listed) if with_names else {}
    approved = _approved(listed) if with_names else {}
    return tuple(
        Entry(
            id=event.pk,
            kind=event.kind,
            at=event.at,
            actor=event.actor,
            who=names.get(int(event.actor.partition(":")[2] or 0), "") or approved.get(event.pk, ""),
            promise=event.promise,
            facts=event.facts,
            whom=names.get(_whom(event), ""),
        )
        for event in listed
    )


def _names(listed: Sequence[Event]) -> dict[int, str]:
    ids = {int(event.actor.partition(":")[2]) for event in listed if event.actor.startswith("member:")}
    ids |= {_whom(event) for event in listed if _whom(event)}
    if not ids:
        return {}
    people = Member.objects.of(listed[0].organisation_id).filter(pk__in=ids)
    return dict(people.values_list("pk", "name"))


_OF_A_WORD = ("PromiseRevised", "RevisionProposed", "NoDateGiven")
"""What the clock does with a promise only where a member told many of one fault."""


def _approved(listed: Sequence[Event]) -> dict[int, str]:
    """Who approved what the clock did, by the fact."""
    found = [event for event in listed if event.actor == "clock" and event.kind in _OF_A_WORD]
    if not found:
        return {}
    told = Affected.objects.of(found[0].organisation_id).filter(
        promise__in={event.promise for event in found}, message__isnull=False
    )
    names: dict[tuple[int | None, datetime], str] = {
        (p, at): name for p, at, name in told.values_list("promise", "message__at", "word__by__name")
    }
    return {event.pk: names.get((event.promise, event.at), "") for event in found}


_TO_A_MEMBER = ("OwnerReminded", "OwnerAsked", "ManagerAsked", "ManagerTold")


def _whom(event: Event) -> int:
    """The member who was asked or told; 0 for nobody."""
    return int(event.facts["member"]) if event.kind in _TO_A_MEMBER else 0


def of_rows(
    found: Sequence[Promise], *, case: Case, now: datetime, lang: str | None = None, tail: str | None = None
) -> tuple[PromiseView, ...]:
    """Rows of one case as they are shown.

    `tail` are the last digits of the customer's number, looked up where it is absent.
    """
    words = lang or case.customer.language
    by_phone = any(row.channel == "phone" and row.debtor == "provider" for row in found)
    if tail is None:
        tail = sentences.phone_tail(case) if by_phone else ""
    return tuple(of_row(row, case, words, now, tail) for row in found)


def of_row(row: Promise, case: Case, lang: str, now: datetime, tail: str) -> PromiseView:
    """One row as it is shown, with what was read with it (`WITH_ROW`)."""
    value, told = rows.promise(row), outlook.of_row(row)
    revisions = revision_view.of_row(row, lang=lang, now=now)
    in_words = language.in_words(value.window, lang, now)
    is_about_window = value.next_at == value.window.due
    next_window = value.window if is_about_window else _moment(value.next_at, row.zone)
    is_countered = offers.is_countered(row, [revision.by for revision in revisions])
    # Nobody can agree any more to a time that has passed.
    proposed = value.proposed if value.proposed and value.proposed.due > now else None
    return PromiseView(
        id=row.pk,
        case_id=row.case_id,
        case_state=case.state,
        case_version=case.version,
        nature=row.nature,
        debtor=row.debtor,
        channel=row.channel,
        state=row.state,
        version=row.version,
        body=row.body,
        what=row.what,
        includes=tuple(row.includes),
        who=person(row.owner),
        answerable=person(row.owner if row.answerable_id == row.owner_id else row.answerable),
        window=value.window,
        original_window=rows.window(row.original_due, row.original_start, row.zone),
        in_words=in_words,
        sentence=sentences.of_now(row, case, now=now, lang=lang, tail=tail, is_countered=is_countered),
        next_at=next_window.due,
        next_in_words=in_words if is_about_window else language.in_words(next_window, lang, now),
        is_live=value.is_live,
        is_late=value.state is State.OPEN and value.window.is_over(now),
        outlook=core.of(value, told, now=now),
        next_word=told.following(now),
        verdict=row.verdict,
        revisions=revisions,
        delays=row.revisions,
        condition=row.condition,
        condition_due=_moment(row.condition_due, row.zone).due if row.condition_due else None,
        term=row.term,
        answer_by=_moment(row.answer_by, row.zone).due if row.answer_by else None,
        proposed=proposed,
        proposed_in_words=language.in_words(proposed, lang, now) if proposed else "",
        is_countered=is_countered,
        replaces=row.replaces_id,
        about=row.about_id,
        conversation=row.conversation_id,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )


def _moment(at: datetime, zone: str) -> Window:
    return Window(due=at.astimezone(rows.zone(zone)))
