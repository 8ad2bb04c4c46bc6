"""The words of every message that goes out, in Hebrew and English: each is whole; business first, link last."""

from teum.language.notices.deed import step, third_person, to_do
from teum.language.notices.letter import Letter, Party, Person
from teum.language.notices.outlook import standing
from teum.language.notices.sentence import First, condition_words, promise_sentence, their_part

__all__ = [
    "First",
    "Letter",
    "Party",
    "Person",
    "condition_words",
    "promise_sentence",
    "standing",
    "step",
    "their_part",
    "third_person",
    "to_do",
]
