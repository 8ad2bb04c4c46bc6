"""Forms on a business's own site: kept by a manager, and what comes through them (B1, A11)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from teum.actions import alignments, contact, organisations
from teum.actions.contact import Received, Sender, TooMany
from teum.actions.matter import Matter, NoSuchThing
from teum.core import actor, intake
from teum.core.actor import Actor
from teum.core.alignment import Answer, Item, NoSuchItem, facts
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Invalid, Missing
from teum.models import Alignment, AlignmentTemplate, Intake, Member
from teum.queries import alignments as queries

MOST = 50
"""So many forms a business may keep."""
MOST_AN_HOUR = 30
"""New cases an hour through one form for which no browser worked; they do not close it for people."""
MOST_FROM_ONE = 8
"""Forms an hour from one address whose browser worked for each."""
MOST_UNPROVED = 3
"""The same where nothing was worked for: without JavaScript, and over the API."""
HOUR = 3600
LANGUAGES = ("he", "en")


class FormsFull(Conflict):
    """The business keeps as many forms as it may. Carries `most`."""

    code = "forms_full"


class NothingToAsk(Invalid):
    """Nothing in the template can be asked of somebody with whom nobody has spoken yet. Carries `template`."""

    code = "nothing_to_ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From which address a form comes, and what was worked for it: the seal that it was opened with, and a proof."""

    place: str
    seal: str = ""
    proof: str = ""


def add(*, template_id: int, language: str, owner: int | None = None, by: Actor) -> Intake:
    """Put a template's questions on the web, in one language.

    Raises `NotAllowed`, `FormsFull`, `NothingToAsk`, `NoSuchThing`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        if Intake.objects.of(by.organisation_id).count() >= MOST:
            raise FormsFull(most=MOST)
        template = AlignmentTemplate.objects.of(by.organisation_id).filter(pk=template_id).first()
        if template is None:
            raise NoSuchThing(template=str(template_id))
        if not intake.possible(facts.items(template.items)):
            raise NothingToAsk(template=str(template_id))
        key = secrets.token_urlsafe(12)
        row = Intake(organisation=organisation, template=template, key=key)
        return _write(row, language=language, owner=owner, is_on=True)


def change(
    *,
    intake_id: int,
    language: str,
    owner: int | None,
    is_on: bool,
    asks: Collection[str] | None = None,
    by: Actor,
) -> Intake:
    """Another language, another owner, other questions (`asks` are their keys), on or off; its address stays.

    Raises `NotAllowed`, `NoSuchThing`, `NothingToAsk`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES):
        found = Intake.objects.of(by.organisation_id).select_related("template")
        row = found.filter(pk=intake_id).first()
        if row is None:
            raise Missing(form=str(intake_id))
        if asks is not None:
            possible = intake.possible(facts.items(row.template.items))
            row.asks = [item.key for item in possible if item.key in asks]
            if not row.asks:
                raise NothingToAsk(template=str(row.template_id))
        return _write(row, language=language, owner=owner, is_on=is_on)


def _write(row: Intake, *, language: str, owner: int | None, is_on: bool) -> Intake:
    if language not in LANGUAGES:
        raise Invalid(field="language", allowed=list(LANGUAGES))
    row.owner = None
    if owner:
        row.owner = Member.objects.of(row.organisation_id).filter(pk=owner, is_active=True).first()
        if row.owner is None:
            raise NoSuchThing(owner=str(owner))
    row.language, row.is_on = language, is_on
    row.save()
    return row


def receive(
    *,
    organisation_id: int,
    key: str,
    who: Sender,
    answers: Mapping[str, Answer],
    origin: Origin | None = None,
    now: datetime,
) -> Received:
    """A stranger sends the form: a customer of their own, a case, what they said, and when we are in touch.

    A known address reveals nothing: they are a customer of their own until one of ours has heard that it is them.
    Raises `Missing` where the form is off, `Incomplete`, `NoSuchItem`, `BadAddress`, `TooMany`, what `alignments.say`
    raises.
    """
    by = actor.visitor(organisation_id)
    with transaction.atomic():
        row = _open(organisation_id, key)
        is_worked_for = _is_worked_for(origin) if origin else False
        if not is_worked_for:
            _require_room(row, now=now)
        if origin:
            _require_room_from(origin, most=MOST_FROM_ONE if is_worked_for else MOST_UNPROVED)
        items = intake.asked(facts.items(row.template.items), row.asks)
        _require_asked(items, answers)
        owner = row.owner_id if row.owner and row.owner.is_active else None
        title = row.template.he if row.language == "he" else row.template.en
        opened = contact.open_for(who, by=by, title=title, owner=owner, now=now)
        begun = alignments.begin_in(opened, row.template, said=answers, intake=row)
        return contact.answered(opened, who, wrote=_remark(opened, begun, items))


def _require_room_from(origin: Origin, *, most: int) -> None:
    """Count a form from an address; the cache is shared by all processes, and what is refused counts for nothing."""
    key = f"intake:{origin.place}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) > most:
        raise TooMany(retry_after_seconds=HOUR)


def _is_worked_for(origin: Origin) -> bool:
    used = f"intake-proof:{hashlib.sha256(origin.seal.encode()).hexdigest()}"
    return intake.is_proved(origin.seal, origin.proof) and cache.add(used, 1, intake.LATEST.total_seconds())


def _open(organisation_id: int, key: str) -> Intake:
    """The form, one sender after another: what is counted of it and of their place is counted by nobody else."""
    found = Intake.objects.of(organisation_id).select_for_update(no_key=True, of=("self",))
    row = (
        found.select_related("template", "owner")
        .filter(key=key, is_on=True, template__is_active=True)
        .first()
    )
    if row is None:
        raise Missing(form=key)
    return row


def _require_room(row: Intake, *, now: datetime) -> None:
    recent = Alignment.objects.of(row.organisation_id).filter(
        intake=row, began_at__gt=now - timedelta(hours=1)
    )
    if recent.count() >= MOST_AN_HOUR:
        raise TooMany(retry_after_seconds=HOUR)


def _require_asked(items: tuple[Item, ...], answers: Mapping[str, Answer]) -> None:
    asked = {item.key for item in items}
    for key in answers:
        if key not in asked:
            raise NoSuchItem(item=key)
    missing = [item.key for item in items if intake.must_be_said(item) and item.key not in answers]
    if missing:
        raise Incomplete(missing=missing)


def _remark(opened: Matter, begun: Alignment, items: tuple[Item, ...]) -> str:
    """What they wrote stands on the case as well, for whoever is in touch with them."""
    said = queries.in_words(begun, lang=opened.case.customer.language, now=opened.now)
    lines = [
        f"{item.text.of(opened.case.customer.language)} {said[item.key]}"
        for item in items
        if said.get(item.key)
    ]
    wrote = "\n".join(lines)
    if wrote:
        opened.remark("request", wrote)
    return wrote
