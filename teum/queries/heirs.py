"""What took the place of a promise, and of that, and so on: the last of them is what counts by now."""

from __future__ import annotations

from collections.abc import Iterable


class Heirs:
    """Of these promises, each with the one that it replaces."""

    def __init__(self, listed: Iterable[tuple[int, int | None]]) -> None:
        self._after = {replaced: promise for promise, replaced in listed if replaced}

    def last(self, promise: int) -> int:
        """A promise, or what has replaced it by now."""
        while promise in self._after:
            promise = self._after[promise]
        return promise
