"""What those who manage are told of at once is one letter, however many matters it touches."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import cast
from tests.cast import MONDAY_1000, TUESDAY_1230, TUESDAY_1500, Business, of
from tests.property.world import World
from teum.management.rehearsal.carrier import Answer, Handed
from teum.models import Member, Message

pytestmark = pytest.mark.django_db


def ten_due_at_once(world: World, galil: Business) -> None:
    """Ten matters of Dana's, each promised for Tuesday at two."""
    for number in range(10):
        draft = cast.quote_draft(body=f"אשלח לך במייל את הצעת מחיר {number}", includes=(f"הצעה {number}",))
        cast.case(galil.yael, galil.dana, title=f"מזגן {number}", promise=draft)
    world.until(MONDAY_1000)


def to_ruth(world: World, galil: Business) -> list[Handed]:
    """What the carrier took for her of what the clock had to say."""
    mine = of(Message, galil, kind="manager", member=galil.ruth)
    keys = set(mine.values_list("key", flat=True))
    return [one for one in world.carrier.handed if one.answer is Answer.TAKEN and keys & set(one.keys)]


def test_after_a_carrier_was_away_they_get_one_letter_that_names_all(world: World, galil: Business) -> None:
    ten_due_at_once(world, galil)
    world.carrier.is_away = True
    world.until(TUESDAY_1500)
    assert not to_ruth(world, galil)
    world.carrier.is_away = False
    world.until(cast.at("2026-11-24 17:00"))
    (letter,) = to_ruth(world, galil)
    assert len(letter.keys) == 10
    assert "לא היה עדכון בעשרה עניינים, ולכן המערכת כתבה ללקוחות." in letter.text
    for number in range(10):
        assert f"הצעת מחיר {number}" in letter.text
    assert letter.text.count("/cases/") == 10, "and leads to each"
    states = Counter(of(Message, galil, kind="manager").values_list("state", flat=True))
    assert set(states) <= {"accepted", "overtaken"}


def test_one_letter_speaks_of_its_matter(world: World, galil: Business) -> None:
    cast.quote(galil)
    world.until(TUESDAY_1230)
    world.until(TUESDAY_1500)
    letter = to_ruth(world, galil)[0]
    assert len(letter.keys) == 1 and "עניינים" not in letter.text


def test_each_message_knows_the_letter_with_which_it_left(world: World, galil: Business) -> None:
    ten_due_at_once(world, galil)
    world.carrier.is_away = True
    world.until(TUESDAY_1500)
    world.carrier.is_away = False
    world.until(cast.at("2026-11-24 17:00"))
    letters: dict[str, set[str]] = {}
    for message in of(Message, galil, kind="manager", state="accepted"):
        letters.setdefault(message.envelope or message.key, set()).add(message.key)
    taken = {one.keys for one in world.carrier.handed if one.answer is Answer.TAKEN}
    assert {tuple(sorted(keys)) for keys in letters.values()} <= {tuple(sorted(keys)) for keys in taken}


def asked(world: World, galil: Business, who: Member) -> list[Handed]:
    """What the carrier took for one of ours of what they are asked before the clock speaks."""
    keys = set(of(Message, galil, kind="ask", member=who).values_list("key", flat=True))
    return [one for one in world.carrier.handed if one.answer is Answer.TAKEN and keys & set(one.keys)]


def test_what_is_asked_at_once_is_one_letter_that_leads_to_each_matter(world: World, galil: Business) -> None:
    ten_due_at_once(world, galil)
    world.until(TUESDAY_1500)
    (first,) = asked(world, galil, galil.yael)
    assert first.text.count("/cases/") == 10 and "הצעת מחיר 7" in first.text
    assert "עשרה עניינים מחכים לתשובה" in first.text
    world.until(cast.at("2026-11-24 16:30"))
    for manager in (galil.ruth, galil.amir):
        (again,) = asked(world, galil, manager)
        assert again.text.count("/cases/") == 10
        assert again.text.count("העדכון הבא שלנו יגיע אליך") == 10, "each shows whole what would go out"


def test_who_is_asked_for_a_word_reads_first_what_it_is_about(world: World, galil: Business) -> None:
    row = cast.quote(galil)
    world.until(cast.at("2026-11-25 09:30"))
    words = of(Message, galil, kind="ask", at__gt=cast.TUESDAY_1400)
    assert {message.member for message in words} == {galil.ruth, galil.amir, galil.yael}
    assert all(row.what in message.subject for message in words)
