"""What burdens one side alone in an agreement that is being written, for its writer to see where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from teum.core.agreement import Terms
from teum.language import one_sided


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """The exact words (`quote`) of the answer to an `item`, in a `section`; what is missing beside them, and what would
    balance them, in the agreement's own language.
    """

    item: str
    section: str
    quote: str
    why: str
    balance: str


def flags(listed: Terms, *, lang: str, reader: str) -> tuple[FlagView, ...]:
    """The flags of terms in one language, for a reader of another."""
    sections = {term.item: str(term.section) for term in listed.terms}
    return tuple(
        FlagView(
            item=flag.key,
            section=sections[flag.key],
            quote=flag.quote,
            why=flag.why(reader),
            balance=flag.balance(lang),
        )
        for flag in one_sided.find([(term.item, term.text) for term in listed.terms], lang)
    )
