"""What customers wish for: a call, and how they are reached."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import callbacks, preferences
from teum.api import answers
from teum.api.fields import Id, WindowAnswer
from teum.api.key import caller
from teum.api.shapes import Problem, PromiseAnswer
from teum.api.standing_bodies import CallbackBody, PreferenceBody
from teum.api.standing_shapes import CallbackList, PreferenceAnswer, ReachAnswer
from teum.core import callback
from teum.now import now
from teum.queries import callbacks as queries
from teum.queries import case_view
from teum.queries import preferences as preference_views

router = Router(tags=["customers"])


@router.get(
    "/cases/{case_id}/callbacks",
    response={200: CallbackList, (404, 422): Problem},
    operation_id="list_callbacks",
)
def listed(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """The call that is promised, whose result is logged as any call of a promise; else when one can be."""
    by, moment = caller(request), now()
    view = case_view.case_view(case_id, by=by, now=moment)
    promised = next((promise for promise in view.live if callback.is_owed(promise, now=moment)), None)
    offered = () if promised else queries.of_case(case_id, by=by, now=moment)
    return answers.send(
        CallbackList(
            promised=answers.promise(promised) if promised else None,
            offered=[WindowAnswer(start=window.start, due=window.due) for window in offered],
        )
    )


@router.post(
    "/cases/{case_id}/callbacks",
    response={201: PromiseAnswer, (404, 409, 422): Problem},
    operation_id="ask_for_call",
)
def ask(request: HttpRequest, case_id: Path[Id], said: CallbackBody) -> HttpResponse:
    """Record that the customer asked for a call, in a window that is offered; it is a promise of ours."""
    by, moment = caller(request), now()
    row = callbacks.ask(case_id=case_id, by=by, start=said.start, now=moment)
    view = case_view.case_view(row.case_id, by=by, now=moment)
    shown = next(promise for promise in view.promises if promise.id == row.pk)
    return answers.send(answers.promise(shown), status=201)


def _preferences(request: HttpRequest, customer_id: int) -> HttpResponse:
    view = preference_views.of(customer_id, by=caller(request))
    return answers.send(
        PreferenceAnswer(
            contacts=[
                ReachAnswer(
                    id=str(one.id),
                    channel=one.channel,
                    address=one.address,
                    is_broken=one.is_broken,
                    is_proven=one.is_proven,
                )
                for one in view.contacts
            ],
            quiet_from=f"{view.quiet_from:%H:%M}" if view.quiet_from else None,
            quiet_until=f"{view.quiet_until:%H:%M}" if view.quiet_until else None,
            in_writing=view.in_writing,
        )
    )


@router.get(
    "/customers/{customer_id}/preferences",
    response={200: PreferenceAnswer, (404, 422): Problem},
    operation_id="get_preferences",
)
def read(request: HttpRequest, customer_id: Path[Id]) -> HttpResponse:
    """How a customer is reached, and when nothing is sent to them."""
    return _preferences(request, customer_id)


@router.post(
    "/customers/{customer_id}/preferences",
    response={200: PreferenceAnswer, (404, 409, 422): Problem},
    operation_id="set_preferences",
)
def change(request: HttpRequest, customer_id: Path[Id], said: PreferenceBody) -> HttpResponse:
    """Record what the customer prefers; hours that are not named are ended."""
    preferences.prefer(
        by=caller(request),
        customer_id=customer_id,
        first=said.first,
        **said.hours(),
        in_writing=said.in_writing,
        now=now(),
    )
    return _preferences(request, customer_id)


@router.post(
    "/customers/{customer_id}/contacts/{contact_id}/proofs",
    response={200: PreferenceAnswer, (404, 422): Problem},
    operation_id="prove_contact",
)
def prove(request: HttpRequest, customer_id: Path[Id], contact_id: Path[Id]) -> HttpResponse:
    """Record that the customer said to a member that an address, given over their page, is theirs."""
    preferences.prove(by=caller(request), customer_id=customer_id, contact_id=contact_id, now=now())
    return _preferences(request, customer_id)
