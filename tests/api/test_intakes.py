"""A form on a site, for programs of the site: no key, a stranger, an answer with who is in touch and when."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.api.conftest import BASE, Program, Reply
from tests.cast import Business, of
from tests.cast_intake import form
from teum.models import Alignment, Case, Intake

SAID = {
    "name": "רוני שקד",
    "phone": "054-765-4321",
    "answers": [{"item": "wish", "text": "מקלחון שקל לנקות"}],
}


class Site(Program):
    """A program of the site: it has no key."""

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {name.replace("_", "-"): value for name, value in more.items()}


@pytest.fixture
def site(db: None) -> Site:
    cache.clear()
    return Site(key="", client=Client())


@pytest.fixture
def row(galil: Business) -> Intake:
    return form(galil)


@pytest.fixture
def path(galil: Business, row: Intake) -> str:
    return f"/forms/{galil.organisation.slug}/{row.key}"


def test_a_site_reads_what_is_asked_and_sends_what_was_said(galil: Business, site: Site, path: str) -> None:
    asked = site.get(path)
    assert (asked.status, asked.body["name"], asked.body["language"]) == (200, "מקלחון", "he")
    assert [(one["item"], one["kind"], one["is_required"]) for one in asked.body["questions"]] == [
        ("wish", "text", True),
        ("note", "text", False),
    ]
    sent = site.post(path, SAID)
    assert sent.status == 201
    assert "יעל ברק תתקשר אליך" in sent.body["sentence"] and sent.body["start"] < sent.body["due"]
    page = Client().get(sent.body["page_url"].partition("//")[2].partition("/")[2].join(["/", ""]))
    assert page.status_code == 200
    assert of(Alignment, galil).get().lines["wish"]["answer"]["text"] == "מקלחון שקל לנקות"


def test_sent_again_with_its_key_it_makes_one_case(galil: Business, site: Site, path: str) -> None:
    first = site.post(path, SAID, Idempotency_Key="one")
    again = site.post(path, SAID, Idempotency_Key="one")
    assert (again.body, again.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert of(Case, galil).count() == 1
    other = site.post(path, {**SAID, "name": "אחר"}, Idempotency_Key="one")
    assert other.code == "idempotency_key_reused"


def _refused(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.code


def test_what_is_refused_has_its_code(galil: Business, site: Site, path: str) -> None:
    vague = {"item": "wish", "text": "אני צריך את זה בהקדם"}
    assert _refused(site.post(path, {**SAID, "answers": [vague]})) == (422, "vague_window")
    assert _refused(site.post(path, {**SAID, "answers": []})) == (422, "incomplete")
    assert _refused(site.post(path, {"name": "רוני", "answers": SAID["answers"]})) == (422, "incomplete")
    tiles = {"item": "tiles", "text": "כולל אריחים"}
    assert _refused(site.post(path, {**SAID, "answers": [*SAID["answers"], tiles]})) == (422, "no_such_item")
    assert _refused(site.post(f"/forms/{galil.organisation.slug}/none", SAID)) == (404, "not_found")
    assert not of(Case, galil).exists()


def test_three_an_hour_from_one_address(site: Site, path: str) -> None:
    for _ in range(3):
        assert site.post(path, SAID).status == 201
    refused = site.post(path, SAID)
    assert _refused(refused) == (429, "too_many") and refused.headers["Retry-After"] == "3600"


def test_it_says_of_itself_that_it_needs_no_key() -> None:
    paths = Client().get(BASE + "/openapi.json").json()["paths"]
    assert "security" not in paths[BASE + "/forms/{slug}/{form_key}"]["post"]
    assert "security" in paths[BASE + "/cases"]["post"]


# ── the script of a page on another site ──

SITE = "https://bagno.example"


def _asks_first(path: str, method: str = "POST") -> Reply:
    answer = Client().options(
        BASE + path,
        headers={
            "Origin": SITE,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type,idempotency-key",
        },
    )
    return Reply(answer.status_code, None, answer.headers, answer.content)


def test_the_script_of_a_page_on_any_site_may_read_the_form_and_send_it(site: Site, path: str) -> None:
    before = _asks_first(path)
    assert (before.status, before.raw) == (204, b"")
    assert before.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    assert before.headers["Access-Control-Allow-Headers"] == "Content-Type, Idempotency-Key"
    asked, sent = site.get(path, Origin=SITE), site.post(path, SAID, Origin=SITE, Idempotency_Key="one")
    refused = site.post(path, {**SAID, "answers": []}, Origin=SITE)
    closed = site.get(f"{path}x", Origin=SITE)
    unread = site.post(path, raw=b"{", Origin=SITE)
    replies = (asked, sent, refused, closed, unread)
    assert [reply.status for reply in replies] == [200, 201, 422, 404, 400]
    for reply in replies:
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert "Retry-After" in reply.headers["Access-Control-Expose-Headers"]


def test_nothing_goes_to_another_site_in_anybodys_name(site: Site, yael: Program, path: str) -> None:
    for reply in (_asks_first(path), site.get(path, Origin=SITE), site.post(path, SAID, Origin=SITE)):
        assert "Access-Control-Allow-Credentials" not in reply.headers
        assert "Authorization" not in reply.headers.get("Access-Control-Allow-Headers", "")
        assert "Set-Cookie" not in reply.headers
    for closed in ("/cases", "/promises", "/openapi.json", "/forms/none"):
        assert _asks_first(closed, "GET").status in (404, 405)
        assert "Access-Control-Allow-Origin" not in _asks_first(closed, "GET").headers
        assert "Access-Control-Allow-Origin" not in yael.get(closed, Origin=SITE).headers
