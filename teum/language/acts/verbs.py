"""The verbs of data/verbs_he.toml and data/verbs_en.toml, with all their forms."""

from __future__ import annotations

from teum.language import data_files

# form: (person, number, lemma, class)
Form = tuple[str, str, str, str]


HEBREW = data_files.read("verbs_he")
ENGLISH = data_files.read("verbs_en")

_OPEN = {"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"}
_CLOSED = {middle: final for final, middle in _OPEN.items()}
_ROOT = 3
# חזיר, עביר: the stem of a verb that makes something happen.
_LETTERS_OF_A_CAUSE = 4
# Letters that change or vanish in other forms.
_WEAK = frozenset("אויה")


def _future_forms() -> dict[str, Form]:
    """Every form of the future: אשלח, נשלח, ישלח, תשלח, תשלחי, תשלחו, ישלחו, also with a second yod."""
    forms: dict[str, Form] = {}
    for kind in ("act", "passive", "try"):
        for entry in HEBREW["future"][kind]:
            stem, short = _stems(entry)
            _add_forms(forms, stem, short, kind)
    for entry in HEBREW["future"]["act"]:
        for stem in _passives(*_stems(entry)):
            _add_forms(forms, stem, stem, "passive")
    for stem in HEBREW["future"]["hear"]:
        for form in ("ת" + stem, "ת" + stem.removesuffix("ה") + "י", "ת" + stem.removesuffix("ה") + "ו"):
            forms[form] = ("2", "", stem, "act")
    for word in HEBREW["not_verbs"]["words"]:
        forms.pop(word, None)
    return forms


def _stems(entry: str) -> tuple[str, str]:
    """The stem, and that of the plural where it is another: חזור/חזר."""
    stem, _, short = entry.partition("/")
    return stem, short or stem


def _add_forms(forms: dict[str, Form], stem: str, short: str, kind: str) -> None:
    short = _open(short.removesuffix("ה"))
    if kind != "passive":
        for yod in ("", "י"):
            forms.setdefault("א" + yod + stem, ("1", "s", stem, kind))
            forms.setdefault("נ" + yod + stem, ("1", "p", stem, kind))
    for yod in ("", "י"):
        forms.setdefault("י" + yod + stem, ("3", "", stem, kind))
        forms.setdefault("ת" + yod + stem, ("23", "", stem, kind))
        forms.setdefault("י" + yod + short + "ו", ("3", "", stem, kind))
        forms.setdefault("ת" + yod + short + "י", ("2", "", stem, kind))
        forms.setdefault("ת" + yod + short + "ו", ("2", "", stem, kind))


def _passives(stem: str, short: str) -> tuple[str, ...]:
    """The stems of its passives: וחזר of חזיר, עודכן of עדכן, ייבדק and יבדק of בדוק."""
    if len(stem) == _LETTERS_OF_A_CAUSE and stem[2] == "י" and not _WEAK.intersection(stem[:2]):
        return ("ו" + stem[:2] + stem[3],)
    if short != stem and short.isalpha() and len(short) == _ROOT:
        return (_closed(short),)
    if len(stem) in (_ROOT, _ROOT + 1) and not _WEAK.intersection(stem[1:]) and stem[0] not in "ויהת":
        return (stem[0] + "ו" + stem[1:],)
    return ()


def _present_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    given = HEBREW["present"]["act"]
    made = [base for entry in HEBREW["future"]["act"] for base in _presents(*_stems(entry))]
    nouns = words("he", "present", "nouns")
    for base in [*given, *made]:
        inner = _open(base.removesuffix("ה"))
        for form in (base, inner + "ת", inner + "ה", inner + "ים", inner + "ות"):
            if form not in nouns:
                forms.setdefault(form, base)
    return forms


def _presents(stem: str, short: str) -> tuple[str, ...]:
    """The present of a stem whose shape tells it: מחזיר, מתקשר, מעדכן; בודק of בדוק."""
    if short != stem and len(short) == _ROOT:
        return (_closed(short[0] + "ו" + short[1:]),) if "ו" not in short else ()
    is_long = len(stem) > _ROOT and stem[1] != "ו" and stem[-2] != "ו" and stem[0] not in "יה"
    is_cause = len(stem) == _ROOT and stem[1] == "י"
    return ("מ" + stem,) if (is_long or is_cause) and not stem.endswith("ה") else ()


def _open(stem: str) -> str:
    """Final letters in their middle shape."""
    return stem[:-1] + _OPEN.get(stem[-1], stem[-1])


def _closed(stem: str) -> str:
    """The last letter in its final shape."""
    return stem[:-1] + _CLOSED.get(stem[-1], stem[-1])


def words(lang: str, section: str, key: str = "words") -> frozenset[str]:
    """A list of the data file as a set."""
    return frozenset((HEBREW if lang == "he" else ENGLISH)[section][key])


FUTURE = _future_forms()
PRESENT = _present_forms()
