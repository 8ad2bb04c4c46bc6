"""Whom of a business the words name as the one who acts: Dan will call you; דני יתקשר אליך, אמרנו שדני יתקשר."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from teum.language.tokens import HE, Token, norms, tokenise
from teum.language.values import Analysis

# Glued to the front of who acts; with other letters (לדני, מדני) somebody else acts on them.
_GLUED = ("", "ו", "ש", "וש", "כש", "וכש")
# Behind these a name is not who acts, and שני no name but a day.
_BEFORE = frozenset(
    [
        *("את", "עם", "של", "אל", "על", "אצל", "מול", "בשביל", "עבור", "יום", "ביום", "ליום", "מיום"),
        *("with", "to", "for", "from", "of", "about", "at", "ask", "tell"),
    ]
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named: one, or several of whom one has to be chosen (`is_open`), or nobody."""

    who: int | None = None
    is_open: bool = False


def doer(text: str, found: Analysis) -> str:
    """The words of a promise that say who acts; all of them where no act was understood."""
    if found.commitments:
        return ", ".join(said.doer for said in found.commitments if said.doer and said.debtor == "provider")
    return text if found.lang == "he" else ""


def named(text: str, people: Mapping[int, str], *, customer: str = "") -> Naming:
    """Whom of the people these words name, by a first or a whole name; the customer's own name leaves it open."""
    names = {who: norms(name) for who, name in people.items()} | {None: norms(customer)}
    found = {who for at in _places(tokenise(text), names) for who in at}
    ours = [who for who in found if who is not None]
    if len(found) == 1 and ours:
        return Naming(who=ours[0])
    return Naming(is_open=bool(ours))


def _places(
    words: list[Token], names: Mapping[int | None, tuple[str, ...]]
) -> Iterator[frozenset[int | None]]:
    """At each word that is a name, whose it may be: whoever is named whole before those of the same first name."""
    for at, word in enumerate(words):
        if at and words[at - 1].norm in _BEFORE:
            continue
        first = frozenset(who for who, name in names.items() if name and _is(word, name[0]))
        rest = tuple(other.norm for other in words[at + 1 :])
        whole = frozenset(who for who in first if rest[: len(names[who]) - 1] == names[who][1:])
        yield whole or first


def _is(word: Token, name: str) -> bool:
    if word.kind == HE:
        return word.norm in [glued + name for glued in _GLUED]
    return word.norm.removesuffix("'ll") == name
