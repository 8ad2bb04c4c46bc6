"""What a member said they would do, turned for a sentence: "אשלח לך…" → "יעל תשלח לך…", "לשלוח לך…".

Only verbs of the table are turned, each of them; any other words, and those that would still say "I" afterwards, are
quoted as they were said, so that nothing is said wrongly.
"""

import re
from collections.abc import Callable

from teum.language.acts import verbs
from teum.language.notices.letter import Person, by_gender

# The future of the first person without its א, and the infinitive.
_VERBS = {
    "שלח": "לשלוח",
    "תקשר": "להתקשר",
    "צלצל": "לצלצל",
    "עדכן": "לעדכן",
    "חזור": "לחזור",
    "שיב": "להשיב",
    "ענה": "לענות",
    "בדוק": "לבדוק",
    "ברר": "לברר",
    "טפל": "לטפל",
    "תאם": "לתאם",
    "קבע": "לקבוע",
    "זמין": "להזמין",
    "גיע": "להגיע",
    "בוא": "לבוא",
    "ביא": "להביא",
    "כין": "להכין",
    "מסור": "למסור",
    "בצע": "לבצע",
    "עביר": "להעביר",
    "סיים": "לסיים",
    "תקן": "לתקן",
    "תקין": "להתקין",
    "רכיב": "להרכיב",
    "חליף": "להחליף",
    "החליף": "להחליף",
    "דאג": "לדאוג",
    "חזיר": "להחזיר",
    "זכה": "לזכות",
    "תן": "לתת",
    "רשום": "לרשום",
    "סדר": "לסדר",
    "ספק": "לספק",
    "פתח": "לפתוח",
    "סגור": "לסגור",
    "שוחח": "לשוחח",
    "עשה": "לעשות",
    "שיג": "להשיג",
    "סכם": "לסכם",
    "וודא": "לוודא",
    "ודא": "לוודא",
    "ציע": "להציע",
    "ציג": "להציג",
    "אשר": "לאשר",
    "כתוב": "לכתוב",
    "מצא": "למצוא",
    "שמור": "לשמור",
    "צרף": "לצרף",
    "נקה": "לנקות",
    "מדוד": "למדוד",
    "פרק": "לפרק",
    "אסוף": "לאסוף",
    "בקר": "לבקר",
    "חדש": "לחדש",
    "בטל": "לבטל",
    "שלם": "לשלם",
    "הזמין": "להזמין",
    "צור": "ליצור",
    "גיש": "להגיש",
    "ערוך": "לערוך",
    "נסח": "לנסח",
    "בנה": "לבנות",
    "עצב": "לעצב",
    "נהל": "לנהל",
    "ייצג": "לייצג",
    "ייעץ": "לייעץ",
    "שאל": "לשאול",
    "לווה": "ללוות",
    "סביר": "להסביר",
    "בחן": "לבחון",
    "בחר": "לבחור",
    "חתום": "לחתום",
    "צלם": "לצלם",
    "צבע": "לצבוע",
    "דווח": "לדווח",
    "דפיס": "להדפיס",
    "חשב": "לחשב",
    "פרסם": "לפרסם",
    "מליץ": "להמליץ",
    "שלים": "להשלים",
    "סייע": "לסייע",
    "עזור": "לעזור",
    "אמת": "לאמת",
    "וסיף": "להוסיף",
    "סיר": "להסיר",
    "כניס": "להכניס",
    "וציא": "להוציא",
    "וביל": "להוביל",
    "פנה": "לפנות",
    "ראיין": "לראיין",
    "קליט": "להקליט",
    "פעיל": "להפעיל",
    "גדיר": "להגדיר",
    "חבר": "לחבר",
    "שפץ": "לשפץ",
    "שדרג": "לשדרג",
    "תרגם": "לתרגם",
    "ערער": "לערער",
    "נפיק": "להנפיק",
    "סרוק": "לסרוק",
    "קדם": "לקדם",
    "זכיר": "להזכיר",
    "פגוש": "לפגוש",
    "קבל": "לקבל",
    "ארגן": "לארגן",
    "ארוז": "לארוז",
    "תאים": "להתאים",
    "כוון": "לכוון",
    "חווט": "לחווט",
    "לטש": "ללטש",
    "אטום": "לאטום",
    "סייד": "לסייד",
    "דריך": "להדריך",
    "פרט": "לפרט",
    "נתח": "לנתח",
    "אבחן": "לאבחן",
    "קים": "להקים",
    "ציב": "להציב",
    "שתף": "לשתף",
    "גבה": "לגבות",
    "מלא": "למלא",
    "פקח": "לפקח",
    "שרטט": "לשרטט",
    "תכנן": "לתכנן",
    "עריך": "להעריך",
    "רכז": "לרכז",
    "גבש": "לגבש",
    "סדיר": "להסדיר",
    "תאר": "לתאר",
    "פתור": "לפתור",
    "חקור": "לחקור",
    "משיך": "להמשיך",
    "תחיל": "להתחיל",
    "עבור": "לעבור",
    "עלה": "להעלות",
}
_STEMS = "|".join(sorted(_VERBS, key=len, reverse=True))
_QUOTED = r"(?<!\S)[\"״“][^\"״”]*[\"״”]"
_HE = re.compile(
    rf"(?P<quoted>{_QUOTED})"
    rf"|(?<![\w\"״'׳])(?P<glued>ו|ש|וש|כש|וכש|לכש)?(?:אני\s+)?א(?P<stem>{_STEMS})(?![\w\"״'׳])"
)
_EN = re.compile(r"^(?:I|we)(?:['’]ll| will)\s+", re.IGNORECASE)
_FULL = {"תן": "יתן", "צור": "יצור"}
"""Stems that are written with a yod behind another letter than א: תיתן, ייצור."""
_NOUNS = frozenset({"תן", "צבע", "סיר"})
"""Behind another word these are verbs only before what is given, painted, removed: אתן is "you", אצבע a finger."""
_TO_GO_UP = re.compile(r"\s+(?:אל|ל|ב|עם )(?!.*(?<!\S)את\s)")
"""What stands behind אעלה where somebody goes up, and does not put something up."""
_LISTED = re.compile(r"(?:^|[,;:.(]|\b(?:או|אז|ואז|גם|וגם|כך|מכן|זה|לא|ולא))\s*$")
"""What stands before a verb that goes on from the one before it; before any other, a clause of its own begins."""
_ME = re.compile(r"\b[ושכ]?(?:אני|לי|שלי|אותי|אליי?|איתי|אתי|ממני|עליי?|אצלי|בשבילי|עבורי|מולי|אחריי)\b")
_WORD = re.compile(r"\w+")
_AND = ("ו", "ש", "כש")


