"""Letters to members."""

from collections.abc import Sequence
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.letter import Letter, Party, Person, by_gender, glued, phone_words


def reminder(
    *, party: Party, person: Person, customer: str, what: str, window: Window, about: str = ""
) -> Letter:
    """Reminds the owner of what they agreed for that day; `about`: what a promised word is about."""
    due, said = in_words(window, party.lang, party.now), _quoted(what, about, party)
    if party.lang == "he":
        return Letter(
            subject=f"להיום: {customer}: {about or what}",
            paragraphs=(f"{person.name}, סיכמת עם {customer}: {said}, {due}.",),
        )
    return Letter(
        subject=f"For today: {customer}: {about or what}",
        paragraphs=(f"{person.name}, you agreed with {customer}: {said}, {due}.",),
    )


def _quoted(what: str, about: str, party: Party) -> str:
    """What was promised, in its words, and where that is a word, what it is about."""
    if party.lang == "he":
        return f"״{what}״, בעניין: ״{about}״" if about else f"״{what}״"
    return f"“{what}”, about “{about}”" if about else f"“{what}”"


def inquiry(
    *, party: Party, person: Person, customer: str, what: str, window: Window, title: str, wrote: str
) -> Letter:
    """Tells the owner that somebody new turned to us, what they wrote, and what they were promised at once."""
    due = in_words(window, party.lang, party.now)
    if party.lang == "he":
        return Letter(
            subject=f"פנייה חדשה: {customer}: {title}",
            paragraphs=(
                f"{person.name}, הגיעה פנייה חדשה {glued('מ', customer)} דרך הטופס.",
                *([f"מה נכתב בה:\n{wrote}"] if wrote else []),
                f"הטופס הבטיח בשמך: ״{what}״, {due}.",
            ),
        )
    return Letter(
        subject=f"A new inquiry: {customer}: {title}",
        paragraphs=(
            f"{person.name}, a new inquiry has come through the form, from {customer}.",
            *([f"What they wrote:\n{wrote}"] if wrote else []),
            f"The form promised in your name: “{what}”, {due}.",
        ),
    )


def ask(
    *,
    party: Party,
    person: Person,
    customer: str,
    what: str,
    window: Window,
    hold_at: datetime,
    draft: str,
    phone: str = "",
    about: str = "",
) -> Letter:
    """Asks the owner to confirm or revise, and shows what would go out; on `phone` bad news is better told.

    `about`: what a promised word is about.
    """
    due, when = in_words(window, party.lang, party.now), _at(hold_at, party)
    said = _quoted(what, about, party)
    if party.lang == "he":
        call = (
            f"חדשות לא טובות עדיף לומר בשיחה: {phone_words(phone)}."
            " אחרי שיחה שנרשמה, עם מועד לעדכון הבא, ההודעה לא תישלח."
        )
        return Letter(
            subject=f"נעמוד בזה? {customer}: {about or what}",
            paragraphs=(
                f"{person.name}, סיכמת עם {customer}: {said}, {due}.",
                f"אם הכול לפי התוכנית, {by_gender(person, 'אשרי', 'אשר')}. אם לא, כדאי לקבוע עכשיו מועד אחר.",
                *([call] if phone else []),
                f"אם לא יהיה עדכון, {when} תישלח {glued('ל', customer)} ההודעה הזאת:",
                draft,
            ),
        )
    call = (
        f"Bad news is better told by phone: {phone_words(phone)}."
        " Once you record the call and when the next update comes, this message is not sent."
    )
    return Letter(
        subject=f"Will this be kept? {customer}: {about or what}",
        paragraphs=(
            f"{person.name}, you agreed with {customer}: {said}, {due}.",
            "If all goes to plan, confirm. If not, name another time now.",
            *([call] if phone else []),
            f"If there is no update, {customer} will get this {when}:",
            draft,
        ),
    )


def ask_manager(
    *,
    party: Party,
    person: Person,
    customer: str,
    what: str,
    window: Window,
    hold_at: datetime,
    round_: int,
    draft: str,
    about: str = "",
) -> Letter:
    """Asks a manager first: the last word went out because nobody acted, and this would be number `round_`.

    `about`: what a promised word is about.
    """
    due, when = in_words(window, party.lang, party.now), _at(hold_at, party)
    said = _quoted(what, about, party)
    if party.lang == "he":
        return Letter(
            subject=f"שוב אין עדכון: {customer}: {about or what}",
            paragraphs=(
                f"{customer} במעקב של {person.name}: {said}, {due}.",
                f"העדכון הקודם יצא מעצמו, כי איש לא פעל. בלי פעולה עכשיו זה יקרה בפעם ה-{round_} ברצף.",
                "אפשר להתקשר, להעביר את הטיפול לאדם אחר או לקבוע מועד.",
                f"אם לא ייעשה דבר, {when} תישלח {glued('ל', customer)} ההודעה הזאת:",
                draft,
            ),
        )
    return Letter(
        subject=f"Still no update: {customer}: {about or what}",
        paragraphs=(
            f"{person.name} is looking after this for {customer}: {said}, {due}.",
            (
                "The last update went out by itself, because nobody acted."
                f" If nobody acts now, it will be number {round_} in a row."
            ),
            "You can call, hand it to somebody else, or set a time.",
            f"If nothing is done, {customer} will get this {when}:",
            draft,
        ),
    )


