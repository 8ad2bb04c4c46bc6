"""To the customer whose link to their page has ended, or was ended by us: here is another."""

from typing import Protocol

from teum.language.notices.letter import Letter, Party

_SUBJECT = {"he": "קישור חדש לעמוד שלך", "en": "a new link to your page"}
_RENEWED = {
    "he": (
        "ביקשת קישור חדש לעמוד שלך אצלנו, כי הקודם כבר לא בתוקף. הקישור החדש מצורף כאן.",
        "אם לא ביקשת אותו, אין צורך לעשות דבר: הוא נשלח רק אליך.",
    ),
    "en": (
        "You asked for a new link to your page with us, because the former one has ended. The new one is here.",
        "If you did not ask for it, there is nothing to do: it was sent to you alone.",
    ),
}
_REPLACED = {
    "he": ("החלפנו את הקישור לעמוד שלך אצלנו. הקישור הקודם כבר לא פעיל, והחדש מצורף כאן.",),
    "en": (
        "We replaced the link to your page with us. The former one no longer opens it, and the new one is here.",
    ),
}


class Words(Protocol):
    """Makes a letter of these."""

    def __call__(self, *, party: Party) -> Letter:
        """The letter."""


def renewed(*, party: Party) -> Letter:
    """They asked for it."""
    return _letter(party, _RENEWED[party.lang])


def replaced(*, party: Party) -> Letter:
    """A member ended the former one."""
    return _letter(party, _REPLACED[party.lang])


def _letter(party: Party, said: tuple[str, ...]) -> Letter:
    first, *rest = said
    return Letter(
        subject=f"{party.business}: {_SUBJECT[party.lang]}",
        paragraphs=(f"{party.business}: {first}", *rest),
    )
