"""The sections of an agreement as they are read: their lines with their numbers, what is owed by when, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teum import language
from teum.core import agreement as core
from teum.core.agreement import Difference, Fate, Line, Section, Terms
from teum.core.alignment import Due
from teum.core.price import Price
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.language import agreement as words
from teum.language.notices import Person
from teum.language.notices.alignment import MEANS
from teum.language.notices.deed import third_person
from teum.language.notices.money import price_words, total_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What is owed by a time, in words; `amount` is empty unless it is a payment."""

    key: str
    who: str
    what: str
    said: str
    """Who and what in one."""
    by: str
    amount: str
    promise_id: int | None
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line as it is read; `change`: what the version that this one replaces says there, where that is otherwise;
    `fate`: what became of it since both signed that one, in words.
    """

    number: str
    text: str
    is_total: bool
    change: Difference | None
    fate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as it is read; `items`: those whose answers its `terms` are; no `number`: nothing of it is left.

    `changes` is what this version says otherwise than the one that it replaces, `gone` those of them that stand nowhere
    any more.
    """

    key: str
    number: str
    heading: str
    items: tuple[str, ...]
    lines: tuple[LineView, ...]
    terms: tuple[str, ...]
    duties: tuple[DutyView, ...]
    total: str
    changes: tuple[Difference, ...]
    is_confirmed: bool

    @property
    def gone(self) -> tuple[Difference, ...]:
        """What was a line of it and is none now."""
        return tuple(one for one in self.changes if not one.after)


def sections(
    listed: Terms,
    *,
    lang: str,
    before: Terms | None = None,
    promises: Mapping[str, int] | None = None,
    confirmed: Mapping[str, str] | None = None,
    fates: Mapping[str, Fate] | None = None,
) -> tuple[SectionView, ...]:
    """Terms as they are read, section by section."""
    changed = differences(listed, before, lang=lang)
    lines = core.lines(listed, words=lambda due: _due(due, lang), price=lambda price: _total(price, lang))
    numbers = {section: f"{number}" for number, section in enumerate(listed.sections, start=1)}
    where = {term.item: term.section for term in listed.terms}
    read = [term for term in listed.terms if term.is_read]
    became = {key: _became(listed.dues[key], fate).of(lang) for key, fate in (fates or {}).items()}
    return tuple(
        SectionView(
            key=str(section),
            number=numbers.get(section, ""),
            heading=words.HEADINGS[section].of(lang),
            items=tuple(term.item for term in read if term.section is section),
            lines=tuple(_line(line, changed, became) for line in lines if line.section is section),
            terms=tuple(term.text for term in read if term.section is section),
            duties=tuple(
                _duty(key, due, lang, (promises or {}).get(key))
                for key, due in listed.dues.items()
                if where[due.item] is section
            ),
            total=next((line.text for line in lines if line.section is section and not line.key), ""),
            changes=tuple(one for one in changed if one.section is section),
            is_confirmed=str(section) in (confirmed or {}),
        )
        for section in core.to_read(listed, before)
    )


def differences(listed: Terms, before: Terms | None, *, lang: str) -> tuple[Difference, ...]:
    """What a version says otherwise than the one before it; nothing of a first one."""
    if before is None:
        return ()
    return core.differences(
        before, listed, words=lambda due: _due(due, lang), price=lambda price: _total(price, lang)
    )


def unchanged(listed: Terms, before: Terms, *, lang: str) -> tuple[Section, ...]:
    """The sections in which nothing is otherwise than in the version before."""
    changed = {one.section for one in differences(listed, before, lang=lang)}
    return tuple(section for section in listed.sections if section not in changed)


def _line(line: Line, changed: tuple[Difference, ...], became: Mapping[str, str]) -> LineView:
    return LineView(
        number=line.number,
        text=line.text,
        is_total=not line.key,
        change=next((one for one in changed if one.number == line.number), None),
        fate=became.get(line.key, ""),
    )


def _became(due: Due, fate: Fate) -> Said:
    """A payment is paid, all else is done."""
    return words.FATES.get(("paid" if due.amount else "", fate)) or words.FATES["", fate]


def _total(price: Price, lang: str) -> str:
    return total_words(price.total, price.vat_amount, lang, is_exempt=price.is_exempt)


def _due(due: Due, lang: str) -> str:
    """What has a time, in one line."""
    said = _duty("", due, lang, None)
    return f"{said.amount} · {due.what} · {said.by}" if said.amount else f"{said.said} · {said.by}"


def _deed(due: Due, who: str, lang: str) -> str:
    """What is owed, said of who owes it: what we promise as "I", the business does."""
    if due.debtor is not Debtor.PROVIDER:
        return f"{who}: {due.what}"
    return third_person(due.what, Person(name=who, gender="m"), lang)


def _duty(key: str, due: Due, lang: str, promise: int | None) -> DutyView:
    who = words.DEBTORS[due.debtor].of(lang)
    said = _deed(due, who, lang)
    return DutyView(
        key=key,
        who=who,
        what=said.removeprefix(who).removeprefix(":").strip(),
        said=said,
        by=language.in_full(due.window, lang),
        amount=f"{price_words(due.amount, lang)} {MEANS[lang][due.means]}"
        if due.amount and due.means
        else "",
        promise_id=promise,
        due=due,
    )
