"""Hebrew verbs that no list knows, told by their shape and by what stands beside them, in a sentence that has a time.

A future is an א, נ, י or ת before a pattern of verbs (נטמין, אאטום, יחודד), with an object, a person or a subject of
its own beside it; a present is what אני, a person of ours or the beginning of a clause leads to, its object behind it.
"""

from __future__ import annotations

import re

from teum.language import grammar
from teum.language.acts import hebrew_forms, parties, verbs
from teum.language.acts.act import Act
from teum.language.acts.hebrew_forms import FIRST, NEGATION, SECOND, THIRD, TO_YOU, subject_of
from teum.language.times.lexicon import Word
from teum.language.tokens import GAP, HE, OTHER

_OBJECTS = grammar.words("shape", "objects")
_NO_VERBS = grammar.words("shape", "no_verbs") | verbs.words("he", "not_verbs")
_POLITE = verbs.words("he", "told", "polite")
_OFFERS = verbs.words("he", "told", "offers") | grammar.words("shape", "no_doers")
_STATES = grammar.words("shape", "states")
# What is no verb, whatever stands beside it.
_NEVER = _NO_VERBS | _POLITE | _STATES | FIRST | SECOND | THIRD | TO_YOU
_HABITS = grammar.words("shape", "habits")
_AROUND = grammar.words("shape", "around")
_OPENERS = grammar.words("hebrew", "openers")
_LEADING = grammar.words("hebrew", "leading") | grammar.words("hebrew", "joining")
_NO_OBJECTS = _LEADING | _AROUND | _OPENERS | FIRST | NEGATION
_NO_ENDS = ("ות", "ים", "תי", "נו", "תם", "ית")
_SHORTEST = 4
_NEAR = 4
_FAR = 7
# הפעיל, פעל and התפעל of the first person; of the third also the passives.
_FIRST_PATTERN = re.compile("[אנ](?:[^ויא][^וי]י[^וי]|[^וי][^וי]ו[^וי]|ת[^וי]{3})$")
_THIRD_PATTERN = re.compile("[ית](?:[^וי]{2}[וי][^וי]|ת[^וי]{3}|ו[^וי]{3}|[^וי]ו[^וי]{2,3}|י[^וי]{3})ו?$")
_PASSIVE = re.compile("[ית](?:ו[^וי]{3}|[^וי]ו[^וי]{2,3}|י[^וי]{3})ו?$")
_PRESENT = re.compile(
    "(?:[^ויהלב]ו[^וי]{2}(?:ת|ה|ים|ות)?|מ(?:ת|[^ויה])[^וי]{2,3}(?:ת|ים|ות)?|מ[^ויה]{2}י[^וי](?:ה|ים|ות)?)$"
)


