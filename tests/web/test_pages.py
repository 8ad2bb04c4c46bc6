"""Every page stands in both languages, in its direction, with the language switch, and nothing inline."""

import re

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, signed_in
from tests.web.conftest import links as links_of
from teum.actions import links
from teum.models import Message

DESK = (
    "/",
    "/?whose=team",
    "/calls",
    "/calls?whose=team",
    "/cases",
    "/cases?q=מזגן&state=open",
    "/cases/new",
    "/cases/{case}",
    "/cases/{case}?promise",
    "/cases/{case}/updates",
    "/cases/{case}/calls",
    "/cases/{case}/holding",
    "/cases/{case}/closing",
    "/cases/{case}/handover",
    "/cases/{case}/disclosures",
    "/counter",
    "/promises/{promise}/no-dates",
    "/promises/new",
    "/promises/new?q=דנה",
    "/promises/{promise}",
    "/promises/{promise}/ask",
    "/promises/{promise}/revisions",
    "/promises/{promise}/reports",
    "/promises/{promise}/withdrawals",
    "/promises/{promise}/releases",
    "/promises/{promise}/delegations",
    "/customers",
    "/customers?q=054",
    "/customers/new",
    "/customers/{customer}",
    "/customers/{customer}/details",
    "/messages",
    "/messages?to=team",
    "/messages/{message}",
    "/search",
    "/search?q=דנה",
    "/team",
    "/team/{member}",
    "/hours",
    "/settings",
    "/settings/firm",
    "/settings/forms",
    "/settings/keys",
    "/settings/questions",
    "/settings/services",
    "/settings/words",
    "/settings/words?find=בקרוב",
    "/health",
)
PUBLIC = (
    "/contact/{slug}",
    "/p/{page}",
    "/contact/{slug}/{page}",
    "/account/login/",
    "/account/password/reset/",
)


def _addresses(galil: Business) -> dict[str, object]:
    promise = cast.quote(galil)
    message = Message.objects.of(galil.id).filter(case=promise.case_id).latest("id")
    return {
        "case": promise.case_id,
        "promise": promise.pk,
        "customer": galil.dana.pk,
        "member": galil.dan.pk,
        "message": message.pk,
        "slug": galil.organisation.slug,
        "page": links.of_customer(galil.dana, now=cast.SUNDAY_1000).token,
    }


def _require_whole(html: str, language: str) -> None:
    direction = {"he": "rtl", "en": "ltr"}[language]
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert 'action="/language"' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    assert " style=" not in html and "<style" not in html and "onclick=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "{{" not in html and "{%" not in html


@pytest.mark.parametrize("language", ["he", "en"])
def test_desk_in_both_languages(galil: Business, language: str) -> None:
    addresses = _addresses(galil)
    ruth = signed_in(galil.ruth, language)
    for address in DESK:
        _require_whole(ruth.see(address.format(**addresses)), language)


@pytest.mark.parametrize("language", ["he", "en"])
def test_public_pages_in_both_languages(galil: Business, visitor: Browser, language: str) -> None:
    addresses = _addresses(galil)
    visitor.client.cookies["django_language"] = language
    for address in PUBLIC:
        _require_whole(visitor.see(address.format(**addresses)), language)


def test_hebrew_pages_hold_no_english_sentence(galil: Business) -> None:
    addresses = _addresses(galil)
    ruth = signed_in(galil.ruth)
    for address in DESK:
        html = ruth.see(address.format(**addresses)).split("<body", 1)[1]
        text = re.sub(r"<[^>]+>", "\n", re.sub(r'(?s)<p [^>]*lang="en".*?</p>', "", html))
        sentences = re.findall(r"(?<![\w@./:-])[A-Za-z]{3,}(?: [a-z]{2,}){2,}", text)
        assert not sentences, f"{address}: {sentences}"


def test_language_switch_keeps_the_page(yael: Browser) -> None:
    answer = yael.send("/language", language="en", next="/cases")
    assert answer["Location"] == "/cases"
    assert '<html lang="en" dir="ltr">' in yael.see("/cases")


def test_language_switch_leads_to_no_other_site(yael: Browser) -> None:
    assert yael.send("/language", language="en", next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize("language", ["he", "en"])
def test_errors_speak_the_readers_language(galil: Business, language: str) -> None:
    page = signed_in(galil.yael, language).see("/cases/999999", status=404)
    assert {"he": "אין כאן עמוד כזה", "en": "There is no such page"}[language] in page


def test_another_businesss_things_are_not_there(galil: Business) -> None:
    promise = cast.quote(galil)
    stranger = signed_in(cast.galil(name="אחר", domain="other.example").ruth)
    for address in (f"/cases/{promise.case_id}", f"/promises/{promise.pk}", f"/promises/{promise.pk}/ask",
                    f"/promises/{promise.pk}/reports", f"/customers/{galil.dana.pk}", f"/team/{galil.dan.pk}"):  # fmt: skip
        stranger.see(address, status=404)


def test_the_desk_is_for_members(visitor: Browser, galil: Business) -> None:
    for address in ("/", "/cases", "/messages", "/team"):
        answer = visitor.client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")


def test_an_agent_does_not_manage(yael: Browser) -> None:
    for address in ("/team", "/hours", "/settings"):
        assert "אין לך גישה לעמוד הזה" in yael.see(address, status=403)


def test_a_partner_sees_only_what_is_theirs(galil: Business) -> None:
    theirs, other = cast.quote(galil, owner=galil.sami.pk), cast.quote(galil)
    sami = signed_in(galil.sami)
    assert "הצעת מחיר" in sami.see(f"/cases/{theirs.case_id}")
    sami.see(f"/cases/{other.case_id}", status=404)
    sami.see("/customers", status=403)
    sami.see("/messages", status=403)


def test_nothing_leads_a_partner_where_they_may_not_go(galil: Business) -> None:
    theirs = cast.quote(galil, owner=galil.sami.pk)
    sami = signed_in(galil.sami)
    pages = ["/", "/cases", f"/cases/{theirs.case_id}", f"/promises/{theirs.pk}"]
    leads = {link for page in pages for link in links_of(sami.see(page)) if link.startswith("/")}
    assert f"/promises/{theirs.pk}/reports" in leads and "/customers" not in leads
    for link in sorted(leads):
        assert sami.client.get(link).status_code == 200, link
    assert f"/cases/{theirs.case_id}/closing" not in leads and "/promises/new" not in leads
