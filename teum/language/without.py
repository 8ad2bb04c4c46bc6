"""The text of a promise without its time, for showing beside a window that may move."""

from __future__ import annotations

import re

from teum.language.values import Analysis

_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_MARK = re.compile(r"\s+([,.;:!?])")
_DOUBLED = re.compile(r"([,;])\s*(?=[,;.!?])")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")
_EDGES = " \t,;:-–—"


def without_time(text: str, analysis: Analysis) -> str:
    """The text with the time phrases of its commitments taken out, and tidied."""
    times = (span for c in analysis.commitments for span in (c.time_span, c.day_span) if span)
    spans = sorted(times, reverse=True)
    for start, end in spans:
        text = _taken_out(text, start, end)
    text = _EMPTY_BRACKETS.sub("", text)
    text = _DOUBLED.sub("", _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text)))
    return "\n".join(line.strip(_EDGES) for line in text.splitlines()).strip()


def _taken_out(text: str, start: int, end: int) -> str:
    """Leaves the ו of ועד, which ties the clause to the one before it."""
    return text[:start] + " " + text[end:]
