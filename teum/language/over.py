"""Whether a time that is over is the act's own: `I'll call you yesterday`, not `I'll send what came yesterday`."""

from __future__ import annotations

from teum.language.grouping import Group
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention

_MOST_BETWEEN = 5
# Behind these what was before is told of: the talk about yesterday, the report from last week, מה ששלחת אתמול.
_TELLING = frozenset(
    [
        *(
            "about",
            "regarding",
            "from",
            "of",
            "since",
            "that",
            "which",
            "what",
            "who",
            "where",
            "as",
            "after",
        ),
        *(
            "לגבי",
            "על",
            "בעניין",
            "בענין",
            "בנוגע",
            "בקשר",
            "בהמשך",
            "מה",
            "של",
            "אחרי",
            "לאחר",
            "מאז",
            "כפי",
            "כמו",
        ),
    ]
)
_SPEAKERS = frozenset({"i", "we", "you", "they", "he", "she", "it"})
_TO_WHOM = frozenset({"to", "for", "with", "at", "by"})
_YOURS = ("שלך", "שלכ", "שלנ", "שלו", "שלה")


def is_when(mention: Mention, words: list[Word], group: Group) -> bool:
    """Whether a time that is over says when an act of the group is done."""
    is_told_of = (
        mention.spec.rel in ("from", "of", "after", "around") or words[mention.first].prefix[:1] == "מ"
    )
    if is_told_of or not mention.spec.is_past():
        return False
    if any(clause.first <= mention.first < clause.last for clause in group.clauses):
        return False
    return any(_is_of(act.first, act.verb, mention, words) for act in group.acts)


def _is_of(first: int, verb: int, mention: Mention, words: list[Word]) -> bool:
    if mention.last <= first:
        return mention.last == first
    between = [word.norm for word in words[verb + 1 : mention.first]]
    if mention.first <= verb or len(between) > _MOST_BETWEEN:
        return False
    return not any(
        _tells(norm, between[at - 1] if at else "", is_first=not at) for at, norm in enumerate(between)
    )


def _tells(norm: str, before: str, *, is_first: bool) -> bool:
    """Whether what was before is told of from this word on."""
    if norm in _TELLING or norm == "," or norm.endswith("ed"):
        return True
    if norm in _SPEAKERS:
        return not is_first and before not in _TO_WHOM
    if norm.startswith("מה") and len(norm) > 4:
        return True  # מהפגישה אתמול
    return norm[0] == "ש" and len(norm) > 3 and not norm.startswith(_YOURS)
