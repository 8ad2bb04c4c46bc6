"""The reader's place in the words: little words, glued letters, phrases of several words."""

from __future__ import annotations

from collections.abc import Mapping

from teum.language.times.lexicon import LEXICON, Word
from teum.language.times.spec import ORDER, Spec
from teum.language.tokens import EN, HE, NUM

# What a letter glued to the front of a Hebrew word says; ו and ש say nothing of time.
_GLUED = {"ב": "on", "ל": "", "מ": "from", "כ": "around", "ה": ""}
_PREFIXES = frozenset("ושהבלמכ")
_ON_THE_DAY = frozenset({"ביום", "ליום", "מיום"})
_NOT_BEFORE = frozenset({"ago", "hence", "to", "or", "and_the"})
# More of them in a row say nothing; without an end the work would grow with the square of the length.
_MOST_LITTLE_WORDS = 12

# What a phrase of several words means, and the word after it.
Phrase = tuple[object, int]
_NO_PHRASES: Mapping[str, Phrase] = {}


class Cursor:
    """The words of a text, and how they may be read: `loose` for a phrase that is known to be a time."""

    __slots__ = ("_phrases", "count", "day_first", "loose", "words")

    def __init__(self, words: list[Word], *, day_first: bool, loose: bool) -> None:
        self.words = words
        self.count = len(words)
        self.day_first = day_first
        self.loose = loose
        self._phrases: list[Mapping[str, Phrase] | None] = [None] * self.count

    def word(self, at: int) -> Word | None:
        """The word at a place, if there is one."""
        return self.words[at] if 0 <= at < self.count else None

    def norm(self, at: int) -> str:
        """The spelling at a place; nothing behind the end."""
        return self.words[at].norm if 0 <= at < self.count else ""

    def means(self, at: int, head: str) -> object:
        """What the word at a place means under a head of the lexicon."""
        return self.words[at].means.get(head) if 0 <= at < self.count else None

    def integer(self, at: int, head: str) -> int | None:
        """The same where the meaning is a number."""
        value = self.words[at].means.get(head) if 0 <= at < self.count else None
        return value if isinstance(value, int) else None

    def text(self, at: int, head: str) -> str:
        """The same where the meaning is a name."""
        value = self.words[at].means.get(head) if 0 <= at < self.count else None
        return value if isinstance(value, str) else ""

    def phrase(self, at: int, head: str) -> Phrase | None:
        """A phrase of several words under a head, and the word after it."""
        return self.phrases(at).get(head) if at < self.count else None

    def phrases(self, at: int) -> Mapping[str, Phrase]:
        """The phrases of several words that begin at a word, by their heads."""
        found = self._phrases[at]
        if found is None:
            found = self._phrases[at] = self._phrases_at(at)
        return found

    def _phrases_at(self, at: int) -> Mapping[str, Phrase]:
        """The phrases that begin at a word, the longest under each head."""
        word = self.words[at]
        if not word.is_telling and "rel" not in word.means:
            return _NO_PHRASES
        candidates = LEXICON.phrases.get(word.norm)
        if candidates is None and word.kind == HE and len(word.norm) > 2 and word.norm[0] in _PREFIXES:
            candidates = LEXICON.phrases.get(word.norm[1:]) or LEXICON.phrases.get(word.norm[2:])
        if candidates is None:
            return _NO_PHRASES
        found: dict[str, Phrase] = {}
        for parts, head, value in candidates:
            if head not in found and self._matches(at, parts):
                end = at + len(parts)
                # The מ of לא יאוחר מיום is glued to the word that the next piece reads.
                found[head] = value, end - (len(parts[-1]) == 1 and self.words[end - 1].norm != parts[-1])
        return found

    def _matches(self, at: int, parts: tuple[str, ...]) -> bool:
        if at + len(parts) > self.count:
            return False
        words = self.words
        for offset in range(1, len(parts)):
            norm, part = words[at + offset].norm, parts[offset]
            if norm != part and not (
                words[at + offset].kind == HE and len(part) == 1 and norm.startswith(part)
            ):
                return False
        return True

    def relation(self, at: int, spec: Spec) -> int:
        """Reads the little words before a piece into the spec; the word after them."""
        for _ in range(_MOST_LITTLE_WORDS):
            if at >= self.count:
                break
            phrases = self.phrases(at)
            phrase = phrases.get("rel")
            if phrase is not None:
                spec.note(str(phrase[0]).partition(".")[0])
                spec.from_now |= str(phrase[0]).endswith(".next")
                at = phrase[1]
                at += self.norm(at) == "-" and len(self.norm(at - 1)) == 1  # לא יאוחר מ-16:00
                continue
            if "part" in phrases or "one" in phrases:
                break
            step = self._little_word(at, spec)
            if step == at:
                break
            at = step
        return at

    def _little_word(self, at: int, spec: Spec) -> int:
        word = self.words[at]
        glued = self.glued_letters(at) if word.kind == HE else ""
        if glued:
            spec.note(_GLUED.get(glued[-1], ""))
            return at + 2 if self.norm(at + 1) == "-" else at + 1
        if word.norm == "this" and self.means(at + 1, "part") is not None:
            return at + 1
        if word.norm in _ON_THE_DAY and _is_in_digits(self.norm(at + 1)):
            spec.note("on")  # ביום 3.12
            return at + 1
        rel = word.means.get("rel")
        if not isinstance(rel, str) or rel in _NOT_BEFORE or rel == "and":
            return at
        if word.kind == HE and len(word.norm) == 1:
            return at
        spec.note(rel if rel in ORDER else "")
        return at + 1

    def glued_letters(self, at: int) -> str:
        """Letters that belong to the number behind them: ב in ב-10, וב in וב10."""
        word = self.words[at]
        if (
            word.kind != HE
            or len(word.norm) > 3
            or not _PREFIXES.issuperset(word.norm)
            or at + 1 >= self.count
        ):
            return ""
        if "number" in word.means:
            return ""  # שש is six, and no three letters glued to a word
        following = self.words[at + 1]
        if following.kind == NUM or (following.kind == EN and self.loose):
            return word.norm
        if following.norm == "-" and at + 2 < self.count and following.start == word.end:
            behind = self.words[at + 2]
            return word.norm if behind.kind == NUM or behind.means else ""
        if self.loose and following.means:
            return word.norm
        return ""

    def glued_relation(self, at: int) -> str:
        """What the letters glued to a word of time say."""
        prefix = self.words[at].prefix
        return _GLUED.get(prefix[-1], "") if prefix else ""

    def skip_comma(self, at: int) -> int:
        """Over one comma or bracket between two pieces."""
        return at + 1 if self.norm(at) in (",", "(", "-") else at

    def is_dotted_hour(self, at: int) -> bool:
        """Whether it is 7.30 before an am or pm, and no date or measure."""
        whole, dot, minutes = self.norm(at).partition(".")
        if not dot or not (whole.isdecimal() and minutes.isdecimal()) or len(minutes) != 2:
            return False
        return int(whole) < 13 and int(minutes) < 60 and self.means(at + 1, "ampm") is not None

    def is_short_day(self, at: int) -> bool:
        """Whether `sat` or `sun` reads as a day: a date or an hour behind it."""
        return self.means(at + 1, "month") is not None or self.norm(at + 1)[:1].isdigit()


def _is_in_digits(norm: str) -> bool:
    """Whether it is 3.12 or 3/12."""
    day, _, month = norm.replace("/", ".").partition(".")
    return day.isdecimal() and month[:1].isdecimal()
