"""The processes that a business keeps: stages with their usual time, who acts, what comes of each (A5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from teum.actions import findings, organisations, services
from teum.core import process as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.process import NAME, TEXT, Stage
from teum.core.promise import Debtor, Incomplete
from teum.core.refusal import Conflict, Invalid, Missing
from teum.core.said import Said
from teum.models import Organisation, Process
from teum.queries import terms

MOST = 100
"""So many processes a business may keep."""


class ProcessesFull(Conflict):
    """The business keeps as many processes as it may. Carries `most`."""

    code = "processes_full"


class StageIncomplete(Invalid):
    """Something of a stage is missing. Carries `stage` (from 1) and `missing`."""

    code = "stage_incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A process as it is given; `service` None: offered whatever a case is about."""

    name: Said
    stages: Sequence[Stage]
    service: int | None = None
    is_active: bool = True


def add(*, by: Actor, entry: Entry, now: datetime) -> Process:
    """Keep a process.

    Raises `NotAllowed`, `Incomplete`, `StageIncomplete`, `UnknownTerm`, `UsualTurned`, `VagueWindow`, `UnrecordedTime`,
    `ProcessesFull`, `NoSuchThing`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        if Process.objects.of(by.organisation_id).count() >= MOST:
            raise ProcessesFull(most=MOST)
        row = Process(organisation=organisation, version=0)
        return _write(row, organisation, entry, now)


def change(*, process_id: int, by: Actor, entry: Entry, now: datetime) -> Process:
    """Change it for the cases that begin from now on; those on their way stay as they are. Raises what `add` raises."""
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        row = Process.objects.of(by.organisation_id).filter(pk=process_id).first()
        if row is None:
            raise Missing(process=str(process_id))
        return _write(row, organisation, entry, now)


def _write(row: Process, organisation: Organisation, entry: Entry, now: datetime) -> Process:
    name = findings.tidied(entry.name, NAME, field="name")
    if missing := [lang for lang, said in (("he", name.he), ("en", name.en)) if not said]:
        raise Incomplete(missing=missing)
    if not 0 < len(entry.stages) <= core.MOST_STAGES:
        raise Invalid(field="stages", least=1, most=core.MOST_STAGES)
    calendar = terms.calendar(organisation)
    stages = [
        _checked(stage, number, organisation, now) for number, stage in enumerate(entry.stages, start=1)
    ]
    core.require_whole(stages, calendar=calendar, now=now)
    row.he, row.en, row.is_active = name.he, name.en, entry.is_active
    row.service = services.kept(organisation.pk, entry.service)
    row.stages = [stage.facts for stage in stages]
    row.version += 1
    row.save()
    return row


def _checked(stage: Stage, number: int, organisation: Organisation, now: datetime) -> Stage:
    """The stage as it is kept: whole, and with nothing vague in it (guarantee 1)."""
    said: Any = {name: findings.tidied(getattr(stage, name), TEXT, field=name) for name in core.SAID}
    clean = replace(stage, **said)
    missing = [f"name_{lang}" for lang in ("he", "en") if not clean.name.of(lang)]
    missing += [name for name in core.SAID if len({bool(words) for words in _both(clean, name)}) > 1]
    if stage.actor is Debtor.THIRD_PARTY and not clean.party:
        missing.append("party")
    if stage.actor is not Debtor.PROVIDER and not clean.promise:
        missing.append("promise")
    if missing:
        raise StageIncomplete(stage=number, missing=list(dict.fromkeys(missing)))
    for name in core.SAID:
        findings.require_clear_said(getattr(clean, name), organisation, field=name, now=now)
    return clean


def _both(stage: Stage, name: str) -> tuple[str, str]:
    said: Said = getattr(stage, name)
    return said.he, said.en
