"""Who is to act: the provider with its people and departments, the customer, or a third party."""

from __future__ import annotations

from teum.language import data_files
from teum.language.acts import phrases
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word

PROVIDER, CUSTOMER, THIRD = "provider", "customer", "third_party"

_DATA = data_files.read("parties")
_THIRD = phrases.Phrases((name, THIRD) for lang in ("he", "en") for name in _DATA["third_party"][lang])
_CUSTOMER = phrases.Phrases((name, CUSTOMER) for lang in ("he", "en") for name in _DATA["customer"][lang])
STAFF = phrases.Phrases((name, "staff") for lang in ("he", "en") for name in _DATA["staff"][lang])

_PRONOUNS = frozenset(
    [
        "הוא",
        "היא",
        "הם",
        "הן",
        "והוא",
        "והיא",
        "והם",
        "he",
        "she",
        "they",
        "it",
        "he'll",
        "she'll",
        "they'll",
        "it'll",
    ]
)
_OUR = frozenset(["שלנו", "מטעמנו", "אצלנו", "our", "we", "i"])


def debtor(act: Act, words: list[Word], speaker: str) -> str:
    """The side that is to act, as seen from the one who wrote the text."""
    other = PROVIDER if speaker == CUSTOMER else CUSTOMER
    if act.person == "1" or act.tense == "receive":
        return speaker
    if act.person == "2":
        return other
    if act.subject is None:
        return speaker
    named = _named(words, *act.subject)
    if named:
        return named
    first, last = act.subject
    if any(words[i].norm in _PRONOUNS for i in range(first, last)):
        return _spoken_of_before(words, first) or speaker
    return speaker


def _named(words: list[Word], first: int, last: int) -> str:
    if any(words[i].norm in _OUR for i in range(first, last)):
        return ""
    return _THIRD.first(words, first, last) or _CUSTOMER.first(words, first, min(last, first + 3))


def _spoken_of_before(words: list[Word], at: int) -> str:
    """The third party that was spoken of before `he` or `they`."""
    return _THIRD.first(words, max(0, at - 40), at)


def has_staff(words: list[Word], act: Act) -> bool:
    """Whether a person of the staff is the subject of the act."""
    if act.subject is None:
        return False
    return bool(STAFF.first(words, *act.subject))
