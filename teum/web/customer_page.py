"""The customer's page, behind an unguessable link: what happens next, where it stands, what we need from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises as actions
from teum.core import actor
from teum.core.refusal import Missing, Refused
from teum.now import now
from teum.queries import public as queries
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit
from teum.web import acts, history, moments, public, refusals
from teum.web.forms.promise import DisputeForm
from teum.web.promises import see


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Something that was reported done, and the two answers."""

    id: int
    words: str
    includes: tuple[str, ...]
    confirm_url: str
    dispute_url: str
    lapses: str
    form: DisputeForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A new time or an offer that waits for the customer's yes; the way out is always there."""

    id: int
    words: str
    yes: str
    yes_url: str
    no: str = ""
    no_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step on the line: done, here, or still to come."""

    words: str
    state: str
    when: str = ""


@require_safe
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: of one case, or of the customer's nearest open one with links to the others."""
    visit, case = _open(request, token)
    return _show(request, token, visit, case)


def _open(request: HttpRequest, token: str) -> tuple[Visit, CaseView]:
    visit = queries.visit(token)
    if visit is None or not visit.case_ids:
        raise Http404
    language = public.speak(request, visit.language)
    wanted = request.GET.get("case", "")
    case_id = int(wanted) if wanted.isdigit() and int(wanted) in visit.case_ids else visit.case_ids[0]
    try:
        return visit, _case(visit, case_id, language)
    except Missing as error:
        raise Http404 from error


def _case(visit: Visit, case_id: int, language: str) -> CaseView:
    return case_view(case_id, by=actor.customer(visit.business.id), now=now(), lang=language)


