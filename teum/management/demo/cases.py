"""The demo's stories: a promise in every state, each made through the real acts in the last days."""

from teum.actions import contact, promises
from teum.actions.promises.steps import Next
from teum.core.promise import Debtor
from teum.management.demo.incident import many_told
from teum.management.demo.stage import Stage, Story

CLOSE = Next(close=True)


def kept(stage: Stage) -> Story:
    """Kept as agreed, and confirmed by the customer."""
    at = yield stage.ago(34)
    _, row = stage.case(
        "noa",
        "yael",
        "בדיקה שנתית למזגן",
        at=at,
        body="אשלח לך במייל את דוח הבדיקה",
        includes=["דוח הבדיקה", "המלצות להמשך"],
        due=stage.after(at, 6),
    )
    now = yield stage.after(at, 3)
    promises.report(promise_id=row.pk, by=stage.by("yael"), now=now)
    now = yield stage.after(at, 5)
    promises.confirm(promise_id=row.pk, by=stage.by_customer("noa"), now=now)


def kept_revised(stage: Stage) -> Story:
    """Moved in time, with a reason, then kept."""
    at = yield stage.ago(31)
    _, row = stage.case(
        "moshe",
        "dan",
        "החלפת מסנן",
        at=at,
        body="אגיע אליך עם המסנן החדש",
        includes=["מסנן", "התקנה"],
        channel="visit",
        due=stage.after(at, 8),
    )
    now = yield stage.after(at, 3)
    promises.revise(
        promise_id=row.pk,
        by=stage.by("dan"),
        due=stage.after(at, 14),
        reason="המשלוח מהיבואן התעכב ביום אחד",
        now=now,
    )
    now = yield stage.after(at, 12)
    promises.report(promise_id=row.pk, by=stage.by("dan"), now=now)
    now = yield stage.after(at, 13)
    promises.confirm(promise_id=row.pk, by=stage.by_customer("moshe"), now=now)


def late_told(stage: Stage) -> Story:
    """Late, and the customer knew before: the clock spoke when nobody did."""
    at = yield stage.ago(27)
    _, row = stage.case(
        "olga",
        "yael",
        "זיכוי על חיוב כפול",
        at=at,
        body="אעדכן אותך במייל על הזיכוי",
        includes=["סכום הזיכוי", "אישור בכתב"],
        due=stage.after(at, 5),
    )
    now = yield stage.after(at, 8)
    promises.report(promise_id=row.pk, by=stage.by("yael"), note="הזיכוי אושר, והאישור מצורף.", now=now)
    now = yield stage.after(at, 9)
    promises.confirm(promise_id=row.pk, by=stage.by_customer("olga"), now=now)


def released(stage: Stage) -> Story:
    """The customer let go of it, with proof."""
    at = yield stage.ago(24)
    _, row = stage.case(
        "hotel",
        "dan",
        "מדידה לחדר 12",
        at=at,
        body="אגיע אליך למדידה",
        includes=["מדידה", "תיאור בכתב"],
        channel="visit",
        due=stage.after(at, 10),
    )
    now = yield stage.after(at, 2)
    promises.release(
        promise_id=row.pk,
        by=stage.by("dan"),
        proof="בשיחה עם הקבלה: המדידה כבר לא נחוצה.",
        after=CLOSE,
        now=now,
    )


def withdrawn(stage: Stage) -> Story:
    """Taken back with a disclosure, before it was due."""
    at = yield stage.ago(22)
    _, row = stage.case(
        "amal",
        "yael",
        "מזגן מתצוגה",
        at=at,
        body="אשמור עבורך את המזגן מהתצוגה",
        includes=["דגם 24", "אחריות מלאה"],
        due=stage.after(at, 12),
    )
    now = yield stage.after(at, 3)
    promises.withdraw(
        promise_id=row.pk,
        by=stage.by("yael"),
        disclosure="במזגן התגלה סדק בפנל, ולכן לא נמכור אותו. אפשר לקבל דגם זהה חדש בהנחה של 10%.",
        after=CLOSE,
        now=now,
    )


def declined(stage: Stage) -> Story:
    """An offer that the customer did not want."""
    at = yield stage.ago(20)
    _, row = stage.case(
        "amal",
        "dan",
        "הצעה לחוזה שירות",
        at=at,
        body="אשלח לך במייל חוזה שירות שנתי",
        includes=["שני ביקורים בשנה"],
        due=stage.after(at, 16),
        answer_by=stage.after(at, 8),
    )
    now = yield stage.after(at, 4)
    promises.decline(promise_id=row.pk, by=stage.by("dan"), after=CLOSE, now=now)


