"""Understands what messages promise and makes times into words: Hebrew and English, plain Python, offline.

`analyse` finds commitments, vague words, what is missing and what to write instead; `resolve` places one phrase of
time in a business calendar; `in_words` is the one formatter of windows. README.md beside this file explains the parts.
"""

from teum.language.analysing import analyse, names_a_time, outgoing, promised, resolve, times, vague_spans
from teum.language.naming import Naming, doer, named
from teum.language.proposing import Proposal, left, propose
from teum.language.suggesting import suggest, suggest_instead, suggest_near
from teum.language.vague import STANDARD, Vocabulary
from teum.language.values import Analysis, Commitment, Resolution, Suggestion, VagueSpan
from teum.language.without import with_time, without_time
from teum.language.wording import in_full, in_words, on_day

__all__ = [
    "STANDARD",
    "Analysis",
    "Commitment",
    "Naming",
    "Proposal",
    "Resolution",
    "Suggestion",
    "VagueSpan",
    "Vocabulary",
    "analyse",
    "doer",
    "in_full",
    "in_words",
    "left",
    "named",
    "names_a_time",
    "on_day",
    "outgoing",
    "promised",
    "propose",
    "resolve",
    "suggest",
    "suggest_instead",
    "suggest_near",
    "times",
    "vague_spans",
    "with_time",
    "without_time",
]
