"""What no carrier takes: somebody is asked to call with its words, or sees that it failed (guarantee 4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from teum.actions import tasks
from teum.actions.matter import Matter
from teum.core import events
from teum.models import Message, Telling
from teum.queries import members, rows

NEEDS_A_PERSON = (
    "received",
    "agreed",
    "holding",
    "late",
    "revised",
    "proposed",
    "reported",
    "withdrawn",
    "update",
    "disputed",
    "lapsed",
    "asked",
    "answered",
    "summary",
    "disclosed",
    "decided",
    "handed",
    "no_date",
    "closing",
)
"""Kinds that the customer must hear: where no carrier takes them, somebody sends them by hand or calls.

What was agreed is one of them: nothing shows that it was said in a conversation. The others they know already.
"""
SHOWN = ("link", "survey", "closed", "code", "copy")
"""Kinds that nobody says in their place and that keep no case open: whoever answers for it sees that they failed."""


def settle_or_call(matter: Matter, message: Message) -> None:
    """A message that no carrier takes: somebody is asked to call with its words, before it is needed."""
    is_needed = message.kind in NEEDS_A_PERSON
    if message.kind == "reminder":
        _remind_by_call(matter, message)
    if not is_needed:
        message.settled_at = matter.now
        message.save(update_fields=["settled_at"])
        matter.record(events.MessageSettled(message=message.pk, outcome="not_needed"))
        tasks.done(matter, message=message, kinds=("call",))
    if is_needed or message.kind in SHOWN:
        ask_to_call(matter, message)


def _remind_by_call(matter: Matter, message: Message) -> None:
    """What we wait for is asked about in a call, before its time; it keeps no case open, and ends with what it asks."""
    told = Telling.objects.of(matter.organisation_id).filter(message=message, what="reminder")
    for telling in told.select_related("promise__owner"):
        if telling.promise.state in rows.LIVE:
            due = _call_by(matter, message)
            tasks.ask(matter, telling.promise.owner, "call", due=due, promise=telling.promise)


def ask_to_call(matter: Matter, message: Message) -> None:
    """Who answers for the case is asked to call with its words, before it is needed.

    What nobody says in its place they only see, not to have got through, or not yet.
    """
    kind = "failed" if message.kind in SHOWN else "call"
    tasks.ask(matter, matter.case.owner, kind, due=_call_by(matter, message), message=message)


def show(matter: Matter, message: Message) -> None:
    """A letter to one of ours that did not get through stands on a manager's day: another's, where there is one."""
    managers = members.managers(matter.organisation_id)
    others = [manager for manager in managers if manager.pk != message.member_id]
    tasks.ask(matter, (others or managers)[0], "failed", due=_call_by(matter, message), message=message)


def _call_by(matter: Matter, message: Message) -> datetime:
    """By when somebody calls: when it is needed, else when the business opens next, or within an hour of its work."""
    if message.needed_by and message.needed_by > matter.now:
        return message.needed_by
    calendar = matter.times.calendar
    opens = calendar.next_opening(matter.now)
    return opens if opens > matter.now else calendar.add_working(matter.now, timedelta(hours=1))
