"""Nothing that was typed or chosen is lost where a form is refused: every form of the customer's side, at desk and page."""

from __future__ import annotations

from html.parser import HTMLParser

from tests import cast_page, cast_scene
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import disclosures
from teum.models import Disclosure

VAGUE = "נחזור אליך בהקדם"


class Fields(HTMLParser):
    """What a browser would send of a page, as it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.held: set[tuple[str, str]] = set()
        self._area = self._picks = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field begins."""
        has = {name: value or "" for name, value in attrs}
        if tag == "input" and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            otherwise = "on" if has.get("type") == "checkbox" else ""
            self.held.add((has.get("name", ""), has.get("value", otherwise).strip()))
        if tag == "select":
            self._picks = has.get("name", "")
        if tag == "option" and "selected" in has:
            self.held.add((self._picks, has.get("value", "")))
        self._area = has.get("name", "") if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        """The words in a text field."""
        if self._area:
            self.held.add((self._area, data.strip()))

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        self._area = ""


def lost(browser: Browser, url: str, sent: dict[str, object]) -> set[tuple[str, str]]:
    """What a form held and the page that refuses it does not."""
    answer = browser.client.post(url, sent)
    assert answer.status_code in (409, 422), f"{url}: {answer.status_code} {words(answer)[:300]}"
    listed = {
        (name, one) for name, said in sent.items() for one in (said if isinstance(said, list) else [said])
    }
    return {(name, str(said).strip()) for name, said in listed} - Fields(answer.content.decode()).held


OPTION = {"as_is_what": "כמו שהוא", "as_is_price": "1490", "as_is_on": "2026-11-25", "as_is_at": "12:00"}
WORD = {
    "what_he": "התקלה במפעל",
    "matters_he": "כך",
    "rule": "shift",
    "days": "2",
    "remedy": "percent",
    "value": "10",
}
DESK: dict[str, dict[str, object]] = {
    "/cases/{case_id}/disclosures": {
        **OPTION, "kind": "limitation", "what": VAGUE, "matters": "כך וכך", "affects": ["looks", "price"],
        "found_on": "2026-11-20", "resolved_on": "2026-11-26", "resolved_at": "10:00", "cancel": "on",
        "channel": "email", "recommended": "as_is", "interest": "אין לנו", "decide_on": "2026-11-24", "decide_at": "14:00",
    },
    "/disclosures/{disclosure_id}/corrections": {**OPTION, "kind": "delay", "what": VAGUE, "matters": "כך", "affects": ["time"], "found_on": "2026-11-20"},
    "/disclosures/{disclosure_id}/decisions": {"option": "other", "shown": "", "how": "call", "proof": ""},
    "/cases/{case_id}/files": {"text": "הצעת המחיר"},
    "/cases/{case_id}/documents": {"text": VAGUE},
    "/cases/{case_id}/questions": {"kind": "readback", "text": VAGUE},
    "/questions/{question_id}/answers": {"text": VAGUE, "after": "goes_on"},
    "/cases/{case_id}/closing/announcements": {"reason": "בלי תשובה", "close_on": "2026-11-20", "close_at": "12:00"},
    "/cases/{case_id}/holding": {"text": "עוד אין תשובה"},
    "/incidents/new?due_from=2026-11-20": {**WORD, "title": "", "found_by": "המפעל", "known_on": "2026-11-21", "known_at": "09:30"},
    "/settings/services": {"name": " . "},
    "/settings/services/{service_id}/standing": {
        "kind": "fault", "what": VAGUE, "matters": "כך", "affects": ["looks"], "found_on": "2026-11-20", "no_date": "לא ידוע",
        "as_is_what": "כמו שהוא", "as_is_days": "4", "do_nothing": "on", "channel": "email",
    },
    "/settings/questions": {"he": " ", "en": "Which floor?", "phase": "during"},
}  # fmt: skip
PAGE: dict[str, dict[str, object]] = {
    "/cases/{case_id}/questions": {"text": " . "},
    "/questions/{thing_id}/answers": {"text": " . "},
    "/promises/{promise_id}/objections": {"text": " . "},
    "/disclosures/{disclosure_id}/objections": {"text": " . "},
    "/summaries/{summary_id}/corrections": {"text": " . "},
    "/preferences": {"quiet_from": "21:00", "quiet_until": ""},
}
"""Each address with what is sent, of which something is refused."""


def test_everything_stays_that_was_typed_or_chosen(galil: Business, ruth: Browser, visitor: Browser) -> None:
    made = cast_scene.scene(galil)
    told = of(Disclosure, galil).select_related("told").get(pk=made.names["disclosure_id"])
    DESK["/disclosures/{disclosure_id}/decisions"]["shown"] = disclosures.shown_digest(told.told)
    gone = {url: lost(ruth, url.format(**made.names), said) for url, said in DESK.items()}
    page = cast_page.address(galil)
    for url, said in PAGE.items():
        gone[f"/p{url}"] = lost(visitor, page + url.format(**made.names), said)
    assert not {url: found for url, found in gone.items() if found}
