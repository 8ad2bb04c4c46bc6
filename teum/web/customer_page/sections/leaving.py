"""Where the customer lets go of what we promised."""

from __future__ import annotations

from django.urls import reverse

from teum.queries.promise_view import PromiseView
from teum.web.customer_page.page import Page


def address(promise: PromiseView, page: Page) -> str:
    """Of our signature it is the agreement's that they signed: by itself it is not let go of."""
    agreement = page.case.agreement
    if agreement and agreement.state == "signed" and agreement.promise_id == promise.id:
        return reverse("page_agreement_decline", args=[page.token, agreement.id])
    return reverse("page_release", args=[page.token, promise.id])
