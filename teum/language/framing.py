"""How a sentence is meant: as a question, a supposition, somebody else's words, or as it stands."""

from __future__ import annotations

from teum.language.acts import english, hebrew_forms
from teum.language.sentences import Sentence
from teum.language.times.lexicon import Word
from teum.language.tokens import EN

_ASKING = frozenset({"why", "when", "what", "where", "how", "who", "which"})
_ASKED = frozenset(
    {"you", "it", "i", "we", "they", "he", "she", "there", "your", "my", "the", "someone", "anyone"}
)
_UNREAL = frozenset({"would", "could've", "would've", "should've"})
_UNREAL_STARTS = frozenset({"לו", "אילו", "לולא", "נניח"})
_BY_RULE = frozenset({"לפי", "פי", "בהתאם", "כפי", "מכוח"})
_RULES = frozenset({"סכם", "תקנון", "חוק", "תנאי", "מדיניות", "נהלים", "נוהל", "חוזה", "תקנות", "תנאים"})
_IF = frozenset({"אם", "ואם", "שאם"})
# The words by which a sentence is told to be a supposition, or somebody else's.
_DOUBTING = _UNREAL | _IF | {"if"}
_REPORTING = hebrew_forms.REPORTED | english.REPORTED | _BY_RULE | {"per", "according"}


def is_as_it_stands(words: list[Word], sentence: Sentence) -> bool:
    """Whether nothing in the sentence takes it back: no question, with or without a mark, and no supposition."""
    return not (asks(words, sentence) or _is_unreal(words, sentence))


def asks(words: list[Word], sentence: Sentence) -> bool:
    """Whether the sentence is a question, with or without a mark."""
    return sentence.asks or _is_question(words, sentence)


def _is_question(words: list[Word], sentence: Sentence) -> bool:
    head = words[sentence.first].norm
    following = words[sentence.first + 1].norm if sentence.first + 1 < sentence.last else ""
    if head in hebrew_forms.QUESTION:
        return not (head in ("כמה", "איך", "מתי") and following[:1] == "ש")  # כמה שיותר מהר, איך שאתפנה
    if head in _ASKING:
        is_clause = head == "when" and following not in english.QUESTION
        return not is_clause and not any(words[i].norm == "," for i in range(sentence.first, sentence.last))
    return head in english.QUESTION and following in _ASKED


def _is_unreal(words: list[Word], sentence: Sentence) -> bool:
    head = words[sentence.first].norm
    if head in _UNREAL_STARTS or head in english.STARTS_UNREAL:
        return True
    for at in range(sentence.first, sentence.last):
        norm = words[at].norm
        if norm not in _DOUBTING:
            continue
        if norm in _UNREAL:
            return True
        if norm in _IF and any(
            words[i].norm in hebrew_forms.PAST_IF for i in range(at + 1, min(at + 3, sentence.last))
        ):
            return True
        if norm == "if" and any(words[i].norm == "had" for i in range(at + 1, min(at + 4, sentence.last))):
            return True
    return False


def reported_from(words: list[Word], sentence: Sentence) -> int:
    """The word from which on the sentence tells what somebody said; its end where it does not."""
    for at in range(sentence.first, sentence.last):
        norm = words[at].norm
        if norm not in _REPORTING:
            continue
        is_per = norm == "per" and at + 1 < sentence.last and words[at + 1].norm in ("your", "their", "my")
        is_rule = norm in _BY_RULE and at + 1 < sentence.last and words[at + 1].norm.lstrip("לה") in _RULES
        if norm in hebrew_forms.REPORTED or norm == "according" or is_per or is_rule:
            return at
        if norm in english.REPORTED and words[at].kind == EN:
            before = words[at - 1].norm if at > sentence.first else ""
            if before not in ("i", "we", "be", "rest") or norm == "told":
                return at
    return sentence.last
