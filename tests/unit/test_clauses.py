"""The term that an item of an alignment becomes: its clause with the answer, else the question and the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast_alignment import COST, GLASS, ITEMS, TILES, VISIT, WISH
from teum.core import alignment as core
from teum.core.alignment import Answer, BadClause, Item, Line, facts
from teum.core.alignment.clauses import SAID
from teum.core.said import Said

ROUNDS = replace(
    GLASS, clause=Said("במחיר כלולים {said} של תיקונים.", "The price includes {said} of corrections.")
)
LANGUAGES = ("he", "en")


def term(item: Item, said: str, lang: str = "he", answer: Answer | None = None) -> str:
    return core.clause(Line(item=item, answer=answer or Answer(text=said)), said, lang)


def test_the_answer_stands_where_the_clause_has_it() -> None:
    assert term(ROUNDS, "שני סבבים") == "במחיר כלולים שני סבבים של תיקונים."
    assert term(ROUNDS, "two rounds", "en") == "The price includes two rounds of corrections."


def test_without_a_clause_the_question_and_its_answer_are_the_term() -> None:
    asked = replace(WISH, text=Said("מה ייבנה?", "What will be built?"))
    assert term(asked, "פרגולה 3 על 4.") == "מה ייבנה? פרגולה 3 על 4."
    assert term(asked, "A pergola, 3 by 4", "en") == "What will be built? A pergola, 3 by 4."
    assert term(replace(COST, text=Said("המחיר", "The price")), "4,200 ₪") == "המחיר: 4,200 ₪."
    assert term(VISIT, "עד יום שלישי, 24.11, בשעה 14:00").endswith("בשעה 14:00.")


def test_a_statement_is_its_own_term_and_so_are_the_words_that_replaced_it() -> None:
    assert core.clause(Line(item=TILES), "", "he") == "תיקון אריחים לא כלול."
    assert core.clause(Line(item=TILES), "", "en") == "Mending tiles is not included."
    assert term(TILES, "תיקון אריחים כלול") == "תיקון אריחים כלול."


def test_a_statement_may_have_a_clause_too() -> None:
    framed = replace(TILES, clause=Said("מה לא כלול: {said}", "Left out: {said}"))
    assert core.clause(Line(item=framed), "", "he") == "מה לא כלול: תיקון אריחים לא כלול."


def test_of_what_nothing_was_said_there_is_no_term() -> None:
    assert core.clause(Line(item=WISH), "", "he") == ""
    assert term(ROUNDS, "  ") == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("שעה.", "נגיע בעוד: שעה."),
        ("שעה!", "נגיע בעוד: שעה!"),
        ("שעה?", "נגיע בעוד: שעה?"),
        ("שעה...", "נגיע בעוד: שעה."),
        ("״שעה.״", "נגיע בעוד: ״שעה.״"),
    ],
)
def test_there_are_no_two_marks_at_its_end(said: str, words: str) -> None:
    assert term(replace(WISH, clause=Said("נגיע בעוד: {said}.", "We come in: {said}.")), said) == words


@given(said=st.text(min_size=1), lang=st.sampled_from(LANGUAGES))
def test_braces_that_people_write_are_words(said: str, lang: str) -> None:
    """What was said stands in the term as it was written, whatever it looks like."""
    for item in (ROUNDS, WISH):
        made = term(item, f"{{said}}{said}{{0.__class__}} %s", lang)
        assert made.count(f"{{said}}{said}{{0.__class__}} %s") == 1
        assert made.count(SAID) == 1 + said.count(SAID)


@pytest.mark.parametrize(
    ("he", "en", "field"),
    [
        ("במחיר כלולים תיקונים.", "The price includes {said}.", "clause_he"),
        ("במחיר: {said}.", "", "clause_en"),
        ("", "The price: {said}.", "clause_he"),
        ("במחיר: {said}.", "The price: {said} and {said}.", "clause_en"),
        ("במחיר: {said} {vat}.", "The price: {said}.", "clause_he"),
        ("במחיר: {said}.", "The price: {{said}}.", "clause_en"),
        ("במחיר: {said.text}.", "The price: {said}.", "clause_he"),
        ("במחיר: {}.", "The price: {said}.", "clause_he"),
    ],
)
def test_a_clause_has_its_one_binding_in_both_languages(he: str, en: str, field: str) -> None:
    with pytest.raises(BadClause) as refused:
        core.require_keepable([replace(WISH, clause=Said(he, en))])
    assert refused.value.code == "bad_clause"
    assert refused.value.details == {"item": "wish", "field": field}


def test_it_is_kept_with_its_item_and_older_items_have_none() -> None:
    kept = facts.of_items((ROUNDS, *ITEMS))
    assert facts.items(kept) == (ROUNDS, *ITEMS)
    for one in kept:
        del one["clause"]
    assert not any(item.clause for item in facts.items(kept))
