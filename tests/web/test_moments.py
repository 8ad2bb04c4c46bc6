"""Moments as the desk shows them."""

from django.utils.translation import override

from tests import cast
from teum.web import moments


def test_a_moment_that_stands_alone_is_not_torn_within_its_date_or_before_its_hour() -> None:
    with override("en"):
        said = moments.alone(cast.SUNDAY_1000, zone=cast.JERUSALEM, now=cast.MONDAY_1000)
    assert said.startswith("On Sunday ") and said.endswith("\u00a0November, at\u00a010:00")
    with override("he"):
        said = moments.alone(cast.SUNDAY_1000, zone=cast.JERUSALEM, now=cast.MONDAY_1000)
    assert said.startswith("ביום ראשון, ") and said.endswith("בשעה\u00a010:00")
