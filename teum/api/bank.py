"""The question bank."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import bank
from teum.api import answers
from teum.api.bodies import BankBody, BankChangeBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import BankAnswer, BankList, Problem
from teum.now import now
from teum.queries import bank as queries

router = Router(tags=["questions"])


@router.get("/bank-questions", response={200: BankList}, operation_id="list_bank_questions")
def listed(request: HttpRequest) -> HttpResponse:
    """All of the bank; those of a case's service are asked there by their id."""
    found = [answers.bank(view) for view in queries.every(by=caller(request))]
    return answers.send(BankList(items=found, next=None))


@router.post(
    "/bank-questions", response={201: BankAnswer, (404, 409, 422): Problem}, operation_id="add_bank_question"
)
def add(request: HttpRequest, said: BankBody) -> HttpResponse:
    """Add a question; for managers."""
    row = bank.add(by=caller(request), entry=said.entry(), now=now())
    return answers.send(answers.bank(queries.view(row)), status=201)


@router.post(
    "/bank-questions/{bank_id}/changes",
    response={200: BankAnswer, (404, 409, 422): Problem},
    operation_id="change_bank_question",
)
def change(request: HttpRequest, bank_id: Path[Id], said: BankChangeBody) -> HttpResponse:
    """Word it otherwise, or ask it no more; for managers."""
    entry = said.entry(is_active=said.is_active)
    row = bank.change(bank_id=bank_id, by=caller(request), entry=entry, now=now())
    return answers.send(answers.bank(queries.view(row)))