def _show(
    request: HttpRequest,
    token: str,
    visit: Visit,
    case: CaseView,
    *,
    disputed: tuple[int, DisputeForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    at, zone = now(), visit.business.zone
    ours = [p for p in case.live if p.debtor != "customer" and p.state in ("open", "waiting")]
    first = next((p for p in ours if case.next and p.id == case.next.promise_id), ours[0] if ours else None)
    context = {
        "page": {
            "title": case.title,
            "sentence": _sentence(case, first),
            "details": _details(first),
            "confirmations": [
                _confirmation(p, token, disputed, at=at) for p in case.live if p.state == "reported"
            ],
            "questions": [*_questions(case, token)],
            "needed": [_needed(p) for p in case.live if _is_needed(p)],
            "stages": _stages(case, at, visit),
            "others": [{"sentence": p.sentence} for p in ours if first and p.id != first.id],
            "changes": history.customer_lines(
                case.timeline, {p.id: p.what for p in case.promises}, zone=zone, now=at
            ),
            "messages": _letters(case, visit, at),
            "cases": _other_cases(visit, case, token),
            "contact_words": _contact_words(case, visit),
            "phone": acts.spoken(visit.business.phone),
            "phone_dial": visit.business.phone,
            "email": visit.business.mail,
        }
    }
    return public.page(request, visit.business, "customer_page.html", context, status=status)


def _sentence(case: CaseView, first: PromiseView | None) -> str:
    if first:
        return first.sentence
    if case.state == "closed":
        return gettext("Everything that we agreed is done.")
    if any(p.state == "reported" for p in case.live):
        return gettext("We did what we agreed, and it is your word now.")
    return case.next.sentence if case.next else gettext("Everything that we agreed is done.")


def _details(promise: PromiseView | None) -> list[str]:
    if promise is None:
        return []
    found = []
    if promise.includes:
        found.append(gettext("Included: %(items)s") % {"items": ", ".join(promise.includes)})
    if promise.state == "waiting" and promise.condition:
        found.append(gettext("It begins once this is here: %(condition)s") % {"condition": promise.condition})
    return found


def _confirmation(
    promise: PromiseView, token: str, disputed: tuple[int, DisputeForm] | None, *, at: datetime
) -> Confirmation:
    form = (
        disputed[1] if disputed and disputed[0] == promise.id else DisputeForm(auto_id=f"id_%s_{promise.id}")
    )
    return Confirmation(
        id=promise.id,
        words=gettext("%(what)s: this is done. Did all of it arrive?") % {"what": promise.what},
        includes=promise.includes,
        confirm_url=reverse("page_confirmation", args=[token, promise.id]),
        dispute_url=reverse("page_dispute", args=[token, promise.id]),
        lapses=gettext("If we do not hear from you %(window)s, we take it that all of it arrived.")
        % {"window": promise.next_in_words},
        form=form,
    )


def _questions(case: CaseView, token: str) -> list[Question]:
    found = []
    for promise in case.live:
        if promise.proposed_in_words:
            found.append(
                Question(
                    id=promise.id,
                    words=gettext("%(what)s: we ask for another time, %(window)s.")
                    % {"what": promise.what, "window": promise.proposed_in_words},
                    yes=gettext("The new time suits me"),
                    yes_url=reverse("page_agreement", args=[token, promise.id]),
                    no=gettext("I no longer need it"),
                    no_url=reverse("page_release", args=[token, promise.id]),
                )
            )
        if promise.state == "offered":
            found.append(
                Question(
                    id=promise.id,
                    words=promise.sentence,
                    yes=gettext("This suits me"),
                    yes_url=reverse("page_acceptance", args=[token, promise.id]),
                    no=gettext("No, thank you"),
                    no_url=reverse("page_decline", args=[token, promise.id]),
                )
            )
    return found


def _is_needed(promise: PromiseView) -> bool:
    return (promise.debtor == "customer" and promise.state == "open") or (
        promise.state == "waiting" and bool(promise.condition)
    )


def _needed(promise: PromiseView) -> dict[str, str]:
    if promise.state == "waiting":
        return {"words": f"{promise.condition}, {promise.next_in_words}."}
    return {"words": promise.sentence}


def _stages(case: CaseView, at: datetime, visit: Visit) -> list[Stage]:
    """From first contact to the end, each promised deed a step; we are at the first that is not done."""
    zone = visit.business.zone
    stages = [
        Stage(
            words=gettext("Your message was received"),
            state="done",
            when=moments.at(case.opened_at, zone=zone, now=at),
        )
    ]
    is_found = False
    for promise in case.promises:
        if promise.nature != "deed" or promise.state in ("released", "withdrawn", "declined", "lapsed"):
            continue
        is_done = promise.state in ("kept", "reported")
        state = "done" if is_done else "" if is_found else "here"
        is_found = is_found or not is_done
        when = moments.at(promise.ended_at, zone=zone, now=at) if promise.ended_at else promise.in_words
        stages.append(Stage(words=promise.what, state=state, when=when))
    end = "done" if case.state == "closed" else "" if is_found else "here"
    return [*stages, Stage(words=gettext("Finished"), state=end)]


def _letters(case: CaseView, visit: Visit, at: datetime) -> list[dict[str, str]]:
    told = [m for m in case.messages if m.direction == "out" and m.told_at]
    return [
        {
            "when": moments.at(m.told_at or m.at, zone=visit.business.zone, now=at),
            "text": m.text,
            "lang": m.language,
            "dir": "rtl" if m.language == "he" else "ltr",
        }
        for m in told
    ]


def _other_cases(visit: Visit, case: CaseView, token: str) -> list[dict[str, str]]:
    listed = zip(visit.case_ids, visit.titles, strict=True)
    return [
        {"title": title, "url": f"{reverse('customer_page', args=[token])}?case={pk}"}
        for pk, title in listed
        if pk != case.id
    ]


def _contact_words(case: CaseView, visit: Visit) -> str:
    words = {"name": case.owner.name}
    if visit.business.phone:
        return gettext("%(name)s answers for this. You can reply to any message of ours, or call.") % words
    return gettext("%(name)s answers for this. You can reply to any message of ours.") % words


# ── the customer's answers ──


def _answered(
    call: Callable[[dict[str, Any]], object], done: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A tap of the customer: one call, and back to the page."""

    @require_POST
    def view(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
        visit, case = _theirs(request, token, promise_id)
        try:
            call({"promise_id": promise_id, "by": actor.customer(visit.business.id), "now": now()})
        except Refused as refused:
            flash.warning(request, refusals.words(refused))
        else:
            flash.success(request, done())
        return see(_back(token, visit, case))

    return view


def _theirs(request: HttpRequest, token: str, promise_id: int) -> tuple[Visit, CaseView]:
    """The case of a promise, if this link covers it."""
    visit = queries.visit(token)
    if visit is None:
        raise Http404
    language = public.speak(request, visit.language)
    for case_id in visit.case_ids:
        case = _case(visit, case_id, language)
        if any(promise.id == promise_id for promise in case.promises):
            return visit, case
    raise Http404


def _back(token: str, visit: Visit, case: CaseView) -> str:
    page = reverse("customer_page", args=[token])
    return page if len(visit.case_ids) == 1 else f"{page}?case={case.id}"


@require_POST
def dispute(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Something is missing: it opens again, with its own next update."""
    visit, case = _theirs(request, token, promise_id)
    form = DisputeForm(request.POST, auto_id=f"id_%s_{promise_id}")
    if not form.is_valid():
        return _show(request, token, visit, case, disputed=(promise_id, form), status=422)
    try:
        actions.dispute(
            promise_id=promise_id,
            by=actor.customer(visit.business.id),
            note=form.cleaned_data["note"],
            now=now(),
        )
    except Refused as refused:
        flash.warning(request, refusals.words(refused))
    else:
        flash.success(
            request, gettext("Thank you for telling us. This page shows who takes care of it and by when.")
        )
    return see(_back(token, visit, case))


confirmation = _answered(
    lambda said: actions.confirm(**said), lambda: gettext("Thank you. We are glad that all of it arrived.")
)
agreement = _answered(lambda said: actions.agree(**said), lambda: gettext("Thank you. The new time stands."))
acceptance = _answered(lambda said: actions.accept(**said), lambda: gettext("Thank you. It is agreed."))
decline = _answered(lambda said: actions.decline(**said), lambda: gettext("Thank you for your answer."))
release = _answered(
    lambda said: actions.release(**said),
    lambda: gettext("Thank you for telling us. Nothing more will be done about it."),
)
