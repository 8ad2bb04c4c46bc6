"""The words of time: every word with what it can stand for, in Hebrew with the letters glued to its front.

The words themselves are in data/time_he.toml and data/time_en.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teum.language import data_files
from teum.language.tokens import EN, HE, NUM, Token, tokens_as

# What one word can mean: `{"weekday": 0, "ordinal": 2, "number": 2}` for שני.
Meanings = dict[str, object]
NOTHING: Meanings = {}

_PREFIX_LETTERS = frozenset("ושהבלמכ")
_LONGEST_PREFIX = 4
_TELLING = frozenset(
    (
        "number",
        "weekday",
        "month",
        "unit",
        "one",
        "two",
        "day",
        "part",
        "edge",
        "fraction",
        "ampm",
        "quarter",
        "letter",
        "ordinal",
    )
)
_MEMO_SIZE = 20_000
# Shorter words are too close to each other to guess what was meant.
_SHORTEST_TYPO = 6


class Lexicon:
    """Looks words up; `known` remembers what it has looked up, by spelling."""

    def __init__(self, *languages: str) -> None:
        self.words: dict[str, Meanings] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
        self.known: dict[str, tuple[str, Meanings, bool]] = {}
        self._openers: set[str] = set()
        self._near: dict[str, str] = {}
        for language in languages:
            self._load(language)
        for first in self.phrases.values():
            first.sort(key=lambda phrase: -len(phrase[0]))
        for word in self.words:
            if len(word) >= _SHORTEST_TYPO:
                for near in _shorter_by_one(word):
                    self._near.setdefault(near, word)

    def look_up(self, token: Token) -> tuple[str, Meanings, bool]:
        """The glued letters and the meanings of a word, and whether a time can be told by it."""
        if len(self.known) > _MEMO_SIZE:
            self.known.clear()
        prefix, means = self._find(token)
        found = self.known[token.norm] = (prefix, means, self._is_telling(token, means))
        return found

    def open_with(self, names: Iterable[str]) -> None:
        """Adds words with which phrases of time may begin (names of holidays)."""
        self._openers.update(names)

    def _is_telling(self, token: Token, means: Meanings) -> bool:
        """Whether the word says something of time by itself: `by`, `next`, `a` do not."""
        if not _TELLING.isdisjoint(means):
            return token.norm not in ("a", "an")
        spellings = {token.norm}
        if token.kind == HE:
            spellings |= {token.norm[cut:] for cut in (1, 2) if set(token.norm[:cut]) <= _PREFIX_LETTERS}
        return not spellings.isdisjoint(self._openers) or not spellings.isdisjoint(self.phrases)

    def _find(self, token: Token) -> tuple[str, Meanings]:
        word = token.norm
        if word in self.words:
            return "", self.words[word]
        if token.kind == HE:
            for cut in range(1, min(_LONGEST_PREFIX, len(word) - 1) + 1):
                if word[cut - 1] not in _PREFIX_LETTERS:
                    break
                known = self.words.get(word[cut:])
                if known is not None and len(word) - cut > 1:
                    # שמאי is an appraiser, and not "that May".
                    is_other = "month" in known and "ש" in word[:cut]
                    return ("", NOTHING) if is_other else (word[:cut], known)
        if token.kind in (HE, EN) and _SHORTEST_TYPO <= len(word) < 16:
            return self._misspelt(word)
        return "", NOTHING

    def _misspelt(self, word: str) -> tuple[str, Meanings]:
        """The word that this one misses by a letter, where that is sure enough."""
        meant = self._near.get(word)
        if meant is None:
            for near in _shorter_by_one(word):
                if near in self.words and len(near) >= _SHORTEST_TYPO:
                    meant = near
                elif near in self._near and _is_one_slip(word, self._near[near]):
                    meant = self._near[near]
                if meant is not None:
                    break
        if meant is None or meant[0] != word[0] or meant[-1] != word[-1]:
            return "", NOTHING
        return "", self.words[meant]

    def _load(self, language: str) -> None:
        for head, entries in data_files.read(f"time_{language}").items():
            for key, words in entries.items():
                value: object = int(key) if key.lstrip("-").isdigit() else key
                for word in words:
                    if head == "phrase":
                        self._add_phrase(word, key)
                    else:
                        self.words.setdefault(word, {})[head] = value

    def _add_phrase(self, phrase: str, key: str) -> None:
        head, value = key.split(".", 1)
        parts = tuple(phrase.replace("-", " - ").split())
        meaning: object = int(value) if value.lstrip("-").isdigit() else value
        self.phrases.setdefault(parts[0], []).append((parts, head, meaning))


def _is_one_slip(word: str, meant: str) -> bool:
    """Whether one letter is another, or two neighbours have changed places."""
    if len(word) != len(meant):
        return False
    apart = [at for at in range(len(word)) if word[at] != meant[at]]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and word[first] == meant[second] and word[second] == meant[first]
    return len(apart) == 1


def _shorter_by_one(word: str) -> Iterator[str]:
    for cut in range(1, len(word) - 1):
        yield word[:cut] + word[cut + 1 :]


LEXICON = Lexicon("he", "en")


class Word(Token):
    """A token with what it can mean, as the reader of times sees it."""

    __slots__ = ("is_telling", "means", "prefix")

    def __init__(self, kind: str, norm: str, start: int, end: int) -> None:
        self.kind = kind
        self.norm = norm
        self.start = start
        self.end = end
        if kind in (HE, EN) or norm in ("@", "&"):
            self.prefix, self.means, self.is_telling = LEXICON.known.get(norm) or LEXICON.look_up(self)
        else:
            self.prefix, self.means, self.is_telling = "", NOTHING, kind == NUM

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.kind == NUM


def words_of(text: str) -> list[Word]:
    """The words of a text, each with what it can mean."""
    return tokens_as(text, Word)
