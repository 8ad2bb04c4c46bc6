"""The people of a business: invited, joined, changed, and gone only after a hand-over."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from teum.actions import asks, customers, letters, mailboxes, matter, tasks
from teum.actions.customers import Contact
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import notice
from teum.core import events, permissions
from teum.core import member as core
from teum.core.actor import Actor, Role
from teum.core.events import Event
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.language import text
from teum.language.notices import Party, staff
from teum.language.notices import Person as Named
from teum.models import ApiToken, Case, Member, Message, Organisation, Promise, Task, User
from teum.models import Event as EventRow
from teum.models.tenancy import OrganisationRows
from teum.queries import rows
from teum.queries.members import managers

GENDERS = ("f", "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as they join; `gender` is grammatical, for Hebrew texts: `f` or `m`."""

    name: str
    email: str
    gender: str = "f"
    phone: str = ""
    language: str = "he"
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Who was invited, and the path of the link that lets them in; it is kept nowhere."""

    member: Member
    path: str


# ── joining ──


def add(organisation: Organisation, person: Person, *, role: Role, now: datetime) -> Member:
    """Make somebody a member at once, as part of setting a business up. Raises `WeakPassword`, `BadAddress`."""
    with transaction.atomic():
        member = _row(organisation.pk, person, role=role)
        member.user = _user(member.email, person.password, language=person.language)
        member.is_active = True
        member.save()
        _record(member, events.MemberJoined(member=member.pk, role=str(role)), by=rows.actor(member), now=now)
        return member


def invite(*, by: Actor, person: Person, role: Role, now: datetime) -> Invitation:
    """Invite somebody by mail; a second invitation takes the place of the first. Raises `AlreadyMember`."""
    core.require_may_invite(by, role=role)
    with transaction.atomic():
        return _invite(_row(by.organisation_id, person, role=role), by=by, now=now)


def invite_again(*, member_id: int, by: Actor, now: datetime) -> Invitation:
    """A new link for who was invited and has not joined, or has left; the one before it opens nothing any more.

    Raises `AlreadyMember`, `NotAllowed`, `NoSuchThing`.
    """
    with transaction.atomic():
        member = _locked(by, member_id)
        core.require_may_invite(by, role=Role(member.role))
        return _invite(member, by=by, now=now)


def _invite(member: Member, *, by: Actor, now: datetime) -> Invitation:
    if member.pk and member.is_active:
        raise core.AlreadyMember(email=member.email)
    member.is_active, member.invited_at = False, now
    member.save()
    message = _letter(member, by=by, now=now)
    token = _token(member, message)
    member.invitation = _sealed(token)
    member.save(update_fields=["invitation"])
    return Invitation(member=member, path=_path(token))


def path_of_invitation(message: Message) -> str:
    """The path that an invitation's message carries: made again from what is kept, so that no row holds it."""
    member = message.member
    token = _token(member, message) if member else ""
    is_current = member is not None and member.invitation == _sealed(token)
    return _path(token) if is_current else ""


def invited(token: str, *, now: datetime) -> Member:
    """Who holds this invitation. Raises `InvitationGone`."""
    found = (
        Member.objects.everywhere()
        .select_related("organisation")
        .filter(invitation=_sealed(token), is_active=False)
        .first()
    )
    if not token or found is None:
        raise core.InvitationGone()
    core.require_alive(invited_at=found.invited_at, now=now)
    return found


def accept_invitation(*, token: str, password: str, now: datetime) -> Member:
    """Whoever holds the link joins. Raises `InvitationGone`, `WeakPassword`, `WrongPassword`."""
    with transaction.atomic():
        invited(token, now=now)
        member = (
            Member.objects.everywhere()
            .select_for_update(of=("self",), no_key=True)
            .get(invitation=_sealed(token))
        )
        member.user = _user(member.email, password, language=member.language, is_new=False)
        member.is_active, member.invitation = True, ""
        member.save()
        joined = events.MemberJoined(member=member.pk, role=member.role)
        _record(member, joined, by=rows.actor(member), now=now)
        return member


def _row(organisation_id: int, person: Person, *, role: Role) -> Member:
    """The member of that address, with what is said of them now; new where there is none. Not saved."""
    address = customers.normal(Contact(channel="email", address=person.email)).address
    member = Member.objects.of(organisation_id).filter(email=address).first()
    if member is None:
        member = Member(organisation_id=organisation_id, email=address)
    elif member.is_active:
        return member
    member.name, member.gender = _name(person.name), _gender(person.gender)
    member.phone, member.language = text.clean(person.phone).strip()[:40], person.language
    member.role = str(role)
    return member


def _name(name: str) -> str:
    clean = text.line(name)[:100]
    if not clean:
        raise Incomplete(missing=["name"])
    return clean


def _gender(gender: str) -> str:
    if gender not in GENDERS:
        raise Incomplete(missing=["gender"])
    return gender


def _user(email: str, password: str | None, *, language: str, is_new: bool = True) -> User:
    """Who signs in with that address. Somebody who does already keeps their password, and has to know it."""
    found = User.objects.filter(email=email).first()
    if found is not None and found.has_usable_password():
        if not is_new and not found.check_password(password or ""):
            raise core.WrongPassword()
        return found
    if password is not None:
        require_strong(password, email=email)
    if found is None:
        return User.objects.create_user(email, password, language=language)
    found.set_password(password)
    found.save()
    return found


def require_strong(password: str, *, email: str = "") -> None:
    """Refuse a password that is too easy to guess."""
    try:
        validate_password(password, User(email=email))
    except ValidationError as error:
        raise core.WeakPassword(reasons=list(error.messages)) from error


