"""The question bank as managers keep it, and what of it is offered in a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from teum.core import permissions
from teum.core import question as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.question import Phase
from teum.core.refusal import Missing
from teum.models import BankQuestion
from teum.queries import services
from teum.queries.case_view import CaseNow, CaseView
from teum.queries.services import ServiceView


@dataclass(frozen=True, slots=True, kw_only=True)
class BankView:
    """A question of the bank; `service` None: asked whatever the case is about."""

    id: int
    he: str
    en: str
    phase: str
    kind: str
    service: ServiceView | None
    is_active: bool

    def said(self, lang: str) -> str:
        """Its words in a language."""
        return self.he if lang == "he" else self.en


def every(*, by: Actor) -> tuple[BankView, ...]:
    """All of it, in the order of the phases, those that are asked first. Raises `NotAllowed`."""
    permissions.require(by, Act.OPEN_CASE)
    return _in_order(_views(BankQuestion.objects.of(by.organisation_id).select_related("service")))


def one(*, bank_id: int, by: Actor) -> BankView:
    """One question. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.OPEN_CASE)
    found = _views(BankQuestion.objects.of(by.organisation_id).select_related("service").filter(pk=bank_id))
    if not found:
        raise Missing(bank=str(bank_id))
    return found[0]


def phase_of(case: CaseNow) -> Phase:
    """Where a case is: what of our own deeds in it is done. Answers are no deeds."""
    answers = {question.promise_id for question in case.questions}
    deeds = [p for p in case.promises if p.nature == "deed" and p.debtor == "provider"]
    return core.phase(State(p.state) for p in deeds if p.id not in answers)


def offered(case: CaseView, *, by: Actor) -> tuple[BankView, ...]:
    """What the bank asks in a case like this one and was not asked in it yet, in the order of the phases."""
    about = Q(service=None) | Q(service=case.service.id if case.service else None)
    fitting = BankQuestion.objects.of(by.organisation_id).filter(about, is_active=True)
    asked = {question.bank for question in case.questions}
    words = {question.text for question in case.questions}
    found = _in_order(_views(fitting.select_related("service")))
    return tuple(view for view in found if view.id not in asked and not {view.he, view.en} & words)


def view(row: BankQuestion) -> BankView:
    """A row as it is shown."""
    return BankView(
        id=row.pk,
        he=row.he,
        en=row.en,
        phase=row.phase,
        kind=row.kind,
        service=services.view(row.service) if row.service else None,
        is_active=row.is_active,
    )


def _views(found: Iterable[BankQuestion]) -> list[BankView]:
    return [view(row) for row in found]


def _in_order(found: Iterable[BankView]) -> tuple[BankView, ...]:
    order = {str(phase): place for place, phase in enumerate(Phase)}
    return tuple(sorted(found, key=lambda one: (order[one.phase], not one.is_active, one.id)))
