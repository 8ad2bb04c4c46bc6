"""Every list of words in every data file has an example that each of its words changes; none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.unit.language.examples import EXAMPLES, PHRASES, TAKEN_ELSEWHERE
from teum import language
from teum.core import working_time
from teum.language import data_files

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
CALENDAR = working_time.israel()
DATA = Path(data_files.__file__).parent / "data"

# What other tests walk word by word, with an example that holds and one that does not.
BY_ENTRY = ("vague_he", "vague_en")  # test_vague_words
BY_TERM = ("one_sided",)  # test_one_sided
BY_NAME = ("holidays", "hebrew_dates", "zones", "parties.third_party")  # test_data_files, as all that follow
BY_FORM = ("verbs_he.future.act", "verbs_he.future.passive", "verbs_he.future.try", "verbs_he.present.act")
BY_PHRASE = tuple(f"time_{lang}.{head}" for lang, heads in PHRASES.items() for head in heads)
WALKED = (*BY_ENTRY, *BY_TERM, *BY_NAME, *BY_FORM, *BY_PHRASE)


def lists(content: object, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a data file, by its place."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from lists(value, f"{name}.{key}")
    elif isinstance(content, list) and all(isinstance(it, str) for it in content):
        yield name, content
    elif isinstance(content, list):
        for it in content:
            yield from lists(it, name)


ALL = [
    found for file in sorted(DATA.glob("*.toml")) for found in lists(data_files.read(file.stem), file.stem)
]
TO_SHOW = [
    pytest.param(name, words, id=name)
    for name, words in ALL
    if not any(name == walked or name.startswith(f"{walked}.") for walked in WALKED)
]


def signs(text: str) -> set[str]:
    """All that a test may look for in how a text is read."""
    analysis = language.analyse(text, speaker="provider", now=SUNDAY, calendar=CALENDAR)
    found = {f"acts={len(analysis.commitments)}"}
    for commitment in analysis.commitments:
        found |= {"act", commitment.clarity, commitment.debtor, f"by {commitment.channel}"}
        found |= {f"says {commitment.quote}", f"at {commitment.time_quote}"}
        if commitment.condition:
            found |= {"condition", f"if {commitment.condition}"}
    found |= {f"lacks {it}" for it in analysis.missing} | {f"vague {it.reason}" for it in analysis.vague}
    window = language.resolve(text, SUNDAY, CALENDAR)
    return found | {"past"} if window is not None and window.due < SUNDAY else found


def shows(text: str, sign: str) -> bool:
    """Whether a text shows a sign, or does not where the sign begins with `!`."""
    return (sign.removeprefix("!") in signs(text)) != sign.startswith("!")


def filled(pattern: str, word: str) -> str:
    bare = word.removeprefix("~")  # the mark of a stem
    return pattern.replace("{-}", bare.removesuffix("ה")).replace("{}", bare)


def matters(word: str, name: str) -> bool:
    """Whether the word brings the sign about in an example of its list, where another word does not."""
    return any(
        shows(filled(said, word), filled(sign, word)) and not shows(filled(said, other), filled(sign, other))
        for said, other, sign in EXAMPLES.get(name, ())
    )


@pytest.mark.parametrize(("name", "words"), TO_SHOW)
def test_every_word_of_a_rule_makes_a_difference(name: str, words: list[str]) -> None:
    assert name in EXAMPLES, "a list without an example in examples.py"
    assert {word for word in words if not matters(word, name)} == TAKEN_ELSEWHERE.get(name, set())


def test_every_walk_has_something_to_walk() -> None:
    names = [name for name, _ in ALL]
    for walked in WALKED:
        assert any(name == walked or name.startswith(f"{walked}.") for name in names), walked
