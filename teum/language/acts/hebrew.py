"""Hebrew acts: אשלח לך, הטכנאי יגיע, תקבלי ממני, אני שולחת, אנו מתחייבים להשלים, אני אצלך."""

from __future__ import annotations

from functools import lru_cache

from teum.language import grammar
from teum.language.acts import hebrew_present, hebrew_shape, verbs
from teum.language.acts.act import Act
from teum.language.acts.hebrew_forms import (
    FIRST,
    PAST_IF,
    THIRD,
    TO_US,
    TO_YOU,
    form_of,
    subject_of,
)
from teum.language.times.lexicon import Word
from teum.language.tokens import GAP, HE, OTHER

_COMMIT = verbs.words("he", "present", "commit")
_RECEIVE = frozenset(verbs.HEBREW["future"]["receive"])
_NOT_VERBS = verbs.words("he", "not_verbs")
_FROM_US = frozenset(["ממני", "מאיתנו", "מאתנו", "ממנו", "ממנה", "מהם", "מהמנהל", "מהצוות", "מהנציג"])
_MAKING = grammar.words("hebrew", "making")
# They made contact, or they will: only a time tells.
_MADE = "צרו"
_GIVE = "ניתן"
# It can be given, it was done, or we shall give and do: for you.
_GIVING = frozenset([_GIVE, "וניתן", "נעשה", "ונעשה", "נמצא", "ונמצא"])
_ROOT = 3
_ENTERING = frozenset(["כנס", "פגש"])  # they look passive: תיכנס
_NEED_TIME = frozenset([_MADE, "פגש", "יפגש"])
# What stands behind a future that asks: תבדוק גם בספאם, תהיה זמין.
_BEHIND_A_WISH = grammar.words("hebrew", "behind_a_wish")
_POLITE = verbs.words("he", "told", "polite")
_NO_FUTURES = _NOT_VERBS | _POLITE | grammar.words("shape", "no_verbs")
# A she that may stand behind its verb: תגיע אליך נציגה, תצא הודעה.
_VERB_FIRST = grammar.words("hebrew", "verb_first")
_PERSONS = FIRST | THIRD
_LETTERS_OF_THE_FUTURE = ("א", "נ", "י", "ת")
_OPENERS = grammar.words("hebrew", "openers")


def find(words: list[Word], first: int, last: int, has_time: bool) -> list[Act]:
    """The acts among the words of one sentence, in their order."""
    found: list[Act] = []
    for at in range(first, last):
        if words[at].kind != HE or (found and at == found[-1].verb + 1 and words[at].norm in TO_YOU):
            continue
        act = _act(words, at, first, last, has_time)
        if act is not None:
            found.append(act)
    return found


@lru_cache(maxsize=4096)
def may_tell(norm: str) -> bool:
    """Whether a word may tell of an act by itself, whatever stands around it; most words may not."""
    bare = norm.removeprefix("ו")
    return (
        bare[:1] in _LETTERS_OF_THE_FUTURE
        or hebrew_present.may_tell(norm)
        or _stem(norm) in _COMMIT
        or norm in _COMMIT
    )


