"""Faults against what is said by voice first, and against undoing, that rehearsals must find."""

from tests.property.mutations.mutation import Mutation
from teum.management.rehearsal.kinds import Kind

MUTATIONS = (
    Mutation(
        name="put-off-into-the-night",
        guarantee=4,
        file="teum/actions/calls.py",
        text="    message.send_at = message.call_by = min(at, no_later or at)\n",
        instead="    message.send_at = message.call_by = no_later or opened.now + core.TO_CALL * 2\n",
        breaks="What waits for a second call leaves in its customer's quiet hours.",
        caught_by="tests/integration/test_voice.py::"
        "test_what_waits_for_a_second_call_leaves_her_alone_in_her_quiet_hours",
    ),
    Mutation(
        name="called-all-the-same",
        guarantee=3,
        file="teum/actions/letters.py",
        text="    may_be_called = _has_number(matter) and not matter.case.customer.prefers_writing\n",
        instead="    may_be_called = _has_number(matter)\n",
        breaks="Who asked to be written to waits for a call.",
        caught_by="tests/integration/test_voice.py::"
        "test_who_would_rather_read_it_is_written_to_at_once_and_not_called",
    ),
    Mutation(
        name="nobody-is-asked-to-call",
        guarantee=3,
        file="teum/actions/letters.py",
        text='        tasks.ask(matter, matter.case.owner, "call", due=call_by, message=message)\n',
        instead="        assert call_by\n",
        breaks="Bad news waits for a call of which nobody knows.",
        shows=Kind.CALL_FIRST_FORGOTTEN,
        scene="--promises 90 --days 4 --faults none",
    ),
    Mutation(
        name="undone-and-sent",
        guarantee=4,
        file="teum/actions/undo.py",
        text="        if not letters.overtake(opened, letter):\n",
        instead="        if not letters.messages_about:\n",
        breaks="An act is undone, and its message goes out all the same.",
        caught_by="tests/integration/test_undo.py::test_a_change_of_time_is_as_if_it_had_not_been",
        shows=Kind.SENT_THOUGH_UNDONE,
        scene="--promises 150 --days 5 --faults none",
    ),
    Mutation(
        name="undone-counts-all-the-same",
        guarantee=5,
        file="teum/core/undo.py",
        text="made <= fact.to_version or type(kept) not in steps",
        instead="made <= fact.to_version or type(kept) in steps",
        breaks="A verdict is passed on what was undone.",
        caught_by="tests/integration/test_undo.py::test_a_verdict_knows_nothing_of_what_was_undone",
    ),
    Mutation(
        name="undone-and-there",
        guarantee=5,
        file="teum/models/promise.py",
        text='    stands: ClassVar[models.Q] = ~models.Q(state="undone")\n',
        instead="    stands: ClassVar[models.Q] = models.Q()\n",
        breaks="What was promised and undone stands on pages, and in figures.",
        caught_by="tests/integration/test_undo_makings.py::test_a_case_that_was_opened_by_mistake_is_none",
        shows=Kind.STANDS_THOUGH_UNDONE,
        scene="--promises 150 --days 5 --faults none",
    ),
    Mutation(
        name="undone-from-under-it",
        guarantee=2,
        file="teum/actions/undo.py",
        text="        _require_sound(opened, done)\n",
        instead="",
        breaks="A case goes on because of a promise, which is undone: nothing comes next.",
        caught_by="tests/integration/test_undo_makings.py::test_no_case_is_left_without_a_next_step",
    ),
)
