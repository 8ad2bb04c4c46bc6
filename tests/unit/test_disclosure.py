"""What may be told, and what may be chosen: by nobody who did not see just what stands."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.cast import THURSDAY_1400, TUESDAY_1400
from tests.cast_disclosure import AS_IS, CANCEL, NOTHING, OTHER, shower
from teum.core import disclosure as core
from teum.core.disclosure import How, Option, Standing, Way
from teum.core.promise import State
from teum.core.refusal import Refused
from teum.language.notices.money import price_words


def code(shown: core.Shown, *, decide_by: datetime | None = TUESDAY_1400, stands: bool = False) -> str:
    """The code of the refusal, with what is missing; empty where it may be told."""
    try:
        core.require_whole(shown, decide_by=decide_by, stands=stands)
    except Refused as refused:
        return " ".join([refused.code, *refused.details.get("missing", [])])
    return ""


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (shower(), ""),
        (shower(options=(), recommended=""), ""),
        (shower(what=" . "), "incomplete what"),
        (shower(matters=""), "incomplete matters"),
        (shower(affects=()), "incomplete affects"),
        (shower(no_date=""), "incomplete no_date"),
        (shower(interest="  "), "incomplete interest"),
        (shower(options=(CANCEL,)), "option_count"),
        (shower(options=(AS_IS, replace(OTHER, key="as_is"), CANCEL)), "option_count"),
        (shower(options=(AS_IS, OTHER)), "no_way_out"),
        (shower(options=(AS_IS, replace(CANCEL, price=5_000)), recommended=""), "way_out_costs"),
        (shower(options=(replace(AS_IS, price=-1), CANCEL), recommended=""), "incomplete options.as_is"),
        (shower(options=(replace(OTHER, window=None), CANCEL)), "incomplete options.other.due"),
        (shower(options=(replace(OTHER, channel=""), CANCEL)), "incomplete options.other.channel"),
        (
            shower(options=(replace(AS_IS, window=None), CANCEL), recommended=""),
            "incomplete options.as_is.due",
        ),
        (shower(recommended="none of them"), "no_such_option"),
    ],
)
def test_what_is_told_is_whole(shown: core.Shown, why: str) -> None:
    assert code(shown) == why


def test_a_choice_has_its_moment_before_what_is_chosen() -> None:
    assert code(shower(), decide_by=None) == "incomplete decide_by"
    assert code(shower(), decide_by=THURSDAY_1400) == "answer_after_due"


def test_what_is_agreed_stands_where_it_is_taken_as_it_is() -> None:
    as_it_is = shower(options=(replace(AS_IS, window=None), NOTHING), recommended="")
    assert code(as_it_is, stands=True) == ""


def test_what_is_shown_is_read_as_it_was_written() -> None:
    assert core.read(core.written(shower())) == shower()


def test_nobody_chooses_between_other_things_than_they_saw() -> None:
    assert core.choose(shower(), "other", seen="a", stands="a") == OTHER
    with pytest.raises(core.ShownChanged):
        core.choose(shower(), "other", seen="a", stands="b")
    with pytest.raises(core.NoSuchOption):
        core.choose(shower(), "", seen="a", stands="a")


@pytest.mark.parametrize(
    ("how", "by_customer", "proof", "may"),
    [
        (How.PAGE, True, "", True),
        (How.PAGE, False, "she said so", False),
        (How.COUNTER, False, "", True),
        (How.COUNTER, True, "", False),
        (How.CALL, False, "", False),
        (How.CALL, False, "at 14:05, on the phone", True),
        (How.MAIL, False, " . ", False),
    ],
)
def test_a_choice_is_the_customers_own_or_proved(how: How, by_customer: bool, proof: str, may: bool) -> None:
    try:
        core.require_how(how, by_customer=by_customer, proof=proof)
    except Refused:
        assert not may
    else:
        assert may


@pytest.mark.parametrize(
    ("state", "is_decided", "stands"),
    [
        (None, False, Standing.TOLD),
        (State.OPEN, False, Standing.OPEN),
        (State.KEPT, True, Standing.DECIDED),
        (State.RELEASED, False, Standing.DROPPED),
    ],
)
def test_how_it_stands_is_its_promises_state(state: State | None, is_decided: bool, stands: Standing) -> None:
    assert core.standing(state, is_decided=is_decided) is stands


def test_a_way_out_promises_nothing() -> None:
    assert OTHER.promises and not Option(key="x", way=Way.CANCEL, what="x", window=OTHER.window).promises


@pytest.mark.parametrize(
    ("agorot", "he", "en"),
    [
        (None, "המחיר לא משתנה", "the price does not change"),
        (0, "ללא עלות", "free of charge"),
        (179_000, "\u20671,790 ₪\u2069", "\u2066₪1,790\u2069"),
        (1_250, "\u206712.50 ₪\u2069", "\u2066₪12.50\u2069"),
    ],
)
def test_a_price_in_words(agorot: int | None, he: str, en: str) -> None:
    assert (price_words(agorot, "he"), price_words(agorot, "en")) == (he, en)
