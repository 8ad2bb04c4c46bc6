"""Hebrew acts: אשלח לך, הטכנאי יגיע, תקבלי ממני, אני שולחת, אנו מתחייבים להשלים, אני אצלך."""

from __future__ import annotations

from functools import lru_cache

from teum.language import grammar
from teum.language.acts import parties, verbs
from teum.language.acts.act import Act
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
_BE_HERE = verbs.words("he", "present", "be_here")
_COMMIT = verbs.words("he", "present", "commit")
_RECEIVE = frozenset(verbs.HEBREW["future"]["receive"])
_NOT_VERBS = verbs.words("he", "not_verbs")
_ARRIVING = frozenset(["מגיע", "בא", "יוצא"])
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
_FROM_US = frozenset(["ממני", "מאיתנו", "מאתנו", "ממנו", "ממנה", "מהם", "מהמנהל", "מהצוות", "מהנציג"])
_LEADS = frozenset(["את", "אותו", "אותה", "אותם", "אותן", "על", "עם", "מול", "כל", "גם", "שוב"])
_OURS = frozenset(["שלנו", "שלי", "מטעמנו", "כבר"])
_MAKING = grammar.words("hebrew", "making")
# They made contact, or they will: only a time tells.
_MADE = "צרו"
# What stands behind a future that asks: תבדוק גם בספאם, תהיה זמין.
_BEHIND_A_WISH = grammar.words("hebrew", "behind_a_wish")
_JOINING = grammar.words("hebrew", "joining") | frozenset(["אז", "ואז"])
_POLITE = verbs.words("he", "told", "polite")
_NO_FUTURES = _NOT_VERBS | _POLITE
_PERSONS = FIRST | THIRD
_OPENERS = grammar.words("hebrew", "openers")


def find(words: list[Word], first: int, last: int, has_time: bool) -> list[Act]:
    """The acts among the words of one sentence, in their order."""
    found: list[Act] = []
    for at in range(first, last):
        if words[at].kind != HE:
            continue
        act = _act(words, at, first, last, has_time)
        if act is not None:
            found.append(act)
    return found


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


