"""English acts that do without `will`: `customer to pay by Monday`, `it is yours by Friday`, `the plumber comes`."""

from __future__ import annotations

from collections.abc import Callable

from teum.language import grammar
from teum.language.acts import parties
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word
from teum.language.tokens import EN

_STATES = grammar.words("english", "states")
_COMES = grammar.words("english", "comes")
_VERBS = grammar.words("english", "verbs")
_NO_NAMES = grammar.words("english", "no_names")
_LONGEST_NAME = 4
_WATCHING = frozenset(["look", "watch"])
_THINGS = frozenset(["a", "an", "our", "your", "the", "it"])
_IS = frozenset(["is", "are", "r"])
_AHEAD = frozenset(["by", "within", "in", "before"])
_AGREED = frozenset(["agreed", "agrees"])
_TELLING = frozenset(["to", "i", "we"]) | _COMES | _WATCHING | _IS

Make = Callable[[list[Word], int, int, int, int, str], Act]


def may_tell(norm: str) -> bool:
    """Whether a word may tell of such an act, whatever stands around it."""
    return norm in _TELLING or norm.endswith(("'s", "'re", "'m"))


def find(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """The act at a word, in a sentence that has a time; `make` makes it of an auxiliary and a verb."""
    norm = words[at].norm
    if norm == "to":
        return (
            _noted(words, at, first, last, make)
            or _to_be_done(words, at, first, last, make)
            or _on_track(words, at, first, last, make)
        )
    if norm in ("i", "we") and at > first and at + 1 < last and words[at + 1].norm in _VERBS:
        return make(words, at + 1, at + 1, first, last, "present") if _is_day(words[at - 1]) else None
    if norm in _COMES and at > first and parties.STAFF.at(words, at - 1, at) and _is_ours(words, first, at):
        return make(words, at, at, first, last, "present")
    if norm in _WATCHING and at == first:
        return _look_out(words, at, last)
    is_be = norm in _IS or (norm.endswith(("'s", "'re", "'m")) and norm not in ("let's", "that's", "what's"))
    is_soon = (
        at - 1 > first and words[at - 1].norm == "and" and "unit" in words[at - 2].means
    )  # 10 minutes and
    is_ahead = is_soon or any(_is_ahead(words[i]) for i in range(at + 1, last))
    if is_be and is_ahead and _is_state(words, at + 1, last):
        return make(words, at, at, first, last, "present")
    return None


def _noted(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """Customer to send the contract by Monday, customer agreed to pay; at the beginning of a note."""
    who = at - 2 if words[at - 1].norm in _AGREED else at - 1
    if at + 1 >= last or who < first or who > first + 1 or words[at + 1].kind != EN:
        return None
    if who == first + 1 and words[first].norm not in ("the", "our"):
        return None
    is_party = parties.CUSTOMERS.at(words, who, at) or parties.STAFF.at(words, who, at)
    if not is_party:
        return None
    act = make(words, at, at + 1, first, last, "present")
    act.first, act.person, act.subject, act.has_subject = first, "3", (first, who + 1), True
    return act


def _to_be_done(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """Refund to be issued within 5 days: nothing but what it is stands before it."""
    if not first < at <= first + _LONGEST_NAME or at + 2 >= last or words[at + 1].norm != "be":
        return None
    before = words[at - 1].norm
    if (
        not words[at + 2].norm.endswith(("ed", "nt", "en", "id"))
        or before in _NO_NAMES
        or before.endswith("ed")
    ):
        return None
    return make(words, at, at + 1, first, last, "present")


def _on_track(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """We're on track to finish by Friday."""
    if at - 3 < first or at + 1 >= last or [words[i].norm for i in (at - 2, at - 1)] != ["on", "track"]:
        return None
    return make(words, at - 3, at + 1, first, last, "present")


def _is_day(word: Word) -> bool:
    """Whether it ends the name of a day to come: tomorrow, next Tuesday."""
    day = word.means.get("day")
    return "weekday" in word.means or (isinstance(day, int) and day > 0)


def _is_ours(words: list[Word], first: int, last: int) -> bool:
    return any(words[i].norm in ("our", "my", "the") for i in range(first, last))


def _look_out(words: list[Word], at: int, last: int) -> Act | None:
    """Look out for an email from us by 6: the one who is spoken to will get it."""
    behind = at + 1 + (at + 1 < last and words[at + 1].norm == "out")
    if behind + 1 >= last or words[behind].norm != "for" or words[behind + 1].norm not in _THINGS:
        return None
    return Act(at, at, "2", "expect", "receive", has_subject=True, needs_time=True)


def _is_state(words: list[Word], at: int, last: int) -> bool:
    while at < last and words[at].norm in ("all", "back", "fully", "completely"):
        if words[at].norm == "back":
            return True
        at += 1
    return at < last and words[at].norm in _STATES


def _is_ahead(word: Word) -> bool:
    """Whether it leads to a time still to come."""
    day = word.means.get("day")
    return word.norm in _AHEAD or (isinstance(day, int) and day > 0)
