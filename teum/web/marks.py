"""A text with its vague words marked, and why each is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from teum import language
from teum.language import Analysis
from teum.web import moments
from teum.web.desk import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """A marked word, why it was marked, and what to write instead."""

    quote: str
    reason: str
    better: str


def heard(text: str, reader: Reader) -> Analysis:
    """What is understood of a promise in the reader's words."""
    return language.promised(
        text,
        speaker="provider",
        now=reader.now,
        calendar=reader.calendar,
        vocabulary=reader.vocabulary,
    )


def reasons(found: Analysis) -> tuple[Vague, ...]:
    """The marked words with their reasons, in the reader's language."""
    lang = moments.lang()
    return tuple(
        Vague(quote=span.quote, reason=span.reason_text(lang), better=span.better(lang))
        for span in found.vague
    )


def marked(text: str, found: Analysis) -> SafeString:
    """The text with its vague words marked, escaped."""
    pieces: list[str] = []
    at = 0
    for span in sorted(found.vague, key=lambda span: span.start):
        if span.start < at:
            continue
        mark = format_html('<mark class="vague">{}</mark>', text[span.start : span.end])
        pieces += [text[at : span.start], mark]
        at = span.end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[at:]]))
