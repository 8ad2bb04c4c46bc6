"""To the customer who named another time for an offer, and whom we let wait until the offer ended."""

from datetime import datetime

from teum.language.notices import customer
from teum.language.notices.letter import Letter, Party

_WORDS = {
    "he": "הצעת לנו מועד אחר ולא השבנו לך, ולכן ההצעה כבר לא עומדת. אנחנו מתנצלים.",
    "en": "you proposed another time and we did not answer you, so the offer no longer stands. We apologise.",
}


def lapsed(*, party: Party, next_due: datetime) -> Letter:
    """That nobody answered, that the offer is over, and when the next word comes."""
    return customer.update(party=party, text=_WORDS[party.lang], next_due=next_due)
