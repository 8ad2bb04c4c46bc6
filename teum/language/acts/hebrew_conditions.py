"""What must come first, in Hebrew: אחרי שתשלחו is a condition, כשתהיה לי תשובה a vague time."""

from __future__ import annotations

from teum.language import grammar
from teum.language.acts import hebrew_forms, hebrew_shape, verbs
from teum.language.acts.clause import Clause
from teum.language.times.lexicon import Word
from teum.language.tokens import HE

_WHETHER_HE = grammar.words("conditions", "whether_he")
_HE_EVENT = grammar.words("conditions", "he_event")
_HE_HEADS = _HE_EVENT | {"אם"}
_HE_OF = grammar.words("conditions", "he_of")
_HE_OTHERS = grammar.words("conditions", "he_others")
_HE_GLUED_OF = frozenset("מ" + word for word in _HE_OF) | frozenset(["מקבלת", "מאישורך", "מחתימתך"])
_HE_OWN = grammar.words("conditions", "he_own")
_OWN_NOUNS = grammar.words("conditions", "he_own_nouns")
_OWN_HEADS = grammar.words("conditions", "he_own_heads")
_OWN_ENDS = grammar.words("conditions", "he_own_ends")
_FOLLOWING = grammar.words("conditions", "he_following")
_ALL = frozenset(["הכל", "הכול"])
_THIRD_FEMININE = grammar.words("conditions", "third_feminine")
_EDGES = grammar.words("conditions", "edges")
_FROM_THE_DAY = grammar.words("conditions", "from_the_day")
_ON_WHICH = grammar.words("conditions", "on_which")
_HEADS = _HE_HEADS | _OWN_HEADS | _FROM_THE_DAY | {"באם"}


def may_open(norm: str) -> bool:
    """Whether such a clause may begin with a word, whatever stands around it."""
    bare = norm[1:] if norm[0] in "וש" else norm
    return norm in _HEADS or bare in _HE_HEADS or norm in _HE_GLUED_OF or _when_glued(norm) != ""


def clause(words: list[Word], at: int, first: int, last: int) -> Clause | None:
    norm = words[at].norm
    bare = norm[1:] if norm[0] in "וש" and norm[1:] in _HE_HEADS else norm
    if bare in ("אם", "באם", "במידה"):
        if at > first and words[at - 1].norm in ("גם", "וגם", "אפילו"):
            return None
        asks = (at > first and words[at - 1].norm in _WHETHER_HE) or _whether_he(words, at, first)
        if asks and bare == norm:
            return None
        return Clause(at, _hebrew_end(words, at, last), True, is_if=True)
    when = _when_clause(words, at, last)
    if when is not None:
        return when
    if norm in _HE_GLUED_OF:
        return Clause(at, _noun_end(words, at, last), True)
    if _is_own_event(words, at, first, last, bare):
        return Clause(at, _hebrew_end(words, at, last), False)
    if bare not in _HE_EVENT or at + 1 >= last:
        return None
    following = words[at + 1].norm
    if bare in ("אחרי", "לאחר") and following in _HE_OTHERS:
        return Clause(at, _hebrew_end(words, at, last), True)
    if bare in ("בכפוף", "כפוף", "בתנאי", "בהינתן", "ובלבד", "במקרה"):
        return Clause(at, _hebrew_end(words, at, last), True)
    if following in _HE_OF or following in _HE_GLUED_OF or (following[:1] == "ש" and following[1:] in _HE_OF):
        return Clause(at, _noun_end(words, at, last), True)
    if bare in (
        "אחרי",
        "לאחר",
        "ברגע",
        "מרגע",
        "מהרגע",
        "בשנייה",
        "בשניה",
        "מיד",
        "מיום",
        "החל",
        "רק",
        "כאשר",
        "איך",
        "מתי",
    ):
        return _after(words, at, last, bare)
    return None


def _when_clause(words: list[Word], at: int, last: int) -> Clause | None:
    """כשתשלחו, מהיום שבו תשלחו."""
    norm = words[at].norm
    if norm in _FROM_THE_DAY and at + 2 < last and words[at + 1].norm in _ON_WHICH:
        end = _hebrew_end(words, at + 1, last)
        return Clause(at, end, _is_others(words, at + 2, last, words[at + 2].norm))
    glued = _when_glued(norm)
    return _when(words, at, last, glued) if glued else None


def _is_own_event(words: list[Word], at: int, first: int, last: int, head: str) -> bool:
    """עם סיום הבדיקה, אחרי הישיבה, עם קבלת תשובה מהיבואן: what happens on the own side first."""
    if head not in _OWN_HEADS or at + 1 >= last:
        return False
    following = words[at + 1]
    if following.norm in _HE_OF:
        return any(words[i].norm in _HE_OWN for i in range(at + 2, min(at + 4, last)))
    if following.means or following.kind != HE or _follows(words, at, first):
        return False
    is_noun = following.norm in _OWN_NOUNS
    is_definite = following.norm[0] == "ה" and len(following.norm) > 3 and following.norm not in _HE_OTHERS
    is_after = head in ("אחרי", "לאחר") or head in _OWN_ENDS
    return is_noun or (is_definite and is_after and following.norm not in _ALL)