def _act(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    found = form_of(words[at])
    if found is None and words[at].norm in _MAKING and _is_contact(words, at, last):
        found = "", ("3", "", _MADE if "רו" in words[at].norm else "צור", "act")
    if found is not None:
        return _future(words, at, first, last, *found)
    return (
        _unknown_future(words, at, first, last)
        or _present(words, at, first, last, has_time)
        or _pledge(words, at, first, last)
    )


def _future(words: list[Word], at: int, first: int, last: int, glued: str, form: verbs.Form) -> Act | None:
    person, number, lemma, kind = form
    if person == "23":
        person = _second_or_third(words, at, first, last, lemma)
    if person == "2" and _is_receiving(words, at, lemma, last):
        return Act(at, at, "2", lemma, "receive", has_subject=True, is_hebrew=True)
    begin, subject = (
        _subject(words, at, first, glued) if person == "3" else (_pronoun(words, at, first), None)
    )
    act = Act(
        at, begin, person, lemma, passive=kind == "passive", number=number, subject=subject, is_hebrew=True
    )
    act.needs_time = words[at].norm.lstrip("ו") == "יצא" or lemma == _MADE
    act.has_subject = subject is not None or (begin < at and words[begin].norm in _PERSONS)
    return act


def _is_contact(words: list[Word], at: int, last: int) -> bool:
    """Whether it is the יצור of יצור איתך קשר, and not a creature."""
    return any(
        words[i].norm in ("קשר", "איתך", "איתכם", "אתך", "עמך", "עמכם")
        for i in range(at + 1, min(at + 4, last))
    )


def _is_receiving(words: list[Word], at: int, lemma: str, last: int) -> bool:
    """תקבלי ממני תשובה: the one who is spoken to will get it, so the speaker owes it."""
    if lemma == "שמע":
        return any(words[i].norm in _FROM_US for i in range(at + 1, min(at + 3, last)))
    return lemma in _RECEIVE and lemma != "היה"


def _second_or_third(words: list[Word], at: int, first: int, last: int, lemma: str) -> str:
    """תשלח is `you will send` or `she will`: whom it is sent to, and a subject near it, tell."""
    near = [words[i].norm for i in range(at + 1, min(at + 4, last))]
    if any(norm in TO_YOU for norm in near) or _noun_before(words, at, first):
        return "3"
    if lemma in _RECEIVE and lemma != "היה":
        return "2"
    if any(norm in TO_US for norm in near):
        return "2"
    is_bare = at == first or words[at - 1].kind in (OTHER, GAP)
    return "2" if is_bare and near[:1] and near[0] in _BEHIND_A_WISH else "3"


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


def _subject(words: list[Word], at: int, first: int, glued: str) -> tuple[int, tuple[int, int] | None]:
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
    return words[at].norm in _LEADS or "rel" in words[at - 1].means


def _may_be_subject(word: Word) -> bool:
    return word.kind not in ("other", "gap", "num") or word.norm == "-" or word.norm == '"'


def _unknown_future(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """A verb that no list knows, told by its first letter and by whom it is done for: אשדרג לך, נחדד איתך."""
    norm = words[at].norm
    glued = norm[0] == "ו" and len(norm) > 4
    bare = norm[1:] if glued else norm
    if len(bare) < 4 or bare[0] not in "אנית" or words[at].means or bare in _NO_FUTURES:
        return None
    if bare in verbs.PRESENT:  # אוסף begins like a future and is none
        return None
    following = words[at + 1].norm if at + 1 < last else ""
    if following not in TO_YOU or bare.endswith(("ה", "ות", "ים", "ת", "תי", "נו", "ית")):
        return None
    if (
        bare[0] in "אנ"
        and not glued
        and at > first
        and words[at - 1].norm.startswith("ה")
        and words[at - 1].kind == HE
    ):
        return None
    person = "1" if bare[0] in "אנ" else "3"
    number = {"א": "s", "נ": "p"}.get(bare[0], "")
    if person == "3" and len(bare) < 5:
        return None
    return Act(at, _pronoun(words, at, first), person, bare[1:], number=number, is_hebrew=True)


def _present(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    """אני שולח לך היום, ומעדכנת אותך, הטכנאי מגיע מחר; אני אצלך בעשר."""
    word = words[at]
    if not has_time:
        return None
    if word.norm in _BE_HERE:
        subject = next((i for i in range(at - 1, max(first - 1, at - 6), -1) if words[i].norm in FIRST), None)
        blocked = any(
            form_of(words[i]) or words[i].norm in verbs.PRESENT for i in range(max(first, at - 6), at)
        )
        following = any(form_of(words[i]) for i in range(at + 1, min(at + 3, last)))
        if blocked or following:
            return None
        if subject is None:
            return _is_at_yours(words, at, first)
        return Act(at, subject, "1", "אצלך", "present", has_subject=True, needs_time=True, is_hebrew=True)
    glued = "ו" if word.norm not in verbs.PRESENT and word.norm[0] == "ו" else ""
    base = verbs.PRESENT.get(word.norm[len(glued) :])
    if base is None:
        return None
    return _present_act(words, at, first, last, base, glued)


def _is_at_yours(words: list[Word], at: int, first: int) -> Act | None:
    """השליח שלנו אצלך בעוד 20 דקות: a person of ours, and no verb."""
    begin, spot = _subject(words, at, first, "")
    between = (words[i].norm for i in range(begin + 1, at))
    if spot is None or not parties.STAFF.at(words, begin, at) or not _OURS.issuperset(between):
        return None
    return Act(
        at, begin, "3", "אצלך", "present", subject=spot, has_subject=True, needs_time=True, is_hebrew=True
    )


def _present_act(words: list[Word], at: int, first: int, last: int, base: str, glued: str) -> Act | None:
    subject = next((i for i in range(at - 1, max(first - 1, at - 5), -1) if words[i].norm in FIRST), None)
    if subject is not None and not any(form_of(words[i]) for i in range(subject + 1, at)):
        if _is_habit(words, at, last):
            return None
        return Act(at, subject, "1", base, "present", has_subject=True, needs_time=True, is_hebrew=True)
    to_you = any(words[i].norm in TO_YOU for i in range(at + 1, min(at + 4, last)))
    begins = at == first or words[at - 1].kind == "other" or (bool(words[at - 1].means) and at - 1 == first)
    has_object = begins and not glued and at + 1 < last and words[at + 1].norm == "את"
    if (glued or begins) and (to_you or has_object or _is_joined_to_you(words, at, last)):
        return Act(at, at, "1", base, "present", needs_time=True, is_hebrew=True)
    if base in _ARRIVING and not glued and not begins and _is_named(words[at - 1]):
        begin, spot = _subject(words, at, first, glued)
        return Act(
            at, begin, "3", base, "present", subject=spot, has_subject=True, needs_time=True, is_hebrew=True
        )
    return None


def _is_habit(words: list[Word], at: int, last: int) -> bool:
    """אנו מספקים משלוחים, אנו מחזירים כסף תוך 14 יום: things in general, for nobody in particular."""
    following = words[at + 1].norm if at + 1 < last else ""
    if not following or following[0] in "הלבא" or words[at + 1].means or words[at + 1].kind != HE:
        return False
    is_term = any(words[i].norm in ("תוך", "בתוך") for i in range(at + 1, last))
    is_general = following.endswith(("ים", "ות")) or (is_term and words[at].norm.endswith(("ים", "ות")))
    return is_general and not is_personal(words, at, last)


def is_personal(words: list[Word], first: int, last: int) -> bool:
    """Whether a run of words speaks of the one who is spoken to: אליך, שלכם, בחשבונך."""
    return any(
        words[i].norm in TO_YOU
        or (words[i].norm.endswith(("ך", "כם", "כן")) and len(words[i].norm) > 3 and not words[i].means)
        for i in range(first, last)
    )


def _is_joined_to_you(words: list[Word], at: int, last: int) -> bool:
    """בודקת מול המחסן ומעדכנת אותך: a second present that is done for the other side."""
    for i in range(at + 1, min(at + 7, last - 1)):
        if words[i].norm[0] == "ו" and words[i].norm[1:] in verbs.PRESENT and words[i + 1].norm in TO_YOU:
            return True
    return False


def _is_named(word: Word) -> bool:
    """Whether the word before the verb may be who arrives: a noun, and no pronoun, time or little word."""
    return word.kind == HE and not word.means and len(word.norm) > 2 and word.norm not in _NO_SUBJECTS


def _pledge(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """אני מבטיחה לסגור, אנו מתחייבים להשלים, ההזמנה צפויה להגיע: a word of promising and an infinitive."""
    norm = words[at].norm
    stem = norm[:-2] if norm.endswith(("ים", "ות")) else norm[:-1] if norm.endswith(("ה", "ת")) else norm
    if not (norm in _COMMIT or stem in _COMMIT) or at + 1 >= last:
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
    begin, spot = _subject(words, at, first, "")
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
