"""An agreement line by line: each with the number by which both name it, and what another version says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from teum.core.agreement.terms import successors
from teum.core.agreement.value import Section, Terms
from teum.core.alignment import Due
from teum.core.price import Price

Words = Callable[[Due], str]
Total = Callable[[Price], str]

TOTAL = ""
"""The key of what it comes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is read as one line. `key`: of what it says, by which another version is looked through; `number`: as it
    is named in a conversation ("2.3").
    """

    key: str
    section: Section
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A line that another version says otherwise: `before` is empty where it is new, `after` where it is gone.

    `was` is its number before, `number` the one after.
    """

    section: Section
    was: str
    before: str
    number: str
    after: str


def lines(terms: Terms, *, words: Words, price: Total) -> tuple[Line, ...]:
    """All that is read, in this order: section by section the terms, the payments and what they come to, the rest
    that is owed. `words` are those of what has a time, `price` of what it comes to.
    """
    at = {section: number for number, section in enumerate(terms.sections, start=1)}
    found: list[Line] = []
    count: Counter[Section] = Counter()
    for key, section, text in sorted(_said(terms, words, price), key=lambda said: at[said[1]]):
        count[section] += 1
        found.append(Line(key=key, section=section, number=f"{at[section]}.{count[section]}", text=text))
    return tuple(found)


def _said(terms: Terms, words: Words, price: Total) -> Iterator[tuple[str, Section, str]]:
    """What stands there, by its key: what has a time says all of its term, unless that has words of its own."""
    where = {term.item: term.section for term in terms.terms}
    for term in terms.terms:
        if term.is_read:
            yield f"{term.item}:", term.section, term.text
    paid = {key: due for key, due in terms.dues.items() if due.amount}
    for key, due in paid.items():
        yield key, where[due.item], words(due)
    if terms.price:
        yield TOTAL, next((where[due.item] for due in paid.values()), Section.COST), price(terms.price)
    for key, due in terms.dues.items():
        if key not in paid:
            yield key, where[due.item], words(due)


def differences(before: Terms, after: Terms, *, words: Words, price: Total) -> tuple[Difference, ...]:
    """What an amendment changes, section by section: its lines in their order, then those that are gone."""
    old = {line.key: line for line in lines(before, words=words, price=price)}
    same = successors(before.dues, after.dues)
    new = {_place(line.key, same, before, after): line for line in lines(after, words=words, price=price)}
    pairs = [(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    found = [_difference(*pair) for pair in pairs]
    order = list(Section)
    changed = [one for one in found if one.before != one.after]
    return tuple(sorted(changed, key=lambda one: order.index(one.section)))


def _difference(old: Line | None, new: Line | None) -> Difference:
    line = new or old
    assert line is not None
    return Difference(
        section=line.section,
        was=old.number if old else "",
        before=old.text if old else "",
        number=new.number if new else "",
        after=new.text if new else "",
    )


def _place(key: str, same: Mapping[str, str], before: Terms, after: Terms) -> str:
    """Under which key of the version before it is looked for; what is owed anew under none of them."""
    is_new = key in after.dues and key in before.dues
    return same.get(key, f"{key}+" if is_new else key)


def to_read(listed: Terms, before: Terms | None) -> tuple[Section, ...]:
    """The sections that are read before a version is signed: also one of which nothing is left."""
    gone = before.sections if before else ()
    return tuple(section for section in Section if section in listed.sections or section in gone)
