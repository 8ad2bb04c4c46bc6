"""Each ready process can be kept by a business, and a case goes through all of it with words that a customer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, THURSDAY_1400, Business, by, of
from teum.actions import journeys, processes, promises
from teum.core.promise import Debtor
from teum.language import ready_processes
from teum.models import Case, Customer, Message, Process, Promise
from teum.queries.case_view import CaseView, case_view

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HEBREW, LATIN = re.compile("[א-ת]"), re.compile("[A-Za-z]{2,}")
QUOTED = re.compile(r"(?<!\w)[״“]")
SUMMARY = {
    "he": cast.quote_draft(body="אשלח לך סיכום של השיחה", includes=("סיכום",), due=THURSDAY_1400),
    "en": cast.quote_draft(
        body="I will send you a summary of our talk", includes=("a summary",), due=THURSDAY_1400
    ),
}


def kept(business: Business, key: str) -> Process:
    """The business keeps the ready process."""
    ready = ready_processes.read(key)
    entry = processes.Entry(name=ready.name, stages=ready.stages)
    return processes.add(by=by(business.ruth), entry=entry, now=SUNDAY_1000)


def begun(business: Business, customer: Customer, key: str) -> Case:
    """A case of the customer in the first stage of the ready process; the summary of their first talk is open too."""
    lang = customer.language
    opened = cast.case(
        business.yael, customer, title=ready_processes.read(key).name.of(lang), promise=SUMMARY[lang]
    )
    process = kept(business, key)
    journeys.begin(case_id=opened.pk, process_id=process.pk, by=by(business.yael), now=SUNDAY_1000)
    return opened


def end(business: Business, promise: Promise, now: datetime) -> None:
    """What was promised in the stage ends well, whoever owed it."""
    if promise.state == "waiting":
        promises.meet_condition(promise_id=promise.pk, by=by(business.yael), now=now)
    promises.report(promise_id=promise.pk, by=by(business.yael), now=now)
    if promise.debtor == "provider":
        promises.confirm(promise_id=promise.pk, by=business.as_whom(promise.case.customer), now=now)


def walked(business: Business, customer: Customer, key: str) -> Iterator[CaseView]:
    """The case as its customer sees it in every stage, and at the end."""
    case, now = begun(business, customer, key), MONDAY_1000
    for number in range(1, len(ready_processes.read(key).stages) + 1):
        seen = case_view(case.pk, by=business.as_whom(customer), now=now)
        yield seen
        assert seen.journey and seen.journey.here == number - 1
        held = seen.journey.stages[number - 1].promise_id
        end(business, of(Promise, business, pk=held).select_related("case__customer").get(), now)
        now += HOUR
        if seen.journey.following is not None:
            journeys.enter(case_id=case.pk, stage=number, by=by(business.yael), now=now)
    journeys.finish(case_id=case.pk, by=by(business.yael), now=now)
    seen = case_view(case.pk, by=business.as_whom(customer), now=now)
    assert seen.journey and seen.journey.is_over
    yield seen


def read(business: Business, customer: Customer, key: str) -> list[str]:
    """All that the customer reads on the way: on their page at each stage, and in what is written to them."""
    said: list[str] = []
    for seen in walked(business, customer, key):
        assert seen.journey is not None
        said += [seen.next.sentence] if seen.next else []
        for stage in seen.journey.stages:
            said += [stage.name, stage.when, stage.hears, *stage.brings]
            said += [stage.who] if stage.actor == "third_party" else []
    written = of(Message, business, case__customer=customer).order_by("id")
    said += [message.text for message in written]
    return list(dict.fromkeys(filter(None, said)))


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("key", ready_processes.KEYS)
def test_a_case_goes_through_all_of_it_in_the_language_of_its_customer(key: str, lang: str) -> None:
    business = cast.galil(language=lang)
    said = read(business, business.dana if lang == "he" else business.john, key)
    other = HEBREW if lang == "en" else LATIN
    assert not [one for one in said if other.search(without_names(one, business))]
    lines = [line for one in said for line in one.splitlines()]
    assert not [line for line in lines if QUOTED.search(line)], "no words of ours stand in quotation marks"
    promised = [stage for stage in ready_processes.read(key).stages if stage.actor is Debtor.PROVIDER]
    begun_with = {line for line in lines if line.startswith(f"{business.yael.name} ")}
    assert len(begun_with) >= len(promised), "each promise of ours says who does it"


def without_names(said: str, business: Business) -> str:
    for name in (business.organisation.name, business.yael.name):
        said = said.replace(name, "")
    return said
