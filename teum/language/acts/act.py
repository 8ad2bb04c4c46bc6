"""One act that somebody says will happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Act:
    """A verb of the future (or of a present that means it), and what its form tells."""

    verb: int  # its word
    first: int  # the word at which its clause may begin: subject, pronoun, auxiliary
    person: str  # "1", "2", "3", or "" where the form does not tell
    lemma: str
    tense: str = "future"  # future, present, pledge, receive
    passive: bool = False
    has_subject: bool = False  # a subject of its own stands before or behind it
    subject: tuple[int, int] | None = None
    number: str = ""  # "s" or "p" of the first person
    needs_time: bool = False
    is_hebrew: bool = False
