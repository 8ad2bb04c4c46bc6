"""What we promised and is still to come, each with the changes of its time and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView, RevisionView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section
from teum.web.forms.question import ObjectionForm

MOST_CHANGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One promise: its words and time, what it includes, the newest changes of its time, and room to say otherwise."""

    words: str
    when: str
    included: str
    changes: tuple[str, ...]
    objection_url: str
    form: ObjectionForm


def promises(page: Page) -> list[Section]:
    """All of them; of the one with which the page begins, what the page has not said yet."""
    asked = {question.promise_id for question in page.case.questions}
    listed = [p for p in page.case.live if (p in page.ours or p.is_countered) and p.id not in asked]
    found = [_promised(p, page) for p in listed if p.id != page.told or p.nature == "deed"]
    return [Section(name="promises", facts={"promises": found})] if found else []


def _promised(promise: PromiseView, page: Page) -> Promised:
    is_told = promise.id == page.told
    moved = [change for change in promise.revisions if change.consent == "given"]
    return Promised(
        words=words.things(promise) if is_told else promise.sentence,
        when=promise.in_words if is_told and promise.state == "open" else "",
        included="" if is_told else wording.isolated(", ".join(promise.includes)),
        changes=tuple(_change(change) for change in moved[-MOST_CHANGES:]),
        objection_url=reverse("page_objection", args=[page.token, promise.id]),
        form=page.form(ObjectionForm, f"objection-{promise.id}"),
    )


def _change(change: RevisionView) -> str:
    words = {
        "old": change.old_in_words,
        "new": change.new_in_words,
        "reason": wording.isolated(change.reason),
    }
    if change.by == "customer":
        return gettext("You asked for another time: %(new)s. Before: %(old)s.") % words
    if change.reason:
        return (
            gettext("The time that we agreed (%(old)s) has changed: %(new)s. The reason: %(reason)s") % words
        )
    return gettext("The time that we agreed (%(old)s) has changed: %(new)s.") % words
