"""The people of the tests: one business, those who work in it, and its customers.

`galil()` makes the business through the real actions; `quote()` is the promise of the story. Moments are constants in
Asia/Jerusalem; the business is open Sunday to Thursday 09:00-17:00 and on Friday until 13:00.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from teum.actions import cases, customers, members, organisations
from teum.actions.customers import Contact
from teum.actions.members import Person
from teum.actions.organisations import Hours
from teum.actions.promises import Draft
from teum.core.actor import Actor, Role
from teum.core.actor import clock as clock_actor
from teum.core.actor import customer as customer_actor
from teum.core.working_time import Block
from teum.models import Case, Customer, Member, Organisation, Promise
from teum.queries import rows

JERUSALEM = ZoneInfo("Asia/Jerusalem")
PASSWORD = "a quiet long sentence"
DANA_EMAIL, DANA_PHONE = "dana@example.com", "+972547654321"
JOHN_EMAIL = "john@example.com"


def at(said: str) -> datetime:
    """A moment in Jerusalem: `at("2026-11-24 14:00")`."""
    return datetime.fromisoformat(said).replace(tzinfo=JERUSALEM)


THURSDAY_1740 = at("2026-11-19 17:40")
FRIDAY_1000 = at("2026-11-20 10:00")
SATURDAY_2100 = at("2026-11-21 21:00")
SUNDAY_0900 = at("2026-11-22 09:00")
SUNDAY_1000 = at("2026-11-22 10:00")
MONDAY_1000 = at("2026-11-23 10:00")
TUESDAY_1000 = at("2026-11-24 10:00")
TUESDAY_1230 = at("2026-11-24 12:30")
TUESDAY_1330 = at("2026-11-24 13:30")
TUESDAY_1400 = at("2026-11-24 14:00")
TUESDAY_1500 = at("2026-11-24 15:00")
WEDNESDAY_1200 = at("2026-11-25 12:00")
THURSDAY_1400 = at("2026-11-26 14:00")

OFFICE = (Block(time(9), time(17)),)
HALF = (Block(time(9), time(13)),)
WEEK = {**dict.fromkeys((6, 0, 1, 2, 3), OFFICE), 4: HALF}
HOURS = Hours(week=WEEK)

QUOTE = "אשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00"
VAGUE = "אשלח לך את המידע בהקדם"


@dataclass(frozen=True)
class Business:
    """A business with its people; `by(member)` is the member as the one who acts."""

    organisation: Organisation
    ruth: Member
    """Runs the business."""
    amir: Member
    """Manages."""
    yael: Member
    """Agent, f."""
    dan: Member
    """Agent, m."""
    sami: Member
    """Partner: a subcontractor."""
    dana: Customer
    """Reads Hebrew; e-mail first, then phone."""
    john: Customer
    """Reads English; e-mail only."""

    @property
    def id(self) -> int:
        """The organisation's id."""
        return int(self.organisation.pk)

    @property
    def as_clock(self) -> Actor:
        """The clock, acting for this business."""
        return clock_actor(self.id)

    @property
    def as_customer(self) -> Actor:
        """Dana, behind her link."""
        return self.as_whom(self.dana)

    def as_whom(self, customer: Customer) -> Actor:
        """A customer, behind their link."""
        return customer_actor(self.id, customer.pk)


def by(member: Member) -> Actor:
    """A member as the one who acts."""
    return rows.actor(member)


def galil(
    *, now: datetime = SUNDAY_0900, name: str = "מזגני הגליל", domain: str = "galil.example", **values: Any
) -> Business:
    """A business with its principal, a manager, two agents, a partner and two customers."""
    organisation = organisations.make(
        name=name,
        principal=_person("רות כהן", f"ruth@{domain}"),
        hours=HOURS,
        is_first=False,
        now=now,
        **values,
    )
    ruth = Member.objects.of(organisation.pk).select_related("user").get()
    return Business(
        organisation=organisation,
        ruth=ruth,
        amir=_joined(organisation, "אמיר לוי", f"amir@{domain}", Role.MANAGER, "m", now),
        yael=_joined(organisation, "יעל ברק", f"yael@{domain}", Role.AGENT, "f", now),
        dan=_joined(organisation, "דן שגב", f"dan@{domain}", Role.AGENT, "m", now),
        sami=_joined(organisation, "סמי חדד", f"sami@{domain}", Role.PARTNER, "m", now),
        dana=customer(
            ruth,
            "דנה פרץ",
            [Contact(channel="email", address=DANA_EMAIL), Contact(channel="phone", address=DANA_PHONE)],
            now=now,
        ),
        john=customer(
            ruth, "John Park", [Contact(channel="email", address=JOHN_EMAIL)], language="en", now=now
        ),
    )


