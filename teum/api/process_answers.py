"""Processes, and the way of a case through one, as they are answered."""

from __future__ import annotations

from teum.api.process_shapes import (
    JourneyAnswer,
    ProcessAnswer,
    SaidAnswer,
    StageAnswer,
    StageTemplateAnswer,
)
from teum.core.process import SAID, Stage
from teum.queries.journeys import JourneyView, StageView
from teum.queries.processes import ProcessView


def process(view: ProcessView) -> ProcessAnswer:
    """A process."""
    return ProcessAnswer(
        id=str(view.id),
        name=SaidAnswer(he=view.name.he, en=view.name.en),
        service=str(view.service.id) if view.service else None,
        stages=[_template(stage) for stage in view.stages],
        is_active=view.is_active,
        version=view.version,
    )


def _template(stage: Stage) -> StageTemplateAnswer:
    said = {name: SaidAnswer(**stage.facts[name]) for name in SAID}
    return StageTemplateAnswer(**{**stage.facts, **said, "actor": str(stage.actor)})


def journey(view: JourneyView) -> JourneyAnswer:
    """How far a case came."""
    return JourneyAnswer(
        process=str(view.process_id),
        here=view.here + 1 if view.here is not None else None,
        following=view.following + 1 if view.following is not None else None,
        is_over=view.is_over,
        has_changed=view.has_changed,
        stages=[_stage(stage) for stage in view.stages],
    )


def _stage(view: StageView) -> StageAnswer:
    return StageAnswer(
        number=view.number + 1,
        name=view.name,
        state=view.state,
        actor=view.actor,
        who=view.who,
        brings=list(view.brings),
        hears=view.hears,
        entered_at=view.entered,
        left_at=view.left,
        earliest=view.earliest,
        latest=view.latest,
        in_words=view.when,
        is_promised=view.is_promised,
        promise=str(view.promise_id) if view.promise_id else None,
    )