def _letter(member: Member, *, by: Actor, now: datetime) -> Message:
    organisation = Organisation.objects.get(pk=member.organisation_id)
    inviter = (
        Member.objects.of(by.organisation_id).get(pk=by.member_id).name if by.member_id else organisation.name
    )
    party = Party(business=organisation.called(member.language), lang=member.language, now=now)
    letter = staff.invitation(
        party=party, person=Named(name=member.name, gender=member.gender), inviter=inviter
    )
    Message.objects.of(member.organisation_id).filter(member=member, kind="invite", state="queued").update(
        state="overtaken"
    )
    return letters.queue_without_a_case(member, "invite", letter, now=now)


def _token(member: Member, message: Message) -> str:
    said = f"invitation {member.pk} {message.pk} {message.salt}"
    return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256").hex()


def _sealed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _path(token: str) -> str:
    return f"/join/{token}"


def _record(member: Member, event: Event, *, by: Actor, now: datetime) -> None:
    EventRow.objects.of(member.organisation_id).create(
        kind=event.kind, actor=by.label, at=now, facts=event.facts
    )


# ── changing and leaving ──


def change(
    *,
    member_id: int,
    by: Actor,
    name: str,
    gender: str,
    phone: str = "",
    role: Role | None = None,
    language: str | None = None,
) -> Member:
    """Change what is known of a member; everybody may change their own name, phone and language."""
    with transaction.atomic():
        member = _locked(by, member_id)
        if member.pk != by.member_id:
            permissions.require(by, Act.MANAGE_MEMBERS)
        was = Role(member.role)
        if role is not None and role is not was:
            permissions.require(by, Act.MANAGE_MEMBERS)
            core.require_principal_left(role=was, principals=_principals(by.organisation_id))
        core.require_may_name(by, role=role or was, was=was)
        member.name, member.gender = _name(name), _gender(gender)
        member.phone = text.clean(phone).strip()[:40]
        member.role, member.language = str(role or was), language or member.language
        member.save()
        return member


def deactivate(*, member_id: int, by: Actor, heir: int | None = None, now: datetime) -> Member:
    """Let a member go. What rests on them passes to `heir`, each with its event, or it is refused.

    Raises `HandOverFirst`, `LastPrincipal`, `NoSuchThing`.
    """
    permissions.require(by, Act.MANAGE_MEMBERS)
    with transaction.atomic():
        member = _locked(by, member_id)
        core.require_may_name(by, role=Role(member.role))
        if member.is_active:
            core.require_principal_left(role=Role(member.role), principals=_principals(by.organisation_id))
        core.require_heir(heir=heir, promises=promises_of(member).count(), cases=cases_of(member).count())
        taker = _heir(by, member, heir) if heir else None
        if taker:
            _hand_over(member, taker, by=by, now=now)
        member.is_active, member.invitation = False, ""
        member.save()
        _pass_on_the_day(member, taker or managers(by.organisation_id)[0], now=now)
        ApiToken.objects.of(by.organisation_id).filter(member=member, revoked_at=None).update(revoked_at=now)
        gone = events.MemberDeactivated(member=member.pk, heir=heir if taker else None)
        _record(member, gone, by=by, now=now)
        return member


def promises_of(member: Member) -> OrganisationRows[Promise]:
    """The live promises that somebody owns or answers for."""
    rests = Q(owner=member) | Q(answerable=member)
    return Promise.objects.of(member.organisation_id).filter(rests, state__in=rows.LIVE)


def cases_of(member: Member) -> OrganisationRows[Case]:
    """The open cases that somebody answers for."""
    return Case.objects.of(member.organisation_id).filter(owner=member, state="open")


def _locked(by: Actor, member_id: int) -> Member:
    found = Member.objects.of(by.organisation_id).select_for_update(of=("self",), no_key=True)
    member = found.filter(pk=member_id).first()
    if member is None:
        raise NoSuchThing(member=str(member_id))
    return member


def _principals(organisation_id: int) -> int:
    return Member.objects.of(organisation_id).filter(role=Role.PRINCIPAL, is_active=True).count()


def _heir(by: Actor, member: Member, heir: int) -> Member:
    present = Member.objects.of(by.organisation_id).filter(is_active=True).exclude(pk=member.pk)
    found = present.filter(pk=heir).first()
    if found is None:
        raise NoSuchThing(heir=str(heir))
    return found


def _hand_over(member: Member, heir: Member, *, by: Actor, now: datetime) -> None:
    """Everything, case by case in the order of their ids, so that two hand-overs never wait for each other."""
    ids = {
        *promises_of(member).values_list("case", flat=True),
        *cases_of(member).values_list("pk", flat=True),
    }
    for case_id in sorted(ids):
        with matter.of_case(case_id, by=by, now=now) as opened:
            _pass_on(opened, member, heir)


def _pass_on_the_day(member: Member, heir: Member, *, now: datetime) -> None:
    """What stands on their day is before somebody present, also of what is closed and rests on nobody."""
    mailboxes.pass_on(member, heir)
    for task in Task.objects.of(member.organisation_id).filter(member=member, done_at=None):
        tasks.pass_on(task, heir, now=now)


def _pass_on(opened: Matter, member: Member, heir: Member) -> None:
    if opened.case.owner_id == member.pk:
        opened.case.owner = heir
        opened.record(events.CaseAssigned(owner=heir.pk))
    passed_on = [row for row in opened.live() if member.pk in (row.owner_id, row.answerable_id)]
    for row in passed_on:
        was_theirs = row.owner_id == member.pk
        opened.apply(row, core.hand_over(rows.promise(row), leaver=member.pk, heir=heir.pk))
        if was_theirs:
            asks.ask_heir(opened, row, before=member)
    notice.write_anew(opened, *passed_on)
