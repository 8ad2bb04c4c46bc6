"""What a mail says itself, without what it quotes: as Gmail, Outlook and Apple Mail quote, in Hebrew and in English.

A signature stays: it may say something; what a mail program writes by itself goes. Where nothing would be left, all of
it stays, for the answer may stand inside, unless a program wrote the only line above what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from teum.language import mail_programs

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[ \t\u00a0]+")
MOST_LINES = 3
"""An attribution is wrapped over so many lines at most."""
_ATTRIBUTION = re.compile(
    r"""
      On\b.{5,300}?\bwrote:                                   # Gmail, Apple Mail
    | בתאריך\b.{5,300}?(?:כתב(?:/?ה|\(ה\)|ת/ה)?|מאת\b.{1,200}?):   # Gmail
    | ב-?\s?\d{1,2}\b.{5,300}?כתב(?:/?ה|\(ה\)|ת/ה)?:            # Apple Mail
    | (?:ב\s?)?יום\b.{5,300}?כתב(?:/?ה|\(ה\)|ת/ה)?:
    """,
    re.VERBOSE,
)
_RULE = re.compile(
    r"-{2,}\s*(?:Original Message|הודעה מקורית|ההודעה המקורית|Forwarded message|הודעה שהועברה)\s*-{2,}|_{20,}",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?(?:From|מאת):\*?\s*\S")
_FIELD = re.compile(r"\*?(?:Sent|Date|To|Cc|Subject|נשלח|תאריך|אל|עותק|נושא):\*?")
LOOKED_AT = 6
"""So many lines below a sender the other fields of a quoted heading stand."""


def own_words(text: str) -> str:
    """The words of whoever wrote the mail."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = [_SPACES.sub(" ", _MARKS.sub("", line)).strip() for line in lines]
    head, rest = _parted(plain)
    kept = [line for line, said in zip(lines, plain, strict=True) if not said.startswith(">")]
    if head is not None:
        below = range(rest, len(lines))
        has_marks = any(plain[place].startswith(">") for place in below)
        inside = [lines[place] for place in below if has_marks and not plain[place].startswith(">")]
        above = [lines[place] for place in range(head) if not plain[place].startswith(">")]
        kept = [*above, *inside]
    said = _tidied([line for line in kept if not mail_programs.is_line_of_one(_MARKS.sub("", line))])
    if not said and _tidied(kept):
        return ""
    return said or _tidied(lines)


def _parted(plain: Sequence[str]) -> tuple[int | None, int]:
    """The line at which the quoted mail begins, and that below its heading; None where nothing is quoted."""
    for place, line in enumerate(plain):
        if not line:
            continue
        if _RULE.fullmatch(line):
            return place, _attributed(plain, _below(plain, place + 1))
        if _FROM.match(line) and _is_heading(plain[place + 1 : place + 1 + LOOKED_AT]):
            return place, _below(plain, place)
        below = _attributed(plain, place)
        if below > place:
            return place, below
    return None, len(plain)


def _attributed(plain: Sequence[str], place: int) -> int:
    """Where the words end that say who wrote what follows, if they stand at this line; else the line itself."""
    for count in range(1, MOST_LINES + 1):
        if _ATTRIBUTION.fullmatch(" ".join(plain[place : place + count])):
            return place + count
    return place


def _below(plain: Sequence[str], place: int) -> int:
    """Where the fields of a heading end."""
    while place < len(plain) and (
        not plain[place] or _FROM.match(plain[place]) or _FIELD.match(plain[place])
    ):
        place += 1
    return place


def _is_heading(below: Sequence[str]) -> bool:
    return sum(bool(_FIELD.match(line)) for line in below) >= 2


def _tidied(lines: Sequence[str]) -> str:
    """No spaces at line ends, one empty line at most, none around."""
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
