"""The one picture of a case: desk, customer's page, API and messages all show this (guarantee 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypeVar

from teum.core import permissions, reach
from teum.core.actor import Actor, Role
from teum.core.permissions import Act
from teum.core.promise import Nature
from teum.core.refusal import Missing
from teum.core.upload import Use
from teum.models import Case, Event, Message, Promise, prepared
from teum.models.message import OF_CUSTOMER
from teum.queries import (
    agreement_drafts,
    agreement_rows,
    agreements,
    alignments,
    contact_view,
    conversation_view,
    disclosure_view,
    journeys,
    message_view,
    next_step,
    pages,
    promise_view,
    question_view,
    receipts,
    remark_view,
    services,
    sight,
    summary_view,
    survey_view,
    upload_view,
)
from teum.queries.agreement_sections import SectionView
from teum.queries.agreements import AgreementView
from teum.queries.alignments import AlignmentView
from teum.queries.contact_view import ContactView
from teum.queries.conversation_view import ConversationView
from teum.queries.disclosure_view import DisclosureView
from teum.queries.journeys import JourneyView
from teum.queries.message_view import MessageView
from teum.queries.next_step import NextStep
from teum.queries.promise_view import Entry, Person, PromiseView
from teum.queries.question_view import QuestionView
from teum.queries.receipts import AccountView
from teum.queries.remark_view import RemarkView
from teum.queries.services import ServiceView
from teum.queries.summary_view import SummaryView
from teum.queries.survey_view import SurveyView
from teum.queries.upload_view import UploadView

_CASE = prepared.rows(
    lambda organisation, case: (
        Case.objects.of(organisation)
        .select_related("organisation", "customer", "owner", "service", "journey__process", "alignment")
        .filter(pk=case)
    )
)
_PROMISES = prepared.rows(
    lambda organisation, case: (
        Promise.objects.of(organisation)
        .filter(case=case)
        .select_related("owner", "answerable")
        .annotate(**promise_view.WITH_ROW)
        .order_by("id")
    )
)
_MESSAGES = prepared.rows(
    lambda organisation, case: Message.objects.of(organisation).filter(OF_CUSTOMER, case=case).order_by("-id")
)
_EVENTS = prepared.rows(
    lambda organisation, case: Event.objects.of(organisation).filter(case=case).order_by("id")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """The customer of a case; `phone` is the first number that can be dialled, or empty."""

    id: int
    name: str
    language: str
    is_verified: bool
    contacts: tuple[ContactView, ...]
    is_met: bool = True
    """Whether the reader has to do with the customer: a partner, while they have to come or to call."""
    prefers_writing: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    version: int = 0

    @property
    def phone(self) -> str:
        """The first number that can be dialled."""
        return reach.number(self.contacts)

    @property
    def reachable(self) -> frozenset[str]:
        """The channels on which they can be reached."""
        return reach.channels(point.channel for point in self.contacts if not point.is_broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEndView:
    """Something of a case that is not finished: a `promise`, a `message` that nobody has dealt with, or a `stage` of
    its process, which has the case's id.
    """

    kind: str
    id: int
    what: str
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNow:
    """A case as it stands, without what lies behind; `promises` as they were made."""

    id: int
    state: str
    version: int
    title: str
    source: str
    opened_at: datetime
    closed_at: datetime | None
    customer: CustomerView
    owner: Person
    next: NextStep | None
    promises: tuple[PromiseView, ...]
    journey: JourneyView | None
    alignment: AlignmentView | None
    to_approve: tuple[SectionView, ...]
    agreement: AgreementView | None
    """The newest version."""
    in_force: tuple[AgreementView, ...]
    """Every version that holds."""
    accounts: tuple[AccountView, ...]
    """What was paid of each."""
    questions: tuple[QuestionView, ...]
    summaries: tuple[SummaryView, ...]
    disclosures: tuple[DisclosureView, ...]
    files: tuple[UploadView, ...]
    """What we handed over."""
    survey: SurveyView | None
    remarks: tuple[RemarkView, ...]

    @property
    def was_cancelled(self) -> bool:
        """Whether its customer cancelled what was agreed in it, and nothing else is being agreed since."""
        return self.alignment is not None and self.alignment.state == "cancelled"

    @property
    def live(self) -> tuple[PromiseView, ...]:
        """The promises of which something is still to come, the next first."""
        return tuple(sorted((p for p in self.promises if p.is_live), key=lambda p: (p.next_at, p.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView(CaseNow):
    """The whole picture of a case: also its `messages`, newest first, its `timeline`, as it was, and for staff its
    `conversations`. `page_until` is until when the link opens that is shown.
    """

    page_path: str
    page_until: datetime | None
    service: ServiceView | None
    open_ends: tuple[OpenEndView, ...]
    messages: tuple[MessageView, ...]
    timeline: tuple[Entry, ...]
    conversations: tuple[ConversationView, ...]


def case_view(case_id: int, *, by: Actor, now: datetime, lang: str | None = None) -> CaseView:
    """The picture of a case, worded in the customer's language unless another is asked for.

    A partner sees only what is theirs: their promises, and no messages. Raises `Missing`.
    """
    case = _CASE.first(by.organisation_id, case_id)
    if case is None or not by.reaches(case.customer_id):
        raise Missing(case=str(case_id))
    contacts = contact_view.of_case(case)
    promises = _promises(case, by=by, now=now, lang=lang, tail=contact_view.tail_of(contacts))
    sight.require_of(case, promises, by=by)
    sees_all = by.role is not Role.PARTNER
    messages = _messages(case) if sees_all else ()
    timeline = _timeline(case, promises, sees_all=sees_all)
    page = pages.open_of_case(case, now=now) if sees_all else None
    return _drawn(
        CaseView,
        case,
        promises,
        contacts=contacts,
        by=by,
        now=now,
        lang=lang,
        page_path=pages.path(page, case.pk) if page else "",
        page_until=page.expires_at if page else None,
        service=services.view(case.service) if case.service else None,
        open_ends=_open_ends(case, promises, messages, lang=lang),
        messages=messages,
        timeline=timeline,
        survey=_survey(case, timeline, by=by),
        remarks=remark_view.of_case(case, promises, by=by) if sees_all else (),
        conversations=conversation_view.of_case(case) if by.kind == "member" and sees_all else (),
    )


def case_now(
    case: Case,
    promises: tuple[PromiseView, ...],
    *,
    contacts: tuple[ContactView, ...],
    partings: tuple[RemarkView, ...],
    by: Actor,
    now: datetime,
    lang: str | None = None,
    has_letters: bool = True,
) -> CaseNow:
    """The same picture without what lies behind, for its customer, where its rows are at hand.

    `partings`: why something was withdrawn. `has_letters`: with the summaries and the files that they got.
    """
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)
    more = {"remarks": partings, "survey": survey_view.of_row(case)}
    return _drawn(
        CaseNow, case, promises, contacts=contacts, by=by, now=now, lang=lang, has_letters=has_letters, **more
    )


View = TypeVar("View", bound=CaseNow)


def _drawn(
    kind: type[View],
    case: Case,
    promises: tuple[PromiseView, ...],
    *,
    contacts: tuple[ContactView, ...],
    by: Actor,
    now: datetime,
    lang: str | None = None,
    has_letters: bool = True,
    **behind: Any,
) -> View:
    sees_all = by.role is not Role.PARTNER
    is_met = sees_all or sight.meets(promises, by=by)
    uploads = upload_view.of_case(case) if has_letters else ()
    agreed, words = agreement_rows.of_case(case) if sees_all else [], lang or case.customer.language
    return kind(
        id=case.pk,
        state=case.state,
        version=case.version,
        title=case.title,
        source=case.source,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        customer=CustomerView(
            id=case.customer_id,
            name=case.customer.name,
            language=case.customer.language,
            is_verified=case.customer.is_verified,
            contacts=contacts if sees_all else contact_view.in_person(contacts) if is_met else (),
            is_met=is_met,
            prefers_writing=case.customer.prefers_writing,
            quiet_from=case.customer.quiet_from,
            quiet_until=case.customer.quiet_until,
            version=case.customer.version,
        ),
        owner=promise_view.person(case.owner),
        next=next_step.of(promises, customer=case.customer.name, now=now),
        promises=promises,
        journey=journeys.of_case(case, promises, lang=lang, now=now) if sees_all else None,
        alignment=alignments.of_case(case, promises, lang=lang, now=now) if sees_all else None,
        to_approve=agreement_drafts.to_approve(case) if sees_all else (),
        agreement=agreements.of_case(case, agreed, promises, by=by),
        in_force=agreements.in_force(agreed, lang=words, now=now),
        accounts=receipts.of_case(case, agreement_rows.holding(agreed), promises, lang=words, now=now),
        questions=question_view.of_case(case, promises, uploads),
        files=tuple(upload for upload in uploads if upload.use == Use.GIVEN) if sees_all else (),
        summaries=summary_view.of_case(case) if sees_all and has_letters else (),
        disclosures=disclosure_view.of_case(case, promises, sees_all=sees_all),
        **behind,
    )


def _survey(case: Case, timeline: Sequence[Entry], *, by: Actor) -> SurveyView | None:
    """How its customer found it, where they were asked: for staff whenever they said so, for them once it is closed."""
    is_asked = any(entry.kind == "SurveyAsked" for entry in timeline)
    is_shown = case.state == "closed" if by.kind == "customer" else by.role is not Role.PARTNER
    return survey_view.of_case(case) if is_asked and is_shown else None


def _promises(
    case: Case, *, by: Actor, now: datetime, lang: str | None, tail: str
) -> tuple[PromiseView, ...]:
    found = _PROMISES(case.organisation_id, case.pk)
    if by.role is Role.PARTNER:
        found = [row for row in found if row.owner_id == by.member_id]
    return promise_view.of_rows(found, case=case, now=now, lang=lang, tail=tail)


def _messages(case: Case) -> tuple[MessageView, ...]:
    """What went between us and the customer; letters to members are not part of the case's picture."""
    return message_view.of_rows(_MESSAGES(case.organisation_id, case.pk))


def _open_ends(
    case: Case, promises: Sequence[PromiseView], messages: Sequence[MessageView], *, lang: str | None
) -> tuple[OpenEndView, ...]:
    """What is not finished; a date on which the case is closed is no end of its own."""
    ends = [promise for promise in promises if promise.is_live and promise.nature != Nature.CLOSING]
    live = [OpenEndView(kind="promise", id=p.id, what=p.what, due=p.next_at) for p in ends]
    unsettled = [
        OpenEndView(
            kind="message",
            id=m.id,
            what=message_view.unnamed(m.subject, m.language, case.organisation),
            due=None,
        )
        for m in messages
        if m.is_unsettled
    ]
    to_come = journeys.to_come(case, lang=lang)
    stages = [OpenEndView(kind="stage", id=case.pk, what=to_come, due=None)] if to_come else []
    return (*live, *unsettled, *stages)


def _timeline(case: Case, promises: Sequence[PromiseView], *, sees_all: bool) -> tuple[Entry, ...]:
    facts = _EVENTS(case.organisation_id, case.pk)
    if not sees_all:
        theirs = {promise.id for promise in promises}
        facts = [fact for fact in facts if fact.promise in theirs]
    return promise_view.entries(facts)
