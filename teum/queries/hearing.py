"""Whether the customer still has to hear what a message tells that did not reach them (`core.delivery.is_owed`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from teum.core import delivery, disclosure
from teum.core.delivery import Told
from teum.core.finding import TRUE_WORDS
from teum.core.promise import FINAL, Nature, Promise, State
from teum.language.notices import calls as notices
from teum.models import Case, Disclosure, Event, Message, Revision, Telling, prepared
from teum.models import Promise as PromiseRow
from teum.models.message import OF_CUSTOMER
from teum.queries import ledger, rows, sentences
from teum.queries.message_view import UNSAID

HEARD = TRUE_WORDS | {"late", "reported", "released"}
"""What tells enough of a window that a lateness of it, or a change to it, is no news any more."""
WITHDRAWN = "withdrawn"
ENOUGH = {WITHDRAWN: {WITHDRAWN}, "revised": {"revised"}, "proposed": {"revised"}}
"""What alone tells that a window ended as it did."""


def told_by(message: Message) -> list[Told]:
    """What a message tells, and of each whether the customer has heard it otherwise since it was written.

    That it is the word which was promised is no news.
    """
    mine = Telling.objects.of(message.organisation_id).filter(message=message).exclude(what="word")
    return [_told(message, telling) for telling in mine.select_related("promise")]


def _told(message: Message, telling: Telling) -> Told:
    later = Telling.objects.of(message.organisation_id).filter(promise=telling.promise_id, at__gte=message.at)
    if came_back(message):
        later = later.exclude(message=message)
    is_taken_back = telling.what == WITHDRAWN
    enough = ENOUGH.get(WITHDRAWN if is_taken_back else message.kind, HEARD)
    same = Q(number=telling.number, what__in=enough)
    return Told(
        promise=rows.promise(telling.promise),
        number=telling.number,
        is_heard=later.filter(same | Q(number__gt=telling.number, what__in=HEARD)).exists()
        or _was_answered(message, telling),
        is_late=message.kind in delivery.REPORTS and _passed_in_silence(telling),
        is_taken_back=is_taken_back,
    )


def came_back(message: Message) -> bool:
    """Whether a carrier had taken it, and it reached nobody: it is on its way again, or left to a person."""
    return message.told_at is not None and message.state in (*delivery.IN_THE_WAY, "failed")


def _was_answered(message: Message, telling: Telling) -> bool:
    """Whether the customer themselves did something about it since."""
    theirs = Event.objects.of(message.organisation_id).filter(promise=telling.promise_id, actor="customer")
    return theirs.filter(at__gte=message.at).exists()


def _passed_in_silence(telling: Telling) -> bool:
    missed = ledger.misses(telling.organisation_id, telling.promise_id).get(telling.number)
    return missed is not None and not missed.told


def is_owed(message: Message) -> bool:
    """Whether it tells of a change, a lateness or a fault that the customer has not heard."""
    if message.kind == "disclosed":
        return _is_disclosure_owed(message)
    tells = message.kind in (*delivery.CHANGES, *delivery.REPORTS) or _takes_back(message)
    return tells and delivery.is_owed(message.kind, told_by(message))


def may_be_taken_back(message: Message) -> bool:
    """Whether a person may take back what has not left: nothing that must be heard."""
    if message.kind in delivery.MUST_BE_HEARD:
        return False
    return message.kind == "disclosed" or may_be_dropped(message)


def may_be_dropped(message: Message) -> bool:
    """Whether nobody has to hear it: it is not owed, and gives no promised word of what has ended."""
    return not is_owed(message) and not _gives_a_word(message)


def _gives_a_word(message: Message) -> bool:
    """Whether it tells how that ended of which a word is promised: no other will."""
    told = Telling.objects.of(message.organisation_id).filter(message=message, what="word", at=None)
    over = told.filter(promise__state=State.OPEN, promise__about__state__in=(State.REPORTED, *FINAL))
    over = over.exclude(promise__about__nature=Nature.UPDATE)
    return message.kind not in delivery.SAY_NO_END and over.exists()


def _takes_back(message: Message) -> bool:
    """Whether it says that a promise is taken back, as one that we do not sign does of our signature."""
    return Telling.objects.of(message.organisation_id).filter(message=message, what=WITHDRAWN).exists()


def _is_disclosure_owed(message: Message) -> bool:
    told = (
        Disclosure.objects.of(message.organisation_id).filter(case=message.case_id).select_related("promise")
    )
    return any(
        disclosure.is_owed(
            disclosure.standing(
                State(row.promise.state) if row.promise else None, is_decided=row.decided_id is not None
            ),
            is_last_word=row.message_id == message.pk,
        )
        for row in told
    )


def passed(listed: Iterable[Message], *, now: datetime) -> dict[int, tuple[str, ...]]:
    """Of messages whose words time has overtaken, by id: what is to be said in their place, if there is anything.

    A word that waits names the moment of the next one as well; of a lateness that is the only time to come.
    """
    messages = {message.pk: message for message in listed if message.case_id}
    named, told = _named(messages)
    return {
        pk: _now(message, told[pk], now=now)
        for pk, message in messages.items()
        if delivery.is_spent(message.kind, written_at=message.at, now=now)
        or delivery.is_passed(
            message.kind, [(rows.promise(row), number) for row, number in named[pk]], now=now
        )
    }


def is_over(message: Message, *, now: datetime) -> bool:
    """Whether what a message says comes, and by when, is over (`core.delivery.is_over`)."""
    if message.kind not in delivery.BY_WHEN or message.case_id is None:
        return False
    named, _ = _named({message.pk: message})
    listed = [(_as_written(row, message), number) for row, number in named[message.pk]]
    return delivery.is_over(
        message.kind,
        listed,
        next_words=[rows.promise(row) for row, _ in named[message.pk] if _is_made_with(row, message)],
        written=message.at,
        now=now,
    )


def _as_written(row: PromiseRow, message: Message) -> Promise:
    """As it stands, without a time for which somebody asked only since a message was written: that names none."""
    value = rows.promise(row)
    asked = Revision.objects.of(row.organisation_id).filter(promise=row, consent="pending", at__gt=message.at)
    return replace(value, proposed=None) if value.proposed and asked.exists() else value


def _named(
    messages: Mapping[int, Message],
) -> tuple[dict[int, list[tuple[PromiseRow, int]]], dict[int, list[PromiseRow]]]:
    """Of each message the promises whose times to come it names, with the window that was meant; all it tells of."""
    named: dict[int, list[tuple[PromiseRow, int]]] = {pk: [] for pk in messages}
    told: dict[int, list[PromiseRow]] = {pk: [] for pk in messages}
    for telling in _tellings(messages.values()):
        message = messages[telling.message_id or 0]
        told[message.pk].append(telling.promise)
        if message.kind != "late":
            named[message.pk].append((telling.promise, _said(telling, message.kind).number))
    for message, update in _next_words(messages.values()):
        named[message.pk].append((update, 0))
        told[message.pk].append(update)
    return named, told


def outrun(message: Message) -> list[Message]:
    """What was written before it, waits still, and would say after it how things stood (`core.delivery.is_outrun`)."""
    if message.case_id is None or message.customer_id is None:
        return []
    before = list(_BEFORE(message.organisation_id, message.case_id, message.customer_id, message.pk))
    if not before:
        return []
    said: dict[int, list[delivery.Said]] = {one.pk: [] for one in (*before, message)}
    kinds = {one.pk: one.kind for one in (*before, message)}
    for telling in Telling.objects.of(message.organisation_id).filter(message__in=list(said)):
        pk = telling.message_id or 0
        said[pk].append(_said(telling, kinds[pk]))
    return [one for one in before if delivery.is_outrun(said[one.pk], by=said[message.pk])]


_BEFORE = prepared.rows(
    lambda organisation, case, customer, before: (
        Message.objects.of(organisation)
        .filter(UNSAID, case=case, customer=customer, kind__in=delivery.SAY_HOW_IT_STANDS, pk__lt=before)
        .order_by("id")
    )
)


def to_leave(case: Case) -> set[datetime]:
    """When letters were written that a call does not stop: the word that was promised with each is still to come."""
    goes = Q(state="sending") | Q(state="queued", kind="update")
    theirs = Message.objects.of(case.organisation_id).filter(goes, OF_CUSTOMER, case=case)
    return set(theirs.values_list("at", flat=True))


UNSAID_LATE = prepared.rows(
    lambda organisation, case: (
        Message.objects.of(organisation).filter(UNSAID, case=case, kind="late").order_by("id")
    )
)
"""The words of a case that something is late, and that have not left."""


def _said(telling: Telling, kind: str) -> delivery.Said:
    """A letter of a time that moved tells of the window that it ends, and names the next one."""
    number = telling.number + (kind == "revised" and telling.what == "revised")
    return delivery.Said(promise=telling.promise_id, number=number, is_word=telling.what == "word")


def _tellings(listed: Collection[Message]) -> list[Telling]:
    if not listed:
        return []
    return _told_by(next(iter(listed)).organisation_id, [message.pk for message in listed])


@prepared.rows
def _told_by(organisation: int, messages: list[int]) -> QuerySet[Telling]:
    told = Telling.objects.of(organisation).filter(message__in=messages).exclude(what="word")
    return told.select_related("promise__owner").order_by("id")


def _next_words(listed: Collection[Message]) -> list[tuple[Message, PromiseRow]]:
    """The promises of a next word that messages name: they were made with them."""
    if not listed:
        return []
    cases = sorted({m.case_id for m in listed if m.case_id})
    made = _made_with(next(iter(listed)).organisation_id, cases, sorted({m.at for m in listed}))
    return [(m, row) for m in listed for row in made if _is_made_with(row, m)]


def _is_made_with(row: PromiseRow, message: Message) -> bool:
    return row.nature == Nature.UPDATE and row.case_id == message.case_id and row.made_at == message.at


@prepared.rows
def _made_with(organisation: int, cases: list[int], moments: list[datetime]) -> QuerySet[PromiseRow]:
    words = PromiseRow.objects.of(organisation).filter(nature=Nature.UPDATE)
    return words.filter(case__in=cases, made_at__in=moments).select_related("owner").order_by("id")


def _now(message: Message, told: list[PromiseRow], *, now: datetime) -> tuple[str, ...]:
    """What is true now of what a message tells: what is late, and what is to come."""
    case = message.case
    assert case is not None
    live = [row for row in dict.fromkeys(told) if row.state in rows.LIVE and row.state != State.REPORTED]
    late = [row for row in live if row.state == State.OPEN and row.due <= now and row.nature != Nature.UPDATE]
    return notices.of_passed(
        sentences.party(case, now=now),
        late=[sentences.owed(row) for row in late],
        stands=[sentences.of_promise(row, case, now=now) for row in live if row.due > now],
    )
