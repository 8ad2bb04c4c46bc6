"""What waits for the customer: each is answered in its place, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from teum.web.customer_page.page import Page, Section, shared
from teum.web.customer_page.sections import agreement, alignment
from teum.web.customer_page.sections.closing import announced
from teum.web.customer_page.sections.confirmations import confirmations
from teum.web.customer_page.sections.disclosures import choices
from teum.web.customer_page.sections.needed import needed
from teum.web.customer_page.sections.offers import offers
from teum.web.customer_page.sections.questions import asked
from teum.web.customer_page.sections.summaries import awaited
from teum.web.customer_page.sections.uploads import documents

KINDS: tuple[Callable[[Page], list[Section]], ...] = (
    confirmations,
    asked,
    choices,
    documents,
    offers,
    announced,
    needed,
    awaited,
    alignment.awaited,
    agreement.awaited,
)
"""Each of its sections says by when it is waited for (`wait`)."""
_LAST = datetime.max.replace(tzinfo=UTC)


@shared
def in_order(page: Page) -> list[Section]:
    """All of it, the most urgent first; what hangs on no moment comes last."""
    found = [section for kind in KINDS for section in kind(page)]
    return sorted(found, key=_urgency)


def _urgency(section: Section) -> datetime:
    return section.wait.at if section.wait and section.wait.at else _LAST


def waiting(page: Page) -> list[Section]:
    """One for each, but for what the first card has said whole, as nothing is to be answered there."""
    found = in_order(page)
    is_said = bool(found and found[0].wait and not found[0].wait.is_answer)
    return found[1:] if is_said else found