def alone(*, now: datetime = SUNDAY_0900) -> tuple[Member, Customer]:
    """A business of one: its principal, who does everything, and a customer."""
    organisation = organisations.make(
        name="נועה תפירה",
        principal=_person("נועה דיין", "noa@sewing.example"),
        hours=HOURS,
        is_first=False,
        now=now,
    )
    noa = Member.objects.of(organisation.pk).select_related("user").get()
    return noa, customer(noa, "מיכל אור", [Contact(channel="email", address="michal@example.com")], now=now)


def _person(name: str, email: str, gender: str = "f") -> Person:
    return Person(name=name, email=email, gender=gender, password=PASSWORD)


def _joined(
    organisation: Organisation, name: str, email: str, role: Role, gender: str, now: datetime
) -> Member:
    return members.add(organisation, _person(name, email, gender), role=role, now=now)


def second_dan(business: Business) -> Member:
    """One more agent of Dan's first name."""
    return _joined(business.organisation, "דן אלון", "dan.alon@galil.example", Role.AGENT, "m", SUNDAY_0900)


def second_partner(business: Business) -> Member:
    """One more subcontractor."""
    return _joined(business.organisation, "עומר נסאר", "omar@galil.example", Role.PARTNER, "m", SUNDAY_0900)


def customer(
    who: Member, name: str, contacts: list[Contact], *, language: str = "he", now: datetime = SUNDAY_0900
) -> Customer:
    """A customer of the member's business."""
    return customers.make(by=by(who), name=name, contacts=contacts, language=language, now=now)


def quote_draft(**said: Any) -> Draft:
    """The promise of the story, whole: the quote and the specification by e-mail, by Tuesday 14:00."""
    values: dict[str, Any] = {
        "body": QUOTE,
        "includes": ("הצעת מחיר", "מפרט"),
        "channel": "email",
        "due": TUESDAY_1400,
        "says_replaces": True,
    }
    return Draft(**{**values, **said})


def chat_draft(**said: Any) -> Draft:
    """The same on WhatsApp, for whoever has only a number."""
    body = "אשלח לך בוואטסאפ את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00"
    return quote_draft(**{"body": body, "channel": "whatsapp", **said})


def case(
    who: Member,
    whose: Customer,
    *,
    title: str = "מזגן לסלון",
    promise: Draft | None = None,
    now: datetime = SUNDAY_1000,
) -> Case:
    """A case of a customer, with the promise of the story unless another is given; `who` answers for both."""
    return cases.open_case(
        customer_id=whose.pk, by=by(who), title=title, promise=promise or quote_draft(), now=now
    )


def quote(
    business: Business, *, now: datetime = SUNDAY_1000, who: Member | None = None, **said: Any
) -> Promise:
    """Dana's case with Yael's promise of the story; gives the promise."""
    opened = case(who or business.yael, business.dana, promise=quote_draft(**said), now=now)
    return promise_of(opened)


def appointment(business: Business, **said: Any) -> Promise:
    """Dana's installation on Tuesday from ten to twelve."""
    visit = {
        "body": "אתקין לך את המזגן",
        "includes": ("התקנה",),
        "channel": "visit",
        "start": at("2026-11-24 10:00"),
        "due": at("2026-11-24 12:00"),
    }
    return quote(business, **{**visit, **said})


def promise_of(opened: Case) -> Promise:
    """The newest promise of a case."""
    found: Promise = (
        Promise.objects.of(opened.organisation_id)
        .select_related("owner", "answerable")
        .filter(case=opened)
        .order_by("-id")[0]
    )
    return found


def of(model: Any, business: Business, **where: Any) -> Any:
    """Rows of a business."""
    return model.objects.of(business.id).filter(**where)


def fresh(promise: Promise) -> Promise:
    """The promise as it stands in the database now."""
    found: Promise = (
        Promise.objects.of(promise.organisation_id)
        .select_related("owner", "answerable", "case")
        .get(pk=promise.pk)
    )
    return found


def writes_first(business: Business, *, now: datetime = SUNDAY_0900) -> None:
    """Bad news is not kept for a call: its message goes at once."""
    organisations.change_policy(by=by(business.ruth), voice_minutes=0, now=now)


def special_day(
    business: Business,
    on: date,
    *,
    blocks: tuple[Block, ...] = (),
    name: str = "",
    now: datetime = SUNDAY_0900,
) -> None:
    """A date on which the business keeps other hours, or none."""
    organisations.set_special_day(by=by(business.ruth), on=on, blocks=blocks, name=name, now=now)
