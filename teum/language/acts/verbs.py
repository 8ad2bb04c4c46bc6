"""The verbs of data/verbs_he.toml and data/verbs_en.toml, with all their forms."""

from __future__ import annotations

from teum.language import data_files

# form: (person, number, lemma, class)
Form = tuple[str, str, str, str]


HEBREW = data_files.read("verbs_he")
ENGLISH = data_files.read("verbs_en")


def _future_forms() -> dict[str, Form]:
    """Every form of the future: אשלח, נשלח, ישלח, תשלח, תשלחי, תשלחו, ישלחו, also with a second yod."""
    forms: dict[str, Form] = {}
    for kind in ("act", "passive", "try"):
        for entry in HEBREW["future"][kind]:
            stem, _, short = entry.partition("/")
            _add_forms(forms, stem, short or stem, kind)
    for stem in HEBREW["future"]["hear"]:
        for form in ("ת" + stem, "ת" + stem.removesuffix("ה") + "י", "ת" + stem.removesuffix("ה") + "ו"):
            forms[form] = ("2", "", stem, "act")
    for word in HEBREW["not_verbs"]["words"]:
        forms.pop(word, None)
    return forms


def _add_forms(forms: dict[str, Form], stem: str, short: str, kind: str) -> None:
    short = short.removesuffix("ה")
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


def _present_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for base in HEBREW["present"]["act"]:
        stem = base.removesuffix("ה")
        inner = _open(stem)
        for form in (base, inner + "ת", inner + "ה", inner + "ים", inner + "ות"):
            forms.setdefault(form, base)
    return forms


def _open(stem: str) -> str:
    """Final letters in their middle shape."""
    return stem[:-1] + {"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"}.get(stem[-1], stem[-1])


def words(lang: str, section: str, key: str = "words") -> frozenset[str]:
    """A list of the data file as a set."""
    return frozenset((HEBREW if lang == "he" else ENGLISH)[section][key])


FUTURE = _future_forms()
PRESENT = _present_forms()
