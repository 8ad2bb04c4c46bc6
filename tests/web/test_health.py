"""Is all well: what the page says of the clock, of delivery and of what waits."""

from dataclasses import replace

from pytest_django import Settings

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, SetClock, words
from teum.actions import pulses
from teum.models import Message, Timer


def test_health_tells_whether_the_clock_runs(ruth: Browser) -> None:
    assert "עוד לא פעל" in words(ruth.see("/health"))


def test_health_tells_of_the_broker_only_where_there_is_one(
    ruth: Browser, settings: Settings, clock: SetClock
) -> None:
    assert "מתווך ההודעות" not in words(ruth.see("/health"))
    settings.TEUM = replace(settings.TEUM, broker_url="amqp://teum:hunter2@mq.example/")
    assert "עדיין לא היה מוכן" in words(ruth.see("/health"))
    pulses.beat("broker", now=cast.SUNDAY_1000)
    clock(cast.MONDAY_1000)
    assert "המשלוח שולח בעצמו" in words(ruth.see("/health")), "that was long ago"
    clock(cast.SUNDAY_1000)
    seen = words(ruth.see("/health"))
    assert "היה מוכן לאחרונה לקבל הודעות" in seen and "hunter2" not in seen


def test_health_says_since_which_day_a_message_waits_and_not_that_the_waiting_does_not_run(
    galil: Business, ruth: Browser, clock: SetClock
) -> None:
    cast.quote(galil)
    Timer.objects.of(galil.id).delete()
    pulses.beat("delivery", lag_seconds=10_496, now=cast.MONDAY_1000)
    clock(cast.MONDAY_1000)
    seen = words(ruth.see("/health"))
    assert "הודעה אחת ממתינה לשליחה; היא הייתה אמורה לצאת ביום ראשון" in seen
    assert "ממתין יותר מדי זמן" in seen and "השעון עוד לא עשה" not in seen
    assert "בפיגור של 2 שעות" in seen and "שניות" not in seen


def test_health_names_no_messages_where_only_the_clock_is_behind(
    galil: Business, ruth: Browser, clock: SetClock
) -> None:
    cast.quote(galil)
    Message.objects.of(galil.id).update(state="accepted")
    clock(cast.THURSDAY_1400)
    seen = words(ruth.see("/health"))
    assert "השעון עוד לא עשה את מה שהיה אמור לקרות" in seen and "לשליחה" not in seen
