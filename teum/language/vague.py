"""Words that sound like a time and are none, from data/vague_he.toml and data/vague_en.toml."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from teum.language.times.lexicon import Word
from teum.language.tokens import HE, tokenise
from teum.language.values import VagueSpan

_CHOICE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PREFIXES = frozenset("ושהבלכ")
KINDS = ("time", "stall", "hedge", "urgent")
# Kinds that are vague wherever they stand; `urgent` is so only of an act.
EVERYWHERE = frozenset({"time", "stall", "hedge"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One family of vague words, with its reason, a better wording, and two examples."""

    code: str
    kind: str
    lang: str
    words: tuple[str, ...]
    reason: Mapping[str, str]
    better: Mapping[str, str]
    flagged: str
    passes: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Vague words found: which words of the text, and the entry they belong to."""

    first: int
    last: int
    entry: Entry


class Node:
    """A place in the tree of phrases: the words that may follow, and the entry whose phrase ends here."""

    __slots__ = ("entry", "following")

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.following: dict[str, Node] = {}


class Vocabulary:
    """Entries as a tree of their words; an organisation may add its own (`with_entries`)."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self._root = Node()
        for entry in self.entries:
            for pattern in entry.words:
                for phrase in expand(pattern):
                    self._add([norm for word in phrase.split() for norm in _norms(word)], entry)

    def with_entries(self, entries: Iterable[Entry]) -> Vocabulary:
        """The same words and some more."""
        return Vocabulary([*self.entries, *entries])

    def find(self, words: list[Word]) -> list[Hit]:
        """All vague words of a text, the longest from each place."""
        found: list[Hit] = []
        at, first_words = 0, self._root.following
        for position, word in enumerate(words):
            if position < at:
                continue
            node = first_words.get(word.norm)
            hit = _longest(words, position, node) if node is not None else None
            if hit is None and word.kind == HE and word.norm[0] in "וש":
                hit = self._behind_letters(words, position)
            if hit is not None:
                found.append(hit)
                at = hit.last
        return found

    def _behind_letters(self, words: list[Word], at: int) -> Hit | None:
        """A phrase whose first word has a ו or ש glued to it (ובהקדם, שבקרוב)."""
        norm = words[at].norm
        for cut in (1, 2):
            if len(norm) - cut < 2 or norm[cut - 1] not in _PREFIXES:
                return None
            node = self._root.following.get(norm[cut:])
            hit = _longest(words, at, node) if node is not None else None
            if hit is not None:
                return hit
        return None

    def _add(self, phrase: list[str], entry: Entry) -> None:
        node = self._root
        for word in phrase:
            following = node.following.get(word)
            if following is None:  # seldom: most phrases begin as another does
                following = node.following[word] = Node()
            node = following
        if phrase and node.entry is None:
            node.entry = entry


@cache
def _norms(word: str) -> tuple[str, ...]:
    """A word as the text's words are compared; the phrases are thousands, their words a few hundred."""
    return tuple(token.norm for token in tokenise(word))


def _longest(words: list[Word], at: int, node: Node) -> Hit | None:
    """The longest phrase from a word, whose node is given."""
    hit, last, count = None, at + 1, len(words)
    while True:
        if node.entry is not None:
            hit = Hit(at, last, node.entry)
        following = node.following.get(words[last].norm) if last < count else None
        if following is None:
            return hit
        node, last = following, last + 1


def expand(pattern: str) -> Iterator[str]:
    """Every phrase that a pattern stands for: `(a|b)` is one of them, `[a|b]` one of them or none."""
    pieces: list[list[str]] = []
    end = 0
    for match in _CHOICE.finditer(pattern):
        pieces.append([pattern[end : match.start()]])
        either, maybe = match.groups()
        pieces.append(either.split("|") if either is not None else ["", *maybe.split("|")])
        end = match.end()
    pieces.append([pattern[end:]])
    for choice in itertools.product(*pieces):
        yield " ".join("".join(choice).split())


def read_entries(source: Path, lang: str) -> list[Entry]:
    """The entries of a data file, an organisation's own for instance."""
    return _entries(source.read_text("utf-8"), lang)


def _entries(text: str, lang: str) -> list[Entry]:
    return [_entry(raw, lang) for raw in tomllib.loads(text)["vague"]]


def _entry(raw: dict[str, Any], lang: str) -> Entry:
    if raw["kind"] not in KINDS:
        raise ValueError(f"{raw['code']}: kind must be one of {', '.join(KINDS)}")
    words = tuple(raw["words"])
    return Entry(
        raw["code"], raw["kind"], lang, words, raw["reason"], raw["better"], raw["flagged"], raw["passes"]
    )


def _standard() -> Vocabulary:
    folder = resources.files("teum.language") / "data"
    return Vocabulary(
        [
            entry
            for lang in ("he", "en")
            for entry in _entries((folder / f"vague_{lang}.toml").read_text("utf-8"), lang)
        ]
    )


STANDARD = _standard()


def span(hit: Hit, words: list[Word], text: str) -> VagueSpan:
    """A hit as a place in the text with its reasons."""
    return marked(words[hit.first].start, words[hit.last - 1].end, text, hit.entry)


def marked(start: int, end: int, text: str, entry: Entry) -> VagueSpan:
    """Characters of the text, vague for the reason of an entry."""
    reason, better = entry.reason, entry.better
    return VagueSpan(
        text[start:end], start, end, entry.code, reason["he"], reason["en"], better["he"], better["en"]
    )


def entry_of(code: str, lang: str) -> Entry:
    """The standard entry with that code, in a language."""
    return next(entry for entry in STANDARD.entries if entry.code == code and entry.lang == lang)
