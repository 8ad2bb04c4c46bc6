"""An organisation's own vague words: marked as the built-in ones are, with its own reason, and only where they are given."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.core.refusal import Refused
from teum.language import vague, vocabulary
from teum.language.vague import Vocabulary
from teum.language.vocabulary import OwnWord

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
REASON, BETTER = "לא אומר מתי", "לכתוב יום ושעה"


def own(phrase: str, **said: str) -> OwnWord:
    return OwnWord(phrase=phrase, **{"reason": REASON, "better": BETTER, "lang": "he", **said})


def analyse(text: str, *words: OwnWord) -> language.Analysis:
    return language.analyse(
        text,
        speaker="provider",
        now=NOW,
        calendar=working_time.israel(),
        vocabulary=vocabulary.of(words),
    )


def outgoing(text: str, *words: OwnWord) -> language.Analysis:
    return language.outgoing(
        text,
        speaker="provider",
        now=NOW,
        calendar=working_time.israel(),
        vocabulary=vocabulary.of(words),
    )


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        ("בין הטיפות", "אחזור אליך בין הטיפות", "בין הטיפות"),
        ("בין הטיפות", "אחזור אליך, ובין הטיפות", "ובין הטיפות"),
        ("בין הטיפות", "אחזור אליך בֵּין הַטִּיפּוֹת", "בֵּין הַטִּיפּוֹת"),
        ("בֵּין הַטִּיפּוֹת.", "אחזור אליך בין הטיפות", "בין הטיפות"),
        ("בזמן הצ'ק אאוט", "אחזור אליך בזמן הצ׳ק אאוט", "בזמן הצ׳ק אאוט"),
        ("Pretty Quick", "I'll call you pretty quick", "pretty quick"),
        ("pretty quick", "I'll call you pretty\u200b QUICK", "pretty\u200b QUICK"),
        ("(maybe) now|then", "We will do it (maybe) now|then.", "maybe) now|then"),
    ],
)
def test_an_own_phrase_is_found_however_it_is_typed(phrase: str, text: str, quote: str) -> None:
    (span,) = outgoing(text, own(phrase)).vague
    assert text[span.start : span.end] == span.quote == quote
    assert (span.reason, span.reason_text("he"), span.better("en")) == (vague.OWN, REASON, BETTER)
    assert quote not in {found.quote for found in outgoing(text).vague}


def test_a_promise_with_an_own_word_in_place_of_a_time_is_vague_and_gets_offers() -> None:
    found = analyse("אחזור אליך בין הטיפות", own("בין הטיפות"))
    assert [c.clarity for c in found.commitments] == ["vague"]
    assert len(found.suggestions) >= 3


def test_beside_a_clear_time_only_a_hedge_is_marked() -> None:
    text = "אחזור אליך בזריזות, מחר עד 14:00"
    assert analyse(text, own("בזריזות")).vague == ()
    assert [span.quote for span in analyse(text, own("בזריזות", kind="hedge")).vague] == ["בזריזות"]


def test_of_the_same_words_the_own_reason_is_told_and_of_longer_ones_the_longer() -> None:
    words = (own("בהקדם"),)
    assert [span.reason for span in analyse("אחזור אליך בהקדם", *words).vague] == [vague.OWN]
    assert [span.reason for span in analyse("אחזור אליך בהקדם האפשרי", *words).vague] == ["soon"]


def test_without_own_words_there_are_the_built_in_ones() -> None:
    assert vocabulary.of(()) is vague.STANDARD
    text = "אחזור אליך בהקדם"
    assert analyse(text, own("בין הטיפות")).vague == analyse(text).vague != ()


def test_own_words_are_made_ready_once() -> None:
    assert vocabulary.of((own("בזריזות"),)) is vocabulary.of((own("בזריזות"),))
    assert isinstance(vocabulary.of((own("בזריזות"),)), Vocabulary)


@pytest.mark.parametrize(
    ("one", "other"),
    [("בְּהֶקְדֵּם", "בהקדם"), ("ASAP!", "asap"), ("צ׳ק אאוט", "צ'ק אאוט"), (" as  soon", "as soon")],
)
def test_what_is_compared_is_one_spelling(one: str, other: str) -> None:
    assert vocabulary.compared(one) == vocabulary.compared(other)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("", "no_phrase"),
        ("א", "no_phrase"),
        ("14:00", "no_phrase"),
        ("…", "no_phrase"),
        ("\u05b8\u05b8", "no_phrase"),
        ("מילה " * 9, "no_phrase"),
        ("א" * 61, "no_phrase"),
        ("ביום", "says_times"),
        ("בשעה", "says_times"),
        ("by", "says_times"),
        ("Tuesday", "says_times"),
    ],
)
def test_what_is_no_phrase_or_stands_in_every_clear_time_is_refused(phrase: str, code: str) -> None:
    with pytest.raises(Refused) as found:
        vocabulary.require_phrase(phrase)
    assert found.value.code == code


@pytest.mark.parametrize("phrase", ["בזריזות", "סוף השבוע", "in a bit", "ASAP", "24/7 ככה"])
def test_a_phrase_that_may_be_added_is_given_back_as_it_is_compared(phrase: str) -> None:
    assert vocabulary.require_phrase(phrase) == vocabulary.compared(phrase)
