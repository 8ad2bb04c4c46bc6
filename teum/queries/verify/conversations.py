"""Compare conversations, wishes and summaries with what the ledger says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from teum.core import events
from teum.models import Conversation, Summary, Wish
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken

Known = dict[tuple[str, int], dict[str, Any]]
"""What is known of each row, by its table's name and its id."""


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the rows of these cases. Raises `Break` at the first that is not what its facts say."""
    count = 0
    held = _held(organisation_id, list(past))
    for case, facts in past.items():
        told, rows = _told(facts), held.get(case, {})
        for key in told.keys() | rows.keys():
            if told.get(key) != rows.get(key):
                raise _broken(organisation_id, case, key, told.get(key), rows.get(key))
        count += len(rows)
    return count


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
            case events.WishHeard() as said:
                found["wish", said.wish] = {"conversation": said.conversation, "outcome": said.outcome}
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
    for row in Conversation.objects.of(organisation_id).filter(case__in=cases):
        found[row.case_id]["conversation", row.pk] = {
            "channel": row.channel,
            "direction": row.direction,
            "reached": row.reached,
            "is_whole": row.is_whole,
            "surprises": row.surprises,
            "at": _utc(row.at),
        }
    wishes = Wish.objects.of(organisation_id).filter(conversation__case__in=cases)
    for wish in wishes.select_related("conversation"):
        found[wish.conversation.case_id]["wish", wish.pk] = {
            "conversation": wish.conversation_id,
            "outcome": wish.outcome,
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


def _broken(
    organisation_id: int,
    case: int,
    key: tuple[str, int],
    told: dict[str, Any] | None,
    held: dict[str, Any] | None,
) -> Break:
    different = [name for name in (told or {}) if held is None or (told or {}).get(name) != held.get(name)]
    detail = f"{key[0]} {key[1]}: {', '.join(different)}" if held and told else f"{key[0]} {key[1]}"
    what = "row_differs" if held and told else "row_missing" if told else "history_impossible"
    return Break(Broken(what=what, organisation=organisation_id, case=case, detail=detail))
