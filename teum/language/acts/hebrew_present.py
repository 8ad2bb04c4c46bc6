"""The Hebrew present that means the future: אני שולח לך היום, הטכנאי מגיע מחר, אני אצלך בעשר."""

from __future__ import annotations

from teum.language import grammar
from teum.language.acts import parties, standing, verbs
from teum.language.acts.act import Act
from teum.language.acts.hebrew_forms import (
    FIRST,
    NEGATION,
    REQUEST,
    SECOND,
    THIRD,
    TO_US,
    TO_YOU,
    form_of,
    subject_of,
)
from teum.language.times.lexicon import Word
from teum.language.tokens import HE, OTHER

_BE_HERE = verbs.words("he", "present", "be_here")
_ARRIVING = frozenset(["מגיע", "בא", "יוצא"])
_BY_TIMETABLE = grammar.words("shape", "no_doers") | verbs.words("he", "told", "offers")
_NO_SUBJECTS = (
    NEGATION
    | SECOND
    | REQUEST
    | FIRST
    | THIRD
    | TO_YOU
    | TO_US
    | frozenset(["רק", "תמיד", "עדיין", "כבר", "אשר"])
)
_TERMS = frozenset(["תוך", "בתוך", "מהרכישה", "ממועד", "מיום", "מהקנייה", "מההזמנה"])
_GIVEN = verbs.words("he", "present", "giving")
_LEADING = grammar.words("hebrew", "leading")
_OF_US = frozenset(["מאיתנו", "מאתנו"])  # מישהו מאיתנו קופץ אליך
_ADVISING = grammar.words("hebrew", "advising")
_GOING = frozenset(["נוסע", "הולך"])
_TO_DO = frozenset(["את", "אותו", "אותה", "אותם", "לאסוף", "להביא", "לבדוק", "לקחת", "לסדר", "לטפל", "לקנות"])
_IT = frozenset(["אותו", "אותה", "אותם", "אותן"])
_OURS = frozenset(["שלנו", "שלי", "מטעמנו", "כבר"])


def may_tell(norm: str) -> bool:
    """Whether a word may tell of an act in the present, whatever stands around it."""
    return (
        norm in verbs.PRESENT
        or norm.removeprefix("ו") in verbs.PRESENT
        or norm in _BE_HERE
        or standing.may_tell(norm)
    )


