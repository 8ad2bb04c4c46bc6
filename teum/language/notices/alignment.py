"""Letters of an alignment: what we ask the customer's word on, and what became of it."""

from collections.abc import Mapping

from teum.language.notices.letter import Letter, Party, letter

THEIRS: Mapping[str, tuple[str, str]] = {
    "he": ("לעבור על תיאום הציפיות ולאשר אותו", "אישור, או מה לא ברור"),
    "en": ("go through what we expect of each other, and approve it", "a yes, or what is not clear"),
}
"""The customer's part: their word on all of it, and what that is."""
PAYMENT: Mapping[str, str] = {"he": "לשלם {amount}: {what}", "en": "pay {amount}: {what}"}
"""The customer's part where a payment was agreed."""


def shown(*, party: Party, sentence: str) -> Letter:
    """They are asked for their word."""
    if party.lang == "he":
        return letter(
            party,
            f"לאישור שלך: {party.title}",
            "כתבנו מה כל צד מצפה מהצד השני, כדי ששנינו נדע על מה מסכימים.",
            sentence,
            "אפשר לאשר הכול בלחיצה אחת בעמוד שלך, ואפשר לסמן מה לא ברור או מה לשנות.",
        )
    return letter(
        party,
        f"for your approval: {party.title}",
        "we have written down what each of us expects of the other, so that both know what is agreed.",
        sentence,
        "On your page you can approve all of it with one tap, or mark what is not clear or should change.",
    )


def approved(*, party: Party, sentences: list[str]) -> Letter:
    """One line that confirms it, and what has a time in it."""
    if party.lang == "he":
        first = "תיאום הציפיות אושר, וכל מה שכתוב בו מחייב את שני הצדדים."
        return letter(party, f"אושר: {party.title}", first, *sentences)
    first = "what we expect of each other is approved, and holds for both of us."
    return letter(party, f"approved: {party.title}", first, *sentences)
