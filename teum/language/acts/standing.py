"""What will be there by a time, said without a verb: ההצעה אצלך עד מחר, יש לך אצלך דוח מחר, המכשיר מוכן ביום שני."""

from __future__ import annotations

from teum.language import grammar
from teum.language.acts import verbs
from teum.language.acts.act import Act
from teum.language.acts.hebrew_forms import FIRST, NEGATION, PAST_IF, SECOND, form_of, subject_of
from teum.language.times.lexicon import Word
from teum.language.tokens import HE

_WITH_YOU = grammar.words("standing", "with_you")
_READY = grammar.words("standing", "ready")
_THESE = frozenset(["זה", "הוא", "היא", "הם", "הן"])
_YOURS = frozenset(["לך", "לכם", "לכן"])
_COMING = grammar.words("standing", "coming")
_OTHERWISE = NEGATION | PAST_IF | SECOND | FIRST | grammar.words("standing", "otherwise")
_AHEAD = frozenset(["by", "within", "in"])


def may_tell(norm: str) -> bool:
    """Whether it is a word of being there."""
    return norm in _WITH_YOU or norm in _READY or norm == "יש"


def find(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """The act that a word of being there stands for, in a clause that has no verb and a time ahead."""
    norm = words[at].norm
    if not may_tell(norm):
        return None
    first, last = _clause(words, at, first, last)
    if not _has_no_verb(words, at, first, last):
        return None
    if norm == "יש":
        return _act(at, at, None) if _will_have(words, at, first, last) else None
    is_ahead = any(_is_ahead(word, is_ready=norm in _READY) for word in words[first:last])
    begin, subject = subject_of(words, at, first, "")
    if begin >= at > first and words[at - 1].norm in _THESE:
        begin, subject = at - 1, (at - 1, at)
    if not is_ahead or begin >= at or subject is None:
        return None
    return _act(at, begin, subject)


def _clause(words: list[Word], at: int, first: int, last: int) -> tuple[int, int]:
    """From comma to comma."""
    begin = next((i + 1 for i in range(at - 1, first - 1, -1) if words[i].norm == ","), first)
    return begin, next((i for i in range(at + 1, last) if words[i].norm == ","), last)


def _act(at: int, begin: int, subject: tuple[int, int] | None) -> Act:
    return Act(
        at, begin, "3", "יש", "present", subject=subject, has_subject=True, needs_time=True, is_hebrew=True
    )


def _has_no_verb(words: list[Word], at: int, first: int, last: int) -> bool:
    """Whether nothing else is said to happen: no verb, no person, no past."""
    return not any(
        i != at
        and words[i].kind == HE
        and (
            words[i].norm in _OTHERWISE
            or (words[i].norm == "יש" or words[i].norm in verbs.PRESENT)
            or (form_of(words[i]) is not None and not words[i].means)
            or (words[i].norm.endswith(("תי", "תם")) and len(words[i].norm) > 3)
        )
        for i in range(first, last)
    )


def _will_have(words: list[Word], at: int, first: int, last: int) -> bool:
    """יש לך תשובה ממני עד מחר; not יש לך עד מחר להגיש, nor a fact."""
    if at + 2 >= last or words[at + 1].norm not in _YOURS:
        return False
    comes = any(words[i].norm in _COMING or words[i].norm in _WITH_YOU for i in range(at + 2, last))
    is_task = words[at + 2].means and any(
        words[i].norm.startswith("ל") and len(words[i].norm) > 3 and not words[i].means
        for i in range(at + 2, last)
    )
    return comes and not is_task and any(_is_ahead(words[i], is_ready=False) for i in range(first, last))


def _is_ahead(word: Word, *, is_ready: bool) -> bool:
    """Whether it begins a time still to come; what is ready until a time is ready now."""
    day = word.means.get("day")
    if (isinstance(day, int) and day > 0) or ("weekday" in word.means and word.prefix == "ב"):
        return True
    if word.norm == "ביום":
        return True
    return word.means.get("rel") in _AHEAD and not is_ready
