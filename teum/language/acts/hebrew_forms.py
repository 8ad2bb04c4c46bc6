"""What Hebrew acts are told by: forms of the future, the words for persons, and the subject of a verb."""

from __future__ import annotations

from functools import lru_cache

from teum.language import grammar
from teum.language.acts import verbs
from teum.language.times.lexicon import Word
from teum.language.tokens import GAP, HE, OTHER

FIRST = verbs.words("he", "person", "first")
THIRD = verbs.words("he", "person", "third")
SECOND = verbs.words("he", "person", "second")
TO_YOU = verbs.words("he", "person", "to_you")
TO_US = verbs.words("he", "person", "to_us")
NEGATION = verbs.words("he", "negation")
REPORTED = verbs.words("he", "reported")
REQUEST = verbs.words("he", "request")
QUESTION = verbs.words("he", "question")
CLOSED = verbs.words("he", "closed")
CHECKING = verbs.words("he", "checking")
PAST_IF = verbs.words("he", "hypothetical", "past_if")
_NO_WAYS = grammar.words("hebrew", "no_ways")
_LEADS = frozenset(["את", "אותו", "אותה", "אותם", "אותן", "על", "עם", "מול", "כל", "גם", "שוב"])
_JOINING = grammar.words("hebrew", "joining") | frozenset(["אז", "ואז"])


def form_of(word: Word) -> tuple[str, verbs.Form] | None:
    """A form of the future and the letters glued to it (ו, ש)."""
    return _form_of(word.norm)


@lru_cache(maxsize=4096)
def _form_of(norm: str) -> tuple[str, verbs.Form] | None:
    form = verbs.FUTURE.get(norm)
    if form is not None:
        return "", form
    for glued in ("ו", "ש", "וש", "כש", "שכש", "לכש", "וכש"):
        if norm.startswith(glued) and (form := verbs.FUTURE.get(norm[len(glued) :])) is not None:
            return glued, form
    return None


def subject_of(words: list[Word], at: int, first: int, glued: str) -> tuple[int, tuple[int, int] | None]:
    """The run of words before a verb of the third person, back to the clause's edge; or the noun behind it."""
    begin = at
    while begin > first and not glued and _may_be_subject(words[begin - 1]):
        begin -= 1
    while begin < at and (words[begin].means or words[begin].norm in _JOINING):
        begin += 1
    if begin < at:
        return begin, (begin, at)
    behind = at + 1
    while behind < len(words) and (
        words[behind].norm in TO_YOU or (words[behind].means and words[behind].kind == HE)
    ):
        behind += 1
    if behind < len(words) and words[behind].kind not in (OTHER, GAP) and not _is_object(words, behind):
        return at, (behind, min(behind + 3, len(words)))
    return at, None


def _is_object(words: list[Word], at: int) -> bool:
    """Whether the word behind a verb cannot be who acts: את, or a word that a little word of time leads to."""
    norm = words[at].norm
    is_way = norm[0] in "בל" and norm not in _NO_WAYS and words[at].kind == HE  # במייל, לתיבה שלך
    return norm in _LEADS or is_way or "rel" in words[at - 1].means


def _may_be_subject(word: Word) -> bool:
    return word.kind not in ("other", "gap", "num") or word.norm == "-" or word.norm == '"'
