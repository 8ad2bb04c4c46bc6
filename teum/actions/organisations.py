"""The business itself: set up, its hours and special days, its policy, its mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.db import connection, transaction

from teum.actions import members, seals, vault
from teum.actions.customers import Contact, normal
from teum.actions.members import Person
from teum.configuration import values
from teum.core import permissions
from teum.core import policy as policies
from teum.core.actor import Actor, Role
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Invalid
from teum.core.working_time import Block, Calendar, Day, DayChoice, NeverOpen
from teum.language import text
from teum.models import FormerPolicy, Organisation, SpecialDay
from teum.queries import terms

LANGUAGES = ("he", "en")
_COUNTRIES = {"Asia/Jerusalem": "IL", "Europe/London": "GB"}
_LETTERS = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhvzhtykklmmnnsapptzkrst", strict=True))


class AlreadySetUp(Conflict):
    """There is a business here already: the first visit is over."""

    code = "already_set_up"


class BadMailServer(Invalid):
    """That is no address of a mail server. Carries `expected`."""

    code = "bad_mail_server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The week, from 0 = Monday, and how the days of the country's calendar are kept."""

    week: Mapping[int, tuple[Block, ...]]
    holidays: DayChoice = DayChoice.CLOSED
    eves: DayChoice = DayChoice.HALF
    chol_hamoed: DayChoice = DayChoice.OPEN
    memorial_days: DayChoice = DayChoice.OPEN

    @property
    def stored(self) -> dict[str, object]:
        """JSON-ready, as the organisation's row keeps it."""
        return {
            "week": {str(day): stored_blocks(blocks) for day, blocks in sorted(self.week.items()) if blocks},
            "holidays": str(self.holidays),
            "eves": str(self.eves),
            "chol_hamoed": str(self.chol_hamoed),
            "memorial_days": str(self.memorial_days),
        }


def stored_blocks(blocks: tuple[Block, ...]) -> list[list[str]]:
    """Blocks as rows keep them: [["09:00", "17:00"]]."""
    return [[f"{block.opens:%H:%M}", f"{block.closes:%H:%M}"] for block in blocks]


def make(
    *,
    name: str,
    principal: Person,
    hours: Hours,
    zone: str = "Asia/Jerusalem",
    country: str | None = None,
    language: str = "he",
    phone: str = "",
    mail_url: str = "",
    mail_from: str = "",
    slug: str = "",
    is_demo: bool = False,
    is_first: bool = True,
    now: datetime,
) -> Organisation:
    """Set a business up with who runs it. The first visit (`is_first`) is refused once there is one.

    Raises `AlreadySetUp`, `Incomplete`, `WeakPassword`, `BadAddress`, `BadMailServer`, `NeverOpen`.
    """
    values_ = _checked(name=name, zone=zone, language=language)
    values_ |= {
        "country": _country(zone) if country is None else country,
        "phone": text.clean(phone).strip()[:40],
    }
    values_ |= {"smtp": locked_mail(mail_url), "mail_from": _sender(mail_from)}
    _require_open(hours, zone=zone, country=str(values_["country"]), now=now)
    with transaction.atomic():
        _alone()
        if is_first and Organisation.objects.exists():
            raise AlreadySetUp()
        organisation = Organisation.objects.create(
            slug=_free_slug(slug or str(values_["name"])),
            hours=hours.stored,
            is_demo=is_demo,
            created_at=now,
            **values_,
        )
        seals.begin(organisation.pk)
        members.add(organisation, principal, role=Role.PRINCIPAL, now=now)
        return organisation


def _checked(*, name: str, zone: str, language: str) -> dict[str, object]:
    clean = text.line(name)[:200]
    if not clean:
        raise Incomplete(missing=["name"])
    if zone not in available_timezones():
        raise Invalid(field="zone", value=zone[:64])
    return {"name": clean, "zone": zone, "language": _language(language)}


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise Invalid(field="language", allowed=list(LANGUAGES))
    return language


def _country(zone: str) -> str:
    """The country whose holidays a zone suggests; none where we know none."""
    return _COUNTRIES.get(zone, "US" if zone.startswith("America/") else "")


