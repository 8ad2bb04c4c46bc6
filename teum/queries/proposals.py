"""What the notes of a conversation could be recorded as, by the business's own terms; nothing is written."""

from __future__ import annotations

from datetime import datetime

from teum import language
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.language import Proposal
from teum.models import Case
from teum.queries import terms


def of_case(case_id: int, *, by: Actor, text: str, speaker: str, now: datetime) -> tuple[Proposal, ...]:
    """The proposals; `speaker` is who wrote the words, `provider` or `customer`. Raises `Missing`, `NotAllowed`."""
    permissions.require(by, Act.RECORD)
    case = Case.objects.of(by.organisation_id).select_related("organisation").filter(pk=case_id).first()
    if case is None:
        raise Missing(case=str(case_id))
    return language.propose(
        text,
        speaker=speaker,
        now=now,
        calendar=terms.calendar(case.organisation),
        vocabulary=terms.vocabulary(case.organisation),
    )
