"""How it was, as a plain reply says it: a score on its first line, and how that was beside the agreement.

It stands there alone, or with thanks. Any other words that follow are left to be read for themselves; a number within a
sentence is no score.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from teum.core.survey import Gap
from teum.language import courtesy

LONGEST = 120
"""A longer line says more than a score."""
_OF_FIVE = r"(?:\s*(?:/|מתוך|of|out\s+of)\s*5)?(?:\s*(?:כוכבים|stars?)\b)?"
_GAPS = {
    Gap.WORSE: r"פחות(?:\s+טוב)?(?:\s+ממה\s+ש(?:סיכמנו|סוכם))?|worse(?:\s+than\s+(?:we\s+)?agreed)?",
    Gap.AS_AGREED: r"כפי\s+ש(?:סיכמנו|סוכם)|כמו\s+ש(?:סיכמנו|סוכם)|as\s+(?:we\s+)?agreed",
    Gap.BETTER: r"יותר\s+טוב(?:\s+ממה\s+ש(?:סיכמנו|סוכם))?|better(?:\s+than\s+(?:we\s+)?agreed)?",
}
_ANY_GAP = "|".join(f"(?P<{gap}>{words})" for gap, words in _GAPS.items())
_LINE = re.compile(
    rf"[\s\W]*(?P<score>[1-5]){_OF_FIVE}(?:[\s\W]+(?:{_ANY_GAP}))?(?:[^\w?]*|[^\w?]+(?P<more>\D+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score, how it was beside what had been agreed, and what else was written."""

    score: int
    gap: Gap | None
    rest: str


def read(text: str) -> Score | None:
    """The score with which a reply begins; None where it begins with anything else."""
    first, _, rest = text.strip().partition("\n")
    found = _LINE.fullmatch(first) if len(first) <= LONGEST else None
    more = (found["more"] or "") if found else ""
    if found is None or (more and not courtesy.only_thanks(more)):
        return None
    rest = "\n".join(said for said in (more, rest.strip()) if said)
    gap = next((gap for gap in Gap if found[str(gap)]), None)
    return Score(score=int(found["score"]), gap=gap, rest=rest)
