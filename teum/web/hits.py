"""What lists and cards show of customers and cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from teum.language import text as texts
from teum.queries.cases import CaseHit
from teum.queries.customers import CustomerHit
from teum.web import acts, moments
from teum.web.desk import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of a list: what it is, a few notes, its state."""

    title: str
    url: str
    notes: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach a customer: by one tap, or where no tap leads, where they live."""

    label: str
    url: str = ""
    icon: str = ""
    is_hand: bool = False
    is_broken: bool = False


ICONS = {"phone": "phone", "sms": "phone", "whatsapp": "message", "email": "mail"}


def of_cases(found: Iterable[CaseHit], reader: Reader) -> list[Hit]:
    """Cases, each with its customer and its next step."""
    return [
        Hit(
            title=hit.title,
            url=reverse("case", args=[hit.id]),
            notes=tuple(note for note in (hit.customer, hit.next_what, _next(hit, reader)) if note),
            state=_case_state(hit, reader.now),
        )
        for hit in found
    ]


def _next(hit: CaseHit, reader: Reader) -> str:
    return moments.by(hit.next_at, zone=reader.zone, now=reader.now) if hit.next_at else ""


def _case_state(hit: CaseHit, now: datetime) -> str:
    if hit.state == "closed":
        return "case_closed"
    return "late" if hit.next_at and hit.next_at < now else "case_open"


def of_customers(found: Iterable[CustomerHit]) -> list[Hit]:
    """Customers, each with the first way to reach them."""
    return [
        Hit(
            title=hit.name,
            url=reverse("customer", args=[hit.id]),
            notes=tuple(note for note in (texts.spoken(hit.contact), _cases(hit.open_cases)) if note),
        )
        for hit in found
    ]


def _cases(count: int) -> str:
    if not count:
        return ""
    return gettext("one open case") if count == 1 else gettext("%(n)s open cases") % {"n": count}


def contacts(found: Iterable[tuple[str, str]], *, broken: Collection[str] = ()) -> list[Contact]:
    """The ways to reach a customer; `broken` are addresses at which nobody was reached."""
    listed: dict[str, Contact] = {}
    for channel, address in found:
        for contact in _ways(channel, address):
            listed.setdefault(contact.url or contact.label, replace(contact, is_broken=address in broken))
    return list(listed.values())


def _ways(channel: str, address: str) -> list[Contact]:
    if channel == "email":
        return [Contact(label=address, url=f"mailto:{address}", icon="mail")]
    if channel in ("visit", "post"):
        return [Contact(label=address)]
    if channel not in ICONS:
        return []
    dial = acts.dial(address)
    ways = [Contact(label=dial.label, url=dial.url, icon="phone")]
    if address.startswith("+"):
        ways.append(Contact(label=gettext("WhatsApp"), url=whatsapp(address), icon="message", is_hand=True))
    return ways


def whatsapp(number: str) -> str:
    """The link that opens a chat with a number."""
    return f"https://wa.me/{number.lstrip('+')}"
