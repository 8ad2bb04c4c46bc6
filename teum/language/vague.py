"""Words that sound like a time and are none, from data/vague_he.toml and data/vague_en.toml."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Vocabulary:
    """Entries with an index by their first word; an organisation may add its own (`with_entries`)."""

    entries: list[Entry]
    index: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for pattern in entry.words:
                for phrase in expand(pattern):
                    words = tuple(token.norm for token in tokenise(phrase))
                    if words:
                        self.index.setdefault(words[0], []).append((words, entry))
        for phrases in self.index.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def with_entries(self, entries: Iterable[Entry]) -> Vocabulary:
        """The same words and some more."""
        return Vocabulary([*self.entries, *entries])

    def find(self, words: list[Word]) -> list[Hit]:
        """All vague words of a text, the longest from each place."""
        found: list[Hit] = []
        at, index = 0, self.index
        for position, word in enumerate(words):
            if position < at:
                continue
            phrases = index.get(word.norm)
            hit = _match(words, position, phrases) if phrases else None
            if hit is None and word.kind == HE:
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
            phrases = self.index.get(norm[cut:])
            hit = _match(words, at, phrases) if phrases and norm[0] in "וש" else None
            if hit is not None:
                return hit
        return None


def _match(words: list[Word], at: int, phrases: list[tuple[tuple[str, ...], Entry]]) -> Hit | None:
    for phrase, entry in phrases:
        last = at + len(phrase)
        if last <= len(words) and all(
            words[at + step].norm == phrase[step] for step in range(1, len(phrase))
        ):
            return Hit(at, last, entry)
    return None


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
