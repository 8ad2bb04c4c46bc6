"""Terms of an agreement that burden one side alone, for its writer to see: what only the customer pays, and a word
beforehand that only one side owes (B2). Words are in data/one_sided.toml; what is balanced in another term is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from teum.language import data_files, vague
from teum.language.tokens import GAP, HE, Token, tokenise
from teum.language.vague import Step

_LETTERS = frozenset("ושהבלכמ")
_MOST_LETTERS = 3
_ENDS = frozenset({".", "!", ";"})
_SHORT = {"'re": "are", "n't": "not", "'ll": "will"}
_CUTS = frozenset({",", ":", "-", "(", ")", "?"})
_LONGEST = 80
"""What goes on longer is cut, so that the work on a text grows with its length and not faster."""
_LONGEST_CASE = 8
_NEAR = 4
"""So many words around it take a penalty back: `no late fee`, `קנס לא ייגבה`."""


class Kind(StrEnum):
    """What falls on one side: on the customer who is late, who cancels, or otherwise; or a notice, theirs or ours."""

    LATE = "late"
    CANCELLING = "cancelling"
    PENALTY = "penalty"
    NOTICE_THEIRS = "notice_theirs"
    NOTICE_OURS = "notice_ours"


WHY: Mapping[Kind, tuple[str, str]] = {
    Kind.LATE: (
        "כתוב מה קורה כשהלקוח מאחר, ולא מה קורה כשאנחנו מאחרים",
        "it says what happens when the customer is late, and not what happens when we are",
    ),
    Kind.CANCELLING: (
        "כתוב מה קורה כשהלקוח מבטל, ולא מה קורה כשאנחנו מבטלים",
        "it says what happens when the customer cancels, and not what happens when we do",
    ),
    Kind.PENALTY: (
        "כתוב מה הלקוח משלם כשמשהו משתבש אצלו, ולא מה מגיע לו כשמשהו משתבש אצלנו",
        "it says what the customer pays when something goes wrong by them, and not what they get when it does by us",
    ),
    Kind.NOTICE_THEIRS: (
        "כתוב כמה זמן מראש הלקוח צריך להודיע, ולא כמה זמן מראש אנחנו מודיעים",
        "it says how long beforehand the customer gives notice, and not how long beforehand we do",
    ),
    Kind.NOTICE_OURS: (
        "כתוב כמה זמן מראש אנחנו מודיעים, ולא כמה זמן מראש הלקוח מודיע",
        "it says how long beforehand we give notice, and not how long beforehand the customer does",
    ),
}


BALANCE: Mapping[Kind, tuple[str, str]] = {
    Kind.LATE: (
        "אם נאחר אנחנו, מגיעה לך הנחה של 5% על כל יום איחור.",
        "If we are late, you get a discount of 5% for each day of delay.",
    ),
    Kind.CANCELLING: (
        "אם נבטל אנחנו, כל מה ששולם מוחזר במלואו בתוך 14 ימים.",
        "If we cancel, all that was paid is refunded in full within 14 days.",
    ),
    Kind.PENALTY: (
        "אם לא נעמוד אנחנו במה שסיכמנו, מה ששולם על כך מוחזר במלואו.",
        "If we fail to do what we agreed, you get a refund of what was paid for it.",
    ),
    Kind.NOTICE_THEIRS: (
        "גם אנחנו נודיע לך 30 ימים לפני שנסיים.",
        "We also give you 30 days' notice before we end it.",
    ),
    Kind.NOTICE_OURS: (
        "גם ממך נדרשת הודעה 30 ימים מראש לפני סיום.",
        "You also give us 30 days' notice before you end it.",
    ),
}
"""Words that would balance each, for its writer to begin with: the numbers are theirs to choose."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that burden one side: in which text (`key`), the exact words, and where in it they stand."""

    kind: Kind
    key: str
    quote: str
    start: int
    end: int

    def why(self, lang: str) -> str:
        """What is missing beside it, in the reader's language."""
        he, en = WHY[self.kind]
        return he if lang == "he" else en

    def balance(self, lang: str) -> str:
        """Words that would balance it, in the language of the agreement."""
        he, en = BALANCE[self.kind]
        return he if lang == "he" else en


