"""The analyser under any text: never an error, quotes that are in the text, windows in order, linear time."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum import language
from teum.core import working_time
from teum.core.window import Window
from teum.language.acts import conditions, english, hebrew
from teum.language.times.lexicon import words_of
from teum.management.bench import strings

CALENDARS = [working_time.israel(), working_time.us(), working_time.uk()]
WORDS = [*strings.WORDS, *strings.SIGNS * 8, *strings.LITTLE * 12]
MESSAGES = st.lists(st.sampled_from(WORDS), max_size=14).flatmap(
    lambda words: st.sampled_from([" ", " ", " ", "", "-"]).map(lambda glue: glue.join(words))
)
ANY_CHARACTERS = st.text(st.characters(), max_size=60)  # lone surrogates, too
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))


@given(
    text=st.one_of(MESSAGES, ANY_CHARACTERS, st.randoms(use_true_random=False).map(strings.made)),
    calendar=st.sampled_from(CALENDARS),
    moment=MOMENTS,
    speaker=st.sampled_from(["provider", "customer"]),
)
def test_any_text_is_read_without_an_error(
    text: str, calendar: working_time.Calendar, moment: datetime, speaker: str
) -> None:
    now = moment.replace(tzinfo=calendar.zone)
    assert not strings.fault(text, speaker=speaker, now=now, calendar=calendar)


@given(
    moment=MOMENTS,
    hours=st.integers(1, 24 * 40),
    length=st.integers(0, 5),
    lang=st.sampled_from(["he", "en"]),
)
def test_a_window_in_words_is_understood_as_that_window(
    moment: datetime, hours: int, length: int, lang: str
) -> None:
    calendar = working_time.israel()
    now = moment.replace(tzinfo=calendar.zone)
    due = (moment + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0, tzinfo=calendar.zone)
    start = due - timedelta(hours=length) if length and due.hour >= length else None
    window = Window(due=due, start=start)
    heard = language.resolve(language.in_words(window, lang, now), now, calendar)
    assert heard is not None
    assert (heard.start, heard.due) == (window.start, window.due)


@given(text=MESSAGES)
def test_a_word_that_is_passed_over_tells_of_nothing(text: str) -> None:
    words = words_of(text)

    def told() -> tuple[object, ...]:
        acts = (hebrew.find(words, 0, len(words), True), english.find(words, 0, len(words), True))
        return *acts, conditions.find(words, 0, len(words))

    passing = told()
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((hebrew, "may_tell"), (english, "may_tell"), (conditions, "may_open")):
            patch.setattr(module, name, lambda norm: True)
        assert told() == passing


@given(moment=MOMENTS, lang=st.sampled_from(["he", "en"]))
def test_offers_lie_ahead_inside_the_hours_and_are_not_vague(moment: datetime, lang: str) -> None:
    calendar = working_time.israel()
    now = moment.replace(tzinfo=calendar.zone)
    offers = language.suggest(now, calendar, lang)
    assert 3 <= len(offers) <= 4
    for offer in offers:
        assert offer.due > now
        assert calendar.working_between(offer.due - timedelta(minutes=1), offer.due) == timedelta(minutes=1)
        assert not language.vague_spans(offer.label)


LETTERS = ["ב-", "ל-", "ו", "א'", "ה-5 ל-"]  # glued to nothing, or to each other
COUNTED = [
    "half past ",
    "20 to ",
    "quarter to ",
    "רבע ל-",
    "עשרה ל",
    "5-",
    "3-5 ",
]  # from an hour that is none
RUNS = ["next ", "by the next ", "end of ", "לפני ערב ", "מיד אחרי ", "if ", "כש", "will "]


@pytest.mark.parametrize(
    "piece",
    [
        "אשלח לך מחר ואתקשר אליך בהקדם והטכנאי יגיע ביום ראשון ",
        "we'll call you, ",
        "24.11 ",
        "\ud800",
        "😀\u200f",
        *LETTERS,
        *COUNTED,
        *RUNS,
    ],
)
def test_the_work_grows_with_the_length_and_not_faster(piece: str) -> None:
    calendar = working_time.israel()
    now = datetime(2026, 11, 22, 9, 30, tzinfo=calendar.zone)

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            language.analyse(text, speaker="provider", now=now, calendar=calendar)
            language.resolve(text, now, calendar)
            best = min(best, time.process_time() - begin)
        return best

    seconds(2_000)  # what is kept is made
    # eight times as long: work that grew with the square would take sixty-four times as long
    assert seconds(16_000) < 24 * max(seconds(2_000), 0.001)
