"""Moving the window of a promise, and what the customer is told of it (A3)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import lateness, letters, matter, tasks, tellings, words
from teum.actions.matter import Matter
from teum.actions.promises import choices, counted_on, notice, unsaid
from teum.actions.promises.steps import ASKS
from teum.core import closing, digest, permissions
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, Heard
from teum.core.window import Window
from teum.language import text
from teum.language.notices import customer as notices
from teum.language.notices import delay
from teum.models import Promise, Remark, Revision
from teum.queries import rows, sentences, telling


def revise(
    *,
    promise_id: int,
    by: Actor,
    due: datetime,
    start: datetime | None = None,
    reason: str,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """Move a promise's window, with a reason, and tell the customer at once (A3).

    Raises `ReasonNeeded`, `SameWindow`, `NotPossible`, `Stale`, and the refusals of a window.
    """
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        closing.require_no_announcement(rows.promise(row), "revise")
        tellings.catch_up(opened, row)
        reason = text.clean(reason)
        old = rows.promise(row)
        window = windows.of(due=due, start=start, zone=rows.zone(row.zone), now=now)
        letters.require_clear(opened, reason, field="reason", told=[window], ended=row)
        remark = opened.remark("reason", reason, promise_id=row.pk)
        sealed = digest.of(remark.salt, remark.text)
        heard = telling.heard(row)
        change = core.revise(old, window=window, reason=reason, digest=sealed, now=now, heard=heard)
        opened.apply(row, change)
        tellings.look_no_more(opened, row, after=heard)
        is_pending = change.promise.proposed is not None
        keep_revision(opened, row, old.window, window, remark, is_pending=is_pending)
        if is_pending:
            _put_to_customer(opened, row, old=old, reason=reason, heard=heard, proposed=window)
        else:
            _tell(opened, row, old=old, reason=reason, heard=heard)
        return row


CHOSEN = {"he": "זה המועד שבחרת", "en": "you chose this time"}
"""Why what is late moves to where the customer wants it."""


def move_as_chosen(opened: Matter, row: Promise, window: Window) -> None:
    """What is late moves to the window that the customer chose, and they are told; the miss stands."""
    tellings.catch_up(opened, row)
    old = rows.promise(row)
    reason = CHOSEN[opened.case.customer.language]
    remark = opened.remark("reason", reason, promise_id=row.pk)
    sealed = digest.of(remark.salt, remark.text)
    opened.apply(row, core.revise(old, window=window, reason=reason, digest=sealed, now=opened.now))
    keep_revision(opened, row, old.window, window, remark, is_pending=False)
    heard = Heard(delays=old.revisions, number=old.number, window=old.window)
    _tell(opened, row, old=old, reason=reason, heard=heard, is_chosen=True)


def keep_revision(
    opened: Matter,
    row: Promise,
    old: Window,
    new: Window,
    remark: Remark | None,
    *,
    is_pending: bool = False,
    by: str = "",
) -> None:
    """Keep a change of time as part of an act; `by` is who named the new one, where it was not who acts."""
    choices.ask_no_more_of_delay(opened, row)
    Revision.objects.of(opened.organisation_id).filter(promise=row, consent="pending").update(
        consent="overtaken"
    )
    Revision.objects.of(opened.organisation_id).create(
        promise=row,
        number=row.number,
        from_start=old.start,
        from_due=old.due,
        start=new.start,
        due=new.due,
        remark=remark,
        consent="pending" if is_pending else "given",
        by=by or opened.by.label,
        at=opened.now,
    )


def _put_to_customer(
    opened: Matter, row: Promise, *, old: core.Promise, reason: str, heard: Heard, proposed: Window
) -> None:
    """Ask them before the first of the times ends on which they may count, for what moved may not have reached them."""
    tasks.done(opened, promise=row, kinds=ASKS)
    unsaid.say_better(opened, row)
    shown = sentences.of_promise(row, opened.case, now=opened.now, window=proposed)
    letter = notices.proposed(party=letters.party(opened), sentence=shown, old=old.window, reason=reason)
    tells = [*counted_on.tells(row, heard, "revised", to=old.number), *words.about(opened, row)]
    until = counted_on.until(row, heard, now=opened.now) or old.window.due
    letters.queue(opened, "proposed", letter, tells=tells, needed_by=until, is_bad_news=True)
    tasks.ask(opened, row.answerable, "call", due=until, promise=row)


def _tell(
    opened: Matter, row: Promise, *, old: core.Promise, reason: str, heard: Heard, is_chosen: bool = False
) -> None:
    """Say which time it is now, and which it was for them: what they have not heard of is not named to them."""
    tasks.done(opened, promise=row, kinds=ASKS)
    before = counted_on.window(row, heard)
    is_late = before.is_over(opened.now)
    # Where what was agreed had not left yet, this message says all of it, and corrects what they have not read.
    is_untold = notice.leave_out(opened, row)
    lateness.leave_out_late(opened, row)
    unsaid.say_better(opened, row)
    party, is_known = letters.party(opened), heard.window is not None
    includes = row.includes if is_untold or not is_known else ()
    letter = notices.revised(
        party=party,
        sentence=sentences.of_promise(row, opened.case, now=opened.now),
        includes=includes,
        old=before,
        reason=reason,
        is_late=is_late and row.debtor == Debtor.PROVIDER,
        way_out=delay.way_out(party.lang) if is_known and _is_delay(row, before) else "",
        stands=before == rows.window(row.due, row.start, row.zone),
        heard=unsaid.heard(opened, row),
    )
    by = counted_on.until(row, heard, now=opened.now)
    is_bad = is_known and not is_chosen and (is_late or row.due > before.due)
    tells = [*counted_on.tells(row, heard, "revised", to=old.number), *words.about(opened, row)]
    letters.queue(opened, "revised", letter, tells=tells, needed_by=by, is_bad_news=is_bad)


def _is_delay(row: Promise, old: Window) -> bool:
    """Whether what we owe comes later than was agreed."""
    return row.debtor != Debtor.CUSTOMER and row.due > old.due
