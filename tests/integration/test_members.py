"""The people of a business: invited, joined, changed, and gone only after a hand-over."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import Business
from teum.actions import cases, members, messages, outbox, promises
from teum.actions.customers import Contact
from teum.actions.members import Person
from teum.core.actor import Role
from teum.core.member import (
    AlreadyMember,
    HandOverFirst,
    InvitationGone,
    LastPrincipal,
    WeakPassword,
    WrongPassword,
)
from teum.core.permissions import NotAllowed
from teum.models import ApiToken, Case, Event, Member, Message, Organisation, Promise, Task, Timer

pytestmark = pytest.mark.django_db
NEW = Person(name="נורית אלון", email="Nurit@Galil.example", gender="f")


@pytest.fixture
def galil() -> Business:
    return cast.galil()


def kinds(business: Business) -> list[str]:
    return list(Event.objects.of(business.id).order_by("id").values_list("kind", flat=True))


def invite(business: Business, person: Person = NEW, role: Role = Role.AGENT) -> members.Invitation:
    return members.invite(by=cast.by(business.ruth), person=person, role=role, now=cast.SUNDAY_1000)


def token_of(invitation: members.Invitation) -> str:
    return invitation.path.removeprefix("/join/")


def join(invitation: members.Invitation, password: str = cast.PASSWORD) -> Member:
    return members.accept_invitation(token=token_of(invitation), password=password, now=cast.MONDAY_1000)


# ── joining ──


def test_who_is_invited_joins_with_a_password_of_their_own(galil: Business) -> None:
    invitation = invite(galil)
    assert not invitation.member.is_active
    nurit = join(invitation)
    assert nurit.is_active and nurit.email == "nurit@galil.example"
    assert nurit.user is not None and nurit.user.check_password(cast.PASSWORD)
    assert kinds(galil)[-1] == "MemberJoined"


def test_the_link_stands_in_no_row(galil: Business) -> None:
    token = token_of(invite(galil))
    message = Message.objects.of(galil.id).get(kind="invite")
    held = " ".join(
        str(value)
        for row in (message, Member.objects.of(galil.id).get(email="nurit@galil.example"))
        for value in vars(row).values()
    )
    assert token not in held
    assert message.address == "nurit@galil.example"


def test_the_mail_still_carries_the_link(galil: Business) -> None:
    invitation = invite(galil)
    message = Message.objects.of(galil.id).select_related("member").get(kind="invite")
    assert members.path_of_invitation(message) == invitation.path


def test_a_second_invitation_takes_the_place_of_the_first(galil: Business) -> None:
    first = invite(galil)
    second = invite(galil)
    with pytest.raises(InvitationGone):
        join(first)
    assert join(second).is_active
    assert Message.objects.of(galil.id).filter(kind="invite", state="overtaken").count() == 1


def again(business: Business, member: Member, who: Member | None = None) -> members.Invitation:
    return members.invite_again(
        member_id=member.pk, by=cast.by(who or business.ruth), now=cast.SUNDAY_1000 + timedelta(days=9)
    )


def test_who_lost_the_link_is_sent_another_and_stays_who_they_were(galil: Business) -> None:
    first = invite(galil, Person(name="נורית אלון", email="nurit@galil.example", phone="054-765-4329"))
    second = again(galil, first.member)
    with pytest.raises(InvitationGone):
        members.invited(token_of(first), now=cast.SUNDAY_1000)
    joined = members.invited(token_of(second), now=cast.SUNDAY_1000 + timedelta(days=16))
    assert (joined.pk, joined.phone, joined.role) == (first.member.pk, "054-765-4329", "agent")


def test_who_is_in_needs_no_invitation(galil: Business) -> None:
    with pytest.raises(AlreadyMember):
        again(galil, galil.yael)


def test_only_who_may_invite_sends_another(galil: Business) -> None:
    agent = invite(galil).member
    principal = invite(galil, Person(name="עדי", email="adi@galil.example"), role=Role.PRINCIPAL).member
    with pytest.raises(NotAllowed):
        again(galil, agent, galil.yael)
    with pytest.raises(NotAllowed):
        again(galil, principal, galil.amir)
    assert again(galil, agent, galil.amir).path


def test_the_people_of_another_business_are_not_invited(galil: Business) -> None:
    other = cast.galil(name="עסק אחר", domain="other.example")
    with pytest.raises(members.NoSuchThing):
        again(other, invite(galil).member)


def test_an_invitation_works_once(galil: Business) -> None:
    invitation = invite(galil)
    join(invitation)
    with pytest.raises(InvitationGone):
        join(invitation)


def test_an_invitation_works_for_seven_days(galil: Business) -> None:
    token = token_of(invite(galil))
    assert members.invited(token, now=cast.SUNDAY_1000 + timedelta(days=7)).name == NEW.name
    with pytest.raises(InvitationGone):
        members.invited(token, now=cast.SUNDAY_1000 + timedelta(days=7, seconds=1))


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_made_up_link_opens_nothing(galil: Business, token: str) -> None:
    with pytest.raises(InvitationGone):
        members.invited(token, now=cast.SUNDAY_1000)


def test_a_weak_password_is_refused_with_reasons(galil: Business) -> None:
    invitation = invite(galil)
    with pytest.raises(WeakPassword) as refused:
        join(invitation, "123456")
    assert refused.value.details["reasons"]
    assert join(invitation).is_active, "the invitation is not used up by that"


def test_somebody_who_signs_in_elsewhere_here_keeps_their_password(galil: Business) -> None:
    other = cast.galil(name="עסק אחר", domain="other.example")
    invitation = invite(galil, Person(name="יעל ברק", email=other.yael.email))
    with pytest.raises(WrongPassword):
        join(invitation, "another long sentence")
    assert join(invitation).user == other.yael.user


def test_a_member_is_not_invited_again(galil: Business) -> None:
    with pytest.raises(AlreadyMember):
        invite(galil, Person(name="Yael", email=galil.yael.email))


def test_an_agent_invites_nobody_and_a_manager_no_principal(galil: Business) -> None:
    with pytest.raises(NotAllowed):
        members.invite(by=cast.by(galil.yael), person=NEW, role=Role.AGENT, now=cast.SUNDAY_1000)
    with pytest.raises(NotAllowed):
        members.invite(by=cast.by(galil.amir), person=NEW, role=Role.PRINCIPAL, now=cast.SUNDAY_1000)


# ── changing ──


def test_everybody_changes_their_own_name_and_nobody_their_own_role(galil: Business) -> None:
    by = cast.by(galil.yael)
    assert members.change(member_id=galil.yael.pk, by=by, name="יעל ברק-שי", gender="f").name == "יעל ברק-שי"
    with pytest.raises(NotAllowed):
        members.change(member_id=galil.yael.pk, by=by, name="יעל", gender="f", role=Role.MANAGER)


def test_the_last_principal_stays_one(galil: Business) -> None:
    by = cast.by(galil.ruth)
    with pytest.raises(LastPrincipal):
        members.change(member_id=galil.ruth.pk, by=by, name="רות", gender="f", role=Role.AGENT)
    with pytest.raises(LastPrincipal):
        members.deactivate(member_id=galil.ruth.pk, by=by, heir=galil.amir.pk, now=cast.SUNDAY_1000)


def test_another_businesss_member_is_not_there(galil: Business) -> None:
    other = cast.galil(name="עסק אחר", domain="other.example")
    with pytest.raises(members.NoSuchThing):
        members.change(member_id=other.yael.pk, by=cast.by(galil.ruth), name="x", gender="f")


# ── leaving ──


def leave(business: Business, member: Member, heir: Member | None = None) -> Member:
    return members.deactivate(
        member_id=member.pk, by=cast.by(business.ruth), heir=heir.pk if heir else None, now=cast.MONDAY_1000
    )


def test_nobody_goes_while_something_rests_on_them(galil: Business) -> None:
    cast.quote(galil)
    with pytest.raises(HandOverFirst) as refused:
        leave(galil, galil.yael)
    assert refused.value.details == {"promises": 1, "cases": 1}
    assert Member.objects.of(galil.id).get(pk=galil.yael.pk).is_active


def test_who_owes_nothing_goes_at_once(galil: Business) -> None:
    assert not leave(galil, galil.dan).is_active
    assert kinds(galil)[-1] == "MemberDeactivated"


def test_a_notice_that_waits_names_the_heir_and_is_written_once(galil: Business) -> None:
    first = cast.quote(galil)
    second = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", includes=("תעודת אחריות",))
    promises.make(case_id=first.case_id, by=cast.by(galil.yael), draft=second, now=cast.SUNDAY_1000)
    leave(galil, galil.yael, galil.dan)
    waiting = Message.objects.of(galil.id).get(kind="agreed", state="queued")
    assert "דן שגב" in waiting.text and "יעל ברק" not in waiting.text
    assert "הצעת מחיר" in waiting.text and "תעודת אחריות" in waiting.text
    assert kinds(galil).count("MessageQueued") == 3, "one for each promise, one for the heir"


def test_everything_moves_to_the_heir_each_with_its_event(galil: Business) -> None:
    promise = cast.quote(galil)
    Message.objects.of(galil.id).update(state="accepted")
    timers = sorted(Timer.objects.of(galil.id).values_list("kind", "fire_at"))
    leave(galil, galil.yael, galil.dan)
    moved = cast.fresh(promise)
    assert (moved.owner_id, moved.answerable_id) == (galil.dan.pk, galil.dan.pk)
    assert Case.objects.of(galil.id).get().owner_id == galil.dan.pk
    assert kinds(galil)[-3:] == ["CaseAssigned", "PromiseDelegated", "MemberDeactivated"]
    assert sorted(Timer.objects.of(galil.id).values_list("kind", "fire_at")) == timers, (
        "no due moment moves by it"
    )


def test_what_was_only_answered_for_moves_too(galil: Business) -> None:
    promise = cast.quote(galil)
    Promise.objects.of(galil.id).update(owner=galil.sami)
    leave(galil, galil.yael, galil.dan)
    moved = cast.fresh(promise)
    assert (moved.owner_id, moved.answerable_id) == (galil.sami.pk, galil.dan.pk)


def test_what_they_were_asked_to_do_is_asked_of_the_heir(galil: Business) -> None:
    promise = cast.quote(galil)
    asked = {
        "case": promise.case,
        "promise": promise,
        "kind": "ask",
        "due": cast.TUESDAY_1400,
        "made_at": cast.SUNDAY_1000,
    }
    Task.objects.of(galil.id).create(member=galil.yael, **asked)
    leave(galil, galil.yael, galil.dan)
    assert Task.objects.of(galil.id).get(done_at=None).member_id == galil.dan.pk


def test_a_call_that_the_heir_had_done_with_before_is_asked_of_them_again(galil: Business) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address=cast.DANA_PHONE)])
    opened = cast.case(galil.yael, shula, promise=cast.quote_draft(channel="phone"))
    words = Message.objects.of(galil.id).get(kind="agreed")
    cases.assign(case_id=opened.pk, by=cast.by(galil.amir), owner=galil.dan.pk, now=cast.SUNDAY_1000)
    outbox.settle(message_id=words.pk, by=cast.by(galil.yael), outcome="resend", now=cast.SUNDAY_1000)
    Message.objects.of(galil.id).filter(pk=words.pk).update(state="sending")
    messages.mark_failed(words.pk, reason="no_carrier", permanent=True, now=cast.MONDAY_1000)
    calls = Task.objects.of(galil.id).filter(kind="call", message=words, done_at=None)
    assert calls.get().member == galil.dan, "no carrier takes it, and he answers for the case"
    leave(galil, galil.dan, galil.yael)
    assert calls.get().member == galil.yael


def test_what_stands_on_the_day_of_who_owes_nothing_passes_to_who_runs_the_business(galil: Business) -> None:
    opened = cast.case(galil.yael, galil.dana)
    asked = {"case": opened, "kind": "wrote", "due": cast.TUESDAY_1400, "made_at": cast.SUNDAY_1000}
    Task.objects.of(galil.id).create(member=galil.dan, **asked)
    leave(galil, galil.dan)
    assert Task.objects.of(galil.id).get(kind="wrote").member == galil.ruth


def test_the_heir_is_somebody_present(galil: Business) -> None:
    cast.quote(galil)
    leave(galil, galil.dan)
    for absent in (galil.dan, galil.yael):
        with pytest.raises(members.NoSuchThing):
            leave(galil, galil.yael, absent)


def test_their_keys_open_nothing_any_more(galil: Business) -> None:
    key = ApiToken.objects.of(galil.id).create(member=galil.dan, digest="d" * 64, created_at=cast.SUNDAY_0900)
    leave(galil, galil.dan)
    key.refresh_from_db()
    assert key.revoked_at == cast.MONDAY_1000


def test_who_left_can_be_invited_back(galil: Business) -> None:
    leave(galil, galil.dan)
    back = join(invite(galil, Person(name="דן שגב", email=galil.dan.email, gender="m")))
    assert back.pk == galil.dan.pk and back.is_active


def test_businesses_share_nothing(galil: Business) -> None:
    cast.galil(name="עסק אחר", domain="other.example")
    assert Organisation.objects.count() == 2
    assert {m.organisation_id for m in Member.objects.of(galil.id)} == {galil.id}
