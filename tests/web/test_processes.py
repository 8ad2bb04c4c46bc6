"""Processes in settings, on a case, and on the customer's page."""

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of
from tests.cast_process import FITTING, SURVEY, held, kept, on_its_way
from tests.web.conftest import Browser, words
from teum.actions import links, processes, promises
from teum.core.said import Said
from teum.models import Case, Process

STAGE = {
    "name_he": "מדידה",
    "name_en": "Measuring",
    "actor": "provider",
    "low": "1",
    "high": "3",
    "unit": "business days",
    "promise_he": "אמדוד את המקלחת",
    "promise_en": "I will measure the shower",
}


def test_a_process_is_written_stage_by_stage(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/processes", he="מקלחון", en="Shower")
    process = of(Process, galil).get()
    url = f"/settings/processes/{process.pk}"
    shown = words(ruth.send_and_see(f"{url}/stages", **STAGE))
    assert "מדידה" in shown
    assert "1 עד 3 ימי עבודה" in shown, shown[300:900]
    ruth.send(f"{url}/stages/2/place", to="earlier")
    process.refresh_from_db()
    assert [stage["name"]["en"] for stage in process.stages] == ["Measuring", "Beginning"]
    ruth.send(f"{url}/stages/2/place", to="out")
    refused = ruth.send(f"{url}/stages/1", 422, **{**STAGE, "low": "9"})
    assert "הזמן הקצר ארוך מהזמן הארוך" in words(refused)
    ruth.send(f"{url}/stages/1", **{**STAGE, "name_en": "A visit to measure"})
    process.refresh_from_db()
    assert [stage["name"]["en"] for stage in process.stages] == ["A visit to measure"]


def test_a_case_follows_it_and_goes_on_when_the_stage_is_done(galil: Business, yael: Browser) -> None:
    case = cast.case(galil.yael, galil.dana, promise=cast.quote_draft())
    assert "להתחיל תהליך" not in words(yael.see(f"/cases/{case.pk}"))
    process = kept(galil)
    assert "להתחיל תהליך" in words(yael.see(f"/cases/{case.pk}"))
    offered = words(yael.see(f"/cases/{case.pk}/process"))
    assert "מדידה · בחירת זכוכית" in offered and "אמדוד את המקלחת, עד" in offered
    shown = words(yael.send_and_see(f"/cases/{case.pk}/process", process=process.pk, owner=galil.yael.pk))
    assert "התהליך התחיל" in shown and "הלאה: בחירת זכוכית" in shown
    entering = {"stage": 1, "owner": galil.yael.pk}
    refused = yael.send(f"/cases/{case.pk}/stages", 422, **entering)
    row = held(case)
    assert "עוד לא דווח שמה שהובטח בשלב הזה בוצע" in words(refused)
    assert f'href="/promises/{row.pk}"' in refused.content.decode(), "what blocks is named, with a link"
    asked = words(yael.see(f"/cases/{case.pk}/stages"))
    assert "יובטח ויישלח ללקוחות: לבחור את הזכוכית, עד" in asked
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    shown = words(yael.send_and_see(f"/cases/{case.pk}/stages", **entering))
    assert "הלאה: היתר העירייה" in shown
    yael.send(f"/cases/{case.pk}/process/ended")
    assert of(Case, galil).get().journey is None


def test_a_case_takes_over_what_changed_in_its_process_when_asked(galil: Business, yael: Browser) -> None:
    case = on_its_way(galil)
    assert "לעבור לשלבים החדשים" not in words(yael.see(f"/cases/{case.pk}"))
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=(SURVEY, FITTING))
    processes.change(process_id=of(Process, galil).get().pk, by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    assert "לעבור לשלבים החדשים" in words(yael.see(f"/cases/{case.pk}"))
    shown = words(yael.send_and_see(f"/cases/{case.pk}/process/renewed"))
    assert "לעבור לשלבים החדשים" not in shown and "היתר העירייה" not in shown
    assert "השלבים הבאים הם עכשיו לפי התהליך המעודכן" in shown
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=(FITTING,))
    processes.change(process_id=of(Process, galil).get().pk, by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    assert "לעבור לשלבים החדשים" not in words(yael.see(f"/cases/{case.pk}")), "it would be refused"
    refused = yael.send(f"/cases/{case.pk}/process/renewed", 409)
    assert "כבר לא קיים בתהליך" in words(refused)


def test_the_customer_sees_where_their_case_is(galil: Business, visitor: Browser) -> None:
    on_its_way(galil)
    page = words(visitor.see(f"/p/{links.of_customer(galil.dana, now=SUNDAY_1000).token}"))
    assert "שלב 2 מתוך 6: מדידה" in page
    assert "ההערכה שלנו: מסתיים בין" in page and "בטיפול של עיריית כרמיאל" in page
    assert "נחוץ לשלב הזה: מפתח לדירה" in page
