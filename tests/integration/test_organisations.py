"""The business itself: set up once, and what it may change about itself."""

from datetime import date, time, timedelta

import pytest

from tests import cast
from tests.cast import Business
from teum.actions import organisations, vault
from teum.actions.customers import BadAddress
from teum.actions.members import Person
from teum.actions.organisations import AlreadySetUp, BadMailServer, Hours
from teum.core.actor import Role
from teum.core.member import WeakPassword
from teum.core.permissions import NotAllowed
from teum.core.policy import BadPolicy
from teum.core.promise import Incomplete
from teum.core.refusal import Invalid
from teum.core.working_time import Block, NeverOpen, OverlappingBlocks
from teum.models import Event, Member, Organisation, Timer, User
from teum.queries import terms

pytestmark = pytest.mark.django_db
RUTH = Person(name="רות כהן", email="Ruth@Galil.example", password=cast.PASSWORD)


def make(**values: object) -> Organisation:
    said = {"name": "מזגני הגליל", "principal": RUTH, "hours": cast.HOURS, "now": cast.SUNDAY_0900} | values
    return organisations.make(**said)  # type: ignore[arg-type]


# ── the first visit ──


def test_the_first_visit_makes_a_business_and_who_runs_it() -> None:
    made = make(
        mail_url="smtp://u:p@mail.example:587?tls=starttls",
        mail_from="Office@Galil.example",
        phone="04-999-0000",
    )
    ruth = Member.objects.of(made.pk).select_related("user").get()
    assert (ruth.role, ruth.is_active, ruth.email) == (Role.PRINCIPAL, True, "ruth@galil.example")
    assert ruth.user is not None and ruth.user.check_password(cast.PASSWORD)
    assert (made.slug, made.country, made.mail_from) == ("mzgny-hglyl", "IL", "office@galil.example")
    assert vault.unlock(made.smtp) == "smtp://u:p@mail.example:587?tls=starttls"
    assert [event.kind for event in Event.objects.of(made.pk)] == ["MemberJoined"]


def test_there_is_no_second_first_visit() -> None:
    make()
    with pytest.raises(AlreadySetUp):
        make(name="אחר")
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"name": "  "}, Incomplete),
        ({"zone": "Mars/Olympus"}, Invalid),
        ({"language": "fr"}, Invalid),
        ({"hours": Hours(week={})}, NeverOpen),
        ({"hours": Hours(week={5: ()})}, NeverOpen),
        ({"principal": Person(name="R", email="r@x.example", password="short")}, WeakPassword),
        ({"principal": Person(name="R", email="no address", password=cast.PASSWORD)}, BadAddress),
        ({"mail_url": "imap://mail.example"}, BadMailServer),
        ({"mail_from": "nobody"}, BadAddress),
    ],
)
def test_what_cannot_be_set_up_leaves_nothing_behind(
    said: dict[str, object], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        make(**said)
    assert not Organisation.objects.exists() and not User.objects.exists()


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Asia/Jerusalem", "IL"), ("Europe/London", "GB"), ("America/New_York", "US"), ("Australia/Sydney", "")],
)
def test_the_zone_says_whose_holidays_are_kept(zone: str, country: str) -> None:
    made = make(zone=zone)
    assert made.country == country
    assert terms.calendar(made).next_opening(cast.SUNDAY_1000)


def test_names_for_addresses_never_meet() -> None:
    assert [make(is_first=False, principal=RUTH).slug for _ in range(3)] == [
        "mzgny-hglyl",
        "mzgny-hglyl-2",
        "mzgny-hglyl-3",
    ]


# ── hours ──


def test_new_hours_hold_from_now_on_and_move_nothing_promised(galil: Business) -> None:
    cast.quote(galil)
    before = sorted(Timer.objects.of(galil.id).values_list("fire_at", flat=True))
    mornings = Hours(week=dict.fromkeys(range(5), (Block(time(7), time(10)),)))
    changed = organisations.change_hours(by=cast.by(galil.ruth), hours=mornings, now=cast.SUNDAY_1000)
    assert terms.calendar(changed).is_open(cast.at("2026-11-23 07:30"))
    assert not terms.calendar(changed).is_open(cast.at("2026-11-23 12:00"))
    assert sorted(Timer.objects.of(galil.id).values_list("fire_at", flat=True)) == before


