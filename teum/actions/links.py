"""The unguessable links to customers' pages: made, carried by messages, renewed by the customer, ended by a member."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from teum.actions import contacts, letters, matter
from teum.actions.matter import Matter, NoSuchThing
from teum.core import actor, events, link, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Conflict
from teum.language.notices import link as notices
from teum.models import Case, ContactPoint, Customer, Message, Page, prepared
from teum.models import Event as EventRow
from teum.queries import pages


class NotVerified(Conflict):
    """Whoever left these details on a form may not be who they name: a member makes them known first."""

    code = "not_verified"


def of_customer(customer: Customer, *, now: datetime) -> Page:
    """The link to all of a customer's cases, made if there is none."""
    return _link(customer, None, now)


def of_case(case: Case, *, now: datetime) -> Page:
    """The link to one case alone, made if there is none."""
    return _link(case.customer, case, now)


def _link(customer: Customer, case: Case | None, now: datetime) -> Page:
    """A link that stands, else a new one with 192 random bits."""
    rows = Page.objects.of(customer.organisation_id)
    found = rows.filter(pages.opening(now), customer=customer, case=case).last()
    return found or _make(customer, case, now)


def _make(customer: Customer, case: Case | None, now: datetime) -> Page:
    contacts.changed(customer.organisation_id, customer.pk)
    return Page.objects.of(customer.organisation_id).create(
        customer=customer,
        case=case,
        token=secrets.token_urlsafe(24),
        created_at=now,
        expires_at=link.ends_at(now),
    )


def carried(case: Case, *, now: datetime) -> str:
    """The path of the link that a message about the case carries now, which puts its end forward.

    Where it has ended it is another one; where a member revoked it, none is carried.
    """
    page = pages.of_case(case)
    if page is None:
        return ""
    if link.is_over(page.expires_at, now=now):
        return pages.path(_make(case.customer, case if page.case_id else None, now), case.pk)
    if link.is_due_forward(page.expires_at, now=now):
        _put_forward(case.organisation_id, page.pk, link.ends_at(now))
    return pages.path(page, case.pk)


@prepared.changing
def _put_forward(organisation: int, page: int, until: datetime) -> prepared.Change:
    return Page.objects.of(organisation).filter(pk=page), {"expires_at": until}


def renew(*, token: str, now: datetime) -> None:
    """Whoever holds a link that has ended asks for a new one: it goes to the customer's own address, and nowhere else.

    For one that a member revoked the one that took its place is sent again, and none is made where none did. Nothing
    happens where it has not ended, or one was sent just now. Raises `NoSuchThing`, `NotVerified`.
    """
    page = Page.objects.everywhere().select_related("customer").filter(token=token).first()
    case = _case(page) if page else None
    if page is None or case is None:
        raise NoSuchThing()
    if not page.customer.is_verified:
        raise NotVerified()
    by = actor.customer(page.organisation_id, page.customer_id)
    with matter.of_case(case.pk, by=by, now=now) as opened:
        permissions.require(by, Act.ANSWER_AS_CUSTOMER)
        if _may_follow(page, now) and not _sent_lately(opened) and _is_written_to(opened):
            fresh = _link(page.customer, page.case, now)
            opened.record(events.LinkRenewed(page=fresh.pk))
            _send(opened, notices.renewed)


def _may_follow(page: Page, now: datetime) -> bool:
    """Whether another link is theirs in place of this one."""
    if page.revoked_at is None:
        return link.is_over(page.expires_at, now=now)
    same = Page.objects.of(page.organisation_id).filter(customer=page.customer_id, case=page.case_id)
    return same.filter(revoked_at=None).exists()


def revoke(*, page_id: int, by: Actor, replace: bool = False, now: datetime) -> Page:
    """End a link at once; with `replace` another takes its place, of which the customer is told by e-mail.

    Those that it followed end as well. Once more changes nothing. Raises `NoSuchThing`, `NotAllowed`.
    """
    permissions.require(by, Act.REVOKE_LINK)
    with transaction.atomic():
        rows = Page.objects.of(by.organisation_id)
        whose = rows.filter(pk=page_id).values_list("customer", flat=True).first()
        if whose is None:
            raise NoSuchThing(page=str(page_id))
        contacts.of_customer(by.organisation_id, whose)
        page = rows.select_related("customer").get(pk=page_id)
        standing = list(rows.filter(customer=page.customer, case=page.case, revoked_at=None).order_by("id"))
        if page not in standing:
            return page
        fresh = _make(page.customer, page.case, now) if replace else None
        for ended in standing:
            _end(ended, fresh, by=by, now=now)
        case = _case(page) if replace else None
        if case:
            with matter.of_case(case.pk, by=by, now=now) as opened:
                if _is_written_to(opened):
                    _send(opened, notices.replaced)
        return next(ended for ended in standing if ended == page)


def _end(page: Page, successor: Page | None, *, by: Actor, now: datetime) -> None:
    page.revoked_at = now
    page.save(update_fields=["revoked_at"])
    # Whoever held it may have given an address of their own.
    theirs = ContactPoint.objects.of(by.organisation_id).filter(customer=page.customer_id)
    contacts.broke(theirs.filter(given_on=page))
    contacts.changed(page.organisation_id, page.customer_id)
    event = events.LinkRevoked(
        page=page.pk, customer=page.customer_id, successor=successor.pk if successor else None
    )
    EventRow.objects.of(by.organisation_id).create(
        kind=event.kind, case=page.case_id, actor=by.label, at=now, facts=event.facts
    )


def make(*, customer_id: int, by: Actor, now: datetime) -> Page:
    """The link to all of a customer's cases, made where none stands. Raises `NoSuchThing`, `NotVerified`."""
    permissions.require(by, Act.REVOKE_LINK)
    with transaction.atomic():
        customer = Customer.objects.of(by.organisation_id).filter(pk=customer_id).first()
        if customer is None:
            raise NoSuchThing(customer=str(customer_id))
        if not customer.is_verified:
            raise NotVerified()
        return of_customer(customer, now=now)


def _case(page: Page) -> Case | None:
    """The case in whose name a word about the link goes out: its own, else the newest, an open one before a closed."""
    theirs = Case.objects.of(page.organisation_id).filter(customer=page.customer_id)
    return page.case or theirs.order_by("-state", "-id").first()


def _sent_lately(opened: Matter) -> bool:
    sent = Message.objects.of(opened.organisation_id).filter(customer=opened.case.customer, kind="link")
    return sent.filter(at__gt=opened.now - link.RENEWAL).exists()


def _is_written_to(opened: Matter) -> bool:
    """Whether a carrier of ours reaches the customer: a link is dictated to nobody."""
    contact = letters.first_contact_point(opened, kind="link")
    return contact is not None and contact.channel in letters.AUTOMATIC


def _send(opened: Matter, letter: notices.Words) -> None:
    """The link goes by a message alone, and at once: the letterhead adds it as the message leaves."""
    letters.queue(opened, "link", letter(party=letters.party(opened)), needed_by=opened.now + link.AT_ONCE)