def find(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    """אני שולח לך היום, ומעדכנת אותך, הטכנאי מגיע מחר; אני אצלך בעשר."""
    word = words[at]
    if not has_time:
        return _giving(words, at, first, last)
    if word.norm in _BE_HERE:
        subject = next((i for i in range(at - 1, max(first - 1, at - 6), -1) if words[i].norm in FIRST), None)
        blocked = any(
            form_of(words[i]) or words[i].norm in verbs.PRESENT for i in range(max(first, at - 6), at)
        )
        following = any(form_of(words[i]) for i in range(at + 1, min(at + 3, last)))
        infinitive = at > first and words[at - 1].norm[0] == "ל" and not words[at - 1].means
        if infinitive:
            return None  # אני מבטיחה לחזור אלייך
        if blocked or following:
            return standing.find(words, at, first, last)
        if subject is None:
            return _is_at_yours(words, at, first) or standing.find(words, at, first, last)
        return Act(at, subject, "1", "אצלך", "present", has_subject=True, needs_time=True, is_hebrew=True)
    glued = "ו" if word.norm not in verbs.PRESENT and word.norm[0] == "ו" else ""
    base = verbs.PRESENT.get(word.norm[len(glued) :])
    behind = form_of(words[at + 1]) if at + 1 < last else None
    if base is not None and behind is not None and not behind[0] and behind[1][0] != "1":
        return None  # מתקין יגיע: it is who acts
    if base in _ADVISING and any(
        words[i].norm[0] == "ל" and len(words[i].norm) > 3 for i in range(at + 1, min(at + 3, last))
    ):
        return None  # אנחנו מציעים לך להגיע מוקדם
    if base is None:
        return standing.find(words, at, first, last)
    return _present_act(words, at, first, last, base, glued)


def _is_at_yours(words: list[Word], at: int, first: int) -> Act | None:
    """השליח שלנו אצלך בעוד 20 דקות: a person of ours, and no verb."""
    begin, spot = subject_of(words, at, first, "")
    if words[at - 1].norm in THIRD and at > first and at + 1 < len(words) and "rel" in words[at + 1].means:
        return _arriving(at, at - 1, (at - 1, at))  # הוא אצלך ב-15:00
    between = (words[i].norm for i in range(begin + 1, at))
    if spot is None or not parties.STAFF.at(words, begin, at) or not _OURS.issuperset(between):
        return None
    return _arriving(at, begin, spot)


def _arriving(at: int, begin: int, subject: tuple[int, int]) -> Act:
    return Act(
        at, begin, "3", "אצלך", "present", subject=subject, has_subject=True, needs_time=True, is_hebrew=True
    )


def _present_act(words: list[Word], at: int, first: int, last: int, base: str, glued: str) -> Act | None:
    subject = next((i for i in range(at - 1, max(first - 1, at - 5), -1) if words[i].norm in FIRST), None)
    if subject is not None and not any(form_of(words[i]) for i in range(subject + 1, at)):
        if _is_habit(words, at, last) or (base in _GOING and not _goes_to_you(words, at, last)):
            return None
        return Act(at, subject, "1", base, "present", has_subject=True, needs_time=True, is_hebrew=True)
    to_you = any(words[i].norm in TO_YOU for i in range(at + 1, min(at + 4, last)))
    begins = _begins_a_clause(words, at, first)
    has_object = begins and not glued and at + 1 < last and words[at + 1].norm == "את"
    if (glued or begins) and (to_you or has_object or _is_joined_to_you(words, at, last)):
        return Act(at, at, "1", base, "present", needs_time=True, is_hebrew=True)
    to_you |= any(words[i].norm in ("שלך", "שלכם") for i in range(at + 2, min(at + 4, last)))
    if (base in _ARRIVING or to_you) and not glued and not begins and _may_act(words[at - 1], to_you):
        begin, spot = subject_of(words, at, first, glued)
        if words[begin].norm in _BY_TIMETABLE:
            return None
        return Act(
            at, begin, "3", base, "present", subject=spot, has_subject=True, needs_time=True, is_hebrew=True
        )
    return None


def _goes_to_you(words: list[Word], at: int, last: int) -> bool:
    """אני יוצא אליך, אני נוסע לאסוף אותו; not אני נוסע לחו"ל."""
    is_for = any(words[i].norm in _TO_DO for i in range(at + 1, last))
    return is_for or is_personal(words, at + 1, last)


def _begins_a_clause(words: list[Word], at: int, first: int) -> bool:
    """Whether nothing but a time or a little word stands before it: תיכף חוזרת אלייך, מחר בבוקר שולחת לך."""
    back = at
    while back > first and words[back - 1].kind != OTHER:
        back -= 1
        if not (words[back].is_telling or words[back].norm in _LEADING):
            return False
    return True


def _is_habit(words: list[Word], at: int, last: int) -> bool:
    """אנו מספקים משלוחים, אנו מחזירים כסף תוך 14 יום: things in general, for nobody in particular."""
    following = words[at + 1].norm if at + 1 < last else ""
    if not following or following[0] in "הלבא" or words[at + 1].means or words[at + 1].kind != HE:
        return False
    is_term = any(words[i].norm in _TERMS for i in range(at + 1, last))
    is_general = following.endswith(("ים", "ות")) or (is_term and words[at].norm.endswith(("ים", "ות")))
    return is_general and not is_personal(words, at, last)


def is_personal(words: list[Word], first: int, last: int) -> bool:
    """Whether a run of words speaks of the one who is spoken to: אליך, שלכם, בחשבונך."""
    return any(
        words[i].norm in TO_YOU
        or words[i].norm == "שלך"
        or (words[i].norm.endswith(("ך", "כם", "כן")) and len(words[i].norm) > 3 and not words[i].means)
        for i in range(first, last)
    )


def _is_joined_to_you(words: list[Word], at: int, last: int) -> bool:
    """בודקת מול המחסן ומעדכנת אותך: a second present that is done for the other side."""
    for i in range(at + 1, min(at + 7, last - 1)):
        if words[i].norm[0] == "ו" and words[i].norm[1:] in verbs.PRESENT and words[i + 1].norm in TO_YOU:
            return True
    return False


def _giving(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """אני מזכה אותך, אני מעלה אותו לאזור שלך: what is given in the present needs no time."""
    base = verbs.PRESENT.get(words[at].norm)
    if base is None or at == first or words[at - 1].norm not in FIRST or at + 1 >= last:
        return None
    is_given = base in _GIVEN and words[at + 1].norm in TO_YOU
    if not is_given and not _is_brought_to_you(words, at + 1, last):
        return None
    if any(words[i].norm == "כבר" for i in range(at, last)):
        return None
    return Act(at, at - 1, "1", base, "present", has_subject=True, is_hebrew=True)


def _is_brought_to_you(words: list[Word], at: int, last: int) -> bool:
    """אותו לאזור האישי שלך: what was spoken of before goes to a place of yours."""
    if words[at].norm not in _IT or at + 1 >= last or words[at + 1].norm[0] != "ל":
        return False
    return is_personal(words, at + 1, min(at + 5, last))


def _may_act(word: Word, to_you: bool) -> bool:
    """Whether the word before the verb may be who acts: a noun, or the הוא of הוא חוזר אליך."""
    return _is_named(word) or (to_you and (word.norm in THIRD or word.norm in _OF_US))


def _is_named(word: Word) -> bool:
    """Whether the word before the verb may be who arrives: a noun, and no pronoun, time or little word."""
    return word.kind == HE and not word.means and len(word.norm) > 2 and word.norm not in _NO_SUBJECTS
