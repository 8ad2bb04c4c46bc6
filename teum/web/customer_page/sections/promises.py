"""What we promised, each with the changes of its time and why, and a way to say that they were told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from teum.core.outlook import Outlook
from teum.language.notices import first_contacts
from teum.queries.promise_view import PromiseView
from teum.queries.revision_view import RevisionView
from teum.web import moments, wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section
from teum.web.customer_page.sections import counters, leaving
from teum.web.forms.question import ObjectionForm

MOST_CHANGES = 5
MOST_DONE = 3
"""So much of what was done last can be objected to in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One promise: its words and its time, what it includes, and the newest changes of its time, as they came."""

    words: str
    named: str
    when: str
    included: str
    changes: tuple[str, ...]
    move: dict[str, object] | None
    objection_url: str
    way_out_url: str
    form: ObjectionForm


def promises(page: Page) -> list[Section]:
    """What is still to come, the next first, then what was done last; answers stand with their questions."""
    listed = [p for p in page.case.live if p in page.ours or p.is_countered]
    ahead = [p for p in listed if p.id not in page.answers and (p.nature == "deed" or p.id != page.told)]
    kept = [p for p in page.case.promises if p.state == "kept" and p.nature == "deed"]
    done = [p for p in kept if p.id not in page.answers and p.debtor != "customer"][-MOST_DONE:]
    found = [_promised(p, page) for p in (*_once(ahead), *reversed(done))]
    return [Section(name="promises", facts={"promises": found})] if found else []


def _once(ahead: list[PromiseView]) -> list[PromiseView]:
    """Words that are promised for the same moment are one word to whoever reads them."""
    words_ = {
        (p.nature, p.sentence) if p.nature == "update" else (p.nature, str(p.id)): p for p in reversed(ahead)
    }
    return [p for p in ahead if p in words_.values()]


def _promised(promise: PromiseView, page: Page) -> Promised:
    """Of the one with which the page begins, and of what is done, the short words."""
    is_deed = promise.nature == "deed"
    is_whole = promise.is_live and promise.id != page.told
    moved = [change for change in promise.revisions if change.consent == "given"]
    return Promised(
        words=promise.sentence if is_whole else words.things(promise),
        named=wording.isolated(", ".join(promise.includes) or promise.what),
        when="" if is_whole else _when(promise, page),
        included=wording.isolated(", ".join(promise.more)) if is_whole else "",
        changes=tuple(_change(change) for change in moved[-MOST_CHANGES:]),
        move=None if promise.proposed else counters.of_movable(promise, page),
        objection_url=reverse("page_objection", args=[page.token, promise.id]) if is_deed else "",
        way_out_url=leaving.address(promise, page) if _may_leave(promise) else "",
        form=page.form(ObjectionForm, f"objection-{promise.id}"),
    )


def _may_leave(promise: PromiseView) -> bool:
    """At every delay, and where we are late, there is a free way out.

    Where another time was put to them it stands with that question. A first contact costs nothing, and leads only to
    what is agreed: there is nothing to cancel in it.
    """
    is_ours = promise.debtor != "customer" and promise.state in ("open", "waiting")
    is_later = promise.delays > 0 or promise.outlook is Outlook.LATE
    is_work = not first_contacts.is_one(promise.body)
    return is_ours and is_later and is_work and not promise.proposed_in_words


def _when(promise: PromiseView, page: Page) -> str:
    if promise.state == "kept" and promise.ended_at:
        when = moments.at(promise.ended_at, zone=page.visit.business.zone, now=page.at)
        return gettext("Finished %(when)s") % {"when": when}
    return words.when(promise) if promise.state == "open" else ""


def _change(change: RevisionView) -> str:
    said = {
        "old": change.old_in_words,
        "new": change.new_in_words,
        "reason": wording.isolated(change.reason),
    }
    if change.by == "customer":
        return gettext("You asked for another time: %(new)s. Before: %(old)s.") % said
    if change.reason:
        return (
            gettext("The time that we agreed (%(old)s) has changed: %(new)s. The reason: %(reason)s") % said
        )
    return gettext("The time that we agreed (%(old)s) has changed: %(new)s.") % said
