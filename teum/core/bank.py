"""The question bank (B3): what is asked again and again, in both languages, by phase of a case."""

from __future__ import annotations

from teum.core.question import Kind

KINDS = (Kind.TEXT, Kind.DOCUMENT)
"""What can be asked from the bank: what we understood of a matter is said of that matter alone."""
MOST = 200
"""So many questions a bank may have."""
