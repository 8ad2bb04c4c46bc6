"""Every word of the data files does what its place says, and what looks like it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.unit.language.examples import PHRASES
from teum import language
from teum.core import working_time
from teum.language import Commitment, data_files
from teum.language.acts import verbs

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=JERUSALEM)
CALENDAR = working_time.israel()

# Words that stand by themselves, where the others need `of the month` or a noun.
# Holidays whose names are dates, and so a time wherever they stand.
DATES = {"tu_bishvat", "tisha_beav", "fourth_of_july"}
ALONE = {"eod", "eow", "eom", "eoq", "eoy", "weekend"}


def words(lang: str) -> Iterator[tuple[str, str, str]]:
    """Head, key and word of every word of time that a phrase can be made of."""
    for head, entries in data_files.read(f"time_{lang}").items():
        if head in PHRASES[lang]:
            for key, listed in entries.items():
                yield from ((head, key, word) for word in listed)


def quoted(phrase: str) -> str:
    """The time that is read in a promise with that phrase."""
    (commitment,) = promises(f"We will send it {phrase}" if phrase.isascii() else f"אשלח לך את זה {phrase}")
    return commitment.time_quote or ""


def promises(text: str, speaker: str = "provider") -> tuple[Commitment, ...]:
    return language.analyse(text, speaker=speaker, now=SUNDAY, calendar=CALENDAR).commitments


@pytest.mark.parametrize(
    ("lang", "head", "key", "word"), [(lang, *found) for lang in ("he", "en") for found in words(lang)]
)
def test_every_word_of_time_makes_a_time(lang: str, head: str, key: str, word: str) -> None:
    phrase = "{}" if key in ALONE else PHRASES[lang][head]
    said = phrase.format(word)
    assert language.resolve(said, SUNDAY, CALENDAR) is not None
    if head == "day" and int(key) < 0:
        return  # nobody promises yesterday
    found, other = quoted(said), quoted(phrase.format("טט" if lang == "he" else "zz"))
    assert word in found
    assert word not in other


@pytest.mark.parametrize(
    ("zone", "name"),
    [(zone, name) for zone, names in data_files.read("zones")["zones"].items() for name in names],
)
def test_every_name_of_a_zone_belongs_to_the_hour_before_it(zone: str, name: str) -> None:
    hour = datetime(2026, 11, 22, 23, 0, tzinfo=ZoneInfo(zone) if zone else JERUSALEM)
    (commitment,) = promises(f"I'll call you today at 23:00 {name}")
    assert commitment.time_quote == f"today at 23:00 {name}"
    assert commitment.due == hour
    (commitment,) = promises(f"I'll call you today at 23:00 and speak of {name}")
    assert commitment.time_quote == "today at 23:00"


@pytest.mark.parametrize(
    ("key", "name"), [(h["key"], name) for h in data_files.read("holidays")["holiday"] for name in h["names"]]
)
def test_every_holiday_is_a_deadline(key: str, name: str) -> None:
    assert language.resolve(f"before {name}", SUNDAY, working_time.us()) is not None, key
    he = any("א" <= letter <= "ת" for letter in name)
    assert name in quoted(f"לפני {name}" if he else f"before {name}")
    if key not in DATES:
        assert name not in quoted(f"בגלל {name}" if he else f"because of {name}")


@pytest.mark.parametrize(
    "name", [name for names in data_files.read("hebrew_dates")["months"].values() for name in names]
)
def test_every_month_of_the_hebrew_calendar_needs_its_day(name: str) -> None:
    assert quoted(f'עד י"ב ב{name}') == f'עד י"ב ב{name}'
    assert quoted(f"עם {name}") == ""


# How a form of the future is said, by the person that it tells; what the other side is asked to do promises nothing.
SAID = {"1": "אני {} לך עד מחר", "3": "הנציג {} לך עד מחר", "23": "הנציגה {} לך עד מחר"}
NOT_MEANT = verbs.words("he", "told", "polite") | verbs.words("he", "closed")


@pytest.mark.parametrize("person", sorted(SAID))
def test_every_future_is_an_act_unless_it_is_denied(person: str) -> None:
    forms = [form for form in verbs.FUTURE if verbs.FUTURE[form][0] == person]
    unheard = {form for form in forms if len(promises(SAID[person].format(form))) != 1}
    assert unheard <= NOT_MEANT
    assert not [form for form in forms if promises(SAID[person].format(f"לא {form}"))]


def test_every_present_is_an_act_with_a_time_and_none_without_unless_it_is_given() -> None:
    forms = [form for form in verbs.PRESENT if form not in verbs.FUTURE]
    assert not [form for form in forms if len(promises(f"אני {form} לך את זה מחר")) != 1]
    given = verbs.words("he", "present", "giving")
    heard = {form for form in forms if promises(f"אני {form} לך את זה")}
    assert heard == {form for form in forms if verbs.PRESENT[form] in given}
    assert not [form for form in heard if promises(f"אני {form} את זה")]


@pytest.mark.parametrize("name", data_files.read("parties")["third_party"]["he"])
def test_every_third_party_acts_for_itself(name: str) -> None:
    (commitment,) = promises(f"{name} ישלח לך את זה עד מחר")
    assert commitment.debtor == "third_party"
    (commitment,) = promises("מנהל המחסן ישלח לך את זה עד מחר")
    assert commitment.debtor == "provider"


@pytest.mark.parametrize("name", data_files.read("parties")["third_party"]["en"])
def test_every_third_party_acts_for_itself_in_english(name: str) -> None:
    (commitment,) = promises(f"The {name.removeprefix('the ')} will send it to you by tomorrow")
    assert commitment.debtor == "third_party"
    (commitment,) = promises(f"We will send it to the {name.removeprefix('the ')} by tomorrow")
    assert commitment.debtor == "provider"
