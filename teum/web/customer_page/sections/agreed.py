"""What else was agreed and is still to come."""

from __future__ import annotations

from teum.web.customer_page.page import Page, Section


def agreed(page: Page) -> list[Section]:
    """All of it but what the page begins with, and the answers that stand under their questions."""
    asked = {question.promise_id for question in page.case.questions}
    rest = [
        p for p in page.case.live if p.id not in asked | {page.told} and (p in page.ours or p.is_countered)
    ]
    return [Section(name="agreed", facts={"promises": rest})] if rest else []
