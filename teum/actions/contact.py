"""The public form: a visitor leaves details and hears who will be in touch, and when (A11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import asks, cases, customers, links, matter
from teum.actions.customers import Contact
from teum.actions.matter import Matter
from teum.core import actor
from teum.core.actor import Actor
from teum.core.promise import Incomplete
from teum.core.refusal import Refused
from teum.language import text
from teum.models import Case, Organisation, Promise

MOST_AN_HOUR = 60
"""New cases an hour that one organisation's form takes before it asks to call instead."""


class TooMany(Refused):
    """More came through the form than people could answer; the page names the phone instead."""

    code = "too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the visitor is answered: the case, its sentence, and the link to it alone."""

    case: Case
    sentence: str
    path: str
    promise: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who turns to us, and how; `prefers` is the way that they like best: phone, whatsapp or email."""

    name: str
    phone: str = ""
    email: str = ""
    prefers: str = "phone"
    language: str = "he"

    @property
    def contacts(self) -> list[Contact]:
        """What they left, with the way they like best in front; WhatsApp is on the number of the phone."""
        left = [("phone", self.phone), ("email", self.email)]
        if self.prefers == "whatsapp":
            left.append(("whatsapp", self.phone))
        left.sort(key=lambda way: way[0] != self.prefers)
        return [Contact(channel=channel, address=address) for channel, address in left if address.strip()]


def receive(
    *,
    organisation_id: int,
    name: str,
    phone: str = "",
    email: str = "",
    prefers: str = "phone",
    about: str,
    language: str = "he",
    now: datetime,
) -> Received:
    """Open a case for a visitor, always for a customer of its own: a known address reveals nothing (it stays unsaid).

    `prefers` is the channel on which they like to be answered: phone, whatsapp or email.

    Raises `Incomplete`, `BadAddress`, `TooMany`.
    """
    by = actor.visitor(organisation_id)
    who = Sender(name=name, phone=phone, email=email, prefers=prefers, language=language)
    first_line = about.strip().splitlines()[0] if about.strip() else ""
    with transaction.atomic():
        opened = open_for(who, by=by, title=first_line[:80], now=now)
        wrote = opened.remark("request", text.clean(about)).text
        return answered(opened, who, wrote=wrote)


def open_for(who: Sender, *, by: Actor, title: str, owner: int | None = None, now: datetime) -> Matter:
    """A case for a stranger, as part of an act. Raises what `receive` raises."""
    if not who.contacts:
        raise Incomplete(missing=["phone"])
    _require_room(by.organisation_id, now=now)
    customer = customers.make(
        by=by, name=who.name, contacts=who.contacts, language=who.language, is_verified=False, now=now
    )
    customer.organisation = Organisation.objects.get(pk=by.organisation_id)
    return cases.open_in(customer, by=by, title=title, owner=owner, source="form", now=now)


def answered(opened: Matter, who: Sender, *, wrote: str) -> Received:
    """Promise the first contact, and say so: on the page that follows, and in a mail where they left an address.

    Whoever is to be in touch hears at once what they wrote.
    """
    page = links.of_case(opened.case, now=opened.now)
    row = cases.first_contact(opened, channel=who.contacts[0].channel)
    if who.email.strip():
        cases.tell_received(opened, row)
    asks.tell_of_inquiry(opened, row, wrote=wrote)
    matter.finish(opened)
    return Received(
        case=opened.case, sentence=cases.sentence(opened, row), path=f"/p/{page.token}", promise=row
    )


def _require_room(organisation_id: int, *, now: datetime) -> None:
    recent = Case.objects.of(organisation_id).filter(source="form", opened_at__gt=now - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise TooMany(retry_after_seconds=3600)
