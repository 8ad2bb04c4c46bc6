"""Incoming text made safe to keep: nothing that turns lines around, nothing that a database refuses."""

from __future__ import annotations

import re
import unicodedata

from teum.core.refusal import Invalid

# Embeddings, overrides and isolates reorder what others wrote; the marks U+200E and U+200F only help and stay.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|\u0085|\u2028|\u2029")
_SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class NulCharacter(Invalid):
    """A NUL in a text: databases refuse it, and nobody types it."""

    code = "nul_character"


def clean(raw: str) -> str:
    """Tidies a text that came in: one kind of line end, composed letters, no bidi overrides.

    A lone surrogate becomes U+FFFD, since no encoding can carry it. Raises NulCharacter.
    """
    if "\0" in raw:
        raise NulCharacter(at=raw.index("\0"))
    text = _BIDI_CONTROLS.sub("", _LINE_ENDS.sub("\n", raw))
    return unicodedata.normalize("NFC", _SURROGATES.sub(REPLACEMENT, text))


def line(raw: str) -> str:
    """A text that stands in a line of ours, a name or a title: clean, with single spaces in place of line ends."""
    return " ".join(clean(raw).split())


def is_hebrew(text: str) -> bool:
    """Whether most of its letters are Hebrew; a text without letters is."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum("א" <= letter <= "ת" for letter in letters) >= len(letters)


def spoken(phone: str) -> str:
    """A number as people here read it: 054-765-4321 for +972547654321."""
    if phone.startswith("+972"):
        home = "0" + phone[4:]
        if len(home) == 10:
            return f"{home[:3]}-{home[3:6]}-{home[6:]}"
        return f"{home[:2]}-{home[2:5]}-{home[5:]}" if len(home) == 9 else home
    return phone
