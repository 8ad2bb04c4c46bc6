"""What the API answers: the frozen views of `queries`, translated."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel

from teum.api import addresses, conversation_answers, process_answers
from teum.api.disclosure_answers import disclosure
from teum.api.fields import maybe_id, window
from teum.api.shapes import (
    BankAnswer,
    CaseAnswer,
    CaseBrief,
    CustomerBrief,
    EventAnswer,
    MessageAnswer,
    NextAnswer,
    OpenEndAnswer,
    PromiseAnswer,
    PromiseHistoryAnswer,
    QuestionAnswer,
    RevisionAnswer,
    ServiceAnswer,
    StepAnswer,
    SurveyAnswer,
    UploadAnswer,
)
from teum.queries.bank import BankView
from teum.queries.case_view import CaseView, OpenEndView
from teum.queries.message_view import MessageView
from teum.queries.next_step import NextStep
from teum.queries.promise_view import Entry, PromiseView
from teum.queries.question_view import QuestionView
from teum.queries.revision_view import RevisionView
from teum.queries.services import ServiceView
from teum.queries.survey_view import SurveyView
from teum.queries.upload_view import UploadView

COUNTS = {
    "amount",
    "count",
    "delays",
    "keeps",
    "number",
    "round",
    "score",
    "seconds",
    "size",
    "stage",
    "to_version",
    "value",
    "version",
}
CONTENT_TYPE = "application/json; charset=utf-8"


def send(said: BaseModel, *, status: int = 200) -> HttpResponse:
    """The answer as it goes out."""
    return HttpResponse(said.model_dump_json(), status=status, content_type=CONTENT_TYPE)


def promise(view: PromiseView) -> PromiseAnswer:
    """A promise as it stands."""
    return PromiseAnswer(**_promise(view))


def promise_history(view: PromiseView, events: tuple[Entry, ...]) -> PromiseHistoryAnswer:
    """A promise with its facts."""
    return PromiseHistoryAnswer(**_promise(view), events=[event(entry) for entry in events])


def step(view: PromiseView, next_: NextStep | None) -> StepAnswer:
    """A promise after a step, and what comes next."""
    return StepAnswer(**_promise(view), next=next_step(next_) if next_ else None)


def _promise(view: PromiseView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "case": CaseBrief(id=str(view.case_id), state=view.case_state, version=view.case_version),
        "state": view.state,
        "version": view.version,
        "nature": view.nature,
        "debtor": view.debtor,
        "channel": view.channel,
        "body": view.body,
        "what": view.what,
        "includes": list(view.includes),
        "owner": str(view.who.id),
        "who": view.who.name,
        "answerable": str(view.answerable.id),
        "window": window(view.window),
        "original_window": window(view.original_window),
        "in_words": view.in_words,
        "sentence": view.sentence,
        "is_late": view.is_late,
        "verdict": view.verdict or None,
        "revisions": [revision(change) for change in view.revisions],
        "condition": view.condition or None,
        "condition_due": view.condition_due,
        "term": view.term or None,
        "answer_by": view.answer_by,
        "proposed": window(view.proposed) if view.proposed else None,
        "replaces": maybe_id(view.replaces),
        "about": maybe_id(view.about),
        "made_at": view.made_at,
        "ended_at": view.ended_at,
    }


def revision(view: RevisionView) -> RevisionAnswer:
    """A change of a window."""
    return RevisionAnswer(
        number=view.number,
        at=view.at,
        by=view.by,
        reason=view.reason,
        consent=view.consent,
        previous=window(view.old),
        window=window(view.new),
        in_words=view.new_in_words,
    )


def event(entry: Entry) -> EventAnswer:
    """One fact."""
    return EventAnswer(
        kind=entry.kind, at=entry.at, actor=entry.actor, promise=maybe_id(entry.promise), facts=_facts(entry)
    )


def _facts(entry: Entry) -> dict[str, Any]:
    """What a fact says; whole numbers that count nothing are ids."""
    return {name: value if name in COUNTS else _written(value) for name, value in entry.facts.items()}


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return [_written(one) for one in value]
    if isinstance(value, dict):
        return {name: _written(one) for name, one in value.items()}
    return str(value) if type(value) is int else value


def next_step(view: NextStep) -> NextAnswer:
    """What happens next."""
    return NextAnswer(
        promise=str(view.promise_id),
        what=view.what,
        who=view.who,
        awaits=view.awaits,
        due=view.due,
        in_words=view.in_words,
        sentence=view.sentence,
    )


def open_end(view: OpenEndView) -> OpenEndAnswer:
    """Something that is not finished."""
    return OpenEndAnswer(kind=view.kind, id=str(view.id), what=view.what, due=view.due)


def message(view: MessageView) -> MessageAnswer:
    """One message."""
    return MessageAnswer(
        id=str(view.id),
        case=maybe_id(view.case_id),
        direction=view.direction,
        channel=view.channel,
        kind=view.kind,
        subject=view.subject,
        text=view.text,
        state=view.state,
        standing=view.reason if view.direction == "in" else None,
        at=view.at,
        told_at=view.told_at,
    )


def question(view: QuestionView) -> QuestionAnswer:
    """One question."""
    return QuestionAnswer(
        id=str(view.id),
        kind=view.kind,
        promise=str(view.promise_id),
        about=maybe_id(view.about),
        debtor=view.debtor,
        state=view.standing,
        text=view.text,
        answer=view.answer if view.answered_at else None,
        is_right=view.is_right,
        asked_at=view.asked_at,
        answered_at=view.answered_at,
        due=view.due,
        in_words=view.in_words,
        bank=maybe_id(view.bank),
        uploads=[upload(came) for came in view.uploads],
        times=[window(named) for named in view.times],
    )


def upload(view: UploadView) -> UploadAnswer:
    """A file that came."""
    return UploadAnswer(
        id=str(view.id),
        name=view.name,
        media_type=view.media_type,
        size=view.size,
        at=view.at,
        text=view.text or None,
        url=addresses.of_upload(view.id),
    )


def bank(view: BankView) -> BankAnswer:
    """A question of the bank."""
    return BankAnswer(
        id=str(view.id),
        he=view.he,
        en=view.en,
        phase=view.phase,
        kind=view.kind,
        service=service(view.service) if view.service else None,
        is_active=view.is_active,
    )


def service(view: ServiceView) -> ServiceAnswer:
    """A product or a service."""
    return ServiceAnswer(id=str(view.id), name=view.name, is_active=view.is_active)


def survey(view: SurveyView) -> SurveyAnswer:
    """How the customer found it."""
    return SurveyAnswer(
        id=str(view.id),
        asked_at=view.asked_at,
        answered_at=view.answered_at,
        score=view.score,
        gap=view.gap or None,
        comment=view.comment or None,
        question=maybe_id(view.question_id),
    )


def case(view: CaseView) -> CaseAnswer:
    """The one picture of a case."""
    return CaseAnswer(
        id=str(view.id),
        state=view.state,
        version=view.version,
        title=view.title,
        customer=CustomerBrief(
            id=str(view.customer.id), name=view.customer.name, language=view.customer.language
        ),
        owner=str(view.owner.id),
        who=view.owner.name,
        opened_at=view.opened_at,
        closed_at=view.closed_at,
        page_url=addresses.absolute(view.page_path),
        service=service(view.service) if view.service else None,
        next=next_step(view.next) if view.next else None,
        journey=process_answers.journey(view.journey) if view.journey else None,
        alignment=maybe_id(view.alignment.id if view.alignment else None),
        agreement=maybe_id(view.agreement.id if view.agreement else None),
        promises=[promise(held) for held in view.promises],
        questions=[question(asked) for asked in view.questions],
        conversations=[conversation_answers.conversation(one, view) for one in view.conversations],
        summaries=[conversation_answers.summary(one) for one in view.summaries],
        disclosures=[disclosure(told) for told in view.disclosures],
        files=[upload(given) for given in view.files],
        survey=survey(view.survey) if view.survey else None,
        open_ends=[open_end(end) for end in view.open_ends],
        messages=[message(sent) for sent in view.messages],
        events=[event(entry) for entry in view.timeline],
    )
