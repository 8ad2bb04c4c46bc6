"""The vague words: every entry of the data files with its reason, its better wording and its two examples."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import vague
from teum.language.vague import Entry

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
ENTRIES = [pytest.param(entry, id=f"{entry.lang}-{entry.code}") for entry in vague.STANDARD.entries]


def analyse(text: str) -> language.Analysis:
    return language.analyse(text, speaker="provider", now=NOW, calendar=working_time.israel())


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_example_of_an_entry_is_marked_with_its_reason(entry: Entry) -> None:
    marked = analyse(entry.flagged).vague
    assert entry.code in {span.reason for span in marked}
    for span in marked:
        assert entry.flagged[span.start : span.end] == span.quote
        assert span.reason_text("he")
        assert span.reason_text("en")
        assert span.better("he")
        assert span.better("en")


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_sentence_that_looks_alike_passes(entry: Entry) -> None:
    assert analyse(entry.passes).vague == ()
    assert language.vague_spans(entry.passes) == ()


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_phrase_of_an_entry_is_found_in_an_outgoing_text(entry: Entry) -> None:
    if entry.kind not in vague.EVERYWHERE:
        assert language.vague_spans(entry.flagged) == ()
        return
    for pattern in entry.words:
        for phrase in vague.expand(pattern):
            found = language.vague_spans(f"… {phrase} …", entry.lang)
            assert found, phrase


@pytest.mark.parametrize("lang", ["he", "en"])
def test_codes_are_the_same_in_both_languages(lang: str) -> None:
    codes = {entry.code for entry in vague.STANDARD.entries if entry.lang == lang}
    assert codes == {entry.code for entry in vague.STANDARD.entries}


def test_a_pattern_stands_for_all_its_phrases() -> None:
    assert list(vague.expand("(a|b) c [d]")) == ["a c", "a c d", "b c", "b c d"]


def test_an_organisation_adds_its_own_words(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
[[vague]]
code = "our_slang"
kind = "time"
words = ["כשיהיה לי אוויר"]
reason = { he = "לא זמן", en = "no time" }
better = { he = "לכתוב שעה", en = "name the hour" }
flagged = "אחזור אליך כשיהיה לי אוויר"
passes = "אחזור אליך מחר"
""",
        encoding="utf-8",
    )
    vocabulary = vague.STANDARD.with_entries(vague.read_entries(own, "he"))
    found = language.analysing.vague_spans("אחזור אליך כשיהיה לי אוויר", vocabulary=vocabulary)
    assert [span.reason for span in found] == ["our_slang"]
    assert "our_slang" not in {entry.code for entry in vague.STANDARD.entries}


def test_an_entry_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = (Path(vague.__file__).parent / "data" / "vague_en.toml").read_text("utf-8")
    own.write_text(text.replace('kind = "time"', 'kind = "whim"'), encoding="utf-8")
    with pytest.raises(ValueError, match="kind must be one of"):
        vague.read_entries(own, "en")


@pytest.mark.parametrize(
    "text",
    [
        "ובהקדם נחזור אליך",
        "נחזור אליך, שבקרוב",
        "אשלח לך, ותכף",
        "נחזור בְּהֶקְדֵּם",
        "ASAP",
        "As Soon As Possible",
    ],
)
def test_glued_letters_niqqud_and_capitals_hide_nothing(text: str) -> None:
    assert language.vague_spans(text)


@pytest.mark.parametrize(
    "text", ["הבקשה שלך דחופה ואנחנו מבינים", "The matter is urgent for you, we know", "העברת כספים דחופה"]
)
def test_urgent_said_of_a_need_is_no_promise(text: str) -> None:
    assert analyse(text).vague == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I'll call you so\u200bon", "so\u200bon"),
        ("I'll call you so\u00adon.", "so\u00adon"),
        ("We'll do it A\u200dS\u2060A\ufeffP", "A\u200dS\u2060A\ufeffP"),
        ("We'll do it ＡＳＡＰ", "ＡＳＡＰ"),
        ("We'll do it 𝗔𝗦𝗔𝗣", "𝗔𝗦𝗔𝗣"),
        ("נשלח בה\u200bקדם", "בה\u200bקדם"),
    ],
)
def test_signs_that_nobody_sees_and_letters_that_look_alike_hide_nothing(text: str, quote: str) -> None:
    (span,) = language.vague_spans(text)
    assert span.quote == text[span.start : span.end] == quote


@pytest.mark.parametrize(
    "text",
    [
        "נגיע מוקדם ככל האפשר",
        "נטפל בזה ככל האפשר",
        "אוטוטו אצלך",
        "נעדכן כשזה יהיה מוכן",
        "Delivery: TBD",
        "I'll look at it first chance I get",
        "You will have it once it's ready",
    ],
)
def test_more_ways_to_name_no_time(text: str) -> None:
    assert language.vague_spans(text)
