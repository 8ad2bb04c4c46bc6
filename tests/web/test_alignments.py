"""What both sides expect: filled in at the desk, approved on the customer's page."""

from dataclasses import replace
from typing import Any

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of
from tests.cast_alignment import ITEMS, all_seen, begun, filled, seen, template
from tests.web.conftest import Browser, SetClock, alert, field_of, words
from tests.web.conftest import links as links_of
from teum.actions import alignments, links
from teum.core.alignment import Answer, facts
from teum.core.disclosure import How
from teum.core.said import Said
from teum.models import Agreement, Alignment, AlignmentTemplate, Promise, Question

SAID = {
    "wish": "מקלחון שקל לנקות",
    "glass": "1",
    "visit_on": "2026-11-24",
    "visit_at": "14:00",
    "cost_total": "4200",
    "cost_what0": "מקדמה",
    "cost_amount0": "1000",
    "cost_on0": "2026-11-24",
    "cost_what1": "יתרה",
    "cost_amount1": "3200",
    "cost_on1": "2026-12-01",
    "tiles": "תיקון אריחים לא כלול",
}


def shown(row: Alignment) -> dict[str, str]:
    """What goes unseen with the button that agrees to what the customer wrote."""
    return {f"seen-{key}": told for key, told in all_seen(row).items()}


def page_of(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=SUNDAY_1000).token}"


