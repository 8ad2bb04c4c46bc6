"""The business as its settings show it: name, hours, special days, mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from teum.core import first_contact as contacts
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.window import Window
from teum.core.working_time import Block, Calendar, DayChoice
from teum.models import Organisation, SpecialDay
from teum.queries import terms

AHEAD = timedelta(days=400)
KINDS = {
    "holidays": DayChoice.CLOSED,
    "eves": DayChoice.HALF,
    "chol_hamoed": DayChoice.OPEN,
    "memorial_days": DayChoice.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessView:
    """The business's own details; `has_mail` tells whether a mail server of its own is set."""

    name: str
    slug: str
    phone: str
    language: str
    mail_from: str
    has_mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDayView:
    """A day unlike the others; `is_own` tells one that the business set from one of the country's calendar."""

    on: date
    name_he: str
    name_en: str
    blocks: tuple[Block, ...]
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """The week, how the country's days are kept, and the special days ahead."""

    week: dict[int, tuple[Block, ...]]
    kinds: dict[str, DayChoice]
    days: tuple[SpecialDayView, ...]


def details(*, by: Actor) -> BusinessView:
    """The business's details. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_ORGANISATION)
    row = Organisation.objects.get(pk=by.organisation_id)
    return BusinessView(
        name=row.name,
        slug=row.slug,
        phone=row.phone,
        language=row.language,
        mail_from=row.mail_from,
        has_mail=bool(row.smtp),
    )


def hours(*, by: Actor, now: datetime) -> HoursView:
    """Hours and special days. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_ORGANISATION)
    row = Organisation.objects.get(pk=by.organisation_id)
    calendar = terms.calendar(row)
    own = set(SpecialDay.objects.of(row.pk).values_list("on", flat=True))
    return HoursView(
        week={day: tuple(blocks) for day, blocks in calendar.week.items()},
        kinds={kind: DayChoice(str(row.hours.get(kind, default))) for kind, default in KINDS.items()},
        days=_days(calendar, own, today=now.astimezone(calendar.zone).date()),
    )


def _days(calendar: Calendar, own: set[date], *, today: date) -> tuple[SpecialDayView, ...]:
    ahead = sorted(on for on in calendar.days if today <= on <= today + AHEAD)
    return tuple(
        SpecialDayView(
            on=on,
            name_he=calendar.days[on].name_he,
            name_en=calendar.days[on].name_en,
            blocks=tuple(calendar.days[on].blocks),
            is_own=on in own,
        )
        for on in ahead
    )


def first_contact(*, by: Actor, now: datetime) -> Window:
    """When somebody new would be promised to hear from one of ours, were their case opened now."""
    organisation = Organisation.objects.get(pk=by.organisation_id)
    calendar, policy = terms.calendar(organisation), terms.policy(organisation)
    return contacts.window(calendar=calendar, policy=policy, now=now)
