"""Small faults in the product's code, each of which breaks one guarantee, and what must find it.

    python -m tests.property.mutations [--rehearse] [NAME…]

plants each in a copy of the project, runs its test there and expects it to fail; with `--rehearse` it expects that
`teum rehearse` finds just the kind of violation that it shows, and none of that kind in the code as it is.
"""

from tests.property.mutations import (
    agreements,
    calls_first,
    closings,
    inbox,
    incidents,
    lateness,
    lost_words,
    speaking,
    suite,
    summaries,
    truth,
    vagueness,
)
from tests.property.mutations.mutation import Mutation
from tests.property.mutations.planting import plant

MUTATIONS = (
    *suite.MUTATIONS,
    *vagueness.MUTATIONS,
    *closings.MUTATIONS,
    *lateness.MUTATIONS,
    *speaking.MUTATIONS,
    *calls_first.MUTATIONS,
    *lost_words.MUTATIONS,
    *inbox.MUTATIONS,
    *incidents.MUTATIONS,
    *summaries.MUTATIONS,
    *truth.MUTATIONS,
    *agreements.MUTATIONS,
)

__all__ = ["MUTATIONS", "Mutation", "plant"]
