"""From an alignment to the terms of an agreement: nothing without an answer, and everything with a time has its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from teum.core.agreement.value import SECTIONS, Section, Term, Terms
from teum.core.alignment import Alignment, Due, Kind, Line, State, agree_to_all, dues
from teum.core.alignment import Side as Sides
from teum.core.price import Price


def of_alignment(alignment: Alignment, *, words: Callable[[Line], str], lang: str) -> Terms:
    """The terms of what both agree to, in the order of the items; `words` are those of an item with its answer."""
    agreed = [line for line in alignment.lines if line.is_agreed]
    return Terms(
        terms=tuple(
            Term(
                item=line.item.key,
                section=SECTIONS[line.item.topic],
                text=words(line),
                is_read=bool(line.item.clause) or line.item.kind not in (Kind.DATED, Kind.PRICE),
            )
            for line in agreed
        ),
        dues=keyed(alignment, lang=lang),
        price=next((line.answer.price for line in agreed if line.answer and line.answer.price), None),
    )


def as_agreed(alignment: Alignment) -> Alignment:
    """The alignment as it is once its customer agrees to all that they neither asked about nor want changed."""
    if alignment.state is not State.OPEN:
        return alignment
    return agree_to_all(agree_to_all(alignment, by=Sides.PROVIDER), by=Sides.CUSTOMER)


def keyed(alignment: Alignment, *, lang: str) -> Mapping[str, Due]:
    """What has a time, each under a key that a later version finds again: its item, and of payments which one."""
    count: Counter[str] = Counter()
    found: dict[str, Due] = {}
    for due in dues(alignment, lang=lang):
        count[due.item] += 1
        found[due.item if count[due.item] == 1 else f"{due.item}.{count[due.item]}"] = due
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A term that another version says otherwise: `before` is empty where it is new, `after` where it is gone."""

    section: Section
    before: str
    after: str


def differences(
    before: Terms, after: Terms, *, words: Callable[[Due], str], price: Callable[[Price], str]
) -> tuple[Difference, ...]:
    """What an amendment changes, in the order of the sections; `words` are those of what has a time, `price` of what
    it comes to.
    """
    old = _said(before, words, price)
    new = _said(after, words, price)
    found = [
        Difference(
            section=(new.get(key) or old[key])[0],
            before=old[key][1] if key in old else "",
            after=new[key][1] if key in new else "",
        )
        for key in dict.fromkeys([*new, *old])
    ]
    order = list(Section)
    changed = [one for one in found if one.before != one.after]
    return tuple(sorted(changed, key=lambda one: order.index(one.section)))


def _said(
    terms: Terms, words: Callable[[Due], str], price: Callable[[Price], str]
) -> Mapping[str, tuple[Section, str]]:
    """What stands there, by its key: what has a time says all of its term, unless that has words of its own."""
    where = {term.item: term.section for term in terms.terms}
    owed = {key: (where[due.item], words(due)) for key, due in terms.dues.items()}
    total = {"": (Section.COST, price(terms.price))} if terms.price else {}
    return owed | total | {f"{term.item}:": (term.section, term.text) for term in terms.terms if term.is_read}
