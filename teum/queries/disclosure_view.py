"""A disclosure as it is shown: what its digest covers and nothing else, how it stands, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core import digest
from teum.core import disclosure as core
from teum.core.actor import Actor
from teum.core.disclosure import Option, Shown
from teum.core.promise import State
from teum.core.refusal import Missing
from teum.models import Case, Disclosure, prepared
from teum.queries.promise_view import PromiseView

_DISCLOSURES = prepared.rows(
    lambda organisation, case: (
        Disclosure.objects.of(organisation).filter(case=case).select_related("told", "decided").order_by("id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """A disclosure of a case.

    `standing` is told, open, decided or dropped; `digest` is that of all that is `shown` (None where it was erased),
    which a choice names. `due` is until when the choice is awaited; `kept` is what the service keeps to be told of it.
    """

    id: int
    kind: str
    promise_id: int | None
    about: int | None
    standing: str
    shown: Shown | None
    digest: str
    told_at: datetime
    due: datetime | None
    in_words: str
    chosen: str
    how: str
    said: str
    decided_at: datetime | None
    objection: int | None
    kept: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether a choice is awaited."""
        return self.standing == core.Standing.OPEN

    @property
    def choice(self) -> Option | None:
        """What was chosen."""
        return self.shown.option(self.chosen) if self.shown and self.chosen else None


def of_case(case: Case, promises: Sequence[PromiseView], *, sees_all: bool) -> tuple[DisclosureView, ...]:
    """The disclosures of a case, as they were made; a partner's are those about what is shown to them."""
    shown = {promise.id: promise for promise in promises}
    found = _DISCLOSURES(case.organisation_id, case.pk)
    return tuple(
        _view(row, shown) for row in found if sees_all or row.about_id in shown or row.promise_id in shown
    )


def _view(row: Disclosure, shown: Mapping[int, PromiseView]) -> DisclosureView:
    choice = shown.get(row.promise_id or 0)
    state = State(choice.state) if choice else None
    return DisclosureView(
        id=row.pk,
        kind=row.kind,
        promise_id=row.promise_id,
        about=row.about_id,
        standing=str(core.standing(state, is_decided=row.decided_id is not None)),
        shown=core.read(row.told.text) if row.told.text else None,
        digest=digest.of(row.told.salt, row.told.text),
        told_at=row.told.at,
        due=choice.window.due if choice else None,
        in_words=choice.in_words if choice else "",
        chosen=row.chosen,
        how=row.how,
        said=row.decided.text if row.decided else "",
        decided_at=row.decided.at if row.decided else None,
        objection=row.objection_id,
        kept=row.standing_id,
    )


def case_of(disclosure_id: int, *, by: Actor) -> int | None:
    """The case of a disclosure; None where there is no such disclosure."""
    found = Disclosure.objects.of(by.organisation_id).filter(pk=disclosure_id)
    return found.values_list("case", flat=True).first()


def require(disclosures: Sequence[DisclosureView], disclosure_id: int) -> DisclosureView:
    """The disclosure among those that are shown. Raises `Missing`."""
    found = next((it for it in disclosures if it.id == disclosure_id), None)
    if found is None:
        raise Missing(disclosure=str(disclosure_id))
    return found
