"""Both sides answer what they read: what was written meanwhile is shown first, and no word of an answer is lost."""

from tests.cast import SUNDAY_1000, Business, by, of
from tests.cast_alignment import filled, seen
from tests.web.conftest import Browser, alert, field_of
from tests.web.test_alignments import page_of, shared, shown
from teum.actions import alignments
from teum.core.alignment import Answer
from teum.models import Agreement, Question


def test_the_customer_answers_what_they_read_and_no_word_of_theirs_is_lost(
    galil: Business, visitor: Browser
) -> None:
    row = alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    read = field_of(visitor.see(page_of(galil)).partition('id="item-tiles"')[2], "seen")
    assert read == seen(row, "tiles")
    newer = {"tiles": Answer(text="תיקון אריחים עולה 300 ₪")}
    alignments.say(alignment_id=row.pk, answers=newer, by=by(galil.amir), now=SUNDAY_1000)
    url = f"{page_of(galil)}/alignments/{row.pk}/marks"
    for act in ({"mark": "agreed"}, {"mark": "unclear", "counter": "אילו אריחים?"}):
        refused = visitor.send(url, 409, item="tiles", seen=read, **act).content.decode()
        assert "ועכשיו כתוב: ״תיקון אריחים עולה 300 ₪״" in alert(refused)
    assert "אילו אריחים?</textarea>" in refused
    row.refresh_from_db()
    assert row.lines["tiles"]["marks"] == {"provider": "agreed"} and not of(Question, galil).exists()
    again = field_of(refused.partition('id="item-tiles"')[2], "seen")
    visitor.send(url, item="tiles", mark="unclear", counter="אילו אריחים?", seen=again)
    assert of(Question, galil).get().asked.text.endswith("אילו אריחים?")
    visitor.send(url, 409, item="visit", mark="agreed")  # a page that was drawn before this was asked


def test_we_agree_to_what_we_read_and_to_nothing_written_since(galil: Business, yael: Browser) -> None:
    row = shared(galil)
    wish, glass = {"wish": Answer(text="מקלחון שקל לנקות")}, {"glass": Answer(option=0)}
    alignments.say(alignment_id=row.pk, answers=wish | glass, by=galil.as_customer, now=SUNDAY_1000)
    url = f"/alignments/{row.pk}"
    html = yael.see(url)
    read = {name: field_of(html, name) for name in ("seen-wish", "seen-glass")}
    newer = {"wish": Answer(text="מקלחון בלי מסגרת")}
    alignments.say(alignment_id=row.pk, answers=newer, by=galil.as_customer, now=SUNDAY_1000)
    told = yael.send_and_see(f"{url}/agreed", tiles="תיקון של עד ארבעה אריחים כלול", **read)
    assert "ועכשיו כתוב: ״מקלחון בלי מסגרת״" in told
    row.refresh_from_db()
    assert not any("provider" in row.lines[key]["marks"] for key in ("wish", "glass"))
    assert row.lines["tiles"]["answer"]["text"] == "תיקון של עד ארבעה אריחים כלול"  # what was typed is kept
    asked = {"mark": "unclear", "counter": "איזה סוג מסגרת?"}
    refused = yael.send(f"{url}/marks?item=wish", 422, seen=read["seen-wish"], **asked).content.decode()
    assert "ועכשיו כתוב: ״מקלחון בלי מסגרת״" in alert(refused) and "איזה סוג מסגרת?</textarea>" in refused
    yael.send(f"{url}/marks?item=wish", seen=field_of(refused, "seen"), **asked)
    assert of(Question, galil).get().asked.text.endswith("איזה סוג מסגרת?")
    yael.send(f"{url}/agreed", **shown(row))
    row.refresh_from_db()
    assert row.lines["glass"]["marks"]["provider"] == "agreed"


def test_what_is_approved_in_front_of_a_member_is_read_again_where_it_changed(
    galil: Business, yael: Browser
) -> None:
    row = filled(galil)
    html = yael.see(f"/alignments/{row.pk}/counter")
    newer = {"wish": Answer(text="משהו אחר")}
    alignments.say(alignment_id=row.pk, answers=newer, by=by(galil.amir), now=SUNDAY_1000)
    form = {"proof": "קראה הכול והסכימה", "seen": field_of(html, "seen")}
    again = yael.send(f"/alignments/{row.pk}/counter", 422, **form).content.decode()
    assert "קראה הכול והסכימה</textarea>" in again
    yael.send(f"/alignments/{row.pk}/counter", **{**form, "seen": field_of(again, "seen")})
    assert of(Agreement, galil).exists()
