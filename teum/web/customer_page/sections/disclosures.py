"""What the customer should know, told whole: what waits for their choice is chosen in place, by them alone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.disclosure_view import DisclosureView
from teum.web import disclosure
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.disclosure import DecisionForm, MattersForm


def choices(page: Page) -> list[Section]:
    """One for each choice that is awaited; no option is chosen beforehand."""
    return [_choice(view, page) for view in page.case.disclosures if view.is_open and view.due]


def _choice(view: DisclosureView, page: Page) -> Section:
    facts = {
        "card": disclosure.card(view, now=page.at, token=page.token),
        "form": page.form(DecisionForm, f"decision-{view.id}"),
        "decide_url": reverse("page_decision", args=[page.token, view.id]),
        **_objection(view, page),
    }
    said = gettext("Your choice between what we offer, %(window)s") % {"window": view.in_words}
    assert view.due
    return Section(name="choice", facts=facts, wait=Wait(at=view.due, words=said, anchor=f"choice-{view.id}"))


def disclosures(page: Page) -> list[Section]:
    """What they were told, and what they chose, the newest first."""
    told = [view for view in reversed(page.case.disclosures) if not view.is_open]
    if not told:
        return []
    items = [
        {"card": disclosure.card(view, now=page.at, token=page.token), **_objection(view, page)}
        for view in told
    ]
    return [Section(name="disclosures", facts={"items": items})]


def _objection(view: DisclosureView, page: Page) -> dict[str, object]:
    return {
        "objection_url": reverse("page_disclosure_objection", args=[page.token, view.id]),
        "objection_form": page.form(MattersForm, f"matters-{view.id}"),
    }
