"""`teum clock --once` and `teum deliver --once` do all that is due by now, however many passes it takes."""

import itertools
import json
from dataclasses import replace
from datetime import datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests import cast
from tests.cast import Business
from tests.integration.conftest import Mailbox
from tests.ports import free_port
from teum.clock import loop
from teum.configuration import values
from teum.models import Event, Message, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hours_go_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the time is eight seconds later: a pass is over after two."""
    seconds = itertools.count(0, 8)
    monkeypatch.setattr(loop, "time", SimpleNamespace(monotonic=lambda: next(seconds)))


def once(command: str, at: datetime) -> dict[str, Any]:
    """What the command says that it did."""
    said = StringIO()
    call_command(command, once=True, now=at.isoformat(), as_json=True, stdout=said)
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_the_clock_fires_all_that_is_due_in_as_many_passes_as_it_takes(galil: Business) -> None:
    for _ in range(5):
        cast.quote(galil)
    done = once("clock", cast.TUESDAY_1500)
    assert done["fired"] == sum(done["by_kind"].values()) == 15
    assert done["lag_seconds"] > 0
    assert Seal.objects.of(galil.id).count() == Event.objects.of(galil.id).count()
    assert once("clock", cast.TUESDAY_1500)["fired"] == 0


def test_delivery_sends_all_that_is_due_in_as_many_passes_as_it_takes(
    galil: Business, mailbox: Mailbox
) -> None:
    cast.quote(galil)
    cast.case(galil.yael, galil.john, promise=cast.quote_draft())
    done = once("deliver", cast.TUESDAY_1000)
    assert len(mailbox.all()) == 2, "an envelope a pass"
    assert done["sent"] == Message.objects.of(galil.id).filter(state="accepted").count() >= 2
    assert not Message.objects.of(galil.id).filter(state="queued", send_at__lte=cast.TUESDAY_1000).exists()


def test_what_cannot_be_sent_now_is_left_to_its_next_moment(galil: Business, settings: Settings) -> None:
    settings.TEUM = replace(settings.TEUM, smtp_url=values.Smtp("127.0.0.1", free_port()))
    for _ in range(3):
        cast.quote(galil)
    done = once("deliver", cast.TUESDAY_1000)
    assert (done["sent"], done["waiting"] + done["failed"] > 0) == (0, True)
