"""The bench's business and its first customers, made by the real acts; `copies` makes many of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from teum.actions import cases, customers, members, messages, organisations, outgoing, timers, tokens
from teum.actions.customers import Contact
from teum.actions.members import Person
from teum.actions.organisations import Hours
from teum.actions.promises import Draft
from teum.core.actor import Actor, Role
from teum.core.working_time import Block
from teum.management import database
from teum.management.bench import copies
from teum.models import Case, Customer, Member, Organisation, Promise, Timer
from teum.queries import rows, terms

WEEK = {
    **dict.fromkeys((6, 0, 1, 2, 3), (Block(time(8, 30), time(13)), Block(time(14), time(18)))),
    4: (Block(time(8, 30), time(12, 30)),),
}
BODY = "אשלח לך במייל את הצעת המחיר והמפרט"
FAR_TEMPLATES = 20
"""Over so many different due moments the promises that are not due are spread."""
INCLUDES = ("הצעת מחיר", "מפרט")


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A business of four, open six days a week."""

    organisation: Organisation
    agent: Member
    api_token: str

    @property
    def by(self) -> Actor:
        """The agent, as the one who acts."""
        return rows.actor(self.agent)

    def ahead(self, moment: datetime, hours: float) -> datetime:
        """That many working hours after a moment, on the full hour."""
        at = terms.calendar(self.organisation).add_working(moment, timedelta(hours=hours))
        return at.replace(minute=0, second=0, microsecond=0)

    def dues(self, moment: datetime, *, days: int, count: int) -> list[datetime]:
        """So many moments, five minutes apart, towards the end of an open day: that many open days after a moment.

        Quiet time and closed hours are far from there, so that each has its own moment for the word before it.
        """
        calendar = terms.calendar(self.organisation)
        closing = calendar.close_of(calendar.add_business_days(moment.astimezone(calendar.zone).date(), days))
        return [closing - timedelta(hours=1) + timedelta(minutes=5 * number) for number in range(count)]


def business(*, now: datetime) -> Business:
    """Make the tables and the business in an empty database."""
    database.bring_up_to_date()
    organisation = organisations.make(
        name="מזגני הגליל", principal=_person("מיכל לוין", "michal"), hours=Hours(week=WEEK), now=now
    )
    _join(organisation, "רינה אוחיון", "rina", Role.MANAGER, now)
    _join(organisation, "יעל בן דוד", "yael", Role.AGENT, now)
    agent = _join(organisation, "תמר שלו", "tamar", Role.AGENT, now)
    _, token = tokens.make(member=agent, name="bench", now=now)
    return Business(organisation=organisation, agent=agent, api_token=token)


def _person(name: str, short: str) -> Person:
    return Person(name=name, email=f"{short}@bench.example", gender="f", password="a long quiet sentence")  # noqa: S106


def _join(organisation: Organisation, name: str, short: str, role: Role, now: datetime) -> Member:
    return members.add(organisation, _person(name, short), role=role, now=now)


def customer(made: Business, *, now: datetime) -> Customer:
    """A customer who is reached by e-mail and by phone."""
    contacts = [
        Contact(channel="email", address="dana@example.com"),
        Contact(channel="phone", address="054-765-4321"),
    ]
    return customers.make(by=made.by, name="דנה מזרחי", contacts=contacts, now=now)


def case(made: Business, whose: Customer, *, due: datetime, now: datetime, is_told: bool = True) -> Case:
    """A case with one promise, of which the customer has been told."""
    draft = Draft(body=BODY, includes=INCLUDES, channel="email", due=due, says_replaces=True)
    opened = cases.open_case(customer_id=whose.pk, by=made.by, title="מזגן לסלון", promise=draft, now=now)
    if is_told:
        deliver(now=now)
    return opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """A customer to whom the clock will speak at a moment, because an owner who was asked did not answer."""

    customer: Customer
    moment: datetime


def armed(made: Business, *, on: datetime, now: datetime) -> Armed:
    """A promise that is due at `on`, of which the owner was asked already."""
    whose = customer(made, now=now)
    opened = case(made, whose, due=on, now=now)
    planned = Timer.objects.of(opened.organisation_id).filter(case=opened)
    ask = planned.get(kind="ask")
    timers.fire(ask, now=ask.fire_at)
    deliver(now=ask.fire_at)
    return Armed(customer=whose, moment=planned.get(kind="hold").fire_at)


def fill(made: Business, *, upto: int, after: datetime, now: datetime) -> None:
    """Open promises that are due much later, until there are so many open ones in all."""
    missing = upto - Promise.objects.of(made.organisation.pk).filter(state="open").count()
    templates = min(missing, FAR_TEMPLATES)
    customers = []
    for number in range(templates):
        whose = customer(made, now=now)
        case(made, whose, due=after + timedelta(hours=7 * number), now=now)
        customers.append(whose.pk)
    more = missing - templates
    copies.multiply(customers, copies=more // templates)
    copies.multiply(customers[: more % templates], copies=1)


def deliver(*, now: datetime) -> None:
    """Every message that waits is taken by its carrier."""
    later = now + timedelta(days=1)  # past the undo and past quiet time
    while claimed := outgoing.claim(worker="bench", limit=100, now=later):
        for message in claimed:
            messages.mark_accepted(message.pk, now=now)
