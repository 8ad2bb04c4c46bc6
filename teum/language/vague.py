"""Words that sound like a time and are none, from data/vague_he.toml and data/vague_en.toml."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from teum.language import data_files
from teum.language.times.lexicon import Word
from teum.language.tokens import HE, norms
from teum.language.values import VagueSpan

_CHOICE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PREFIXES = frozenset("ושהבלכ")
KINDS = ("time", "stall", "hedge", "urgent")
# Kinds that are vague wherever they stand; `urgent` is so only of an act.
EVERYWHERE = frozenset({"time", "stall", "hedge"})
OWN = "own"
"""The code of an organisation's own entries that name none."""


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


# One step of a pattern: its alternatives as runs of words, and whether it may be left out.
Step = tuple[tuple[tuple[str, ...], ...], bool]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of an entry, ready to be compared with the words of a text."""

    steps: tuple[Step, ...]
    entry: Entry
    goes_on: frozenset[str]  # the words that it is made of, where it takes two at least; else none

    @classmethod
    def of(cls, steps: tuple[Step, ...], entry: Entry) -> Pattern:
        """A pattern of its steps."""
        shortest = sum(min(len(run) for run in runs) for runs, is_optional in steps if not is_optional)
        made_of = (word for runs, _ in steps for run in runs for word in run)
        return cls(steps, entry, frozenset(made_of) if shortest > 1 else frozenset())

    def first_words(self) -> Iterator[str]:
        """The words with which it may begin."""
        for runs, is_optional in self.steps:
            yield from (run[0] for run in runs)
            if not is_optional:
                return

    def end(self, words: list[Word], at: int, first: str) -> int:
        """Where the longest reading of the pattern from a word ends, the first word read as given; -1 for none."""
        return self._end(words, at, 0, at, first)

    def _end(self, words: list[Word], at: int, step: int, start: int, first: str) -> int:
        if step == len(self.steps):
            return at if at > start else -1
        runs, is_optional = self.steps[step]
        best = self._end(words, at, step + 1, start, first) if is_optional else -1
        for run in runs:
            if _is_run(words, at, run, first if at == start else None):
                best = max(best, self._end(words, at + len(run), step + 1, start, first))
        return best


def _is_run(words: list[Word], at: int, run: tuple[str, ...], first: str | None) -> bool:
    if at + len(run) > len(words) or run[0] != (words[at].norm if first is None else first):
        return False
    return all(words[at + step].norm == run[step] for step in range(1, len(run)))


@lru_cache(maxsize=1024)
def steps(pattern: str) -> tuple[Step, ...]:
    """Reads a pattern: `(a|b)` is one of them, `[a|b]` one of them or none."""
    found: list[Step] = []
    end = 0
    for match in [*_CHOICE.finditer(pattern), None]:
        plain = pattern[end : match.start() if match else len(pattern)].split()
        found += [((norms(word),), False) for word in plain]
        if match is not None:
            either, maybe = match.groups()
            choices = either if either is not None else maybe
            found.append((tuple(norms(choice) for choice in choices.split("|")), either is None))
            end = match.end()
    return tuple(found)


class Vocabulary:
    """Entries, found by the first words of their patterns; an organisation may add its own (`with_entries`)."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: list[Entry] = []
        self._index: dict[str, list[Pattern]] = {}
        self._add(entries, steps)

    def _add(self, entries: Iterable[Entry], read: Callable[[str], tuple[Step, ...]]) -> None:
        for entry in entries:
            self.entries.append(entry)
            for written in entry.words:
                pattern = Pattern.of(read(written), entry)
                for word in dict.fromkeys(pattern.first_words()):
                    self._index.setdefault(word, []).append(pattern)

    def with_entries(
        self, entries: Iterable[Entry], *, read: Callable[[str], tuple[Step, ...]] = steps
    ) -> Vocabulary:
        """The same words and some more; where both are said by the same words, the added ones are meant.

        `read` makes steps of what an entry says; they are patterns unless it is told otherwise.
        """
        joined = Vocabulary(())
        joined._add(entries, read)
        joined.entries += self.entries
        for word, patterns in self._index.items():
            joined._index[word] = joined._index.get(word, []) + patterns
        return joined

    def find(self, words: list[Word]) -> list[Hit]:
        """All vague words of a text, the longest from each place."""
        found: list[Hit] = []
        at, index = 0, self._index
        for position, word in enumerate(words):
            if position < at:
                continue
            norm = word.norm
            hit = self._longest(words, position, norm) if norm in index else None
            if hit is None and norm[0] in "וש" and word.kind == HE:
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
            hit = self._longest(words, at, norm[cut:]) if norm[cut:] in self._index else None
            if hit is not None:
                return hit
        return None

    def _longest(self, words: list[Word], at: int, first: str) -> Hit | None:
        best, entry = at, None
        following = words[at + 1].norm if at + 1 < len(words) else ""
        for pattern in self._index[first]:
            if pattern.goes_on and following not in pattern.goes_on:
                continue
            end = pattern.end(words, at, first)
            if end > best:
                best, entry = end, pattern.entry
        return None if entry is None else Hit(at, best, entry)


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
    """The entries of a data file, an organisation's own for instance. Raises ValueError where it is none."""
    return _entries(tomllib.loads(source.read_text("utf-8")), lang)


def _entries(content: dict[str, Any], lang: str) -> list[Entry]:
    listed = content.get("vague")
    if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
        raise ValueError("entries begin with [[vague]]")
    return [_entry(raw, lang) for raw in listed]


def _entry(raw: dict[str, Any], lang: str) -> Entry:
    code, kind, words = str(raw.get("code", OWN)), raw.get("kind", "time"), raw.get("words")
    if kind not in KINDS:
        raise ValueError(f"{code}: kind must be one of {', '.join(KINDS)}")
    if not isinstance(words, list) or not all(isinstance(word, str) and _says(word) for word in words):
        raise ValueError(f"{code}: words must be a list of phrases")
    reason, better = (_in_both(raw.get(name), f"{code}: {name}") for name in ("reason", "better"))
    flagged, passes = str(raw.get("flagged", "")), str(raw.get("passes", ""))
    return Entry(code, kind, lang, tuple(words), reason, better, flagged, passes)


def _says(pattern: str) -> bool:
    """Whether a pattern names a word in each of its choices, and at least one that is not left out."""
    read = steps(pattern)
    return all(all(runs) for runs, _ in read) and any(not is_optional for _, is_optional in read)


def _in_both(said: object, name: str) -> Mapping[str, str]:
    """A text in both languages, or the same one for both."""
    texts = {"he": said, "en": said} if isinstance(said, str) else said
    if not isinstance(texts, dict) or not all(isinstance(texts.get(lang), str) for lang in ("he", "en")):
        raise ValueError(f"{name} must be a text, or one for he and one for en")
    return texts


def _standard() -> Vocabulary:
    return Vocabulary(
        [entry for lang in ("he", "en") for entry in _entries(data_files.read(f"vague_{lang}"), lang)]
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
