"""Finds phrases of data files (parties, channels) in a run of words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from teum.language.times.lexicon import Word
from teum.language.tokens import HE, norms

_PREFIXES = "ושהבלמכ"
_MEMO_SIZE = 4096

# The words of a phrase behind its first one, and its label.
Rest = tuple[tuple[str, ...], str]


class Phrases:
    """Phrases with a label each, found by their first word; `~` before a word makes it the stem of a verb."""

    def __init__(self, labelled: Iterable[tuple[str, str]]) -> None:
        self._index: dict[str, list[Rest]] = {}
        self._stems: list[tuple[str, str]] = []
        self._beginning_with = lru_cache(maxsize=_MEMO_SIZE)(self._find)
        for phrase, label in labelled:
            if phrase.startswith("~"):
                self._stems.append((phrase[1:], label))
                continue
            first, *rest = norms(phrase)
            self._index.setdefault(first, []).append((tuple(rest), label))
        for phrases in self._index.values():
            phrases.sort(key=lambda found: -len(found[0]))

    def at(self, words: list[Word], place: int, last: int) -> str:
        """The label of the phrase that begins at a word; empty where none does."""
        word = words[place]
        for rest, label in self._beginning_with(word.norm, word.kind):
            if place + len(rest) < last and all(
                words[place + step].norm == part for step, part in enumerate(rest, 1)
            ):
                return label
        return ""

    def first(self, words: list[Word], first: int, last: int) -> str:
        """The label of the first phrase within a run of words."""
        return next((label for place in range(first, last) if (label := self.at(words, place, last))), "")

    def all(self, words: list[Word], first: int, last: int) -> set[str]:
        """The labels of all phrases within a run of words."""
        return {
            label
            for place in range(first, last)
            if self._beginning_with(words[place].norm, words[place].kind)
            and (label := self.at(words, place, last))
        }

    def _find(self, norm: str, kind: str) -> tuple[Rest, ...]:
        """What may follow a word: as it stands before it without its glued letters, before it as a form of a verb."""
        found = list(self._index.get(norm, ()))
        if kind == HE and len(norm) > 3:
            for cut in (1, 2):
                if norm[cut - 1] not in _PREFIXES:
                    break
                found += self._index.get(norm[cut:], ())
        if kind == HE:
            bare = norm.lstrip("ו")[1:]
            found += [((), label) for stem, label in self._stems if bare.startswith(stem)][:1]
        return tuple(found)
