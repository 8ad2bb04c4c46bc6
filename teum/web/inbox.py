"""Mails that came in, at the desk: how sure it is who wrote, what they brought, and where one without a case goes."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from teum.actions import placing
from teum.core.inbox import Kind
from teum.queries import inbox as queries
from teum.queries.inbox import Brought
from teum.queries.message_view import MessageView
from teum.web import wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk


def then(message: MessageView) -> str:
    """What stands with a mail that came in."""
    if message.kind == "auto_reply":
        return gettext("An automatic answer: it was filed, and nothing follows from it.")
    if message.kind == "bounce":
        return gettext("A message of ours came back; its own line says what became of it.")
    said = _standing(message.reason)
    if message.is_unplaced:
        return " ".join([said, gettext("Say where it belongs, or put it aside.")])
    return said


def _standing(name: str) -> str:
    """How sure it is who wrote; nothing where it is."""
    return {
        "forwarded": gettext("It answers a message of ours, from an address that is not the customer's."),
        "checked": gettext(
            "The mail server has checked the sender's address. It answers no message of ours."
        ),
        "claimed": gettext(
            "The sender's address is the customer's, and nobody has checked it: anyone can write an address there. "
            "Before doing what it asks, check with the customer."
        ),
        "doubted": gettext("The mail server says that it did not come from the address that it names."),
        "unknown": gettext("Nobody here has the sender's address."),
    }.get(name, "")


def whom(message: MessageView, brought: Brought | None) -> str:
    """What somebody calls themselves whom nobody here knows yet."""
    return brought.sender_name if brought and message.customer_id is None else ""


def facts(brought: Brought | None) -> list[dict[str, str]]:
    """What a mail brought besides its words."""
    if brought is None:
        return []
    found = []
    if brought.files:
        names = ", ".join(wording.isolated(name) for name in brought.files)
        count = len(brought.files)
        kept = ngettext(
            "The file was not kept here; it is in the mailbox.",
            "The files were not kept here; they are in the mailbox.",
            count,
        )
        found.append({"name": gettext("Attached"), "words": f"{names}. {kept}"})
    if brought.is_cut:
        words = gettext("It is longer than what is kept here; the whole of it is in the mailbox.")
        found.append({"name": gettext("Length"), "words": words})
    return found


def acts(message: MessageView, brought: Brought | None) -> list[Act]:
    """Where a mail without a case may go, or one that landed in another."""
    if brought is not None and brought.may_be_taken_out:
        url = reverse("mail_out", args=[message.id])
        return [Act(label=gettext("It does not belong in this case"), url=url, post=True)]
    is_moved = brought is not None and brought.may_be_moved
    if brought is None or not (message.is_unplaced or is_moved):
        return []
    label = gettext("Move it into the case: %(title)s") if is_moved else gettext("Into the case: %(title)s")
    into = [
        Act(
            label=label % {"title": wording.isolated(title)},
            url=reverse("mail_into_case", args=[message.id, case_id]),
            post=True,
        )
        for case_id, title in brought.cases
    ]
    own = gettext("Move it into a case of its own") if is_moved else gettext("Open a case for it")
    opens = Act(label=own, url=reverse("mail_new_case", args=[message.id]), post=True)
    if is_moved:
        return [*into, opens]
    aside = Act(label=gettext("Not for us"), url=reverse("mail_aside", args=[message.id]), post=True)
    # the first is the likely one
    return [aside, *into, opens] if message.reason == "doubted" else [*into, opens, aside]


@require_POST
@desk
def into_case(
    request: HttpRequest, reader: Reader, message_id: int, case_id: int | None = None
) -> HttpResponse:
    """Into a case of its sender's, or into a new one."""
    brought = queries.brought(message_id, by=reader.by)
    placed = placing.place(message_id=message_id, by=reader.by, case_id=case_id, now=reader.now)
    said = gettext("The email is in the case.")
    if brought and brought.may_be_moved and placed.kind == Kind.QUESTION:
        said = gettext("The email is in the case, and the customer is told where its answer comes.")
    flash.success(request, said)
    return see(reverse("case", args=[placed.case_id]))


@require_POST
@desk
def set_aside(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """Not for us."""
    placing.set_aside(message_id=message_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("The email was put aside."))
    return see(reverse("outbox"))


@require_POST
@desk
def take_out(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """Out of the case in which it does not belong, to say where it does."""
    taken = placing.take_out(message_id=message_id, by=reader.by, now=reader.now)
    said = gettext("The email is out of the case. Where does it belong?")
    if taken.is_told:
        said = gettext(
            "The email is out of the case, and the customer is told that it was our mistake. Where does it belong?"
        )
    flash.success(request, said)
    return see(reverse("message", args=[message_id]))


patterns: list[URLPattern] = [
    path("messages/<id:message_id>/cases/new", into_case, name="mail_new_case"),
    path("messages/<id:message_id>/cases/<id:case_id>", into_case, name="mail_into_case"),
    path("messages/<id:message_id>/aside", set_aside, name="mail_aside"),
    path("messages/<id:message_id>/place", take_out, name="mail_out"),
]
