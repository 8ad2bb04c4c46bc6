"""The letter that says that a file is there for the customer."""

from __future__ import annotations

from teum.language.notices.letter import Letter, Party, letter


def handed(*, party: Party, text: str) -> Letter:
    """What it is, and where."""
    what = text.rstrip(".")
    if party.lang == "he":
        return letter(
            party,
            f"קובץ בשבילך: {party.title}",
            f"יש בעמוד שלך קובץ בשבילך: {what}.",
            "אפשר להוריד אותו שם.",
        )
    return letter(
        party,
        f"a file for you: {party.title}",
        f"there is a file for you on your page: {what}.",
        "You can download it there.",
    )
