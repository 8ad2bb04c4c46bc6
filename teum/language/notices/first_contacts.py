"""The words of a first contact: that somebody answers, which whatever is promised in its place does."""

from collections.abc import Mapping

CONTACT: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "he": {
        "phone": ("אתקשר אליך בנוגע לפנייתך", "מענה לפנייה"),
        "whatsapp": ("אכתוב לך בוואטסאפ בנוגע לפנייתך", "מענה לפנייה"),
        "email": ("אשיב לך במייל על פנייתך", "מענה לפנייה"),
    },
    "en": {
        "phone": ("I'll call you about your message", "an answer to your message"),
        "whatsapp": ("I'll write to you on WhatsApp about your message", "an answer to your message"),
        "email": ("I'll email you about your message", "an answer to your message"),
    },
}
"""What is promised and what it includes, for each channel that a person can answer on."""
_BODIES = frozenset(body for channels in CONTACT.values() for body, _ in channels.values())


def is_one(body: str) -> bool:
    """Whether a promise is a first contact, and nothing more: its words are ours alone, and say that we get in touch.

    Words that a version before used are not known any more; what replaces them counts as a delay, which asks the
    customer once too often rather than once too seldom.
    """
    return body in _BODIES
