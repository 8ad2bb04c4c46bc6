"""Reads one phrase of time out of a run of words: piece after piece, each filling a part of the `Spec`."""

from __future__ import annotations

from teum.language import grammar
from teum.language.times import clocks, dates, durations, periods
from teum.language.times.cursor import Cursor
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention, Spec
from teum.language.tokens import HE

# The order matters: "15 minutes" is no date, "3/5" no hour, "end of the month" no duration.
_PIECES = (periods.read, durations.read, dates.read, clocks.read)
# A word that means nothing by itself may still be a day of the Hebrew calendar, written in letters.
_LETTERS = (dates.in_letters,)

_LONGEST_LEAD = 4
_DENYING = frozenset({"במקום", "ולא", "על", "not"})
# What is of that time, and is not done then: הזיכוי על החודש, החשבונית של אתמול.
_OF_ONE = frozenset({"של", "עבור", "בגין"})
_AND_WE = frozenset({"ואני", "ואנחנו", "ואנו"})
_WE = frozenset({"i'm", "we're", "i'll", "we'll"})
_MORE = frozenset({"נוסף", "נוספת"})
_FROM_THE_DAY = grammar.words("conditions", "from_the_day")
_ON_WHICH = grammar.words("conditions", "on_which")
# They say nothing before another little word: `over in 10 minutes`.
_IDLE = frozenset({"over", "for", "back", "through", "about", "to", "of"})


_LONGEST_PHRASE = 100


def find(words: list[Word], *, day_first: bool) -> list[Mention]:
    """Every phrase of time in a text, longest first from each place; what is no time in running text is left."""
    found: list[Mention] = []
    at = 0
    cursor = Cursor(words, day_first=day_first, loose=False)
    for telling in [at for at, word in enumerate(words) if word.is_telling]:
        # The little words before it belong to it: `no later than the`, ולא יאוחר מ.
        at = max(at, telling - _LONGEST_LEAD)
        while at <= telling:
            mention = read(cursor, at) if may_begin(words[at], words, at) else None
            if mention is not None and (is_telling(mention) or _leads_to_us(words, mention)):
                if not (_is_denied(words, mention) or _is_counted(words, mention)):
                    found.append(mention)
                at = mention.last
            else:
                at += 1
    return found


def _is_denied(words: list[Word], mention: Mention) -> bool:
    """Whether it is just not that time: `instead of today`, `rather than on Monday`, ולא ביום שני."""
    if words[mention.first].norm in _OF_ONE:
        return True
    if mention.first == 0:
        return False
    before = words[mention.first - 1].norm
    if before in ("of", "than") and mention.first > 1:
        return words[mention.first - 2].norm in ("instead", "rather")
    return before in _DENYING or before in _OF_ONE


def _leads_to_us(words: list[Word], mention: Mention) -> bool:
    """Whether a bare length says in how long: חצי שעה ואני אצלך, 10 minutes and I'm there."""
    last, spec = mention.last, mention.spec
    if spec.amount is None or spec.ago or last + 1 >= len(words):
        return False
    norm = words[last].norm
    return norm in _AND_WE or (norm == "and" and words[last + 1].norm in _WE)


def _is_counted(words: list[Word], mention: Mention) -> bool:
    """Whether it counts things: פרקים 4 עד 6, and בלילה נוסף, which is one night more."""
    spec, first, last = mention.spec, mention.first, mention.last
    if last < len(words) and words[last].norm in _MORE and last == first + 1:
        return words[first].prefix == "ב" and spec.amount is None
    if (
        spec.clock is None
        or spec.has_day()
        or spec.part
        or not words[last - 1].is_number
        or ":" in words[last - 1].norm
    ):
        return False
    begin = first - 1 if first and words[first].norm == "עד" and words[first - 1].is_number else first
    counted = words[begin - 1] if begin and words[begin].is_number else None
    return counted is not None and not counted.means and counted.norm.endswith(("ים", "ות"))


def whole(words: list[Word], *, day_first: bool) -> Mention | None:
    """The phrase of time that a whole text is, read generously; none of a text that is too long to be one."""
    if len(words) > _LONGEST_PHRASE:
        return None
    cursor = Cursor(words, day_first=day_first, loose=True)
    best: Mention | None = None
    for at in range(len(words)):
        mention = read(cursor, at)
        if mention is not None and (best is None or mention.last - mention.first > best.last - best.first):
            best = mention
    return best


def may_begin(word: Word, words: list[Word], at: int) -> bool:
    """Whether a phrase may begin with it: a word of time, a little word, letters before a number (`ב-10`)."""
    if word.means or word.is_telling:
        return not (word.norm in _IDLE and at + 1 < len(words) and "rel" in words[at + 1].means)
    return word.kind == HE and (len(word.norm) <= 2 or '"' in word.norm or "'" in word.norm)


def read(cursor: Cursor, at: int) -> Mention | None:
    """The phrase that begins at a word, with the little words before it."""
    spec = Spec()
    last = cursor.relation(at, spec)
    first_piece = last
    end = _piece(cursor, last, spec)
    if end is None or end == first_piece:
        return None
    while True:
        after = end
        ahead = cursor.skip_comma(after)
        trial_rel = spec.rel
        begin = cursor.relation(ahead, spec)
        more = _piece(cursor, begin, spec) if begin < cursor.count else None
        if more is None or more <= begin:
            spec.rel = trial_rel
            break
        end = more
    words = cursor.words
    return Mention(at, end, words[at].start, words[end - 1].end, spec)


def _piece(cursor: Cursor, at: int, spec: Spec) -> int | None:
    if at >= cursor.count or not (cursor.loose or may_begin(cursor.words[at], cursor.words, at)):
        return None
    word = cursor.words[at]
    if word.norm in _FROM_THE_DAY and at + 1 < cursor.count and cursor.words[at + 1].norm in _ON_WHICH:
        return None  # תוך 10 ימים מהיום שבו תשלחו: a condition
    for reads in _PIECES if word.means or word.is_telling or cursor.loose else _LETTERS:
        end = reads(cursor, at, spec)
        if end is not None and end > at:
            spec.note(cursor.glued_relation(at))
            return end
    return None


def is_telling(mention: Mention) -> bool:
    """Whether it is a time in running text: not a bare ordinal, a stretch of time, a moment long past."""
    spec = mention.spec
    if spec.ago or (spec.period_offset is not None and spec.period_offset < 0):
        return True
    if spec.amount is not None and not spec.has_day() and spec.clock is None:
        return (
            spec.from_now
            or spec.unit in ("bday", "bhour")
            or spec.rel in ("within", "in", "until", "by", "on")
        )
    return not spec.is_empty()
