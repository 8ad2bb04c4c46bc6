"""A customer who cancels on the phone: a member reads what that comes to, and writes down how they said so."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import MONDAY_1000, Business, of
from tests.integration.test_cancellations import LAST_DAY, approved, paid
from tests.web.conftest import Browser, SetClock, words
from teum.core.disclosure import How
from teum.models import Agreement, Event

NOON = MONDAY_1000 + timedelta(hours=2)


def test_what_it_comes_to_is_read_before_it_is_written_down(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = approved(galil)
    paid(galil, row)
    clock(NOON)
    url = f"/alignments/{row.pk}/cancellations"
    assert url in yael.see(f"/agreements/{of(Agreement, galil).get().pk}")
    page = words(yael.see(url))
    assert "אפשר לבטל עד יום שני, 7.12" in page
    assert "אחזיר לך 900 ₪ ממה ששילמת (1,000 ₪ בהעברה בנקאית), אחרי דמי ביטול של 100 ₪" in page
    assert "החוק" not in page, "who has longer is asked only once everybody else is too late"
    assert "היום הזה עוד לא הגיע" in words(yael.send(url, 422, proof="בשיחה", asked_on="2026-11-24"))
    done = yael.send_and_see(url, proof="בשיחה ב-11:20, בגלל מעבר דירה", asked_on="2026-11-23")
    assert "בוטל. הלקוח מקבל הודעה בכתב" in done
    assert of(Event, galil, kind="CancellingHeard").count() == 1


def test_who_has_longer_is_asked_about_once_everybody_else_is_too_late(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = approved(galil)
    clock(LAST_DAY + timedelta(days=3))
    url = f"/alignments/{row.pk}/cancellations"
    assert 'name="is_protected"' in yael.see(url)
    yael.send(url, proof="בשיחה", asked_on="2026-12-10", is_protected="on")


def test_what_was_agreed_face_to_face_offers_no_such_act(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = approved(galil, How.COUNTER)
    clock(NOON)
    assert "/cancellations" not in yael.see(f"/agreements/{of(Agreement, galil).get().pk}")
    answer = yael.client.get(f"/alignments/{row.pk}/cancellations")
    assert (answer.status_code, answer["Location"]) == (302, f"/alignments/{row.pk}")
