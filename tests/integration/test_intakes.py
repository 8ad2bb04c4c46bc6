"""What comes through a form on the business's site: answered at once with who is in touch, and when (A11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import ITEMS, WINDOW
from tests.cast_intake import RONI, WISH, form, proof
from teum.actions import alignment_templates, intakes, members
from teum.actions.alignment_templates import Entry
from teum.actions.contact import Received, Sender, TooMany
from teum.actions.intakes import NothingToAsk
from teum.core.alignment import Answer, Kind, NoSuchItem, facts
from teum.core.permissions import NotAllowed
from teum.core.promise import Incomplete, VagueWindow
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.core.window import DuePast
from teum.models import Alignment, Case, Customer, Intake, Message, Promise, Remark
from teum.queries import verify

pytestmark = pytest.mark.django_db


def send(galil: Business, row: Intake, answers: dict[str, Answer] = WISH, who: Sender = RONI) -> Received:
    return intakes.receive(organisation_id=galil.id, key=row.key, who=who, answers=answers, now=SUNDAY_1000)


def test_a_stranger_has_a_case_what_they_said_and_a_first_contact_by_its_owner(galil: Business) -> None:
    received = send(galil, form(galil))
    assert (received.case.owner_id, received.case.title) == (galil.yael.pk, "מקלחון")
    assert (received.promise.owner_id, received.promise.channel) == (galil.yael.pk, "phone")
    assert "יעל ברק תתקשר אליך" in received.sentence and "22.11" in received.sentence
    row = of(Alignment, galil).get()
    assert (row.state, row.version) == ("open", 1) and row.case_id == received.case.pk
    assert row.lines["wish"]["answer"]["text"] == "מקלחון שקל לנקות" and row.lines["wish"]["by"] == "customer"
    assert of(Remark, galil, kind="request").get().text == "מה חשוב לך? מקלחון שקל לנקות"
    (letter,) = of(Message, galil, kind="received")
    assert letter.address == "roni@example.com" and "22.11" in letter.text
    assert verify.verify(rebuild_rows=True).holds


def test_whoever_writes_at_night_is_answered_at_once_and_on_shabbat_afterwards(galil: Business) -> None:
    night, shabbat = cast.at("2026-11-23 02:47"), cast.at("2026-11-28 12:00")
    for number, now in enumerate((night, shabbat), start=1):
        who = replace(RONI, phone=f"054-765-432{number}")
        row = form(galil) if number == 1 else of(Intake, galil).get()
        intakes.receive(organisation_id=galil.id, key=row.key, who=who, answers=WISH, now=now)
    at_night, on_shabbat = of(Message, galil, kind="received").order_by("id")
    assert at_night.send_at == night
    assert on_shabbat.send_at > shabbat + timedelta(hours=5)


def test_its_owner_hears_at_once_that_somebody_new_wrote_and_what(galil: Business) -> None:
    send(galil, form(galil))
    (told,) = of(Message, galil, member=galil.yael)
    assert told.subject == "פנייה חדשה: רוני שקד: מקלחון" and told.send_at == SUNDAY_1000
    assert "מקלחון שקל לנקות" in told.text and "הטופס הבטיח בשמך: ״אתקשר אליך בנוגע לפנייתך״" in told.text


def test_a_known_address_is_a_customer_of_its_own_and_reveals_nothing(galil: Business) -> None:
    cast.quote(galil)
    known = replace(RONI, name="מישהו", phone=cast.DANA_PHONE, email=cast.DANA_EMAIL)
    received = send(galil, form(galil), who=known)
    assert received.case.customer_id != galil.dana.pk and not received.case.customer.is_verified
    assert of(Customer, galil, name="מישהו").count() == 1


@pytest.mark.parametrize("said", ["אני צריך את זה בהקדם", "as soon as possible please"])
def test_a_vague_time_is_refused_with_what_to_write_instead(galil: Business, said: str) -> None:
    with pytest.raises(VagueWindow) as refused:
        send(galil, form(galil), {"wish": Answer(text=said)})
    assert refused.value.details["field"] == "wish" and refused.value.details["vague"][0]["better"]
    assert not of(Case, galil).exists()


def test_a_time_that_they_name_is_theirs_to_name(galil: Business) -> None:
    send(galil, form(galil), {"wish": Answer(text="אשמח לסיים עד יום חמישי")})


def test_what_they_want_has_to_be_said(galil: Business) -> None:
    with pytest.raises(Incomplete) as refused:
        send(galil, form(galil), {"note": Answer(text="כניסה מהחצר")})
    assert refused.value.details["missing"] == ["wish"]


def test_nobody_answers_what_the_form_does_not_ask(galil: Business) -> None:
    with pytest.raises(NoSuchItem):
        send(galil, form(galil), {**WISH, "tiles": Answer(text="אריחים כלולים")})


def test_who_leaves_no_way_to_be_reached_is_asked_for_one(galil: Business) -> None:
    with pytest.raises(Incomplete) as refused:
        send(galil, form(galil), who=Sender(name="רוני"))
    assert refused.value.details["missing"] == ["phone"]


def test_when_they_are_free_lies_ahead(galil: Business) -> None:
    row = form(galil)
    free = replace(ITEMS[2], key="free", side=ITEMS[0].side)
    entry = Entry(name=Said("מקלחון", "Shower"), items=[*facts.items(row.template.items), free])
    alignment_templates.change(template_id=row.template_id, by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    with pytest.raises(NoSuchItem):
        send(galil, row, {**WISH, "free": Answer(window=WINDOW)})
    intakes.change(
        intake_id=row.pk, language="he", owner=None, is_on=True, asks=["wish", "free"], by=by(galil.ruth)
    )
    late = replace(WINDOW, due=TUESDAY_1400.replace(year=2025))
    with pytest.raises(DuePast):
        send(galil, row, {**WISH, "free": Answer(window=late)})
    send(galil, row, {**WISH, "free": Answer(window=WINDOW)})
    assert of(Alignment, galil).get().lines["free"]["answer"]["window"]
    assert free.kind is Kind.DATED


def test_a_form_asks_something(galil: Business) -> None:
    row = form(galil)
    with pytest.raises(NothingToAsk):
        intakes.change(intake_id=row.pk, language="he", owner=None, is_on=True, asks=[], by=by(galil.ruth))


def test_a_form_that_is_off_takes_nothing(galil: Business) -> None:
    row = form(galil)
    intakes.change(intake_id=row.pk, language="he", owner=None, is_on=False, by=by(galil.ruth))
    with pytest.raises(Missing):
        send(galil, row)


def test_a_template_that_nobody_begins_any_more_takes_its_form_along(galil: Business) -> None:
    row = form(galil)
    entry = Entry(name=Said("מקלחון", "Shower"), items=ITEMS, is_active=False)
    alignment_templates.change(template_id=row.template_id, by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    with pytest.raises(Missing):
        send(galil, row)


def test_whose_owner_left_is_answered_by_somebody_who_is_there(galil: Business) -> None:
    row = form(galil)
    members.deactivate(member_id=galil.yael.pk, by=by(galil.ruth), heir=galil.dan.pk, now=SUNDAY_1000)
    assert send(galil, row).promise.owner.is_active


def test_one_form_takes_so_many_an_hour(galil: Business) -> None:
    row = form(galil)
    for _ in range(intakes.MOST_AN_HOUR):
        send(galil, row)
    with pytest.raises(TooMany):
        send(galil, row)
    assert of(Promise, galil, state="open").count() == intakes.MOST_AN_HOUR


def test_programs_do_not_close_the_form_for_people(galil: Business) -> None:
    row = form(galil)
    for _ in range(intakes.MOST_AN_HOUR):
        send(galil, row)
    worked = intakes.Origin(place="192.0.2.1", seal="opened", proof=proof("opened"))
    sent = {"organisation_id": galil.id, "key": row.key, "who": RONI, "answers": WISH, "now": SUNDAY_1000}
    with pytest.raises(TooMany):
        intakes.receive(**sent, origin=replace(worked, proof="0"))
    intakes.receive(**sent, origin=worked)


def test_another_business_has_no_such_form(galil: Business) -> None:
    row, other = form(galil), cast.galil(name="מוסך הצפון", domain="north.example")
    with pytest.raises(Missing):
        intakes.receive(organisation_id=other.id, key=row.key, who=RONI, answers=WISH, now=SUNDAY_1000)
    with pytest.raises(Missing):
        intakes.change(intake_id=row.pk, language="he", owner=None, is_on=False, by=by(other.ruth))


def test_forms_are_for_managers(galil: Business) -> None:
    row = form(galil)
    with pytest.raises(NotAllowed):
        intakes.add(template_id=row.template_id, language="he", by=by(galil.yael))
