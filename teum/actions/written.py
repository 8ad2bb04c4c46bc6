"""A promise's value in its row: what of it is written, and what its timers hang on."""

from teum.core import promise as promises
from teum.models import Promise


def timed_by(value: promises.Promise) -> tuple[object, ...]:
    """What its timers hang on: where that stays (a new owner, say), so do they, fired or not."""
    return value.state, value.number, value.window, value.condition, value.answer_by


def write(row: Promise, value: promises.Promise) -> None:
    """Copy a promise's value to its row."""
    row.state = str(value.state)
    row.owner_id = value.owner
    row.answerable_id = value.answerable or value.owner
    row.start, row.due = value.window.start, value.window.due
    row.proposed_start = value.proposed.start if value.proposed else None
    row.proposed_due = value.proposed.due if value.proposed else None
    row.answer_by = value.answer_by
    row.condition_due = value.condition.due if value.condition else None
    row.term = (value.condition.term or "") if value.condition else ""
    row.version, row.number, row.revisions = value.version, value.number, value.revisions
