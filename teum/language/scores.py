"""How it was, as a plain reply says it: a score alone on its first line, and how that was beside the agreement.

Any other words that follow are left to be read for themselves; a number within a sentence is no score.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from teum.core.survey import Gap

_OF_FIVE = r"(?:\s*(?:/|מתוך|of|out\s+of)\s*5)?"
_GAPS = {
    Gap.WORSE: r"פחות(?:\s+טוב)?(?:\s+ממה\s+ש(?:סיכמנו|סוכם))?|worse(?:\s+than\s+(?:we\s+)?agreed)?",
    Gap.AS_AGREED: r"כפי\s+ש(?:סיכמנו|סוכם)|כמו\s+ש(?:סיכמנו|סוכם)|as\s+(?:we\s+)?agreed",
    Gap.BETTER: r"יותר\s+טוב(?:\s+ממה\s+ש(?:סיכמנו|סוכם))?|better(?:\s+than\s+(?:we\s+)?agreed)?",
}
_ANY_GAP = "|".join(f"(?P<{gap}>{words})" for gap, words in _GAPS.items())
_LINE = re.compile(rf"[\s\W]*(?P<score>[1-5]){_OF_FIVE}(?:[\s\W]+(?:{_ANY_GAP}))?[\s.,;:)]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score, how it was beside what had been agreed, and what else was written."""

    score: int
    gap: Gap | None
    rest: str


def read(text: str) -> Score | None:
    """The score with which a reply begins; None where it begins with anything else."""
    first, _, rest = text.strip().partition("\n")
    found = _LINE.fullmatch(first)
    if found is None:
        return None
    gap = next((gap for gap in Gap if found[str(gap)]), None)
    return Score(score=int(found["score"]), gap=gap, rest=rest.strip())
