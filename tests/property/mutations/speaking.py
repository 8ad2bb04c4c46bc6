"""Faults against how the clock speaks in a row (guarantee 3)."""

from tests.property.mutations.mutation import OUT, Mutation
from teum.management.rehearsal.kinds import Kind

MUTATIONS = (
    Mutation(
        name="managers-not-asked",
        guarantee=3,
        file="teum/core/updates.py",
        text="    if promise.round >= 1:\n",
        instead="    if promise.round > 9:\n",
        breaks="The clock speaks a second time in a row, and no manager was asked before.",
        shows=Kind.MANAGER_NOT_FIRST,
        scene="--promises 90 --days 4 --faults forgetting",
    ),
    Mutation(
        name="counted-by-the-chain",
        guarantee=3,
        file="teum/actions/words.py",
        text="    _managers_first(opened, held)\n",
        instead="    assert _managers_first\n",
        breaks="What the clock is still to say in a matter in which it spoke is said before managers are asked.",
        caught_by="tests/integration/test_in_a_row.py::"
        "test_of_a_word_and_of_what_it_is_about_the_clock_speaks_in_a_row",
    ),
    Mutation(
        name="a-date-all-the-same",
        guarantee=3,
        file="teum/language/notices/silence.py",
        text="    if round_ < 3:\n",
        instead="    if round_ < 99:\n",
        breaks="The third time in a row the clock does not say that there is no new date.",
        shows=Kind.DATE_CLAIMED,
        scene="--promises 240 --days 10 --faults forgetting,leaving,silence,addresses",
    ),
    Mutation(
        name="each-by-itself",
        guarantee=3,
        file="teum/actions/timers.py",
        text="    words.hold(opened, row, *others)\n",
        instead="    for one in (row, *others):\n        words.hold(opened, one)\n",
        breaks="Of what may be late at one moment the customer hears in as many letters.",
        caught_by="tests/integration/test_together.py::"
        "test_two_holding_updates_of_one_pass_are_one_message_that_tells_both",
        shows=Kind.SAID_IN_PIECES,
        scene=OUT,
    ),
)
