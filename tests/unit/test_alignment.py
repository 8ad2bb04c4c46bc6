"""Alignment: each says their part, nothing is agreed by one alone, and payments are the price."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import SUNDAY_1000, TUESDAY_1400
from tests.cast_alignment import ANSWERS, ITEMS, PRICE, WINDOW
from teum.core import alignment as core
from teum.core import price as prices
from teum.core.alignment import Alignment, Answer, Kind, Mark, Side, State, Topic, facts
from teum.core.price import Payment, Price
from teum.core.promise import Debtor, Incomplete
from teum.core.refusal import Refused
from teum.core.window import Window


def changed(found: Alignment, key: str, counter: str) -> Alignment:
    """What stands there the customer wants changed."""
    mark = Mark.CHANGE
    return core.mark(found, key, mark, by=Side.CUSTOMER, seen=core.seen(found.line(key)), counter=counter)


def filled(by: Side = Side.PROVIDER) -> Alignment:
    """All that must be said, written down by us while we talk."""
    found = core.begin(ITEMS)
    for key, answer in ANSWERS.items():
        found = core.say(found, key, answer, by=by, now=SUNDAY_1000)
    return found


def test_while_talking_we_write_and_the_customer_approves_once() -> None:
    found = filled()
    assert found.missing == () and set(found.open) == {"wish", "glass", "visit", "cost", "tiles"}
    approved = core.approve(found, by=Side.CUSTOMER, seen=found.version)
    assert approved.state is State.APPROVED and approved.is_agreed


def test_by_link_each_says_their_own_and_nobody_speaks_for_us() -> None:
    found = core.say(core.begin(ITEMS), "wish", ANSWERS["wish"], by=Side.CUSTOMER, now=SUNDAY_1000)
    assert found.line("wish").marks == {Side.CUSTOMER: Mark.AGREED} and not found.line("wish").is_agreed
    found = core.mark(found, "wish", Mark.AGREED, by=Side.PROVIDER, seen=core.seen(found.line("wish")))
    assert found.line("wish").is_agreed
    with pytest.raises(core.NotYourItem):
        core.say(found, "visit", ANSWERS["visit"], by=Side.CUSTOMER, now=SUNDAY_1000)


def test_what_is_unclear_or_to_be_changed_is_not_approved_unseen() -> None:
    found = changed(filled(), "visit", "רק אחרי ארבע")
    with pytest.raises(core.NotAligned) as refused:
        core.approve(found, by=Side.CUSTOMER, seen=found.version)
    assert refused.value.details["open"] == ["visit"]
    again = core.say(
        found,
        "visit",
        Answer(window=Window(due=TUESDAY_1400 + timedelta(hours=3))),
        by=Side.PROVIDER,
        now=SUNDAY_1000,
    )
    assert again.line("visit").counter == ""
    assert core.approve(again, by=Side.CUSTOMER, seen=again.version).is_agreed


def test_what_changed_since_it_was_seen_is_not_approved() -> None:
    seen = filled()
    changed = core.say(seen, "glass", Answer(option=0), by=Side.PROVIDER, now=SUNDAY_1000)
    with pytest.raises(core.AlignmentChanged):
        core.approve(changed, by=Side.CUSTOMER, seen=seen.version)


def test_what_is_missing_is_named() -> None:
    found = core.begin(ITEMS)
    with pytest.raises(core.NotAligned) as refused:
        core.approve(found, by=Side.CUSTOMER, seen=found.version)
    assert refused.value.details["missing"] == ["wish", "glass", "visit", "cost"]


def test_all_that_has_a_time_is_owed_by_somebody() -> None:
    found = filled()
    assert core.dues(found, lang="he") == (), "nothing is agreed yet"
    owed = core.dues(core.approve(found, by=Side.CUSTOMER, seen=found.version), lang="he")
    assert [(due.item, due.debtor, due.what, due.amount) for due in owed] == [
        ("visit", Debtor.PROVIDER, "אמדוד את המקלחת", None),
        ("cost", Debtor.CUSTOMER, "מקדמה", 100_000),
        ("cost", Debtor.CUSTOMER, "יתרה", 320_000),
    ]


def test_payments_that_are_not_the_price_are_refused() -> None:
    short = Price(total=420_001, vat=1_800, payments=PRICE.payments)
    with pytest.raises(prices.SplitDiffers) as refused:
        core.say(core.begin(ITEMS), "cost", Answer(price=short), by=Side.PROVIDER, now=SUNDAY_1000)
    assert refused.value.details == {"total": 420_001, "payments": 420_000, "differs": 1}


@given(st.integers(1, 10**9), st.integers(0, 10_000))
def test_what_goes_to_us_and_the_vat_always_sum(total: int, vat: int) -> None:
    price = Price(total=total, vat=vat, payments=(Payment(what="הכול", amount=total, window=WINDOW),))
    assert price.before_vat + price.vat_amount == total
    assert abs(price.before_vat * vat / 10_000 - price.vat_amount) <= 1


steps = st.lists(
    st.tuples(
        st.sampled_from(["say", "mark", "all", "approve", "drop"]),
        st.sampled_from([item.key for item in ITEMS]),
        st.sampled_from(list(Side)),
        st.sampled_from(list(Mark)),
        st.integers(0, 1),
    ),
    max_size=30,
)


def taken(found: Alignment, move: tuple[str, str, Side, Mark, int]) -> Alignment:
    """The alignment after one move."""
    what, key, by, mark, stale = move
    if what == "say":
        return core.say(found, key, ANSWERS.get(key, Answer(text="כך")), by=by, now=SUNDAY_1000)
    if what == "mark":
        seen = core.seen((core.begin(ITEMS) if stale else found).line(key))
        return core.mark(found, key, mark, by=by, seen=seen, counter="אחרת")
    if what == "all":
        shown = core.begin(ITEMS) if stale else found
        return core.agree(found, by=by, seen={line.item.key: core.seen(line) for line in shown.lines})
    return core.approve(found, by=by, seen=found.version - stale) if what == "approve" else core.drop(found)


@given(steps)
def test_nobody_agrees_for_the_other_side(moves: list[tuple[str, str, Side, Mark, int]]) -> None:
    found = core.begin(ITEMS)
    for move in moves:
        before, by = found, move[2]
        try:
            found = taken(before, move)
        except Refused:
            continue
        assert before.state is State.OPEN
        for was, now in zip(before.lines, found.lines, strict=True):
            agreed = now.marks.get(by.other) is Mark.AGREED
            assert not agreed or was.marks.get(by.other) is Mark.AGREED
        if found.state is State.APPROVED:
            assert found.is_agreed and by is Side.CUSTOMER and move[4] == 0


@given(steps)
def test_what_is_kept_is_read_back_as_it_was(moves: list[tuple[str, str, Side, Mark, int]]) -> None:
    found = core.begin(ITEMS)
    for move in moves:
        with suppress(Refused):
            found = taken(found, move)
    kept = json.loads(json.dumps(facts.of_lines(found.lines)))
    items = facts.items(json.loads(json.dumps(facts.of_items(ITEMS))))
    assert items == ITEMS and facts.lines(items, kept) == found.lines


def test_what_the_customer_wants_instead_is_taken_in_their_words() -> None:
    wanted = changed(filled(), "tiles", "תיקון עד ארבעה אריחים כלול")
    line = core.take(wanted, "tiles", seen=core.seen(wanted.line("tiles")), now=SUNDAY_1000).line("tiles")
    assert line.answer == Answer(text="תיקון עד ארבעה אריחים כלול") and line.is_agreed
    assert (line.counter, line.by) == ("", Side.CUSTOMER)


def test_a_wish_about_a_time_is_no_words_to_put_there() -> None:
    wanted = changed(filled(), "visit", "מאוחר יותר באותו יום")
    for alignment, key in ((wanted, "visit"), (filled(), "tiles")):
        with pytest.raises(core.NothingToTake):
            core.take(alignment, key, seen=core.seen(alignment.line(key)), now=SUNDAY_1000)


def test_a_dot_says_nothing() -> None:
    with pytest.raises(Incomplete):
        core.say(core.begin(ITEMS), "wish", Answer(text=" . "), by=Side.CUSTOMER, now=SUNDAY_1000)


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic is not Topic.PRICE])
def test_there_is_one_price_and_it_stands_under_its_own_topic(topic: Topic) -> None:
    core.require_keepable(ITEMS)
    other = replace(next(item for item in ITEMS if item.kind is Kind.PRICE), key="more", topic=topic)
    for items in ([*ITEMS, replace(other, topic=Topic.PRICE)], [other]):
        with pytest.raises(core.OnePrice) as refused:
            core.require_keepable(items)
        assert refused.value.details["items"][-1] == "more"


def test_a_mark_is_of_what_was_seen_and_of_nothing_else() -> None:
    shown = filled()
    seen = {line.item.key: core.seen(line) for line in shown.lines}
    assert len(set(seen.values())) == len(ITEMS)
    found = core.say(shown, "glass", Answer(option=0), by=Side.PROVIDER, now=SUNDAY_1000)
    for mark in Mark:
        with pytest.raises(core.ItemChanged) as refused:
            core.mark(found, "glass", mark, by=Side.CUSTOMER, seen=seen["glass"], counter="אחרת")
        assert refused.value.details == {"items": ["glass"]}
    with pytest.raises(core.ItemChanged):
        core.agree(found, by=Side.CUSTOMER, seen=seen)
    part = core.agree(found, by=Side.CUSTOMER, seen={key: seen[key] for key in ("wish", "visit", "note")})
    assert [line.item.key for line in part.lines if line.is_agreed] == ["wish", "visit"]
    back = core.say(found, "glass", ANSWERS["glass"], by=Side.PROVIDER, now=SUNDAY_1000)
    assert core.mark(back, "glass", Mark.AGREED, by=Side.CUSTOMER, seen=seen["glass"]).line("glass").is_agreed


def test_what_was_asked_about_is_not_agreed_to_with_the_rest() -> None:
    found = changed(filled(), "visit", "רק אחרי ארבע")
    seen = {line.item.key: core.seen(line) for line in found.lines}
    agreed = core.agree(found, by=Side.CUSTOMER, seen=seen)
    assert agreed.line("visit").marks[Side.CUSTOMER] is Mark.CHANGE and agreed.line("visit").counter
    assert core.agree(agreed, by=Side.CUSTOMER, seen=seen) == agreed


def test_a_wish_that_changed_is_not_taken_unseen() -> None:
    first = changed(filled(), "tiles", "תיקון עד ארבעה אריחים כלול")
    second = changed(first, "tiles", "תיקון כל האריחים כלול")
    with pytest.raises(core.ItemChanged):
        core.take(second, "tiles", seen=core.seen(first.line("tiles")), now=SUNDAY_1000)
