"""Numbers in digits and words: twenty-four, שלוש עשרה, עשרים וארבע, 2-3, one or two."""

from __future__ import annotations

from teum.language.times.lexicon import Word
from teum.language.tokens import EN, HE, NUM

_RANGE_SIGNS = frozenset({"-", "~", "/"})
_RANGE_WORDS = frozenset({"to", "or", "או", "עד", "ל"})
Read = tuple[float, int]


def number(words: list[Word], at: int) -> Read | None:
    """The number that begins at a word, and the word after it."""
    if at >= len(words):
        return None
    word = words[at]
    if word.kind == NUM:
        return _digits(words, at)
    value = word.means.get("number")
    if not isinstance(value, int):
        return None
    if word.kind == HE:
        return _hebrew(words, at, value)
    return _english(words, at, value)


def _digits(words: list[Word], at: int) -> Read | None:
    text = words[at].norm
    if len(text) > 9:
        return None
    if text.isdecimal():
        return float(text), at + 1
    whole, dot, part = text.partition(".")
    if dot and whole.isdecimal() and part.isdecimal():
        return float(text), at + 1
    return None


def _hebrew(words: list[Word], at: int, value: int) -> Read:
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.kind != HE:
        return value, at + 1
    if value < 10 and "teen" in following.means and not following.prefix:
        return value + 10, at + 2
    units = following.means.get("number")
    if value >= 20 and following.prefix == "ו" and isinstance(units, int) and units < 10:
        return value + units, at + 2
    return value, at + 1


def _english(words: list[Word], at: int, value: int) -> Read:
    if value >= 20 and value % 10 == 0:
        next_at = at + 2 if at + 1 < len(words) and words[at + 1].norm == "-" else at + 1
        units = words[next_at].means.get("number") if next_at < len(words) else None
        if (
            isinstance(units, int)
            and units < 10
            and words[next_at].kind == EN
            and words[next_at].norm not in ("a", "an")
        ):
            return value + units, next_at + 1
    return value, at + 1


def span(words: list[Word], at: int) -> tuple[float, float, int] | None:
    """A number or a range of two (`3-5`, `one to two`, שניים עד שלושה), and the word after it."""
    low = number(words, at)
    if low is None:
        return None
    value, after = low
    if after + 1 < len(words) and is_range_sign(words, after):
        high = number(words, after + 1 + _glued_dash(words, after + 1))
        if high is not None and high[0] > value:
            return value, high[0], high[1]
    if after < len(words) and words[after].kind == HE and words[after].prefix == "ל" and words[at].kind == HE:
        high = number(words, after)
        if high is not None and high[0] > value:
            return value, high[0], high[1]
    return value, value, after


def is_range_sign(words: list[Word], at: int) -> bool:
    """Whether the word can stand between the two ends of a range."""
    return at < len(words) and (words[at].norm in _RANGE_SIGNS or words[at].norm in _RANGE_WORDS)


def _glued_dash(words: list[Word], at: int) -> int:
    """1 where a letter is tied to the number by a dash (`2 ל-4`)."""
    return int(at < len(words) and words[at].norm == "-" and words[at - 1].kind == HE)