def _at(moment: datetime, party: Party) -> str:
    return in_words(Window(due=moment, start=moment), party.lang, party.now)


def manager(
    *,
    party: Party,
    people: Sequence[Person],
    customer: str,
    whats: Sequence[str],
    next_due: datetime,
    is_late: bool,
) -> Letter:
    """Tells a manager that the clock had to speak for somebody: beforehand, or `is_late`."""
    until = in_words(Window(due=next_due), party.lang, party.now)
    names = list(dict.fromkeys(person.name for person in people))
    if party.lang == "he":
        whose, whom = " ו".join(glued("מ", name) for name in names), glued("ל", customer)
        agreed = ", ".join(f"״{what}״" for what in whats)
        subject, said = "נשלח עדכון ביניים", f"לא היה עדכון {whose}, ולכן נשלח {whom} עדכון ביניים."
        if is_late:
            subject = "נשלחה הודעה על איחור"
            said = f"המועד עבר ולא היה עדכון {whose}, ולכן נשלחה {whom} הודעה על האיחור."
        following = f"הבטחנו עדכון נוסף {until}."
        return Letter(subject=f"{subject}: {customer}", paragraphs=(f"{said} סיכמנו: {agreed}.", following))
    who, agreed = " and ".join(names), ", ".join(f"“{what}”" for what in whats)
    subject, said = (
        f"An interim update went out: {customer}",
        f"There was no update from {who}, so {customer} was sent an interim update.",
    )
    if is_late:
        subject = f"We told {customer} that we are late"
        said = f"The time passed without an update from {who}, so {customer} was told that we are late."
    following = f"We promised another update {until}."
    return Letter(subject=subject, paragraphs=(f"{said} We had agreed: {agreed}.", following))


def outage(*, party: Party, since: datetime, until: datetime, passed: int) -> Letter:
    """Tells a manager that the clock was away, in one letter for all that passed meanwhile."""
    away = in_words(Window(start=since, due=until), party.lang, party.now)
    if party.lang == "he":
        times = "עבר מועד אחד שהבטחנו" if passed == 1 else f"עברו {passed} מועדים שהבטחנו"
        return Letter(
            subject=f"המערכת לא פעלה, ובינתיים {times}",
            paragraphs=(
                f"המערכת לא פעלה {away}. בזמן הזה {times}.",
                "לקוחות שלא ידעו מראש מקבלים עכשיו הודעה על האיחור, עם מועד לעדכון הבא. הרשימה נמצאת ב״היום שלי״.",
            ),
        )
    times = "one promised time passed" if passed == 1 else f"{passed} promised times passed"
    return Letter(
        subject=f"Teum was not running, and {times} meanwhile",
        paragraphs=(
            f"Teum was not running {away}. Meanwhile {times}.",
            (
                "Customers who did not know beforehand are told now that we are late, and when the next update comes."
                " The list is on your day."
            ),
        ),
    )


def call(*, party: Party, customer: str, what: str, by: datetime) -> Letter:
    """Asks a member to call, because no message could be delivered."""
    until = in_words(Window(due=by), party.lang, party.now)
    if party.lang == "he":
        return Letter(
            subject=f"צריך להתקשר: {customer}",
            paragraphs=(f"לא הצלחנו להעביר הודעה {glued('ל', customer)}: {what}. צריך להתקשר {until}.",),
        )
    return Letter(
        subject=f"Please call {customer}",
        paragraphs=(f"No message could be delivered to {customer}: {what}. Please call {until}.",),
    )


def invitation(*, party: Party, person: Person, inviter: str) -> Letter:
    """Invites somebody to join the organisation."""
    if party.lang == "he":
        return Letter(
            subject=f"הזמנה להצטרף {glued('ל', party.business)}",
            paragraphs=(
                f"שלום {person.name},",
                f"הזמנה {glued('מ', inviter)} להצטרף לצוות של {party.business}. הקישור תקף שבעה ימים.",
            ),
        )
    return Letter(
        subject=f"Join {party.business}",
        paragraphs=(
            f"Hello {person.name},",
            f"{inviter} invites you to join {party.business}. The link works for seven days.",
        ),
    )
