"""Faults in telling many, which the suite's own tests must find."""

from tests.property.mutations.mutation import Mutation

TELLING = "tests/property/test_guarantees.py::test_in_fair_weather_many_are_told_each_once"
ACTS = "tests/integration/test_incidents.py"

MUTATIONS = (
    Mutation(
        name="told-unrecorded",
        guarantee=4,
        file="teum/actions/incidents/telling.py",
        text="    opened.record(told, promise=row.promise_id)\n",
        instead="",
        breaks="Who was told of an incident stands as told, and the ledger does not know of it.",
        caught_by=TELLING,
    ),
    Mutation(
        name="moved-all-the-same",
        guarantee=5,
        file="teum/actions/incidents/telling.py",
        text="    return Why.MOVED if row.promise.number != row.number else None\n",
        instead="    return None\n",
        breaks="A time that changed after a person saw the list is moved to the one that they saw.",
        caught_by=f"{ACTS}::test_what_ended_or_moved_meanwhile_is_left_out_and_shown",
    ),
    Mutation(
        name="told-within-its-seconds",
        guarantee=4,
        file="teum/actions/incidents/telling.py",
        text=", allowed_at__isnull=False, word__tells_at__lte=now)",
        instead=", allowed_at__isnull=False)",
        breaks="A person thinks better of it within the seconds, and customers were told already.",
        caught_by=f"{ACTS}::test_nobody_is_told_within_the_seconds_and_whoever_was_cannot_be_told_otherwise",
    ),
    Mutation(
        name="half-an-incident",
        guarantee=1,
        file="teum/core/incident.py",
        text="    if missing or not is_there:\n",
        instead="    if not is_there:\n",
        breaks="A word goes out to customers in whose language it says nothing.",
        caught_by=f"{ACTS}::test_what_is_not_whole_is_refused",
    ),
)
