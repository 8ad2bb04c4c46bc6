"""Strings that nobody would write: words of the rules in any order, messages with slips, signs of all kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from teum import language
from teum.core.working_time import Calendar
from teum.language import data_files
from teum.language.acts import verbs
from teum.language.times.holidays import NAMES as HOLIDAYS
from teum.language.times.lexicon import LEXICON
from teum.language.times.zones import NAMES as ZONES
from teum.language.values import Analysis
from teum.management.bench import messages

SIGNS: Sequence[str] = (
    *(
        "5",
        "12",
        "31/2",
        "24.11",
        "14:00",
        "99:99",
        "2026-11-24",
        "16h30",
        "999999999",
        "1,200",
        "q1",
        "7.30",
    ),
    *(
        "٣",
        "²",
        "３",
        "Ⅳ",
        "½",
        "𝟞",
        "-",
        "–",
        "־",
        ".",
        ",",
        "?",
        "!",
        ":",
        ";",
        "…",
        "\n",
        "\r\n",
        "\t",
        "\u2028",
    ),
    *('"', "״", "'", "׳", "“", "(", ")", "%", "₪", "@", "&", "/", "ב", "ל", "ה", "ו", "ש", "ב-", "ל-", "מ"),
    # marks of direction and of nothing, half of a character, characters of several parts, other scripts
    *(
        "\u200f",
        "\u200e",
        "\u202e",
        "\u2067",
        "\u2069",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\0",
        "\x1b",
        "\ud800",
        "\udfff",
    ),
    *(
        "😀",
        "👨‍👩‍👧",
        "🇮🇱",
        "ְ",
        "בּ",
        "e\u0301",
        "ａｓａｐ",
        "𝐬𝐨𝐨𝐧",
        "K",
        "ı",
        "ß",
        "غدا",
        "завтра",
        "明日",
        "\U0010ffff",
    ),
)
LITTLE: Sequence[str] = (
    *(
        "אם",
        "כש",
        "לאחר",
        "ברגע",
        "if",
        "once",
        "you",
        "we",
        "will",
        "we'll",
        "and",
        "not",
        "לך",
        "אני",
        "לא",
    ),
    *(
        "as soon as",
        "בהקדם",
        "asap",
        "next",
        "the",
        "of",
        "half",
        "past",
        "quarter",
        "to",
        "חצי",
        "רבע",
        "הבא",
    ),
)
_HIGHEST = 0x110000
_MOST_WORDS, _MOST_SLIPS = 14, 6
_LONG = 40
"""One string in a thousand is so many times as long as others."""


def _listed(content: object) -> Iterator[str]:
    """Every text in a data file."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _listed(value)
    elif isinstance(content, list):
        for value in content:
            yield from _listed(value)


WORDS: Sequence[str] = sorted(
    {
        *LEXICON.words,
        *verbs.FUTURE,
        *verbs.PRESENT,
        *HOLIDAYS,
        *ZONES,
        *(" ".join(parts) for phrases in LEXICON.phrases.values() for parts, _, _ in phrases),
        *(
            text
            for name in ("grammar", "parties", "channels", "verbs_en")
            for text in _listed(data_files.read(name))
        ),
    }
)


def made(random: Random) -> str:
    """A string of words of the rules, of a message or of any characters, with slips."""
    kind = random.random()
    if kind < 0.55:
        text = _soup(random)
    elif kind < 0.9:
        text = messages.written(random).text
    else:
        text = "".join(chr(random.randrange(_HIGHEST)) for _ in range(random.randrange(30)))
    if random.random() < 0.001:
        text = text * _LONG
    return _slipped(random, text)


def _soup(random: Random) -> str:
    glue = random.choice((" ", " ", " ", "", "-", ", "))
    return glue.join(
        random.choice(random.choice((WORDS, WORDS, SIGNS, LITTLE)))
        for _ in range(random.randrange(_MOST_WORDS))
    )


def _slipped(random: Random, text: str) -> str:
    """The text with some places left out, doubled, or with a sign in their stead."""
    for _ in range(random.randrange(_MOST_SLIPS)):
        begin = random.randrange(len(text) + 1)
        end = begin + random.randrange(4)
        put = random.choice(("", random.choice(SIGNS), text[begin:end] * 2, random.choice(LITTLE)))
        text = text[:begin] + put + text[end:]
    return text


def fault(text: str, *, speaker: str, now: datetime, calendar: Calendar) -> str:
    """What does not hold when the analyser reads a text, with everything that it offers; empty where all does."""
    analysis = language.analyse(text, speaker=speaker, now=now, calendar=calendar)
    language.without_time(text, analysis)
    language.resolve(text, now, calendar)
    quotes = [*_quotes(analysis), *((it.quote, (it.start, it.end)) for it in language.vague_spans(text))]
    for quote, span in quotes:
        if not quote or text[slice(*span)] != quote:
            return f"{quote!r} is not what stands at {span}"
    for commitment in analysis.commitments:
        if (commitment.clarity == "concrete") != bool(commitment.due or commitment.after_condition):
            return f"{commitment.quote!r} is {commitment.clarity}, due {commitment.due}"
        if commitment.start and commitment.due and commitment.start > commitment.due:
            return f"{commitment.quote!r} ends before it starts"
    return ""


def _quotes(analysis: Analysis) -> Iterator[tuple[str | None, tuple[int, int]]]:
    for commitment in analysis.commitments:
        yield commitment.quote, commitment.span
        if commitment.time_span:
            yield commitment.time_quote, commitment.time_span
        if commitment.condition_span:
            yield commitment.condition, commitment.condition_span
    for span in analysis.vague:
        yield span.quote, (span.start, span.end)
