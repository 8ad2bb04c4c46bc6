"""Examples for the lists of parties.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    "parties.customer.he": [
        ("{} ישלח את הטופס עד מחר", "המנהל", "customer"),
    ],
    "parties.customer.en": [
        ("{} will send the form by tomorrow", "Manager", "customer"),
    ],
    "parties.staff.he": [
        ("{} תגיע לסניף מחר", "הדודה", "by visit"),
    ],
    "parties.staff.en": [
        ("The {} will come tomorrow", "parcel", "by visit"),
    ],
}
