"""What the customer knows of a case's next step, what they still have to hear, and what the clock does about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from teum.core.permissions import Act
from teum.queries import cases, telling
from teum.queries.case_view import CaseView
from teum.queries.telling import Knows
from teum.web import fate, moments, wording
from teum.web.desk import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowing:
    """What the customer knows; where it is not how things stand, what is `untold`, `how` it gets to them, and where."""

    sentence: str
    untold: str = ""
    how: str = ""
    url: str = ""
    act: str = ""


def of(case: CaseView, reader: Reader) -> Knowing:
    """What they know of the next step of an open case."""
    assert case.next
    knows = telling.of_promise(case.next.promise_id, by=reader.by, lang=reader.language, now=reader.now)
    if knows.is_told:
        return Knowing(sentence=case.next.sentence)
    url, act = _where(case, knows, reader)
    return Knowing(
        sentence=knows.sentence or gettext("They have not been told anything of this yet."),
        untold=case.next.sentence,
        how=_how(knows, reader),
        url=url,
        act=act,
    )


def _how(knows: Knows, reader: Reader) -> str:
    if knows.message and knows.message.state in ("queued", "sending"):
        return fate.leaving(knows.message, reader)
    if knows.by is None or knows.by <= reader.now:
        return gettext("Nobody has told them, and it is late for that. Call them now.")
    by = moments.by(knows.by, zone=reader.zone, now=reader.now)
    if knows.message:
        return gettext("It waits to be sent by hand, or to be said in a call, %(by)s.") % {"by": by}
    return gettext("No message waits that says so. It has to be told %(by)s.") % {"by": by}


def _where(case: CaseView, knows: Knows, reader: Reader) -> tuple[str, str]:
    """Where a person tells it."""
    if knows.message and reader.may(Act.SEE_MESSAGES):
        return reverse("message", args=[knows.message.id]), gettext("To the message")
    if knows.message is None and reader.may(Act.RECORD):
        return reverse("conversation_new", args=[case.id]), gettext("Record a conversation")
    return "", ""


def silence(promise_id: int, customer_id: int, customer: str, reader: Reader) -> str:
    """What happens with a promise if nobody acts."""
    at = cases.hold_at(promise_id, by=reader.by)
    if at is None or at <= reader.now:
        return ""
    return if_nobody(at, telling.ways([customer_id], by=reader.by)[customer_id], customer, reader)


def if_nobody(at: datetime, way: str, customer: str, reader: Reader) -> str:
    """What the clock does where nobody acts: it writes, or a person has to call, or to find a way."""
    words = {
        "at": moments.at(at, zone=reader.zone, now=reader.now),
        "by": moments.by(at, zone=reader.zone, now=reader.now),
        "customer": wording.isolated(customer),
    }
    if way == "written":
        return gettext("If nobody acts, %(customer)s gets an interim update %(at)s.") % words
    if way == "call":
        said = gettext("Nothing goes to %(customer)s by itself: somebody has to call or write %(by)s.")
        return said % words
    said = gettext(
        "Nothing goes to %(customer)s by itself, and no number of theirs works: somebody has to find a way %(by)s."
    )
    return said % words
