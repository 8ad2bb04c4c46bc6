"""The public form: a visitor leaves details and hears who will be in touch, and when (A11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import cases, customers, links, matter
from teum.actions.customers import Contact
from teum.core import actor
from teum.core.promise import Incomplete
from teum.core.refusal import Refused
from teum.language import text
from teum.models import Case, Organisation

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
    contacts = _contacts(phone=phone, email=email, prefers=prefers)
    if not contacts:
        raise Incomplete(missing=["phone"])
    with transaction.atomic():
        _require_room(organisation_id, now=now)
        customer = customers.make(
            by=by, name=name, contacts=contacts, language=language, is_verified=False, now=now
        )
        customer.organisation = Organisation.objects.get(pk=organisation_id)
        first_line = about.strip().splitlines()[0] if about.strip() else ""
        opened = cases.open_in(customer, by=by, title=first_line[:80], owner=None, source="form", now=now)
        opened.remark("request", text.clean(about))
        page = links.of_case(opened.case, now=now)
        row = cases.first_contact(opened, channel=contacts[0].channel)
        if email.strip():
            cases.tell_received(opened, row)
        matter.finish(opened)
        return Received(case=opened.case, sentence=cases.sentence(opened, row), path=f"/p/{page.token}")


def _contacts(*, phone: str, email: str, prefers: str) -> list[Contact]:
    """What they left, with the way they like best in front; WhatsApp is on the number of the phone."""
    left = [("phone", phone), ("email", email)]
    if prefers == "whatsapp":
        left.append(("whatsapp", phone))
    left.sort(key=lambda way: way[0] != prefers)
    return [Contact(channel=channel, address=address) for channel, address in left if address.strip()]


def _require_room(organisation_id: int, *, now: datetime) -> None:
    recent = Case.objects.of(organisation_id).filter(source="form", opened_at__gt=now - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise TooMany(retry_after_seconds=3600)