Phrases = Mapping[str, Sequence[tuple[Step, ...]]]
"""By the words with which they may begin."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of a text, as words; with the question that it answers."""

    key: str
    text: str
    words: Sequence[Token]
    lists: Mapping[str, Phrases]

    def find(self, name: str, among: range | None = None) -> Iterator[tuple[int, int]]:
        """Each place (among some) where a phrase of a list begins, with the longest end there."""
        phrases = self.lists[name]
        for at in among or range(len(self.words)):
            near = (steps for norm in _readings(self.words[at]) for steps in phrases.get(norm, ()))
            if (end := max((_end(self.words, at, steps) for steps in near), default=-1)) > at:
                yield at, end

    def has(self, name: str) -> bool:
        """Whether a phrase of a list stands in it."""
        return any(self.find(name))

    def has_beside(self, name: str, *others: str) -> bool:
        """The same, where it is no part of a phrase of other lists."""
        taken = [place for other in others for place in self.find(other)]
        return any(not _is_within(place, taken) for place in self.find(name))

    def first(self, name: str, near: int = _NEAR) -> tuple[int, int] | None:
        """The first of a list that is not taken back by one of so many words around it."""
        return next((place for place in self.find(name) if not self._is_taken_back(*place, near)), None)

    def _is_taken_back(self, at: int, end: int, near: int) -> bool:
        return self._is_no(range(at - 1, at - 1 - near, -1)) or self._is_no(range(end, end + near))

    def _is_no(self, near: range) -> bool:
        for at in near:
            if not 0 <= at < len(self.words) or self.words[at].norm in _CUTS or self._is(at, "if"):
                return False
            if self._is(at, "no") and not self.is_of_a_case(at):
                return not (self._is(at - 1, "if") or self._is(at + 1, "not_no"))
        return False

    def is_of_a_case(self, at: int) -> bool:
        """Whether a word says what went wrong: a `not` in it denies nothing else."""
        near = range(max(at - _LONGEST_CASE, 0), at + 1)
        return any(end > at for name in ("case_ours", "case_their") for _, end in self.find(name, near))

    def _is(self, at: int, name: str) -> bool:
        """Whether a word is one of these, as it stands: a `לא` with letters in front is another word, or no denial."""
        return 0 <= at < len(self.words) and self.words[at].norm in self.lists[name]

    def flag(self, kind: Kind, place: tuple[int, int]) -> Flag:
        """These words of it."""
        start, end = self.words[place[0]].start, self.words[place[1] - 1].end
        return Flag(kind, self.key, self.text[start:end], start, end)


def find(texts: Sequence[tuple[str, str]], lang: str) -> tuple[Flag, ...]:
    """What burdens one side alone in the terms of an agreement: pairs of a key and a text, all in one language."""
    said = [one for key, text in texts for one in _sentences(key, text, lang)]
    return (*_penalties(said), *_notices(said))


# ── what only the customer pays ──


def _penalties(said: Sequence[_Said]) -> list[Flag]:
    even = _balanced(said)
    return [flag for one in said if (flag := _penalty(one)) and flag.kind not in even]


def _balanced(said: Sequence[_Said]) -> frozenset[Kind]:
    """Where it is said what happens when it is by us: what we bear when we cancel makes up for no fine on lateness."""
    found = [one for one in said if _is_even(one) or _gives(one)] + list(_gives_next(said))
    return frozenset(kind for one in found for kind in _kinds(one))


def _kinds(one: _Said) -> tuple[Kind, ...]:
    """What a sentence speaks of, by its words; of anything that goes wrong where it names neither."""
    is_of = {Kind.LATE: one.has("late"), Kind.CANCELLING: one.has("cancel")}
    named = tuple(kind for kind, is_named in is_of.items() if is_named)
    return (*named, Kind.PENALTY) if named else (Kind.LATE, Kind.CANCELLING, Kind.PENALTY)


def _penalty(one: _Said) -> Flag | None:
    """What the customer pays or loses by a sentence; None where it is nothing."""
    place = one.first("penalty")
    if place is None and one.has("case_their") and not _is_unpunished(one):
        place = one.first("charged", near=1)
    if place is None or one.has("others") or (one.has("gives") and one.has("case_ours")):
        return None
    kind = Kind.CANCELLING if one.has("cancel") else Kind.LATE if one.has("late") else Kind.PENALTY
    return one.flag(kind, place)


def _is_unpunished(one: _Said) -> bool:
    return any(not one.is_of_a_case(at) for at, _ in one.find("unpunished"))


