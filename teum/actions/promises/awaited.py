"""What a promise is kept by alone: an answer that is given, a choice that is made, a signature."""

from __future__ import annotations

from teum.core.agreement import SignatureNeeded
from teum.core.disclosure import ChoiceNeeded
from teum.core.promise import Debtor
from teum.core.question import AnswerNeeded
from teum.models import Disclosure, Promise, Question, prepared
from teum.queries import agreements

_QUESTION = prepared.column(
    lambda organisation, promise: (
        Question.objects.of(organisation).filter(promise=promise).values_list("pk", flat=True)
    )
)


def require_none(row: Promise) -> None:
    """An answer is given, a choice made, and an agreement signed. `AnswerNeeded`, `ChoiceNeeded`, `SignatureNeeded`."""
    question = _QUESTION.first(row.organisation_id, row.pk)
    if question is not None:
        raise AnswerNeeded(question=str(question))
    if row.debtor == Debtor.CUSTOMER:
        choices = Disclosure.objects.of(row.organisation_id).filter(promise=row)
        disclosure = choices.values_list("pk", flat=True).first()
        if disclosure is not None:
            raise ChoiceNeeded(disclosure=str(disclosure))
    require_no_signature(row)


def require_no_signature(row: Promise) -> None:
    """A signature that is waited for ends with its agreement: else that would still be there to sign.

    Raises `SignatureNeeded`.
    """
    agreement = agreements.to_sign(row.organisation_id, {row.pk: row.case_id}).get(row.pk)
    if agreement is not None:
        raise SignatureNeeded(agreement=str(agreement))
