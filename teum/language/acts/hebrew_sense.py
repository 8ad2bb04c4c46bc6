"""Whether a Hebrew act is meant: not denied, asked for, wished, only spoken of, or past."""

from __future__ import annotations

from teum.language import grammar
from teum.language.acts import hebrew_forms, hebrew_present, verbs
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word
from teum.language.tokens import HE, NUM

_LONGEST_SUBJECT = 5
_NEAR = 4
_ASSURING = verbs.words("he", "told", "assuring")
_WISHING = verbs.words("he", "told", "wishing")
_AGREEING = frozenset(["סיכמנו", "סוכם", "הסכמנו", "הוסכם", "קבענו"])
_WISHES = verbs.words("he", "told", "wish")
_POLITE = verbs.words("he", "told", "polite")
_WAS = verbs.words("he", "told", "was")
_ENDING = verbs.words("he", "told", "ending")
_GENERIC = verbs.words("he", "generic")
_GENERIC_OF = verbs.words("he", "generic", "of")
_NO_DOERS = grammar.words("shape", "no_doers")
_OFFERS = verbs.words("he", "told", "offers")
_NO_NOUNS = hebrew_forms.FIRST | grammar.words("hebrew", "openers") | grammar.words("hebrew", "joining")
_WONDERING = frozenset(["מתי", "האם", "איך", "למה", "מדוע", "כיצד", "לאן"])
_ANSWERING = verbs.words("he", "checking", "answering")
_LASTING = frozenset(["קח", "ימשך", "משך"])
_HOW_LONG = frozenset(["כמה", "זמן", "קצת", "הרבה", "בערך", "כ"])
_PAST_ENDS = ("ת", "תי", "תם", "תן", "נו")
_NO_DOUBT = frozenset(["בעיה", "שום", "ספק", "נורא"])
_TELLING = verbs.words("he", "told", "telling")
_PERSONS = hebrew_forms.FIRST | hebrew_forms.SECOND | hebrew_forms.THIRD
_CLAUSE_HEADS = _PERSONS | frozenset(["זה", "זו", "אלה", "כל", "תוך", "עד", "מחר", "מישהו", "מישהי"])


def is_told(words: list[Word], act: Act, first: int) -> bool:
    """Whether the act is only spoken of, behind a ש: מקווה שיגיע, כתוב שהמשלוח יצא; not אני מבטיח שנשלח."""
    place = act.verb if _form_glued(words[act.verb]) else None
    if _is_wondered(words, act.verb, first):
        return True
    for back in range(act.verb - 1, max(first - 1, act.verb - 5), -1):
        if words[back].norm in (",", "-"):
            break
        if _opens_a_clause(words[back]) and not _is_of_a_noun(words, back, first):
            place = back
    if place is None:
        return False
    if any(words[i].norm in hebrew_forms.NEGATION for i in range(first, place)):
        return True
    return not any(words[i].norm.lstrip("ו") in _ASSURING for i in range(first, place))


def _is_wondered(words: list[Word], verb: int, first: int) -> bool:
    """Whether it is asked within the sentence: נשאלת השאלה מתי זה יטופל."""
    for back in range(verb - 1, max(first, verb - _NEAR) - 1, -1):
        if words[back].norm in (",", "-") or words[back].norm in hebrew_forms.FIRST:
            return False
        if words[back].norm in _WONDERING:
            return words[back + 1].norm[0] != "ש" or words[back + 1].norm == "שיותר"
    return False


def _form_glued(word: Word) -> bool:
    found = hebrew_forms.form_of(word)
    return found is not None and "ש" in found[0] and "כש" not in found[0]


def _opens_a_clause(word: Word) -> bool:
    """Whether a ש is glued to a definite noun or a pronoun (שהמשלוח, שזה, שאני)."""
    norm = word.norm
    if word.kind != HE or norm[0] != "ש":
        return False
    return (
        norm == "שה" or norm[1:] in _CLAUSE_HEADS or (norm[1:2] == "ה" and len(norm) > 4 and not word.means)
    )


def _is_of_a_noun(words: list[Word], at: int, first: int) -> bool:
    """Whether it only says which one is meant: הספר שהזמנת יגיע, התשובה לערר שהגשת."""
    if at == first or not words[at].norm.endswith(_PAST_ENDS):
        return False
    before = words[at - 1].norm
    return before[0] in "הלב" and before not in hebrew_forms.REPORTED and not before.endswith(_PAST_ENDS)


def is_assured(words: list[Word], earlier: Act, later: Act) -> bool:
    """Whether the second act is what the first sees to: נדאג שהחבילה תגיע."""
    between = words[earlier.verb + 1 : later.verb + 1]
    is_behind = any(_opens_a_clause(word) for word in between) or _form_glued(words[later.verb])
    return (
        is_behind and words[earlier.verb].norm.lstrip("ו") in _ASSURING and len(between) <= _LONGEST_SUBJECT
    )


def is_negated(words: list[Word], act: Act, first: int) -> bool:
    """Whether לא or אין stands before the verb in its clause."""
    for back in range(act.verb - 1, max(first - 1, act.verb - 4), -1):
        if words[back].norm in hebrew_forms.NEGATION and words[back + 1].norm not in _NO_DOUBT:
            return not _is_of_the_subject(words, back, act.verb)
        if words[back].norm == ",":
            return False
    return False


def _is_of_the_subject(words: list[Word], at: int, verb: int) -> bool:
    """Whether it denies something else, that stands before the verb: הצ'ק שלא כובד יוחזר."""
    if not words[at].norm.startswith("ש") or at + 1 >= verb:
        return False
    following = words[at + 1]
    return (
        following.kind == HE and not following.means and following.norm not in _NO_NOUNS | hebrew_forms.THIRD
    )


