"""The end of a case through the API: announced to who does not answer, asked how it was, opened again."""

from __future__ import annotations

import pytest

from tests import cast
from tests.api.conftest import Clock, Program
from tests.cast import Business
from teum.actions import promises
from teum.core.promise import Debtor

pytestmark = pytest.mark.django_db
ON = "2026-11-29T12:00:00+02:00"


@pytest.fixture
def owed(galil: Business) -> str:
    """Dana's case, in which she owes a form."""
    row = cast.quote(galil, body="אשלח לכם את הטופס החתום", includes=("הטופס",), debtor=Debtor.CUSTOMER)
    return str(row.case_id)


@pytest.fixture
def closed(galil: Business) -> str:
    """Dana's case, kept and closed."""
    row = cast.quote(galil)
    promises.report(promise_id=row.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    return str(row.case_id)


def test_a_date_is_announced_to_who_does_not_answer(yael: Program, owed: str, clock: Clock) -> None:
    assert yael.post(f"/cases/{owed}/closing", {}).code == "open_ends"
    clock.set(cast.WEDNESDAY_1200)
    answer = yael.post(f"/cases/{owed}/closing", {"on": ON, "reason": "הטופס לא הגיע"})
    assert (answer.status, answer.body["state"]) == (200, "open")
    assert answer.body["next"]["sentence"].startswith("אם לא נשמע ממך עד יום ראשון, 29.11, בשעה 12:00")
    assert [end["what"] for end in answer.body["open_ends"]] == ["אשלח לכם את הטופס החתום"]
    again = yael.post(f"/cases/{owed}/closing", {"on": ON})
    assert (again.status, again.code) == (409, "already_announced")


def test_a_date_too_soon_is_refused_with_the_earliest(yael: Program, owed: str) -> None:
    answer = yael.post(f"/cases/{owed}/closing", {"on": "2026-11-23T12:00:00+02:00"})
    assert (answer.status, answer.code) == (422, "closing_too_soon")
    assert answer.body["earliest"] == "2026-11-24T14:01:00+02:00"


def test_what_waits_for_us_is_not_closed_by_silence(yael: Program, galil: Business) -> None:
    row = cast.quote(galil)
    answer = yael.post(f"/cases/{row.case_id}/closing", {"on": ON})
    assert (answer.status, answer.code) == (409, "not_their_part")
    assert [end["id"] for end in answer.body["open_ends"]] == [str(row.pk)]


def test_how_it_was_is_recorded_and_a_bad_answer_opens_the_case(yael: Program, closed: str) -> None:
    case = yael.get(f"/cases/{closed}").body
    survey = case["survey"]
    assert (case["state"], survey["score"], survey["answered_at"]) == ("closed", None, None)
    assert yael.post(f"/surveys/{survey['id']}/answers", {"score": 6}).code == "bad_score"
    answer = yael.post(
        f"/surveys/{survey['id']}/answers", {"score": 4, "gap": "worse", "comment": "המזגן מרעיש"}
    )
    assert (answer.status, answer.body["state"]) == (201, "open")
    said = answer.body["survey"]
    assert (said["score"], said["gap"], said["comment"]) == (4, "worse", "המזגן מרעיש")
    (question,) = answer.body["questions"]
    assert said["question"] == question["id"] and question["state"] == "open"
    assert answer.body["next"]["promise"] == question["promise"]
    assert yael.post(f"/surveys/{survey['id']}/answers", {"score": 5}).code == "already_answered"


def test_a_second_question_needs_a_reason(yael: Program, closed: str) -> None:
    assert yael.post(f"/cases/{closed}/surveys", {}).code == "already_surveyed"
    answer = yael.post(f"/cases/{closed}/surveys", {"reason": "תיקנו אחרי תשובה לא טובה"})
    assert answer.status == 201 and answer.body["survey"]["score"] is None


@pytest.mark.parametrize(("said", "questions"), [({}, 0), ({"missing": "המפרט לא מלא"}, 1)])
def test_a_closed_case_is_opened_again(
    yael: Program, closed: str, said: dict[str, str], questions: int
) -> None:
    answer = yael.post(f"/cases/{closed}/reopenings", said)
    assert (answer.status, answer.body["state"], len(answer.body["questions"])) == (201, "open", questions)
    assert answer.body["next"]["awaits"] == "us"
    assert yael.post(f"/cases/{closed}/reopenings", said).code == "not_closed"
