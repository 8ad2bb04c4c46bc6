"""WhatsApp by hand: a link that opens the customer's chat on the agent's own phone, with the words ready."""

import re
from urllib.parse import quote

_E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST_TEXT = 4_000


def link(number: str, text: str) -> str:
    """The wa.me address for a number in E.164 and a text; empty for a star number."""
    if not _E164.fullmatch(number):
        return ""
    return f"https://wa.me/{number[1:]}?text={quote(text[:LONGEST_TEXT], safe='')}"
