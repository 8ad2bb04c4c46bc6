"""Who is to act: the provider with its people and departments, the customer, or a third party."""

from __future__ import annotations

from teum.language import data_files, grammar
from teum.language.acts import phrases
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word

PROVIDER, CUSTOMER, THIRD = "provider", "customer", "third_party"

_DATA = data_files.read("parties")
_THIRD = phrases.Phrases((name, THIRD) for lang in ("he", "en") for name in _DATA["third_party"][lang])
CUSTOMERS = phrases.Phrases((name, CUSTOMER) for lang in ("he", "en") for name in _DATA["customer"][lang])
STAFF = phrases.Phrases((name, "staff") for lang in ("he", "en") for name in _DATA["staff"][lang])

_STAFF_WORDS = frozenset(_DATA["staff"]["en"])
# How far back the person may be of whom `he` or a verb without a subject speaks.
_NEAR = 6
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
        "he's",
        "she's",
        "they're",
    ]
)
_TRADES = ("er", "or", "ist", "ician", "man", "woman")
_THINGS = grammar.words("parties", "things")
_TITLES = frozenset(["mrs", "mr", "ms", "גב'", "גברת"])
_LONG_AGO = 40
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
    return _THIRD.first(words, first, last) or CUSTOMERS.first(words, first, min(last, first + 3))


def is_third(words: list[Word], first: int, last: int) -> bool:
    """Whether a run of words names an outside firm or person."""
    return bool(_THIRD.first(words, first, last))


def _spoken_of_before(words: list[Word], at: int) -> str:
    """The third party that was spoken of before `he` or `they`; in a note, the customer: spoke with Mrs. Levi."""
    before = max(0, at - _LONG_AGO)
    found = _THIRD.first(words, before, at)
    if found or STAFF.first(words, before, at):
        return found
    return CUSTOMER if any(words[i].norm.rstrip(".") in _TITLES for i in range(before, at)) else ""


def has_staff(words: list[Word], act: Act) -> bool:
    """Whether a person of the staff is the subject of the act."""
    if act.subject is None:
        return bool(STAFF.first(words, max(0, act.first - _NEAR), act.first))
    first, last = act.subject
    if (
        STAFF.first(words, first, last)
        or _possessed(words, first, last)
        or _is_of_a_trade(words, first, last)
    ):
        return True
    is_left_out = first > act.verb or any(words[i].norm in _PRONOUNS for i in range(first, last))
    return is_left_out and bool(STAFF.first(words, max(0, act.first - _NEAR), act.first))


def _is_of_a_trade(words: list[Word], first: int, last: int) -> bool:
    """Whether a trade is named that no list holds: our mobile groomer, my arborist."""
    names = [words[i].norm for i in range(first, last) if words[i].norm.isalpha() and words[i].norm != "will"]
    return (
        bool(names) and names[0] in ("our", "my") and names[-1].endswith(_TRADES) and names[-1] not in _THINGS
    )


def _possessed(words: list[Word], first: int, last: int) -> bool:
    """The team of `the team's coming`."""
    return any(
        words[i].norm.endswith("'s") and words[i].norm[:-2] in _STAFF_WORDS for i in range(first, last)
    )
