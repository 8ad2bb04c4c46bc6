"""Few messages: what can wait, for how long, and what leaves together."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import envelope
from teum.core.delivery import GOES_AHEAD
from teum.core.envelope import Part, UnderWay
from teum.core.quiet import Quiet

ZONE = ZoneInfo("Asia/Jerusalem")
QUIET = Quiet(zone=ZONE)
KINDS = (
    *("agreed", "received", "holding", "late", "revised", "moved", "proposed", "reported", "withdrawn"),
    *("released", "disputed", "update", "reminder"),
)
TO = ("email", "dana@example.com", "he")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZONE))
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_reminder_and_a_word_that_moves_nothing_can_wait(kind: str) -> None:
    assert envelope.is_routine(kind, tells=True) is (kind == "reminder")
    assert envelope.is_routine(kind, tells=False) is (kind in ("reminder", "update"))
    assert not envelope.is_routine(kind, tells=False) or kind in envelope.ROUTINE


@given(now=moments, wait=spans, left=spans)
def test_what_is_needed_by_a_moment_never_waits_away_its_time(
    now: datetime, wait: timedelta, left: timedelta
) -> None:
    needed_by = now + left
    until = envelope.waits_until(now + wait, needed_by=needed_by, now=now)
    if until is not None:
        assert needed_by - until >= left / 4
        assert needed_by - until >= GOES_AHEAD
    elif wait <= left * 3 / 4:
        assert left - wait < GOES_AHEAD


@given(now=moments, wait=spans)
def test_what_nothing_needs_waits(now: datetime, wait: timedelta) -> None:
    assert envelope.waits_until(now + wait, needed_by=None, now=now) == now + wait


@given(now=moments)
def test_tomorrow_is_another_day_and_not_quiet(now: datetime) -> None:
    found = envelope.tomorrow(QUIET, now)
    assert found.astimezone(ZONE).date() > now.astimezone(ZONE).date()
    assert not QUIET.is_quiet(found)
    assert envelope.day_of(now, ZONE) <= now < found


def test_tomorrow_in_the_customers_own_hours() -> None:
    assert envelope.tomorrow(QUIET, at("2026-11-24 10:00")) == at("2026-11-25 08:00")
    assert envelope.day_of(at("2026-11-24 10:00"), ZONE) == at("2026-11-24 00:00")
    assert envelope.tomorrow(QUIET, at("2026-11-27 10:00")) > at("2026-11-28 17:00"), "Shabbat is kept"
    assert envelope.tomorrow(Quiet(zone=ZONE, rests=False), at("2026-11-27 10:00")) == at("2026-11-28 08:00")


def waiting(id_: int, case: int, *, may_join: bool = True, to: tuple[str, ...] = TO) -> UnderWay:
    return UnderWay(id=id_, case=case, to=to, may_join=may_join)


def test_what_waits_joins_what_leaves_to_the_same_address() -> None:
    elsewhere = waiting(3, 3, to=("email", "work@example.com", "he"))
    listed = [waiting(1, 1), waiting(2, 2), elsewhere, waiting(4, 4, may_join=False)]
    assert envelope.together(listed, leads={2}) == [[1, 2]]
    assert envelope.together(listed, leads={2, 3}) == [[1, 2], [3]]
    assert envelope.together(listed, leads=set()) == []


def test_nothing_passes_what_stays_behind() -> None:
    listed = [waiting(1, 7, may_join=False), waiting(2, 7), waiting(3, 8)]
    assert envelope.together(listed, leads={3}) == [[3]]
    assert envelope.together(listed, leads={2, 3}) == [[2, 3]], "what leads was found free to leave"


def test_what_leads_stays_where_another_delivery_has_since_taken_one_before_it() -> None:
    theirs = replace(waiting(1, 7, may_join=False), is_theirs=True)
    listed = [theirs, waiting(2, 7), waiting(3, 8), waiting(4, 9)]
    assert envelope.together(listed, leads={2}) == [], "nor does anything leave for it"
    assert envelope.together(listed, leads={2, 3}) == [[3, 4]]
    needed_soon = replace(waiting(2, 7), may_pass=True)
    assert envelope.together([theirs, needed_soon], leads={2}) == [[2]]
    assert envelope.together([theirs, waiting(2, 8)], leads={2}) == [[2]], "it is of another case"
    assert envelope.together([waiting(1, 7), replace(theirs, id=2)], leads={1}) == [[1]], "it comes later"


def test_what_waits_by_choice_at_another_address_keeps_nothing_from_joining() -> None:
    elsewhere = replace(waiting(1, 7, to=("email", "work@example.com", "he")), may_be_passed=True)
    assert envelope.together([elsewhere, waiting(2, 7), waiting(3, 7)], leads={3}) == [[2, 3]]


messages = st.lists(
    st.builds(
        lambda case, may_join, to: (case, may_join, (to,)),
        st.integers(1, 3),
        st.booleans(),
        st.sampled_from(["a", "b"]),
    ),
    max_size=12,
)


@given(drawn=messages, data=st.data())
def test_no_part_is_lost_or_doubled_or_out_of_order(
    drawn: list[tuple[int, bool, tuple[str, ...]]], data: st.DataObject
) -> None:
    listed = [waiting(n, case, may_join=ready, to=to) for n, (case, ready, to) in enumerate(drawn)]
    leads = data.draw(st.sets(st.sampled_from([m.id for m in listed]))) if listed else set()
    found = envelope.together(data.draw(st.permutations(listed)), leads)
    sent = [pk for ids in found for pk in ids]
    assert leads <= set(sent) and len(sent) == len(set(sent))
    assert all(ids == sorted(ids) and len({listed[pk].to for pk in ids}) == 1 for ids in found)
    for pk in set(sent) - leads:
        assert listed[pk].may_join
        assert all(other.id in sent for other in listed[:pk] if other.case == listed[pk].case)


@given(st.lists(st.integers(0, 2 * envelope.MOST_ATTACHED_BYTES)))
def test_files_go_along_as_long_as_the_mail_stays_small(sizes: list[int]) -> None:
    goes = envelope.take_along(sizes)
    assert len(goes) == len(sizes)
    assert sum(size for size, is_taken in zip(sizes, goes, strict=True) if is_taken) <= (
        envelope.MOST_ATTACHED_BYTES
    )
    if sizes and sizes[0] <= envelope.MOST_ATTACHED_BYTES:
        assert goes[0]


parts_of_an_envelope = st.lists(
    st.builds(Part, case=st.integers(1, 4), kind=st.sampled_from(KINDS), needed_by=st.none() | moments),
    min_size=1,
    max_size=10,
)


@given(parts_of_an_envelope)
def test_the_most_urgent_case_comes_first_and_each_case_in_its_order(parts: list[Part]) -> None:
    order = envelope.in_order(parts)
    assert sorted(order) == list(range(len(parts)))
    cases = [parts[place].case for place in order]
    assert len([case for case, _ in groupby(cases)]) == len(set(cases)), "a case stands in one place"
    for case in set(cases):
        mine = [place for place in order if parts[place].case == case]
        assert mine == sorted(mine)
    news = [part for part in parts if part.kind not in envelope.ROUTINE]
    needed = [part.needed_by for part in news if part.needed_by]
    if any(part.kind == "late" for part in parts):
        assert any(part.kind == "late" for part in parts if part.case == cases[0])
    elif needed:
        first = [part.needed_by for part in news if part.case == cases[0] and part.needed_by]
        assert min(first) == min(needed)


def test_what_is_late_stands_before_what_is_needed_soon_the_oldest_first() -> None:
    noon = at("2026-11-24 12:00")
    later = noon + timedelta(hours=1)
    said = [(1, "late", later), (2, "late", later), (3, "holding", noon), (4, "revised", None)]
    parts = [Part(case=case, kind=kind, needed_by=by) for case, kind, by in said]
    assert envelope.in_order([parts[3], parts[2], *parts[:2]]) == [2, 3, 1, 0]


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        (["late", "holding"], 0),
        (["revised", "late", "holding"], 1),
        (["revised", "holding"], 0),
        (["agreed", "holding"], 1),
    ],
)
def test_several_of_one_case_leave_under_the_subject_of_the_gravest(kinds: list[str], place: int) -> None:
    assert envelope.gravest(kinds) == place
