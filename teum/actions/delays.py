"""A delay without a date: the honest word that there is none, and why, before what was agreed passes (A3, A4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from teum.actions import disclosures, lateness, letters, matter, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import choices, counted_on, notice, unsaid
from teum.actions.promises.steps import ASKS
from teum.core import digest, permissions
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.disclosure import Affects, Kind, Option, Shown, Way
from teum.core.permissions import Act
from teum.core.promise import Heard
from teum.language import text
from teum.language.notices import delay as notices
from teum.language.notices import to_do
from teum.models import Promise, Revision
from teum.queries import rows, sentences, telling


def no_date(
    *,
    promise_id: int,
    by: Actor,
    reason: str,
    next_due: datetime,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """Say that there is no new date, why, and when the next word comes; what was agreed stands until it passes.

    It counts as a delay: the first one that follows a delay asks for the customer's choice, to wait or to cancel.
    Raises `ReasonNeeded`, `NotPossible`, `Stale`, `VagueWindow`, and the refusals of a window.
    """
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        tellings.catch_up(opened, row)
        reason = text.clean(reason).strip()
        old = rows.promise(row)
        word = windows.of(due=next_due, zone=rows.zone(row.zone), now=now)
        letters.require_clear(opened, reason, field="reason", told=[word], ended=row)
        remark = opened.remark("reason", reason, promise_id=row.pk)
        sealed = digest.of(remark.salt, remark.text)
        heard = telling.heard(row)
        change = core.no_date(old, reason=reason, next_due=word.due, digest=sealed, heard=heard)
        opened.apply(row, change)
        Revision.objects.of(by.organisation_id).filter(promise=row, consent="pending").update(
            consent="overtaken"
        )
        tasks.done(opened, promise=row, kinds=ASKS)
        choices.ask_no_more_of_delay(opened, row)
        notice.leave_out(opened, row)
        lateness.leave_out_late(opened, row)
        _tell(opened, row, old=old, reason=reason, next_due=word.due, heard=heard)
        return row


def _tell(
    opened: Matter, row: Promise, *, old: core.Promise, reason: str, next_due: datetime, heard: Heard
) -> None:
    before, asks = counted_on.window(row, heard), heard.delays >= 1
    tells = [*counted_on.tells(row, heard, "holding", to=old.number), *words.about(opened, row)]
    is_late = before.is_over(opened.now)
    # Also before the next word that it names: that is one about something of which they have heard.
    needed_by = min(counted_on.until(row, heard, now=opened.now) or next_due, next_due)
    unsaid.say_better(opened, row)
    words.promise_next(opened, about=row, due=next_due)
    if asks:
        choice = _ask(opened, row, reason=reason, next_due=next_due)
        tells.append(Tells(promise=choice.pk, number=choice.number, what="agreed"))
    letter = notices.no_date(
        party=letters.party(opened),
        owed=replace(sentences.owed(row), window=before),
        reason=reason,
        next_due=next_due,
        is_late=is_late,
        asks=asks,
    )
    letters.queue(opened, "no_date", letter, tells=tells, needed_by=needed_by, is_bad_news=True)


def _ask(opened: Matter, row: Promise, *, reason: str, next_due: datetime) -> Promise:
    """From the second delay on silence is no consent: they choose to wait or to cancel, until the next word."""
    lang = opened.case.customer.language
    wait, cancel = notices.OPTIONS[lang]
    shown = Shown(
        kind=Kind.DELAY,
        what=notices.WHAT[lang].format(deed=to_do(row.what, lang)),
        matters=notices.MATTERS[lang],
        affects=(Affects.TIME,),
        found_on=opened.now.astimezone(opened.times.calendar.zone).date(),
        found_by=row.owner.name,
        zone=opened.times.calendar.zone,
        no_date=reason,
        options=(
            Option(key="do_nothing", way=Way.DO_NOTHING, what=wait),
            Option(key="cancel", way=Way.CANCEL, what=cancel, price=0),
        ),
    )
    made = disclosures.make_in(opened, shown, about=row.pk, decide_by=next_due)
    assert made.promise
    return made.promise
