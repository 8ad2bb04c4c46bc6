"""The pages of incidents: whom it touches, what is told, a person's yes, and how far it has come."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape
from typing import Any

import pytest

from tests import cast, cast_incident
from tests.cast import SUNDAY_1000, Business, of
from tests.web.conftest import Browser, SetClock, field_of, links, signed_in, words
from teum.actions import organisations, services
from teum.clock import incidents as telling
from teum.models import Affected, Customer, Incident, Message

SAID: dict[str, Any] = {
    "title": "הרכב התקלקל",
    "known_on": "2026-11-22",
    "known_at": "09:30",
    "found_by": "צוות ההתקנות",
    "what_he": "הרכב של צוות ההתקנות התקלקל",
    "matters_he": "המזגנים עצמם במחסן, ולא ניזוקו",
    "rule": "shift",
    "days": "1",
    "remedy": "no",
}
NEW = "/incidents/new?text=המפרט"
TELLS = SUNDAY_1000 + cast_incident.UNDO


def opened(browser: Browser, **said: Any) -> str:
    """A draft; its address."""
    return str(browser.send(NEW, **{**SAID, **said})["Location"])


@pytest.fixture(autouse=True)
def on_the_second(clock: SetClock) -> None:
    """What is told is told after whole seconds here."""
    clock(SUNDAY_1000)


def test_many_are_chosen_seen_and_told(galil: Business, ruth: Browser) -> None:
    first, second = (row for _, row in cast_incident.customers(galil, 2))
    assert "עד כה לא קרה דבר" in words(ruth.see("/incidents"))
    assert "/incidents" in links(ruth.see("/"))
    assert "In English" not in ruth.see(NEW) and "באנגלית" not in words(ruth.see(NEW))
    chosen = ruth.see(NEW)
    assert "זה נוגע ב-2 הבטחות" in words(chosen)
    assert f'value="{first.pk}"' in chosen and f'value="{second.pk}"' in chosen

    url = opened(ruth, tell=[first.pk])
    draft = words(ruth.see(url))
    assert "זה נוגע בהבטחה אחת" in draft and "היה עד יום שלישי, 24.11, בשעה 14:00" in draft
    assert draft.count("עכשיו עד יום רביעי, 25.11, בשעה 14:00") == 1, "who is left out does not move"
    assert "הושאר מחוץ לרשימה בבחירתך." in draft
    assert "טיוטה: עוד לא הודענו לאיש" in words(ruth.see("/incidents"))

    going = ruth.send_and_see(f"{url}/tellings")
    assert "0 מתוך 1 קיבלו הודעה" in going and 'hx-trigger="every 10s, ' in ruth.see(url)
    telling.once(TELLS)
    assert of(Affected, galil, promise=first).get().state == "written"
    ruth.see(f"{url}/words")


def test_a_yes_is_undone_by_one_tap_and_the_draft_stands_as_it_was(
    galil: Business, ruth: Browser, clock: SetClock
) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    url = opened(ruth, tell=[row.pk])
    draft = words(ruth.see(url))
    going = ruth.see(str(ruth.send(f"{url}/tellings")["Location"]))
    assert f'action="{url}/undo"' in going and "ביטול הפעולה" in words(going)
    assert 'hx-trigger="every 10s, ' in going, "nothing moves before that"
    undone = ruth.send_and_see(f"{url}/undo")
    assert "בוטל: איש לא קיבל הודעה, וזאת שוב טיוטה." in undone
    assert words(ruth.see(url)) == draft
    assert telling.once(TELLS) == 0

    ruth.send(f"{url}/tellings")
    clock(TELLS + timedelta(seconds=1))
    late = ruth.send(f"{url}/undo", status=409)
    assert "כבר אי אפשר לבטל את זה" in words(late)
    assert telling.once(TELLS) == 1


def test_where_the_business_wants_no_seconds_none_are_offered(galil: Business, ruth: Browser) -> None:
    organisations.change_policy(by=cast.by(galil.ruth), undo_seconds=0, now=SUNDAY_1000)
    ((_, row),) = cast_incident.customers(galil, 1)
    url = opened(ruth, tell=[row.pk])
    assert "/undo" not in ruth.see(str(ruth.send(f"{url}/tellings")["Location"]))
    assert telling.once(SUNDAY_1000) == 1


def test_the_story_of_a_promise_says_who_moved_it(galil: Business, ruth: Browser) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    ruth.send(f"{opened(ruth, tell=[row.pk])}/tellings")
    telling.once(TELLS)
    story = words(ruth.see(f"/cases/{row.case_id}"))
    assert "רות כהן: מועד חדש" in story and "השעון: מועד חדש" not in story


def test_whoever_closes_the_case_sees_what_was_offered(galil: Business, ruth: Browser) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    ruth.send(f"{opened(ruth, tell=[row.pk], remedy='percent', value='10')}/tellings")
    telling.once(TELLS)
    assert "כמחווה על העיכוב, הנחה של 10%" in words(ruth.see(f"/cases/{row.case_id}"))
    assert "מה שהוצע על העיכוב הנחה של 10% על מה שסוכם" in words(ruth.see(f"/cases/{row.case_id}/closing"))


def test_what_is_shown_here_only_is_not_said_to_be_told(galil: Business, ruth: Browser) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    url = opened(ruth, tell=[row.pk])
    ruth.send(f"{url}/tellings")
    telling.once(TELLS)
    one = of(Affected, galil).get()
    of(Affected, galil).update(state="told", told_at=SUNDAY_1000, seconds=60)
    of(Message, galil, pk=one.message_id).update(state="shown_locally", told_at=SUNDAY_1000)
    page = words(ruth.see(url))
    assert "1 מתוך 1 מוצגות כאן בלבד" in page and "קיבלו הודעה" not in page


def test_a_draft_that_moves_them_to_shabbat_says_that_the_business_is_closed_then(
    galil: Business, ruth: Browser
) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    draft = words(ruth.see(opened(ruth, tell=[row.pk], rule="fixed", due_on="2026-11-28", due_at="12:00")))
    assert "בשבת, 28.11, בשעה 12:00 העסק סגור." in draft and "המועדים הפתוחים הקרובים:" in draft
    assert "העסק סגור" not in words(ruth.see(opened(ruth, tell=[row.pk])))


def test_a_later_word_is_a_draft_as_well_and_may_be_thrown_away(galil: Business, ruth: Browser) -> None:
    ((_, row),) = cast_incident.customers(galil, 1)
    url = opened(ruth, tell=[row.pk])
    ruth.send(f"{url}/tellings")
    telling.once(TELLS)
    said = {
        "what_he": "הרכב תוקן",
        "matters_he": "המועד החדש נשאר",
        "rule": "stays",
        "next_on": "2026-11-24",
        "next_at": "12:00",
        "remedy": "no",
    }
    draft = ruth.send_and_see(f"{url}/words", **said)
    assert "המועדים נשארים. העדכון הבא שלנו אליהם עד יום שלישי, 24.11, בשעה 12:00" in draft
    assert "הטיוטה נמחקה" in ruth.send_and_see(f"{url}/discarding")
    assert of(Incident, galil).count() == 1


def test_a_draft_is_written_anew_with_all_that_stands_in_it(galil: Business, ruth: Browser) -> None:
    first, second = (row for _, row in cast_incident.customers(galil, 2))
    said = {"remedy": "percent", "value": "10", "after": "8", "tell": [first.pk]}
    url = opened(ruth, **said)
    assert "נודע לנו על כך ביום ראשון, 22.11, בשעה 09:30" in words(ruth.see(url))
    change = next(link for link in links(ruth.see(url)) if "from=" in link)
    form = ruth.see(change)
    for name, value in (("title", SAID["title"]), ("known_on", "2026-11-22"), ("days", "1"), ("after", "8")):
        assert field_of(form, name) == value, name
    assert SAID["what_he"] in form
    assert f'id="tell-{first.pk}" checked' in form and f'id="tell-{second.pk}" checked' not in form

    anew = str(ruth.send(change, **{**SAID, "tell": [second.pk], "days": "2"})["Location"])
    assert "כל מועד נדחה ב-2 ימי עבודה" in words(ruth.see(anew))
    assert of(Incident, galil).count() == 1, "the first draft went with it"
    ruth.see(url, status=404)
    ruth.send(f"{anew}/tellings")
    telling.once(TELLS)
    later = {"what_he": "הרכב תוקן", "matters_he": "המועד החדש נשאר", "rule": "stays", "remedy": "no"}
    ruth.send(f"{anew}/words", **later, next_on="2026-11-24", next_at="12:00")
    change = next(link for link in links(ruth.see(anew)) if link.endswith("?anew"))
    assert field_of(ruth.see(change), "next_at") == "12:00"
    ruth.send(change, **later, next_on="2026-11-25", next_at="12:00")
    shown = words(ruth.see(anew))
    assert "שלנו אליהם עד יום רביעי, 25.11" in shown and "שלנו אליהם עד יום שלישי" not in shown


def test_what_is_wrong_is_said_on_its_field_and_what_was_chosen_stays(galil: Business, ruth: Browser) -> None:
    first, second = (row for _, row in cast_incident.customers(galil, 2))
    wrong = ruth.send(NEW, status=422, **{**SAID, "tell": [first.pk], "what_he": "נחזור אליך בהקדם"})
    html = wrong.content.decode()
    assert 'id="id_what_he_wrong"' in html and "בהקדם" in words(wrong)
    assert f'id="tell-{first.pk}" checked' in html and f'id="tell-{second.pk}" checked' not in html
    nobody = ruth.send(NEW, status=422, **SAID)
    assert "לא נשאר למי להודיע" in words(nobody)
    later = ruth.send(NEW, status=422, **{**SAID, "tell": [first.pk], "known_on": "2026-11-23"})
    assert "המועד הזה עוד לא הגיע" in words(later)
    unmoved = ruth.send(NEW, status=422, **{**SAID, "tell": [first.pk], "days": ""})
    assert 'id="id_days_wrong"' in unmoved.content.decode()
    dear = ruth.send(NEW, status=422, **{**SAID, "tell": [first.pk], "remedy": "percent", "value": "120"})
    assert 'id="id_value_wrong"' in dear.content.decode()
    assert not of(Incident, galil).exists()


def test_searching_on_keeps_what_was_typed_and_who_was_left_out(galil: Business, ruth: Browser) -> None:
    first, second = (row for _, row in cast_incident.customers(galil, 2))
    english = cast_incident.customers(galil, 1, language="en")[0][1]
    shown = {"seen": [first.pk, second.pk, english.pk], "tell": [first.pk, english.pk], "find": "1"}
    said = {**SAID, "what_en": "The van broke down", "title": "", "days": "3"}
    nobody = ruth.send(NEW, 200, **said, **shown, text="אין כזה").content.decode()
    assert "אין הבטחה פתוחה שמתאימה" in words(nobody) and "עוד לא נשמר" not in words(nobody)
    assert (field_of(nobody, "days"), field_of(nobody, "left")) == ("3", str(second.pk))

    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', nobody))
    again = ruth.send(NEW, 200, **hidden, find="1", text="המפרט").content.decode()
    assert f'id="tell-{first.pk}" checked' in again and f'id="tell-{second.pk}" checked' not in again
    assert field_of(again, "days") == "3" and "The van broke down" in again and SAID["what_he"] in again
    assert "field-wrong" not in again and not of(Incident, galil).exists()
    # The word goes to those who were listed, whatever was written over the choice without searching.
    action = re.search(r'action="(\?[^"]*text=[^"]*)"', again)
    assert action and "find" not in action[1]
    told = {**SAID, "what_en": "The van broke down", "matters_en": "It matters little", "tell": [first.pk]}
    url = ruth.send(f"/incidents/new{unescape(action[1])}", **told, text="אין כזה")["Location"]
    assert "זה נוגע בהבטחה אחת" in words(ruth.see(str(url)))


def test_the_page_looks_again_when_a_message_may_leave(
    galil: Business, ruth: Browser, clock: SetClock
) -> None:
    ((whose, row),) = cast_incident.customers(galil, 1)
    Customer.objects.of(galil.id).filter(pk=whose.pk).update(quiet_from=time(8), quiet_until=time(15))
    url = opened(ruth, tell=[row.pk])
    ruth.send(f"{url}/tellings")
    telling.once(TELLS)
    for now, pace in (("10:00", 60), ("14:59", 60), ("15:00", 2), ("15:05", 30), ("16:00", 60)):
        clock(cast.at(f"2026-11-22 {now}"))
        assert f'hx-trigger="every {pace}s, ' in ruth.see(url), now


def test_they_are_found_by_service_owner_and_days(galil: Business, ruth: Browser) -> None:
    service = services.add(by=cast.by(galil.ruth), name="התקנה")
    row = cast.quote(galil)
    row.case.service = service
    row.case.save()
    others = cast_incident.customers(galil, 1)
    found = ruth.see(f"/incidents/new?service={service.pk}&owner={galil.yael.pk}&due_until=2026-11-24")
    assert f'value="{row.pk}" id="tell' in found and f'value="{others[0][1].pk}" id="tell' not in found
    none = words(ruth.see("/incidents/new?due_from=2026-12-24"))
    assert "אין הבטחה פתוחה שמתאימה" in none
    assert field_of(found, "csrfmiddlewaretoken")


def test_only_managers_see_the_pages(galil: Business, yael: Browser) -> None:
    cast.quote(galil)
    incident = cast_incident.drafted(galil, now=SUNDAY_1000, known_at=SUNDAY_1000)
    for path in (
        "/incidents",
        "/incidents/new",
        f"/incidents/{incident.pk}",
        f"/incidents/{incident.pk}/words",
    ):
        yael.see(path, status=403)
    yael.send(f"/incidents/{incident.pk}/tellings", status=403)
    assert "/incidents" not in links(yael.see("/"))
    signed_in(galil.amir).see(f"/incidents/{incident.pk}")
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    signed_in(stranger.ruth).see(f"/incidents/{incident.pk}", status=404)
