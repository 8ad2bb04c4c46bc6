"""Who signed the agreements of a case, read at once."""

from __future__ import annotations

from collections.abc import Sequence

from teum.models import Agreement, Case, Signature


def of_case(case: Case, found: Sequence[Agreement]) -> dict[int, list[Signature]]:
    """Who signed what holds in a case, and its newest version; no query where nothing was agreed."""
    ids = {row.pk for row in found} | ({case.agreement_id} if case.agreement_id else set())
    kept: dict[int, list[Signature]] = {pk: [] for pk in ids}
    if kept:
        mine = Signature.objects.of(case.organisation_id).filter(agreement__in=ids)
        for one in mine.order_by("at", "id"):
            kept[one.agreement_id].append(one)
    return kept
