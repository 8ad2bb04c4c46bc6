"""Sentences of a text as runs of words, and what lies in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from teum.language import grammar
from teum.language.acts import announced
from teum.language.times.lexicon import Word
from teum.language.tokens import EN, GAP, OTHER

_ENDS = frozenset({".", "!", "?", ";", "…"})
_SIGNS = frozenset({GAP, OTHER})
_SHORT = grammar.words("sentences", "short")
_LONGEST_QUOTE = 60
# What goes on longer is cut, so that the work on a text grows with its length and not faster.
_LONGEST_SENTENCE = 80
_LONGEST_CONDITION = 10
_CLAUSE_EDGES = frozenset({",", ".", "!", "?", ";", ":", "-", "\n"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """From a first word to the one after its last; `asks` when it ends with a question mark."""

    first: int
    last: int
    asks: bool


def split(words: list[Word], text: str) -> list[Sentence]:
    """Cuts at full stops, line ends, colons and dashes that stand free."""
    found: list[Sentence] = []
    first, count = 0, len(words)
    at = 0
    while at < count:
        kind = words[at].kind
        if kind in _SIGNS and _is_end(words, at, text):
            asks = words[at].norm == "?"
            while at + 1 < count and words[at + 1].norm in _ENDS:
                at += 1
                asks |= words[at].norm == "?"
            if at > first:
                found.append(Sentence(first, at, asks))
            first = at + 1
        elif at - first >= _LONGEST_SENTENCE or (
            kind == EN and words[at].norm[-1] == "." and _ends_within(words, at, text)
        ):
            found.append(Sentence(first, at + 1, False))
            first = at + 1
        at += 1
    if first < count:
        found.append(Sentence(first, count, False))
    return found


def _is_end(words: list[Word], at: int, text: str) -> bool:
    word = words[at]
    norm = word.norm
    if word.kind == GAP:
        return True
    if norm == ".":
        before = words[at - 1] if at else None
        if before is None or (before.norm in _SHORT and before.end == word.start):
            return before is None
        return not (
            word.end < len(text)
            and text[word.end].isalnum()
            and before.end == word.start
            and before.kind == EN
            and len(before.norm) == 1
        )
    if norm in _ENDS:
        return True
    if norm == ":":
        if any(announced.is_next(words, before, 0) for before in range(max(at - 2, 0), at)):
            return False
        return (word.end < len(text) and text[word.end] in " \n\t") or word.end == len(text)
    if norm == "-":
        free = word.start and text[word.start - 1] == " " and word.end < len(text) and text[word.end] == " "
        return bool(free) and not _joins_numbers(words, at) and not _is_in_a_condition(words, at)
    return False


def _is_in_a_condition(words: list[Word], at: int) -> bool:
    """`ואם אין - נזמין`: the dash parts a condition from what follows from it."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_CONDITION and words[begin - 1].norm not in _CLAUSE_EDGES:
        begin -= 1
    return begin < at and words[begin].norm in ("אם", "ואם", "if", "and")


def _joins_numbers(words: list[Word], at: int) -> bool:
    return (
        0 < at < len(words) - 1
        and words[at + 1].is_number
        and (words[at - 1].is_number or bool(words[at - 1].means))
    )


def _ends_within(words: list[Word], at: int, text: str) -> bool:
    """`at 3 p.m. We'll`: the full stop is part of the last word."""
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    return text[following.start].isupper() and not following.means


def quoted(words: list[Word]) -> list[bool] | None:
    """Which words lie between quotation marks; None when none do."""
    marks = [at for at, word in enumerate(words) if word.norm == '"']
    if len(marks) < 2:
        return None
    inside = [False] * len(words)
    for begin, end in zip(marks[::2], marks[1::2], strict=False):
        if end - begin <= _LONGEST_QUOTE:
            inside[begin : end + 1] = [True] * (end + 1 - begin)
    return inside
