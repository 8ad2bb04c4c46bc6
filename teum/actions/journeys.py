"""The way of a case through a process (A5): entering a stage makes its promises, leaving one needs them ended."""

from __future__ import annotations

from datetime import datetime

from teum.actions import matter, words
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import digest, events, permissions
from teum.core import process as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.process import NoSuchStage, OnItsWay, Stage
from teum.core.promise import Debtor
from teum.core.refusal import Conflict
from teum.models import Journey, Process, Promise
from teum.queries import journeys as queries


class ProcessUnchanged(Conflict):
    """The case goes by its process as that is now."""

    code = "process_unchanged"


WITHIN = "P7D"
"""So long the customer has for what they must bring first, where the stage does not say."""


def begin(
    *,
    case_id: int,
    process_id: int,
    by: Actor,
    owner: int | None = None,
    due: datetime | None = None,
    now: datetime,
) -> Journey:
    """A case follows a process from now on, as that is now; it is in its first stage.

    Raises `OnItsWay`, and what `enter` raises.
    """
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        before = opened.case.journey
        if before is not None and not queries.value(before).is_over:
            raise OnItsWay
        process = Process.objects.of(by.organisation_id).filter(pk=process_id, is_active=True).first()
        if process is None:
            raise NoSuchThing(process=str(process_id))
        row: Journey = Journey.objects.of(by.organisation_id).create(
            case=opened.case,
            process=process,
            stages=process.stages,
            version=process.version,
            salt=digest.salt(),
            began_at=now,
        )
        opened.case.journey = row
        opened.record(
            events.ProcessBegun(
                journey=row.pk, process=process.pk, digest=digest.of(row.salt, process.stages)
            )
        )
        _enter(opened, row, 0, owner=owner, due=due)
        return row


def enter(
    *,
    case_id: int,
    stage: int,
    by: Actor,
    owner: int | None = None,
    due: datetime | None = None,
    now: datetime,
) -> Journey:
    """The case enters a stage (from 0) and leaves the one before; what the stage promises is promised.

    It is due when the stage usually ends at the latest, unless `due` says otherwise. Raises `StageNotDone`,
    `NoSuchStage`, `TooManyPassages`, and what `promises.make` raises.
    """
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        row = _journey(opened)
        _enter(opened, row, stage, owner=owner, due=due)
        return row


def finish(*, case_id: int, by: Actor, now: datetime) -> Journey:
    """The case leaves its stage, and no other follows. Raises `StageNotDone`, `NoSuchStage`."""
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        row = _journey(opened)
        before = queries.value(row)
        after = core.leave(before, live=[live.pk for live in opened.live()], now=now)
        opened.keep(row, "passages")
        opened.record(events.StageLeft(journey=row.pk, stage=after.passages[-1].stage + 1))
        _write(row, after)
        return row


def renew(*, case_id: int, by: Actor, now: datetime) -> Journey:
    """The stages ahead of a case are those of its process as that is now; no promise is made or moved by it.

    Raises `ProcessUnchanged`, `NoSuchStage`, `StageGone`, `TooManyStages`.
    """
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        opened.require_open()
        row = _journey(opened)
        process = Process.objects.of(by.organisation_id).get(pk=row.process_id)
        if process.version == row.version:
            raise ProcessUnchanged
        before = queries.value(row)
        after = core.renewed(before, [core.stage(one) for one in process.stages])
        opened.keep(row, "stages", "passages", "version")
        row.stages, row.version = [one.facts for one in after.stages], process.version
        row.passages = [passage.facts for passage in after.passages]
        opened.record(
            events.ProcessRenewed(
                journey=row.pk,
                keeps=after.passages[-1].stage + 1,
                digest=digest.of(row.salt, row.stages),
            )
        )
        row.save(update_fields=["stages", "passages", "version"])
        return row


def follow_no_more(*, case_id: int, by: Actor, now: datetime) -> None:
    """The case follows its process no longer; what was promised stays promised. Raises `NoSuchStage`."""
    permissions.require(by, Act.RECORD)
    with matter.of_case(case_id, by=by, now=now) as opened:
        row = _journey(opened)
        opened.record(events.ProcessLeft(journey=row.pk))
        opened.case.journey = None


def _journey(opened: Matter) -> Journey:
    if opened.case.journey is None:
        raise NoSuchStage(stage=None)
    return opened.case.journey


def _enter(opened: Matter, row: Journey, stage: int, *, owner: int | None, due: datetime | None) -> None:
    before = queries.value(row)
    opened.keep(row, "passages")
    after = core.enter(before, stage, live=[live.pk for live in opened.live()], now=opened.now)
    if before.here:
        opened.record(events.StageLeft(journey=row.pk, stage=before.here.stage + 1))
    made = after.stages[stage]
    promise = _promise(opened, made, owner=owner, due=due) if made.promise else None
    if promise:
        after = core.with_promise(after, promise.pk)
    opened.record(events.StageEntered(journey=row.pk, stage=stage + 1, holds=promise.pk if promise else None))
    _write(row, after)
    if promise:
        notice.tell_agreed(opened, promise)
    if promise is None or made.actor is Debtor.THIRD_PARTY:
        _word(opened, made, due=None if promise else due, about=promise)


def _write(row: Journey, journey: core.Journey) -> None:
    row.passages = [passage.facts for passage in journey.passages]
    row.save(update_fields=["passages"])


def _promise(opened: Matter, stage: Stage, *, owner: int | None, due: datetime | None) -> Promise:
    """What a stage promises."""
    calendar, lang = opened.times.calendar, opened.case.customer.language
    brings = _lines(stage.brings.of(lang)) if stage.actor is Debtor.PROVIDER else ()
    begins = opened.now
    if brings:
        begins = core.ends(stage.within or WITHIN, calendar=calendar, since=opened.now)
    draft = Draft(
        body=stage.promise.of(lang),
        includes=_lines(stage.includes.of(lang)) or (stage.name.of(lang),),
        channel=stage.channel or _channel(opened, stage),
        owner=owner,
        due=due or core.ends(stage.high, calendar=calendar, since=begins),
        says_replaces=True,
        debtor=stage.actor,
        condition=", ".join(brings),
        condition_due=begins if brings else None,
        term=stage.high if brings else "",
    )
    return making.make_in(opened, draft)


def _channel(opened: Matter, stage: Stage) -> str:
    if stage.actor is Debtor.CUSTOMER:
        return "portal"
    return opened.contacts[0].channel if opened.contacts else "portal"


def _word(opened: Matter, stage: Stage, *, due: datetime | None, about: Promise | None = None) -> None:
    """A word by when the stage usually ends, or on its rhythm; none where one is promised for before that already."""
    run = stage.every if about else stage.high
    at = due or (core.ends(run, calendar=opened.times.calendar, since=opened.now) if run else None)
    if about is None and any(
        matter.is_update(row) and (at is None or row.due <= at) for row in opened.live()
    ):
        return
    row = words.promise_next(opened, about=about, due=at)
    if about is None:
        notice.tell_agreed(opened, row)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
