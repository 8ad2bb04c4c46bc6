"""Summaries of conversations: sent in place of the notices of their sitting, and confirmed or corrected (A6)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import drafts, letters, matter, questions
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.core import events, permissions
from teum.core import question as asking
from teum.core import summary as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.summary import Answer
from teum.language import text as texts
from teum.language.notices import Letter
from teum.language.notices import question as notices
from teum.models import Conversation, Message, Question, Summary
from teum.queries import summary_draft, summary_view


def send(*, conversation_id: int, by: Actor, text: str | None = None, now: datetime) -> Summary:
    """Send what was agreed as one message, in these words or in those that are composed; their draft ends with it.

    Raises `LeavesOut` where an agreed time is not in the words, `VagueWindow`, `UnrecordedTime`, `Incomplete`,
    `AlreadySent`, `NothingToTell`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    found = Conversation.objects.of(by.organisation_id).filter(pk=conversation_id).first()
    if found is None:
        raise NoSuchThing(conversation=str(conversation_id))
    with matter.of_case(found.case_id, by=by, now=now) as opened:
        row = send_in(opened, found, text)
        drafts.end(opened, of="summary")
        return row


def send_in(opened: Matter, conversation: Conversation, text: str | None) -> Summary:
    """Send it as part of an act on the case."""
    if not conversation.reached:
        raise core.NothingToTell()
    sent = Summary.objects.with_undone(opened.organisation_id).select_related("message")
    former = sent.filter(conversation=conversation).first()
    if former and former.message.state != "overtaken":
        raise core.AlreadySent()
    draft = summary_draft.draft(conversation.pk, by=opened.by, now=opened.now)
    said = draft.text if text is None else texts.clean(text).strip()
    core.require_whole(said, times=draft.times)
    letters.require_clear(opened, said, field="text")
    waiting = Message.objects.of(opened.organisation_id).filter(pk__in=draft.replaces)
    for message in waiting.order_by("id"):
        letters.replace(opened, message)
    message = letters.queue(
        opened,
        "summary",
        Letter(subject=draft.subject, paragraphs=(said,)),
        tells=[Tells(promise=promise, number=number, what="agreed") for promise, number in draft.tells],
    )
    row = _keep(opened, conversation, message, former)
    opened.record(events.SummaryWritten(summary=row.pk, conversation=conversation.pk, message=message.pk))
    return row


def _keep(opened: Matter, conversation: Conversation, message: Message, former: Summary | None) -> Summary:
    """The row of the summary; one that was undone or taken back is written anew."""
    if former is None:
        return Summary.objects.of(opened.organisation_id).create(
            case=opened.case, conversation=conversation, message=message, at=opened.now
        )
    opened.keep(former, "message_id", "at", "is_undone")
    former.message, former.at, former.is_undone = message, opened.now, False
    former.save(update_fields=["message", "at", "is_undone"])
    return former


def confirm(*, summary_id: int, by: Actor, now: datetime) -> Summary:
    """This is what was agreed, says the customer; a member also records it. A second yes changes nothing.

    Nobody confirms what is otherwise by now. Raises `SummaryOvertaken`, `SummaryAnswered`, `NotAllowed`, `NoSuchThing`.
    """
    with matter.of_case(_case_of(summary_id, by), by=by, now=now) as opened:
        row = _answerable(opened, summary_id)
        if row.answer == Answer.CONFIRMED:
            return row
        core.require_unanswered(row.answer)
        core.require_standing(summary_view.told_by(row))
        opened.keep(row, "answer", "answered_at")
        row.answer, row.answered_at = str(Answer.CONFIRMED), now
        row.save(update_fields=["answer", "answered_at"])
        opened.record(events.SummaryConfirmed(summary=row.pk))
        return row


def correct(*, summary_id: int, by: Actor, text: str, now: datetime) -> Summary:
    """The customer understood something otherwise: it is a question to us, with the promise of its answer.

    What was confirmed can still be corrected. Raises `Incomplete`, `SummaryAnswered`, `NotAllowed`, `NoSuchThing`.
    """
    with matter.of_case(_case_of(summary_id, by), by=by, now=now) as opened:
        row = _answerable(opened, summary_id)
        core.require_unanswered("" if row.answer == Answer.CONFIRMED else row.answer)
        question = _correct_in(opened, text)
        opened.keep(row, "answer", "question_id", "answered_at")
        row.answer, row.question, row.answered_at = str(Answer.CORRECTED), question, now
        row.save(update_fields=["answer", "question", "answered_at"])
        opened.record(
            events.SummaryCorrected(summary=row.pk, question=question.pk), promise=question.promise_id
        )
        return row


def _correct_in(opened: Matter, text: str) -> Question:
    """What they say is not right in it; in the same words as what waits already, that."""
    said = asking.require_text(texts.clean(text))
    return questions.open_as(opened, said) or questions.tell_us(
        opened, said, promised=notices.CORRECTION, kind=asking.Kind.TEXT, remark=asking.CORRECTION
    )


def _case_of(summary_id: int, by: Actor) -> int:
    """The case of a summary. Raises `NoSuchThing`."""
    cases = Summary.objects.of(by.organisation_id).filter(pk=summary_id).values_list("case", flat=True)
    found = cases.first()
    if found is None:
        raise NoSuchThing(summary=str(summary_id))
    return found


def _answerable(opened: Matter, summary_id: int) -> Summary:
    """A summary that the customer was told; to them, another is not there."""
    permissions.require(opened.by, Act.ANSWER_AS_CUSTOMER if opened.by.kind == "customer" else Act.RECORD)
    row = Summary.objects.of(opened.organisation_id).select_related("message").get(pk=summary_id)
    if row.message.told_at is None and opened.by.kind == "customer":
        raise NoSuchThing(summary=str(summary_id))
    return row
