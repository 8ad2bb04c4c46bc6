"""The first card answers three questions at a glance: what comes next and by when, where it stands, what we need."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from teum.web.customer_page import ended
from teum.web.customer_page.page import Page, Section
from teum.web.customer_page.sections import stages, waiting


def first(page: Page) -> list[Section]:
    """Always there."""
    waits = [section.wait for section in waiting.in_order(page) if section.wait]
    facts = {
        "title": page.case.title,
        "sentence": _sentence(page),
        "stands": stages.where(page),
        "is_open": page.case.state == "open",
        "wait": waits[0] if waits else None,
        "more": _more(len(waits) - 1),
        "details": [] if page.first or page.case.live else ended.details(page.case),
    }
    return [Section(name="first", facts=facts)]


def _sentence(page: Page) -> str:
    if page.first:
        return page.first.sentence
    reported = next((p for p in page.case.live if p.state == "reported"), None)
    if reported:
        words = {"window": reported.next_in_words}
        if reported.id in page.answers:
            return gettext("We answered your question. We wait for your word %(window)s.") % words
        return gettext("We did what we agreed. We wait for your word %(window)s.") % words
    return page.case.next.sentence if page.case.next else ended.sentence(page.case)


def _more(count: int) -> str:
    """How many more things wait for the customer."""
    if count < 1:
        return ""
    return ngettext(
        "After that, one more thing waits for you below.",
        "After that, %(count)d more things wait for you below.",
        count,
    ) % {"count": count}
