"""The summary of a conversation as it would be sent now: what was agreed in it, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum import language
from teum.core.actor import Actor
from teum.core.conversation import Outcome
from teum.core.refusal import Missing
from teum.core.window import Window
from teum.language.notices import summary as notices
from teum.language.notices.summary import Agreed, Open, Wished
from teum.models import Conversation, Message, Promise, Telling, Wish
from teum.models.message import OF_CUSTOMER
from teum.queries import case_view, decisions, rows, sentences
from teum.queries.case_view import CaseView
from teum.queries.message_view import UNSAID
from teum.queries.promise_view import PromiseView
from teum.queries.question_view import QuestionView

REPLACES = ("agreed", "asked")
"""Kinds of messages that a summary replaces while they wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryDraft:
    """The words; `times` are those that they must say; `tells` are the promises, and `replaces` the messages."""

    conversation_id: int
    case_id: int
    subject: str
    text: str
    times: tuple[str, ...]
    tells: tuple[tuple[int, int], ...]
    """Each promise with the number of its window."""
    replaces: tuple[int, ...]


def draft(conversation_id: int, *, by: Actor, now: datetime) -> SummaryDraft:
    """What the customer would read, in their language. Raises `Missing`, `NotAllowed`."""
    row = (
        Conversation.objects.of(by.organisation_id)
        .select_related("case", "case__customer", "case__organisation")
        .filter(pk=conversation_id)
        .first()
    )
    if row is None:
        raise Missing(conversation=str(conversation_id))
    case = case_view.case_view(row.case_id, by=by, now=now)
    waiting = _waiting(row)
    told = _told(row, case, waiting)
    asked = {question.promise_id: question for question in case.questions}
    agreed = [promise for promise in told if promise.id not in asked]
    questions = [(q, promise) for promise in case.live if (q := asked.get(promise.id)) and q.is_open]
    letter = notices.summary(
        party=sentences.party(row.case, now=now),
        channel=row.channel,
        at=row.at.astimezone(rows.zone(row.case.organisation.zone)),
        agreed=[Agreed(sentence=p.sentence, includes=p.includes) for p in agreed],
        wishes=_wishes(row),
        decided=decisions.of_case(row.case, talked_at=row.at),
        questions=[Open(sentence=p.sentence, text=_sayable(q)) for q, p in questions],
        next_window=_next(case, now),
    )
    said = [*agreed, *(promise for _, promise in questions)]
    numbers = dict(
        Promise.objects.of(by.organisation_id)
        .filter(pk__in=[promise.id for promise in said])
        .values_list("pk", "number")
    )
    return SummaryDraft(
        conversation_id=row.pk,
        case_id=row.case_id,
        subject=letter.subject,
        text=letter.text,
        times=tuple(time for promise in said for time in _times(promise)),
        tells=tuple((promise.id, numbers[promise.id]) for promise in said),
        replaces=tuple(waiting),
    )


def _waiting(row: Conversation) -> list[int]:
    """The notices of the case that have not left, and that nobody has said."""
    found = Message.objects.of(row.organisation_id).filter(
        UNSAID, OF_CUSTOMER, case=row.case_id, kind__in=REPLACES
    )
    return list(found.order_by("id").values_list("pk", flat=True))


def _told(row: Conversation, case: CaseView, waiting: Sequence[int]) -> list[PromiseView]:
    """What was made in the conversation, and what the notices tell that it replaces; of both, what still stands."""
    theirs = Promise.objects.of(row.organisation_id).filter(case=row.case_id)
    made = theirs.filter(conversation=row).values_list("pk", flat=True)
    noticed = Telling.objects.of(row.organisation_id).filter(message__in=list(waiting))
    ids = {*made, *noticed.values_list("promise", flat=True)}
    return [promise for promise in case.promises if promise.id in ids and promise.is_live]


def _wishes(row: Conversation) -> list[Wished]:
    found = Wish.objects.of(row.organisation_id).filter(conversation=row).order_by("position")
    return [Wished(text=w.text, outcome=Outcome(w.outcome), answer=w.answer) for w in found]


def _sayable(question: QuestionView) -> str:
    """The question in its own words, unless they are vague: no letter of ours says such a word (guarantee 1)."""
    return "" if language.vague_spans(question.text) else question.text


def _times(promise: PromiseView) -> list[str]:
    """The times that its sentence names: by when it is done, or what must come first, or an answer is awaited."""
    return [time for time in (promise.in_words, promise.next_in_words) if time in promise.sentence]


def _next(case: CaseView, now: datetime) -> Window | None:
    ahead = [p for p in case.live if p.debtor == "provider" and p.state == "open" and p.window.due > now]
    return min((p.window for p in ahead), key=lambda window: window.due, default=None)
