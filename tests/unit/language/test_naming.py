"""Who is named in the words of a promise is who is proposed for it (issue 5)."""

import pytest

from tests import cast
from teum import language
from teum.core.working_time import Calendar
from teum.language import Naming

PEOPLE = {1: "דני כהן", 2: "יעל ברק", 3: "Dan Segev", 4: "שני אור", 7: "דן שגב", 8: "אמיר לוי"}
TWO = {1: "דני כהן", 5: "דני לוי"}
CALENDAR = Calendar(zone=cast.JERUSALEM, week=cast.WEEK)


def _named(text: str, people: dict[int, str] = PEOPLE, customer: str = "") -> Naming:
    found = language.promised(text, speaker="provider", now=cast.SUNDAY_1000, calendar=CALENDAR)
    return language.named(language.doer(text, found), people, customer=customer)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("דני יתקשר אליך מחר בעשר", 1),
        ("סיכמנו שדני יתקשר אליך מחר בעשר", 1),
        ("שדני יתקשר אליך מחר בעשר", 1),
        ("ודני ישלח לך את ההצעה עד יום חמישי ב-14:00", 1),
        ("מחר בעשר דני יתקשר אליך", 1),
        ("הבטחתי שמחר בעשר דני יתקשר", 1),
        ("מחר בשעה 10:00 דן שגב יתקשר אליך", 7),
        ("אמיר יתקשר אליך מחר בעשר", 8),
        ("סיכמנו שאמיר יתקשר אליך מחר בעשר", 8),
        ("יתקשר אליך דני כהן מחר בעשר", 1),
        ("הטכנאי דני יגיע אליך מחר בעשר", 1),
        ("דני: הצעת מחיר", 1),
        ("Dan will call you tomorrow at ten", 3),
        ("dan will call you tomorrow at ten", 3),
        ("Tomorrow at ten Dan Segev will call you", 3),
        ("We agreed that Dan will call you tomorrow at ten", 3),
        ("Dan'll call you tomorrow at ten", 3),
    ],
)
def test_who_acts_is_named_by_a_first_or_a_whole_name_wherever_it_stands(text: str, who: int) -> None:
    assert _named(text) == Naming(who=who)


@pytest.mark.parametrize(
    "text",
    [
        "אתקשר אליך מחר בעשר",
        "אמסור לדני ואתקשר אליך מחר בעשר",
        "אבדוק עם דני ואחזור אליך מחר בעשר",
        "שיחה עם דני מחר בעשר",
        "הצעת מחיר ביום שני",
        "משה יתקשר אליך מחר בעשר",
        "I will ask Dan and call you tomorrow at ten",
        "You will get a call from Dan tomorrow at ten",
        "Daniel will call you tomorrow at ten",
    ],
)
def test_who_is_spoken_of_and_does_not_act_is_nobody(text: str) -> None:
    assert _named(text) == Naming()


def test_of_two_with_one_name_nobody_is_taken_and_the_choice_is_open() -> None:
    assert _named("דני יתקשר אליך מחר בעשר", TWO) == Naming(is_open=True)
    assert _named("דני לוי יתקשר אליך מחר בעשר", TWO) == Naming(who=5)


def test_where_two_act_the_choice_is_open() -> None:
    assert _named("יעל ודני יגיעו אליך מחר בעשר") == Naming(is_open=True)
    assert _named("Noa and Dan will come tomorrow at ten", {3: "Dan Segev", 6: "Noa Bar"}).is_open


def test_the_customers_own_name_is_nobody_of_ours() -> None:
    assert _named("דני יתקשר אליך מחר בעשר", customer="דני פרץ") == Naming(is_open=True)
    assert _named("דני פרץ יתקשר אליך מחר בעשר", customer="דני פרץ") == Naming()
    assert _named("דנה תתקשר מחר בעשר", customer="דנה פרץ") == Naming()


@pytest.mark.parametrize("text", ["אמיר לוי יתקשר אליך מחר בעשר", "מחר בעשר דן כהן יתקשר אליך"])
def test_a_name_that_looks_like_an_act_is_none(text: str) -> None:
    found = language.promised(text, speaker="provider", now=cast.SUNDAY_1000, calendar=CALENDAR)
    assert [said.quote for said in found.commitments] == [text]


def test_an_act_before_who_does_another_stays_one() -> None:
    text = "אבדוק והטכנאי יגיע מחר בעשר"
    found = language.promised(text, speaker="provider", now=cast.SUNDAY_1000, calendar=CALENDAR)
    assert [said.quote for said in found.commitments] == ["אבדוק", "והטכנאי יגיע מחר בעשר"]
