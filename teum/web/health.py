"""Is all well? One glance."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from teum.queries import health as queries
from teum.queries.health import HealthView, LoopView
from teum.web import incident_cards, moments
from teum.web.desk import Reader, desk, page

LONG = timedelta(minutes=2)
"""A loop that was silent for longer than this is behind."""
TOO_LONG = timedelta(minutes=15)


@require_safe
@desk
def health(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The clock, delivery, and what waits for them."""
    found = queries.health(
        now=reader.now,
        has_broker=bool(settings.TEUM.broker_url),
        has_inbox=settings.TEUM.imap_url is not None,
    )
    names = {"clock": gettext("The clock"), "delivery": gettext("Delivery of messages")}
    checks = [
        {"name": names[loop.name], "words": _loop_words(loop, reader), "state": _state(loop, reader.now)}
        for loop in found.loops
    ]
    if found.broker:
        checks.append(
            {
                "name": gettext("The broker"),
                "words": _broker_words(found.broker, reader),
                "state": "well" if _state(found.broker, reader.now) == "well" else "behind",
            }
        )
    if found.inbox:
        checks.append(
            {
                "name": gettext("The mailbox"),
                "words": _inbox_words(found.inbox, reader),
                "state": _state(found.inbox, reader.now),
            }
        )
    checks.append(
        {
            "name": gettext("What waits"),
            "words": _waiting(found, reader),
            "state": _waiting_state(found, reader.now),
        }
    )
    return page(request, reader, "health.html", {"checks": checks})


def _state(loop: LoopView, now: datetime) -> str:
    if loop.at is None or now - loop.at > TOO_LONG:
        return "down"
    return "behind" if now - loop.at > LONG or loop.lag_seconds > LONG.total_seconds() else "well"


def _loop_words(loop: LoopView, reader: Reader) -> str:
    if loop.at is None:
        return gettext("It has not run yet.")
    at = moments.at(loop.at, zone=reader.zone, now=reader.now)
    if loop.lag_seconds <= LONG.total_seconds():
        return gettext("Last sign of life %(at)s.") % {"at": at}
    behind = incident_cards.span(round(loop.lag_seconds))
    return gettext("Last sign of life %(at)s; %(behind)s behind.") % {"at": at, "behind": behind}


def _broker_words(broker: LoopView, reader: Reader) -> str:
    if broker.at is None:
        return gettext("It has not been ready yet; delivery sends by itself, and nothing is lost.")
    at = {"at": moments.at(broker.at, zone=reader.zone, now=reader.now)}
    if _state(broker, reader.now) == "well":
        return gettext("It was last ready to take messages %(at)s.") % at
    words = gettext("It was last ready %(at)s; delivery sends by itself meanwhile, and nothing is lost.")
    return words % at


def _inbox_words(inbox: LoopView, reader: Reader) -> str:
    if inbox.at is None:
        return gettext("It has not been read yet.")
    at = {"at": moments.at(inbox.at, zone=reader.zone, now=reader.now)}
    if _state(inbox, reader.now) == "well":
        return gettext("It was last read %(at)s.") % at
    return gettext("It was last read %(at)s; what customers write meanwhile waits there.") % at


def _waiting(found: HealthView, reader: Reader) -> str:
    said = []
    if found.oldest_message:
        words = ngettext(
            "%(n)s message waits to be sent; it was due %(at)s.",
            "%(n)s messages wait to be sent; the oldest was due %(at)s.",
            found.waiting_messages,
        )
        at = moments.at(found.oldest_message, zone=reader.zone, now=reader.now)
        said.append(words % {"n": found.waiting_messages, "at": at})
    if found.oldest_timer:
        at = moments.at(found.oldest_timer, zone=reader.zone, now=reader.now)
        said.append(gettext("The clock has yet to do what was due %(at)s.") % {"at": at})
    return " ".join(said) or gettext("Nothing whose time has come is waiting.")


def _waiting_state(found: HealthView, now: datetime) -> str:
    oldest = min((at for at in (found.oldest_timer, found.oldest_message) if at), default=now)
    return "well" if now - oldest < LONG else "behind" if now - oldest < TOO_LONG else "overdue"
