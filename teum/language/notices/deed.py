"""What a member said they would do, turned for a sentence: "אשלח לך…" → "יעל תשלח לך…", "לשלוח לך…".

Only verbs of the table are turned; any other words are quoted as they were said, so that nothing is said wrongly.
"""

import re

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
}
_HE = re.compile(rf"^(?:אני\s+)?א({'|'.join(sorted(_VERBS, key=len, reverse=True))})(?=[\s,]|$)")
_EN = re.compile(r"^(?:I|we)(?:['’]ll| will)\s+", re.IGNORECASE)


def third_person(what: str, person: Person, lang: str) -> str:
    """What a member said of themselves, said of them: "יעל תשלח לך…", "Yael will send you…"."""
    said = what.strip().rstrip(".")
    found = (_HE if lang == "he" else _EN).match(said)
    if found is None:
        return f"{person.name}: {said}"
    rest = said[found.end() :]
    if lang == "he":
        return f"{person.name} {by_gender(person, 'ת', 'י')}{found[1]}{rest}"
    return f"{person.name} will {rest}"


def offered(what: str, person: Person, lang: str) -> str:
    """What a member would do, said as an offer: "יעל מציעה לשלוח לך…", "Yael offers to send you…"."""
    said = what.strip().rstrip(".")
    offers = f"{person.name} {by_gender(person, 'מציעה', 'מציע') if lang == 'he' else 'offers'}"
    is_turned = (_HE if lang == "he" else _EN).match(said) is not None
    return f"{offers} {to_do(said, lang)}" if is_turned else f"{offers}: {said}"


def to_do(what: str, lang: str) -> str:
    """What was promised as an infinitive: "לשלוח לך…", "to send you…"; else the words in quotation marks."""
    said = what.strip().rstrip(".")
    found = (_HE if lang == "he" else _EN).match(said)
    if found is None:
        return f"״{said}״" if lang == "he" else f"“{said}”"
    rest = said[found.end() :]
    return f"{_VERBS[found[1]]}{rest}" if lang == "he" else f"to {rest}"
