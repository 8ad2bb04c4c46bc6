"""The text of a promise without its time, for showing beside a window, or with one in place of a vague word."""

from __future__ import annotations

import re

from teum.language.values import Analysis, Commitment, Span

_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_MARK = re.compile(r"\s+([,.;:!?])")
_DOUBLED = re.compile(r"([,;])\s*(?=[,;.!?])")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")
_OBJECT = re.compile(r"\bאת\b")
_EDGES = " \t,;:-–—"


def without_time(text: str, analysis: Analysis) -> str:
    """The text with the time phrases of its commitments taken out, and tidied; a term with what it runs from."""
    times = (span for c in analysis.commitments for span in (_time(text, c), c.day_span) if span)
    spans = sorted(times, reverse=True)
    for start, end in spans:
        text = _taken_out(text, start, end)
    text = _tidied(_EMPTY_BRACKETS.sub("", text))
    return "\n".join(line.strip(_EDGES) for line in text.splitlines()).strip()


def _time(text: str, said: Commitment) -> Span | None:
    """Where its time stands. What a term runs from goes with it, unless an object stands there, which is the deed's."""
    time, event = said.time_span, said.condition_span
    if not time or not event or not said.after_condition or _OBJECT.search(text[slice(*event)]):
        return time
    follows = time[0] < event[0] and not text[time[1] : event[0]].strip()
    return (time[0], event[1]) if follows else time


def _tidied(text: str) -> str:
    return _DOUBLED.sub("", _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text)))


def with_time(text: str, analysis: Analysis, *, said: str) -> str:
    """The text with a time in place of its one vague word; without that word where it names a time besides.

    As it is where there is no such word, or more than one.
    """
    if len(analysis.vague) != 1:
        return text
    vague = analysis.vague[0]
    names_a_time = any(commitment.due for commitment in analysis.commitments)
    return _tidied(text[: vague.start] + ("" if names_a_time else said) + text[vague.end :])


def _taken_out(text: str, start: int, end: int) -> str:
    """Leaves the ו of ועד, which ties the clause to the one before it."""
    return text[:start] + " " + text[end:]
