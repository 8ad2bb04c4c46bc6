"""The business of a rehearsal and its customers, made by the real acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from teum.actions import customers, members, organisations
from teum.actions.customers import Contact
from teum.actions.members import Person
from teum.actions.organisations import Hours
from teum.core.actor import Actor, Role
from teum.core.working_time import Block, Calendar, DayChoice
from teum.management.rehearsal.past import Past
from teum.models import Customer, Member, Organisation, prepared
from teum.queries import rows, terms

WITH_MANAGER = 0.4
"""So many businesses have somebody who manages beside who runs them."""
AGENT_A_DAY = 6
"""Of so many promises a day an agent can take care."""
FIRST_NAMES = ("יעל", "דן", "נועה", "עומר", "מאיה", "רון", "שירה", "איתי", "תמר", "גיל")
PASSWORD = "a long quiet sentence"  # noqa: S105
DEAD = "nobody"
"""How addresses begin at which nobody is reached."""


_ORGANISATION = prepared.rows(lambda organisation: Organisation.objects.filter(pk=organisation))
_MEMBER = prepared.rows(lambda organisation, member: Member.objects.of(organisation).filter(pk=member))


@dataclass
class Business:
    """A business with its people and customers."""

    organisation_id: int
    zone: ZoneInfo
    principal: int
    manager: int
    agents: list[int]
    away: set[int] = field(default_factory=set)
    """Agents on holiday."""
    customers: list[int] = field(default_factory=list)
    joined: int = 0
    _actors: dict[int, Actor] = field(default_factory=dict)
    """Those who acted before: nobody's role changes."""

    @property
    def runs_it(self) -> Actor:
        """Who runs the business, as the one who acts."""
        return self.actor(self.principal)

    def actor(self, member: int) -> Actor:
        """A member as the one who acts."""
        if member not in self._actors:
            (row,) = _MEMBER(self.organisation_id, member)
            self._actors[member] = rows.actor(row)
        return self._actors[member]

    def present(self) -> list[int]:
        """The agents who are at work; who runs the business where nobody else is."""
        return [pk for pk in self.agents if pk not in self.away] or [self.principal]

    def calendar(self) -> Calendar:
        """The calendar as it stands."""
        (row,) = _ORGANISATION(self.organisation_id)
        return terms.calendar(row)

    def joins(self, *, now: datetime) -> int:
        """Another agent begins."""
        organisation = Organisation.objects.get(pk=self.organisation_id)
        self.joined += 1
        name = FIRST_NAMES[self.joined % len(FIRST_NAMES)]
        gender = "f" if self.joined % 2 else "m"
        person = _person(f"{name} {self.joined}", f"agent{self.joined}", gender)
        member: Member = members.add(organisation, person, role=Role.AGENT, now=now)
        self.agents.append(member.pk)
        return member.pk


def make(
    past: Past, *, promises: int, days: int, rng: Random, faults: frozenset[str], now: datetime
) -> Business:
    """The business with the hours and the policy that are rehearsed, its people and its customers."""
    organisation = organisations.make(
        name="מזגני הגליל",
        principal=_person("רות כהן", "ruth", "f"),
        hours=_hours(past.hours),
        zone=past.zone,
        country=past.country,
        is_first=False,
        now=now,
    )
    principal = manager = Member.objects.of(organisation.pk).get()
    if rng.random() < WITH_MANAGER:
        manager = members.add(organisation, _person("אמיר לוי", "amir", "m"), role=Role.MANAGER, now=now)
    made = Business(organisation.pk, ZoneInfo(past.zone), principal.pk, manager.pk, agents=[])
    if past.policy:
        organisations.change_policy(by=made.runs_it, now=now, **past.policy)
    for on, blocks in past.special_days:
        organisations.set_special_day(by=made.runs_it, on=on, blocks=terms.blocks(blocks), now=now)
    for _ in range(max(2, min(40, round(promises / days / AGENT_A_DAY)))):
        made.joins(now=now)
    for number in range(max(3, promises // 3)):
        made.customers.append(_customer(made, number, rng=rng, faults=faults, now=now).pk)
    return made


def _person(name: str, short: str, gender: str) -> Person:
    return Person(name=name, email=f"{short}@rehearsal.example", gender=gender, password=PASSWORD)


def _hours(stored: Mapping[str, object]) -> Hours:
    """Stored hours as the value that makes a business."""
    week = stored.get("week")
    assert isinstance(week, Mapping)
    choices = {name: DayChoice(str(stored[name])) for name in KEPT if name in stored}
    return Hours(week={int(day): _blocks(blocks) for day, blocks in week.items()}, **choices)


KEPT = ("holidays", "eves", "chol_hamoed", "memorial_days")


def _blocks(stored: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    return tuple(Block(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in stored)


def _customer(made: Business, number: int, *, rng: Random, faults: frozenset[str], now: datetime) -> Customer:
    by, language = made.runs_it, rng.choice(["he", "he", "he", "en"])
    name = f"דנה {number}" if language == "he" else f"John {number}"
    contacts = _contacts(number, rng, faults)
    customer: Customer = customers.make(by=by, name=name, contacts=contacts, language=language, now=now)
    if rng.random() < 0.3:
        since, until = rng.choice([(time(13), time(16)), (time(18), time(10)), (time(22), time(9, 30))])
        customers.change(
            customer_id=customer.pk,
            by=by,
            name=name,
            language=language,
            contacts=contacts,
            quiet_from=since,
            quiet_until=until,
            keeps_shabbat=rng.random() < 0.7,
            now=now,
        )
    return customer


def _contacts(number: int, rng: Random, faults: frozenset[str]) -> list[Contact]:
    mail = Contact(channel="email", address=f"customer{number}@example.com")
    phone = Contact(channel="phone", address=f"054-7{number % 1_000_000:06d}")
    chance = rng.random()
    if "addresses" not in faults:
        return [mail, phone] if chance < 0.8 else [mail]
    if chance < 0.1:
        return [phone]
    if chance < 0.16:
        dead = Contact(channel="email", address=f"{DEAD}{number}@example.com")
        return [dead, phone] if chance < 0.14 else [dead, mail]
    return [mail, phone] if chance < 0.8 else [mail]
