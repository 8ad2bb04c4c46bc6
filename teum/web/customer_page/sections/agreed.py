"""What else was agreed and is still to come."""

from __future__ import annotations

from teum.web.customer_page.page import Page, Section


def agreed(page: Page) -> list[Section]:
    """All of it but what the page begins with."""
    rest = [p for p in page.case.live if p.id != page.told and (p in page.ours or p.is_countered)]
    return [Section(name="agreed", facts={"promises": rest})] if rest else []
