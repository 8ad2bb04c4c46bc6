"""Standing disclosures: kept for a product or a service, told to each of its customers before they pay (A7, A8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from teum.actions import disclosures, findings, matter, organisations
from teum.actions.matter import Matter, NoSuchThing
from teum.core import digest, permissions, updates
from teum.core import disclosure as core
from teum.core import standing as standings
from teum.core.actor import Actor
from teum.core.disclosure import Shown
from teum.core.permissions import Act
from teum.language import text as texts
from teum.models import Disclosure, Service, StandingDisclosure, Task
from teum.queries import terms

WORDS = ("what", "matters", "no_date", "interest")


def keep(
    *,
    service_id: int,
    by: Actor,
    shown: Shown,
    days: Mapping[str, int],
    because_of: int | None = None,
    now: datetime,
) -> StandingDisclosure:
    """Keep something to be told of a service from now on; `because_of` is the disclosure to which somebody objected.

    Raises what `core.standing.require_keepable` does, `VagueWindow`, `WindowMismatch`, `NotAllowed`, `NoSuchThing`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        service = Service.objects.of(by.organisation_id).filter(pk=service_id).first()
        if service is None:
            raise NoSuchThing(service=str(service_id))
        calendar = terms.calendar(organisation)
        shown = _cleaned(shown)
        wanted = {key: count for key, count in days.items() if count}
        standings.require_keepable(shown, wanted, calendar=calendar, now=now)
        told = {name: getattr(shown, name) for name in WORDS}
        told |= {f"options.{option.key}": option.what for option in shown.options}
        for field, said in told.items():
            findings.require_clear(
                said,
                field=field,
                told=list,
                calendar=calendar,
                now=now,
                words=terms.vocabulary(organisation),
            )
        row: StandingDisclosure = StandingDisclosure.objects.of(by.organisation_id).create(
            service=service, text=core.written(shown), days=wanted, salt=digest.salt()
        )
        if because_of:
            _answer_objection(by, because_of, now=now)
        return row


def _cleaned(shown: Shown) -> Shown:
    """Its words tidied, and without dates: it is told on many days."""
    options = tuple(replace(option, what=texts.line(option.what), window=None) for option in shown.options)
    return replace(
        shown,
        what=texts.clean(shown.what).strip(),
        matters=texts.clean(shown.matters).strip(),
        no_date=texts.clean(shown.no_date).strip(),
        interest=texts.clean(shown.interest).strip(),
        found_by=texts.line(shown.found_by),
        window=None,
        options=options,
    )


def _answer_objection(by: Actor, disclosure_id: int, *, now: datetime) -> None:
    """What a manager was asked because of an objection is done."""
    row = (
        Disclosure.objects.of(by.organisation_id).filter(pk=disclosure_id).select_related("objection").first()
    )
    if row and row.objection:
        asked = Task.objects.of(by.organisation_id).filter(kind="standing", done_at=None)
        asked.filter(promise=row.objection.promise_id).update(done_at=now)


def end(*, standing_id: int, by: Actor) -> StandingDisclosure:
    """It is told to nobody from now on; those whom it was told know it still."""
    with organisations.changing(by, Act.MANAGE_SERVICES):
        row = StandingDisclosure.objects.of(by.organisation_id).filter(pk=standing_id).first()
        if row is None:
            raise NoSuchThing(standing=str(standing_id))
        row.is_active = False
        row.save(update_fields=["is_active"])
        return row


def show(*, case_id: int, by: Actor, now: datetime) -> list[Disclosure]:
    """Tell in an open case what its service keeps to be told and was not told in it yet."""
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.DISCLOSE)
        opened.require_open()
        return lay(opened)


def lay(opened: Matter) -> list[Disclosure]:
    """Tell what the case's service keeps to be told and was not told in it; they choose until the next word."""
    told_here = Disclosure.objects.of(opened.organisation_id).filter(case=opened.case, standing__isnull=False)
    kept = StandingDisclosure.objects.of(opened.organisation_id).filter(
        service=opened.case.service_id or 0, is_active=True
    )
    kept = kept.exclude(pk__in=told_here.values("standing"))
    calendar, policy = opened.times.calendar, opened.times.policy
    by_when = updates.next_word(calendar=calendar, policy=policy, now=opened.now)
    told = []
    for row in kept.order_by("id"):
        shown = standings.laid(core.read(row.text), row.days, since=by_when, calendar=calendar)
        decide_by = by_when if shown.options else None
        told.append(disclosures.make_in(opened, shown, decide_by=decide_by, standing=row))
    for made in told:
        disclosures.tell(opened, made)
    return told