def _follows(words: list[Word], at: int, first: int) -> bool:
    """Whether it is the אחרי of אעקוב אחרי המשלוח."""
    if at == first:
        return False
    form = hebrew_forms.form_of(words[at - 1])
    lemma = form[1][2] if form is not None else verbs.PRESENT.get(words[at - 1].norm, "")
    return lemma in _FOLLOWING


def _whether_he(words: list[Word], at: int, first: int) -> bool:
    """Whether אם asks: אעדכן אותך אם יש במלאי."""
    before = range(max(first, at - 3), at)
    telling = any(words[i].norm.lstrip("ו") in _WHETHER_HE for i in before)
    return telling and not any(words[i].norm in _EDGES for i in before)


def _when_glued(norm: str) -> str:
    """The verb behind כש or לכש (כשתהיה, כשאדע, וכשיהיה)."""
    for glued in ("וכש", "לכש", "מש", "כש"):
        if (
            norm.startswith(glued)
            and len(norm) > len(glued) + 1
            and norm
            not in (
                "כשר",
                "כשל",
                "כשרות",
                "כשרה",
                "משלוח",
                "משהו",
                "משרד",
                "משם",
                "משפט",
                "משאית",
                "משך",
                "משקל",
                "משקפיים",
                "משמרת",
                "משתמש",
            )
        ):
            rest = norm[len(glued) :]
            if glued != "מש" or (rest in verbs.FUTURE and norm not in verbs.PRESENT):
                return rest
    return ""


def _when(words: list[Word], at: int, last: int, verb: str) -> Clause:
    return Clause(at, _hebrew_end(words, at, last), _is_others(words, at, last, verb))


def _after(words: list[Word], at: int, last: int, bare: str) -> Clause | None:
    """אחרי שתשלחו, ברגע שאקבל, מרגע התשלום."""
    verb_at = at + 1
    if words[verb_at].norm == "מ" or (
        bare in ("מיד", "רק", "החל") and words[verb_at].norm in ("אחרי", "לאחר", "כאשר", "עם", "מיום", "ברגע")
    ):
        verb_at += 1
    if verb_at >= last:
        return None
    norm = words[verb_at].norm
    if norm in _HE_OF:
        return Clause(at, _hebrew_end(words, at, last), True)
    when = _when_glued(norm)
    if when and bare in ("מיד", "רק"):
        return _when(words, at, last, when)
    if bare == "כאשר":
        return Clause(at, _hebrew_end(words, at, last), _is_others(words, verb_at, last, norm))
    if norm == "ש" and verb_at + 1 < last:
        return Clause(
            at, _hebrew_end(words, at, last), _is_others(words, verb_at + 1, last, words[verb_at + 1].norm)
        )
    if norm.startswith("ש") and len(norm) > 3 and not words[verb_at].means:
        return Clause(at, _hebrew_end(words, at, last), _is_others(words, verb_at, last, norm[1:]))
    return None


def _is_others(words: list[Word], at: int, last: int, verb: str) -> bool:
    """Whether the clause is an act of the one who is spoken to."""
    near = [words[i].norm for i in range(at, min(at + 5, last))]
    if any(norm in _HE_OF or norm.removeprefix("ש") in _HE_OTHERS for norm in near):
        return True
    if verb in hebrew_forms.SECOND or any(norm in hebrew_forms.SECOND - {"את"} for norm in near[1:2]):
        return True
    if verb[:1] != "ת":
        return False
    if verb.endswith(("ו", "י")) and len(verb) > 3:
        return True
    if verb in _THIRD_FEMININE:
        following = words[at + 1].norm if at + 1 < last else ""
        if following == "את":
            return True  # שתעלה את האישורים
        return verb in ("תגיע", "תחזור") and following.startswith("ל") and following not in ("לי", "לנו")
    form = verbs.FUTURE.get(verb)
    return form is not None or len(verb) > 3


def _hebrew_end(words: list[Word], at: int, last: int) -> int:
    """To the comma, or to the verb of the main clause."""
    begin = at + 1
    if words[at].norm in ("אם", "ואם", "באם"):
        begin = at + 3 if at + 1 < last and words[at + 1].norm in hebrew_forms.NEGATION else at + 2
    for i in range(at + 1, last):
        norm = words[i].norm
        if norm in _EDGES and not (norm == "-" and words[i - 1].end == words[i].start):
            return i
        if i >= begin:
            form = hebrew_forms.form_of(words[i])
            if form is not None and form[0] == "" and form[1][0] == "1":
                return i - (words[i - 1].norm in hebrew_forms.FIRST)
            if words[i].norm in ("אני", "אנחנו", "אנו") or hebrew_shape.is_future_of_ours(words, i, last):
                return i
            if words[i].norm in hebrew_forms.THIRD and i + 1 < last and _is_verb(words[i + 1]):
                return i
    return last


def _noun_end(words: list[Word], at: int, last: int) -> int:
    """The end of a condition that has no verb: ממועד קבלת המוצר יבוצע הזיכוי."""
    end = _hebrew_end(words, at, last)
    for i in range(at + 3, end):
        form = hebrew_forms.form_of(words[i])
        if form is not None and form[1][3] == "passive" and words[i].norm[0] in "ית" and not words[i].means:
            return i
    return end


def _is_verb(word: Word) -> bool:
    return hebrew_forms.form_of(word) is not None or word.norm in verbs.PRESENT
