"""Without JavaScript: everything that a customer can do on their page, done there once.

What there is to do is read from the addresses of the page: an act that is new has to be found on it, too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests import cast, cast_alignment, cast_page, cast_scene, cast_signing, cast_upload
from tests.cast import SUNDAY_1000, Business, by
from tests.cast_scene import Scene
from tests.web.conftest import SetClock
from teum.actions import agreements, conversations, promises, signing, summaries
from teum.actions.conversations import Said
from teum.core.alignment import Answer
from teum.core.conversation import Channel, Direction
from teum.models import Promise
from teum.web.customer_page.urls import patterns

TYPED = {
    "date": "2026-11-25",
    "time": "11:00",
    "quiet_until": "12:30",
    "address": "john@example.org",
    "code": "123456",
}
"""What is written into a field, by its kind or its name."""


@pytest.fixture
def scene(galil: Business, tmp_path: Path, settings: Settings) -> Scene:
    """Something of everything, and of what can be answered in two ways, one for each."""
    settings.MEDIA_ROOT = tmp_path / "files"
    made = cast_scene.scene(galil)
    case = Promise.objects.of(galil.id).select_related("case").get(pk=made.names["promise_id"]).case
    for _ in range(2):
        cast_page.call(galil, case, answer_by=cast.TUESDAY_1000)
        done = cast_page.call(galil, case)
        promises.report(promise_id=done.pk, by=by(galil.yael), now=SUNDAY_1000)
        moved = cast_page.call(galil, case)
        for due in (cast.at("2026-11-29 12:00"), cast.at("2026-11-30 12:00")):
            cast_page.move(galil, moved, due, "המתקין חולה", now=SUNDAY_1000)
    draft = cast.quote_draft(body="אתקשר אליך", includes=("תשובה",), channel="phone", due=cast.THURSDAY_1400)
    said = Said(channel=Channel.CALL, direction=Direction.OUT, promises=[draft])
    talk = conversations.log(case_id=case.pk, by=by(galil.yael), said=said, now=SUNDAY_1000)
    summaries.send(conversation_id=talk.pk, by=by(galil.yael), now=SUNDAY_1000)
    # What is not clear in the one is not approved there: the other is.
    expected = cast_alignment.spoken(galil)
    made.pages.append(f"{cast_page.address(galil)}?case={expected.case_id}")
    unread = cast_signing.offered(galil, now=SUNDAY_1000)
    made.pages.append(f"{cast_page.address(galil)}?case={unread.case_id}")
    first = cast_signing.offered(galil, now=SUNDAY_1000)
    cast_signing.in_force(galil, first, now=SUNDAY_1000)
    noise = Answer(text="בלי רעש לפני שמונה")
    change = cast_signing.changed(galil, first, note=noise, now=SUNDAY_1000)
    agreements.open_(agreement_id=change.pk, by=galil.as_customer, now=SUNDAY_1000)
    made.pages.append(f"{cast_page.address(galil)}?case={first.case_id}")
    cast_page.deliver(SUNDAY_1000)
    return made


def _acts(scene: Scene) -> set[str]:
    """Every act of the page by the name of its address: a look at it is not allowed."""
    found = set()
    for pattern in patterns:
        named = {**scene.names, "thing_id": scene.names["question_id"]}
        address = f"/{pattern.pattern._route}"  # type: ignore[union-attr]
        for name in pattern.pattern.converters:
            address = address.replace(f"<str:{name}>", str(named.get(name))).replace(
                f"<id:{name}>", str(named.get(name))
            )
        if Client().get(address).status_code == 405:
            found.add(str(pattern.name))
    return found


def _fill(form: Locator, picture: str) -> None:
    """Every field of a form that is seen, whatever it asks."""
    for fold in form.locator("xpath=ancestor::details[not(@open)]").all():
        fold.locator("> summary").click()
    for field in form.locator("textarea, input:not([type=hidden])").all():
        kind = field.get_attribute("type") or "text"
        if kind in ("radio", "checkbox"):
            name = field.get_attribute("name")
            if not form.locator(f"input[name='{name}']:checked").count():
                field.check()
        elif kind == "file":
            field.set_input_files(picture)
        else:
            name = field.get_attribute("name") or ""
            field.fill(TYPED.get(name, TYPED.get(kind, "לי זה חשוב")))


def _do(page: Page, form: Locator, picture: str) -> str:
    """Fill a form in and send it; what the page says then."""
    _fill(form, picture)
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        form.locator("button").last.click()
    assert sent.value.status == 303, f"{sent.value.url}: {page.locator('.trouble').all_inner_texts()}"
    notice = page.locator(".notices .notice-kept")
    assert notice.count() == 1, f"{sent.value.url}: {page.locator('main').inner_text()[:300]}"
    return notice.inner_text()


def _new(page: Page, done: set[str]) -> tuple[str, Locator] | None:
    """The first form of the page whose act was not done yet; whatever else they do takes an announced end away."""
    forms = {
        str(resolve((form.get_attribute("action") or "").partition("?")[0]).url_name): form
        for form in reversed(page.locator("main form[method=post]").all())
    }
    new = [name for name in reversed(forms) if name not in done]
    before = ("page_still_open", "page_alignment_agreed", "page_alignment_approval")
    first = next((name for name in new if name in before), new[0] if new else "")
    return (first, forms[first]) if first else None


def test_a_customer_can_do_everything(
    galil: Business,
    scene: Scene,
    live: Callable[..., Page],
    clock: SetClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing.secrets, "randbelow", lambda _: int(TYPED["code"]))
    picture = tmp_path / "לוח.png"
    picture.write_bytes(cast_upload.PNG)
    page = live(width=390, height=844, scripts=False)
    wanted, done = _acts(scene), set[str]()
    for address in scene.pages:
        page.goto(address)
        while found := _new(page, done):
            name, form = found
            if name == "page_decision":
                form.locator("button").last.click()
                expect(page.locator(".trouble")).to_be_focused()  # nothing chosen is said where they are
                page.goto(address)
            _do(page, form, str(picture))
            done.add(name)
            page.goto(address)
    clock(cast.at("2027-07-07 12:00"))
    page.goto(scene.pages[0])
    name, form = _new(page, done) or ("", page.locator("form"))
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        form.locator("button").click()
    assert sent.value.status in (200, 303)
    done.add(name)
    assert done == wanted, f"not done: {wanted - done}; not an act: {done - wanted}"
