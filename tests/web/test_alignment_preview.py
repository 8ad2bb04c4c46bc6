"""What the customer will see is seen at the desk before it is sent, and what is missing leads to its item."""

from __future__ import annotations

from re import search

from tests.cast import SUNDAY_1000, Business, by, of
from tests.cast_alignment import ANSWERS, begun
from tests.web.conftest import Browser, links, words
from tests.web.test_alignments import page_of
from teum.actions import alignments
from teum.models import Customer, Event, Message


def part(html: str) -> str:
    """The part of a page in which both say what they expect."""
    found = search(r'(?s)<section[^>]*aria-labelledby="alignment".*?</section>', html)
    assert found
    return words(found[0])


def test_the_agent_sees_what_the_customer_will_see_and_nothing_is_sent_by_it(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = begun(galil)
    url = f"/alignments/{row.pk}"
    written, sent = of(Event, galil).count(), of(Message, galil).count()
    there = yael.send(url, then=f"{url}/preview", tiles="תיקון של עד ארבעה אריחים כלול")["Location"]
    html = yael.see(there)
    assert there == f"{url}/preview" and "עד אז זה לא מוצג שם" in words(html)
    assert "תיקון של עד ארבעה אריחים כלול" in part(html) and "<div inert" in html
    assert (
        of(Message, galil).count() == sent and of(Event, galil).count() == written + 1
    )  # what was typed is said
    alignments.say(
        alignment_id=row.pk, answers={"visit": ANSWERS["visit"]}, by=by(galil.yael), now=SUNDAY_1000
    )
    before = part(yael.see(f"{url}/preview"))
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert part(visitor.see(page_of(galil))) == before == part(yael.see(f"{url}/preview"))


def test_it_is_seen_in_the_language_of_who_reads_it(galil: Business, yael: Browser) -> None:
    row = begun(galil)
    of(Customer, galil, pk=galil.dana.pk).update(language="en")
    html = yael.see(f"/alignments/{row.pk}/preview")
    assert 'lang="en" dir="ltr"' in html and "Mending tiles is not included" in part(html)
    assert "Your part to fill in" in part(html) and "מה רואים בצד הלקוח" in words(html)


def test_what_is_missing_is_named_by_whose_it_is_and_leads_to_its_item(
    galil: Business, yael: Browser
) -> None:
    row = begun(galil)
    html = yael.see(f"/alignments/{row.pk}")
    assert "נשאר לכם לכתוב: מתי מודדים? מה המחיר?" in words(html)
    assert "או על ידיכם בזמן השיחה: מה חשוב לך? איזו זכוכית?" in words(html)
    for key in ("visit", "cost", "wish", "glass"):
        assert f"#item-{key}" in links(html) and f'id="item-{key}"' in html
