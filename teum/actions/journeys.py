"""The way of a case through a process (A5): entering a stage makes its promises, leaving one needs them ended."""

from __future__ import annotations

from datetime import datetime

from teum.actions import agreed, matter, words
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import adoption, digest, events, permissions
from teum.core import expected as coming
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
        if before is not None and not queries.value(before, case=opened.case).is_over:
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

    What is promised of it already, by an agreement or otherwise, is not promised twice. It is due when the stage
    usually ends at the latest, unless `due` says otherwise. Raises `StageNotDone`,
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
        _leave(opened, row)
        return row


def settle(opened: Matter) -> None:
    """An act ends by which an agreement came into force: the case leaves a stage that led to it, which is done."""
    if not any(event.kind == "AgreementInForce" for event in opened.written) or opened.case.journey is None:
        return
    row = opened.case.journey
    here = queries.value(row, case=opened.case).here
    if here is None or not core.stage(row.stages[here.stage]).is_before_agreement:
        return
    held = next((one for one in opened.live() if one.pk == here.promise), None)
    if held and held.debtor == Debtor.CUSTOMER:
        agreed.received(opened, held)
    if here.promise not in queries.known(opened.case).owed:
        _leave(opened, row)


def _leave(opened: Matter, row: Journey) -> None:
    after = core.leave(
        queries.value(row, case=opened.case), owed=queries.known(opened.case).owed, now=opened.now
    )
    opened.keep(row, "passages")
    opened.record(events.StageLeft(journey=row.pk, stage=after.passages[-1].stage + 1))
    _write(row, after)


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
        before = queries.value(row, case=opened.case)
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
    before, known = queries.value(row, case=opened.case), queries.known(opened.case)
    opened.keep(row, "passages")
    after = core.enter(before, stage, owed=known.owed, now=opened.now)
    if before.here:
        opened.record(events.StageLeft(journey=row.pk, stage=before.here.stage + 1))
    made = after.stages[stage]
    held = adoption.adopted(made, known, lang=opened.case.customer.language)
    promise = _promise(opened, made, known, owner=owner, due=due) if made.promise and not held else None
    holds = held.id if held else promise.pk if promise else None
    if holds is not None:
        after = core.with_promise(after, holds)
    opened.record(events.StageEntered(journey=row.pk, stage=stage + 1, holds=holds))
    _write(row, after)
    if promise:
        notice.tell_agreed(opened, promise)
    _promise_word(opened, made, promise, held, due=due)


def _promise_word(
    opened: Matter, stage: Stage, promise: Promise | None, held: adoption.Held | None, *, due: datetime | None
) -> None:
    """A word where nothing else comes next in the stage, or somebody else is waited for."""
    if held and held.state in adoption.OWED:
        return
    if promise is None or stage.actor is Debtor.THIRD_PARTY:
        _word(opened, stage, due=None if promise else due, about=promise)


def _write(row: Journey, journey: core.Journey) -> None:
    row.passages = [passage.facts for passage in journey.passages]
    row.save(update_fields=["passages"])


def _promise(
    opened: Matter, stage: Stage, known: adoption.Known, *, owner: int | None, due: datetime | None
) -> Promise:
    """What a stage promises."""
    lang = opened.case.customer.language
    times = adoption.times(stage, known, lang=lang, calendar=opened.times.calendar, now=opened.now)
    draft = Draft(
        body=stage.promise.of(lang),
        includes=core.lines(stage.includes.of(lang)) or (stage.name.of(lang),),
        channel=stage.channel or _channel(opened, stage),
        owner=owner,
        due=due or times.due,
        says_replaces=True,
        debtor=stage.actor,
        condition=", ".join(times.needs),
        condition_due=times.needs_due,
        term=times.term,
    )
    return making.make_in(opened, draft)


def _channel(opened: Matter, stage: Stage) -> str:
    if stage.actor is Debtor.CUSTOMER:
        return "portal"
    return opened.contacts[0].channel if opened.contacts else "portal"


def _word(opened: Matter, stage: Stage, *, due: datetime | None, about: Promise | None = None) -> None:
    """A word by when the stage usually ends, or on its rhythm; none where one is promised for before that already."""
    run = stage.every if about else stage.high
    at = due or (coming.ends(run, calendar=opened.times.calendar, since=opened.now) if run else None)
    if about is None and any(
        matter.is_update(row) and (at is None or row.due <= at) for row in opened.live()
    ):
        return
    row = words.promise_next(opened, about=about, due=at)
    if about is None:
        notice.tell_agreed(opened, row)