def test_it_is_filled_in_while_talking_and_approved_on_the_page(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    case = cast.case(galil.yael, galil.dana, promise=cast.quote_draft())
    kept = template(galil)
    assert "תיאום ציפיות" in words(yael.see(f"/cases/{case.pk}"))
    shown = yael.send_and_see(f"/cases/{case.pk}/alignments", template=kept.pk)
    assert "מצד דנה פרץ מולאו 0 מתוך 3 סעיפים. מצדכם נשארו 2 סעיפים לכתוב." in shown
    row = of(Alignment, galil).get()
    shown = yael.send_and_see(f"/alignments/{row.pk}", **SAID)
    assert "מולאו 2 מתוך 3 סעיפים. מצדכם הכול כתוב." in shown
    yael.send(f"/alignments/{row.pk}/shown")
    page = words(visitor.see(page_of(galil)))
    assert "האישור שלך לתיאום הציפיות" in page and "1,000 ₪ בהעברה בנקאית · מקדמה" in page and "חלבית" in page
    row.refresh_from_db()
    page = visitor.send_and_see(f"{page_of(galil)}/alignments/{row.pk}/approvals", seen=row.version)
    assert "הכול מוסכם" in page
    row.refresh_from_db()
    assert row.state == "approved"
    assert of(Promise, galil, debtor="customer", state="open").count() == 2
    assert "אושר בלחיצה אחת בעמוד הלקוח" in words(yael.see(f"/cases/{case.pk}"))


def test_one_tap_approves_the_words_that_the_page_shows(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    clause = Said(
        "הזכוכית היא {said}, וביטול אחרי ההזמנה עולה 900 ₪.", "The glass is {said}; cancelling costs 900."
    )
    items = [replace(item, clause=clause) if item.key == "glass" else item for item in ITEMS]
    row = filled(galil)
    of(Alignment, galil).update(items=facts.of_items(items))
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    for shown in (visitor.see(page_of(galil)), yael.see(f"/alignments/{row.pk}/counter")):
        assert "וביטול אחרי ההזמנה עולה 900 ₪" in words(shown) and "4,200 ₪" in words(shown)


def test_what_was_written_meanwhile_is_not_approved_at_the_counter(galil: Business, yael: Browser) -> None:
    row = filled(galil)
    seen = row.version
    alignments.say(
        alignment_id=row.pk, answers={"wish": Answer(text="משהו אחר")}, by=by(galil.amir), now=SUNDAY_1000
    )
    form = {"proof": "קראה הכול והסכימה", "seen": seen}
    yael.send(f"/alignments/{row.pk}/counter", status=422, **form)
    assert not of(Agreement, galil).exists()


def test_payments_that_are_not_the_price_are_named(galil: Business, yael: Browser) -> None:
    row = filled(galil)
    refused = yael.send(f"/alignments/{row.pk}", 422, **{**SAID, "cost_total": "4300"})
    assert "סכום התשלומים שונה מהמחיר: חסרים בתשלומים 100 ₪" in words(refused)
    half = words(yael.send(f"/alignments/{row.pk}", 422, **{**SAID, "cost_on1": ""}))
    assert "לתשלום עד: זה עדיין חסר" in half  # a sum without its day is no payment, and is not lost


def test_who_does_not_understand_an_item_says_so(galil: Business, visitor: Browser) -> None:
    row = alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    mark = {"item": "tiles", "mark": "unclear", "counter": "אילו אריחים?", "seen": seen(row, "tiles")}
    page = visitor.send_and_see(f"{page_of(galil)}/alignments/{row.pk}/marks", **mark)
    assert "סימנת: לא ברור" in page
    assert of(Question, galil).get().asked.text.endswith("אילו אריחים?")
    assert "לא ברור: ״תיקון אריחים לא כלול״. אילו אריחים?" in page
    row.refresh_from_db()
    html = visitor.see(page_of(galil))
    assert "data-approves hidden" in html and 'href="#item-tiles"' in html
    kept = visitor.send_and_see(f"{page_of(galil)}/alignments/{row.pk}/approvals", seen=row.version)
    assert "כל סעיף צריך להיות כתוב ומוסכם" in kept and "ששאלת עליהם או ביקשת לשנות" in kept
    visitor.send(
        f"{page_of(galil)}/alignments/{row.pk}/marks", item="tiles", mark="agreed", seen=seen(row, "tiles")
    )
    assert "data-approves hidden" not in visitor.see(page_of(galil))


def test_it_is_approved_in_front_of_a_member(galil: Business, yael: Browser) -> None:
    row = filled(galil)
    yael.send(f"/alignments/{row.pk}/counter", proof="דנה קראה הכול איתי והסכימה", seen=row.version)
    row.refresh_from_db()
    assert row.state == "approved"


ITEM = {
    "topic": "work",
    "kind": "choice",
    "side": "customer",
    "text_he": "מי יהיה בבית?",
    "text_en": "Who will be at home?",
    "options_he": "אני\nמישהו אחר",
    "options_en": "Me\nSomebody else",
    "debtor": "provider",
    "is_required": "on",
}


def test_a_template_is_written_item_by_item(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/alignments", he="מקלחון", en="Shower")
    kept = of(AlignmentTemplate, galil).get()
    url = f"/settings/alignments/{kept.pk}"
    shown = ruth.send_and_see(f"{url}/items", **ITEM)
    assert "מי יהיה בבית?" in shown and "בחירה מתוך אפשרויות הלקוח או הלקוחה" in shown
    ruth.send(f"{url}/items/2/place", to="earlier")
    kept.refresh_from_db()
    assert [item["text"]["en"] for item in kept.items] == [
        "Who will be at home?",
        "What matters most to you?",
    ]
    assert [option["en"] for option in kept.items[0]["options"]] == ["Me", "Somebody else"]
    ruth.send(f"{url}/items/1", 422, **{**ITEM, "options_he": "אני", "options_en": "Me"})
    vague = {**ITEM, "kind": "statement", "text_he": "נחזור אליך בהקדם", "text_en": "We reply soon"}
    ruth.send(f"{url}/items/1", 422, **vague)
    ruth.send(f"{url}/items/1", **{**ITEM, "text_en": "Who is at home?"})
    kept.refresh_from_db()
    assert kept.items[0]["text"]["en"] == "Who is at home?"
    ruth.send(f"{url}/items/2/place", to="out")
    kept.refresh_from_db()
    assert len(kept.items) == 1


def test_an_item_says_how_it_reads_in_an_agreement(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/alignments", he="מקלחון", en="Shower")
    kept = of(AlignmentTemplate, galil).get()
    url = f"/settings/alignments/{kept.pk}"
    term = {"clause_he": "בבית יהיה או תהיה {said}.", "clause_en": "At home will be {said}."}
    ruth.send(f"{url}/items", **ITEM, **term)
    kept.refresh_from_db()
    assert kept.items[1]["clause"] == {"he": term["clause_he"], "en": term["clause_en"]}
    assert "{said}" in words(ruth.see(f"{url}/items/2"))
    for wrong in (
        {"clause_en": ""},
        {"clause_en": "At home will be {who}."},
        {"clause_he": "בבית יהיו {said} {said}"},
    ):
        refused = words(ruth.send(f"{url}/items/2", 422, **{**ITEM, **term, **wrong}))
        assert "צריך להופיע {said} פעם אחת" in refused
    ruth.send(f"{url}/items/2", 422, **{**ITEM, **term, "clause_he": "{said} יהיה בבית בהקדם."})
    ruth.send(f"{url}/items/2", **ITEM)
    kept.refresh_from_db()
    assert kept.items[1]["clause"] == {"he": "", "en": ""}


def shared(galil: Business) -> Alignment:
    """Begun, and shared before anything was said."""
    return alignments.show(alignment_id=begun(galil).pk, by=by(galil.yael), now=SUNDAY_1000)


def test_the_customer_fills_in_their_part_and_goes_on_later(galil: Business, visitor: Browser) -> None:
    row = shared(galil)
    page = words(visitor.see(page_of(galil)))
    assert "נשארו לך למלא 2 סעיפים. עוד 2 סעיפים אצל מזגני הגליל." in page
    assert "למלא 2 סעיפים, עד יום" in page and "האישור שלך לתיאום" not in page
    url = f"{page_of(galil)}/alignments/{row.pk}/answers"
    page = visitor.send_and_see(url, wish="מקלחון שקל לנקות")
    assert "אפשר להמשיך בכל זמן, בכל מכשיר" in page and "נשאר לך למלא סעיף אחד." in page
    elsewhere = visitor.see(page_of(galil))
    assert "מקלחון שקל לנקות" in elsewhere and "data-approves hidden" in elsewhere
    visitor.send(url, wish="מקלחון שקל לנקות", glass="0")
    row.refresh_from_db()
    assert row.lines["glass"]["answer"]["option"] == 0 and row.version == 3


def test_what_is_refused_stays_written(galil: Business, visitor: Browser) -> None:
    row = shared(galil)
    url = f"{page_of(galil)}/alignments/{row.pk}/answers"
    html = visitor.send(url, 422, wish="?!", glass="1").content.decode()
    assert "זה עדיין חסר" in alert(html) and "?!</textarea>" in html
    row.refresh_from_db()
    assert row.lines["glass"]["answer"]["option"] == 1  # what could be kept is


def test_one_item_is_kept_as_soon_as_it_is_written(galil: Business, visitor: Browser) -> None:
    row = shared(galil)
    url = f"{page_of(galil)}/alignments/{row.pk}/answers"

    def keep(**fields: str) -> tuple[int, dict[str, Any]]:
        answer = visitor.client.post(url, fields, headers={"Accept": "application/json"})
        return answer.status_code, answer.json()

    status, said = keep(wish="מקלחון שקל לנקות")
    assert (status, said["trouble"], said["is_ready"]) == (200, "", False)
    assert said["progress"].startswith("נשאר לך למלא סעיף אחד.") and said["to_fill"] == ["glass"]
    row.refresh_from_db()
    assert said["seen"] == row.version == 2 and "seen=" in said["live"]
    status, said = keep(wish="?!")
    assert status == 422 and "זה עדיין חסר" in said["trouble"]
    status, said = keep(wish="")
    assert status == 422 and "עדיין תקף" in said["trouble"]
    row.refresh_from_db()
    assert row.lines["wish"]["answer"]["text"] == "מקלחון שקל לנקות"


def test_nobody_fills_in_for_us_or_for_another(galil: Business, visitor: Browser) -> None:
    row = shared(galil)
    url = f"{page_of(galil)}/alignments/{row.pk}/answers"
    visitor.send(url, visit_on="2026-11-24", visit_at="14:00", tiles="כולל אריחים")
    row.refresh_from_db()
    assert row.version == 1 and "visit" not in row.lines
    other = links.of_customer(galil.john, now=SUNDAY_1000).token
    visitor.send(f"/p/{other}/alignments/{row.pk}/answers", 404, wish="שלי")


def test_each_item_is_agreed_to_and_a_wish_is_taken_in_its_words(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    url = f"{page_of(galil)}/alignments/{row.pk}/marks"
    assert "הסכמת" in visitor.send_and_see(url, item="visit", mark="agreed", seen=seen(row, "visit"))
    wish = "תיקון של עד ארבעה אריחים כלול"
    visitor.send(url, item="tiles", mark="change", counter=wish, seen=seen(row, "tiles"))
    desk = yael.see(f"/alignments/{row.pk}")
    assert "לעבור על הניסוח שהוצע" in desk and "תיקון של עד ארבעה אריחים כלול" in desk
    day = yael.see("/")
    assert (
        "בקשה מאת דנה פרץ לשנות סעיף: לכתוב ״תיקון של עד ארבעה אריחים כלול״ במקום ״תיקון אריחים לא כלול״"
        in words(day)
    )
    assert f"/alignments/{row.pk}" in links_of(day)
    take = f"/alignments/{row.pk}/taken?item=tiles"
    both = words(yael.see(take))
    assert "כתוב עכשיו תיקון אריחים לא כלול" in both and "תיקון של עד ארבעה אריחים כלול" in both
    shown = yael.send_and_see(take, text="תיקון של עד ארבעה אריחים כלול", seen=seen(row, "tiles"))
    assert "הסעיף עודכן" in shown and "לעבור על הניסוח" not in shown
    page = words(visitor.see(page_of(galil)))
    assert "תיקון של עד ארבעה אריחים כלול" in page and "לא עונה על השאלה שלי" not in page


def test_what_the_customer_wrote_meanwhile_is_not_overwritten_unseen(galil: Business, yael: Browser) -> None:
    row = filled(galil)
    html = yael.see(f"/alignments/{row.pk}")
    held = {f"was-{key}": field_of(html, f"was-{key}") for key in ("wish", "glass", "visit", "cost", "tiles")}
    newer = {"wish": Answer(text="מקלחון בלי מסגרת")}
    alignments.say(alignment_id=row.pk, answers=newer, by=galil.as_customer, now=SUNDAY_1000)
    yael.send(f"/alignments/{row.pk}", **{**SAID, "tiles": "תיקון עד ארבעה אריחים כלול"}, **held)
    row.refresh_from_db()
    assert row.lines["wish"]["answer"]["text"] == "מקלחון בלי מסגרת"
    assert row.lines["tiles"]["answer"]["text"] == "תיקון עד ארבעה אריחים כלול"
    mine = {**SAID, "tiles": "תיקון עד ארבעה אריחים כלול", "wish": "מקלחון רחב"}
    refused = yael.send(f"/alignments/{row.pk}", 422, **mine, **held).content.decode()
    assert "בינתיים הצד השני כתב: ״מקלחון בלי מסגרת״" in alert(refused) and "מקלחון רחב" in refused
    yael.send(f"/alignments/{row.pk}", **mine, **{**held, "was-wish": field_of(refused, "was-wish")})
    row.refresh_from_db()
    assert row.lines["wish"]["answer"]["text"] == "מקלחון רחב"


def test_nothing_that_is_typed_at_the_desk_is_lost(galil: Business, yael: Browser) -> None:
    row = shared(galil)
    url = f"/alignments/{row.pk}"
    glass = {"glass": Answer(option=0)}
    alignments.say(alignment_id=row.pk, answers=glass, by=galil.as_customer, now=SUNDAY_1000)
    yael.send(f"{url}/draft", 204, wish="מקלחון שקל")
    html = yael.see(url)
    assert "מקלחון שקל</textarea>" in html and "נשמר כטיוטה" in words(html)
    assert "wish" not in of(Alignment, galil).get().lines  # a draft is nobody's word yet
    for act in (f"{url}/agreed", url):  # any button of the page saves what is typed
        refused = yael.send(act, 422, wish="מקלחון שקל לנקות", tiles="נחזור אליך בהקדם").content.decode()
        assert "“בהקדם”" in alert(refused)
    row.refresh_from_db()
    assert row.lines["wish"]["answer"]["text"] == "מקלחון שקל לנקות"
    assert row.lines["glass"]["marks"] == {"customer": "agreed"}  # what was refused was not done
    assert "נחזור אליך בהקדם</textarea>" in yael.see(url)  # nor is it lost by leaving
    yael.send(f"{url}/agreed", tiles="תיקון של עד ארבעה אריחים כלול", **shown(row))
    row.refresh_from_db()
    assert row.lines["tiles"]["answer"] and row.lines["glass"]["marks"]["provider"] == "agreed"
    assert "נשמר כטיוטה" not in words(yael.see(url))
    ask = f"{url}/marks?item=wish"
    assert yael.send(url, wish="מקלחון רחב", then=ask)["Location"] == ask
    assert yael.send(url, then="https://example.com/")["Location"] == url


def test_a_vague_time_of_the_customers_is_pointed_out_and_not_agreed_to(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = shared(galil)
    visitor.send(f"{page_of(galil)}/alignments/{row.pk}/answers", wish="אני צריכה את זה בהקדם", glass="0")
    day = words(yael.see("/"))
    assert "מולאו הסעיפים מצד דנה פרץ" in day and "לעבור על הסעיפים" in day
    url = f"/alignments/{row.pk}"
    assert "ב״בהקדם״ לא כתובים יום ושעה" in words(yael.see(url))
    assert "בסעיף אחד עוד חסר מועד ברור" in yael.send_and_see(f"{url}/agreed", **shown(row))
    refused = yael.send(f"{url}/agreed", 422, **shown(row)).content.decode()
    assert "“בהקדם”" in alert(refused)
    yael.send(url, wish="אני צריכה את זה עד יום שני, 30.11.2026, בשעה 18:00")
    assert "מולאו הסעיפים" not in words(yael.see("/"))  # all of it was looked at


def test_we_ask_about_what_the_customer_wrote(galil: Business, yael: Browser, visitor: Browser) -> None:
    row = alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    url = f"/alignments/{row.pk}/marks?item=wish"
    assert "מקלחון שקל לנקות" in words(yael.see(url))
    yael.send(url, 422, mark="change", counter="")
    yael.send(url, mark="unclear", counter="לנקות במה?", seen=seen(row, "wish"))
    assert "שאלתם על זה" in words(yael.see(f"/alignments/{row.pk}"))
    page = words(visitor.see(page_of(galil)))
    assert "מה חשוב לך? לנקות במה?" in page
    kept = visitor.send_and_see(f"{page_of(galil)}/alignments/{row.pk}/approvals", seen=row.version)
    assert "משהו השתנה בינתיים" in kept
    assert "data-approves hidden" in visitor.see(page_of(galil))
    yael.send(url, mark="agreed", seen=seen(row, "wish"))
    assert "data-approves hidden" not in visitor.see(page_of(galil))


def test_what_was_approved_on_the_page_says_how_it_is_cancelled(
    galil: Business, yael: Browser, visitor: Browser, clock: SetClock
) -> None:
    row = filled(galil)
    alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=SUNDAY_1000
    )
    page = words(visitor.see(page_of(galil)))
    assert "אפשר לבטל עד יום ראשון, 6.12, בשעה 23:59, בלי לומר למה" in page
    assert "דמי הביטול: 100 ₪. הם יורדים רק ממה ששילמת." in page and "חוזר אליך עד יום" in page
    assert "עלייה" not in page
    url = f"{page_of(galil)}/alignments/{row.pk}/cancellations"
    assert "צריך לסמן שרוצים לבטל את הכול" in words(visitor.send(url, 422)), "one stray tap cancels nothing"
    page = words(visitor.send_and_see(url, is_sure="on"))
    assert "זה בוטל. אם שילמת משהו, בעמוד הזה כתוב עד מתי זה חוזר אליך" in page and "זה בוטל לבקשתך" in page
    assert "ביטלת את מה שסיכמנו. יעל ברק תעדכן אותך" in page
    agreement = of(Agreement, galil).get()
    desk = words(yael.see(f"/agreements/{agreement.pk}"))
    assert "גרסה 1 בוטלה על ידי דנה פרץ ביום" in desk
    assert "לבטל את מה שסיכמנו" not in page


def test_who_has_longer_is_asked_only_once_everybody_else_is_too_late(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    row = filled(galil)
    alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=SUNDAY_1000
    )
    url = f"{page_of(galil)}/alignments/{row.pk}/cancellations"
    clock(cast.at("2026-12-07 10:00"))
    page = words(visitor.see(page_of(galil)))
    assert "אחד מאלה נכון לגביי" in page and "במקרה כזה אפשר לבטל עד יום" in page
    assert "הזמן שבו אפשר לבטל עבר" in words(visitor.send(url, 409, is_sure="on"))
    page = words(visitor.send_and_see(url, is_sure="on", is_protected="on"))
    assert "זה בוטל. אם שילמת משהו" in page
