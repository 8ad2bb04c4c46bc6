"""A price is split at the desk in a tap, without scripts: looked at, changed and saved by who writes it."""

from tests.cast import Business, of
from tests.cast_alignment import begun
from tests.web.conftest import Browser, alert, words
from tests.web.test_alignment_untouched import typed
from teum.models import Event


def fields(html: str) -> list[tuple[str, str, str, str]]:
    """The payments that the form holds."""
    sent = typed(html, 'id="items"')
    rows = [
        tuple(sent.get(f"cost_{part}{n}", "") for part in ("what", "amount", "on", "means"))
        for n in range(36)
    ]
    return [(what, amount, on, means) for what, amount, on, means in rows if amount]


def test_it_fills_in_what_sums_and_nothing_is_said_before_it_is_saved(galil: Business, yael: Browser) -> None:
    row = begun(galil)
    url, written = f"/alignments/{row.pk}", of(Event, galil).count()
    page = yael.see(url)
    assert "30% מקדמה, 70% יתרה" in words(page) and page.index('tabindex="-1"') < page.index('value="cost:')
    price = {"cost_total": "4200", "wish": "מקלחון שקל לנקות"}
    yael.send(f"{url}/splits", split="cost:deposit", **price)
    html = yael.see(url)
    assert fields(html) == [("מקדמה", "1260", "", "transfer"), ("יתרה", "2940", "", "transfer")]
    assert "מקלחון שקל לנקות</textarea>" in html and "נשמר כטיוטה" in words(html)
    assert of(Event, galil).count() == written
    days = {"cost_on0": "2026-11-24", "cost_on1": "2026-12-01", "cost_means1": "cheque"}
    yael.send(f"{url}/splits", **{**typed(html, 'id="items"'), **days, "split": "cost:thirds"})
    thirds = fields(yael.see(url))
    assert [one[0] for one in thirds] == ["תשלום 1 מתוך 3", "תשלום 2 מתוך 3", "תשלום 3 מתוך 3"]
    assert thirds[1][1:] == ("1400", "2026-12-01", "cheque")
    yael.send(url, **{**typed(yael.see(url), 'id="items"'), "cost_on2": "2026-12-08"})
    row.refresh_from_db()
    paid = row.lines["cost"]["answer"]["price"]["payments"]
    assert [one["amount"] for one in paid] == [140_000] * 3


def test_monthly_payments_follow_the_first(galil: Business, yael: Browser) -> None:
    row = begun(galil)
    url = f"/alignments/{row.pk}"
    first = {"cost_total": "1000", "cost_what0": "ריהוט", "cost_on0": "2027-01-31", "months": "7"}
    yael.send(f"{url}/splits", split="cost:monthly", **first)
    html = yael.see(url)
    rows = fields(html)
    assert [one[1] for one in rows] == ["142"] * 6 + ["148"]
    assert [one[2] for one in rows[:3]] == ["2027-01-31", "2027-02-28", "2027-03-31"]
    assert (rows[0][0], rows[6][0]) == ("ריהוט", "תשלום 7 מתוך 7")
    yael.send(url, **typed(html, 'id="items"'))
    row.refresh_from_db()
    assert len(row.lines["cost"]["answer"]["price"]["payments"]) == 7


def test_there_is_nothing_to_split_without_a_price(galil: Business, yael: Browser) -> None:
    row = begun(galil)
    url = f"/alignments/{row.pk}/splits"
    refused = yael.send(url, 422, split="cost:deposit", wish="מקלחון שקל לנקות").content.decode()
    assert "סכום" in alert(refused) and "מקלחון שקל לנקות</textarea>" in refused
    many = yael.send(url, 422, split="cost:monthly", cost_total="1000", months="99")
    assert "למספר תשלומים בין 1 ל-36" in alert(many.content.decode())
    yael.send(url, split="wish:deposit")
    yael.send(url, split="cost:whatever")
