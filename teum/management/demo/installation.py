"""What the demo's business goes through with a customer before it installs a unit."""

from teum.core.alignment import Item, Kind, Side, Topic
from teum.core.promise import Debtor
from teum.core.said import Said

NAME = Said("התקנת מזגן: מה מסכמים לפני שמתחילים", "A new air conditioner: what we agree before we begin")
ITEMS = (
    Item(
        key="room",
        topic=Topic.NEEDS,
        kind=Kind.TEXT,
        side=Side.CUSTOMER,
        text=Said(
            "לאיזה חדר המזגן, ומה צריך לדעת עליו?", "Which room is it for, and what should we know of it?"
        ),
        clause=Said("החדר, לדבריך: {said}.", "The room, in your words: {said}."),
    ),
    Item(
        key="most",
        topic=Topic.NEEDS,
        kind=Kind.CHOICE,
        side=Side.CUSTOMER,
        text=Said("מה הכי חשוב לך?", "What matters most to you?"),
        options=(
            Said("שקט בלילה", "Quiet at night"),
            Said("קירור חזק ביום", "Strong cooling by day"),
            Said("חיסכון בחשמל", "A low electricity bill"),
        ),
        clause=Said("הכי חשוב לך: {said}.", "What matters most to you: {said}."),
    ),
    Item(
        key="unit",
        topic=Topic.FIT,
        kind=Kind.TEXT,
        text=Said(
            "איזה מזגן מתאים לדעתנו, ולמה לא היקר ממנו?", "Which unit suits you, and why not a dearer one?"
        ),
        clause=Said("מה שמתאים לך לדעתנו: {said}.", "What suits you, as we see it: {said}."),
    ),
    Item(
        key="work",
        topic=Topic.WORK,
        kind=Kind.STATEMENT,
        text=Said(
            "מכסים את הרהיטים, קודחים רק במקום שאישרת, מפעילים ובודקים איתך, ומפנים את האריזות.",
            "We cover the furniture, drill only where you agreed, test it with you, and take the packaging away.",
        ),
    ),
    Item(
        key="install",
        topic=Topic.TIMES,
        kind=Kind.DATED,
        text=Said("מתי מתקינים?", "When is it installed?"),
        promise=Said(
            "אתקין לך את המזגן ואסביר איך מפעילים אותו", "I will fit the unit and explain how it works"
        ),
        channel="visit",
    ),
    Item(
        key="cost",
        topic=Topic.PRICE,
        kind=Kind.PRICE,
        text=Said("כמה זה עולה, ואיך משלמים?", "What does it cost, and how is it paid?"),
    ),
    Item(
        key="picture",
        topic=Topic.THEIR_PART,
        kind=Kind.DATED,
        side=Side.CUSTOMER,
        debtor=Debtor.CUSTOMER,
        is_required=False,
        text=Said("מתי יהיה אצלנו צילום של הקיר?", "When will we have a picture of the wall?"),
        promise=Said("לשלוח לנו צילום של הקיר", "send us a picture of the wall"),
        channel="portal",
    ),
    Item(
        key="missed",
        topic=Topic.CANCELLATION,
        kind=Kind.STATEMENT,
        text=Said(
            "אם לא הגענו בטווח שנקבע, יורדים 150 ₪ מהמחיר. אם אין מי שיפתח לנו, ולא נאמר לנו יום מראש,"
            " מוסיפים 150 ₪ על הנסיעה.",
            "If we miss the agreed window, ₪150 comes off the price. If nobody can let us in and we were not told a day"
            " before, ₪150 is added for the trip.",
        ),
    ),
    Item(
        key="law",
        topic=Topic.CANCELLATION,
        kind=Kind.STATEMENT,
        text=Said(
            "זכות הביטול שבחוק הגנת הצרכן נשמרת. דמי הביטול לפי החוק הם לכל היותר {fee_percent} מהמחיר"
            " או {fee_most}, הנמוך מביניהם.",
            "Your right to cancel under the Consumer Protection Law is not limited by this. The fee by that law is"
            " at most {fee_percent} of the price or {fee_most}, whichever is lower.",
        ),
    ),
    Item(
        key="channel",
        topic=Topic.CHANNEL,
        kind=Kind.CHOICE,
        side=Side.CUSTOMER,
        text=Said("איך נוח לך לקבל עדכונים?", "How would you like to get updates?"),
        options=(
            Said("וואטסאפ", "WhatsApp"),
            Said("דואר אלקטרוני", "Email"),
            Said("שיחת טלפון", "A phone call"),
        ),
        clause=Said("עדכונים יגיעו אליך כך: {said}.", "Updates reach you this way: {said}."),
    ),
    Item(
        key="without",
        topic=Topic.LEFT_OUT,
        kind=Kind.STATEMENT,
        text=Said(
            "לא כלולים במחיר: נקודת חשמל חדשה, קידוח בבטון ותיקוני צבע.",
            "Not included in the price: a new outlet, drilling through concrete, and repainting.",
        ),
    ),
)