def find(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    """The act that a word of an unknown stem stands for; without a time only what we shall do for you."""
    word = words[at]
    norm = word.norm
    if len(norm) < 2 or word.means:
        return None
    glued = "ו" if norm[0] == "ו" and len(norm) > _SHORTEST else ""
    bare = norm[len(glued) :]
    if bare in _NEVER:
        return None
    if not has_time:
        return _for_you(words, at, first, last, bare)
    found = None
    if (
        len(bare) >= _SHORTEST
        and bare[0] in "אנית"
        and bare not in verbs.PRESENT
        and _may_end(words, at, last)
    ):
        if bare[0] in "אנ":
            found = _we(words, at, first, last, bare)
        elif not glued:
            found = _they(words, at, first, last, bare)
    found = found or _present(words, at, first, last, bare)
    return found if found is not None and _has_time_beside(words, at, first, last) else None


def is_future_of_ours(words: list[Word], at: int, last: int) -> bool:
    """Whether a word can only be what we shall do: נכרות את העץ."""
    norm = words[at].norm
    return (
        norm[0] in "אנ"
        and len(norm) > _SHORTEST
        and at + 1 < last
        and words[at + 1].norm in _OBJECTS
        and _FIRST_PATTERN.match(norm) is not None
        and norm not in _NO_VERBS
    )


def begin_at_object(words: list[Word], at: int, first: int) -> int:
    """Where the object of a verb of the first person stands before it: ואת ההחזר נעביר, חשבונית נוציא לך."""
    begin = at
    while (
        begin > first and at - begin <= _NEAR and words[begin - 1].kind == HE and not words[begin - 1].means
    ):
        begin -= 1
        if words[begin].norm in ("את", "ואת"):
            return begin
    is_all = begin == first or words[begin - 1].kind in (OTHER, GAP)
    is_bare = is_all and at - begin in (1, 2) and words[begin].norm not in _NO_OBJECTS
    return begin if is_bare and not hebrew_forms.form_of(words[begin]) else at


def _for_you(words: list[Word], at: int, first: int, last: int, bare: str) -> Act | None:
    """נחדד את הסכינים עבורך: a future of ours, an object and for whom; no time is needed."""
    if bare[0] not in "אנ" or at + 2 >= last or words[at + 1].norm not in _OBJECTS:
        return None
    if len(bare) < _SHORTEST or bare in verbs.PRESENT or not _may_end(words, at, last):
        return None
    if not any(words[i].norm in TO_YOU for i in range(at + 2, min(at + _FAR, last))):
        return None
    act = _we(words, at, first, last, bare)
    if act is not None:
        act.needs_time = False
    return act


def _may_end(words: list[Word], at: int, last: int) -> bool:
    """Whether a future can end like this word: no plural of nouns, no past; נקים is told by its object."""
    norm = words[at].norm
    has_object = at + 1 < last and words[at + 1].norm in _OBJECTS
    return not norm.endswith(_NO_ENDS) or (norm.endswith(("ים", "ות")) and has_object)


def _has_time_beside(words: list[Word], at: int, first: int, last: int) -> bool:
    """Whether the time stands in the clause of the word, from comma to comma, and not only beside it."""
    begin = next((i + 1 for i in range(at - 1, first - 1, -1) if words[i].norm == ","), first)
    end = next((i for i in range(at + 1, last) if words[i].norm == ","), last)
    if end + 1 < last and words[end + 1].means.get("rel") in ("by", "until", "within"):
        return True  # ימיס לכם את הקרח, עד מחר
    if begin == first and end == last:
        return True
    return any(words[i].is_telling for i in range(begin, end)) or not any(
        words[i].is_telling for i in range(first, last)
    )


def _we(words: list[Word], at: int, first: int, last: int, bare: str) -> Act | None:
    """נטמין את הצינור, אני אשתול לכם, את המנוי נפשיר לך."""
    following = words[at + 1].norm if at + 1 < last else ""
    pronoun = _pronoun(words, at, first)
    begin = pronoun if pronoun < at else begin_at_object(words, at, first)
    is_past = bare[1] == "י" or (len(bare) == _SHORTEST and bare[-1] == "ה" and begin == at)
    is_participle = bare[1] == "ו" and bare[-2] != "י"
    if bare[-1] == "ו" or is_past or is_participle:
        return None
    is_shaped = _FIRST_PATTERN.match(bare) is not None
    has_object = following in _OBJECTS or following in TO_YOU or words[begin].norm in ("את", "ואת")
    leads_on = is_shaped and following[:1] in ("ב", "ל", "ה", "ע", "מ") and _opens(words, at, first)
    is_led = pronoun < at or words[begin].norm in ("את", "ואת") or (begin < at and is_shaped)
    is_told = (pronoun < at and is_shaped) or (has_object and (is_led or _opens(words, at, first)))
    if not is_told and not leads_on:
        return None
    if words[at - 1].norm in ("של", "כל", "עם", "את", "ואת") and at > first:
        return None
    number = "s" if bare[0] == "א" else "p"
    return Act(at, begin, "1", bare[1:], number=number, needs_time=True, is_hebrew=True)


def _they(words: list[Word], at: int, first: int, last: int, bare: str) -> Act | None:
    """הגנן ישתול את העצים, הבנק יקים את הוראת הקבע, הצינור יוטמן."""
    if at == first or not _is_name(words[at - 1]):
        return None
    is_she = bare[0] == "ת"
    is_asked = is_she and (bare[-1] in "יו" or words[at - 1].norm.endswith("ים"))
    is_participle = bare[1] == "ו" and bare[-1] == "ת"  # יושבת, תומכת
    if is_asked or is_participle or (len(bare) == _SHORTEST and bare[-1] == "ה"):
        return None
    begin, spot = subject_of(words, at, first, "")
    if spot is None or begin >= at or _has_verb(words, begin, at) or words[begin].norm in _OFFERS:
        return None
    following = words[at + 1].norm if at + 1 < last else ""
    has_object = following in _OBJECTS or any(
        words[i].norm in TO_YOU for i in range(at + 1, min(at + _NEAR, last))
    )
    is_definite = _is_definite(words, begin, at)
    is_shaped = _THIRD_PATTERN.match(bare) is not None
    is_passive = _PASSIVE.match(bare) is not None
    is_ours = _is_ours(words, begin, at)
    acts_on = has_object and not bare.startswith("תי") and (is_shaped or is_definite or is_ours)
    if not acts_on and not (is_shaped and ((is_passive and is_definite) or is_ours)):
        return None
    return Act(
        at,
        begin,
        "3",
        bare[1:],
        passive=is_passive and not has_object,
        subject=spot,
        has_subject=True,
        needs_time=True,
        is_hebrew=True,
    )


def _present(words: list[Word], at: int, first: int, last: int, bare: str) -> Act | None:
    """אני שותל את העצים, הגנן גוזם לכם את הגדר, ומקלפת לך מחר; אני מתחת לבית שלך."""
    if at + 1 >= last:
        return None
    is_led = at > first and words[at - 1].norm in FIRST
    if is_led and _is_there(words, at, last):
        return Act(at, at - 1, "1", "אצלך", "present", has_subject=True, needs_time=True, is_hebrew=True)
    if len(bare) < 3 and bare not in verbs.PRESENT:
        return None
    following = words[at + 1].norm
    has_object = following in _OBJECTS or following in TO_YOU
    if not has_object and not (is_led and _PRESENT.match(bare) and _is_yours(words, at + 1, last)):
        return None
    if any(words[i].norm in _HABITS for i in range(first, last)):
        return None
    if is_led:
        if bare.startswith(("ה", "ל")) or bare in _OPENERS or words[at].norm[0] == "ו":
            return None
        return Act(at, at - 1, "1", bare, "present", has_subject=True, needs_time=True, is_hebrew=True)
    is_verb = bare in verbs.PRESENT or _PRESENT.match(bare) is not None
    if not is_verb or at == first:
        return None
    if _opens(words, at, first):
        return _verb_first(words, at, last, bare)
    begin, spot = subject_of(words, at, first, "")
    if spot is None or begin >= at or _has_verb(words, begin, at) or words[begin].norm in _OFFERS:
        return None
    if not (_is_ours(words, begin, at) or (words[at - 1].norm[0] == "ה" and _is_name(words[at - 1]))):
        return None
    return Act(
        at, begin, "3", bare, "present", subject=spot, has_subject=True, needs_time=True, is_hebrew=True
    )


def _verb_first(words: list[Word], at: int, last: int, bare: str) -> Act | None:
    """ביום שני מלפף אותה הטכנאי שלנו: who acts stands behind the verb."""
    behind = next((i for i in range(at + 2, min(at + _NEAR, last)) if parties.STAFF.at(words, i, last)), None)
    if behind is None:
        return None
    spot = behind, min(behind + 2, last)
    return Act(at, at, "3", bare, "present", subject=spot, has_subject=True, needs_time=True, is_hebrew=True)


def _pronoun(words: list[Word], at: int, first: int) -> int:
    back = at - 1
    while back > first and words[back].norm in _OPENERS:
        back -= 1
    return back if back >= first and words[back].norm in FIRST else at


def _opens(words: list[Word], at: int, first: int) -> bool:
    """Whether nothing but a time or a little word stands before it in its clause."""
    for back in range(at - 1, first - 1, -1):
        word = words[back]
        if word.kind in (OTHER, GAP) and word.norm != "-":
            return True
        if not (
            word.means or word.is_telling or word.norm in _OPENERS or word.norm in _AROUND or word.norm == "-"
        ):
            return word.norm[0] == "ו" and back == at - 1 and hebrew_forms.form_of(word) is not None
    return True


def _is_name(word: Word) -> bool:
    return (
        word.kind == HE
        and len(word.norm) > 2
        and word.norm not in _AROUND
        and word.norm not in NEGATION
        and word.norm not in SECOND
        and word.norm not in FIRST
        and word.norm not in TO_YOU
    )


def _is_definite(words: list[Word], first: int, last: int) -> bool:
    """הדשא, מכוניתך."""
    return any(
        words[i].norm[0] == "ה" or (words[i].norm[-1] == "ך" and len(words[i].norm) > _SHORTEST)
        for i in range(first, last)
    )


def _is_ours(words: list[Word], first: int, last: int) -> bool:
    """Whether a subject is a person or a team: צוות הגינון, הגנן שלנו, הבנק."""
    return (
        bool(parties.STAFF.first(words, first, last))
        or bool(parties.is_third(words, first, last))
        or words[last - 1].norm in ("שלנו", "מטעמנו")
        or (words[last - 1].norm.startswith("מה") and len(words[last - 1].norm) > _SHORTEST)  # אורן מהמחסן
        or words[first].norm in THIRD
    )


def _has_verb(words: list[Word], first: int, last: int) -> bool:
    return any(
        hebrew_forms.form_of(words[i]) is not None or words[i].norm in NEGATION or words[i].norm in FIRST
        for i in range(first, last)
    )


def _is_there(words: list[Word], at: int, last: int) -> bool:
    """אני מתחת לבית שלך, אני בחניה שלכם: at a place of yours, and no verb."""
    norm = words[at].norm
    if not (norm in ("מתחת", "ליד", "מול", "על") or (norm[0] == "ב" and len(norm) > _SHORTEST)):
        return False
    end = next(
        (i for i in range(at, min(at + _NEAR, last)) if words[i].kind in (OTHER, GAP)), min(at + _NEAR, last)
    )
    return any(
        words[i].norm in ("שלך", "שלכם", "שלכן", "ביתך", "לביתך") for i in range(at + 1, end)
    ) and not any(hebrew_forms.form_of(words[i]) or words[i].norm in verbs.PRESENT for i in range(at, end))


def _is_yours(words: list[Word], first: int, last: int) -> bool:
    return any(
        words[i].norm in TO_YOU or words[i].norm in ("שלך", "שלכם", "שלכן")
        for i in range(first, min(first + _FAR, last))
    )
