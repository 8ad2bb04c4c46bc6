"""The five guarantees of DOMAIN.md, each said so precisely that it can be false.

Each function looks at a `World` at rest (whoever runs has done what was due) and raises with what is wrong.
"""

from tests.property.guarantees.lateness import never_silent, no_silent_lateness
from tests.property.guarantees.lost_words import no_lost_word
from tests.property.guarantees.next_step import always_a_next_step
from tests.property.guarantees.truth import one_truth, same_for_everybody
from tests.property.guarantees.vagueness import nothing_vague

__all__ = [
    "always_a_next_step",
    "never_silent",
    "no_lost_word",
    "no_silent_lateness",
    "nothing_vague",
    "one_truth",
    "same_for_everybody",
]