def is_asked_for(words: list[Word], act: Act, first: int, last: int) -> bool:
    """Whether it is a request to the other side, or a future that only describes (המשרד יהיה סגור)."""
    if act.person == "2" and act.tense != "receive":
        return not _is_agreed(words, act, first, last)
    if (
        act.subject is not None
        and act.lemma in _ENDING
        and any(words[i].norm in _OFFERS for i in range(*act.subject))
        and not hebrew_present.is_personal(words, act.verb + 1, min(act.verb + _NEAR, last))
    ):
        return True
    keeps_its_times = act.subject is not None and words[act.subject[0]].norm in _NO_DOERS
    if keeps_its_times and (not act.passive or words[act.verb].norm == "יוצא"):
        return True
    if act.person == "3" and _is_of_anybody(words, act, first, last):
        return True
    if (
        act.person == "3"
        and act.lemma in _LASTING
        and act.verb + 1 < last
        and _is_stretch(words[act.verb + 1])
    ):
        return True
    around = range(act.verb, min(act.verb + 3, last))
    if any(words[i].norm in hebrew_forms.CLOSED for i in around):
        return True
    return _is_requested(words, act, first)


def _is_stretch(word: Word) -> bool:
    """Whether it says how long something takes: ייקח כמה ימים, יימשך עד שבועיים."""
    heads = ("number", "unit", "one", "two", "fraction", "rel")
    return word.kind == NUM or word.norm in _HOW_LONG or any(head in word.means for head in heads)


def _is_agreed(words: list[Word], act: Act, first: int, last: int) -> bool:
    """סיכמנו שתגיעי מחר; not סיכמנו שתגיעו היום, ישבתי וחיכיתי, which tells that it was broken."""
    if not any(words[i].norm.lstrip("ו") in _AGREEING for i in range(first, act.verb)):
        return False
    behind = range(act.verb + 1, last)
    return not any(words[i].norm.endswith(("תי", "תם", "תן")) and len(words[i].norm) > 4 for i in behind)


def _is_requested(words: list[Word], act: Act, first: int) -> bool:
    for back in range(act.verb - 1, max(first, act.verb - 4) - 1, -1):
        if words[back].norm == ",":
            return False
        if words[back].norm in hebrew_forms.REQUEST:
            return True
    return False


def is_wish_or_past(words: list[Word], act: Act, first: int, last: int, is_past: bool) -> bool:
    """A wish (תהיה לך שבת נפלאה), a courtesy (אודה לך), or a passive that was (הטופס נשלח אתמול)."""
    norm = words[act.verb].norm.lstrip("ו")
    following = words[act.verb + 1].norm if act.verb + 1 < last else ""
    if norm in _TELLING and (following == "כי" or following[:1] in ("", "ש", ",", ":")):
        return True
    asks_others = norm in ("אבקש", "נבקש") and following.startswith(("מה", "ממנו", "ממנה"))  # נבקש מהמנהל
    if (norm in _POLITE and not asks_others) or any(
        words[i].norm in _WISHING for i in range(first, act.verb)
    ):
        return True
    if any(words[i].norm in ("אולי", "ואולי") for i in range(max(first, act.verb - _NEAR), act.verb)):
        return True
    if act.lemma == "היה" and any(
        words[i].norm in _WISHES for i in range(act.verb + 1, min(act.verb + 4, last))
    ):
        return True
    if norm not in _WAS:
        return False
    before = words[act.verb - 1] if act.verb > first else None
    was_done = any(words[i].norm.startswith("הו") and len(words[i].norm) > 4 for i in range(first, act.verb))
    if words[act.verb].norm[0] == "ו" and was_done:
        return True  # הכרטיס הונפק ונשלח אליך
    is_object = any(words[i].norm in ("את", "ואת") for i in range(first, act.verb))
    is_noun = before is not None and before.kind == HE and not before.means and before.norm not in _NO_NOUNS
    return is_past or (is_noun and not is_object)


def _is_of_anybody(words: list[Word], act: Act, first: int, last: int) -> bool:
    """A policy: things in general (הזמנות שיתקבלו אחרי 14:00 יטופלו, ביטול עסקה ייעשה, כל פנייה תיענה)."""
    if _is_general(words, act) and not hebrew_present.is_personal(words, act.first, last):
        return True
    return _is_any(words, act, first, last)


def _is_general(words: list[Word], act: Act) -> bool:
    head = words[act.first].norm
    if act.first >= act.verb:
        return False
    following = words[act.first + 1]
    if head in _GENERIC:
        return True
    return head in _GENERIC_OF and following.kind == HE and following.norm[0] != "ה"


def _is_any(words: list[Word], act: Act, first: int, last: int) -> bool:
    if any(words[i].norm in ("למי", "לכל") for i in range(act.verb + 1, min(act.verb + _NEAR, last))):
        return True
    head = words[first].norm
    following = words[first + 1].norm if first < act.verb else ""
    if words[first].kind == HE and head[0] != "ה" and following in ("מעל", "מתחת"):
        return True
    if words[first].kind != HE or not head.endswith(("ים", "ות")) or head.startswith("ה"):
        return False
    return any(_form_glued(words[i]) for i in range(first + 1, act.verb))


def is_answering(act: Act) -> bool:
    """Whether it is the answer that follows a check: ייבדק ותקבלי תשובה."""
    return act.lemma in _ANSWERING


def is_checking(act: Act) -> bool:
    """Whether it is the checking of `אבדוק ואחזור`, which is one with what follows."""
    return act.lemma in hebrew_forms.CHECKING
