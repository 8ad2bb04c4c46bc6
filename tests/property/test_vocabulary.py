"""An organisation's own words under any text: never an error, each is found in itself, quotes are in the text, linear time."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.property.test_language import MESSAGES
from teum import language
from teum.core import working_time
from teum.core.refusal import Refused
from teum.language import text as texts
from teum.language import vocabulary
from teum.language.vocabulary import OwnWord

CALENDAR = working_time.israel()
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=CALENDAR.zone)
PHRASES = st.one_of(MESSAGES, st.text(max_size=30), st.text("אבגשו'׳\u05b8( |)[]abİß", max_size=20))
OWN = st.builds(
    OwnWord,
    phrase=PHRASES,
    reason=st.text(max_size=10),
    better=st.text(max_size=10),
    lang=st.sampled_from(vocabulary.LANGUAGES),
    kind=st.sampled_from(vocabulary.KINDS),
)


@given(text=st.one_of(MESSAGES, PHRASES), words=st.lists(OWN, max_size=4).map(tuple))
def test_own_words_never_break_the_reading_of_a_text(text: str, words: tuple[OwnWord, ...]) -> None:
    own = vocabulary.of(words)
    for read in (language.analyse, language.outgoing):
        found = read(text, speaker="provider", now=NOW, calendar=CALENDAR, vocabulary=own)
        for span in found.vague:
            assert text[span.start : span.end] == span.quote != ""
        for commitment in found.commitments:
            assert text[slice(*commitment.span)] == commitment.quote


@given(phrase=PHRASES)
def test_what_may_be_added_is_found_in_itself_and_in_what_is_kept_of_it(phrase: str) -> None:
    kept = texts.line(phrase) if "\0" not in phrase else ""
    try:
        vocabulary.require_phrase(kept)
    except Refused:
        return
    own = vocabulary.of((OwnWord(phrase=kept, reason="", better="", lang="he", kind="hedge"),))
    assert language.vague_spans(f"… {kept} …", vocabulary=own)


@pytest.mark.parametrize("piece", ["בזריזות ", "in a bit in a ", "אשלח לך מחר בזריזות ואתקשר אליך בהקדם "])
def test_the_work_grows_with_the_length_and_not_faster(piece: str) -> None:
    phrases = [
        "בזריזות",
        "בזריזות בזריזות בזריזות",
        *(f"in a bit in a bit {number}" for number in range(200)),
    ]
    own = vocabulary.of(tuple(OwnWord(phrase=p, reason="", better="", lang="he") for p in phrases))

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            language.analyse(text, speaker="provider", now=NOW, calendar=CALENDAR, vocabulary=own)
            best = min(best, time.process_time() - begin)
        return best

    seconds(2_000)
    assert seconds(40_000) < 40 * max(seconds(2_000), 0.002)
