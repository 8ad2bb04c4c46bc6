"""No promised word outlives what it is about: whatever ended that, the word about it ends as well (guarantee 3)."""

from __future__ import annotations

from teum.actions import lateness, tellings, words
from teum.actions.matter import Matter
from teum.core.case import After
from teum.core.promise import FINAL
from teum.models import Promise, Telling

ENDS = ("PromiseKept", "PromiseReleased", "PromiseWithdrawn", "PromiseDeclined", "PromiseLapsed")
"""The facts with which a promise ends."""


def end(opened: Matter) -> None:
    """What every act ends with: the clock says no more that there is no answer about what this act ended.

    Where a letter that waits gives the word, it ends as that is told; else the customer ended it and knows.
    """
    ended = {event.promise for event in opened.written if event.promise and event.kind in ENDS}
    if not ended:
        return
    about = {
        subject.pk
        for row in opened.live()
        for subject in tellings.subjects(row)
        if subject.pk in ended and not _is_given_now(opened, row)
    }
    if not about:
        return
    # A word that was given may be followed by one about it: nothing of the matter has ended with it.
    found = Promise.objects.of(opened.organisation_id).filter(pk__in=about, state__in=FINAL)
    rows = list(found.exclude(nature="update").order_by("id"))
    if not rows:
        return
    lateness.leave_out_holding(opened, *rows)
    for row in rows:
        tellings.keep(opened, row)
    if opened.case.state == "open":
        _go_on(opened)


def _is_given_now(opened: Matter, word: Promise) -> bool:
    """Whether a letter of this act gives it; one from before does not say what this act ended."""
    told = Telling.objects.of(opened.organisation_id).filter(promise=word, what="word", at=None)
    return (
        told.filter(message__at=opened.now, message__settled_at=None)
        .exclude(message__state="overtaken")
        .exists()
    )


def _go_on(opened: Matter) -> None:
    """A word that ended is no next step (guarantee 2)."""
    why = "lapsed" if opened.by.kind == "clock" else "decided"
    after = opened.settle_next_step(wants_close=False, has_next=False, why=why, asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)
