"""An agreement from the desk to both signatures, a change of it, and the case to its end (B2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from playwright.sync_api import Page, expect

from tests import cast_page, cast_signing
from tests.browser.conftest import SignIn, choose_language
from tests.browser.test_look import Picture, look
from tests.cast import Business, of
from tests.cast_alignment import filled
from teum.actions import papers
from teum.documents import sealing, store
from teum.models import Agreement, Message
from teum.now import now

VIEWS = ((390, "light"), (1280, "light"))
Live = Callable[..., Page]


def _papers() -> None:
    """What the clock makes beside the acts: in a thread of its own, as the browser's has a loop in which none is sealed."""

    def make() -> None:
        papers.once(now())
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(make).result()


def _code(galil: Business) -> str:
    (number,) = re.findall(r"\d{6}", of(Message, galil, kind="code").latest("id").subject)
    return str(number)


def test_both_sign_and_then_sign_a_change(
    galil: Business, sign_in: SignIn, live: Live, picture: Picture
) -> None:
    row = filled(galil)
    yael = sign_in(galil.yael)
    yael.goto(f"/alignments/{row.pk}")
    yael.get_by_role("link", name="להפוך להסכם לחתימה").click()
    expect(yael.locator("main")).to_contain_text("תיקון אריחים לא כלול")
    assert not look(yael, "what would be signed", VIEWS)
    picture(yael, "agreement-new-he-1280")
    yael.get_by_role("button", name="לשלוח לחתימה").click()
    expect(yael.locator("main")).to_contain_text("גרסה 1 מחכה לחתימת הלקוח")
    _papers()

    dana = live(width=390, height=844)
    _sign(galil, dana, picture)

    yael.reload()
    yael.get_by_role("link", name="לפתוח את ההסכם").click()
    expect(yael.locator("main")).to_contain_text("הלקוח חתם על גרסה 1")
    assert not look(yael, "signed by the customer", VIEWS)
    picture(yael, "agreement-countersign-he-1280")
    yael.get_by_role("button", name="לחתום על ההסכם").click()
    expect(yael.get_by_role("alert")).to_contain_text("צריך לסמן")
    yael.locator("input[name=consent]").check()
    yael.get_by_role("button", name="לחתום על ההסכם").click()
    expect(yael.locator("main")).to_contain_text("חתומה על ידי שני הצדדים ובתוקף")
    _papers()

    dana.goto(cast_page.address(galil))
    expect(dana.locator("main")).to_contain_text("ההסכם בתוקף")
    with dana.expect_download() as kept:
        dana.get_by_role("link", name="העותק החתום, לשמירה").click()
    assert sealing.check(kept.value.path().read_bytes()).holds
    assert not look(dana, "in force", VIEWS)
    dana.set_viewport_size({"width": 390, "height": 844})
    picture(dana, "agreement-in-force-he-390")

    yael.reload()
    yael.get_by_role("button", name="שינוי").click()
    expect(yael.get_by_role("status")).to_contain_text("עד ששני הצדדים חותמים")
    yael.locator("input[name=visit_on]").fill("2026-11-26")
    yael.locator("input[name=visit_at]").fill("14:00")
    yael.get_by_role("button", name="שמירה", exact=True).click()
    yael.get_by_role("link", name="לקרוא את השינוי").click()
    expect(yael.locator("main del").first).to_contain_text("24.11.2026")
    picture(yael, "amendment-he-1280")
    yael.get_by_role("button", name="לשלוח לחתימה").click()
    _papers()
    _sign(galil, dana, None)
    second = of(Agreement, galil).latest("id")
    cast_signing.countersigned(galil, second, now=now(), is_sealed=False)
    _papers()
    second.refresh_from_db()
    assert (second.version, second.replaces.state) == (2, "replaced")
    assert sealing.check(store.read(galil.id, second.sealed.path)).holds


def _sign(galil: Business, dana: Page, picture: Picture | None) -> None:
    dana.goto(cast_page.address(galil))
    dana.get_by_role("button", name="לקרוא את ההסכם").click()
    expect(dana.get_by_role("status").filter(has_text="לאשר כל חלק")).to_be_visible()
    if picture:
        assert not look(dana, "to be read", VIEWS)
        dana.set_viewport_size({"width": 390, "height": 844})
        picture(dana, "agreement-read-he-390")
    confirm = dana.get_by_role("button", name="קראתי, וזה מה שסיכמנו")
    for left in range(confirm.count(), 0, -1):
        expect(confirm).to_have_count(left)
        confirm.first.click()
    expect(confirm).to_have_count(0)
    dana.get_by_role("button", name="לשלוח את הקוד אל").click()
    expect(dana.get_by_role("status").filter(has_text="הקוד בדרך אליך")).to_be_visible()
    dana.get_by_label("הקוד שקיבלת").fill("000000" if _code(galil) != "000000" else "111111")
    dana.get_by_label("השם המלא שלך").fill("דנה פרץ")
    dana.locator("input[name=consent]").check()
    dana.locator("canvas.draw").scroll_into_view_if_needed()
    box = dana.locator("canvas.draw").bounding_box()
    assert box
    dana.mouse.move(box["x"] + 20, box["y"] + 20)
    dana.mouse.down()
    dana.mouse.move(box["x"] + 120, box["y"] + 80, steps=5)
    dana.mouse.up()
    dana.get_by_role("button", name="לחתום על ההסכם").click()
    expect(dana.get_by_role("alert")).to_contain_text("זה לא הקוד ששלחנו")
    if picture:
        assert not look(dana, "a wrong code", VIEWS)
        dana.set_viewport_size({"width": 390, "height": 844})
        picture(dana, "agreement-sign-he-390")
    expect(dana.get_by_label("השם המלא שלך")).to_have_value("דנה פרץ")
    dana.get_by_label("הקוד שקיבלת").fill(_code(galil))
    dana.get_by_role("button", name="לחתום על ההסכם").click()
    expect(dana.locator("main")).to_contain_text("החתימה שלך התקבלה")


def test_it_reads_well_in_english(galil: Business, sign_in: SignIn, live: Live, picture: Picture) -> None:
    galil.dana.language = "en"
    galil.dana.save(update_fields=["language"])
    row = cast_signing.offered(galil, now=now())
    cast_signing.read(galil, row, now=now())
    dana = live(width=390, height=844)
    dana.goto(cast_page.address(galil))
    expect(dana.locator("main")).to_contain_text("An agreement, to read and sign")
    assert not look(dana, "signing in English", VIEWS)
    dana.set_viewport_size({"width": 390, "height": 844})
    picture(dana, "agreement-sign-en-390")
    yael = sign_in(galil.yael, language="en")
    choose_language(yael, "en")
    yael.goto(f"/agreements/{row.pk}")
    expect(yael.locator("main")).to_contain_text("Version 1 waits for the customer's signature")
    assert not look(yael, "the agreement in English", VIEWS)
    picture(yael, "agreement-desk-en-1280")
