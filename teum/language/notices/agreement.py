"""Letters of an agreement: that it waits to be signed, what it takes, what became of it, and its copy."""

from __future__ import annotations

from collections.abc import Sequence

from teum.language.notices.letter import Letter, Party, Person, letter


def offered(*, party: Party, sentence: str, is_amendment: bool) -> Letter:
    """It waits to be read and signed."""
    if party.lang == "he":
        first = (
            "כתבנו את השינוי שסיכמנו כגרסה חדשה של ההסכם. עד ששני הצדדים חותמים עליה, הגרסה הקודמת בתוקף."
            if is_amendment
            else "כתבנו את מה שסיכמנו כהסכם: מה מקבלים, מה צריך ממך, מתי וכמה זה עולה."
        )
        return letter(
            party,
            f"לחתימה שלך: {party.title}",
            first,
            sentence,
            "אפשר לקרוא חלק אחרי חלק ולחתום בעמוד שלך, ואפשר לכתוב שם מה לא מתאים.",
        )
    first = (
        "we have written what we agreed to change as a new version of the agreement."
        " Until both of us have signed it, the version before it holds."
        if is_amendment
        else "we have written down what we agreed: what you get, what we need from you, when, and what it costs."
    )
    return letter(
        party,
        f"for your signature: {party.title}",
        first,
        sentence,
        "You can read it section by section and sign it on your page, or write there what does not suit you.",
    )


def code(*, party: Party, code: str, minutes: int) -> Letter:
    """The one-time code that shows that this contact point is theirs."""
    if party.lang == "he":
        return letter(
            party,
            f"קוד לחתימה: {code}",
            f"הקוד לחתימה על ההסכם הוא {code}. הוא בתוקף {minutes} דקות.",
            "אם לא ביקשת לחתום, אין מה לעשות עם הקוד, ואין למסור אותו לאף אחד.",
        )
    return letter(
        party,
        f"code to sign: {code}",
        f"your code to sign the agreement is {code}. It is good for {minutes} minutes.",
        "If you did not ask to sign anything, there is nothing to do, and please give the code to nobody.",
    )


def signed(*, party: Party, sentence: str) -> Letter:
    """They have signed, and when we do."""
    if party.lang == "he":
        return letter(party, f"החתימה שלך התקבלה: {party.title}", "החתימה שלך על ההסכם התקבלה.", sentence)
    return letter(
        party, f"we have your signature: {party.title}", "we have your signature on the agreement.", sentence
    )


def in_force(*, party: Party, sentences: Sequence[str], is_amendment: bool) -> Letter:
    """Both have signed, and what is done by when."""
    if party.lang == "he":
        first = "שני הצדדים חתמו, וההסכם בתוקף."
        if is_amendment:
            first = "שני הצדדים חתמו על השינוי, והגרסה החדשה של ההסכם בתוקף במקום הקודמת."
        return letter(party, f"ההסכם בתוקף: {party.title}", first, *sentences)
    first = "both of us have signed, and the agreement is in force."
    if is_amendment:
        first = "both of us have signed the change, and the new version of the agreement is in force."
    return letter(party, f"the agreement is in force: {party.title}", first, *sentences)


def copy(*, party: Party, signed: Sequence[tuple[str, str]]) -> Letter:
    """The sealed copy is there for both; nobody calls it signed where one tap approved it.

    `signed`: who did, each with when in words; it is kept for years, and says by itself what it brings.
    """
    if party.lang == "he":
        what, where = (
            ("העותק החתום", f"העותק החתום של ההסכם ״{party.title}״ נמצא")
            if signed
            else ("מה שסיכמנו, לשמירה", f"מה שסיכמנו ואישרת, ״{party.title}״, נמצא כקובץ")
        )
        return letter(
            party,
            f"{what}: {party.title}",
            f"{where} בעמוד שלך, לשמירה. יש בו חותם שמראה כל שינוי שייעשה בקובץ.",
            signatures(signed, party.lang),
        )
    what, where = (
        ("your signed copy", f"the signed copy of the agreement “{party.title}”")
        if signed
        else ("what we agreed, to keep", f"what we agreed and you approved, “{party.title}”,")
    )
    return letter(
        party,
        f"{what}: {party.title}",
        f"{where} is on your page as a file for you to keep. Its seal shows any change made to it.",
        signatures(signed, party.lang),
    )


def signatures(signed: Sequence[tuple[str, str]], lang: str) -> str:
    """Who signed, and when; nothing where nobody did."""
    lines = [f"\u2068{name}\u2069, {when}" for name, when in signed]  # a name may run the other way
    return "\n".join(["על ההסכם חתמו:" if lang == "he" else "It is signed by:", *lines]) if lines else ""


def our_copy(*, party: Party, person: Person, customer: str, signed: Sequence[tuple[str, str]]) -> Letter:
    """The same for who signed in our name."""
    if party.lang == "he":
        return Letter(
            subject=f"עותק חתום: {customer}: {party.title}",
            paragraphs=(
                f"{person.name}, ההסכם עם {customer}, ״{party.title}״, נחתם על ידי שני הצדדים והוא בתוקף.",
                "העותק החתום שמור גם בדף הפנייה.",
                signatures(signed, party.lang),
            ),
        )
    return Letter(
        subject=f"Signed copy: {customer}: {party.title}",
        paragraphs=(
            f"{person.name}, the agreement with {customer}, “{party.title}”, is signed by both and in force.",
            "The signed copy is kept on the page of the case as well.",
            signatures(signed, party.lang),
        ),
    )


def declined(*, party: Party, sentence: str, stands: bool) -> Letter:
    """We have heard that they do not want it as it is, and when the next word comes."""
    if party.lang == "he":
        after = " ההסכם הקודם בתוקף כפי שהיה." if stands else ""
        return letter(
            party, f"ההסכם לא נחתם: {party.title}", f"קיבלנו: ההסכם לא מתאים כפי שהוא.{after}", sentence
        )
    after = " The agreement before it holds as it was." if stands else ""
    return letter(
        party,
        f"the agreement is not signed: {party.title}",
        f"we have heard that the agreement does not suit you as it is.{after}",
        sentence,
    )


def voided(*, party: Party, reason: str, sentence: str, stands: bool) -> Letter:
    """We took it back, why, and what comes next."""
    if party.lang == "he":
        after = " ההסכם הקודם בתוקף כפי שהיה." if stands else ""
        first = f"ביטלנו את ההסכם שהגשנו לחתימה, והוא לא בתוקף.{after}"
        return letter(party, f"ההסכם שהוגש לחתימה בוטל: {party.title}", first, f"הסיבה: {reason}", sentence)
    after = " The agreement before it holds as it was." if stands else ""
    first = f"we have taken back the agreement that we had sent you to sign, and it is not in force.{after}"
    return letter(party, f"the agreement is taken back: {party.title}", first, f"Why: {reason}", sentence)
