"""What holds of any agreement: payments sum, every term has its answer, what has a time is owed, and steps keep order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import JERUSALEM, at
from teum.core import agreement as core
from teum.core import price
from teum.core.agreement import Agreement, Form, Section, State
from teum.core.alignment import Alignment, Answer, Item, Kind, Line, Mark, Side, Topic
from teum.core.price import Payment, Price, SplitDiffers
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.core.said import Said
from teum.core.window import Window

NOW = at("2026-11-22 10:00")
windows = st.integers(1, 90).map(lambda days: Window(due=(NOW + timedelta(days=days)).astimezone(JERUSALEM)))
words = st.text("אבגדabcd ?!{}", min_size=1, max_size=20).filter(str.strip)
parts = st.lists(st.tuples(words, st.integers(1, 10**7), windows), min_size=1, max_size=8)


@st.composite
def prices(draw: st.DrawFn) -> Price:
    """A price with its payments, in the order of their days."""
    listed = sorted(draw(parts), key=lambda part: part[2].due)
    payments = tuple(Payment(what=what, amount=amount, window=window) for what, amount, window in listed)
    vat = draw(st.sampled_from([0, 1_700, 1_800, 2_000]))
    return Price(total=sum(one.amount for one in payments), vat=vat, payments=payments)


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    """An item of any kind, with or without its answer, and marks of any kind."""
    kind = draw(st.sampled_from(Kind))
    item = Item(
        key=f"item{number}",
        topic=draw(st.sampled_from(Topic)),
        kind=kind,
        text=Said(draw(words), draw(words)),
        options=(Said("כן", "yes"), Said("לא", "no")) if kind is Kind.CHOICE else (),
        is_required=draw(st.booleans()),
        debtor=draw(st.sampled_from(Debtor)),
        promise=Said("למדוד", "measure"),
    )
    answers = {
        Kind.TEXT: st.builds(Answer, text=words),
        Kind.STATEMENT: st.builds(Answer, text=words),
        Kind.CHOICE: st.builds(Answer, option=st.integers(0, 1)),
        Kind.DATED: st.builds(Answer, window=windows),
        Kind.PRICE: st.builds(Answer, price=prices()),
    }
    marks = draw(st.dictionaries(st.sampled_from(Side), st.sampled_from(Mark)))
    return Line(item=item, answer=draw(st.none() | answers[kind]), marks=marks)


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Some items, each with what was said and marked."""
    count = draw(st.integers(1, 8))
    return Alignment(lines=tuple(draw(lines(number)) for number in range(count)))


@given(alignments())
def test_no_term_without_its_answer_and_nothing_with_a_time_that_nobody_owes(said: Alignment) -> None:
    terms = core.of_alignment(said, words=lambda line: f"{line.item.key}", lang="he")
    agreed = {line.item.key for line in said.lines if line.is_agreed}
    assert {term.item for term in terms.terms} == agreed
    timed = {
        line.item.key
        for line in said.lines
        if line.is_agreed and line.answer and (line.answer.window or line.answer.price)
    }
    assert {due.item for due in terms.dues.values()} == timed
    assert set(terms.sections) == {term.section for term in terms.terms}


@given(alignments())
def test_what_was_asked_about_or_is_to_be_changed_is_no_term(said: Alignment) -> None:
    whole = core.as_agreed(said)
    terms = core.of_alignment(whole, words=lambda line: line.item.key, lang="en")
    disputed = {
        line.item.key for line in said.lines if {Mark.UNCLEAR, Mark.CHANGE} & set(line.marks.values())
    }
    assert not disputed & {term.item for term in terms.terms}
    assert whole.missing == said.missing


@given(prices())
def test_payments_sum_to_the_price_and_its_parts_to_the_agora(whole: Price) -> None:
    price.require_whole(whole)
    assert whole.before_vat + whole.vat_amount == whole.total
    said = Line(
        item=Item(key="cost", topic=Topic.PRICE, kind=Kind.PRICE, text=Said("כמה?", "How much?")),
        answer=Answer(price=whole),
        marks=dict.fromkeys(Side, Mark.AGREED),
    )
    dues = core.keyed(Alignment(lines=(said,)), lang="he")
    assert sum(due.amount or 0 for due in dues.values()) == whole.total
    assert len(dues) == len(whole.payments)
    with pytest.raises(SplitDiffers):
        price.require_whole(replace(whole, total=whole.total + 1))


@given(alignments(), alignments())
def test_a_difference_is_shown_where_there_is_one_and_nowhere_else(one: Alignment, other: Alignment) -> None:
    old, new = (
        core.of_alignment(core.as_agreed(said), words=lambda line: line.item.key, lang="he")
        for said in (one, other)
    )
    say = lambda due: f"{due.what} {due.window.due} {due.amount}"  # noqa: E731
    total = lambda price: f"{price.total} {price.vat}"  # noqa: E731
    assert not core.differences(old, old, words=say, price=total)
    found = core.differences(old, new, words=say, price=total)
    assert all(difference.before != difference.after for difference in found)
    back = core.differences(new, old, words=say, price=total)
    assert sorted((one.before, one.after) for one in found) == sorted((one.after, one.before) for one in back)


@given(alignments(), alignments())
def test_every_line_has_a_number_of_its_own_and_is_read(one: Alignment, other: Alignment) -> None:
    old, new = (
        core.of_alignment(core.as_agreed(said), words=lambda line: line.item.key, lang="he")
        for said in (one, other)
    )
    say = lambda due: f"{due.what} {due.window.due} {due.amount}"  # noqa: E731
    total = lambda price: f"{price.total} {price.vat}"  # noqa: E731
    read = core.lines(new, words=say, price=total)
    numbers = [tuple(map(int, line.number.split("."))) for line in read]
    assert numbers == sorted(set(numbers))
    assert [section for section in Section if section in {line.section for line in read}] == list(
        new.sections
    )
    assert set(new.dues) | {f"{term.item}:" for term in new.terms if term.is_read} == {
        line.key for line in read if line.key
    }
    changed = {one.section for one in core.differences(old, new, words=say, price=total)}
    assert changed <= set(core.to_read(new, old)), "also a section of which nothing is left"


STEPS = {
    "open": core.open_,
    "confirm": lambda it: core.confirm(it, Section.COST),
    "confirm what stays": core.confirm_unchanged,
    "confirm more": lambda it: core.confirm(it, Section.WHEN),
    "theirs": lambda it: core.sign(it, by=Side.CUSTOMER, name="דנה", consents=True),
    "ours": lambda it: core.sign(it, by=Side.PROVIDER, name="יעל", consents=True),
    "tap": core.approve,
    "decline": core.decline,
    "void": core.void,
    "supersede": core.supersede,
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12), st.booleans())
def test_it_is_in_force_by_both_signatures_or_one_tap_and_then_only_replaced(
    steps: list[str], is_written: bool
) -> None:
    it = Agreement(sections=(Section.WHEN, Section.COST), unchanged=(Section.WHEN,), is_written=is_written)
    for step in steps:
        before = it
        try:
            it = STEPS[step](it)
        except Refused:
            assert it is before
            continue
        assert before.state not in core.ENDED
        if before.state is State.IN_FORCE:
            assert it.state is State.REPLACED
        if it.state is State.IN_FORCE:
            by_both = it.signed == set(Side) and not it.unread and is_written
            assert by_both if it.form is Form.SIGNED else step == "tap"
