"""What people say and ask for in the examples: whole promises, and promises of which nothing may be recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.cast import JERUSALEM, at
from teum.actions.promises import Draft
from teum.core.promise import Debtor

STARTS = (
    at("2026-11-22 09:00"),  # a Sunday morning
    at("2026-11-19 17:40"),  # Thursday evening, the business is closed
    at("2026-11-28 21:30"),  # after Shabbat
    at("2026-09-10 11:00"),  # Thursday before Rosh Hashana, which is a Shabbat and a Sunday
    at("2026-10-22 15:00"),  # the clocks go back on Sunday
    at("2026-03-25 15:00"),  # the clocks go forward on Friday
)
SPANS = st.one_of(
    st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(minutes=40)),
    st.sampled_from([timedelta(hours=hours) for hours in (1, 2, 3, 5, 9, 14, 22)]),
    st.sampled_from([timedelta(days=days, hours=hours) for days in (1, 2, 4) for hours in (0, 3, 8)]),
)
"""How far ahead a moment lies, or how long something lasts."""
BODIES = (
    "אשלח לך את המפרט",
    "אתקשר אליך",
    "נתקין אצלך את המזגן",
    "I'll send you the quote",
    "אבדוק ואחזור אליך עם מחיר",
)
CUSTOMERS = ("אשלח לכם את הטופס החתום", "I'll send you the signed form")
THIRD = ("היבואן ישלח לך את החלק",)
VAGUE = (
    "אשלח לך את המפרט בהקדם",
    "I'll call you as soon as possible",
    "נחזור אליך בקרוב",
    "אעדכן כשתהיה לי תשובה",
)
CONDITIONS = ("אחרי שיגיע הטופס החתום", "once you've signed the form")
TERMS = ("", "3 business days", "PT24H", "P2D")
REASONS = ("חסר נתון מהספק", "the supplier is late", "הטכנאי חולה")


def moment(now: datetime, span: timedelta) -> datetime:
    """A moment ahead as people name them, to the minute; past an hour that does not exist or comes twice."""
    local = (now + span).astimezone(JERUSALEM).replace(second=0, microsecond=0) + timedelta(minutes=1)
    earlier, later = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return local if earlier == later else local + timedelta(hours=2)


@st.composite
def whole(draw: st.DrawFn, now: datetime) -> Draft:
    """A promise with its five answers."""
    debtor = draw(
        st.sampled_from(
            [Debtor.PROVIDER, Debtor.PROVIDER, Debtor.PROVIDER, Debtor.CUSTOMER, Debtor.THIRD_PARTY]
        )
    )
    bodies = {Debtor.PROVIDER: BODIES, Debtor.CUSTOMER: CUSTOMERS, Debtor.THIRD_PARTY: THIRD}[debtor]
    due = moment(now, draw(SPANS))
    draft = Draft(
        body=draw(st.sampled_from(bodies)),
        includes=("הצעת מחיר",),
        channel=draw(st.sampled_from(["email", "phone", "visit"])),
        due=due,
        start=draw(st.sampled_from([None, due, due - timedelta(minutes=1)])),
        says_replaces=True,
        debtor=debtor,
    )
    kind = draw(st.sampled_from(["plain", "plain", "plain", "offer", "condition"]))
    by = moment(now, (due - now) * 0.6)
    if kind == "offer":
        return replace(draft, answer_by=by)
    if kind == "condition":
        return replace(
            draft,
            condition=draw(st.sampled_from(CONDITIONS)),
            condition_due=by,
            term=draw(st.sampled_from(TERMS)),
        )
    return draft


SPOILT: dict[str, tuple[str, dict[str, Any]]] = {
    "vague words": ("vague_window", {"body": VAGUE[0]}),
    "vague English words": ("vague_window", {"body": VAGUE[1]}),
    "vague words in what is included": ("vague_window", {"includes": ("מפרט, בהקדם",)}),
    "vague words of the other language": ("vague_window", {"includes": ("the quote, as soon as possible",)}),
    "a vague condition": ("vague_window", {"condition": "אחרי שתשלח את הטופס בהקדם האפשרי"}),
    "no moment": ("vague_window", {"due": None, "start": None, "condition": "", "condition_due": None}),
    "nothing included": ("incomplete", {"includes": (" ",)}),
    "no words": ("incomplete", {"body": " "}),
    "no channel": ("incomplete", {"channel": None, "body": BODIES[0], "debtor": Debtor.PROVIDER}),
    "another time than the window": ("window_mismatch", {"body": "אשלח לך את המפרט עד 3.1.2029 בשעה 10:00"}),
    "a naive moment": ("naive_moment", {"due": datetime(2028, 1, 1, 12), "start": None}),
    "the past": ("due_past", {"due": at("2020-01-01 12:00"), "start": None}),
    "an end before its beginning": ("due_before_start", {"start": at("2036-01-01 12:00")}),
    "an hour that is skipped": (
        "no_such_hour",
        {"due": datetime(2028, 3, 24, 2, 30, tzinfo=JERUSALEM), "start": None},
    ),
    "an hour that comes twice": (
        "two_readings",
        {"due": datetime(2028, 10, 29, 1, 30, tzinfo=JERUSALEM), "start": None},
    ),
    "an answer by the past": ("due_past", {"answer_by": at("2020-01-01 12:00")}),
    "an answer after the window": ("answer_after_due", {"answer_by": at("2036-01-01 12:00")}),
    "an answer by a naive moment": ("naive_moment", {"answer_by": datetime(2028, 1, 1, 12)}),
    "a condition by the past": (
        "due_past",
        {"condition": CONDITIONS[0], "condition_due": at("2020-01-01 12:00")},
    ),
    "a condition after the window": (
        "condition_after_due",
        {"condition": CONDITIONS[0], "condition_due": at("2036-01-01 12:00"), "term": ""},
    ),
}
"""What is wrong, the refusal's code, and what of a whole promise is changed to make it so."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A promise that must be refused, and what is wrong with it."""

    name: str
    draft: Draft


@st.composite
def all_spoilt(draw: st.DrawFn, now: datetime) -> list[Spoilt]:
    """A whole promise of ours, spoilt in every way that there is."""
    good = replace(
        draw(whole(now)),
        answer_by=None,
        condition="",
        condition_due=None,
        term="",
        body=BODIES[0],
        debtor=Debtor.PROVIDER,
    )
    return [Spoilt(name, replace(good, **changes)) for name, (_, changes) in SPOILT.items()]
