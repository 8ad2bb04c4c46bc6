"""An organisation's own vague words: what it may add to the built-in ones, and both together for a reader of texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from teum.core.refusal import Invalid
from teum.core.window import Window
from teum.language import vague
from teum.language.times.lexicon import Word, words_of
from teum.language.tokens import EN, GAP, HE, OTHER, Token, tokenise
from teum.language.vague import Entry, Step, Vocabulary
from teum.language.wording import in_words

LANGUAGES = ("he", "en")
KINDS = ("time", "hedge")
"""`time` words are vague where no clear time stands beside them, `hedge` words wherever they stand."""
MOST_LETTERS = 60
MOST_WORDS = 8
_FEWEST_LETTERS = 2


class NoPhrase(Invalid):
    """That is no word or phrase: it has hardly a letter, or it is a whole text. Carries `phrase`."""

    code = "no_phrase"


class SaysTimes(Invalid):
    """Every clear time is written with these words: nothing could be promised any more. Carries `phrase`."""

    code = "says_times"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """A word or phrase, taken as it stands, why nobody can rely on it, and what to write instead."""

    phrase: str
    reason: str
    better: str
    lang: str
    kind: str = "time"


@lru_cache(maxsize=256)
def of(words: tuple[OwnWord, ...]) -> Vocabulary:
    """The built-in words and an organisation's own, ready for use."""
    if not words:
        return vague.STANDARD
    return vague.STANDARD.with_entries((_entry(word) for word in words), read=_plain)


def compared(phrase: str) -> str:
    """What is compared of a phrase: no niqqud, no capitals, one sign for all apostrophes, no signs at its ends."""
    return " ".join(token.norm for token in _core(phrase))


def require_phrase(phrase: str) -> str:
    """The phrase as it is compared. Raises `NoPhrase`, `SaysTimes`."""
    core = _core(phrase)
    letters = sum(len(token.norm) for token in core if token.kind in (HE, EN))
    if letters < _FEWEST_LETTERS or len(core) > MOST_WORDS or len(phrase) > MOST_LETTERS:
        raise NoPhrase(phrase=phrase[:MOST_LETTERS])
    alone = Vocabulary(()).with_entries(
        [_entry(OwnWord(phrase=phrase, reason="", better="", lang="he"))], read=_plain
    )
    if any(alone.find(words) for words in _clear_times()):
        raise SaysTimes(phrase=phrase)
    return compared(phrase)


def _entry(word: OwnWord) -> Entry:
    reason, better = dict.fromkeys(LANGUAGES, word.reason), dict.fromkeys(LANGUAGES, word.better)
    return Entry(vague.OWN, word.kind, word.lang, (word.phrase,), reason, better, "", "")


def _plain(phrase: str) -> tuple[Step, ...]:
    """A phrase as one step: its brackets and bars are signs like others."""
    run = tuple(token.norm for token in _core(phrase))
    return (((run,), False),) if run else ()


def _core(phrase: str) -> list[Token]:
    """The words of a phrase without the signs around them."""
    tokens = tokenise(phrase)
    while tokens and tokens[-1].kind in (OTHER, GAP):
        tokens.pop()
    first = next((at for at, token in enumerate(tokens) if token.kind not in (OTHER, GAP)), 0)
    return tokens[first:]


@lru_cache(maxsize=1)
def _clear_times() -> tuple[list[Word], ...]:
    """The words of clear times: every weekday and month, by a moment and between two, in both languages."""
    written = [
        in_words(window, lang, _ANY_DAY)
        for lang in LANGUAGES
        for days in range(0, 360, 29)
        for window in _windows(_ANY_DAY + timedelta(days=days))
    ]
    return tuple(words_of(text) for text in written)


_ANY_DAY = datetime(2027, 1, 3, 10, tzinfo=UTC)


def _windows(at: datetime) -> Iterable[Window]:
    return Window(due=at), Window(due=at, start=at), Window(due=at + timedelta(hours=2), start=at)
