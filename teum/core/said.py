"""A text in both languages of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The same in Hebrew and in English."""

    he: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """In a language."""
        return self.he if lang == "he" else self.en

    def __bool__(self) -> bool:
        return bool(self.he or self.en)


NOTHING = Said()
"""In neither language."""