def _is_even(one: _Said) -> bool:
    """A penalty of either side alike."""
    return one.has("even") and (one.first("penalty") is not None or one.has("charged") or one.has("gives"))


def _gives(one: _Said) -> bool:
    """What the customer gets where something went wrong by us."""
    return one.has("case_ours") and one.first("gives") is not None


def _gives_next(said: Sequence[_Said]) -> Iterator[_Said]:
    """The same in two sentences of one text: the case, then what follows from it; the cases."""
    for before, after in pairwise(said):
        is_case = before.key == after.key and before.has("case_ours")
        if is_case and not after.has("case_their") and after.first("gives") is not None:
            yield before


# ── a word beforehand ──


def _notices(said: Sequence[_Said]) -> list[Flag]:
    held = [(one, place, sides) for one in said if (place := _notice(one)) and (sides := _held(one))]
    if len({side for _, _, sides in held for side in sides}) != 1:
        return []
    return [one.flag(kind, place) for one, place, sides in held for kind in sides]


def _notice(one: _Said) -> tuple[int, int] | None:
    """The words of a notice before an end; None where it has no length, or none is needed."""
    return one.first("notice") if one.has("length") and one.has("ends") else None


def _held(one: _Said) -> frozenset[Kind]:
    """Who owes the notice: whoever gives it or may end by it; whom it is given to is not meant by their name."""
    if one.has("even"):
        return frozenset({Kind.NOTICE_THEIRS, Kind.NOTICE_OURS})
    is_theirs = one.has_beside("noticed_their", "noticed_ours")
    is_ours = one.has_beside("noticed_ours", "noticed_their")
    return frozenset([*[Kind.NOTICE_THEIRS] * is_theirs, *[Kind.NOTICE_OURS] * is_ours])


# ── sentences and phrases ──


def _sentences(key: str, text: str, lang: str) -> Iterator[_Said]:
    """A question and what answers it are one."""
    lists, words = _lists(lang), list[Token]()
    for token in tokenise(text):
        is_end = token.kind == GAP or token.norm in _ENDS
        is_over = len(words) > _LONGEST or (is_end and words and words[-1].norm != "?")
        if is_over:
            yield _Said(key, text, words, lists)
            words = []
        if not is_end:
            words += _whole(token)
    if words:
        yield _Said(key, text, words, lists)


def _whole(token: Token) -> Iterator[Token]:
    """`you're` as the two words that it is, each in the same place."""
    for short, long in _SHORT.items():
        if token.norm.endswith(short) and token.norm != short:
            yield Token(token.kind, token.norm.removesuffix(short), token.start, token.end)
            yield Token(token.kind, long, token.start, token.end)
            return
    yield token


@lru_cache(maxsize=2)
def _lists(lang: str) -> Mapping[str, Phrases]:
    listed: dict[str, list[str]] = data_files.read("one_sided")["he" if lang == "he" else "en"]
    return {name: _by_first_word(phrases) for name, phrases in listed.items()}


def _by_first_word(phrases: Sequence[str]) -> Phrases:
    found: dict[str, list[tuple[Step, ...]]] = {}
    for steps in map(vague.steps, phrases):
        for runs, is_optional in steps:
            for run in runs:
                found.setdefault(run[0], []).append(steps)
            if not is_optional:
                break
    return found


def _readings(token: Token) -> Iterator[str]:
    """A word, and a Hebrew one without each of up to three letters in front of it."""
    yield token.norm
    if token.kind == HE:
        for cut in range(1, min(_MOST_LETTERS, len(token.norm) - 2) + 1):
            if token.norm[cut - 1] not in _LETTERS:
                return
            yield token.norm[cut:]


def _is_within(place: tuple[int, int], longer: Sequence[tuple[int, int]]) -> bool:
    return any(at <= place[0] and place[1] <= end and (at, end) != place for at, end in longer)


def _end(words: Sequence[Token], at: int, steps: tuple[Step, ...]) -> int:
    """Where the longest reading of a phrase from a word ends; -1 for none."""
    if not steps:
        return at
    (runs, is_optional), rest = steps[0], steps[1:]
    best = _end(words, at, rest) if is_optional else -1
    for run in runs:
        read = zip(words[at : at + len(run)], run, strict=False)
        if at + len(run) <= len(words) and all(word in _readings(token) for token, word in read):
            best = max(best, _end(words, at + len(run), rest))
    return best
