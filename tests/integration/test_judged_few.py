"""The judge of few letters sees what waited for delivery and came in pieces."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, TUESDAY_1400, Business
from tests.property.world import World
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import RehearsedCarrier
from teum.management.rehearsal.kinds import Kind

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OVEN = "אשלח לך במייל את תעודת האחריות"


@pytest.fixture
def waited(world: World, galil: Business) -> World:
    """Two matters of Dana's were begun while delivery was away, and it is back."""
    world.until(SUNDAY_1000)
    world.goes_away("delivery")
    for title, body in (("מזגן לסלון", cast.QUOTE), ("תנור במטבח", OVEN)):
        draft = cast.quote_draft(body=body, due=TUESDAY_1400)
        cast.case(galil.yael, galil.dana, title=title, promise=draft, now=SUNDAY_1000)
    world.until(SUNDAY_1000 + HOUR)
    world.returns("delivery")
    world.until(SUNDAY_1000 + 2 * HOUR)
    world.look()
    return world


def test_what_waited_for_delivery_is_one_letter_on_its_return(waited: World) -> None:
    (letter,) = (handed for handed in waited.carrier.handed if len(handed.keys) > 1)
    assert letter.at == SUNDAY_1000 + HOUR
    assert list(guarantees.few_letters(waited)) == []


def test_as_many_letters_as_messages_on_its_return_are_seen(waited: World) -> None:
    in_pieces = RehearsedCarrier()
    for handed in waited.carrier.handed:
        for key in handed.keys:
            in_pieces.remember(replace(handed, keys=(key,)))
    waited.carrier = in_pieces
    assert [found.kind for found in guarantees.few_letters(waited)] == [Kind.STORM_ON_RETURN]
