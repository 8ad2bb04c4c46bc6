"""English acts told by what stands around the verb, beside a time: your parcel heads out, we can have it there."""

from __future__ import annotations

from collections.abc import Callable

from teum.language import grammar
from teum.language.acts import parties, verbs
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word
from teum.language.tokens import EN

FIRST = verbs.words("en", "subjects", "first")
_STATES = grammar.words("english", "no_moves")
_NO_DOERS = grammar.words("english", "no_doers")
_ONWARD = frozenset(
    ["back", "out", "over", "off", "up", "to", "into", "onto", "through", "round", "your", "you"]
)
_AT_PLACE = frozenset(["at", "on", "in", "with", "from", "by"])
_YOURS = frozenset(["you", "your", "yours"])
_OTHER_VERBS = frozenset(
    ["will", "is", "are", "was", "were", "can", "must", "should", "has", "have", "needs"]
)
_CAN_DO = grammar.words("english", "can_do")
_THERE = frozenset(["there", "with", "over", "round", "back", "right"])
_GETS = frozenset(["get", "receive"])
_GIVEN = frozenset(["the", "your", "a", "an", "it", "our", "my"])
_BY = frozenset(["by", "within"])
_PLANS = frozenset(["plan", "planning", "count", "counting"])
_TELLING = frozenset(["be", "back", "can"]) | _PLANS | _GETS
_LONGEST_SUBJECT = 5

Make = Callable[[list[Word], int, int, int, int, str], Act]


def may_tell(norm: str) -> bool:
    """Whether a word may tell of such an act, whatever stands around it."""
    return norm in _TELLING or norm.endswith("s")


def find(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """The act at a word, in a sentence that has a time."""
    norm = words[at].norm
    if at + 1 >= last:
        return None
    if at == first:
        return _left_out(words, at, last) if norm in ("be", "back") else None
    if norm == "can":
        return _can(words, at, first, last, make)
    if norm in _PLANS:
        return _plans_on(words, at, first, last, make)
    if norm in _GETS:
        return _gets(words, at, first, last)
    is_move = (
        norm.endswith("s") and len(norm) > 3 and norm.isalpha() and not norm.endswith(("ss", "us", "is"))
    )
    return _moves(words, at, first, last, make) if is_move else None


def is_of_a_timetable(words: list[Word], first: int, last: int) -> bool:
    """Whether a subject keeps its own times, and is nobody's promise: the train, the match."""
    return any(words[i].norm in _NO_DOERS for i in range(first, last))


def _left_out(words: list[Word], at: int, last: int) -> Act | None:
    """Be there at 4, back with you in 10: the subject is left out, and is the one who speaks."""
    following = words[at + 1].norm
    is_back = (
        words[at].norm == "back"
        and following in ("with", "to")
        and words[min(at + 2, last - 1)].norm == "you"
    )
    if not is_back and not (words[at].norm == "be" and following in _THERE):
        return None
    return Act(at, at, "1", "be", "present", needs_time=True)


def _can(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """We can have it there by Friday; not one of several offers, nor what is only possible."""
    if words[at - 1].norm not in FIRST or words[at + 1].norm not in _CAN_DO:
        return None
    if any(words[i].norm in ("or", "if", "unless") for i in range(first, last)):
        return None
    return make(words, at, at + 1, first, last, "present")


def _plans_on(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """We plan on shipping it on Monday."""
    if at + 2 >= last or words[at + 1].norm != "on" or not words[at + 2].norm.endswith("ing"):
        return None
    if words[at - 1].norm not in FIRST and words[at - 1].norm not in ("am", "are"):
        return None
    return make(words, at, at + 2, first, last, "pledge")


def _gets(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """You get the report by Friday."""
    if words[at - 1].norm not in ("you", "u") or at - 1 != first or words[at + 1].norm not in _GIVEN:
        return None
    if not any(words[i].norm in _BY for i in range(at + 2, last)):
        return None
    return Act(at, at - 1, "2", "get", "receive", has_subject=True, needs_time=True)


def _moves(words: list[Word], at: int, first: int, last: int, make: Make) -> Act | None:
    """Your parcel heads out tomorrow, our mechanic swaps your battery, the tuner rolls to your house."""
    norm, following = words[at].norm, words[at + 1].norm
    if norm in _STATES or words[at].means:
        return None
    behind = words[at + 2].norm if at + 2 < last else ""
    is_on_its_way = following in ("its", "their") and behind == "way"
    if not is_on_its_way and following not in _ONWARD and not (following in _AT_PLACE and behind in _YOURS):
        return None
    act = make(words, at, at, first, last, "present")
    head = words[act.first].norm
    if act.person != "3" or not 2 <= at - act.first <= _LONGEST_SUBJECT:
        return None
    is_personal = any(words[i].norm in _YOURS for i in range(at + 1, last))
    is_staff = bool(parties.STAFF.first(words, act.first, at))
    if not (head == "your" or (head in ("our", "the", "my") and (is_personal or is_staff))):
        return None
    if is_of_a_timetable(words, act.first, at) or _has_another_verb(words, act.first, last):
        return None
    return act


def _has_another_verb(words: list[Word], first: int, last: int) -> bool:
    """Whether the clause has a verb elsewhere, so that this one is a noun: your orders to Leeds will ship."""
    for i in range(first, last):
        if words[i].norm == ",":
            return False
        if words[i].kind == EN and (words[i].norm in _OTHER_VERBS or "'" in words[i].norm):
            return True
    return False
