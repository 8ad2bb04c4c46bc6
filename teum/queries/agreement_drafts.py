"""An alignment as the agreement that it would be now, before it is laid before anybody."""

from __future__ import annotations

from dataclasses import dataclass

from teum.core import agreement as core
from teum.core.actor import Actor
from teum.models import Alignment as Row
from teum.models import Case
from teum.queries import agreements, alignments
from teum.queries.agreement_flags import FlagView, flags
from teum.queries.agreement_sections import SectionView, sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An alignment as the agreement that it would be now; `is_whole`: nothing of it is missing or disputed.

    `flags`: words that burden one side alone, each where it stands and with what would balance it.
    """

    language: str
    sections: tuple[SectionView, ...]
    flags: tuple[FlagView, ...]
    is_whole: bool


def draft(alignment_id: int, *, by: Actor, reader: str) -> Draft:
    """What would be laid before the customer, for a reader of a language who may reach it."""
    row = Row.objects.of(by.organisation_id).select_related("case__customer", "amends").get(pk=alignment_id)
    lang, agreed = row.case.customer.language, core.as_agreed(alignments.value(row))
    listed = agreements.written(agreed, lang=lang)
    return Draft(
        language=lang,
        sections=sections(
            listed,
            lang=lang,
            before=agreements.terms(row.amends) if row.amends else None,
            fates=agreements.fates(row.amends, listed, lang) if row.amends else None,
        ),
        flags=flags(listed, lang=lang, reader=reader),
        is_whole=agreed.is_agreed,
    )


def to_approve(case: Case) -> tuple[SectionView, ...]:
    """What an alignment comes to, as it is written down and approved with one tap; nothing while it cannot be."""
    row = case.alignment
    if row is None or row.state != "open" or row.amends_id is not None:
        return ()
    lang, whole = case.customer.language, core.as_agreed(alignments.value(row))
    return sections(agreements.written(whole, lang=lang), lang=lang) if whole.is_agreed else ()
