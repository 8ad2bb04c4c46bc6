"""Every ready process is whole: known terms, both languages everywhere, words that the sentences of the product can use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import process, reach, working_time
from teum.core.process import Stage
from teum.core.promise import Debtor
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.language import ready_processes
from teum.language.notices import Person
from teum.language.notices.deed import third_person, to_do
from teum.language.ready_processes import KEYS

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
CALENDAR = working_time.israel()
LANGUAGES = ("he", "en")
OWNERS = (Person(name="יעל", gender="f"), Person(name="דן", gender="m"))
LINES = ("includes", "brings")
HEBREW = set("אבגדהוזחטיכלמנסעפצקרשת")
PROPER = ("VAT", "National Insurance")
LONGEST = {"name": 80, "party": 60, "promise": 120, "includes": 300, "brings": 300, "hears": 160}

STAGES = [
    pytest.param(stage, id=f"{key}-{number}")
    for key in KEYS
    for number, stage in enumerate(ready_processes.read(key).stages, start=1)
]
every_stage = pytest.mark.parametrize("stage", STAGES)


def said(stage: Stage) -> Iterator[tuple[str, Said]]:
    """What a stage says, with the name of the field."""
    yield from ((name, getattr(stage, name)) for name in process.SAID)


def lines(stage: Stage, name: str, lang: str) -> list[str]:
    words: Said = getattr(stage, name)
    return words.of(lang).splitlines()


@pytest.mark.parametrize("key", KEYS)
def test_each_trade_has_four_to_nine_stages_in_times_that_are_known(key: str) -> None:
    ready = ready_processes.read(key)
    assert ready.name.he and ready.name.en
    assert 4 <= len(ready.stages) <= 9
    process.require_whole(ready.stages, calendar=CALENDAR, now=SUNDAY)
    assert {stage.actor for stage in ready.stages} == set(Debtor), "everybody has a part in it"


def test_there_are_ten_trades_and_no_other() -> None:
    assert len(set(KEYS)) == 10
    assert len({ready_processes.read(key).name for key in KEYS}) == 10
    with pytest.raises(Missing):
        ready_processes.read("../verbs_he")


@every_stage
def test_it_says_the_same_in_both_languages(stage: Stage) -> None:
    for name, words in said(stage):
        assert bool(words.he) == bool(words.en), name
        assert not words.he or HEBREW & set(words.he), name
        assert not HEBREW & set(words.en), name
        assert len(words.he.splitlines()) == len(words.en.splitlines()), name
        assert max(len(words.he), len(words.en)) <= LONGEST[name], name
    assert stage.name and stage.promise and stage.includes and stage.hears


@every_stage
def test_it_names_no_time_and_nothing_vague(stage: Stage) -> None:
    for name, words in said(stage):
        for lang in LANGUAGES:
            for line in words.of(lang).splitlines():
                heard = language.outgoing(line, speaker="provider", now=SUNDAY, calendar=CALENDAR)
                assert not heard.vague, (name, line)
                assert not language.times(line, SUNDAY, CALENDAR), (name, line)


@every_stage
def test_what_is_listed_can_stand_in_a_row(stage: Stage) -> None:
    for name in LINES:
        for lang in LANGUAGES:
            for item in lines(stage, name, lang):
                assert item == item.strip(" .") and "," not in item, item
        assert all(item[0].islower() or item.startswith(PROPER) for item in lines(stage, name, "en")), name


@every_stage
def test_what_we_promise_is_said_of_whoever_owns_it(stage: Stage) -> None:
    for lang in LANGUAGES:
        words = stage.promise.of(lang)
        for owner in OWNERS:
            turned = third_person(words, owner, lang)
            assert turned.startswith(f"{owner.name} ") == (stage.actor is Debtor.PROVIDER), turned
        assert (to_do(words, lang)[0] not in "״“") == (stage.actor is Debtor.PROVIDER), words


@every_stage
def test_a_third_party_is_named_in_what_it_is_to_do_and_waited_for_with_words(stage: Stage) -> None:
    is_third = stage.actor is Debtor.THIRD_PARTY
    assert bool(stage.party) == bool(stage.every) == is_third
    if is_third:
        for lang in LANGUAGES:
            assert stage.promise.of(lang).startswith(stage.party.of(lang))


@every_stage
def test_the_customer_is_told_their_part_as_what_is_to_be_done(stage: Stage) -> None:
    if stage.actor is Debtor.CUSTOMER:
        assert stage.promise.he.startswith("ל")
        assert not stage.promise.en.lower().startswith(("to ", "i ", "you "))


@every_stage
def test_it_needs_no_address_that_a_customer_may_not_have(stage: Stage) -> None:
    assert stage.channel in {"", *reach.ANYWHERE}


@every_stage
def test_what_comes_first_has_its_time(stage: Stage) -> None:
    assert bool(stage.within) == (stage.actor is Debtor.PROVIDER and bool(stage.brings))
