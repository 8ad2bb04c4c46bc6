"""Which acts are offered on a promise, the likely ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext

from teum.core import counter
from teum.core.window import Window
from teum.language import text as texts
from teum.queries.promise_view import PromiseView
from teum.queries.question_view import QuestionView
from teum.web import moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something to do by one tap: a link, or with `post` a form of one button."""

    label: str
    url: str
    icon: str = ""
    post: bool = False


def _of(name: str, promise_id: int, label: str) -> Act:
    return Act(label=label, url=reverse(name, args=[promise_id]))


def dial(phone: str) -> Act:
    """Lift the phone."""
    return Act(
        label=gettext("Call %(phone)s") % {"phone": texts.spoken(phone)},
        url=f"tel:{quote(phone, safe='+*')}",
        icon="phone",
    )


def likely(
    promise_id: int,
    *,
    state: str,
    debtor: str,
    is_proposed: bool = False,
    is_countered: bool = False,
    is_closing: bool = False,
) -> list[Act]:
    """The likely acts on a promise in this state."""
    if is_closing:
        return [_of("arrival", promise_id, gettext("They answered"))] if state == "open" else []
    if state == "waiting":
        return [
            _of("condition_met", promise_id, gettext("It came")),
            _of("revision", promise_id, gettext("Another time")),
        ]
    if is_countered:
        return [
            _of("acceptance", promise_id, gettext("It suits us")),
            _of("withdrawal", promise_id, gettext("It does not")),
        ]
    if state == "offered":
        return [
            _of("acceptance", promise_id, gettext("Accepted")),
            _of("decline", promise_id, gettext("Declined")),
        ]
    if state == "reported":
        return [
            _of("confirmation", promise_id, gettext("The customer confirmed")),
            _of("dispute", promise_id, gettext("Something is missing")),
        ]
    if state != "open":
        return []
    done = _of("report", promise_id, gettext("Done")) if debtor == "provider" else arrived(promise_id)
    found = [done, _of("revision", promise_id, gettext("Another time"))]
    return [_of("agreement", promise_id, gettext("The customer agreed")), *found] if is_proposed else found


def arrived(promise_id: int) -> Act:
    """What they owed has come."""
    return _of("arrival", promise_id, gettext("It came"))


def began(promise_id: int) -> Act:
    """What they had to bring first has come: our time begins."""
    return _of("condition_met", promise_id, gettext("It came"))


def answer(question_id: int, *, is_ours: bool, is_document: bool = False) -> Act:
    """Answer a question, or write down what the customer answered: the promise of an answer is kept by nothing else."""
    theirs = gettext("It came another way") if is_document else gettext("The customer answered")
    label = gettext("Write the answer") if is_ours else theirs
    return _of("question_answer", question_id, label)


def on_move(question: QuestionView, promise: PromiseView, *, now: datetime) -> list[Act]:
    """The answers to another time that was asked for: each that suits by one tap, one of ours, or it stays.

    Nothing where the appointment can move no more: then it is answered in words.
    """
    if not counter.is_movable(promise, now=now):
        return []
    return [
        *(
            taken(
                question.id,
                window,
                label=gettext("Agree: %(window)s") % {"window": moments.in_words(window, now=now)},
            )
            for window in question.times
            if counter.begins(window) > now
        ),
        _of("move_offer", question.id, gettext("Offer another time")),
        _of("question_answer", question.id, gettext("The agreed time stays")),
    ]


def taken(question_id: int, window: Window, *, label: str) -> Act:
    """A time that they asked for suits us, by one tap."""
    begins = int(counter.begins(window).timestamp())
    return Act(label=label, url=reverse("move_acceptance", args=[question_id, begins]), post=True)


def more(promise: PromiseView, *, is_alone: bool) -> list[Act]:
    """The rarer acts."""
    if promise.state not in ("open", "waiting", "offered") or promise.nature == "closing":
        return []
    handover = [] if is_alone else [_of("delegation", promise.id, gettext("Hand to somebody else"))]
    ends = [
        _of("release", promise.id, gettext("The customer released us from it")),
        _of("withdrawal", promise.id, gettext("Take it back and say so")),
    ]
    ask = (
        [_of("ask", promise.id, gettext("Is it on time?"))]
        if promise.state == "open" and promise.debtor == "provider" and not promise.is_late
        else []
    )
    no_date = (
        [_of("no_date", promise.id, gettext("There is no new date"))]
        if promise.state == "open" and promise.debtor != "customer" and promise.nature == "deed"
        else []
    )
    return [*ask, *no_date, *handover, *ends]
