"""Who answers for the matter, and how to reach us."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.language import text as texts
from teum.web.customer_page.page import Page, Section


def contact(page: Page) -> list[Section]:
    """Always there."""
    business = page.visit.business
    facts = {
        "words": _words(page),
        "phone": texts.spoken(business.phone),
        "phone_dial": business.phone,
        "email": business.mail,
    }
    return [Section(name="contact", facts=facts)]


def _words(page: Page) -> str:
    words = {"name": page.case.owner.name}
    if page.visit.business.phone:
        return (
            gettext("%(name)s is responsible for this. You can reply to any of our messages, or call.")
            % words
        )
    return gettext("%(name)s is responsible for this. You can reply to any of our messages.") % words
