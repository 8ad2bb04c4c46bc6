"""What requests carry; the answers that a promise needs may be missing here: the core says which (A2)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from teum.actions.bank import Entry
from teum.actions.promises import Draft
from teum.actions.promises.steps import Next
from teum.api.fields import (
    Channel,
    Debtor,
    Id,
    Language,
    Moment,
    Name,
    ShortText,
    Term,
    Text,
    Version,
)
from teum.core import counter
from teum.core.promise import Debtor as DebtorSide


class ContactBody(BaseModel):
    """A way to reach a customer; they stand in the order of preference."""

    channel: Channel
    address: Annotated[str, Field(max_length=254)]


class CustomerBody(BaseModel):
    """A new customer."""

    name: Name
    language: Language = "he"
    contacts: Annotated[list[ContactBody], Field(max_length=20)] = []


class ConditionBody(BaseModel):
    """What must come first, its own due, and the term that runs from it."""

    text: ShortText
    due: Moment | None = None
    term: Term | None = None


class PromiseBody(BaseModel):
    """A promise: words and window, and the answers that the words do not give.

    `text` is read for what the other fields do not say. `replaces` is an open promise's id, or null for "as well".
    `answer_by` makes it an offer.
    """

    body: Text | None = None
    text: Text | None = None
    includes: ShortText | Annotated[list[ShortText], Field(max_length=50)] | None = None
    channel: Channel | None = None
    replaces: Id | None = None
    owner: Id | None = None
    debtor: Debtor = "provider"
    condition: ShortText | ConditionBody | None = None
    start: Moment | None = None
    due: Moment | None = None
    answer_by: Moment | None = None

    def draft(self) -> Draft:
        """The promise as the actions take it."""
        includes = [self.includes] if isinstance(self.includes, str) else self.includes or []
        condition = self.condition
        if isinstance(condition, str):
            condition = ConditionBody(text=condition)
        return Draft(
            body=self.body or self.text or "",
            includes=tuple(includes),
            channel=self.channel,
            owner=self.owner,
            start=self.start,
            due=self.due,
            replaces=self.replaces,
            says_replaces="replaces" in self.model_fields_set,
            debtor=DebtorSide(self.debtor),
            condition=condition.text if condition else "",
            condition_due=condition.due if condition else None,
            term=(condition.term or "") if condition else "",
            answer_by=self.answer_by,
        )


class CaseBody(BaseModel):
    """A new case; without a promise the first contact is promised by the clock's rules."""

    customer: Id
    title: ShortText
    owner: Id | None = None
    service: Id | None = None
    promise: PromiseBody | None = None


class ServiceBody(BaseModel):
    """A product or a service."""

    name: Annotated[str, Field(max_length=80)]


class ServiceChangeBody(ServiceBody):
    """Its name, and whether it is still offered."""

    is_active: Annotated[bool, Field(strict=True)]


class ClosingBody(BaseModel):
    """Close a case that has no open ends; with `on`, tell a silent customer on which date it is closed.

    `reason` stays with the business.
    """

    reason: Text | None = None
    on: Moment | None = None
    version: Version | None = None


class ReopeningBody(BaseModel):
    """Open a closed case again; `missing` is what the customer says is missing."""

    missing: Text | None = None


class SurveyBody(BaseModel):
    """Ask the customer of a closed case how it was; a second time needs a reason, which stays with the business."""

    reason: Text | None = None


class SurveyAnswerBody(BaseModel):
    """How the customer found it: a score from 1 to 5, how it was beside what was agreed, and their words."""

    score: Annotated[int, Field(strict=True)]
    gap: Literal["worse", "as_agreed", "better"] | None = None
    comment: Text | None = None


class UpdateBody(BaseModel):
    """A word to the customer that carries the moment of the next one; without a text, that there is still no answer."""

    text: Text | None = None
    next_due: Moment


class QuestionBody(BaseModel):
    """What one side asks the other, and by when it is answered.

    `due` may be missing where the customer asked, of a document, and of a question of the `bank`, which stands for the
    text. `about` is the promise that waits for the document.
    """

    text: Text | None = None
    bank: Id | None = None
    asked_by: Literal["provider", "customer"] = "provider"
    kind: Literal["text", "readback", "document"] = "text"
    about: Id | None = None
    due: Moment | None = None


