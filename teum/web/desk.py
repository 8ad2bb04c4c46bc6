"""The desk's frame: who reads, in which language, and what every page of it carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from teum.core import permissions
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Forbidden, Missing, Refused
from teum.core.working_time import Calendar
from teum.language import Vocabulary
from teum.now import now
from teum.queries import outbox, rows, terms
from teum.queries import reader as readers
from teum.web import refusals

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The member who reads, their organisation, and the moment of this request."""

    by: Actor
    name: str
    gender: str
    organisation: str
    slug: str
    phone: str
    calendar: Calendar
    vocabulary: Vocabulary
    """The words that are vague for the business."""
    is_alone: bool
    sends_mail: bool
    """Whether a mail server is set, the business's own or the installation's."""
    is_demo: bool
    language: str
    now: datetime

    @property
    def member_id(self) -> int:
        """The member's id."""
        assert self.by.member_id is not None
        return self.by.member_id

    @property
    def organisation_id(self) -> int:
        """The tenant."""
        return self.by.organisation_id

    @property
    def zone(self) -> ZoneInfo:
        """The business's zone."""
        return self.calendar.zone

    def moment(self, said: Mapping[str, Any], name: str) -> datetime | None:
        """The moment of a form's day and hour (`NAME_on`, `NAME_at`), where both are there."""
        on, at = said.get(f"{name}_on"), said.get(f"{name}_at")
        return windows.aware(datetime.combine(on, at), self.zone) if on and at else None

    def may(self, act: Act) -> bool:
        """Whether the reader may do that."""
        return permissions.may(self.by, act, owner_id=self.by.member_id)


def language_of(request: HttpRequest, own: str) -> str:
    """The language that the reader chose, else their own."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else own


def reader_of(request: HttpRequest) -> Reader | None:
    """Who reads this page of the desk; None for somebody who is no active member."""
    member = readers.signed_in(int(request.user.pk)) if request.user.is_authenticated else None
    if member is None:
        return None
    language = language_of(request, member.language)
    translation.activate(language)
    organisation = member.organisation
    return Reader(
        by=rows.actor(member),
        name=member.name,
        gender=member.gender,
        organisation=organisation.name,
        slug=organisation.slug,
        phone=organisation.phone,
        calendar=terms.calendar(organisation),
        vocabulary=terms.vocabulary(organisation),
        is_alone=readers.is_alone(organisation.pk),
        sends_mail=bool(organisation.smtp or settings.TEUM.smtp_url),
        is_demo=organisation.is_demo,
        language=language,
        now=now(),
    )


def desk(
    view: Callable[Concatenate[HttpRequest, Reader, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page of the desk: for members only; what is not there or not theirs is said as such."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path()) if readers.is_set_up() else redirect("setup")
        reader = reader_of(request)
        if reader is None:
            raise PermissionDenied
        try:
            return view(request, reader, *args, **kwargs)
        except Missing as error:
            raise Http404 from error
        except Forbidden as error:
            raise PermissionDenied from error
        except Refused as refused:
            return refusal_page(request, reader, refused)

    return wrapped  # type: ignore[return-value]


def page(
    request: HttpRequest,
    reader: Reader,
    template: str,
    context: Mapping[str, Any],
    *,
    tab: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page within the desk's frame."""
    frame = {
        "organisation_name": reader.organisation,
        "member_name": reader.name,
        "member_id": reader.member_id,
        "may_manage_members": reader.may(Act.MANAGE_MEMBERS),
        "may_manage_organisation": reader.may(Act.MANAGE_ORGANISATION),
        "may_tell_many": reader.may(Act.TELL_MANY),
        "may_record": reader.may(Act.RECORD),
        "unsettled_messages": outbox.unsettled_count(by=reader.by),
        "tab": tab,
    }
    return render(request, template, {**frame, **context}, status=status)


def refusal_page(request: HttpRequest, reader: Reader, refused: Refused) -> HttpResponse:
    """A refusal that has no form of its own to stand on; what is not there, or not for them, has a page of its own."""
    if isinstance(refused, Missing | Forbidden):
        raise refused
    context = {
        "reason": refusals.words(refused),
        "lines": refusals.lines(refused),
        "back_url": request.META.get("HTTP_REFERER") or "/",
    }
    return page(request, reader, "refused.html", context, status=refusals.status(refused))