def _alone() -> None:
    """Let nobody else set a business up meanwhile; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE teum_organisation IN SHARE ROW EXCLUSIVE MODE")


def _free_slug(wanted: str) -> str:
    """A name for addresses: Latin letters, digits and hyphens, and a number where it is taken."""
    latin = "".join(_LETTERS.get(ch, ch if ch.isascii() and ch.isalnum() else "-") for ch in wanted.lower())
    base = "-".join(part for part in latin.split("-") if part)[:50] or "business"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return (
        base if base not in taken else next(s for n in range(2, 10_000) if (s := f"{base}-{n}") not in taken)
    )


@contextmanager
def changing(by: Actor, act: Act = Act.MANAGE_ORGANISATION) -> Iterator[Organisation]:
    """The organisation, locked; its version goes up, so that cached calendars, policies and words are read again."""
    permissions.require(by, act)
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
        yield organisation
        organisation.version += 1
        organisation.save()


def change(*, by: Actor, name: str, phone: str, language: str) -> Organisation:
    """Change what the business is called, and how."""
    with changing(by) as organisation:
        organisation.name = str(_checked(name=name, zone=organisation.zone, language=language)["name"])
        organisation.language = language
        organisation.phone = text.clean(phone).strip()[:40]
        return organisation


# ── hours ──


def change_hours(*, by: Actor, hours: Hours, now: datetime) -> Organisation:
    """Change the week. What was promised already moves nowhere."""
    with changing(by) as organisation:
        _require_open(hours, zone=organisation.zone, country=organisation.country, now=now)
        organisation.hours = hours.stored
        return organisation


def set_special_day(
    *, by: Actor, on: date, blocks: tuple[Block, ...] = (), name: str = "", now: datetime
) -> SpecialDay:
    """Keep a date otherwise than its weekday: closed without blocks. Raises `OverlappingBlocks`, `NeverOpen`."""
    with changing(by) as organisation:
        Calendar(zone=ZoneInfo(organisation.zone), week={on.weekday(): blocks})
        day, _ = SpecialDay.objects.of(by.organisation_id).update_or_create(
            organisation_id=by.organisation_id,
            on=on,
            defaults={"name": text.line(name)[:100], "blocks": stored_blocks(blocks)},
        )
        special = {row.on: row.blocks for row in SpecialDay.objects.of(by.organisation_id)}
        _require_opening(terms.build(
            organisation.hours,
            special={date_: Day(terms.blocks(kept)) for date_, kept in special.items()},
            zone_name=organisation.zone,
            country=organisation.country,
        ), now=now)  # fmt: skip
        return day


def drop_special_day(*, by: Actor, on: date) -> None:
    """Keep a date as its weekday again."""
    with changing(by):
        SpecialDay.objects.of(by.organisation_id).filter(on=on).delete()


def _require_open(hours: Hours, *, zone: str, country: str, now: datetime) -> None:
    """Refuse hours in which nobody could ever be promised anything."""
    _require_opening(terms.build(hours.stored, special={}, zone_name=zone, country=country), now=now)


def _require_opening(calendar: Calendar, *, now: datetime) -> None:
    if not any(calendar.week.values()):
        raise NeverOpen(at=now.isoformat())
    calendar.next_opening(now)


# ── policy and mail ──


def change_policy(*, by: Actor, now: datetime, **numbers: int) -> Organisation:
    """Change some numbers of the policy; what was promised before keeps to the former ones. Raises `BadPolicy`."""
    with changing(by, Act.MANAGE_POLICY) as organisation:
        merged = {**organisation.policy, **numbers}
        policies.require_sound(merged)
        FormerPolicy.objects.of(organisation.pk).create(numbers=organisation.policy, until=now)
        organisation.policy = merged
        return organisation


def change_mail(*, by: Actor, url: str | None = None, mail_from: str = "") -> Organisation:
    """Change the mail server of the business (None: leave it; empty: the installation's) and the sender's address."""
    with changing(by) as organisation:
        if url is not None:
            organisation.smtp = locked_mail(url)
        organisation.mail_from = _sender(mail_from)
        return organisation


def locked_mail(url: str) -> str:
    """A mail server's address, checked and encrypted."""
    try:
        values.smtp(url.strip())
    except ValueError as error:
        raise BadMailServer(expected=str(error)) from error
    return vault.lock(url.strip())


def _sender(address: str) -> str:
    return normal(Contact(channel="email", address=address)).address if address.strip() else ""
