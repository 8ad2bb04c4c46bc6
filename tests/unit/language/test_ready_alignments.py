"""Every ready alignment is whole: each topic, both languages everywhere, words that promise no time and nothing vague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.actions import findings
from teum.core import alignment as core
from teum.core import law, reach, working_time
from teum.core.alignment import Answer, Item, Kind, Line, Side, Topic
from teum.core.alignment.clauses import SAID
from teum.core.process import NAME, TEXT
from teum.core.promise import Debtor
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.language import law as legal
from teum.language import ready_alignments, ready_processes, vocabulary
from teum.language.notices import Person
from teum.language.notices.deed import third_person
from teum.language.ready_alignments import KEYS

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
CALENDAR = working_time.israel()
LANGUAGES = ("he", "en")
OWNERS = (Person(name="יעל", gender="f"), Person(name="דן", gender="m"))
HEBREW = set("אבגדהוזחטיכלמנסעפצקרשת")
LATIN = set("abcdefghijklmnopqrstuvwxyz")
LONGEST = {"question": 120, "statement": TEXT, "option": NAME, "promise": 80, "clause": 120}
"""No longer than it is kept, and a question no longer than it is read at a glance."""

ITEMS = [
    pytest.param(item, id=f"{key}-{item.key}") for key in KEYS for item in ready_alignments.read(key).items
]
every_item = pytest.mark.parametrize("item", ITEMS)
every_trade = pytest.mark.parametrize("key", KEYS)
dated = pytest.mark.parametrize("item", [param for param in ITEMS if cast(Item, param.values[0]).promise])


TODAY = law.in_force([one.fact for one in legal.known()], date(2026, 11, 22))


def without_binding(clause: Said) -> Said:
    """The words of a clause beside the answer."""
    return Said(*(words.replace(SAID, "") for words in (clause.he, clause.en)))


def said(item: Item) -> Iterator[tuple[str, Said]]:
    """What an item says, with what it is; the values of the law that it names are said as they hold today."""
    legal.require_named(item.text)
    yield ("statement" if item.kind is Kind.STATEMENT else "question"), legal.filled(item.text, TODAY)
    yield from (("option", option) for option in item.options)
    if item.promise:
        yield "promise", item.promise
    if item.clause:
        yield "clause", without_binding(item.clause)


@every_trade
def test_each_trade_goes_through_every_topic_in_its_order(key: str) -> None:
    items = ready_alignments.read(key).items
    core.require_keepable(items)
    assert 10 <= len(items) <= 18
    topics = [item.topic for item in items]
    assert list(dict.fromkeys(topics)) == list(Topic)
    assert topics == sorted(topics, key=list(Topic).index)


@every_trade
def test_both_sides_have_their_say_their_part_and_a_price_between_them(key: str) -> None:
    items = ready_alignments.read(key).items
    assert [item.topic for item in items if item.kind is Kind.PRICE] == [Topic.PRICE]
    assert {item.side for item in items} == set(Side)
    assert {item.debtor for item in items if item.kind is Kind.DATED} == {Debtor.PROVIDER, Debtor.CUSTOMER}
    assert all(item.side is Side.CUSTOMER for item in items if item.topic is Topic.NEEDS)


def test_they_are_the_trades_of_the_ready_processes_by_the_same_names() -> None:
    assert KEYS == ready_processes.KEYS
    assert all(ready_alignments.read(key).name == ready_processes.read(key).name for key in KEYS)
    with pytest.raises(Missing):
        ready_alignments.read("../verbs_he")


@every_item
def test_it_says_the_same_in_both_languages(item: Item) -> None:
    for kind, words in said(item):
        assert HEBREW & set(words.he), kind
        assert not LATIN & set(words.he.lower()), kind
        assert LATIN & set(words.en.lower()), kind
        assert not HEBREW & set(words.en), kind
        assert max(len(words.he), len(words.en)) <= LONGEST[kind], (kind, len(words.he), len(words.en))
        assert words.he.endswith("?") == words.en.endswith("?"), kind


@every_item
def test_what_is_stated_ends_as_a_sentence_and_what_is_asked_has_a_question_in_it(item: Item) -> None:
    for lang in LANGUAGES:
        words = item.text.of(lang)
        assert words.endswith(".") if item.kind is Kind.STATEMENT else "?" in words, words


@every_item
def test_it_names_no_time_and_nothing_vague(item: Item) -> None:
    for kind, words in said(item):
        for lang in LANGUAGES:
            text = words.of(lang)
            heard = language.outgoing(text, speaker="provider", now=SUNDAY, calendar=CALENDAR)
            assert not heard.vague, text
            assert kind == "option" or not language.times(text, SUNDAY, CALENDAR), text


@every_item
def test_it_may_be_said_as_it_stands(item: Item) -> None:
    for _, words in said(item):
        for lang in LANGUAGES:
            findings.require_clear(
                words.of(lang),
                field=item.key,
                told=list,
                calendar=CALENDAR,
                now=SUNDAY,
                words=vocabulary.of(()),
            )


@every_item
def test_only_what_is_chosen_has_options_and_they_are_few(item: Item) -> None:
    assert len(item.options) in (range(2, 6) if item.kind is Kind.CHOICE else range(1))
    assert len(set(item.options)) == len(item.options)
    assert bool(item.promise) == (item.kind is Kind.DATED)


@dated
def test_what_is_promised_is_said_of_whoever_owes_it(item: Item) -> None:
    if item.debtor is Debtor.CUSTOMER:
        assert item.promise.he.startswith("ל")
        assert not item.promise.en.lower().startswith(("to ", "i ", "you "))
        return
    for lang in LANGUAGES:
        for owner in OWNERS:
            turned = third_person(item.promise.of(lang), owner, lang)
            assert turned.startswith(f"{owner.name} "), turned


@every_item
def test_it_needs_no_address_that_a_customer_may_not_have(item: Item) -> None:
    assert item.channel in {"", *reach.ANYWHERE}
    assert not item.channel or item.kind is Kind.DATED


ANSWERED = {
    Kind.TEXT: Said("שלוש שעות, כולל הכול", "Three hours, all included"),
    Kind.DATED: Said("עד יום שלישי, 24.11, בשעה 14:00", "by Tuesday 24 November, 14:00"),
    Kind.PRICE: Said("4,200 ₪", "4,200 ₪"),
}
"""What was said of an item, in words."""


@every_item
def test_its_term_reads_with_every_answer_that_it_may_get(item: Item) -> None:
    """All that is asked has a clause of its own; nothing of the binding is left, and the term ends as a sentence."""
    assert bool(item.clause) == (item.kind is not Kind.STATEMENT)
    item = replace(item, text=legal.filled(item.text, TODAY))
    for lang in LANGUAGES:
        for answer in item.options or (ANSWERED.get(item.kind, item.text),):
            line = Line(item=item, answer=Answer(text=answer.of(lang)))
            term = core.clause(line, answer.of(lang), lang)
            assert answer.of(lang) in term
            assert not set("{}") & set(term) and ".." not in term and "  " not in term
            assert term.endswith(".")
            assert item.kind is Kind.STATEMENT or "?" not in term


@every_item
def test_what_a_customer_says_of_themselves_is_quoted_in_the_term(item: Item) -> None:
    """The term speaks to the customer; an option that says `I` or `my` is theirs."""
    own = {"he": {"אני", "לי", "אליי", "שלי", "בשמי", "אותי", "בעצמי", "שאבחר"}, "en": {"i", "me", "my"}}
    for option in item.options:
        for lang in LANGUAGES:
            words = set(option.of(lang).lower().replace(",", "").split())
            if words & own[lang] and option.of(lang) != "My page":
                assert f"{{said}}{'״' if lang == 'he' else '”'}" in item.clause.of(lang), option.of(lang)
