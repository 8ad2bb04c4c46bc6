"""Calls that reach nobody: the next try, and when the message goes instead."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from teum.core import calls, working_time
from teum.core.policy import DEFAULT
from teum.core.quiet import Hours, Quiet
from teum.core.updates import Times
from teum.core.window import Window
from teum.core.working_time import Block
from teum.language.notices import Party, Person
from teum.language.notices import calls as notices

JERUSALEM = ZoneInfo("Asia/Jerusalem")
WEEK = dict.fromkeys((6, 0, 1, 2, 3), (Block(time(9), time(17)),)) | {4: (Block(time(9), time(13)),)}
CALENDAR = working_time.build(zone=JERUSALEM, week=WEEK, country="IL", special_days={})


def at(said: str) -> datetime:
    """A moment in Jerusalem."""
    return datetime.fromisoformat(said).replace(tzinfo=JERUSALEM)


def times(*quiet: Hours) -> Times:
    """The business's times, for a customer with quiet hours of their own."""
    return Times(calendar=CALENDAR, quiet=Quiet(zone=JERUSALEM, quiet=quiet), policy=DEFAULT)


@pytest.mark.parametrize(
    ("tries", "now", "expected"),
    [
        (1, "2026-11-24 10:00", "2026-11-24 10:20"),
        (2, "2026-11-24 10:03", "2026-11-24 11:05"),
        (1, "2026-11-24 16:50", "2026-11-25 09:00"),
        (1, "2026-11-27 12:55", "2026-11-29 09:00"),
        (3, "2026-11-24 10:00", None),
    ],
)
def test_the_next_try_is_while_we_are_open(tries: int, now: str, expected: str | None) -> None:
    found = calls.next_try(tries, times=times(), needed_by=None, now=at(now))
    assert found == (at(expected) if expected else None)


def test_the_next_try_leaves_their_quiet_hours_alone() -> None:
    afternoon = times(Hours(time(10), time(15, 30)))
    assert calls.next_try(1, times=afternoon, needed_by=None, now=at("2026-11-24 10:00")) == at(
        "2026-11-24 15:30"
    )


def test_whom_nobody_may_call_while_we_are_open_is_written_to() -> None:
    always = times(Hours(time(8, 30), time(17, 30)))
    assert calls.next_try(1, times=always, needed_by=None, now=at("2026-11-24 10:00")) is None
    assert calls.another_day(times=always, now=at("2026-11-24 10:00")) == at("2026-11-25 09:00")


@pytest.mark.parametrize(("minutes", "is_tried"), [(50, False), (56, True)])
def test_the_message_still_has_time_to_leave_after_the_next_try(minutes: int, is_tried: bool) -> None:
    now = at("2026-11-24 10:00")
    found = calls.next_try(1, times=times(), needed_by=now + timedelta(minutes=minutes), now=now)
    assert (found is not None) is is_tried


YAEL = Person(name="יעל", gender="f")
WHAT = {"he": "אשלח לך את ההצעה", "en": "I'll send you the quote"}


@pytest.mark.parametrize("lang", ["he", "en"])
def test_the_words_are_ready_in_their_language(lang: str) -> None:
    party = Party(business="מזגני הגליל", lang=lang, now=at("2026-11-24 10:00"), title="מזגן")
    window, moved = Window(due=at("2026-11-24 14:00")), Window(due=at("2026-11-25 12:00"))
    said = [
        notices.hello(party, YAEL, "דנה"),
        *notices.of_change(party, WHAT[lang], old=window, proposed=moved),
        *notices.of_their_part(party, "הטופס", window=window),
        *notices.of_closing(party, window=window),
        *notices.of_report(party, WHAT[lang]),
        *notices.of_promise(party, YAEL, "…"),
    ]
    assert all(said)
    assert ("מדברת" in said[0]) is (lang == "he")


def test_a_letter_is_said_without_what_only_a_letter_says() -> None:
    party = Party(business="מזגני הגליל", lang="he", now=at("2026-11-24 10:00"), title="מזגן")
    letter = "מזגני הגליל: המועד השתנה.\n\nהסיבה: החלק מתעכב.\n\nאפשר פשוט להשיב להודעה הזאת."
    assert notices.of_message(party, "revised", letter) == (
        "המועד השתנה.",
        "הסיבה: החלק מתעכב.",
        "המועד החדש נוח לך?",
    )


def test_what_followed_the_name_begins_as_a_sentence_where_it_is_said() -> None:
    party = Party(business="Galil Cooling", lang="en", now=at("2026-11-24 10:00"), title="the leak")
    letter = "Galil Cooling: we have done what we agreed: to call you about the leak."
    assert notices.of_message(party, "reported", letter) == (
        "We have done what we agreed: to call you about the leak.",
        "Is everything as it should be?",
    )


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("is_wrong", [True, False])
def test_who_was_called_in_vain_reads_about_what_and_how_to_reach_us(lang: str, is_wrong: bool) -> None:
    party = Party(
        business="מזגני הגליל",
        lang=lang,
        now=at("2026-11-24 10:00"),
        title="מזגן",
        business_phone="+97246981234",
    )
    letter = notices.tried(party=party, what=WHAT[lang], is_wrong=is_wrong)
    assert letter.text.startswith("מזגני הגליל: ") and WHAT[lang] in letter.text
    assert "04-698-1234" in letter.text
