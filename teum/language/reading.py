"""All that is read off the words of a text before anything is decided: its times, vague words and quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from teum.language import sentences, vague
from teum.language.times import joining, reader
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention


class Reading:
    """The words of a text with the times and vague words among them, in their order."""

    __slots__ = ("_hits_at", "_mentions_at", "hits", "mentions", "quoted", "text", "words")

    def __init__(self, text: str, words: list[Word], mentions: list[Mention], hits: list[vague.Hit]) -> None:
        self.text = text
        self.words = words
        self.mentions = mentions
        self.hits = hits
        self.quoted = sentences.quoted(words)
        self._mentions_at = [mention.first for mention in mentions]
        self._hits_at = [hit.first for hit in hits]

    def mentions_in(self, first: int, last: int) -> Sequence[Mention]:
        """The times that begin within a run of words."""
        places = self._mentions_at
        return self.mentions[bisect_left(places, first) : bisect_left(places, last)] if places else ()

    def hits_in(self, first: int, last: int) -> Sequence[vague.Hit]:
        """The vague words that begin within a run of words."""
        places = self._hits_at
        return self.hits[bisect_left(places, first) : bisect_left(places, last)] if places else ()

    def words_in(self, start: int, end: int) -> list[Word]:
        """The words between two characters."""
        first = bisect_left(self.words, start, key=_start)
        return self.words[first : bisect_left(self.words, end, lo=first, key=_start)]

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Where a run of words begins and ends in the text."""
        return self.words[first].start, self.words[last - 1].end

    def is_quoted(self, at: int) -> bool:
        """Whether a word lies between quotation marks."""
        return self.quoted is not None and self.quoted[at]


def _start(word: Word) -> int:
    return word.start


def read(
    text: str, words: list[Word], vocabulary: vague.Vocabulary, *, day_first: bool, today: date
) -> Reading:
    """Reads a text; of a time and a vague word in the same words the longer one is meant."""
    mentions = joining.joined(reader.find(words, day_first=day_first), words, today=today)
    hits = [hit for hit in vocabulary.find(words) if not _refers_back(words, hit)]
    if mentions and hits:
        taken = [(hit.first, hit.last) for hit in hits]
        mentions = [m for m in mentions if not _is_within((m.first, m.last), taken)]
        kept = [(mention.first, mention.last) for mention in mentions]
        hits = [hit for hit in hits if not _is_within((hit.first, hit.last), kept)]
    return Reading(text, words, mentions, hits)


def _refers_back(words: list[Word], hit: vague.Hit) -> bool:
    """Whether it is the בהמשך of בהמשך לפנייתך, which is no time."""
    if words[hit.last - 1].norm.lstrip("ו") != "בהמשך" or hit.last >= len(words):
        return False
    following = words[hit.last]
    return following.norm[0] == "ל" and len(following.norm) > 2 and not following.means


def _is_within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Whether one of the spans, which stand in order and apart, holds the whole of another."""
    at = bisect_left(spans, (span[0] + 1,)) - 1
    return at >= 0 and spans[at][0] <= span[0] and span[1] <= spans[at][1]
