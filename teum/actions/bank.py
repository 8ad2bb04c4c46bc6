"""The question bank: what a business asks again and again, and asks from there with one tap (B3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teum.actions import findings, matter, organisations, questions, services
from teum.actions.matter import NoSuchThing
from teum.core import bank as core
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.question import Kind, Phase
from teum.core.refusal import Conflict, Invalid, Missing
from teum.language import text
from teum.models import BankQuestion, Organisation, Question
from teum.models.bank import TEXT
from teum.queries import terms


class BankFull(Conflict):
    """The bank is full. Carries `most`."""

    code = "bank_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question of the bank as it is given; `service` None: asked whatever the case is about."""

    he: str
    en: str
    phase: str
    kind: str = "text"
    service: int | None = None
    is_active: bool = True


def add(*, by: Actor, entry: Entry, now: datetime) -> BankQuestion:
    """Add a question.

    Raises `NotAllowed`, `Incomplete`, `Invalid`, `VagueWindow`, `UnrecordedTime`, `BankFull`, `Missing`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        values = _checked(by, entry, organisation, now)
        if BankQuestion.objects.of(by.organisation_id).count() >= core.MOST:
            raise BankFull(most=core.MOST)
        row: BankQuestion = BankQuestion.objects.of(by.organisation_id).create(**values)
        return row


def change(*, bank_id: int, by: Actor, entry: Entry, now: datetime) -> BankQuestion:
    """Word it otherwise, or offer it no more; what was asked stays as it was asked. Raises what `add` raises."""
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        row = BankQuestion.objects.of(by.organisation_id).filter(pk=bank_id).first()
        if row is None:
            raise Missing(bank=str(bank_id))
        for name, value in _checked(by, entry, organisation, now).items():
            setattr(row, name, value)
        row.save()
        return row


def ask(*, case_id: int, by: Actor, bank_id: int, due: datetime | None = None, now: datetime) -> Question:
    """Ask the customer a question of the bank in their language; the policy says by when where nobody does.

    Raises what `questions.ask` raises.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.ASK_QUESTION)
        row = BankQuestion.objects.of(by.organisation_id).filter(pk=bank_id, is_active=True).first()
        if row is None or by.kind == "customer":
            raise NoSuchThing(bank=str(bank_id))
        said = row.he if opened.case.customer.language == "he" else row.en
        return questions.ask_them(opened, said, kind=Kind(row.kind), due=due, bank=row)


def _checked(by: Actor, entry: Entry, organisation: Organisation, now: datetime) -> dict[str, Any]:
    """The question as its row keeps it: whole, and with nothing vague in it (guarantee 1)."""
    words = {name: text.clean(getattr(entry, name)).strip()[:TEXT] for name in ("he", "en")}
    missing = [name for name, said in words.items() if not any(letter.isalnum() for letter in said)]
    if missing:
        raise Incomplete(missing=missing)
    for field, value, known in (
        ("phase", entry.phase, list(Phase)),
        ("kind", entry.kind, list(core.KINDS)),
    ):
        if value not in known:
            raise Invalid(field=field, allowed=[str(one) for one in known])
    for field, said in words.items():
        findings.require_clear(
            said,
            field=field,
            told=tuple,
            calendar=terms.calendar(organisation),
            now=now,
            words=terms.vocabulary(organisation),
        )
    return {
        **words,
        "phase": entry.phase,
        "kind": entry.kind,
        "service": services.kept(by.organisation_id, entry.service),
        "is_active": entry.is_active,
    }
