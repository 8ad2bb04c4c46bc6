"""The shapes of the API's answers; ids are strings, moments ISO 8601 with offset."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from teum.api.conversation_shapes import ConversationAnswer, SummaryAnswer
from teum.api.disclosure_shapes import DisclosureAnswer
from teum.api.fields import WindowAnswer
from teum.api.process_shapes import JourneyAnswer


class CaseBrief(BaseModel):
    """The case of a promise."""

    id: str
    state: str
    version: int


class RevisionAnswer(BaseModel):
    """A change of a window; `consent` is `given`, `pending` or `overtaken`."""

    number: int
    at: datetime
    by: str
    reason: str
    consent: str
    previous: WindowAnswer
    window: WindowAnswer
    in_words: str


class PromiseAnswer(BaseModel):
    """A promise as it stands."""

    id: str
    case: CaseBrief
    state: str
    version: int
    nature: str
    debtor: str
    channel: str
    body: str
    what: str
    includes: list[str]
    owner: str
    who: str
    answerable: str
    window: WindowAnswer
    original_window: WindowAnswer
    in_words: str
    sentence: str
    is_late: bool
    verdict: str | None
    revisions: list[RevisionAnswer]
    condition: str | None
    condition_due: datetime | None
    term: str | None
    answer_by: datetime | None
    proposed: WindowAnswer | None
    replaces: str | None
    about: str | None
    made_at: datetime
    ended_at: datetime | None


class EventAnswer(BaseModel):
    """One fact of the ledger; `actor` is `member:7`, `customer`, `visitor` or `clock`."""

    kind: str
    at: datetime
    actor: str
    promise: str | None
    facts: dict[str, Any]


class PromiseHistoryAnswer(PromiseAnswer):
    """A promise with its facts, in the order of the ledger."""

    events: list[EventAnswer]


class NextAnswer(BaseModel):
    """What happens next: what, who, by when; `awaits` is `us`, `customer` or `third_party`."""

    promise: str
    what: str
    who: str
    awaits: str
    due: datetime
    in_words: str
    sentence: str


class StepAnswer(PromiseAnswer):
    """A promise after a step of its life, and what its case has next."""

    next: NextAnswer | None


class OpenEndAnswer(BaseModel):
    """Something that is not finished: a `promise`, or a `message` that nobody has dealt with."""

    kind: str
    id: str
    what: str
    due: datetime | None


class MessageAnswer(BaseModel):
    """One message.

    `standing`, of one that came in: how sure it is who wrote (proven, forwarded, checked, claimed, doubted, unknown).
    """

    id: str
    case: str | None
    direction: str
    channel: str
    kind: str
    subject: str
    text: str
    state: str
    standing: str | None
    at: datetime
    told_at: datetime | None


class CustomerBrief(BaseModel):
    """The customer of a case."""

    id: str
    name: str
    language: str


class UploadAnswer(BaseModel):
    """A file that came, or one of ours with the words for the customer (`text`); `url` answers with its bytes."""

    id: str
    name: str
    media_type: str
    size: int
    text: str | None
    at: datetime
    url: str


class QuestionAnswer(BaseModel):
    """A question: whose answer is awaited by when, the last answer, and the files that came.

    Of kind `move` it asks to move the appointment that it is `about` to one of `times`.
    """

    id: str
    kind: str
    promise: str
    about: str | None
    debtor: str
    state: str
    text: str
    answer: str | None
    is_right: bool | None
    asked_at: datetime
    answered_at: datetime | None
    due: datetime
    in_words: str
    bank: str | None
    uploads: list[UploadAnswer]
    times: list[WindowAnswer]


class HoldingAnswer(BaseModel):
    """The words that there is still no answer, in the customer's language, and moments for the next word."""

    text: str
    language: str
    suggestions: list[SuggestionAnswer]


class ServiceAnswer(BaseModel):
    """A product or a service; new cases may be about it where it `is_active`."""

    id: str
    name: str
    is_active: bool


class ServiceList(BaseModel):
    """All of them; they are few, so that `next` is always null."""

    items: list[ServiceAnswer]
    next: str | None


class BankAnswer(BaseModel):
    """A question of the bank; it is offered in cases where it `is_active`."""

    id: str
    he: str
    en: str
    phase: str
    kind: str
    service: ServiceAnswer | None
    is_active: bool


class BankList(BaseModel):
    """All of them; they are few, so that `next` is always null."""

    items: list[BankAnswer]
    next: str | None


class SurveyAnswer(BaseModel):
    """The question at the end: `gap` is `worse`, `as_agreed` or `better`; `question` is what a bad answer opened."""

    id: str
    asked_at: datetime
    answered_at: datetime | None
    score: int | None
    gap: str | None
    comment: str | None
    question: str | None


class CaseAnswer(BaseModel):
    """The one picture of a case; `alignment` and `agreement` are the newest ones, where there are any."""

    id: str
    state: str
    version: int
    title: str
    customer: CustomerBrief
    owner: str
    who: str
    opened_at: datetime
    closed_at: datetime | None
    page_url: str
    service: ServiceAnswer | None
    next: NextAnswer | None
    journey: JourneyAnswer | None
    alignment: str | None
    agreement: str | None
    promises: list[PromiseAnswer]
    questions: list[QuestionAnswer]
    conversations: list[ConversationAnswer]
    summaries: list[SummaryAnswer]
    disclosures: list[DisclosureAnswer]
    files: list[UploadAnswer]
    survey: SurveyAnswer | None
    open_ends: list[OpenEndAnswer]
    messages: list[MessageAnswer]
    events: list[EventAnswer]


class CustomerAnswer(BaseModel):
    """A customer, and the link to their page."""

    id: str
    page_url: str


class LinkAnswer(BaseModel):
    """A link to a customer's page; no `page_url` where it was revoked."""

    id: str
    page_url: str
    expires_at: datetime
    revoked_at: datetime | None


class PromiseList(BaseModel):
    """A page of promises; `next` is the cursor of the following page, null at the end."""

    items: list[PromiseAnswer]
    next: str | None


class MessageList(BaseModel):
    """A page of messages; `next` is the cursor of the following page, null at the end."""

    items: list[MessageAnswer]
    next: str | None


class Problem(BaseModel):
    """Why it was refused (RFC 9457): `code` is stable, `title` is for people; the details depend on the code."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str


class CommitmentAnswer(BaseModel):
    """One act that a text commits somebody to; the quotes are exact pieces of the text."""

    quote: str
    debtor: str
    clarity: str
    time_quote: str | None
    start: datetime | None
    due: datetime | None
    condition: str | None
    after_condition: str | None
    channel: str | None


class VagueAnswer(BaseModel):
    """Words that two readers would read apart, where they stand, and the code of why.

    `why` and `better` are for people, in the text's language; an organisation's own words have the code `own`.
    """

    quote: str
    start: int
    end: int
    reason: str
    why: str
    better: str


class SuggestionAnswer(BaseModel):
    """A concrete window to take instead, and its words."""

    start: datetime | None
    due: datetime
    label: str


class CheckAnswer(BaseModel):
    """What stands in a text; `missing` are of `when`, `what`, `who`, `how`."""

    lang: str
    commitments: list[CommitmentAnswer]
    vague: list[VagueAnswer]
    missing: list[str]
    suggestions: list[SuggestionAnswer]
