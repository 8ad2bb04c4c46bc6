"""What happens next in a case, and what is late of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core.actor import Actor
from teum.core.outlook import Outlook
from teum.core.promise import LIVE, Nature
from teum.core.question import Kind
from teum.models import Promise, Question
from teum.queries import rows
from teum.queries.promise_view import PromiseView


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What happens next: what, who, by when.

    `awaits` says whose turn it is: `us`, `customer` (their part, or their answer) or `third_party`. `sentence` says
    first what is late of ours, where something is.
    """

    promise_id: int
    what: str
    who: str
    awaits: str
    due: datetime
    in_words: str
    sentence: str


def of(promises: Sequence[PromiseView], *, customer: str, now: datetime) -> NextStep | None:
    """What comes next: the nearest moment ahead, else what is late."""
    live = [promise for promise in promises if promise.is_live]
    if not live:
        return None
    found = min(live, key=lambda promise: (promise.next_at < now, promise.next_at, promise.id))
    awaits = _awaits(found)
    return NextStep(
        promise_id=found.id,
        what=found.condition if found.state == "waiting" and found.condition else found.what,
        who=customer if awaits == "customer" else found.who.name,
        awaits=awaits,
        due=found.next_at,
        in_words=found.next_in_words,
        sentence=said(found, late(live)),
    )


def is_promised(promise: PromiseView, *, by: Actor, now: datetime) -> bool:
    """Whether something else comes next in its case, so that nobody has to say what does once this promise ends.

    What they say is done of it is answered by its end.
    """
    of = by.organisation_id
    said = Question.objects.of(of).filter(about=promise.id, kind=str(Kind.DONE)).values("promise")
    others = Promise.objects.of(of).filter(case=promise.case_id, state__in=[str(state) for state in LIVE])
    ahead = others.exclude(pk=promise.id).exclude(pk__in=said).exclude(nature=str(Nature.CLOSING))
    return any(rows.promise(row).next_at > now for row in ahead)


def late(promises: Sequence[PromiseView]) -> PromiseView | None:
    """What is late of ours, the longest first; None where nothing is."""
    found = (promise for promise in promises if promise.outlook is Outlook.LATE)
    return min(found, key=lambda promise: (promise.window.due, promise.id), default=None)


def said(following: PromiseView, late: PromiseView | None) -> str:
    """What comes next, in the customer's words, after what is late; the next word about that is said with it."""
    if late is None or late.id == following.id:
        return following.sentence
    if following.nature == Nature.UPDATE and following.window.due == late.next_word:
        return late.sentence
    return f"{late.sentence} {following.sentence}"


def _awaits(promise: PromiseView) -> str:
    if promise.is_countered or promise.outlook is Outlook.CAME:
        return "us"
    if promise.debtor == "customer" or promise.state in ("waiting", "reported", "offered"):
        return "customer"
    return "third_party" if promise.debtor == "third_party" else "us"
