"""Terms that burden one side alone are found; what is balanced, elsewhere too, or taken back is not."""

from __future__ import annotations

import pytest

from tests.unit.language.examples import one_sided_en, one_sided_he
from teum.language import data_files, one_sided, ready_alignments, vague
from teum.language.one_sided import BALANCE, WHY, Kind

EXAMPLES = [
    pytest.param(lang, text, wanted, id=f"{lang}-{number}")
    for lang, module in (("he", one_sided_he), ("en", one_sided_en))
    for number, (text, wanted) in enumerate(module.EXAMPLES)
]


def kinds(agreement: str, lang: str) -> list[str]:
    """What is flagged in the texts of an agreement, with `|` between them."""
    texts = [(f"item-{number}", part.strip()) for number, part in enumerate(agreement.split("|"))]
    return [str(flag.kind) for flag in one_sided.find(texts, lang)]


@pytest.mark.parametrize(("lang", "text", "wanted"), EXAMPLES)
def test_what_burdens_one_side_alone_is_found_by_its_words(lang: str, text: str, wanted: str) -> None:
    texts = [(f"item-{number}", part.strip()) for number, part in enumerate(text.split("|"))]
    found = one_sided.find(texts, lang)
    assert [str(flag.kind) for flag in found] == ([wanted] if wanted else []), found
    for flag in found:
        assert dict(texts)[flag.key][flag.start : flag.end] == flag.quote


@pytest.mark.parametrize(("lang", "text", "wanted"), EXAMPLES)
def test_the_words_that_are_offered_balance_it(lang: str, text: str, wanted: str) -> None:
    if wanted:
        he, en = BALANCE[Kind(wanted)]
        assert wanted not in kinds(f"{text}|{he if lang == 'he' else en}", lang)


@pytest.mark.parametrize("lang", ["he", "en"])
def test_the_words_that_are_offered_burden_nobody(lang: str) -> None:
    for kind in (Kind.LATE, Kind.CANCELLING, Kind.PENALTY):
        assert kinds(BALANCE[kind][lang == "en"], lang) == []


def test_there_are_enough_of_either_kind() -> None:
    for module in (one_sided_he, one_sided_en):
        found = [bool(wanted) for _, wanted in module.EXAMPLES]
        assert len(found) >= 40 and min(found.count(True), found.count(False)) >= 20


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("key", ready_alignments.KEYS)
def test_what_stands_ready_is_balanced(key: str, lang: str) -> None:
    items = ready_alignments.read(key).items
    terms = [(item.key, (item.clause or item.text).of(lang)) for item in items]
    assert one_sided.find(terms, lang) == ()


def test_each_term_is_flagged_by_its_own_key_in_their_order() -> None:
    texts = [
        ("late", "קנס איחור: 50 ₪."),
        ("rest", "המחיר כולל עבודה."),
        ("end", "עליך להודיע לנו חודש מראש על סיום."),
    ]
    found = one_sided.find([*texts, ("cancel", "דמי ביטול: 100 ₪.")], "he")
    assert [(flag.key, str(flag.kind)) for flag in found] == [
        ("late", "late"),
        ("cancel", "cancelling"),
        ("end", "notice_theirs"),
    ]


def test_without_terms_there_is_nothing_to_flag() -> None:
    assert one_sided.find([], "he") == () and one_sided.find([("a", "")], "en") == ()


def test_what_is_missing_is_said_in_the_readers_language() -> None:
    (flag,) = one_sided.find([("late", "קנס על איחור בתשלום: 50 ₪.")], "he")
    assert flag.why("he") == "כתוב מה קורה כשהלקוח מאחר, ולא מה קורה כשאנחנו מאחרים"
    assert flag.why("en").startswith("it says what happens when the customer is late")
    assert set(WHY) == set(Kind)


@pytest.mark.parametrize("letters", ["ה", "ו", "וה", "ב", "ל", "ש", "שה", "כשה"])
@pytest.mark.parametrize("word", ["קנס", "ריבית", "דמי ביטול"])
def test_hebrew_letters_in_front_change_nothing(letters: str, word: str) -> None:
    (flag,) = one_sided.find([("a", f"{letters}{word} של 100 ₪ שהלקוח חייב")], "he")
    assert flag.quote.startswith(letters)


FRAMES: dict[str, dict[str, str]] = {
    "he": {
        "penalty": "{} 50 ₪",
        "charged": "אם ביטלת {} סכום",
        "unpunished": "אם ביטלת ייגבה סכום, {}",
        "case_their": "{} כך, ייגבה סכום",
        "case_ours": "{} מגיע לך זיכוי | ריבית 1%",
        "gives": "אם נאחר {} | ריבית 1%",
        "even": "{} קנס",
        "others": "{} פיצוי",
        "late": "{}: קנס",
        "cancel": "{}: קנס",
        "notice": "עליכם לסיים {} של 3 ימים || לסיים {} של 3 ימים",
        "ends": "עליכם הודעה של 3 ימים {} || הודעה של 3 ימים {}",
        "length": "עליכם לסיים בהודעה של 3 {}",
        "noticed_their": "{} לסיים בהודעה של 3 ימים",
        "noticed_ours": "{} לסיים בהודעה של 3 ימים",
        "no": "{} קנס",
        "if": "{} לא יבוא קנס",
        "not_no": "קנס לא {} 50 ₪",
    },
    "en": {
        "penalty": "{} 50 ₪",
        "charged": "If you cancel, {} 50 ₪",
        "unpunished": "If you cancel, it costs 50 ₪, {}",
        "case_their": "{}: it costs 50 ₪",
        "case_ours": "{}, you get a refund | penalty",
        "gives": "If we are late, {} | penalty",
        "even": "{} penalty",
        "others": "{} compensation",
        "late": "{}: penalty",
        "cancel": "{}: penalty",
        "notice": "Customers can quit, {} of 3 days || We can quit, {} of 3 days",
        "ends": "Customers can, by notice of 3 days, {}",
        "length": "Customers can quit by notice of 3 {}",
        "noticed_their": "{} quit by notice of 3 days",
        "noticed_ours": "{} quit by notice of 3 days",
        "no": "{} penalty",
        "if": "{} not there penalty",
        "not_no": "penalty not {} 50 ₪",
    },
}
"""Of each list a term (or two, between `||`) that is weighed otherwise with any phrase of it than with another word."""
LISTS = [
    pytest.param(lang, name, phrases, id=f"{lang}-{name}")
    for lang, lists in data_files.read("one_sided").items()
    for name, phrases in lists.items()
]


@pytest.mark.parametrize(("lang", "name", "phrases"), LISTS)
def test_every_phrase_of_a_list_makes_a_difference(lang: str, name: str, phrases: list[str]) -> None:
    def weighed(words: str) -> list[list[str]]:
        agreements = FRAMES[lang][name].replace("{}", words).split("||")
        return [kinds(agreement, lang) for agreement in agreements]

    other = weighed("טט" if lang == "he" else "zz")
    idle = [said for phrase in phrases for said in vague.expand(phrase) if weighed(said) == other]
    assert not idle


def test_the_work_on_a_long_text_grows_with_its_length() -> None:
    (*_, last) = one_sided.find([("a", "אם איחרת משלמים קנס " * 2_000)], "he")
    assert last.kind is Kind.LATE and last.start > 30_000