class CallBody(BaseModel):
    """What became of a call; `contact` is the way to reach the customer that was dialled, where it is wrong."""

    result: Literal["reached", "no_answer", "wrong_number"]
    contact: Id | None = None


class CompletionBody(BaseModel):
    """That the customer's part is done, and what they add."""

    text: Text | None = None


class BankBody(BaseModel):
    """A question of the bank, in both languages; without a service it is asked whatever the case is about."""

    he: Annotated[str, Field(max_length=300)]
    en: Annotated[str, Field(max_length=300)]
    phase: Literal["before", "during", "end"]
    kind: Literal["text", "document"] = "text"
    service: Id | None = None

    def entry(self, *, is_active: bool = True) -> Entry:
        """The question as the actions take it."""
        return Entry(
            he=self.he,
            en=self.en,
            phase=self.phase,
            kind=self.kind,
            service=self.service,
            is_active=is_active,
        )


class BankChangeBody(BankBody):
    """Its words, and whether it is still asked."""

    is_active: Annotated[bool, Field(strict=True)]


class StepBody(BaseModel):
    """A step of a promise's life; `version` is the one that was seen, where a stale view must not act."""

    version: Version | None = None


class NotedBody(StepBody):
    """A step with a note."""

    note: Text | None = None


class EndingBody(StepBody):
    """A step that may end a promise: what comes next, or that the case closes."""

    next: PromiseBody | None = None
    close: Annotated[bool, Field(strict=True)] = False

    @property
    def after(self) -> Next:
        """What the act leaves behind for its case."""
        return Next(promise=self.next.draft() if self.next else None, close=self.close)


class CaseServiceBody(BaseModel):
    """What a case is about."""

    service: Id


class AnswerBody(EndingBody):
    """The answer to a question; `is_right` belongs to a read-back, and where it was right no text is needed."""

    text: Text | None = None
    is_right: Annotated[bool, Field(strict=True)] | None = None


class RevocationBody(BaseModel):
    """End a link; with `replace` another takes its place."""

    replace: Annotated[bool, Field(strict=True)] = False


class ObjectionBody(BaseModel):
    """What the customer says they were told."""

    text: Text


class PlacingBody(BaseModel):
    """Where a mail belongs; without a case a new one is opened."""

    case: Id | None = None


class SettlementBody(BaseModel):
    """What was done with a message that failed or is uncertain; `way` is how it was told instead."""

    outcome: Literal["told", "resend", "dropped"]
    way: Literal["call", "in_person"] | None = None


class ReportBody(EndingBody):
    """It is done."""

    note: Text | None = None


class ReleaseBody(EndingBody):
    """The creditor lets go; `proof` is the message or logged call in which they said so."""

    proof: Text | None = None


class WithdrawalBody(EndingBody):
    """The debtor takes it back; `disclosure` is what the customer is told."""

    disclosure: Text | None = None


class RevisionBody(StepBody):
    """Another window, and why: without a reason it is refused (`reason_needed`)."""

    model_config = ConfigDict(json_schema_extra={"required": ["due", "reason"]})

    due: Moment
    start: Moment | None = None
    reason: Text | None = None


class NoDateBody(StepBody):
    """There is no new date: why, and when the next word comes; without a reason it is refused (`reason_needed`)."""

    model_config = ConfigDict(json_schema_extra={"required": ["next_due", "reason"]})

    next_due: Moment
    reason: Text | None = None


class CounterBody(StepBody):
    """Another window for an offer."""

    due: Moment
    start: Moment | None = None


class MoveBody(BaseModel):
    """Other moments at which the customer would have an appointment begin, up to three; it stays as long as it is."""

    begins: Annotated[list[Moment], Field(min_length=1, max_length=counter.MOST_NAMED)]


class TakenBody(StepBody):
    """Which of the times that the customer asked for suits us: the one that begins then. `version` is the answer's."""

    start: Moment


class OtherTimeBody(StepBody):
    """Another window, instead of those that the customer asked for, and why. `version` is the answer's."""

    due: Moment
    start: Moment | None = None
    reason: Text | None = None


class DelegationBody(StepBody):
    """Another member owns it."""

    owner: Id


class CheckBody(BaseModel):
    """Words that one side said, or is about to say; `calendar` is a country's in place of the business's own."""

    text: Text
    speaker: Literal["provider", "customer"] = "provider"
    now: Moment | None = None
    calendar: Literal["IL", "US", "UK"] | None = None
