"""What will become of the message that an act has just written: said once, and never more than is so."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages as flash
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from teum.core.delivery import CALLED
from teum.core.permissions import Act
from teum.queries import outbox
from teum.queries.message_view import MessageView
from teum.web import moments
from teum.web.desk import Reader

NOW = timedelta(minutes=5)
"""A message that goes out within this time goes out now; the wait is only for whoever takes it back."""


def say(request: HttpRequest, reader: Reader, case_id: int, done: str, *, unheard: str = "") -> None:
    """Say what was done, and what becomes of the message to the customer that it wrote.

    `unheard` is said where it wrote none.
    """
    message = outbox.written(case_id, by=reader.by, now=reader.now)
    if message is None:
        flash.success(request, f"{done} {unheard}".strip())
        return
    waits = message.state == "failed" and reader.may(Act.SEE_MESSAGES)
    link = reverse("message", args=[message.id]) if waits else ""
    if message.call_by:
        link = f"calls:{reverse('calls')}#message-{message.id}"
    if message.is_undoable:
        link = " ".join(part for part in (f"undo:{reverse('message_undo', args=[message.id])}", link) if part)
    flash.success(request, f"{done} {words(message, reader)}", extra_tags=link)


def words(message: MessageView, reader: Reader) -> str:
    """What becomes of a message that was written just now."""
    if message.state == "failed" and message.is_unsettled:
        return gettext("The message waits to be sent by hand: on WhatsApp, or in a call.")
    if message.state == "failed":
        return gettext("No message goes out by itself: we have no working email address of the customer.")
    return leaving(message, reader)


def leaving(message: MessageView, reader: Reader) -> str:
    """When a message that waits to go out does so."""
    if not reader.sends_mail:
        return gettext("The message is shown here only: no mail server is set.")
    if message.reason in CALLED:
        return gettext("It could not be sent yet. Call; if it goes out first, the call is no longer needed.")
    if message.call_by and message.call_by > reader.now:
        return gettext(
            "It is better heard from you: call first. If nobody calls, the message goes out %(at)s."
        ) % {"at": moments.at(message.call_by, zone=reader.zone, now=reader.now)}
    if message.send_at - reader.now <= NOW:
        return gettext("The message to the customer goes out now.")
    at = moments.at(message.send_at, zone=reader.zone, now=reader.now)
    if message.leaves_with_another:
        return gettext(
            "The customer has had a message today: this one goes out with the next, at the latest %(at)s."
        ) % {"at": at}
    return gettext("The message to the customer goes out %(at)s.") % {"at": at}
