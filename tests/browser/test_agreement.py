"""An agreement from the desk to both signatures, a change of it, and the case to its end (B2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast, cast_page, cast_signing
from tests.browser.conftest import SignIn, choose_language
from tests.browser.sites import SCRIPT, Shop, on_the_site
from tests.browser.test_look import Picture, look
from tests.cast import Business, by, of
from tests.web.conftest import SetClock
from teum.actions import papers, promises
from teum.documents import sealing, store
from teum.models import Agreement, Case, Message, Promise
from teum.now import now
from teum.queries import pages, verify

OURS = {"visit_on": "2026-11-24", "visit_at": "14:00", "cost_total": "4200"}
PAID = {
    "cost_what0": "מקדמה",
    "cost_amount0": "1000",
    "cost_on0": "2026-11-24",
    "cost_what1": "יתרה",
    "cost_amount1": "3200",
    "cost_on1": "2026-12-01",
}
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


def test_from_a_form_on_a_site_to_a_change_that_both_signed(
    galil: Business,
    sign_in: SignIn,
    live: Live,
    clock: SetClock,
    picture: Picture,
    live_server: LiveServer,
    shop: Shop,
) -> None:
    """A stranger writes on a site; both say what they expect, and sign; what is due is done; a change is signed too."""
    site = live(width=390, height=900)
    frame = on_the_site(galil, site, live_server.url, shop, "he", SCRIPT)
    expect(frame.locator("[name=proof]")).not_to_have_value("", timeout=30_000)
    clock(cast.at("2026-11-22 10:01"))
    frame.locator("[name=said-wish]").fill("מקלחון שקל לנקות")
    frame.get_by_label("חדר רחצה").check()
    frame.locator("[name=name]").fill("רוני שקד")
    frame.locator("[name=email]").fill("roni@example.com")
    frame.locator("[name=channel][value=email]").check()
    frame.get_by_role("button", name="לשלוח").click()
    expect(frame.locator("h1.sentence")).to_be_visible()
    case = of(Case, galil).get()
    page_of_roni = pages.path(pages.of_case(case), case.pk)

    yael = sign_in(galil.yael)
    yael.goto(f"/alignments/{case.alignment_id}")
    for name, said in OURS.items():
        yael.locator(f"[name={name}]").fill(said)
    yael.locator("details.fold > summary", has_text="איך משלמים").first.click()
    for name, said in PAID.items():
        yael.locator(f"[name={name}]").fill(said)
    yael.get_by_role("button", name="שמירה", exact=True).click()
    yael.get_by_role("button", name="לשלוח למילוי").click()

    roni = live(width=390, height=844)
    roni.goto(page_of_roni)
    roni.get_by_label("חלבית").check()
    roni.locator("[name=free_on]").fill("2026-11-24")
    roni.locator("[name=free_at]").fill("14:00")
    roni.get_by_role("button", name="לשמור את מה שכתבתי").click()
    expect(roni.get_by_role("status").filter(has_text="אפשר להמשיך")).to_be_visible()
    roni.get_by_role("button", name="מוסכם עליי").first.click()

    yael.goto(f"/alignments/{case.alignment_id}")
    yael.get_by_role("button", name="להפוך להסכם לחתימה").click()
    expect(yael.locator("main")).to_contain_text("תיקון אריחים לא כלול")
    assert not look(yael, "what would be signed", VIEWS)
    picture(yael, "agreement-new-he-1280")
    yael.get_by_role("button", name="לשלוח לחתימה").click()
    expect(yael.locator("main")).to_contain_text("גרסה 1 מחכה לחתימת הלקוח")
    _papers()
    _sign(galil, roni, page_of_roni, picture)
    first = _countersign(galil, yael, picture)

    roni.goto(page_of_roni)
    main = roni.locator("main")
    expect(main).to_contain_text("ההסכם בתוקף")
    expect(main).to_contain_text("יעל ברק תמדוד את המקלחת בביקור עד יום שלישי, 24.11, בשעה 14:00")
    expect(main).to_contain_text("לשלם 1,000 ₪ בהעברה בנקאית (מקדמה)")
    with roni.expect_download() as kept:
        roni.get_by_role("link", name="העותק החתום, לשמירה").click()
    assert sealing.check(kept.value.path().read_bytes()).holds
    assert not look(roni, "in force", VIEWS)
    roni.set_viewport_size({"width": 390, "height": 844})
    picture(roni, "agreement-in-force-he-390")

    deposit = roni.locator("section", has_text="לשלם 1,000 ₪").last
    deposit.get_by_role("button", name="כן, זה נעשה").click()
    expect(roni.get_by_role("status").filter(has_text="תודה")).to_be_visible()
    yael.goto(f"/cases/{case.pk}")
    paid = yael.locator("article.promise", has_text="לשלם 1,000 ₪")
    paid.get_by_role("link", name="התקבל").click()
    yael.locator("main form[method=post] .button-main").last.click()
    yael.wait_for_url(f"**/cases/{case.pk}*")
    assert of(Promise, galil, pk=first.promises["cost"]).get().state == "kept"

    visit = yael.locator("article.promise", has_text="אמדוד את המקלחת")
    visit.get_by_role("link", name="מועד אחר").click()
    yael.get_by_role("link", name="זה כתוב בהסכם החתום").click()
    yael.get_by_role("button", name="להציע שינוי", exact=True).click()
    expect(yael.get_by_role("status")).to_contain_text("עד ששני הצדדים חותמים")
    yael.locator("[name=visit_on]").fill("2026-11-26")
    yael.get_by_role("button", name="שמירה", exact=True).click()
    yael.get_by_role("button", name="לקרוא את השינוי").click()
    expect(yael.locator("main del").first).to_contain_text("24.11.2026")
    assert not look(yael, "what would change", VIEWS)
    picture(yael, "amendment-he-1280")
    yael.get_by_role("button", name="לשלוח לחתימה").click()
    _papers()
    _sign(galil, roni, page_of_roni, None)
    second = _countersign(galil, yael, None)
    assert (second.version, second.replaces) == (2, first)
    assert second.promises["cost"] == first.promises["cost"], "what was paid is paid"
    roni.goto(page_of_roni)
    expect(main).to_contain_text("יעל ברק תמדוד את המקלחת בביקור עד יום חמישי, 26.11, בשעה 14:00")

    _finish(galil, case)
    case.refresh_from_db()
    assert case.state == "closed"
    assert verify.verify(rebuild_rows=True).holds


def _countersign(galil: Business, yael: Page, picture: Picture | None) -> Agreement:
    """Yael signs after the customer, and it is sealed."""
    row = of(Agreement, galil).latest("id")
    yael.goto(f"/cases/{row.case_id}")
    yael.get_by_role("link", name="לפתוח את ההסכם").click()
    expect(yael.locator("main")).to_contain_text(f"הלקוח חתם על גרסה {row.version}")
    if picture:
        assert not look(yael, "signed by the customer", VIEWS)
        picture(yael, "agreement-countersign-he-1280")
        yael.get_by_role("button", name="לחתום על ההסכם").click()
        expect(yael.get_by_role("alert")).to_contain_text("צריך לסמן")
    yael.locator("input[name=consent]").check()
    yael.get_by_role("button", name="לחתום על ההסכם").click()
    expect(yael.locator("main")).to_contain_text("חתומה על ידי שני הצדדים ובתוקף")
    _papers()
    row.refresh_from_db()
    assert sealing.check(store.read(galil.id, row.sealed.path)).holds
    return row


def _finish(galil: Business, case: Case) -> None:
    """All that is still to be done is done, and said to be so by whom it is done for."""
    customer = galil.as_whom(case.customer)
    cast_page.deliver(now())
    for row in of(Promise, galil, case=case, state="open").order_by("id"):
        row.refresh_from_db()
        if row.state != "open" or row.nature == "update":
            continue
        promises.report(promise_id=row.pk, by=by(galil.yael), now=now())
        cast_page.deliver(now())
        if row.debtor == "provider":
            promises.confirm(promise_id=row.pk, by=customer, now=now())
    cast_page.deliver(now())


def _is_change(galil: Business) -> bool:
    return of(Agreement, galil).latest("id").version > 1


def _sign(galil: Business, dana: Page, address: str, picture: Picture | None) -> None:
    dana.goto(address)
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
    if _is_change(galil):
        dana.get_by_role("button", name="כן, מוסכם עליי שכל אלה נשארים כפי שהם").click()
        expect(dana.get_by_role("status").filter(has_text="כל השאר נשאר")).to_be_visible()
    dana.get_by_role("button", name="לשלוח את הקוד אל").click()
    expect(dana.get_by_role("status").filter(has_text="הקוד בדרך אליך")).to_be_visible()
    dana.get_by_label("הקוד שקיבלת").fill("000000" if _code(galil) != "000000" else "111111")
    dana.get_by_label("השם המלא שלך").fill("רוני שקד")
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
    expect(dana.get_by_label("השם המלא שלך")).to_have_value("רוני שקד")
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
