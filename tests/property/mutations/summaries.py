"""Faults of conversations and their summaries, each with what must find it."""

from tests.property.mutations.mutation import Mutation
from teum.management.rehearsal.kinds import Kind

TALKING = "--promises 250 --days 7 --faults none"
"""So many that somebody corrects a summary."""
ACTS = "tests/integration/test_summaries.py"

MUTATIONS = (
    Mutation(
        name="correction-let-go",
        guarantee=2,
        file="teum/actions/summaries.py",
        text="        row.answer, row.question, row.answered_at = str(Answer.CORRECTED), question, now\n",
        instead="        row.answer, row.question, row.answered_at = str(Answer.CORRECTED), question, now\n"
        "        opened.let_go(question.promise)\n",
        breaks="What a customer corrects is written down, and nobody answers it.",
        caught_by=f"{ACTS}::test_the_customer_confirms_a_summary_and_may_correct_it_after_all",
        shows=Kind.CORRECTION_UNHEARD,
        scene=TALKING,
    ),
    Mutation(
        name="unread-is-answered",
        guarantee=5,
        file="teum/actions/summaries.py",
        text='    if row.message.told_at is None and opened.by.kind == "customer":\n',
        instead='    if row.message.told_at is None and opened.by.kind == "visitor":\n',
        breaks="A summary can be confirmed behind the link before it reached anybody.",
        caught_by=f"{ACTS}::test_a_summary_is_its_customers_own_and_is_there_once_it_was_told",
        shows=Kind.ANSWERED_UNREAD,
        scene=TALKING,
    ),
    Mutation(
        name="links-unrecorded",
        guarantee=5,
        file="teum/actions/talking.py",
        text="            promises=tuple(promises),\n",
        instead="            promises=tuple(promises[:0]),\n",
        breaks="Which promises were made in a conversation is not in the ledger.",
        caught_by=f"{ACTS}::test_a_summary_says_who_does_what_by_when_how_and_what_is_open",
    ),
    Mutation(
        name="choice-unsaid",
        guarantee=5,
        file="teum/actions/closings.py",
        text="        decided=decisions.of_case(opened.case)[-MOST:],\n",
        instead="",
        breaks="The summary at the end is silent about what the customer chose.",
        caught_by="tests/integration/test_closings.py"
        "::test_the_summary_says_what_was_chosen_by_whom_when_and_what_it_cost",
    ),
)
