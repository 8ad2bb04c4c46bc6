"""What one of us types in two tabs of one browser: neither takes away what was typed in the other."""

from __future__ import annotations

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, field_of, words
from teum.models import Draft

FORMS = {
    "promise": ("?promise", "promises/check", "body", "promises"),
    "conversation": ("/conversations/new", "conversations/proposals", "notes", "conversations"),
}


class Tab:
    """A page with the box, opened when it was."""

    def __init__(self, agent: Browser, case: str, form: str) -> None:
        place, check, self.field, sent = FORMS[form]
        self.agent, self.check, self.sent = agent, f"{case}/{check}", f"{case}/{sent}"
        self.shown = agent.see(f"{case}{place}")
        self.hidden = {name: field_of(self.shown, name) for name in ("once", "tab", "of_tab")}

    def types(self, text: str) -> str:
        """What the page says of it."""
        return words(self.agent.send(self.check, 200, **self.hidden, **{self.field: text}))

    def discards(self, text: str = "") -> None:
        """The button that throws the draft away."""
        self.agent.send(self.sent, 303, **self.hidden, **{self.field: text}, discard="1")


@pytest.fixture
def case(galil: Business) -> str:
    """A case of Dana's."""
    return f"/cases/{cast.quote(galil).case_id}"


@pytest.mark.parametrize("form", list(FORMS))
def test_what_is_typed_in_two_tabs_is_kept_of_both(
    galil: Business, yael: Browser, case: str, form: str
) -> None:
    first, second = Tab(yael, case, form), Tab(yael, case, form)
    first.types("אשלח לך את המפרט")
    second.types("אתקשר אל היבואן")
    first.types("אשלח לך את המפרט המלא")
    shown = Tab(yael, case, form).shown
    assert "אשלח לך את המפרט המלא" in words(shown) and "אתקשר אל היבואן" in words(shown)
    assert "הוקלד בלשונית אחרת ונשמר" in shown
    second.types("אתקשר אל היבואן מחר")
    kept = of(Draft, galil).get().fields
    assert [kept[first.field], *(one[first.field] for one in kept["aside"])] == [
        "אתקשר אל היבואן מחר",
        "אשלח לך את המפרט המלא",
    ]


@pytest.mark.parametrize("form", list(FORMS))
def test_who_goes_on_with_a_draft_types_one_and_not_two(
    galil: Business, yael: Browser, case: str, form: str
) -> None:
    Tab(yael, case, form).types("אשלח לך את המפרט")
    Tab(yael, case, form).types("אשלח לך את המפרט המלא")
    again = Tab(yael, case, form)
    again.types("אחר")
    again.types("אחר לגמרי")
    assert "aside" not in of(Draft, galil).get().fields


def test_recording_one_leaves_the_other_as_the_draft(galil: Business, yael: Browser, case: str) -> None:
    first, second = Tab(yael, case, "promise"), Tab(yael, case, "promise")
    first.types("אשלח לך את החשבונית עד יום חמישי, 26.11, בשעה 14:00")
    assert "גם מה שהוקלד בלשונית אחרת נשמר" in second.types("אתקשר אל היבואן")
    said = {
        "body": "אשלח לך את החשבונית עד יום חמישי, 26.11, בשעה 14:00",
        "includes": "חשבונית",
        "channel": "email",
        "replaces": "none",
    }
    yael.send(f"{case}/promises", 303, **first.hidden, **said)
    assert of(Draft, galil).get().fields["body"] == "אתקשר אל היבואן"
    yael.send(f"{case}/promises", 303, **second.hidden, body="אתקשר אל היבואן", discard="1")
    assert not of(Draft, galil).exists()


@pytest.mark.parametrize("form", list(FORMS))
def test_a_tab_throws_away_what_was_typed_in_it_and_nothing_else(
    galil: Business, yael: Browser, case: str, form: str
) -> None:
    first, second, third = (Tab(yael, case, form) for _ in range(3))
    first.types("אשלח לך את המפרט")
    second.types("אתקשר אל היבואן")
    first.discards("אשלח לך את המפרט")
    third.discards()
    kept = of(Draft, galil).get().fields
    assert kept[first.field] == "אתקשר אל היבואן" and "aside" not in kept
    Tab(yael, case, form).discards("אתקשר אל היבואן")
    assert not of(Draft, galil).exists(), "who is shown a draft can throw it away"


def test_a_call_without_notes_ends_no_notes_of_another_tab(galil: Business, yael: Browser, case: str) -> None:
    first, second = Tab(yael, case, "conversation"), Tab(yael, case, "conversation")
    first.types("אתקשר אל היבואן")
    said = {"channel": "call", "direction": "out", "reached": "no"}
    yael.send(f"{case}/conversations", 303, **second.hidden, **said)
    assert of(Draft, galil).get().fields["notes"] == "אתקשר אל היבואן"
