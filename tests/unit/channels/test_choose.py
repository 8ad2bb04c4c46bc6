"""Which carrier serves a channel."""

import pytest

from tests.unit.channels.test_email import ENVELOPE
from teum.channels import choose
from teum.channels.local import Local
from teum.channels.outcome import Failed, Shown
from teum.channels.smtp import Smtp
from teum.configuration.values import Smtp as Server

OWN, HOUSE = Server("own.example", 25), Server("house.example", 25)


@pytest.mark.parametrize(
    ("own", "house", "wanted"),
    [(OWN, HOUSE, OWN), (None, HOUSE, HOUSE), (OWN, None, OWN)],
)
def test_the_businesss_own_server_comes_first(
    own: Server | None, house: Server | None, wanted: Server
) -> None:
    carrier = choose.carrier("email", own=own, installation=house)
    assert isinstance(carrier, Smtp) and carrier.server == wanted


def test_without_a_server_the_outbox_shows_it() -> None:
    carrier = choose.carrier("email", own=None, installation=None)
    assert isinstance(carrier, Local) and carrier.send(ENVELOPE) == Shown()


@pytest.mark.parametrize("channel", ["phone", "whatsapp", "sms", "post", "none"])
def test_what_people_do_no_carrier_does(channel: str) -> None:
    assert choose.carrier(channel, own=OWN, installation=HOUSE).send(ENVELOPE) == Failed(
        permanent=True, reason="no_carrier"
    )
