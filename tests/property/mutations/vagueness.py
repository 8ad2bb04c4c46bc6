"""Faults against guarantees 1 and 2 that rehearsals must find."""

from tests.property.mutations.mutation import Mutation
from teum.management.rehearsal.kinds import Kind

MUTATIONS = (
    Mutation(
        name="appointment-without-words",
        guarantee=1,
        file="teum/actions/promises/making.py",
        text="        what=what,\n        includes=list(draft.includes),\n",
        instead='        what="" if draft.start else what,\n        includes=list(draft.includes),\n',
        breaks="What is promised for a window with a start is kept without what it is.",
        shows=Kind.SAYS_NOT_WHAT,
    ),
    Mutation(
        name="nothing-included",
        guarantee=1,
        file="teum/core/promise/making.py",
        text='        "includes": any(_says_something(item) for item in answers.includes),\n',
        instead="",
        breaks="What is included is not asked for.",
        shows=Kind.INCLUDES_NOTHING,
    ),
    Mutation(
        name="half-handed-over",
        guarantee=1,
        file="teum/actions/members.py",
        text="    for row in passed_on:\n",
        instead="    for row in passed_on[1:]:\n",
        breaks="Of whoever leaves, one promise of each case stays with them.",
        shows=Kind.OWNER_HAS_LEFT,
    ),
    Mutation(
        name="vague-reason",
        guarantee=1,
        file="teum/actions/promises/revising.py",
        text='        letters.require_clear(opened, reason, field="reason", told=[window], ended=row)\n',
        instead="",
        breaks="Why a time moved is written to the customer unread.",
        shows=Kind.VAGUE_LETTER,
    ),
    Mutation(
        name="lapse-closes",
        guarantee=2,
        file="teum/actions/timers.py",
        text="    if after is After.NEEDS_UPDATE:\n        words.promise_next(opened)\n\n\ndef after_a_word",
        instead='    opened.close(why="lapsed")\n\n\ndef after_a_word',
        breaks="Where an offer lapses or a report is confirmed by time the case closes, whatever else is open in it.",
        shows=Kind.CLOSED_OVER_LIVE,
    ),
    Mutation(
        name="own-words-unwatched",
        guarantee=2,
        file="teum/actions/promises/making.py",
        text="    opened.set_timers(row)\n    if replaced:\n",
        instead="    if not draft.is_ours:\n        opened.set_timers(row)\n    if replaced:\n",
        breaks="The clock does not watch the words that it promises itself.",
        shows=Kind.NO_NEXT_STEP,
    ),
    Mutation(
        name="customers-part-forgotten",
        guarantee=2,
        file="teum/actions/timers.py",
        text="    tellings.miss(opened, row, number=row.number, found=Finding.TOLD)\n    if not",
        instead="    if not",
        breaks="What the customer did not do in time is on record nowhere.",
        shows=Kind.NOT_LOOKED_AT,
    ),
)