def third_person(what: str, person: Person, lang: str) -> str:
    """What a member said of themselves, said of them: "יעל תשלח לך… ותשיב", "Yael will send you…"."""
    said = what.strip().rstrip(".")
    if lang == "he":
        turned = _turned(said, lambda found: _glued(found) + _third(found, by_gender(person, "ת", "י")))
        return f"{person.name} {turned}" if turned else f"{person.name}: {said}"
    found = _EN.match(said)
    return f"{person.name} will {said[found.end() :]}" if found else f"{person.name}: {said}"


def offered(what: str, person: Person, lang: str) -> str:
    """What a member would do, said as an offer: "יעל מציעה לשלוח לך…", "Yael offers to send you…"."""
    said = what.strip().rstrip(".")
    offers = f"{person.name} {by_gender(person, 'מציעה', 'מציע') if lang == 'he' else 'offers'}"
    deed = _infinitive(said, lang)
    return f"{offers} {deed}" if deed else f"{offers}: {said}"


def to_do(what: str, lang: str) -> str:
    """What was promised as an infinitive: "לשלוח לך…", "to send you…"; else the words in quotation marks."""
    said = what.strip().rstrip(".")
    return _infinitive(said, lang) or (f"״{said}״" if lang == "he" else f"“{said}”")


def _infinitive(said: str, lang: str) -> str:
    """The infinitive, or nothing where the words cannot be turned."""
    if lang == "he":
        return _turned(said, _to)
    found = _EN.match(said)
    return f"to {said[found.end() :]}" if found else ""


def _to(found: re.Match[str]) -> str:
    """The verb as an infinitive where it goes on from the first; in a clause of its own, what we shall do."""
    glued, before = _glued(found), found.string[: found.start()]
    if glued == "ו" or (not glued and _LISTED.search(before)):
        return f"{glued}{_infinitive_of(found)}"
    return f"{glued}נ{_stem(found)}"


def _infinitive_of(found: re.Match[str]) -> str:
    goes_up = found["stem"] == "עלה" and _TO_GO_UP.match(found.string, found.end())
    return "לעלות" if goes_up else _VERBS[found["stem"]]


def _third(found: re.Match[str], sign: str) -> str:
    """The third person; of three yods in a row, two are written: ייצג."""
    said = f"{sign}{_stem(found)}"
    return said.removeprefix("י") if said.startswith("ייי") else said


def _stem(found: re.Match[str]) -> str:
    return _FULL.get(found["stem"], found["stem"])


def _glued(found: re.Match[str]) -> str:
    return found["glued"] or ""


def _turned(said: str, form: Callable[[re.Match[str]], str]) -> str:
    """The words with each verb that the member said of themselves in another form.

    Nothing where they do not begin with one, or something else in them still says "I".
    """
    first = _HE.match(said)
    if first is None or first["quoted"] or first["glued"]:
        return ""

    def turn(found: re.Match[str]) -> str:
        return form(found) if _is_verb(found) else found[0]

    rest = _HE.sub(lambda found: "" if _is_verb(found) or found["quoted"] else found[0], said)
    return "" if _says_i(rest) else _HE.sub(turn, said)


def _is_verb(found: re.Match[str]) -> bool:
    if found["quoted"]:
        return False
    behind = found.string[found.end() :].lstrip()
    return found["stem"] not in _NOUNS or found.start() == 0 or behind.startswith(("ל", "את "))


def _says_i(rest: str) -> bool:
    """Whether what was not turned is said in the first person."""
    return bool(_ME.search(rest)) or any(
        _goes_on(word[0], rest[: word.start()]) for word in _WORD.finditer(rest)
    )


def _goes_on(word: str, before: str) -> bool:
    """Whether it is one more verb of the first person, which the table does not have."""
    glued = any(_is_mine(word.removeprefix(one)) for one in _AND if word.startswith(one))
    return glued or (_is_mine(word) and bool(_LISTED.search(before)))


def _is_mine(word: str) -> bool:
    form = verbs.FUTURE.get(word)
    return form is not None and form[:2] == ("1", "s")
