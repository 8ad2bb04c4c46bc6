"""An item as a term of an agreement: its clause with what was said of it, where the item has one (B2)."""

from __future__ import annotations

from teum.core.alignment.value import Item, Kind, Line
from teum.core.refusal import Invalid

SAID = "{said}"
"""Where in a clause the answer stands; a clause has it once, and no other brace."""
_ENDS = ".!?…"
_MARKS = f"{_ENDS},;:"
_UNSEEN = "\u2069\u200e\u200f\"'״”’)"
"""What may stand behind the mark that ends a sentence."""


class BadClause(Invalid):
    """A clause without its one binding, with another, or in one language only. Carries `item` and `field`."""

    code = "bad_clause"


def require_bound(item: Item) -> None:
    """Refuse a clause that could not be written from an answer. Raises `BadClause`."""
    for lang in ("he", "en"):
        if item.clause and not _is_bound(item.clause.of(lang)):
            raise BadClause(item=item.key, field=f"clause_{lang}")


def _is_bound(words: str) -> bool:
    before, bound, after = words.partition(SAID)
    return bool(bound) and not set("{}") & set(before + after)


def clause(line: Line, said: str, lang: str) -> str:
    """The term: `said` is the answer, or the statement, in words; nothing where nothing was said.

    Without a clause it is what is stated, or the question and what was answered. What people wrote is never looked
    into for a binding: braces in it stay as they are.
    """
    item, said = line.item, said.strip()
    if item.kind is Kind.STATEMENT and not said:
        said = line.answer.text.strip() if line.answer else item.text.of(lang)
    if not said:
        return ""
    if item.clause:
        before, _, after = item.clause.of(lang).partition(SAID)
        return _ended(f"{before}{_joined(said, after)}")
    return _ended(said if item.kind is Kind.STATEMENT else f"{_asked(item.text.of(lang))} {said}")


def _joined(said: str, after: str) -> str:
    """An answer that ends its own sentence brings its mark along: there are not two."""
    if after[:1] not in tuple(_MARKS):
        return f"{said}{after}"
    if said.endswith("."):
        said = said.rstrip(".")
    is_ended = said.rstrip(_UNSEEN).endswith(tuple(_ENDS))
    return f"{said}{after[1:] if after[0] == '.' and is_ended else after}"


def _asked(question: str) -> str:
    return question if question.endswith(tuple(_MARKS)) else f"{question}:"


def _ended(words: str) -> str:
    return words if words.rstrip(_UNSEEN).endswith(tuple(_ENDS)) else f"{words}."
