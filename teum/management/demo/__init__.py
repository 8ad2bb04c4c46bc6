"""The demo business: made relative to now, so that something is always about to happen; remade when it grew stale."""

from __future__ import annotations

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from teum.actions import links, seals, tokens
from teum.management.demo import agreements, cases, documents, people, processes
from teum.management.demo.stage import Stage
from teum.models import ApiToken, Case, Customer, Event, Member, Organisation, Timer
from teum.queries import terms

STALE = timedelta(hours=12)


def ensure(*, now: datetime) -> dict[str, Any]:
    """Make the demo if it is missing or stale, and describe it: organisation, login, API token, a customer's page."""
    organisation = standing()
    if organisation and is_stale(organisation, now=now):
        retire(organisation)
        organisation = None
    if organisation is None:
        organisation = _make_once(now=now)
    return describe(organisation, now=now)


class NameTaken(Exception):
    """A business that is not the demo goes by the demo's name here."""


def standing() -> Organisation | None:
    """The demo that is there."""
    return Organisation.objects.filter(slug=people.SLUG, is_demo=True).first()


def _make_once(*, now: datetime) -> Organisation:
    """Make the demo, or take the one that another process has made meanwhile. Raises `NameTaken`."""
    try:
        made = make(now=now)
    except IntegrityError as taken:
        found = standing()
        if found is None and Organisation.objects.filter(slug=people.SLUG).exists():
            raise NameTaken() from taken
        if found is None:
            raise
        return found
    seals.seal_all()  # its story lies in the past: no clock sealed it as it was told
    return made


def is_stale(organisation: Organisation, *, now: datetime) -> bool:
    """Whether the demo is older than twelve hours and nobody but the clock has touched it since."""
    if now - organisation.created_at < STALE:
        return False
    touched = Event.objects.of(organisation.pk).filter(at__gt=organisation.created_at).exclude(actor="clock")
    return not touched.exists()


def retire(organisation: Organisation) -> None:
    """Put an old demo aside: its ledger stays, as every ledger does; its clock stops."""
    with transaction.atomic():
        Timer.objects.of(organisation.pk).delete()
        Member.objects.of(organisation.pk).update(user=None, is_active=False)
        organisation.slug = f"demo-{organisation.pk}"
        organisation.save(update_fields=["slug"])


def make(*, now: datetime) -> Organisation:
    """Make the business and tell its stories, all of it or nothing."""
    with transaction.atomic():
        found = people.gather(now=now)
        _remember(found.organisation, found.api_token)
        stage = Stage(people=found, calendar=terms.calendar(found.organisation), now=now)
        stage.tell((*documents.STORIES, *processes.STORIES, *agreements.STORIES, *cases.STORIES))
        return found.organisation


def _token_file() -> Path:
    return Path(settings.TEUM.data) / "keys" / "demo.json"


def _remember(organisation: Organisation, token: str) -> None:
    """Keep the demo's token for the owner's eyes, since the database keeps only its digest."""
    file = _token_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        json.dump({"organisation": organisation.pk, "api_token": token}, out)
    draft.replace(file)


def _token(organisation: Organisation, *, now: datetime) -> str:
    """The demo's token; a new one where this folder does not know it."""
    file = _token_file()
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
        digest = tokens.digest(kept["api_token"])
        if ApiToken.objects.of(organisation.pk).filter(digest=digest, revoked_at=None).exists():
            return str(kept["api_token"])
    member = Member.objects.of(organisation.pk).get(email="yael@demo.teum.example")
    _, token = tokens.make(member=member, name="demo", now=now)
    _remember(organisation, token)
    return token


def describe(organisation: Organisation, *, now: datetime) -> dict[str, Any]:
    """What a newcomer or a script needs to use the demo."""
    customer = Customer.objects.of(organisation.pk).filter(name=people.CUSTOMERS[0][1]).order_by("id")[0]
    case = Case.objects.of(organisation.pk).filter(customer=customer).order_by("-id")[0]
    page = links.of_customer(customer, now=now)
    return {
        "organisation": str(organisation.pk),
        "login": {"email": people.EMAIL, "password": people.PASSWORD},
        "api_token": _token(organisation, now=now),
        "customer_page": f"{settings.BASE_URL}/p/{page.token}",
        "case": str(case.pk),
        "customer": str(customer.pk),
    }
