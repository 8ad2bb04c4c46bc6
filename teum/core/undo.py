"""Undo: for some seconds an act that wrote to the customer can be taken back as if it had not been done.

The ledger keeps what was done and that it was undone; whoever tells a promise or a case from its facts leaves out
those that were undone (`standing`, `standing_of_case`). What else happened meanwhile, a time that passed for one,
stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from teum.core import events
from teum.core.events import Event
from teum.core.refusal import Conflict

NOT_MADE = 0
"""The version of a promise before it was made."""

MADE = {
    "QuestionAsked": "question",
    "DisclosureMade": "disclosure",
    "SurveyAsked": "survey",
    "ConversationLogged": "conversation",
    "WishHeard": "wish",
    "SummaryWritten": "summary",
    "FileGiven": "upload",
    "ProcessBegun": "journey",
    "AlignmentBegun": "alignment",
    "AgreementMade": "agreement",
    "PaymentCame": "receipt",
    "PaymentReversed": "reversal",
}
"""Facts by which something begins to be: what it is, and under which name the fact holds its id."""

OF_AN_ACT = frozenset(
    {
        *MADE,
        "PromiseMade",
        "PromiseAccepted",
        "PromiseCountered",
        "PromiseDeclined",
        "ConditionMet",
        "PromiseRevised",
        "RevisionProposed",
        "NoDateGiven",
        "PromiseReported",
        "PromiseKept",
        "PromiseDisputed",
        "PromiseReleased",
        "PromiseWithdrawn",
        "PromiseDelegated",
        "PromiseMissed",
        "HoldingSent",
        "UpdateGiven",
        "QuestionAnswered",
        "DecisionMade",
        "DisclosureObjected",
        "SurveyAnswered",
        "CustomerSurprised",
        "SummaryConfirmed",
        "SummaryCorrected",
        "CaseOpened",
        "CaseClosed",
        "CaseReopened",
        "CaseAssigned",
        "CaseServiceSet",
        "StageEntered",
        "StageLeft",
        "ProcessLeft",
        "AlignmentShown",
        "AlignmentChanged",
        "AlignmentApproved",
        "AlignmentDropped",
        "AgreementSigned",
        "AgreementInForce",
        "ProcessRenewed",
        "MessageQueued",
        "MessageOvertaken",
    }
)
"""Facts of acts that can be undone. An act with any other cannot: what was said in a call was heard, a link that was
ended stays so. Of such an act the message alone can be taken back."""
OF_WHAT_IT_MADE = frozenset({"AgreementSigned", "AgreementInForce"})
"""These only where the act made the agreement itself (one tap): what was laid before both and signed stays signed."""

_NAMES = {
    **{name: name for name in MADE.values()},
    "about": "promise",
    "replaces": "promise",
    "made": "promise",
    "holds": "promise",
}
"""Under which names a fact says on what it rests, and what that is."""
_OF_THE_CASE = (
    "CaseClosed",
    "CaseReopened",
    "CaseAssigned",
    "CaseServiceSet",
    "ProcessBegun",
    "ProcessLeft",
    "AlignmentBegun",
    "AlignmentDropped",
    "AgreementMade",
)

_OF_A_PAYMENT = ("PaymentCame", "PaymentReversed")

STAY = ("MessageQueued", "MessageOvertaken", "PromiseMissed")
"""Of the facts of an act that was undone: that a message was written and did not leave, and that a time had passed."""

Thing = tuple[str, int]
"""What it is (`promise`, `question`), and its id."""


class TooLate(Conflict):
    """It can no longer be undone. Carries `why`: `seconds`, `left`, `moved` or `due`."""

    code = "too_late"


def require_in_time(
    *,
    wrote_at: datetime,
    undo_seconds: int,
    is_waiting: bool,
    has_moved: bool,
    dues: Collection[datetime],
    now: datetime,
) -> None:
    """Refuse where the seconds are over, a message has left, or something came after that rests on the act.

    `dues` are the moments that were or become due; one that passed meanwhile was looked at as the act had left it.
    """
    if not is_waiting:
        raise TooLate(why="moved" if has_moved else "left")
    if now > wrote_at + timedelta(seconds=undo_seconds):
        raise TooLate(why="seconds")
    if has_moved:
        raise TooLate(why="moved")
    if any(_utc(wrote_at) < _utc(due) <= _utc(now) for due in dues):
        raise TooLate(why="due")


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def may_be_undone(facts: Collection[tuple[str, Mapping[str, object]]]) -> bool:
    """Whether an act with these facts can be undone at all."""
    agreements = {said["agreement"] for kind, said in facts if kind == "AgreementMade"}
    return all(
        kind in OF_AN_ACT and (kind not in OF_WHAT_IT_MADE or said["agreement"] in agreements)
        for kind, said in facts
    )


def made(kind: str, facts: Mapping[str, object]) -> Thing | None:
    """What began to be by this fact, if anything did."""
    name = MADE.get(kind)
    return (name, cast(int, facts[name])) if name else None


def added_to(kind: str, *, promise: int | None) -> Thing | None:
    """What counts otherwise by this fact though its version is the same: a payment of which a part came, or did not."""
    return ("promise", promise) if kind in _OF_A_PAYMENT and promise is not None else None


def rests_on(
    kind: str,
    facts: Mapping[str, object],
    *,
    promise: int | None,
    things: Collection[Thing],
    changed: Collection[int],
    of_case: bool,
    opens: bool,
) -> bool:
    """Whether a later fact, which a person left, rests on what an act made or changed; `of_case`: the case itself.

    `changed` are the promises that it changed: what came of a payment was told with its time. On an act that `opens`
    the case all rests that was done in it.
    """
    if kind in _OF_A_PAYMENT and promise in changed:
        return True
    if opens or (of_case and kind in _OF_THE_CASE):
        return True
    named = {(what, facts[name]) for name, what in _NAMES.items() if name in facts}
    return bool({*named, ("promise", promise)} & set(things))


def standing(facts: Iterable[Event], *, steps: Collection[type[Event]]) -> tuple[Event, ...]:
    """A promise's facts without the steps that were undone; `steps` are the facts each of which makes a version."""
    found: list[tuple[int, Event]] = []
    version = 1
    for fact in facts:
        if isinstance(fact, events.ActUndone):
            found = [
                (made, kept) for made, kept in found if made <= fact.to_version or type(kept) not in steps
            ]
        version += type(fact) in steps or isinstance(fact, events.ActUndone)
        found.append((version, fact))
    return tuple(fact for _, fact in found)


def standing_of_case(facts: Mapping[int, tuple[int, Event]]) -> set[int]:
    """Which facts count, each by its id with its case: all but those of acts that were undone, of which some `STAY`."""
    undone: dict[int, list[events.CaseRestored]] = defaultdict(list)
    for case, fact in facts.values():
        if isinstance(fact, events.CaseRestored):
            undone[case].append(fact)
    return {
        pk
        for pk, (case, fact) in facts.items()
        if fact.kind in STAY or not any(act.first <= pk <= act.last for act in undone.get(case, ()))
    }
