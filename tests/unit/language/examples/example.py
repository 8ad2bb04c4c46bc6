"""What one example holds."""

from __future__ import annotations

# The text with `{}` in it, another word, and the sign that only the words of the list bring about.
Example = tuple[str, str, str]
