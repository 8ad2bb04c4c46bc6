"""Finds phrases of data files (parties, channels) in a run of words."""

from __future__ import annotations

from collections.abc import Iterable

from teum.language.times.lexicon import Word
from teum.language.tokens import HE, tokenise

_PREFIXES = "ושהבלמכ"


class Phrases:
    """Phrases with a label each, found by their first word; `~` before a word makes it the stem of a verb."""

    def __init__(self, labelled: Iterable[tuple[str, str]]) -> None:
        self._index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: list[tuple[str, str]] = []
        for phrase, label in labelled:
            if phrase.startswith("~"):
                self._stems.append((phrase[1:], label))
                continue
            parts = tuple(token.norm for token in tokenise(phrase))
            self._index.setdefault(parts[0], []).append((parts, label))
        for phrases in self._index.values():
            phrases.sort(key=lambda found: -len(found[0]))

    def at(self, words: list[Word], place: int, last: int) -> str:
        """The label of the phrase that begins at a word; empty where none does."""
        word = words[place]
        found = self._match(words, place, last, word.norm)
        if not found and word.kind == HE and len(word.norm) > 3:
            for cut in (1, 2):
                if word.norm[cut - 1] not in _PREFIXES or found:
                    break
                found = self._match(words, place, last, word.norm[cut:])
        if not found and word.kind == HE and self._stems:
            bare = word.norm.lstrip("ו")[1:]
            found = next((label for stem, label in self._stems if bare.startswith(stem)), "")
        return found

    def first(self, words: list[Word], first: int, last: int) -> str:
        """The label of the first phrase within a run of words."""
        return next((label for place in range(first, last) if (label := self.at(words, place, last))), "")

    def all(self, words: list[Word], first: int, last: int) -> set[str]:
        """The labels of all phrases within a run of words."""
        return {label for place in range(first, last) if (label := self.at(words, place, last))}

    def _match(self, words: list[Word], place: int, last: int, norm: str) -> str:
        for parts, label in self._index.get(norm, ()):
            if place + len(parts) <= last and all(
                words[place + step].norm == parts[step] for step in range(1, len(parts))
            ):
                return label
        return ""
