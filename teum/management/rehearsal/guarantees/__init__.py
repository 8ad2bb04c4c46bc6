"""The five guarantees of DOMAIN.md, each said so precisely that it can be false.

Each function looks at a `Scene` at rest (whoever runs has done what was due) and gives every violation that it finds in
the scene's picture, be that of everything or of a few cases. Nothing here asks the core what is right.
"""

from teum.management.rehearsal.guarantees.agreements import agreed_as_signed
from teum.management.rehearsal.guarantees.calls_first import bad_news_is_called
from teum.management.rehearsal.guarantees.choices import open_eyes
from teum.management.rehearsal.guarantees.closings import told_at_the_end
from teum.management.rehearsal.guarantees.few import few_letters
from teum.management.rehearsal.guarantees.lateness import never_silent, no_silent_lateness, passed
from teum.management.rehearsal.guarantees.letters import letters_name_what_stands, nothing_after_the_end
from teum.management.rehearsal.guarantees.lost_words import no_lost_word
from teum.management.rehearsal.guarantees.next_step import always_a_next_step
from teum.management.rehearsal.guarantees.next_word import next_word_is_promised
from teum.management.rehearsal.guarantees.order import one_after_the_other
from teum.management.rehearsal.guarantees.outages import absences_are_on_record
from teum.management.rehearsal.guarantees.quiet import left_alone
from teum.management.rehearsal.guarantees.screens import same_for_everybody
from teum.management.rehearsal.guarantees.speaking import spoken_in_a_row
from teum.management.rehearsal.guarantees.stale import nothing_stale
from teum.management.rehearsal.guarantees.summaries import summed_up
from teum.management.rehearsal.guarantees.truth import one_truth
from teum.management.rehearsal.guarantees.uploads import no_lost_file
from teum.management.rehearsal.guarantees.vagueness import nothing_vague
from teum.management.rehearsal.guarantees.violation import Violation

ALL = (
    nothing_vague,
    always_a_next_step,
    told_at_the_end,
    no_silent_lateness,
    absences_are_on_record,
    next_word_is_promised,
    spoken_in_a_row,
    bad_news_is_called,
    no_lost_word,
    one_after_the_other,
    nothing_stale,
    left_alone,
    few_letters,
    no_lost_file,
    one_truth,
    letters_name_what_stands,
    nothing_after_the_end,
    open_eyes,
    summed_up,
    agreed_as_signed,
)
"""What is held against every picture."""

__all__ = [
    "ALL",
    "Violation",
    "absences_are_on_record",
    "agreed_as_signed",
    "always_a_next_step",
    "bad_news_is_called",
    "few_letters",
    "left_alone",
    "letters_name_what_stands",
    "never_silent",
    "next_word_is_promised",
    "no_lost_file",
    "no_lost_word",
    "no_silent_lateness",
    "nothing_after_the_end",
    "nothing_stale",
    "nothing_vague",
    "one_after_the_other",
    "one_truth",
    "open_eyes",
    "passed",
    "same_for_everybody",
    "spoken_in_a_row",
    "summed_up",
    "told_at_the_end",
]
