"""The team: invite, change, hand over and let go; and whoever was invited joins."""

from __future__ import annotations

from typing import Any

from django.conf import settings as installation
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import members as actions
from teum.core.actor import Role
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import people
from teum.queries import reader as readers
from teum.queries.people import PersonView
from teum.web import ids, moments, refusals, wording
from teum.web.answers import see
from teum.web.desk import Reader, desk, language_of, page
from teum.web.forms.customer import HandoverForm
from teum.web.forms.member import InvitationForm, MemberForm, PasswordForm


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def team(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everybody, and an invitation for one more."""
    form = InvitationForm(_posted(request), initial={"gender": "f"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = actions.Person(
            name=data["name"], email=data["email"], gender=data["gender"], language=reader.language
        )
        try:
            invitation = actions.invite(by=reader.by, person=person, role=Role(data["role"]), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            _say(request, invitation, reader)
            return see(reverse("members"))
    context = {"members": [_line(person) for person in people.team(by=reader.by)], "form": form}
    return page(request, reader, "members.html", context, status=422 if form.errors else 200)


def _say(request: HttpRequest, invitation: actions.Invitation, reader: Reader) -> None:
    """Where the invitation is; without a mail server, the link itself, to be handed over."""
    if reader.sends_mail:
        words = gettext("The invitation is on its way to %(email)s.") % {"email": invitation.member.email}
        flash.success(request, words)
        return
    link = f"{installation.BASE_URL}{invitation.path}"
    words = gettext("No mail server is set yet. Hand %(name)s this link yourself: %(link)s") % {
        "name": invitation.member.name,
        "link": link,
    }
    flash.success(request, words, extra_tags=link)


def _line(person: PersonView) -> dict[str, Any]:
    load = ngettext("%(n)s open promise", "%(n)s open promises", person.promises) % {"n": person.promises}
    return {
        "name": person.name,
        "url": reverse("member", args=[person.id]),
        "role": wording.ROLES[person.role],
        "email": person.email,
        "load": load if person.promises else "",
        "state": person.state,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def member(request: HttpRequest, reader: Reader, member_id: int) -> HttpResponse:
    """One member's details; their own, or for who manages."""
    person = people.person(member_id, by=reader.by)
    manages = reader.may(Act.MANAGE_MEMBERS)
    initial = {
        "name": person.name,
        "gender": person.gender,
        "phone": person.phone,
        "role": person.role,
        "language": person.language,
    }
    form = MemberForm(_posted(request), initial=initial)
    if not manages:
        del form.fields["role"]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(
                member_id=member_id, by=reader.by, name=data["name"], gender=data["gender"], phone=data["phone"],
                role=Role(data["role"]) if manages else None, language=data["language"],
            )  # fmt: skip
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("members") if manages else reverse("day"))
    return _page(request, reader, person, form, manages=manages)


def _page(
    request: HttpRequest,
    reader: Reader,
    person: PersonView,
    form: MemberForm,
    *,
    manages: bool,
    handover: HandoverForm | None = None,
) -> HttpResponse:
    may_go = manages and person.state != "inactive" and person.id != reader.member_id
    rests = people.rests_on(person.id, by=reader.by) if may_go else []
    heirs = [(str(p.pk), p.name) for p in readers.present(reader.organisation_id) if p.pk != person.id]
    holds = (
        gettext("This rests on %(name)s, and passes to somebody else first:")
        if rests
        else gettext("Nothing rests on %(name)s.")
    )
    context = {
        "member": {
            "name": person.name,
            "state": person.state,
            "url": reverse("member", args=[person.id]),
            "may_deactivate": may_go,
            "holds": holds % {"name": person.name},
            "promises": rests,
            "deactivate_url": reverse("deactivation", args=[person.id]),
            "deactivate_label": gettext("Hand over and deactivate") if rests else gettext("Deactivate"),
            "is_team": manages,
            "invitation": _invitation(person, reader) if person.may_be_invited else None,
        },
        "form": form,
        "handover": (handover or HandoverForm(members=heirs)) if rests else None,
    }
    wrong = form.errors or (handover and handover.errors)
    return page(request, reader, "member.html", context, status=422 if wrong else 200)


def _invitation(person: PersonView, reader: Reader) -> dict[str, str]:
    """How it stands with the link of somebody who is not in, and the one act: a new one."""
    url = reverse("member_invitation", args=[person.id])
    ends = person.invitation_ends
    if ends is None:
        return {
            "heading": gettext("Invite back"),
            "words": gettext("They get a link where they choose a password."),
            "label": gettext("Send an invitation"),
            "url": url,
        }
    if reader.now > ends:
        stands = gettext("The link in the last invitation is no longer valid.")
    else:
        stands = gettext("The link in the last invitation is valid until %(day)s, %(hour)s.") % {
            "day": moments.day(ends.astimezone(reader.zone).date(), now=reader.now),
            "hour": moments.hour(ends, zone=reader.zone),
        }
    replaces = gettext("A new one takes its place.")
    return {
        "heading": gettext("Invitation"),
        "words": f"{stands} {replaces}",
        "label": gettext("Send a new invitation"),
        "url": url,
    }


@require_POST
@desk
def invitation(request: HttpRequest, reader: Reader, member_id: int) -> HttpResponse:
    """A new link for who has not joined yet, or has left."""
    _say(request, actions.invite_again(member_id=member_id, by=reader.by, now=reader.now), reader)
    return see(reverse("member", args=[member_id]))


@require_POST
@desk
def deactivation(request: HttpRequest, reader: Reader, member_id: int) -> HttpResponse:
    """Let a member go, once what rests on them has passed on."""
    heir = ids.read(request.POST.get("to"))
    actions.deactivate(member_id=member_id, by=reader.by, heir=heir, now=reader.now)
    flash.success(request, gettext("Done. What rested on them has passed on."))
    return see(reverse("members"))


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link chooses a password, and is in."""
    form = PasswordForm(_posted(request))
    try:
        found = actions.invited(token, now=now())
    except Refused:
        translation.activate(language_of(request, translation.get_language() or "he"))
        return render(request, "invitation.html", {"invitation": None}, status=404)
    translation.activate(language_of(request, found.language))
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(token=token, password=form.cleaned_data["password"], now=now())
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Welcome. Sign in with the password that you chose."))
            return see(reverse("account_login"))
    invitation = {"name": found.name, "organisation": found.organisation.name}
    context = {"invitation": invitation, "form": form, "organisation_name": found.organisation.name}
    return render(request, "invitation.html", context, status=422 if form.errors else 200)
