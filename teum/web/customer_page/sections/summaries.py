"""Summaries of conversations: the newest waits to be confirmed or corrected; the others can be read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.queries.summary_view import SummaryView
from teum.web import moments, wording
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.conversation import CorrectionForm

MOST = 3
"""So many stand on the page; the words of all are in the history."""


def awaited(page: Page) -> list[Section]:
    """The one on which we wait for the customer's word, whole."""
    said = gettext("Your word on the summary of our conversation: is this what we agreed?")
    return [
        Section(
            name="summary",
            facts={"one": _line(summary, page)},
            wait=Wait(at=None, words=said, anchor=f"summary-{summary.id}"),
        )
        for summary in page.case.summaries
        if summary.is_awaited
    ]


def summaries(page: Page) -> list[Section]:
    """The others that reached the customer, the newest first."""
    told = [summary for summary in page.case.summaries if summary.told_at and not summary.is_awaited]
    if not told:
        return []
    lines = [_line(summary, page) for summary in reversed(told[-MOST:])]
    return [Section(name="summaries", facts={"summaries": lines})]


def _line(summary: SummaryView, page: Page) -> dict[str, Any]:
    key = f"correct-{summary.id}"
    asks = page.case.state == "open" and not summary.answer and not summary.changed
    confirm = reverse("page_summary_confirmation", args=[page.token, summary.id])
    correct = reverse("page_summary_correction", args=[page.token, summary.id])
    return {
        "id": summary.id,
        "heading": gettext("About our conversation %(at)s")
        % {"at": moments.at(summary.about_at, zone=page.visit.business.zone, now=page.at)},
        "text": summary.text,
        "lang": summary.language,
        "dir": wording.direction(summary.language),
        "stands": _stands(summary),
        "changes": _changes(summary, page),
        "confirm_url": confirm if asks else "",
        "correct_url": "" if summary.answer == "corrected" else correct,
        "form": page.form(CorrectionForm, key),
        "pdf_url": reverse("page_summary_pdf", args=[page.token, summary.id]),
    }


def _changes(summary: SummaryView, page: Page) -> list[str]:
    """What is not any more as it says, each with how it stands."""
    changed = [promise for promise in page.case.promises if promise.id in summary.changed]
    return [_change(promise) for promise in changed]


def _change(promise: PromiseView) -> str:
    what = wording.isolated(promise.what)
    if promise.is_live and promise.state != "reported":
        return gettext("%(what)s: now %(window)s") % {"what": what, "window": promise.in_words}
    if promise.state in ("reported", "kept"):
        return gettext("%(what)s: done") % {"what": what}
    return gettext("%(what)s: cancelled, or replaced by something else") % {"what": what}


def _stands(summary: SummaryView) -> str:
    if summary.answer == "confirmed":
        return gettext("You confirmed it. Thank you.")
    if summary.answer == "corrected":
        return gettext(
            "You corrected it. What you wrote stands among the questions, with who answers by when."
        )
    return ""
