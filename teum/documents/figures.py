"""Figures in what leaves as a file: amounts as they are written, and whatever must keep its order in a Hebrew line."""

from __future__ import annotations

import re

from teum.language.notices import letter
from teum.language.notices.letter import PDI
from teum.language.notices.money import RLI

_FIGURE = re.compile(
    r"""
    (?P<address>
        https?://[^\s\u2066-\u2069]*[^\s\u2066-\u2069.,;:!?)]
        | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    )
    | (?<![\w.])(?:\+\d{1,3}|0\d{1,2})(?:[ -]?\d{2,})+(?!\w)      # a phone, also in groups
    | (?<![\w.])[+-]?\d+(?:[.,:/–-]\d+)*%?(?!\w)                  # a time, a date, an amount, a range, an id
    """,
    re.VERBOSE,
)
_LONG = re.compile(r"\S{25,}")
_FOLD = re.compile(r"\S{10}(?=\w)")  # never before a mark that belongs to the letter before it
_AFTER_LATIN = re.compile(r"[A-Za-z][\s/.,:()–-]*\Z")


def whole(figure: str) -> str:
    """One figure from left to right, whatever it holds."""
    return letter.isolated(figure)


def isolated(text: str) -> str:
    """The text with its phones, times, amounts, ranges and addresses isolated (U+2066…U+2069), and foldable.

    A number that follows a Latin word ("Type 7", "AC-24/7") runs on with it, and would be torn from it.
    """

    def one(found: re.Match[str]) -> str:
        runs_on = not found["address"] and _AFTER_LATIN.search(
            text[max(0, found.start() - 8) : found.start()]
        )
        return found[0] if runs_on else whole(found[0])

    return foldable(_FIGURE.sub(one, text.replace(" ₪", "\u00a0₪")))  # never the sign on another line


def foldable(text: str) -> str:
    """The text in which words that may be longer than a line can be broken (U+200B): else they run off the page."""
    return _LONG.sub(lambda found: _FOLD.sub("\\g<0>\u200b", found[0]), text)


def amount(agorot: int, *, lang: str) -> str:
    """An amount to the agora, on one line: "1,200.00 ₪" with the sign to its left as Hebrew is read, "₪1,200.00"."""
    sign = "-" if agorot < 0 else ""
    shekels, rest = divmod(abs(agorot), 100)
    number = f"{shekels:,}.{rest:02}"
    return f"{RLI}{whole(sign + number)}\u00a0₪{PDI}" if lang == "he" else whole(f"{sign}₪{number}")
