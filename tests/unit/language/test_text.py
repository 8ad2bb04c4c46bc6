"""Incoming text made safe to keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.language import text


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("שלום\u202eabc\u202c", "שלוםabc"),
        ("\u2067054-765-4321\u2069", "054-765-4321"),
        ("\u200eA\u200f", "\u200eA\u200f"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("a\ud800b", "a\ufffdb"),
        ("", ""),
    ],
)
def test_what_turns_lines_around_goes_and_marks_stay(raw: str, kept: str) -> None:
    assert text.clean(raw) == kept


def test_nul_is_refused() -> None:
    with pytest.raises(text.NulCharacter) as refused:
        text.clean("a\0b")
    assert refused.value.code == "nul_character"


@given(st.text(alphabet=st.characters(exclude_characters="\0")))
def test_clean_text_can_be_stored_and_stays_as_it_is(raw: str) -> None:
    cleaned = text.clean(raw)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert text.clean(cleaned) == cleaned
