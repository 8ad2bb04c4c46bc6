"""A process of the tests: a shower is measured, its glass chosen, a permit waited for, and it is fitted."""

from __future__ import annotations

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, of
from teum.actions import journeys, processes, promises
from teum.core.process import Stage
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.models import Case, Journey, Process, Promise

SURVEY = Stage(
    name=Said("מדידה", "Measuring"),
    actor=Debtor.PROVIDER,
    low="1 business days",
    high="3 business days",
    promise=Said("אמדוד את המקלחת", "I will measure the shower"),
    includes=Said("מדידה\nצילומים", "Measuring\nPhotos"),
    channel="visit",
)
CHOICE = Stage(
    name=Said("בחירת זכוכית", "Choosing the glass"),
    actor=Debtor.CUSTOMER,
    low="P1D",
    high="P7D",
    promise=Said("לבחור את הזכוכית", "choose the glass"),
    brings=Said("בחירה מהקטלוג", "A choice from the catalogue"),
)
PERMIT = Stage(
    name=Said("היתר העירייה", "The permit"),
    actor=Debtor.THIRD_PARTY,
    party=Said("עיריית כרמיאל", "The municipality of Karmiel"),
    low="P14D",
    high="P42D",
    promise=Said("עיריית כרמיאל תיתן את ההיתר", "The municipality of Karmiel gives the permit"),
    every="P7D",
)
FITTING = Stage(
    name=Said("התקנה", "Fitting"),
    actor=Debtor.PROVIDER,
    low="1 business days",
    high="5 business days",
    promise=Said("אתקין את המקלחון", "I will fit the shower"),
    includes=Said("התקנה", "Fitting"),
    brings=Said("מפתח לדירה", "A key to the flat"),
    within="P5D",
    channel="visit",
)


def kept(galil: Business, *stages: Stage) -> Process:
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=stages or (SURVEY, CHOICE, PERMIT, FITTING))
    return processes.add(by=by(galil.ruth), entry=entry, now=SUNDAY_1000)


def on_its_way(galil: Business, *stages: Stage) -> Case:
    """Dana's case, in the first stage of the process."""
    opened = cast.case(galil.yael, galil.dana, promise=cast.quote_draft(), now=SUNDAY_1000)
    process = kept(galil, *stages)
    journeys.begin(case_id=opened.pk, process_id=process.pk, by=by(galil.yael), now=SUNDAY_1000)
    return of(Case, galil, pk=opened.pk).select_related("journey").get()


def held(case: Case) -> Promise:
    """What was promised in the stage in which the case is."""
    journey = Journey.objects.of(case.organisation_id).get(case=case)
    return Promise.objects.of(case.organisation_id).get(pk=journey.passages[-1]["promise"])


def done(galil: Business, case: Case) -> None:
    """What was promised in the present stage is reported and confirmed."""
    row = held(case)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
