"""Many forms that are sent from one place at the same time are held to its limit as those sent one by one (A11)."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.cache import cache

from tests.cast import SUNDAY_1000, Business, of
from tests.cast_intake import RONI, WISH, form
from tests.integration.test_signing_at_once import at_once
from teum.actions import intakes
from teum.actions.intakes import MOST_UNPROVED, Origin
from teum.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
SENT = 12


def test_no_more_come_from_one_place_because_they_come_at_once(galil: Business) -> None:
    cache.clear()
    row = form(galil)

    def send() -> object:
        return intakes.receive(
            organisation_id=galil.id,
            key=row.key,
            who=RONI,
            answers=WISH,
            origin=Origin(place="203.0.113.7"),
            now=SUNDAY_1000,
        )

    assert Counter(at_once([send] * SENT)) == {"": MOST_UNPROVED, "too_many": SENT - MOST_UNPROVED}
    assert of(Case, galil).count() == MOST_UNPROVED
