"""A topic is agreed to at once: by a tap of the customer, or in a call with a member who records it."""

from __future__ import annotations

from html import unescape
from re import findall

from tests.cast import SUNDAY_1000, Business, by, of
from tests.cast_alignment import seen, spoken
from tests.web.conftest import Browser, alert, words
from tests.web.test_alignments import page_of
from teum.actions import alignments
from teum.core.alignment import Answer
from teum.models import Alignment, Event, Question, Remark
from teum.queries import verify


def shown(html: str) -> list[str]:
    """What goes unseen with the one tap of the page."""
    return [unescape(one) for one in findall(r'name="seen" value="([^"]*=[^"]*)"', html)]


def marks(row: Alignment) -> dict[str, str]:
    """What the customer thinks of each item of which they think something."""
    row.refresh_from_db()
    found = {key: line["marks"].get("customer", "") for key, line in row.lines.items()}
    return {key: mark for key, mark in found.items() if mark}


def test_one_tap_agrees_to_what_is_shown_of_a_topic_and_leaves_what_was_asked(
    galil: Business, visitor: Browser
) -> None:
    row = spoken(galil)
    url = f"{page_of(galil)}/alignments/{row.pk}"
    assert "כל הנושא הזה מוסכם עליי" in words(visitor.see(page_of(galil)))
    visitor.send(
        f"{url}/marks", item="rubble", mark="unclear", counter="כמה פסולת?", seen=seen(row, "rubble")
    )
    html = visitor.see(page_of(galil))
    assert "שאר הנושא הזה מוסכם עליי" in words(html)
    agreed = shown(html)
    assert [one.partition("=")[0] for one in agreed] == ["tiles", "paint"]
    visitor.send(f"{url}/agreed", seen=agreed)
    assert marks(row) == {"rubble": "unclear", "tiles": "agreed", "paint": "agreed"}
    assert of(Question, galil).count() == 1 and shown(visitor.see(page_of(galil))) == []
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_written_meanwhile_is_not_agreed_to_with_its_topic(
    galil: Business, visitor: Browser
) -> None:
    row = spoken(galil)
    url = f"{page_of(galil)}/alignments/{row.pk}/agreed"
    before = shown(visitor.see(page_of(galil)))
    newer = {"paint": Answer(text="צביעה בתוספת 300 ₪")}
    alignments.say(alignment_id=row.pk, answers=newer, by=by(galil.amir), now=SUNDAY_1000)
    refused = visitor.send(url, 409, seen=before).content.decode()
    assert "ועכשיו כתוב: ״צביעה בתוספת 300 ₪״" in alert(refused) and not marks(row)
    visitor.send(url, seen=shown(refused))
    assert set(marks(row)) == {"tiles", "rubble", "paint"}
    visitor.send(url, 422)


def test_what_is_agreed_to_in_a_call_is_recorded_with_what_was_said(galil: Business, yael: Browser) -> None:
    row = spoken(galil)
    url = f"/alignments/{row.pk}/heard?topic=left_out"
    assert yael.send(f"/alignments/{row.pk}", then=url)["Location"] == url
    page = yael.see(url)
    assert "פינוי פסולת לא כלול" in words(page) and "מה לא כלול" in words(page)
    yael.send(url, 422, how="call", proof="", seen=shown(page))
    newer = {"paint": Answer(text="צביעה בתוספת 300 ₪")}
    alignments.say(alignment_id=row.pk, answers=newer, by=by(galil.amir), now=SUNDAY_1000)
    said = {"how": "call", "proof": "דנה שמעה הכול ואמרה שזה בסדר"}
    refused = yael.send(url, 422, seen=shown(page), **said).content.decode()
    assert "ועכשיו כתוב: ״צביעה בתוספת 300 ₪״" in alert(refused) and "שמעה הכול ואמרה" in refused
    yael.send(url, seen=shown(refused), **said)
    assert marks(row) == dict.fromkeys(("tiles", "rubble", "paint"), "agreed")
    assert of(Remark, galil, kind="decision").get().text == "דנה שמעה הכול ואמרה שזה בסדר"
    written = of(Event, galil).count()
    assert yael.client.get(url).status_code == 303 and of(Event, galil).count() == written
    assert "מסכימים לנושא הזה: מה לא כלול" not in yael.see(f"/alignments/{row.pk}")
    answer = yael.client.get(f"/alignments/{row.pk}/heard?topic=nothing")
    assert (answer.status_code, answer["Location"]) == (303, f"/alignments/{row.pk}")
    assert verify.verify(rebuild_rows=True).holds


def test_a_price_is_read_with_how_it_is_paid(galil: Business, yael: Browser) -> None:
    row = spoken(galil)
    page = words(yael.see(f"/alignments/{row.pk}/heard?topic=price"))
    assert "4,200 ₪" in page and "1,000 ₪ בהעברה בנקאית · מקדמה" in page
