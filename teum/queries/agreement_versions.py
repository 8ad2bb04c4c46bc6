"""The versions of what was agreed in a case, as a list, and each of them whole: for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.agreement import PENDING, Form, was_agreed
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Agreement as Row
from teum.models import Alignment, Case, Event, Signature
from teum.queries import agreement_drafts, agreements, keyset, sight
from teum.queries.agreement_drafts import Draft
from teum.queries.agreements import AgreementView
from teum.queries.keyset import Page

ENDS = ("AgreementDeclined", "AgreementVoided", "AgreementReplaced", "AgreementCancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version in a list. `replaces` is the one that holds until this one is in force. `promise_id`: what a side
    is to sign, by `due`.
    """

    id: int
    case_id: int
    alignment_id: int
    form: str
    state: str
    version: int
    language: str
    replaces: int | None
    offered_at: datetime
    promise_id: int | None
    due: datetime | None
    paper_id: int | None
    sealed_id: int | None
    was_agreed: bool
    """Whether both had agreed to it; the sealed file of one that they had not is a record of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A version with all that it says; since when it is in force, and when it ended."""

    version: Version
    view: AgreementView
    in_force_at: datetime | None
    ended_at: datetime | None


def of_case(case_id: int, *, by: Actor, cursor: str | None = None, limit: int = 50) -> Page[Version]:
    """One page of the versions in a case, the newest first. Raises `Missing`, `NotAllowed`, `BadCursor`."""
    sight.require(Case.objects.of(by.organisation_id).filter(pk=case_id).first(), by=by)
    permissions.require(by, Act.RECORD)
    found = Row.objects.of(by.organisation_id).filter(case=case_id).select_related("promise")
    if cursor:
        (last_id,) = keyset.decode(cursor, int)
        found = found.filter(pk__lt=last_id)
    listed = list(found.order_by("-id")[: limit + 1])
    shown = listed[:limit]
    mine = Signature.objects.of(by.organisation_id).filter(agreement__in=shown)
    signed = Counter(mine.values_list("agreement", flat=True))
    return Page(
        items=tuple(_version(row, signed[row.pk]) for row in shown),
        next=keyset.encode([shown[-1].pk]) if len(listed) > limit else None,
    )


def whole(agreement_id: int, *, by: Actor) -> Whole:
    """All of one version. Raises `Missing`, `NotAllowed`."""
    mine = Row.objects.of(by.organisation_id).filter(pk=agreement_id)
    row = mine.select_related("case__organisation", "case__customer", "promise", "paper", "replaces").first()
    if row is None or not sight.reaches(row.case, by=by):
        raise Missing(agreement=str(agreement_id))
    permissions.require(by, Act.RECORD)
    view = agreements.view(row)
    return Whole(
        version=_version(row, len(view.signatures)),
        view=view,
        in_force_at=row.in_force_at,
        ended_at=min(_ends(row), default=None),
    )


def draft(alignment_id: int, *, by: Actor, reader: str) -> Draft:
    """What an alignment would be as an agreement now, the flags for a reader of a language. Raises as `whole`."""
    row = Alignment.objects.of(by.organisation_id).select_related("case").filter(pk=alignment_id).first()
    if row is None or not sight.reaches(row.case, by=by):
        raise Missing(alignment=str(alignment_id))
    permissions.require(by, Act.RECORD)
    return agreement_drafts.draft(alignment_id, by=by, reader=reader)


def made_of(alignment_id: int, *, by: Actor) -> int | None:
    """The newest version that was made of an alignment. The caller has seen to it that `by` may reach it."""
    made = Row.objects.of(by.organisation_id).filter(alignment=alignment_id).order_by("-id")
    return made.values_list("pk", flat=True).first()


def _version(row: Row, signatures: int) -> Version:
    asked = row.promise if row.state in PENDING else None
    return Version(
        id=row.pk,
        case_id=row.case_id,
        alignment_id=row.alignment_id,
        form=row.form,
        state=row.state,
        version=row.version,
        language=row.language,
        replaces=row.replaces_id,
        offered_at=row.offered_at,
        promise_id=asked.pk if asked else None,
        due=asked.due if asked else None,
        paper_id=row.paper_id,
        sealed_id=row.sealed_id,
        was_agreed=was_agreed(Form(row.form), signatures),
    )


def _ends(row: Row) -> list[datetime]:
    """When it ended, as the ledger has it."""
    past = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind__in=ENDS)
    return [event.at for event in past if event.facts["agreement"] == row.pk]