def _act(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    found = form_of(words[at])
    if words[at].norm in _GIVING and _is_given_by_us(words, at, first, last):
        found = "", ("1", "p", _GIVE if words[at].norm.endswith(_GIVE) else "עשה", "act")
    if found is None and words[at].norm in _MAKING and _is_contact(words, at, last):
        found = "", ("3", "", _MADE if "רו" in words[at].norm else "צור", "act")
    if found is not None:
        return _future(words, at, first, last, *found)
    act = None
    if may_tell(words[at].norm):
        act = (
            _unknown_future(words, at, first, last)
            or hebrew_present.find(words, at, first, last, has_time)
            or _pledge(words, at, first, last)
        )
    return act or hebrew_shape.find(words, at, first, last, has_time)


def _is_given_by_us(words: list[Word], at: int, first: int, last: int) -> bool:
    """Whether it is the ניתן of ניתן לך שובר, and not of האישור ניתן לך or of ניתן לבטל."""
    if at + 1 >= last or words[at + 1].norm not in ("לך", "לכם", "לכן"):
        return False
    return (
        at == first
        or words[at - 1].kind in (OTHER, GAP)
        or words[at - 1].norm in FIRST
        or bool(words[at - 1].means)
    )


def _future(words: list[Word], at: int, first: int, last: int, glued: str, form: verbs.Form) -> Act | None:
    person, number, lemma, kind = form
    if person == "23":
        person = _second_or_third(words, at, first, last, form)
    if person == "3" and not glued and at > first and words[at - 1].norm in FIRST:
        return None  # אני יושבת פה
    if person == "2" and _is_receiving(words, at, lemma, last):
        return Act(at, at, "2", lemma, "receive", has_subject=True, is_hebrew=True)
    begin, subject = (
        subject_of(words, at, first, glued) if person == "3" else (_pronoun(words, at, first), None)
    )
    if person == "1" and begin == at and not glued:
        begin = hebrew_shape.begin_at_object(words, at, first)
    act = Act(
        at, begin, person, lemma, passive=kind == "passive", number=number, subject=subject, is_hebrew=True
    )
    act.needs_time = words[at].norm.lstrip("ו") == "יצא" or lemma in _NEED_TIME
    act.has_subject = subject is not None or (begin < at and words[begin].norm in _PERSONS)
    return act


def _is_contact(words: list[Word], at: int, last: int) -> bool:
    """Whether it is the יצור of יצור איתך קשר, and not a creature."""
    if "רו" in words[at].norm and not any(words[i].norm in TO_YOU for i in range(at + 1, min(at + 4, last))):
        return False  # הנציגים יצרו איתי קשר
    return any(
        words[i].norm in ("קשר", "איתך", "איתכם", "אתך", "עמך", "עמכם")
        for i in range(at + 1, min(at + 4, last))
    )


def _is_receiving(words: list[Word], at: int, lemma: str, last: int) -> bool:
    """תקבלי ממני תשובה: the one who is spoken to will get it, so the speaker owes it."""
    if lemma == "שמע":
        return any(words[i].norm in _FROM_US for i in range(at + 1, min(at + 3, last)))
    return lemma in _RECEIVE and lemma != "היה"


def _second_or_third(words: list[Word], at: int, first: int, last: int, form: verbs.Form) -> str:
    """תשלח is `you will send` or `she will`: whom it is sent to, and a subject near it, tell."""
    _, _, lemma, kind = form
    near = [words[i].norm for i in range(at + 1, min(at + 4, last))]
    if any(norm in TO_YOU for norm in near) or (words[at].norm[0] != "ו" and _noun_before(words, at, first)):
        return "3"
    if (
        words[at].norm.lstrip("ו")[1] == "י"
        and len(lemma) == _ROOT
        and lemma[0] not in "יו"
        and lemma not in _ENTERING
    ):
        return "3"  # תיענה, תישלח: nobody is asked to do what will be done
    if lemma in _RECEIVE and lemma != "היה":
        return "2"
    if any(norm in TO_US for norm in near):
        return "2"
    if not _is_bare(words, at, first):
        return "3"
    is_wish = bool(near) and near[0] in _BEHIND_A_WISH
    return "2" if is_wish or (kind != "passive" and lemma not in _VERB_FIRST) else "3"


def _is_bare(words: list[Word], at: int, first: int) -> bool:
    """Whether no subject can stand before the verb: it opens its clause, or goes on with a wish (תתחבר ותוריד)."""
    if at == first or words[at - 1].kind in (OTHER, GAP) or words[at - 1].norm in _OPENERS:
        return True
    opening = form_of(words[first])
    goes_on = words[at].norm[0] == "ו" and opening is not None
    return goes_on and opening is not None and opening[1][0] in ("2", "23") and opening[1][3] != "passive"


def _noun_before(words: list[Word], at: int, first: int) -> bool:
    """Whether a noun that may be `she` stands just before: הלקוחה תעביר אלינו."""
    return (
        at > first
        and words[at - 1].kind == HE
        and not words[at - 1].means
        and words[at - 1].norm.startswith("ה")
        and not words[at - 1].norm.endswith("ים")
    )


def _pronoun(words: list[Word], at: int, first: int) -> int:
    """The place of אני or אנחנו just before a verb; the verb itself where there is none."""
    for back in range(at - 1, max(first - 1, at - 3), -1):
        if words[back].norm in FIRST:
            return back
        if words[back].norm not in _OPENERS:
            break
    return at


def _unknown_future(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """A verb that no list knows, told by its first letter and by whom it is done for: אשדרג לך, נחדד איתך."""
    norm = words[at].norm
    glued = norm[0] == "ו" and len(norm) > 4
    bare = norm[1:] if glued else norm
    if len(bare) < 4 or bare[0] not in _LETTERS_OF_THE_FUTURE or words[at].means or bare in _NO_FUTURES:
        return None
    if bare in verbs.PRESENT:  # אוסף begins like a future and is none
        return None
    following = words[at + 1].norm if at + 1 < last else ""
    if (
        following not in TO_YOU
        or (bare[0] in "אנת" and bare[-1] in "וי")
        or bare.endswith(("ה", "ות", "ים", "ת", "תי", "נו", "ית"))
    ):
        return None
    if (
        bare[0] in "אנ"
        and not glued
        and at > first
        and words[at - 1].norm.startswith("ה")
        and words[at - 1].kind == HE
        and hebrew_shape.begin_at_object(words, at, first) == at
    ):
        return None
    person = "1" if bare[0] in "אנ" else "3"
    number = {"א": "s", "נ": "p"}.get(bare[0], "")
    if person == "3" and len(bare) < 5:
        return None
    return Act(at, _pronoun(words, at, first), person, bare[1:], number=number, is_hebrew=True)


def _stem(norm: str) -> str:
    """A word of the present without its ending."""
    return norm[:-2] if norm.endswith(("ים", "ות")) else norm[:-1] if norm.endswith(("ה", "ת")) else norm


def _pledge(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """אני מבטיחה לסגור, אנו מתחייבים להשלים, ההזמנה צפויה להגיע: a word of promising and an infinitive."""
    norm = words[at].norm
    if not (norm in _COMMIT or _stem(norm) in _COMMIT) or at + 1 >= last:
        return None
    if words[at + 1].norm in PAST_IF or (at > first and words[at - 1].norm in PAST_IF):
        return None  # הטכנאי היה אמור להגיע
    if words[at + 1].norm in TO_YOU and norm.startswith(("מבטיח", "מתחייב")):
        return Act(at, _pronoun(words, at, first), "1", "מבטיח", "present", needs_time=True, is_hebrew=True)
    behind = next(
        (
            i
            for i in range(at + 1, min(at + 3, last))
            if words[i].norm.startswith("ל") and len(words[i].norm) > 3
        ),
        None,
    )
    if behind is None:
        return None
    subject = next((i for i in range(at - 1, max(first - 1, at - 3), -1) if words[i].norm in FIRST), None)
    if subject is not None:
        return Act(behind, subject, "1", words[behind].norm[1:], "pledge", has_subject=True, is_hebrew=True)
    begin, spot = subject_of(words, at, first, "")
    return Act(
        behind,
        begin,
        "3",
        words[behind].norm[1:],
        "pledge",
        subject=spot,
        has_subject=True,
        needs_time=True,
        is_hebrew=True,
    )
