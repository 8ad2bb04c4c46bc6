"""What a customer did, as a row of the day says it: in plain words, with the one act that follows from it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.day_item import DayItem
from teum.web import wording
from teum.web.acts import Act


def said(item: DayItem) -> str:
    """What they did, with places for whom and what; nothing where it is none of these."""
    return {
        "reported": gettext("%(customer)s says that it is done: %(what)s. Did it come?"),
        "signed": gettext("Signed by %(customer)s: the agreement. It waits for your signature"),
        "declined": gettext("%(customer)s does not want the agreement as it is"),
        "cancelled": gettext("Cancelled by %(customer)s: what you had agreed"),
        "filled": gettext("%(customer)s filled in their part of what you expect of each other"),
        "wish": gettext("%(customer)s wants an item changed: %(what)s"),
        "spent": gettext("Every code that %(customer)s can sign with today was used: %(what)s"),
        "voided": gettext("The agreement with %(customer)s was taken back before it was in force: %(what)s"),
        "unmade": gettext("The file of an agreement with %(customer)s cannot be made: %(what)s"),
    }.get(item.manner, "")


def awaited(item: DayItem) -> str:
    """What is waited for, with places for whom and what."""
    if item.kind == "closing":
        return gettext("We close this if nothing comes from %(customer)s")
    if item.state == "offered":
        return gettext("Waiting for %(customer)s to answer: %(what)s")
    return gettext("Waiting for %(customer)s: %(what)s")


def added(item: DayItem) -> list[str]:
    """What they wrote beside what they did."""
    if item.kind not in ("reported", "declined") or not item.note:
        return []
    customer, note = wording.isolated(item.customer), wording.isolated(item.note)
    return [gettext("%(customer)s wrote: “%(note)s”") % {"customer": customer, "note": note}]


def url(item: DayItem) -> str:
    """Where it is read; nothing where its case is that place."""
    return reverse("agreement_page", args=[item.agreement_id]) if item.agreement_id else ""


def acts_of(item: DayItem) -> list[Act]:
    """The act that follows, the other one after it; nothing where it is none of these."""
    if item.kind == "reported":
        return [
            Act(label=gettext("It came"), url=reverse("arrival", args=[item.about_id]), post=True),
            Act(label=gettext("It did not come"), url=reverse("question_answer", args=[item.question_id])),
        ]
    if item.kind == "signed":
        return [Act(label=gettext("To the signature"), url=url(item))]
    if item.kind == "declined" and item.agreement_id and item.task_id:
        return [
            Act(label=gettext("Change it and send it again"), url=reverse("alignment", args=[item.about_id])),
            seen(item.task_id),
        ]
    return []


def seen(task_id: int) -> Act:
    """It was read."""
    return Act(label=gettext("Seen"), url=reverse("task_seen", args=[task_id]), post=True)
