"""Compare conversations, wishes and summaries with what the ledger says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from teum.core import events
from teum.models import Conversation, Promise, Summary, Wish
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the rows of these cases. Raises `Break` at the first that is not what its facts say."""
    told = {case: _told(facts) for case, facts in past.items()}
    return known.compare(organisation_id, told, _held(organisation_id, list(past)))


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {}
    for fact in facts:
        match fact.event:
            case events.ConversationLogged() as said:
                found["conversation", said.conversation] = {
                    "channel": said.channel,
                    "direction": said.direction,
                    "reached": said.reached,
                    "is_whole": said.is_whole,
                    "surprises": sum(
                        isinstance(one.event, events.CustomerSurprised)
                        and one.event.conversation == said.conversation
                        for one in facts
                    ),
                    "at": _utc(fact.at),
                }
                if said.promises is not None:
                    found["conversation", said.conversation]["promises"] = sorted(said.promises)
            case events.WishHeard() as said:
                found["wish", said.wish] = {
                    "conversation": said.conversation,
                    "outcome": said.outcome,
                    "promise": fact.promise,
                }
            case events.SummaryWritten() as said:
                found["summary", said.summary] = {
                    "conversation": said.conversation,
                    "message": said.message,
                    "answer": "",
                    "question": None,
                    "answered_at": None,
                }
            case events.SummaryConfirmed(summary=summary):
                answered = {"answer": "confirmed", "answered_at": _utc(fact.at)}
                found.setdefault(("summary", summary), {}).update(answered)
            case events.SummaryCorrected(summary=summary, question=question):
                answered = {"answer": "corrected", "question": question, "answered_at": _utc(fact.at)}
                found.setdefault(("summary", summary), {}).update(answered)
    return found


def _held(organisation_id: int, cases: Sequence[int]) -> dict[int, Known]:
    """The rows, by case."""
    found: dict[int, Known] = {case: {} for case in cases}
    made: dict[int, list[int]] = defaultdict(list)
    links = Promise.objects.of(organisation_id).filter(case__in=cases, conversation__isnull=False)
    for conversation, promise in links.order_by("pk").values_list("conversation", "pk"):
        made[conversation].append(promise)
    for row in Conversation.objects.of(organisation_id).filter(case__in=cases):
        found[row.case_id]["conversation", row.pk] = {
            "channel": row.channel,
            "direction": row.direction,
            "reached": row.reached,
            "is_whole": row.is_whole,
            "surprises": row.surprises,
            "at": _utc(row.at),
            "promises": made[row.pk],
        }
    theirs = Conversation.objects.of(organisation_id).filter(case__in=cases).values("pk")
    wishes = Wish.objects.of(organisation_id).filter(conversation__in=theirs)
    for wish in wishes.select_related("conversation"):
        found[wish.conversation.case_id]["wish", wish.pk] = {
            "conversation": wish.conversation_id,
            "outcome": wish.outcome,
            "promise": wish.promise_id,
        }
    for summary in Summary.objects.of(organisation_id).filter(case__in=cases):
        found[summary.case_id]["summary", summary.pk] = {
            "conversation": summary.conversation_id,
            "message": summary.message_id,
            "answer": summary.answer,
            "question": summary.question_id,
            "answered_at": _utc(summary.answered_at) if summary.answered_at else None,
        }
    return found


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
