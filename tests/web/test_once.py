"""A form that was shown once makes one thing, however often it is sent (guarantee 4)."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Model
from django.http import HttpResponse

from tests import cast, cast_page
from tests.cast import Business, of
from tests.web.conftest import Browser, SetClock, field_of, signed_in
from tests.web.test_disclosures import FORM
from tests.web.test_incidents import NEW
from tests.web.test_incidents import SAID as FAULT
from teum.actions import housekeeping
from teum.models import Case, Conversation, Customer, Disclosure, Incident, Promise, Question, SentForm

SAID = {"body": cast.QUOTE, "includes": "הצעת מחיר\nמפרט", "replaces": "none"}
CALLED = {"channel": "call", "direction": "in", "reached": "yes", "notes": "דיברנו על המחיר.", "save": "1"}


@pytest.fixture
def case_id(galil: Business) -> int:
    """Dana's case."""
    return int(cast.quote(galil).case_id)


def _key(browser: Browser, url: str, part: str = "") -> str:
    """The key of a form of a page; of the form that leads to `part`."""
    page = browser.see(url)
    return field_of(page[page.index(f'action="{part}"') :] if part else page, "once")


@pytest.mark.django_db(transaction=True)
def test_three_taps_at_once_make_one_promise_and_lead_to_the_same_place(clock: SetClock) -> None:
    galil = cast.galil()
    case_id = cast.quote(galil).case_id
    url = f"/cases/{case_id}/promises"
    key = _key(signed_in(galil.yael), f"/cases/{case_id}", url)
    browsers = [signed_in(galil.yael) for _ in range(3)]
    ready, answers = threading.Barrier(len(browsers)), list[HttpResponse]()

    def tap(browser: Browser) -> None:
        ready.wait()
        try:
            answers.append(browser.send(url, **SAID, once=key))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tap, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer["Location"] for answer in answers} == {f"/cases/{case_id}"}
    assert len(answers) == 3
    assert Promise.objects.of(galil.id).count() == 2, "the quote of the story, and this one"


def test_whoever_taps_again_hears_what_was_done_and_may_undo_it(yael: Browser, case_id: int) -> None:
    url = f"/cases/{case_id}/promises"
    key = _key(yael, f"/cases/{case_id}", url)
    first = yael.send_and_see(url, **SAID, once=key)
    again = yael.send_and_see(url, **SAID, once=key)
    assert "נשמר." in first and "נשמר." in again


def test_a_form_that_is_shown_again_with_what_is_missing_can_be_sent(
    galil: Business, yael: Browser, case_id: int
) -> None:
    url = f"/cases/{case_id}/promises"
    key = _key(yael, f"/cases/{case_id}", url)
    for _ in range(2):
        shown = yael.send(url, 422, body=cast.QUOTE, once=key).content.decode()
    assert not SentForm.objects.exists()
    yael.send(url, **SAID, once=field_of(shown[shown.index(f'action="{url}"') :], "once"))
    assert of(Promise, galil).count() == 2


def test_other_words_in_the_same_form_are_another_promise_but_not_in_the_same_tap(
    galil: Business, yael: Browser, case_id: int, clock: SetClock
) -> None:
    url = f"/cases/{case_id}/promises"
    key = _key(yael, f"/cases/{case_id}", url)
    yael.send(url, **SAID, once=key)
    filled = {**SAID, "window_said": "|2026-11-24T14:00:00+02:00"}
    yael.send(url, **filled, once=key)
    assert of(Promise, galil).count() == 2, "the page filled a field in between two taps"
    clock(cast.SUNDAY_1000 + timedelta(minutes=1))
    yael.send(url, **{**SAID, "includes": "מפה"}, once=key)
    assert of(Promise, galil).count() == 3, "somebody went back and meant something else"
    yael.send(url, **{**SAID, "includes": "מפה"}, once=key)
    assert of(Promise, galil).count() == 3


