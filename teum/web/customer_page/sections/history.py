"""What was agreed and what changed, and what we wrote: folded."""

from __future__ import annotations

from teum.web import history, moments
from teum.web.customer_page import ended, words
from teum.web.customer_page.page import Page, Section


def changes(page: Page) -> list[Section]:
    """Every change that concerns the customer."""
    promises = page.case.promises
    lines = history.customer_lines(
        page.case.timeline,
        {p.id: words.spoken(p) for p in promises},
        conditions={p.id: words.condition(p) for p in promises if p.condition},
        disclosures=ended.disclosures(page.case),
        zone=page.visit.business.zone,
        now=page.at,
    )
    return [Section(name="changes", facts={"changes": lines})] if lines else []


def letters(page: Page) -> list[Section]:
    """Every message that they were told."""
    told = _letters(page)
    return [Section(name="letters", facts={"letters": told})] if told else []


def _letters(page: Page) -> list[dict[str, str]]:
    told = [m for m in page.case.messages if m.direction == "out" and m.told_at]
    return [
        {
            "when": moments.at(m.told_at or m.at, zone=page.visit.business.zone, now=page.at),
            "text": m.text,
            "lang": m.language,
            "dir": "rtl" if m.language == "he" else "ltr",
        }
        for m in told
    ]