def lapsed(stage: Stage) -> Story:
    """An offer that was not answered in its time."""
    at = yield stage.ago(19)
    stage.case(
        "yossi",
        "yael",
        "ניקוי מזגנים לקראת הקיץ",
        at=at,
        body="אתאם לך ניקוי לשלושת המזגנים",
        includes=["שלושה מזגנים", "חומר ניקוי"],
        channel="visit",
        due=stage.after(at, 17),
        answer_by=stage.after(at, 9),
    )


def held(stage: Stage) -> Story:
    """Past due: the customer heard before, and the next word has its own moment."""
    at = yield stage.ago(14)
    stage.case(
        "moshe",
        "yael",
        "רעש מהמדחס",
        at=at,
        body="אעדכן אותך במייל מה נמצא בבדיקת המעבדה",
        includes=["תוצאות הבדיקה", "מחיר התיקון"],
        due=stage.after(at, 12),
    )


def reported(stage: Stage) -> Story:
    """Done, and the customer's word is awaited."""
    at = yield stage.ago(11)
    _, row = stage.case(
        "noa",
        "dan",
        "התקנת מזגן בסלון",
        at=at,
        body="אשלח לך במייל תוכנית התקנה",
        includes=["מיקום היחידות", "מסלול הצנרת"],
        due=stage.after(at, 8),
    )
    now = yield stage.after(at, 5)
    promises.report(
        promise_id=row.pk, by=stage.by("dan"), note="התוכנית נשלחה עם שתי חלופות למיקום.", now=now
    )


def appointment(stage: Stage) -> Story:
    """A visit in a window that lies ahead."""
    at, window = (yield stage.ago(9)), stage.visit(6)
    stage.case(
        "hotel",
        "dan",
        "תקלה בצ׳ילר",
        at=at,
        body="אבוא לבדוק את הצ׳ילר",
        includes=["בדיקה", "דוח תקלה"],
        channel="visit",
        start=window.start,
        due=window.due,
    )


def waiting(stage: Stage) -> Story:
    """Waits for something from the customer, with its own due."""
    at = yield stage.ago(8)
    stage.case(
        "amal",
        "yael",
        "אחריות למזגן",
        at=at,
        body="אטפל בהחלפת המזגן",
        includes=["מזגן חלופי", "התקנה"],
        channel="visit",
        condition="צילום של תעודת האחריות",
        condition_due=stage.ahead(18),
        term="3 business days",
    )


def offered(stage: Stage) -> Story:
    """An offer that waits for its answer."""
    at = yield stage.ago(7)
    stage.case(
        "olga",
        "dan",
        "שדרוג לאינוורטר",
        at=at,
        body="אתקין לך את הדגם החדש",
        includes=["פירוק המזגן הישן", "התקנה", "שנתיים אחריות"],
        channel="visit",
        due=stage.ahead(40),
        answer_by=stage.ahead(16),
    )


def english(stage: Stage) -> Story:
    """A customer who reads English."""
    at = yield stage.ago(6)
    stage.case(
        "john",
        "yael",
        "Quote for a holiday flat",
        at=at,
        body="I'll email you the quote for both rooms",
        includes=["price for two units", "installation dates"],
        due=stage.ahead(5),
    )


def customers_part(stage: Stage) -> Story:
    """The customer is the debtor; no carrier of ours reaches them, so a person writes by hand."""
    at = yield stage.ago(5)
    stage.case(
        "yossi",
        "yael",
        "העברת בעלות",
        at=at,
        body="טופס העברת בעלות חתום",
        includes=["טופס חתום", "צילום תעודת זהות"],
        channel="whatsapp",
        due=stage.ahead(10),
        debtor=Debtor.CUSTOMER,
    )


def asked(stage: Stage) -> Story:
    """Due in some hours: its owner is asked to confirm or revise."""
    at = yield stage.ago(4)
    stage.case(
        "dana",
        "yael",
        "הצעת מחיר למזגן מיני־מרכזי",
        at=at,
        body="אשלח לך במייל את הצעת המחיר והמפרט",
        includes=["הצעת מחיר", "מפרט"],
        due=stage.ahead(2.5),
    )


def first_contact(stage: Stage) -> Story:
    """The guided story begins: a visitor left details, and was told who calls, and when."""
    at = yield stage.ago(0.3)
    contact.receive(
        organisation_id=stage.people.organisation.pk,
        name="רותי גולן",
        phone="054-765-4399",
        email="ruti@example.com",
        about="מחיר למזגן לחדר שינה",
        now=at,
    )


STORIES = (
    kept,
    kept_revised,
    late_told,
    released,
    withdrawn,
    declined,
    lapsed,
    held,
    reported,
    appointment,
    waiting,
    offered,
    english,
    customers_part,
    asked,
    first_contact,
    many_told,
)
