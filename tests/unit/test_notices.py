"""The words of messages: whole, business first, absolute times, never vague, and in each reader's language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core.disclosure import How, Option, Way
from teum.core.window import Window
from teum.language import stages
from teum.language.notices import (
    First,
    Letter,
    Party,
    Person,
    closing,
    customer,
    move,
    promise_sentence,
    silence,
    staff,
    third_person,
    to_do,
)
from teum.language.notices.disclosure import Decided, decided_line
from teum.language.notices.lapsed import lapsed
from teum.language.notices.owed import Owed
from teum.language.notices.still import doubts, still

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 11, 22, 10, tzinfo=JERUSALEM)
DUE = datetime(2026, 11, 24, 14, tzinfo=JERUSALEM)
NEXT = datetime(2026, 11, 25, 12, tzinfo=JERUSALEM)
ANSWER_BY = datetime(2026, 11, 23, 10, tzinfo=JERUSALEM)
WINDOW, MOVED = Window(due=DUE), Window(due=NEXT)
YAEL = Person(name="יעל", gender="f", phone="+972547654303")
DAN = Person(name="דן", gender="m")

SAID = {"he": "אשלח לך במייל את הצעת המחיר והמפרט", "en": "I'll e-mail you the quote"}
THEIRS = {
    "he": Owed(what="הבנק ישלח את אישור המשכנתה", window=WINDOW, is_others=True),
    "en": Owed(what="The bank will send the mortgage approval", window=WINDOW, is_others=True),
}
TITLE = {"he": "מזגן לסלון", "en": "an air conditioner"}
REASON = {"he": "המשלוח מהיבואן התעכב ביום אחד", "en": "The importer's delivery is a day behind"}


TURNED = [
    # two verbs, and three
    ("אבדוק מול היבואן ואשיב לך", "תבדוק מול היבואן ותשיב לך", "לבדוק מול היבואן ולהשיב לך"),
    ("אבדוק, אשיב ואשלח את הטופס", "תבדוק, תשיב ותשלח את הטופס", "לבדוק, להשיב ולשלוח את הטופס"),
    ("אני אבדוק ואני אחזור אליך", "תבדוק ותחזור אליך", "לבדוק ולחזור אליך"),
    ("אברר את המחיר ואעדכן אותך", "תברר את המחיר ותעדכן אותך", "לברר את המחיר ולעדכן אותך"),
    ("אכין הצעה ואתן לך הנחה", "תכין הצעה ותיתן לך הנחה", "להכין הצעה ולתת לך הנחה"),
    ("אתקשר אליך או אכתוב לך במייל", "תתקשר אליך או תכתוב לך במייל", "להתקשר אליך או לכתוב לך במייל"),
    (
        "אמדוד את הקיר, ואז אשלח את השרטוט",
        "תמדוד את הקיר, ואז תשלח את השרטוט",
        "למדוד את הקיר, ואז לשלוח את השרטוט",
    ),
    ("אביא את החלק וגם אתקין אותו", "תביא את החלק וגם תתקין אותו", "להביא את החלק וגם להתקין אותו"),
    (
        "אפרק את הישן ואחר כך ארכיב את החדש",
        "תפרק את הישן ואחר כך תרכיב את החדש",
        "לפרק את הישן ואחר כך להרכיב את החדש",
    ),
    ("אגיע, אבדוק ואתקן במקום", "תגיע, תבדוק ותתקן במקום", "להגיע, לבדוק ולתקן במקום"),
    ("אסיים את הצבע ואנקה את החדר", "תסיים את הצבע ותנקה את החדר", "לסיים את הצבע ולנקות את החדר"),
    (
        "אאסוף את המכשיר, אתקן אותו ואחזיר אותו",
        "תאסוף את המכשיר, תתקן אותו ותחזיר אותו",
        "לאסוף את המכשיר, לתקן אותו ולהחזיר אותו",
    ),
    ("אבטל את החיוב ואזכה את הכרטיס", "תבטל את החיוב ותזכה את הכרטיס", "לבטל את החיוב ולזכות את הכרטיס"),
    (
        "אפתח קריאה ואשלח לך את המספר שלה",
        "תפתח קריאה ותשלח לך את המספר שלה",
        "לפתוח קריאה ולשלוח לך את המספר שלה",
    ),
    ("אסגור את ההזמנה ואצרף קבלה", "תסגור את ההזמנה ותצרף קבלה", "לסגור את ההזמנה ולצרף קבלה"),
    # what is done in offices, studios and workshops
    (
        "אגיש את הדוח ואשלח לך את האישור",
        "תגיש את הדוח ותשלח לך את האישור",
        "להגיש את הדוח ולשלוח לך את האישור",
    ),
    ("אנסח את החוזה ואלווה את החתימה", "תנסח את החוזה ותלווה את החתימה", "לנסח את החוזה וללוות את החתימה"),
    ("אערוך איתך פגישה ואסכם אותה", "תערוך איתך פגישה ותסכם אותה", "לערוך איתך פגישה ולסכם אותה"),
    ("אעצב את הדפים, אבנה את האתר", "תעצב את הדפים, תבנה את האתר", "לעצב את הדפים, לבנות את האתר"),
    (
        "אנהל את האירוע ואשאל אותך בסופו",
        "תנהל את האירוע ותשאל אותך בסופו",
        "לנהל את האירוע ולשאול אותך בסופו",
    ),
    ("אייצג אותך בדיון ואייעץ לך", "תייצג אותך בדיון ותייעץ לך", "לייצג אותך בדיון ולייעץ לך"),
    ("אעלה את האתר לאוויר", "תעלה את האתר לאוויר", "להעלות את האתר לאוויר"),
    ("אעלה לך את התמונות", "תעלה לך את התמונות", "להעלות לך את התמונות"),
    ("אעלה אליך לקומה השלישית", "תעלה אליך לקומה השלישית", "לעלות אליך לקומה השלישית"),
    ("אמלא את הטפסים ואדווח לרשויות", "תמלא את הטפסים ותדווח לרשויות", "למלא את הטפסים ולדווח לרשויות"),
    ("אשפץ את החדר ואצבע את הקירות", "תשפץ את החדר ותצבע את הקירות", "לשפץ את החדר ולצבוע את הקירות"),
    (
        "אוציא את המכשיר ואסיר את הכיסוי",
        "תוציא את המכשיר ותסיר את הכיסוי",
        "להוציא את המכשיר ולהסיר את הכיסוי",
    ),
    ("אאבחן את התקלה ואסביר לך אותה", "תאבחן את התקלה ותסביר לך אותה", "לאבחן את התקלה ולהסביר לך אותה"),
    ("אמדוד לך אצבע אחת", "תמדוד לך אצבע אחת", "למדוד לך אצבע אחת"),
    # a clause of its own
    ("אשלח את החוזה לפני שאגיע אליך", "תשלח את החוזה לפני שתגיע אליך", "לשלוח את החוזה לפני שנגיע אליך"),
    ("אתקשר אליך כשאסיים את הבדיקה", "תתקשר אליך כשתסיים את הבדיקה", "להתקשר אליך כשנסיים את הבדיקה"),
    ("אעדכן אותך אם אמצא חלק אחר", "תעדכן אותך אם תמצא חלק אחר", "לעדכן אותך אם נמצא חלק אחר"),
    # infinitives, and verbs of others, are left alone
    ("אתקשר לתאם ביקור ואגיע למדוד", "תתקשר לתאם ביקור ותגיע למדוד", "להתקשר לתאם ביקור ולהגיע למדוד"),
    ("אבוא להתקין ואסדר את הארון", "תבוא להתקין ותסדר את הארון", "לבוא להתקין ולסדר את הארון"),
    ("אבדוק אם אפשר להקדים", "תבדוק אם אפשר להקדים", "לבדוק אם אפשר להקדים"),
    ("אוודא שהטכנאי יגיע עם החלק", "תוודא שהטכנאי יגיע עם החלק", "לוודא שהטכנאי יגיע עם החלק"),
    ("אדאג שתקבלו את המפתח", "תדאג שתקבלו את המפתח", "לדאוג שתקבלו את המפתח"),
    ("אבדוק אם החלק נמצא במלאי", "תבדוק אם החלק נמצא במלאי", "לבדוק אם החלק נמצא במלאי"),
    ("אבקר באתר ואסכם מה נשאר", "תבקר באתר ותסכם מה נשאר", "לבקר באתר ולסכם מה נשאר"),
    # words that look like verbs, or begin like them
    ("אבדוק אם אתן פנויות", "תבדוק אם אתן פנויות", "לבדוק אם אתן פנויות"),
    ("אשלח אתר לדוגמה", "תשלח אתר לדוגמה", "לשלוח אתר לדוגמה"),
    (
        "אשלח את אישור ההזמנה ואת האחריות",
        "תשלח את אישור ההזמנה ואת האחריות",
        "לשלוח את אישור ההזמנה ואת האחריות",
    ),
    ("אמסור את המפתח ואביזרים", "תמסור את המפתח ואביזרים", "למסור את המפתח ואביזרים"),
    ("אתאם עם אחראי המשמרת", "תתאם עם אחראי המשמרת", "לתאם עם אחראי המשמרת"),
    ("אקבע פגישה עם אגף התכנון", "תקבע פגישה עם אגף התכנון", "לקבוע פגישה עם אגף התכנון"),
    ("אשמור את הדגם אשר ביקשת", "תשמור את הדגם אשר ביקשת", "לשמור את הדגם אשר ביקשת"),
    ("אחליף את האגן ואת האסלה", "תחליף את האגן ואת האסלה", "להחליף את האגן ואת האסלה"),
    ("אטפל בתקלה אצל אביך", "תטפל בתקלה אצל אביך", "לטפל בתקלה אצל אביך"),
    ("אציג לך ארבעה גוונים ואפורים", "תציג לך ארבעה גוונים ואפורים", "להציג לך ארבעה גוונים ואפורים"),
    ("אשלח דו״ח ואעדכן את רו״ח שלכם", "תשלח דו״ח ותעדכן את רו״ח שלכם", "לשלוח דו״ח ולעדכן את רו״ח שלכם"),
    # what stands in quotation marks is somebody's words
    (
        "אשלח טופס ״אשר וחתום״ ואחזור אליך",
        "תשלח טופס ״אשר וחתום״ ותחזור אליך",
        "לשלוח טופס ״אשר וחתום״ ולחזור אליך",
    ),
    ('אתקן את השלט "אחזור מיד"', 'תתקן את השלט "אחזור מיד"', 'לתקן את השלט "אחזור מיד"'),
    # a way of writing
    ("אתן לך תשובה", "תיתן לך תשובה", "לתת לך תשובה"),
    ("אצור איתכם קשר ואשוחח עם הוועד", "תיצור איתכם קשר ותשוחח עם הוועד", "ליצור איתכם קשר ולשוחח עם הוועד"),
    ("אשלם לספק (ואצרף קבלה)", "תשלם לספק (ותצרף קבלה)", "לשלם לספק (ולצרף קבלה)"),
    (
        "אבצע את העבודה; אחזיר את השטח נקי",
        "תבצע את העבודה; תחזיר את השטח נקי",
        "לבצע את העבודה; להחזיר את השטח נקי",
    ),
]
QUOTED = [
    "אשלח לך מהמייל שלי את ההצעה",
    "אבדוק ואקנה את החלק",
    "אתקשר אחרי שאמכור את הדגם",
    "אשמח לחזור אליך",
    "אשלח לך, ותוכלו לחזור אליי",
]


def party(lang: str) -> Party:
    """The business and its reader."""
    return Party(business="מזגני הגליל", lang=lang, now=NOW, title=TITLE[lang], business_phone="+97246981234")


def sentence(lang: str) -> str:
    """The promise of the story as a sentence."""
    return promise_sentence(party=party(lang), person=YAEL, what=SAID[lang], channel="email", window=WINDOW)


def offer(lang: str) -> str:
    """The same, only offered."""
    return promise_sentence(
        party=party(lang), person=YAEL, what=SAID[lang], channel="email", window=WINDOW, answer_by=ANSWER_BY
    )


FORM = {"he": "מקבלת הטופס החתום", "en": "of your signed form"}


def conditional(lang: str, term: str = "") -> str:
    """The same, once something else is there."""
    first = First(what=FORM[lang], due=ANSWER_BY, term=term)
    return promise_sentence(
        party=party(lang),
        person=YAEL,
        what=f"{SAID[lang]} {FORM[lang]}",
        channel="email",
        window=WINDOW,
        first=first,
    )


def closed(lang: str, *, was_silent: bool = False, asks: bool = False) -> Letter:
    """The summary, with a promise of each end."""
    ended = [
        closing.Ended(
            how=how,
            what=SAID[lang],
            items=TITLE[lang],
            agreed=WINDOW,
            at=NOW,
            moved_from=MOVED,
            is_theirs=is_theirs,
            was_offer=was_offer,
        )
        for how, is_theirs, was_offer in ENDS
    ]
    return closing.closed(
        party=party(lang),
        ended=ended,
        answers=[REASON[lang]],
        was_silent=was_silent,
        asks=asks,
        decided=[chosen(lang, how) for how in How],
    )


def chosen(lang: str, how: How) -> Decided:
    """A choice of each way to make one."""
    option = Option(key="other", way=Way.OTHER, what=TITLE[lang], price=179_000, window=WINDOW)
    return Decided(option=option, how=how, at=NOW, recorded_by=None if how is How.PAGE else DAN)


ENDS = [
    ("kept", False, False),
    ("withdrawn", False, False),
    ("released", False, False),
    ("released", True, False),
    ("declined", False, True),
    ("lapsed", False, True),
    ("lapsed", False, False),
]


TO_CUSTOMER: dict[str, Callable[[str], Letter]] = {
    "received": lambda lang: customer.received(party=party(lang), sentence=sentence(lang)),
    "agreed": lambda lang: customer.agreed(party=party(lang), sentences=[(sentence(lang), [TITLE[lang]])]),
    "agreed in a stage": lambda lang: customer.agreed(
        party=party(lang),
        sentences=[(sentence(lang), [TITLE[lang]])],
        where=stages.where(2, 6, TITLE[lang], lang),
        rest=stages.rest(DUE, NEXT, lang, NOW),
    ),
    "offered": lambda lang: customer.agreed(
        party=party(lang), sentences=[], offers=[(offer(lang), [TITLE[lang]])]
    ),
    "agreed and offered": lambda lang: customer.agreed(
        party=party(lang), sentences=[(conditional(lang), [])], offers=[(offer(lang), [TITLE[lang]])]
    ),
    "holding": lambda lang: silence.holding(
        party=party(lang), people=[YAEL], owed=[Owed(what=SAID[lang], window=WINDOW)], next_due=NEXT, round_=1
    ),
    "again": lambda lang: silence.holding(
        party=party(lang), people=[YAEL], owed=[Owed(what=SAID[lang])], next_due=NEXT, round_=2
    ),
    "third": lambda lang: silence.holding(
        party=party(lang), people=[DAN], owed=[Owed(what=SAID[lang])], next_due=NEXT, round_=3
    ),
    "two holdings": lambda lang: silence.holding(
        party=party(lang),
        people=[YAEL, DAN],
        owed=[Owed(what=SAID[lang], window=WINDOW), Owed(what=SAID[lang])],
        next_due=NEXT,
        round_=1,
    ),
    "no news of what stands": lambda lang: silence.holding(
        party=party(lang),
        people=[YAEL],
        owed=[
            Owed(what=SAID[lang], window=WINDOW, stands=True),
            replace(THEIRS[lang], window=WINDOW, stands=True),
        ],
        next_due=NEXT,
        round_=3,
    ),
    "what we agreed has passed": lambda lang: silence.holding(
        party=party(lang),
        people=[YAEL],
        owed=[Owed(what=SAID[lang], window=WINDOW, is_over=True), replace(THEIRS[lang], is_over=True)],
        next_due=NEXT,
        round_=3,
    ),
    "several not done": lambda lang: silence.holding(
        party=party(lang),
        people=[YAEL],
        owed=[Owed(what=SAID[lang]), Owed(what=SAID[lang] + " ב")],
        next_due=NEXT,
        round_=2,
    ),
    "no answer in the matter": lambda lang: silence.holding(
        party=party(lang), people=[YAEL], owed=[Owed(what="", is_matter=True)], next_due=NEXT, round_=1
    ),
    "holding of others": lambda lang: silence.holding(
        party=party(lang),
        people=[YAEL],
        owed=[THEIRS[lang], replace(THEIRS[lang], window=None)],
        next_due=NEXT,
        round_=1,
    ),
    "third of others": lambda lang: silence.holding(
        party=party(lang), people=[DAN], owed=[replace(THEIRS[lang], window=None)], next_due=NEXT, round_=3
    ),
    "late of others": lambda lang: silence.late(
        party=party(lang), people=[YAEL], owed=[THEIRS[lang]], next_due=NEXT
    ),
    "late of both": lambda lang: silence.late(
        party=party(lang),
        people=[YAEL],
        owed=[THEIRS[lang], Owed(what=SAID[lang], window=WINDOW)],
        next_due=NEXT,
    ),
    "others came late": lambda lang: silence.late(
        party=party(lang), people=(), owed=[THEIRS[lang]], next_due=None
    ),
    "two late": lambda lang: silence.late(
        party=party(lang),
        people=[YAEL, YAEL],
        owed=[Owed(what=SAID[lang], window=WINDOW), Owed(what=SAID[lang], window=MOVED)],
        next_due=NEXT,
    ),
    "late at a time they never heard of": lambda lang: silence.late(
        party=party(lang),
        people=[YAEL],
        owed=[Owed(what=SAID[lang], window=WINDOW, moved_to=MOVED)],
        next_due=NEXT,
    ),
    "came late": lambda lang: silence.late(
        party=party(lang), people=(), owed=[Owed(what=SAID[lang], window=WINDOW)], next_due=None
    ),
    "late": lambda lang: silence.late(
        party=party(lang), people=[YAEL], owed=[Owed(what=SAID[lang], window=WINDOW)], next_due=NEXT
    ),
    "revised": lambda lang: customer.revised(
        party=party(lang), sentence=sentence(lang), old=MOVED, reason=REASON[lang], is_late=True
    ),
    "put back": lambda lang: customer.revised(
        party=party(lang), sentence=sentence(lang), old=MOVED, reason=REASON[lang], is_late=False, stands=True
    ),
    "proposed": lambda lang: customer.proposed(
        party=party(lang), sentence=sentence(lang), old=MOVED, reason=REASON[lang]
    ),
    "moved": lambda lang: move.settled(party=party(lang), sentence=sentence(lang), included="", old=MOVED),
    "reported": lambda lang: customer.reported(
        party=party(lang), what=SAID[lang], includes=[TITLE[lang]], note="", answer_by=NEXT
    ),
    "reported late": lambda lang: customer.reported(
        party=party(lang),
        what=SAID[lang],
        includes=[TITLE[lang]],
        note="",
        answer_by=NEXT,
        late=Owed(what=SAID[lang], window=WINDOW, moved_to=MOVED),
    ),
    "moved late": lambda lang: move.moved(
        party=party(lang),
        sentence=sentence(lang),
        included="",
        old=MOVED,
        late=Owed(what=SAID[lang], window=WINDOW),
    ),
    "offered late": lambda lang: move.offered(
        party=party(lang),
        sentence=sentence(lang),
        old=MOVED,
        reason=REASON[lang],
        late=Owed(what=SAID[lang], window=WINDOW),
    ),
    "disputed": lambda lang: customer.disputed(party=party(lang), stands=sentence(lang), word=sentence(lang)),
    "withdrawn": lambda lang: customer.withdrawn(party=party(lang), what=SAID[lang], disclosure=REASON[lang]),
    "released": lambda lang: customer.released(party=party(lang), what=SAID[lang]),
    "released late": lambda lang: customer.released(party=party(lang), what=SAID[lang], owed=WINDOW),
    "update": lambda lang: customer.update(party=party(lang), text=REASON[lang], next_due=NEXT),
    "lapsed": lambda lang: lapsed(party=party(lang), next_due=NEXT),
    "reminder": lambda lang: customer.reminder(party=party(lang), what=TITLE[lang], due=DUE),
    "offer": lambda lang: customer.reminder(party=party(lang), what=SAID[lang], due=DUE, is_offer=True),
    "announced": lambda lang: closing.announced(
        party=party(lang),
        needed=[
            closing.Needed(kind="open", what=TITLE[lang]),
            closing.Needed(kind="waiting", what=FORM[lang]),
            closing.Needed(kind="offered", what=SAID[lang]),
            closing.Needed(kind="reported", what=TITLE[lang]),
        ],
        due=DUE,
    ),
    "announced alone": lambda lang: closing.announced(party=party(lang), needed=[], due=DUE),
    "reminded": lambda lang: closing.reminded(party=party(lang), due=DUE),
    "closed": lambda lang: closed(lang, asks=True),
    "closed in silence": lambda lang: closed(lang, was_silent=True),
    "asked again": lambda lang: closing.asked_again(party=party(lang)),
    "reopened": lambda lang: closing.reopened(party=party(lang), sentence=sentence(lang), was_not_good=False),
    "not good": lambda lang: closing.reopened(party=party(lang), sentence=sentence(lang), was_not_good=True),
}
TO_STAFF: dict[str, Callable[[str], Letter]] = {
    "ask": lambda lang: staff.ask(
        party=party(lang),
        person=YAEL,
        customer="דנה",
        what=SAID[lang],
        window=WINDOW,
        hold_at=DUE,
        draft=TO_CUSTOMER["holding"](lang).text,
    ),
    "manager": lambda lang: staff.manager(
        party=party(lang), people=[YAEL], customer="דנה", whats=[SAID[lang]], next_due=NEXT, is_late=False
    ),
    "manager of a late one": lambda lang: staff.manager(
        party=party(lang),
        people=[YAEL, DAN],
        customer="John",
        whats=[SAID[lang], REASON[lang]],
        next_due=NEXT,
        is_late=True,
    ),
    "outage": lambda lang: staff.outage(party=party(lang), since=MOVED.due, until=DUE, passed=3),
    "ask with a call": lambda lang: staff.ask(
        party=party(lang),
        person=DAN,
        customer="דנה",
        what=SAID[lang],
        window=WINDOW,
        hold_at=DUE,
        draft="",
        phone="+972547654321",
    ),
    "ask of a manager": lambda lang: staff.ask_manager(
        party=party(lang),
        person=YAEL,
        customer="John",
        what=SAID[lang],
        window=WINDOW,
        hold_at=DUE,
        round_=2,
        draft=TO_CUSTOMER["holding"](lang).text,
    ),
    "reminder": lambda lang: staff.reminder(
        party=party(lang), person=DAN, customer="דנה", what=SAID[lang], window=WINDOW
    ),
    "inquiry": lambda lang: staff.inquiry(
        party=party(lang),
        person=DAN,
        customer="דנה",
        what=SAID[lang],
        window=WINDOW,
        title=TITLE[lang],
        wrote="מקלחון",
    ),
    "call": lambda lang: staff.call(party=party(lang), customer="דנה", what=SAID[lang], by=DUE),
    "invitation": lambda lang: staff.invitation(party=party(lang), person=DAN, inviter="יעל"),
}


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("kind", TO_CUSTOMER)
def test_what_a_customer_reads_is_whole_and_never_vague(kind: str, lang: str) -> None:
    letter = TO_CUSTOMER[kind](lang)
    assert letter.subject.startswith("מזגני הגליל: ")
    assert letter.text.startswith("מזגני הגליל: ")
    assert [span.quote for span in language.vague_spans(f"{letter.subject}\n{letter.text}", lang)] == []
    assert "None" not in letter.text
    assert "!" not in letter.text


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("kind", TO_STAFF)
def test_what_a_member_reads_passes_the_same_check(kind: str, lang: str) -> None:
    letter = TO_STAFF[kind](lang)
    assert [span.quote for span in language.vague_spans(letter.text, lang)] == []


@pytest.mark.parametrize("kind", TO_STAFF)
def test_what_a_member_reads_in_english_blames_nobody_and_speaks_of_updates(kind: str) -> None:
    letter = TO_STAFF[kind]("en")
    read = f"{letter.subject}\n{letter.text}".lower()
    found = [
        said
        for said in ("said nothing", "no word", "last word", "another word", "answers to", "logged")
        if said in read
    ]
    assert found == []


def test_who_manages_reads_in_english_what_their_customer_was_told_and_who_looks_after_it() -> None:
    late, asked = TO_STAFF["manager of a late one"]("en"), TO_STAFF["ask of a manager"]("en")
    assert late.subject == "We told John that we are late"
    assert late.text.startswith("The time passed without an update from יעל and דן, so John was told")
    assert "יעל is looking after this for John" in asked.text and "number 2 in a row" in asked.text


@pytest.mark.parametrize("kind", ["holding", "again", "third", "late", "update"])
def test_every_update_carries_the_next_word_as_an_absolute_time(kind: str) -> None:
    assert "עד יום רביעי, 25.11, בשעה 12:00" in TO_CUSTOMER[kind]("he").text
    assert "by Wednesday 25 November, 12:00" in TO_CUSTOMER[kind]("en").text


def test_the_third_word_in_a_row_claims_no_date_and_names_the_free_way_out() -> None:
    assert "אין לנו כרגע מועד חדש" in TO_CUSTOMER["third"]("he").text
    assert "אפשר לבטל בלי עלות" in TO_CUSTOMER["third"]("he").text
    assert "free of charge" in TO_CUSTOMER["third"]("en").text
    assert "אפשר לבטל בלי עלות" not in TO_CUSTOMER["again"]("he").text


def test_a_number_inside_a_hebrew_line_is_isolated_and_written_as_people_write_it() -> None:
    assert "\u2066054-765-4303\u2069" in TO_CUSTOMER["holding"]("he").text


def test_the_story_reads_as_one_sentence() -> None:
    assert sentence("he") == "יעל תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00."
    assert sentence("en") == "יעל will e-mail you the quote by Tuesday 24 November, 14:00."


def test_how_and_by_when_are_set_apart_in_english() -> None:
    fetched = promise_sentence(
        party=party("en"), person=YAEL, what="I'll find out the price", channel="email", window=WINDOW
    )
    assert fetched == "יעל will find out the price by email, by Tuesday 24 November, 14:00."


def test_an_offer_asks_and_says_until_when() -> None:
    assert offer("he") == (
        "יעל מציעה לשלוח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00."
        " מתאים לך? אפשר לענות עד יום שני, 23.11, בשעה 10:00, בעמוד שלך או בתשובה להודעה שלנו."
    )
    assert offer("en") == (
        "יעל offers to e-mail you the quote by Tuesday 24 November, 14:00. Does it suit you?"
        " You can answer by Monday 23 November, 10:00, on your page or by replying to our message."
    )


def test_an_offer_is_not_called_agreed() -> None:
    assert "סיכמנו" not in TO_CUSTOMER["offered"]("he").text
    assert "we agreed" not in TO_CUSTOMER["offered"]("en").text
    both = TO_CUSTOMER["agreed and offered"]("en").text
    assert both.index("First, by Monday") < both.index("An offer of ours".lower()) < both.index("offers to")


def test_a_condition_is_said_before_what_hangs_on_it() -> None:
    assert conditional("he") == (
        "קודם, עד יום שני, 23.11, בשעה 10:00: קבלת הטופס החתום."
        " ואז: יעל תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00."
    )
    assert conditional("en") == (
        "First, by Monday 23 November, 10:00: your signed form."
        " After that: יעל will e-mail you the quote by Tuesday 24 November, 14:00."
    )


@pytest.mark.parametrize(
    ("term", "he", "en"),
    [
        ("3 business days", "תוך 3 ימי עסקים מאז.", "within 3 business days of that."),
        ("1 business day", "תוך יום עסקים אחד מאז.", "within 1 business day of that."),
        ("8 business hours", "תוך 8 שעות עבודה מאז.", "within 8 business hours of that."),
        ("P14D", "תוך 14 ימים מאז.", "within 14 days of that."),
        ("P1W", "תוך שבוע אחד מאז.", "within 1 week of that."),
        ("P2M", "תוך 2 חודשים מאז.", "within 2 months of that."),
        ("PT24H", "תוך 24 שעות מאז.", "within 24 hours of that."),
        ("PT1M", "תוך דקה אחת מאז.", "within 1 minute of that."),
    ],
)
def test_a_term_that_runs_from_its_condition_is_said_in_words(term: str, he: str, en: str) -> None:
    assert conditional("he", term).endswith(he)
    assert conditional("en", term).endswith(en)


def test_a_call_names_the_number() -> None:
    morning = Window(
        start=datetime(2026, 11, 29, 10, tzinfo=JERUSALEM), due=datetime(2026, 11, 29, 12, tzinfo=JERUSALEM)
    )
    said = promise_sentence(
        party=party("he"), person=YAEL, what="אתקשר אליך", channel="phone", window=morning, tail="321"
    )
    assert said == "יעל תתקשר אליך ביום ראשון, 29.11, בין 10:00 ל-12:00, למספר שמסתיים ב-\u2066321\u2069."


@pytest.mark.parametrize(
    ("said", "person", "third", "infinitive"),
    [
        ("אשלח לך את הדוח", YAEL, "יעל תשלח לך את הדוח", "לשלוח לך את הדוח"),
        ("אגיע אליך עם המסנן", DAN, "דן יגיע אליך עם המסנן", "להגיע אליך עם המסנן"),
        ("אני אבדוק את המדחס.", DAN, "דן יבדוק את המדחס", "לבדוק את המדחס"),
        ("טופס חתום", DAN, "דן: טופס חתום", "״טופס חתום״"),
        ("אשליך את הישן", DAN, "דן: אשליך את הישן", "״אשליך את הישן״"),
    ],
)
def test_only_known_verbs_are_turned(said: str, person: Person, third: str, infinitive: str) -> None:
    assert third_person(said, person, "he") == third
    assert to_do(said, "he") == infinitive


@pytest.mark.parametrize(("said", "third", "infinitive"), TURNED)
def test_each_verb_of_a_promise_is_turned(said: str, third: str, infinitive: str) -> None:
    assert third_person(said, YAEL, "he") == f"יעל {third}"
    assert to_do(said, "he") == infinitive
    his = third_person(said, DAN, "he")
    assert his.startswith("דן י") and not any(word in his.split() for word in said.split()[:1])


@pytest.mark.parametrize("said", QUOTED)
def test_what_would_still_say_i_is_quoted(said: str) -> None:
    assert third_person(said, YAEL, "he") == f"יעל: {said}"
    assert to_do(said, "he") == f"״{said}״"


def test_english_words_are_turned_after_a_contraction() -> None:
    assert third_person("I’ll ring you", YAEL, "en") == "יעל will ring you"
    assert to_do("We will send the form", "en") == "to send the form"
    assert to_do("The form", "en") == "“The form”"


def test_a_time_that_the_customer_named_is_called_theirs_and_says_when_we_answer() -> None:
    def named(lang: str) -> str:
        return promise_sentence(
            party=party(lang), person=YAEL, what=SAID[lang], channel="email", window=WINDOW, answer_by=ANSWER_BY,
            is_theirs=True,
        )  # fmt: skip

    assert named("he") == (
        "ההצעה שלך הגיעה אלינו: יעל תשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00."
        " התשובה שלנו תגיע אליך עד יום שני, 23.11, בשעה 10:00."
    )
    assert named("en") == (
        "Your proposal has reached us: יעל will e-mail you the quote by Tuesday 24 November, 14:00."
        " You will have our answer by Monday 23 November, 10:00."
    )


@pytest.mark.parametrize(
    ("lang", "how", "said"),
    [
        ("he", How.PAGE, "בחרת בעמוד שלך ביום ראשון, 22.11, בשעה 10:00."),
        ("he", How.COUNTER, "בחרת אצלנו, ודן רשם זאת ביום ראשון, 22.11, בשעה 10:00."),
        ("en", How.CALL, "you chose it in a call, and דן recorded it on Sunday 22 November, at 10:00."),
        ("en", How.MAIL, "you chose it in a message, and דן recorded it on Sunday 22 November, at 10:00."),
    ],
)
def test_a_choice_says_what_it_costs_who_made_it_and_when(lang: str, how: How, said: str) -> None:
    line = decided_line(chosen(lang, how), party(lang))
    assert line.startswith(f"{TITLE[lang]}, ") and "1,790" in line and line.endswith(said), line


def test_a_doubt_about_what_others_do_speaks_of_them_and_not_of_us() -> None:
    said = TO_CUSTOMER["holding of others"]("he").paragraphs
    assert said[0].endswith(
        "סיכמנו: הבנק ישלח את אישור המשכנתה עד יום שלישי, 24.11, בשעה 14:00."
        " זה עוד לא קרה, וייתכן שיקרה אחרי המועד הזה. זה לא תלוי רק בנו."
    )
    assert said[1] == "זה עוד לא קרה. אנחנו עדיין מחכים: הבנק ישלח את אישור המשכנתה."
    third = TO_CUSTOMER["third of others"]("he").text
    assert "המועד תלוי בגורם אחר" in third and "לבטל" not in third


@pytest.mark.parametrize("lang", ["he", "en"])
def test_we_apologise_for_our_silence_and_not_for_what_others_did_not_do(lang: str) -> None:
    alone = TO_CUSTOMER["late of others"](lang)
    words = {
        "he": ("המועד עבר", "וזה עוד לא קרה. לא הודענו לך על כך לפני המועד, ואנחנו מתנצלים.", "איחרנו"),
        "en": (
            "the time has passed",
            "yet. We did not tell you of it beforehand, and we apologise",
            "We are late",
        ),
    }[lang]
    assert words[0] in alone.subject and words[1] in alone.text and words[2] not in alone.text
    both = TO_CUSTOMER["late of both"](lang)
    assert words[2] in both.paragraphs[0] and words[1] not in both.text
    assert THEIRS[lang].what in both.paragraphs[1]
    came = TO_CUSTOMER["others came late"](lang).text
    assert {"he": "עוד לא קרה", "en": "has not happened"}[lang] not in came


@pytest.mark.parametrize("lang", ["he", "en"])
def test_words_of_a_doubt_about_others_are_known_again(lang: str) -> None:
    said = still(party(lang), THEIRS[lang])
    assert doubts(said, THEIRS[lang], party(lang))
    assert not doubts(still(party(lang), replace(THEIRS[lang], window=None)), THEIRS[lang], party(lang))


def test_a_man_is_spoken_of_with_two_yods_at_most() -> None:
    assert third_person("אייצג אותך ואייעץ לך", DAN, "he") == "דן ייצג אותך וייעץ לך"
    assert third_person("אגיש את הדוח", DAN, "he") == "דן יגיש את הדוח"
