"""A moment that is read is the one that was written, in UTC and saying so, however it is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from tests.cast import SUNDAY_1000
from teum.models import Pulse, prepared

pytestmark = pytest.mark.django_db

EXACTLY = SUNDAY_1000 + timedelta(microseconds=250)


def _pulses() -> Any:
    return Pulse.objects.filter(name="clock")


_KEPT = prepared.column(lambda: _pulses().values_list("at", flat=True))
_NEVER = prepared.column(lambda: _pulses().values_list("was_away_since", flat=True))


@pytest.mark.parametrize("moment", [SUNDAY_1000, EXACTLY])
def test_a_moment_comes_back_as_it_was_written(moment: Any) -> None:
    Pulse.objects.create(name="clock", at=moment)
    inner = Pulse.objects.filter(name=OuterRef("name")).values("at")
    read = [
        _pulses().get().at,
        _pulses().values_list("at", flat=True)[0],
        _pulses().annotate(found=F("at")).get().found,
        _pulses().annotate(found=Subquery(inner)).get().found,
        _pulses().annotate(found=Coalesce("was_away_since", "at")).get().found,
        _pulses().aggregate(found=Max("at"))["found"],
        _pulses().values_list("at", flat=True).union(_pulses().values_list("at", flat=True), all=True)[0],
        _KEPT.first(),
    ]
    assert read == [moment] * len(read)
    assert {found.utcoffset() for found in read} == {timedelta(0)}


def test_no_moment_is_none() -> None:
    Pulse.objects.create(name="clock", at=SUNDAY_1000)
    assert (_pulses().get().was_away_since, _NEVER.first()) == (None, None)
