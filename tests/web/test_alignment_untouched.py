"""A form that is saved as it was shown changes nothing, however little of what stands there its fields can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

from tests.cast import SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import ANSWERS, PRICE, all_seen, begun
from tests.web.conftest import Browser, alert, field_of, words
from tests.web.test_alignments import page_of
from teum.actions import alignments
from teum.core.alignment import Answer, Item, Kind, Side, Topic, facts
from teum.core.price import Payment, Price
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.core.window import Window
from teum.models import Alignment, Event

RANGE = Window(start=TUESDAY_1400 - timedelta(hours=2), due=TUESDAY_1400)
HOME = Item(
    key="home",
    topic=Topic.THEIR_PART,
    kind=Kind.DATED,
    side=Side.CUSTOMER,
    text=Said("מתי יהיה מישהו בבית?", "When is somebody at home?"),
    debtor=Debtor.CUSTOMER,
    promise=Said("להיות בבית", "be at home"),
)
MONTHLY = Price(
    total=420_000,
    vat=1_700,
    payments=tuple(
        Payment(
            what=f"תשלום {n}",
            amount=52_500,
            window=Window(due=TUESDAY_1400 + timedelta(days=30 * n), start=TUESDAY_1400 if n == 1 else None),
        )
        for n in range(1, 9)
    ),
)
"""Eight payments by the hour, with the VAT of another year: none of it a field can show."""


class Fields(HTMLParser):
    """What a browser would send of a page's forms, untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field with its value."""
        it = dict(attrs)
        name, value = it.get("name") or "", it.get("value") or ""
        if tag == "input" and (it.get("type") not in ("radio", "checkbox") or "checked" in it):
            self.sent[name] = value
        elif tag in ("textarea", "select"):
            self._in, self.sent[name] = name, ""
        elif tag == "option" and "selected" in it:
            self.sent[self._in] = value

    def handle_endtag(self, tag: str) -> None:
        """A field of words ends."""
        if tag in ("textarea", "select"):
            self._in = ""

    def handle_data(self, data: str) -> None:
        """Words, as they stand in their field; a browser leaves out the line with which it begins."""
        if self._in and self.lasttag == "textarea":
            self.sent[self._in] += data.removeprefix("\n").replace("\n", "\r\n")


def typed(html: str, of_: str) -> dict[str, str]:
    """What the form that begins with `of_` would send."""
    sent = Fields(html.partition(of_)[2].partition("</form>")[0]).sent
    return {name: value for name, value in sent.items() if name not in ("once", "csrfmiddlewaretoken")}


def spoken(galil: Business) -> Alignment:
    """All is said, of which the fields of the desk show less: ranges, hours of payments, more of them; Dana agrees."""
    row = begun(galil)
    items = (*facts.items(row.items), HOME)
    of(Alignment, galil).update(items=facts.of_items(items))
    answers = {
        **ANSWERS,
        "wish": Answer(text="מקלחון שקל לנקות\nובלי מסגרת"),
        "visit": Answer(window=RANGE),
        "cost": Answer(price=MONTHLY),
        "home": Answer(window=replace(RANGE, start=TUESDAY_1400 - timedelta(days=1))),
    }
    alignments.say(alignment_id=row.pk, answers=answers, by=by(galil.yael), now=SUNDAY_1000)
    row = alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    return alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=galil.as_customer, now=SUNDAY_1000)


def test_what_is_saved_untouched_stays_as_it_is(galil: Business, yael: Browser, visitor: Browser) -> None:
    row = spoken(galil)
    before, written = row.lines, of(Event, galil).count()
    html = yael.see(f"/alignments/{row.pk}")
    yael.send(f"/alignments/{row.pk}", **typed(html, 'id="items"'))
    page = visitor.see(page_of(galil))
    visitor.send(f"{page_of(galil)}/alignments/{row.pk}/answers", **typed(page, "/answers"))
    row.refresh_from_db()
    assert row.lines == before and of(Event, galil).count() == written
    assert "נשמר כטיוטה" not in words(yael.see(f"/alignments/{row.pk}"))


def test_one_item_that_is_changed_changes_no_other(galil: Business, yael: Browser) -> None:
    row = spoken(galil)
    before = row.lines
    sent = typed(yael.see(f"/alignments/{row.pk}"), 'id="items"')
    yael.send(f"/alignments/{row.pk}", **{**sent, "visit_from": "10:00", "cost_what7": "תשלום אחרון"})
    row.refresh_from_db()
    visit, cost = (row.lines[key]["answer"] for key in ("visit", "cost"))
    assert (visit["window"]["start"][11:16], visit["window"]["due"][11:16]) == ("10:00", "14:00")
    kept = before["cost"]["answer"]["price"]
    kept["payments"][7]["what"] = "תשלום אחרון"
    assert cost["price"] == kept
    for key in ("wish", "glass", "home"):
        assert row.lines[key] == before[key]


def test_a_time_is_said_with_its_beginning_and_keeps_it(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = begun(galil)
    url = f"/alignments/{row.pk}"
    when = {"visit_on": "2026-11-24", "visit_from": "10:00", "visit_at": "12:00"}
    wrong = yael.send(url, 422, **{**when, "visit_from": "13:00"}).content.decode()
    assert "הטווח מסתיים לפני שהוא מתחיל" in alert(wrong)
    yael.send(url, **when)
    assert field_of(yael.see(url), "visit_from") == "10:00"
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert "בין 10:00 ל-12:00" in words(visitor.see(page_of(galil)))
    sent = typed(yael.see(url), 'id="items"')
    yael.send(url, **{**sent, "visit_on": "2026-11-25"})
    row.refresh_from_db()
    window = row.lines["visit"]["answer"]["window"]
    assert window["start"].startswith("2026-11-25T10:00") and window["due"].startswith("2026-11-25T12:00")


def test_what_is_drawn_again_shows_what_was_written_meanwhile(galil: Business, yael: Browser) -> None:
    row = spoken(galil)
    sent = typed(yael.see(f"/alignments/{row.pk}"), 'id="items"')
    newer = {"wish": Answer(text="מקלחון רחב")}
    alignments.say(alignment_id=row.pk, answers=newer, by=galil.as_customer, now=SUNDAY_1000)
    refused = yael.send(f"/alignments/{row.pk}", 422, **{**sent, "tiles": "נחזור אליך בהקדם"})
    again = typed(refused.content.decode(), 'id="items"')
    assert (again["wish"], again["tiles"]) == ("מקלחון רחב", "נחזור אליך בהקדם")
    yael.send(f"/alignments/{row.pk}", **{**again, "tiles": "תיקון של עד ארבעה אריחים כלול"})
    row.refresh_from_db()
    assert row.lines["wish"]["answer"]["text"] == "מקלחון רחב"
    assert row.lines["tiles"]["answer"]["text"] == "תיקון של עד ארבעה אריחים כלול"


def test_there_is_room_for_as_many_payments_as_there_are(galil: Business, yael: Browser) -> None:
    row = begun(galil)
    url = f"/alignments/{row.pk}"
    assert "cost_what5" in yael.see(url) and "cost_what6" not in yael.see(url)
    draft = {"cost_total": "4200", "cost_what6": "אחרון", "cost_amount6": "4200", "cost_on6": "2026-12-01"}
    yael.send(f"{url}/draft", 204, **draft)
    assert field_of(yael.see(url), "cost_what6") == "אחרון"
    yael.send(url, **draft)
    row.refresh_from_db()
    (paid,) = row.lines["cost"]["answer"]["price"]["payments"]
    assert (paid["what"], paid["amount"]) == ("אחרון", PRICE.total)