def test_one_draft_in_two_tabs_is_one_promise(galil: Business, yael: Browser, case_id: int) -> None:
    url, page = f"/cases/{case_id}/promises", f"/cases/{case_id}"
    yael.send(f"{url}/check", 200, **SAID, once=_key(yael, page, url))
    tabs = [_key(yael, page, url) for _ in range(2)]
    assert tabs[0] == tabs[1]
    for key in tabs:
        yael.send(url, **SAID, once=key)
    assert of(Promise, galil).count() == 2


def test_what_was_undone_can_be_promised_again(galil: Business, yael: Browser, case_id: int) -> None:
    url, page = f"/cases/{case_id}/promises", f"/cases/{case_id}"
    key = _key(yael, page, url)
    yael.send(f"{url}/check", 200, **SAID, once=key)
    said = yael.client.get(yael.send(url, **SAID, once=key)["Location"]).content.decode()
    (undo,) = re.findall(r'action="(/messages/\d+/undo)"', said)
    yael.send(undo, once=field_of(said, "once"))
    assert of(Promise, galil).count() == 1
    again = _key(yael, page, url)
    assert again != key
    yael.send(url, **SAID, once=again)
    assert of(Promise, galil).count() == 2


def test_a_key_is_its_senders_alone(galil: Business, yael: Browser, case_id: int) -> None:
    url = f"/cases/{case_id}/promises"
    key = _key(yael, f"/cases/{case_id}", url)
    yael.send(url, **SAID, once=key)
    signed_in(galil.dan).send(url, **SAID, once=key)
    assert of(Promise, galil).count() == 3


def test_every_form_that_makes_something_for_a_customer_makes_it_once(
    galil: Business, ruth: Browser, case_id: int
) -> None:
    case, told = f"/cases/{case_id}", of(Promise, galil).get()
    forms: list[tuple[type[Model], str, str, dict[str, object]]] = [
        (Conversation, f"{case}/conversations/new", f"{case}/conversations", CALLED),
        (Question, f"{case}/questions", "", {"kind": "theirs", "text": "באיזה צבע?"}),
        (Disclosure, f"{case}/disclosures", "", FORM),
        (Incident, NEW, "", {**FAULT, "tell": [told.pk]}),
        (Customer, "/customers/new", "", {"name": "רון", "phone": "052-1112233", "language": "he"}),
    ]
    for model, page, url, said in forms:
        before, key = of(model, galil).count(), _key(ruth, page, url)
        places = {ruth.send(url or page, **said, once=key)["Location"] for _ in range(3)}
        assert (len(places), of(model, galil).count()) == (1, before + 1), page


def test_a_customer_asks_once_however_often_they_tap(galil: Business, visitor: Browser, case_id: int) -> None:
    page = cast_page.address(galil)
    url = f"{page}/cases/{case_id}/questions"
    key = _key(visitor, page, url)
    for _ in range(3):
        visitor.send(url, text="מה הצבע?", once=key)
    assert of(Question, galil).count() == 1


def test_whoever_writes_to_the_business_twice_by_one_form_opens_one_case(
    galil: Business, visitor: Browser
) -> None:
    url = f"/contact/{galil.organisation.slug}"
    key = _key(visitor, url)
    said = {"name": "נטע", "phone": "052-9998877", "channel": "phone", "about": "מזגן לחדר", "once": key}
    places = {visitor.send(url, **said)["Location"] for _ in range(2)}
    assert (len(places), of(Case, galil).count()) == (1, 1)
    visitor.see(places.pop())


def test_where_a_form_led_is_kept_for_its_sender_alone_and_not_for_long(yael: Browser, case_id: int) -> None:
    url = f"/cases/{case_id}/promises"
    key = _key(yael, f"/cases/{case_id}", url)
    yael.send(url, **SAID, once=key)
    row = SentForm.objects.get()
    assert "/cases/" not in row.led and key not in (row.form, row.led)
    housekeeping.purge(now=cast.SUNDAY_1000 + timedelta(days=8))
    assert not SentForm.objects.exists()
