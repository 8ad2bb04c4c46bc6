"""What the API answers about conversations and their summaries."""

from __future__ import annotations

from teum.api.conversation_shapes import ConversationAnswer, SummaryAnswer, WishAnswer
from teum.api.fields import maybe_id
from teum.queries.case_view import CaseView
from teum.queries.conversation_view import ConversationView
from teum.queries.summary_view import SummaryView


def conversation(view: ConversationView, of: CaseView) -> ConversationAnswer:
    """One conversation of a case."""
    return ConversationAnswer(
        id=str(view.id),
        channel=view.channel,
        direction=view.direction,
        reached=view.reached,
        notes=view.notes,
        is_whole=view.is_whole,
        surprises=view.surprises,
        who=view.who.name if view.who else None,
        at=view.at,
        promises=[str(promise.id) for promise in of.promises if promise.conversation == view.id],
        wishes=[
            WishAnswer(
                text=wish.text, outcome=wish.outcome, answer=wish.answer, promise=maybe_id(wish.promise_id)
            )
            for wish in view.wishes
        ],
        summary=maybe_id(next((s.id for s in of.summaries if s.conversation_id == view.id), None)),
    )


def summary(view: SummaryView) -> SummaryAnswer:
    """One summary."""
    return SummaryAnswer(
        id=str(view.id),
        conversation=str(view.conversation_id),
        message=str(view.message_id),
        subject=view.subject,
        text=view.text,
        state=view.state,
        answer=view.answer or None,
        question=maybe_id(view.question_id),
        at=view.at,
        told_at=view.told_at,
        answered_at=view.answered_at,
        is_awaited=view.is_awaited,
    )
