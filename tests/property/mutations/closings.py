"""Faults at the end of matters (guarantee 2) that rehearsals must find."""

from tests.property.mutations.mutation import LONG, Mutation
from teum.management.rehearsal.kinds import Kind

ENDING = (
    "tests/property/test_guarantees.py::test_in_fair_weather_nobodys_matter_ends_unsaid_or_with_an_open_end"
)

MUTATIONS = (
    Mutation(
        name="failed-is-no-open-end",
        guarantee=2,
        file="teum/core/case.py",
        text='    return (*live, *(OpenEnd(kind="message", id=id_) for id_ in unsettled), *stage)\n',
        instead='    return (*live, *(OpenEnd(kind="message", id=id_) for id_ in [*unsettled][:0]), *stage)\n',
        breaks="A case ends over a message that failed and that nobody has dealt with.",
        shows=Kind.CLOSED_OVER_UNSETTLED,
        scene=LONG,
    ),
    Mutation(
        name="closed-unsaid",
        guarantee=2,
        file="teum/actions/closings.py",
        text='    letters.queue(opened, "closed", letter)\n',
        instead='    if why != "lapsed":\n        letters.queue(opened, "closed", letter)\n',
        breaks="What ends by itself ends without a word to the customer.",
        caught_by=ENDING,
        shows=Kind.CLOSED_WITHOUT_A_WORD,
    ),
    Mutation(
        name="silence-needs-no-notice",
        guarantee=2,
        file="teum/core/closing.py",
        text="    return Ending.CLOSES if is_over else Ending.SAID_AGAIN\n",
        instead="    return Ending.CLOSES\n",
        breaks="Silence closes a case on its date, whether its customer was told of it or not.",
        caught_by="tests/integration/test_closings.py::test_a_date_that_was_dropped_closes_nothing",
    ),
    Mutation(
        name="a-page-has-told-it",
        guarantee=2,
        file="teum/actions/closings.py",
        text='    letters.queue(\n        opened,\n        "closing",\n',
        instead="    (\n"
        "        lambda *_, **__: tellings.Telling.objects.of(opened.organisation_id).create(\n"
        '            promise=row, number=row.number, what="closing", at=opened.now\n'
        "        )\n"
        '    )(\n        opened,\n        "closing",\n',
        breaks="The date on which a case is closed stands on its customer's page, and they are not written to.",
        shows=Kind.CLOSED_UNTOLD,
        scene=LONG,
    ),
    Mutation(
        name="nobody-is-reminded",
        guarantee=2,
        file="teum/actions/timers.py",
        text="    return not their_part.said_done(row)\n",
        instead="    return row.state == State.OPEN and not their_part.said_done(row)\n",
        breaks="What we wait for runs out, and its customer was not reminded of it.",
        caught_by="tests/integration/test_reminders.py::test_a_reminder_that_does_not_arrive_is_a_call",
        shows=Kind.LAPSED_UNREMINDED,
    ),
    Mutation(
        name="worse-is-not-bad",
        guarantee=2,
        file="teum/core/survey.py",
        text="    return score <= BAD or gap is Gap.WORSE\n",
        instead="    return score <= BAD and gap is not Gap.BETTER\n",
        breaks="Who says that it was worse than agreed is promised nothing.",
        caught_by="tests/integration/test_surveys.py::test_a_bad_answer_opens_the_matter_again_with_a_promise_of_ours",
        shows=Kind.BAD_ANSWER_UNHEARD,
    ),
)
