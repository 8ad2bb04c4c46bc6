"""Letters of an alignment: what we ask the customer's word on, and what became of it."""

from collections.abc import Mapping

from teum.core.price import Means
from teum.language.notices.letter import Letter, Party, letter

THEIRS: Mapping[str, tuple[str, str]] = {
    "he": ("לעבור על תיאום הציפיות ולאשר אותו", "אישור, או מה לא ברור"),
    "en": ("go through what we expect of each other, and approve it", "a yes, or what is not clear"),
}
"""The customer's part: their word on all of it, and what that is."""
PAYMENT: Mapping[str, str] = {"he": "לשלם {amount} {how} ({what})", "en": "pay {amount} {how} ({what})"}
"""The customer's part where a payment was agreed, and how it is paid."""
MEANS: Mapping[str, Mapping[Means, str]] = {
    "he": {
        Means.CARD: "בכרטיס אשראי",
        Means.TRANSFER: "בהעברה בנקאית",
        Means.CHEQUE: "בצ׳ק",
        Means.CASH: "במזומן",
        Means.APP: "באפליקציית תשלום",
    },
    "en": {
        Means.CARD: "by card",
        Means.TRANSFER: "by bank transfer",
        Means.CHEQUE: "by cheque",
        Means.CASH: "in cash",
        Means.APP: "with a payment app",
    },
}
"""How something is paid, as a phrase of a sentence."""

_TAKEN: Mapping[str, str] = {
    "he": "שינינו לפי מה שכתבת: {words}",
    "en": "We changed it to what you wrote: {words}",
}
_WORDED: Mapping[str, str] = {
    "he": "בעקבות מה שכתבת הסעיף כתוב עכשיו אחרת, ומחכה לתשובה שלך: {words}",
    "en": "After what you wrote we changed it, and it waits for your answer: {words}",
}
_WISHED: Mapping[str, str] = {
    "he": "לכתוב ״{said}״ במקום ״{item}״",
    "en": "Write “{said}” in place of “{item}”",
}
"""What the customer wants changed."""
_ANSWERED: Mapping[str, str] = {
    "he": "בתשובה לשאלה ״{item}״ לכתוב: ״{said}״",
    "en": "As the answer to “{item}”, write “{said}”",
}
"""The same where a question is asked: another answer."""
_UNCLEAR: Mapping[str, str] = {"he": "לא ברור: ״{item}״. {said}", "en": "Not clear: “{item}”. {said}"}
"""What is not clear to the customer."""
BEFORE: Mapping[str, str] = {
    "he": "לפני השינוי: {item} {said}",
    "en": "Before it was changed: {item} {said}",
}
"""What stood at an item before somebody said otherwise."""
FILLS: Mapping[str, str] = {
    "he": "חלק מהסעיפים הם שלך למלא: אפשר למלא אותם בעמוד שלך, גם בכמה פעמים, ומה שנכתב נשמר.",
    "en": "Some items are yours to fill in: you can do it on your page, also bit by bit, and what you write is kept.",
}
"""What they have to say is not all said yet."""


def asked(item: str, said: str, *, is_wish: bool, lang: str) -> str:
    """What the customer asks of an item, told apart from what stands there (`item`)."""
    return (_wish(item) if is_wish else _UNCLEAR)[lang].format(item=item, said=said).strip()


def is_about(item: str, text: str, *, lang: str) -> bool:
    """Whether these are words of `asked` about what stands there."""
    before, _, after = _wish(item)[lang].format(item=item, said="\n").partition("\n")
    is_wish = text.startswith(before) and text.endswith(after)
    return is_wish or text.startswith(asked(item, "", is_wish=False, lang=lang))


def _wish(item: str) -> Mapping[str, str]:
    return _ANSWERED if item.endswith("?") else _WISHED


def taken(stands: str, *, wanted: str, lang: str) -> str:
    """What answers a wish: it stands there as they wrote it, or in other words that they look at."""
    return (_TAKEN if stands == wanted else _WORDED)[lang].format(words=stands)


def shown(*, party: Party, sentence: str, fills: bool = False) -> Letter:
    """They are asked for their word; `fills`: and for what they have to say themselves."""
    theirs = [FILLS[party.lang]] if fills else []
    if party.lang == "he":
        return letter(
            party,
            f"לאישור שלך: {party.title}",
            "כתבנו מה כל צד מצפה מהצד השני, כדי ששנינו נדע על מה מסכימים.",
            sentence,
            *theirs,
            "אפשר לאשר הכול בלחיצה אחת בעמוד שלך, ואפשר לסמן מה לא ברור או מה לשנות.",
        )
    return letter(
        party,
        f"for your approval: {party.title}",
        "we have written down what each of us expects of the other, so that both know what is agreed.",
        sentence,
        *theirs,
        "On your page you can approve all of it with one tap, or mark what is not clear or should change.",
    )


def approved(*, party: Party, sentences: list[str]) -> Letter:
    """One line that confirms it, and what has a time in it."""
    if party.lang == "he":
        first = "תיאום הציפיות אושר, וכל מה שכתוב בו מחייב את שני הצדדים."
        return letter(party, f"אושר: {party.title}", first, *sentences)
    first = "what we expect of each other is approved, and holds for both of us."
    return letter(party, f"approved: {party.title}", first, *sentences)


def dropped(*, party: Party, what: str) -> Letter:
    """That we need nothing more of what we asked for."""
    if party.lang == "he":
        return letter(party, f"כבר לא נחוץ ממך: {party.title}", f"כבר לא נחוץ לנו ממך: {what}.")
    return letter(party, f"no longer needed: {party.title}", f"we no longer need this from you: {what}.")