def test_hours_without_an_open_hour_are_refused(galil: Business) -> None:
    with pytest.raises(NeverOpen):
        organisations.change_hours(by=cast.by(galil.ruth), hours=Hours(week={}), now=cast.SUNDAY_1000)
    assert terms.calendar(Organisation.objects.get(pk=galil.id)).is_open(cast.SUNDAY_1000)


def test_a_special_day_is_kept_as_it_was_said_and_then_no_more(galil: Business) -> None:
    by, on = cast.by(galil.ruth), date(2026, 11, 25)
    organisations.set_special_day(by=by, on=on, name="יום גיבוש", now=cast.SUNDAY_1000)
    assert not terms.calendar(Organisation.objects.get(pk=galil.id)).is_open_day(on)
    organisations.set_special_day(by=by, on=on, blocks=cast.HALF, now=cast.SUNDAY_1000)
    assert terms.calendar(Organisation.objects.get(pk=galil.id)).blocks_on(on) == cast.HALF
    organisations.drop_special_day(by=by, on=on)
    assert terms.calendar(Organisation.objects.get(pk=galil.id)).blocks_on(on) == cast.OFFICE


def test_hours_of_a_special_day_do_not_overlap(galil: Business) -> None:
    with pytest.raises(OverlappingBlocks):
        cast.special_day(
            galil, date(2026, 11, 25), blocks=(Block(time(9), time(12)), Block(time(11), time(14)))
        )


# ── policy, mail, name ──


def test_a_policy_is_changed_by_number(galil: Business) -> None:
    changed = organisations.change_policy(by=cast.by(galil.ruth), now=cast.SUNDAY_1000, hold_minutes=60)
    assert terms.policy(changed).hold_minutes == 60 and terms.policy(changed).ask_minutes == 240


@pytest.mark.parametrize(
    "numbers",
    [
        {"hold_minutes": 0},
        {"hold_minutes": 240},
        {"word_hour": 24},
        {"sleep_minutes": 5},
        {"undo_seconds": "10"},
    ],
)
def test_a_policy_that_cannot_be_kept_is_refused(galil: Business, numbers: dict[str, int]) -> None:
    with pytest.raises(BadPolicy):
        organisations.change_policy(by=cast.by(galil.ruth), now=cast.SUNDAY_1000, **numbers)


def test_mail_is_left_replaced_or_taken_away(galil: Business) -> None:
    by = cast.by(galil.ruth)
    organisations.change_mail(by=by, url="smtp://one.example")
    assert (
        vault.unlock(organisations.change_mail(by=by, mail_from="a@one.example").smtp) == "smtp://one.example"
    )
    assert organisations.change_mail(by=by, url="").smtp == ""


def test_what_the_business_is_called(galil: Business) -> None:
    changed = organisations.change(
        by=cast.by(galil.ruth), name=" מזגני הצפון ", phone="04-999-0000", language="en"
    )
    assert (changed.name, changed.language, changed.version) == ("מזגני הצפון", "en", 2)


def test_only_who_runs_the_business_changes_it(galil: Business) -> None:
    for member in (galil.amir, galil.yael, galil.sami):
        with pytest.raises(NotAllowed):
            organisations.change_hours(
                by=cast.by(member), hours=cast.HOURS, now=cast.SUNDAY_1000 + timedelta(days=1)
            )


def test_who_manages_sets_the_policy_and_nobody_else(galil: Business) -> None:
    assert organisations.change_policy(
        by=cast.by(galil.amir), now=cast.SUNDAY_1000, hold_minutes=60
    ).policy == {"hold_minutes": 60}
    for member in (galil.yael, galil.sami):
        with pytest.raises(NotAllowed):
            organisations.change_policy(by=cast.by(member), now=cast.SUNDAY_1000, hold_minutes=45)
