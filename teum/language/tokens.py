"""Words, numbers and marks of a text, each with its place, in a spelling that rules can compare.

Offsets always count the characters of the original text, so that every quote is an exact piece of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

# Niqqud and cantillation, bidi marks, joiners and selectors: part of a word for the eye, nothing for the rules.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_IGNORED = rf"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7{_UNSEEN}"
_HE = rf"[א-ת{_IGNORED}]"
# Latin letters, and those that only look otherwise: full-width ones, and the bold and slanted ones of mathematics.
_LETTER = "[A-Za-zÀ-ɏ\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a3]"
_EN = rf"{_LETTER}+(?:[{_UNSEEN}]+{_LETTER}+)*"

_TOKEN = re.compile(
    rf"""
    (?P<he>[א-ת]{_HE}*(?:["״”“'’׳´`]{_HE}*[א-ת]{_HE}*)*(?:(?<![א-ת]{{4}})['’׳´`])?)
  | (?P<en>[ap]\.[ ]?m\b\.? | e\.?o\.?[dwmq]\b\.? | {_EN}(?:['’]{_EN})*)
  | (?=\d)(?P<num>
        \d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d)
      | \d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign)\d{{2,4}}(?!\d)
      | \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)
      | \d{{1,3}}(?:,\d{{3}})+(?!\d)
      | \d{{1,2}}[./]\d{{1,2}}(?!\d|[./]\d)
      | \d+
    )
  | (?P<gap>\n+)
  | (?P<other>[^\s{_IGNORED}])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STRIP = re.compile(f"[{_IGNORED}]")
_SIGNS = str.maketrans({"’": "'", "׳": "'", "´": "'", "`": "'", "״": '"', "”": '"', "“": '"'})
_DASHES = {"–": "-", "—": "-", "־": "-", "‑": "-", "−": "-"}
_QUOTES = {"”": '"', "“": '"', "„": '"', "״": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}

NUM, HE, EN, GAP, OTHER = "num", "he", "en", "gap", "other"
Made = TypeVar("Made")


class Token:
    """One word, number, sign or line break; `norm` is what rules compare."""

    __slots__ = ("end", "kind", "norm", "start")

    def __init__(self, kind: str, norm: str, start: int, end: int) -> None:
        self.kind = kind
        self.norm = norm
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"{self.kind}:{self.norm}@{self.start}"


def tokenise(text: str) -> list[Token]:
    """Cuts a text into tokens; white space and marks that nobody sees are left out, line breaks kept."""
    return tokens_as(text, Token)


def norms(text: str) -> tuple[str, ...]:
    """The words of a text as rules compare them."""
    return tuple(token.norm for token in tokenise(text))


def tokens_as(text: str, make: Callable[[str, str, int, int], Made]) -> list[Made]:
    """The tokens of a text, each made of its kind, its spelling and its two ends."""
    tokens: list[Made] = []
    append = tokens.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or OTHER
        raw = match[0]
        if kind == HE:
            norm = raw if raw.isalpha() else _STRIP.sub("", raw).translate(_SIGNS)
        elif kind == EN:
            norm = raw.lower() if raw.isascii() else _latin(raw)
        elif kind == OTHER:
            norm = _DASHES.get(raw) or _QUOTES.get(raw) or raw
        else:
            norm = raw
        append(make(kind, norm, *match.span()))
    return tokens


def _latin(raw: str) -> str:
    """A Latin word as it looks to its reader: in common letters, without what nobody sees."""
    return unicodedata.normalize("NFKC", _STRIP.sub("", raw)).lower().replace("’", "'")


def language_of(tokens: Sequence[Token]) -> str:
    """The language that most of the letters are in: `he`, or `en`."""
    hebrew = sum([token.end - token.start for token in tokens if token.kind == HE])
    latin = sum([token.end - token.start for token in tokens if token.kind == EN])
    return "he" if hebrew >= latin and hebrew else "en" if latin else "he"
