"""The first card: what happens next, and what it includes; or how it ended."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web.customer_page import ended
from teum.web.customer_page.page import Page, Section


def first(page: Page) -> list[Section]:
    """Always there."""
    is_live = page.first or page.case.live
    facts = {
        "title": page.case.title,
        "sentence": _sentence(page),
        "details": _details(page.first) if is_live else ended.details(page.case),
    }
    return [Section(name="first", facts=facts)]


def _sentence(page: Page) -> str:
    if page.first:
        return page.first.sentence
    if any(p.state == "reported" for p in page.case.live):
        return gettext("We did what we agreed, and it is your word now.")
    return page.case.next.sentence if page.case.next else ended.sentence(page.case)


def _details(promise: PromiseView | None) -> list[str]:
    if promise is None:
        return []
    found = []
    if promise.includes:
        found.append(gettext("Included: %(items)s") % {"items": ", ".join(promise.includes)})
    return found
