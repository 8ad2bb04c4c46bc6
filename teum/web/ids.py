"""Ids as they stand in addresses and forms: ASCII digits, and no more than a row can have."""

from django.urls import register_converter

LARGEST = 2**63 - 1
_DIGITS = len(str(LARGEST))


def read(text: str | None) -> int | None:
    """The id that a text names, or None where it names none that a row could have."""
    if not text or len(text) > _DIGITS or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST else None


class Converter:
    """An id in an address (`<id:case_id>`); one that no row can have leads nowhere."""

    regex = f"[0-9]{{1,{_DIGITS}}}"

    def to_python(self, value: str) -> int:
        """The id. Raises ValueError, which Django answers with 404."""
        found = read(value)
        if found is None:
            raise ValueError("no row has this id")
        return found

    def to_url(self, value: int) -> str:
        """The id in digits."""
        return str(value)


register_converter(Converter, "id")  # here, so that whatever names an address finds it known
