"""The outbox: every message with its fate, and what to do with those that need somebody."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import outbox as actions
from teum.actions import undo as undoing
from teum.actions.unreached import SHOWN
from teum.core.delivery import CODE
from teum.language import text as texts
from teum.queries import inbox as inbox_queries
from teum.queries import outbox as queries
from teum.queries.message_view import MessageView
from teum.queries.outbox import OutboxItem
from teum.web import acts, hits, ids, inbox, letters, moments, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk, page

OUTCOMES: dict[str, dict[str, str]] = {
    **{outcome: {"outcome": outcome} for outcome in actions.OUTCOMES},
    **{way: {"outcome": "told", "way": way} for way in actions.WAYS},
}


@require_safe
@desk
def outbox(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What went out and what came in, what needs attention first."""
    before = ids.read(request.GET.get("before"))
    to_team = request.GET.get("to") == "team"
    found = queries.outbox(by=reader.by, before=before, to_team=to_team)
    attention = () if before or to_team else queries.unsettled(by=reader.by)
    shown = {item.message.id for item in attention}
    context = {
        "outbox": {
            "attention": [_line(item, reader) for item in attention],
            "messages": [_line(item, reader) for item in found.items if item.message.id not in shown],
            "next_url": f"{reverse('outbox')}?before={found.next}{'&to=team' if to_team else ''}"
            if found.next
            else "",
            "to_team": to_team,
        }
    }
    return page(request, reader, "outbox.html", context, tab="outbox")


def _line(item: OutboxItem, reader: Reader) -> letters.MessageLine:
    return letters.line(item.message, reader, phone=item.phone, customer=item.to)


@require_safe
@desk
def message(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """One message, whole."""
    item = queries.message(message_id, by=reader.by, now=reader.now)
    view = item.message
    state = letters.state_of(view)
    brought = inbox_queries.brought(message_id, by=reader.by) if view.direction == "in" else None
    tone, _ = wording.state(state)
    offered = _acts(item) or inbox.acts(view, brought)
    context = {
        "message": {
            "subject": view.subject or gettext("An email without a subject"),
            "state": state,
            "tone": tone,
            "when": moments.alone(view.told_at or view.at, zone=reader.zone, now=reader.now),
            "then": letters.then(view, reader) if not item.is_passed else _passed(item),
            "now_words": item.now_words,
            "case_url": reverse("case", args=[view.case_id]) if view.case_id else "",
            "case_title": item.case_title,
            "facts": [
                {
                    "name": gettext("From") if view.direction == "in" else gettext("To"),
                    "words": inbox.whom(view, brought) or item.to,
                },
                *_way(view),
                *inbox.facts(brought),
            ],
            "named": letters.reads(view),
            "lang": view.language,
            "dir": wording.direction(view.language),
            "text": view.text,
            "acts": offered,
            "is_placed": brought is not None and view.case_id is not None,
            "hand_hint": gettext(
                "WhatsApp opens with the text ready, from your own number. The message is marked as sent by hand."
            )
            if any(act.icon for act in offered)
            else "",
            "dial": acts.dial(item.phone) if item.phone and view.is_unsettled else None,
        }
    }
    return page(request, reader, "message.html", context, tab="outbox")


def _way(view: MessageView) -> list[dict[str, object]]:
    """On which way it goes, where there is one."""
    if not view.address:
        return []
    return [
        {"name": gettext("Address"), "words": texts.spoken(view.address)},
        {"name": gettext("Channel"), "words": wording.CHANNEL_NAMES.get(view.channel, view.channel)},
    ]


def _passed(item: OutboxItem) -> str:
    """That its words are not said any more."""
    if item.now_words:
        return gettext("The time in this message has passed, or has changed. What to say now is below.")
    return gettext("What this message says is over. There is nothing left to tell.")


def _acts(item: OutboxItem) -> list[Act]:
    view = item.message
    if view.direction == "in":
        return []
    if view.customer_id is None:
        return [_resend(view.id), _drop(view.id)] if view.is_unsettled else []
    if item.is_passed and view.state in letters.BY_HAND:
        return _acts_of_passed(item)
    found = []
    if view.state == "uncertain" and view.is_unsettled and view.kind != CODE:
        found.append(_settle(view.id, "told", gettext("It arrived")))
    if letters.may_go_by_hand(view, item.phone):
        found.append(
            Act(
                label=gettext("Open in WhatsApp, mark as sent"),
                url=reverse("message_by_hand", args=[view.id]),
                icon="message",
                post=True,
            )
        )
    if view.kind in SHOWN and view.state == "failed":
        found += [_resend(view.id), _drop(view.id)]
    elif view.is_unsettled:
        if view.kind != CODE:
            found.append(_settle(view.id, "call", gettext("Told on the phone")))
            found.append(_settle(view.id, "in_person", gettext("Told in person")))
        if view.channel == "email":
            found.append(_resend(view.id))
        if item.may_drop:
            found.append(_drop(view.id))
    if view.may_be_taken_back:
        found.append(
            Act(label=gettext("Take it back"), url=reverse("message_take_back", args=[view.id]), post=True)
        )
    return found


def _acts_of_passed(item: OutboxItem) -> list[Act]:
    """What to do with a message whose words are not said any more."""
    view = item.message
    if view.kind in SHOWN and view.state == "failed":
        return [_drop(view.id)]
    if not view.is_unsettled:
        return []
    found = (
        [_settle(view.id, "call", gettext("Told on the phone how it stands now"))] if item.now_words else []
    )
    return [*found, _drop(view.id)] if item.may_drop else found


def _resend(message_id: int) -> Act:
    return _settle(message_id, "resend", gettext("Send it again"))


def _drop(message_id: int) -> Act:
    return _settle(message_id, "dropped", gettext("Not needed any more"))


def _settle(message_id: int, outcome: str, label: str) -> Act:
    return Act(label=label, url=reverse("message_settle", args=[message_id, outcome]), post=True)


@require_POST
@desk
def by_hand(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """Mark it as sent by hand, and open WhatsApp with the text ready."""
    item = queries.message(message_id, by=reader.by, now=reader.now)
    try:
        actions.sent_by_hand(message_id=message_id, by=reader.by, now=reader.now)
    except actions.NotWaiting:
        if item.message.state == "overtaken":
            raise  # nobody is to read it any more, or somebody told it in a call
        # it was told already; opening the chat once more does no harm
    text = "\n\n".join(
        part for part in (item.message.text, f"{settings.BASE_URL}{item.path}" if item.path else "") if part
    )
    return see(f"{hits.whatsapp(item.phone)}?text={quote(text)}")


@require_POST
@desk
def settle(request: HttpRequest, reader: Reader, message_id: int, outcome: str) -> HttpResponse:
    """Somebody dealt with it."""
    if outcome not in OUTCOMES:
        raise Http404
    actions.settle(message_id=message_id, by=reader.by, now=reader.now, **OUTCOMES[outcome])
    flash.success(request, gettext("Recorded."))
    return see(reverse("outbox"))


@require_POST
@desk
def undo(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """As if it had not been done."""
    message = undoing.act(message_id=message_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("Undone: all is as it was, and the message will not go out."))
    case = message.case
    assert case is not None
    if case.state == "undone":  # the act had opened it
        return see(reverse("customer", args=[case.customer_id]))
    return see(reverse("case", args=[case.pk]))


@require_POST
@desk
def take_back(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """It has not left yet, and will not."""
    actions.take_back(message_id=message_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("Taken back: it will not go out."))
    return see(reverse("message", args=[message_id]))
