"""Timers that are due: the clock reads these and no others, so that its cost grows with what is due."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from teum.core import events
from teum.core.updates import Kind
from teum.models import Case, Promise, Timer, prepared
from teum.models import Event as EventRow

Due = Timer
"""A timer whose moment has come, as the clock finds it and an act takes it."""


def due(*, now: datetime, limit: int, but: Collection[int] = ()) -> list[Due]:
    """The timers due by now in the order of their moments, without those named."""
    # Those left out are few and stand at the front: reading past them needs no list in the query.
    found = _due(limit + len(but))(now)
    return [timer for timer in found if timer.pk not in but][:limit]


@lru_cache(maxsize=64)
def _due(limit: int) -> prepared.Kept[Timer]:
    def found(now: datetime) -> QuerySet[Timer]:
        return Timer.objects.everywhere().filter(fire_at__lte=now).order_by("fire_at", "id")[:limit]

    return prepared.rows(found)


SOON = timedelta(minutes=15)
"""A promise that is due by then is told of now, or the word waits for a call (`core.delivery.TIME_TO_CALL`)."""


def pressing(*, now: datetime, limit: int) -> list[Due]:
    """What is due of promises for which the clock must speak soon, the first to be due first, each in its order."""
    timers = Timer.objects.everywhere()
    unsaid = timers.filter(promise=OuterRef("promise"), kind=str(Kind.HOLD), fire_at__lte=now)
    ahead = timers.filter(kind=str(Kind.DUE), fire_at__gt=now, fire_at__lte=now + SOON)
    soonest = ahead.filter(Exists(unsaid)).order_by("fire_at", "id").values_list("promise", flat=True)[:limit]
    places = {promise: place for place, promise in enumerate(dict.fromkeys(soonest))}
    found = timers.filter(promise__in=places, fire_at__lte=now)
    return sorted(found, key=lambda timer: (places[timer.promise_id], timer.fire_at, timer.pk))


def with_their_others(found: Sequence[Due], *, now: datetime, limit: int) -> list[Due]:
    """These, and beside each what else is due of the same customer, so that they hear of it in one letter."""
    cases = Case.objects.everywhere()
    customer_of = dict(
        cases.filter(pk__in={timer.case_id for timer in found}).values_list("pk", "customer_id")
    )
    # By lists, not by subqueries: in these SQLite reads all cases and promises that there are.
    businesses = {timer.organisation_id for timer in found}
    of_them = cases.filter(organisation__in=businesses, customer__in=set(customer_of.values()))
    theirs_at = dict(of_them.values_list("pk", "customer_id")[:limit])
    promises = Promise.objects.everywhere().filter(organisation__in=businesses, case__in=list(theirs_at))
    others = Timer.objects.everywhere().filter(
        promise__in=list(promises.values_list("pk", flat=True)[:limit]), fire_at__lte=now
    )
    theirs: dict[int | None, dict[int, Due]] = {customer_of.get(timer.case_id): {} for timer in found}
    for timer in others.order_by("fire_at", "id")[:limit]:
        theirs[theirs_at[timer.case_id]][timer.pk] = timer
    for timer in found:
        theirs[customer_of.get(timer.case_id)].setdefault(timer.pk, timer)
    return [timer for listed in theirs.values() for timer in listed.values()]


def oldest(*, now: datetime) -> datetime | None:
    """The moment of the oldest timer that is due and has not fired."""
    following = next_at()
    return following if following and following <= now else None


def next_at() -> datetime | None:
    """The moment of the next timer, be it past or ahead."""
    return _NEXT_AT.first()


_NEXT_AT = prepared.column(
    lambda: Timer.objects.everywhere().order_by("fire_at").values_list("fire_at", flat=True)[:1]
)


SPEAKS = (str(Kind.HOLD), str(Kind.DUE), str(Kind.REMIND), str(Kind.AGAIN))
"""Timers at which the clock may have something to say to the customer."""


def speaks_again(organisation_id: int, customer_id: int, *, until: datetime) -> bool:
    """Whether the clock may have more to say to this customer by then, in whichever of their cases."""
    return _speaking.first(organisation_id, customer_id, until) is not None


@prepared.column
def _speaking(organisation: int, customer: int, now: datetime) -> QuerySet[Timer, int]:
    # What has ended has no timers. To ask for the live ones all the same makes SQLite read all that the business has.
    cases = Case.objects.of(organisation).filter(customer=customer)
    theirs = Timer.objects.of(organisation).filter(
        promise__in=Promise.objects.of(organisation).filter(case__in=cases)
    )
    return theirs.filter(kind__in=SPEAKS, fire_at__lte=now).values_list("pk", flat=True)[:1]


def organisations_with_due(*, since: datetime, until: datetime) -> list[int]:
    """The organisations that have timers from between two moments, unfired."""
    found = Timer.objects.everywhere().filter(fire_at__gt=since, fire_at__lte=until)
    return sorted(set(found.values_list("organisation", flat=True)))


def organisations_that_saw_it(*, since: datetime) -> set[int]:
    """The organisations whose people found since then, by their own acts, what the clock had let pass in silence.

    Read from the end of the ledger, back to that moment: what was written while no clock ran.
    """
    facts = EventRow.objects.everywhere()
    before = facts.filter(at__lte=since).order_by("-id").values_list("id", flat=True)[:1]
    missed = facts.filter(id__gt=next(iter(before), 0), kind=events.PromiseMissed.__name__)
    found = missed.values_list("organisation", "facts")
    return {organisation for organisation, said in found if said.get("outage") == "clock"}


def due_within(organisation_id: int, *, since: datetime, until: datetime) -> int:
    """How many times of ours passed between two moments with nobody there to look."""
    found = Timer.objects.of(organisation_id).filter(
        kind=str(Kind.DUE), fire_at__gt=since, fire_at__lte=until
    )
    return found.exclude(promise__debtor="customer").count()
